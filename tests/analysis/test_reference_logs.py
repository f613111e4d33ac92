"""Public event logs, imported and counted, against the numbers that pm4py gives for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from journeymap.analysis.flow import Flow, LinkFlow
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap
from journeymap.core.progress import Progress
from journeymap.interchange.importing import import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.present.flow import flow_json, load_flow
from journeymap.store.document import Document

LOGS = {
    "running-example.xes": "running-example",
    "receipt.csv": "receipt_csv",
    "receipt.xes.gz": "receipt_xes",
    "traffic_fines_10k.csv": "traffic_fines_10k",
}


@pytest.mark.parametrize("name", LOGS)
def test_a_log_is_counted_like_pm4py_does(name: str, tmp_path: Path, shared_data: Path) -> None:
    expected: dict[str, Any] = json.loads(
        (shared_data / "expected" / "eventlog_reference_pm4py.json").read_text(encoding="utf-8")
    )[LOGS[name]]
    with Document.create(tmp_path / "log.journey", title="Log") as document:
        with document.edit("Import") as edit:
            import_sources(edit, [shared_data / "eventlogs" / name], ImportOptions(), Progress())
        reader = document.read()
        (journey_map,) = reader.find(JourneyMap)
        view = load_flow(reader, Filter(journey_map.id))
    found = flow_json(view)

    assert found["sessions"] == expected["cases"]
    assert found["events"] == expected["events"]
    assert len(found["steps"]) == expected["activities"]
    assert {step["title"]: step["visits"] for step in found["steps"]} == expected["activity_counts"]
    assert len(found["transitions"]) == expected["dfg_edges"]
    assert sum(link["count"] for link in found["transitions"]) == expected["dfg_total"]
    assert found["starts"] == expected["start_activities"]
    assert found["ends"] == expected["end_activities"]
    assert len(found["variants"]) == expected["variants"]
    counts = {(link["from"], link["to"]): link["count"] for link in found["transitions"]}
    assert {(one, other): counts[one, other] for one, other, _ in expected["top20_edges"]} == {
        (one, other): count for one, other, count in expected["top20_edges"]
    }
    ways = {tuple(variant["steps"]): variant["sessions"] for variant in found["variants"]}
    for sessions, steps in expected["top5_variants"]:
        assert ways[tuple(steps)] == sessions

    _same_rework(view.flow, expected)
    _same_times(view.flow, expected)


def _same_rework(found: Flow, expected: dict[str, Any]) -> None:
    assert found.with_repeat.hits == expected["cases_with_any_repeat"]
    repeated = {step.title: step.repeated.hits for step in found.steps if step.repeated.hits}
    assert repeated == expected["rework_cases_per_activity"]
    loops = {link.source_title: link.count for link in found.links if link.source == link.target}
    assert loops == expected["self_loops"]


def _same_times(found: Flow, expected: dict[str, Any]) -> None:
    """To the millisecond: the reference counts in microseconds, a project in milliseconds."""
    assert found.duration is not None
    assert found.duration.mean_ms / 1000 == pytest.approx(expected["case_duration_s"]["mean"], abs=0.002)
    assert found.duration.median_ms / 1000 == pytest.approx(expected["case_duration_s"]["median"], abs=0.002)
    links: dict[tuple[str, str], LinkFlow] = {(link.source_title, link.target_title): link for link in found.links}
    for one, other, times in expected["perf_top20"]:
        wait = links[one, other].wait
        assert wait is not None
        assert wait.mean_ms / 1000 == pytest.approx(times["mean"], abs=0.002), (one, other)
        assert wait.median_ms / 1000 == pytest.approx(times["median"], abs=0.002), (one, other)
