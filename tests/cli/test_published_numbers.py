"""The command line on public logs and on the worked example, against numbers that others worked out."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

LOGS = [
    ("receipt.csv", "receipt_csv"),
    ("receipt.xes.gz", "receipt_xes"),
    ("running-example.xes", "running-example"),
    ("traffic_fines_10k.csv", "traffic_fines_10k"),
]


@pytest.mark.parametrize(("file", "key"), LOGS, ids=[file for file, _ in LOGS])
def test_flow_on_a_public_log_equals_the_reference(
    command: Command, shared_data: Path, tmp_path: Path, file: str, key: str
) -> None:
    expected = json.loads((shared_data / "expected" / "eventlog_reference_pm4py.json").read_text())[key]
    project = tmp_path / "log.journey"
    assert command("new", project).status == 0
    imported = command("import", project, shared_data / "eventlogs" / file, "--json")
    assert imported.status == 0, imported.err
    account = json.loads(imported.out)
    assert (account["read"], account["kept"], account["rejected"]) == (expected["events"], expected["events"], [])
    value = json.loads(command("flow", project, "--json").out)
    assert (value["sessions"], value["events"]) == (expected["cases"], expected["events"])
    assert {step["title"]: step["visits"] for step in value["steps"]} == expected["activity_counts"]
    assert len(value["transitions"]) == expected["dfg_edges"]
    assert sum(row["count"] for row in value["transitions"]) == expected["dfg_total"]
    counted = {(row["from"], row["to"]): row["count"] for row in value["transitions"]}
    assert [counted[start, end] for start, end, _ in expected["top20_edges"]] == [
        count for _, _, count in expected["top20_edges"]
    ]
    assert value["starts"] == expected["start_activities"]
    assert value["ends"] == expected["end_activities"]
    assert len(value["variants"]) == expected["variants"]
    assert sum(row["sessions"] for row in value["variants"]) == expected["cases"]
    counts = [row["count"] for row in value["transitions"]]
    assert counts == sorted(counts, reverse=True)
    undone = command("undo", project)
    assert undone.status == 0, undone.err
    assert json.loads(command("flow", project, "--json").out)["sessions"] == 0


LEVELS = {
    "id-check": (4, 0, 4, 0, 3, 0, 0, 3),
    "fee": (0, 2, 0, 0, 2, 0, 2, 0),
    "address": (2, 2, 2, 2, 0, 2, 0, 2),
    "receipt": (1, 0, 0, 1, 0, 0, None, None),
}
STEPS = {"id-check": "Check", "fee": "Fee", "address": "Address", "receipt": "Receipt"}


def _worked_example(folder: Path) -> list[Path]:
    """The eight people of the worked example as session text files."""
    files = []
    for person in range(8):
        head = [f"participant: P{person + 1:02d}", "map: Apply"]
        lines = []
        for tag, levels in LEVELS.items():
            level = levels[person]
            if level is None:
                head.append(f"not asked: {STEPS[tag]}")
                continue
            lines.append(f"> {STEPS[tag]}")
            if level:
                lines.append(f"!{level} {tag} #{tag}")
        file = folder / f"P{person + 1:02d}.txt"
        file.write_text("\n".join([*head, "---", *lines, "= completed", ""]), encoding="utf-8")
        files.append(file)
    return files


@pytest.fixture
def ranked(command: Command, tmp_path: Path) -> dict[str, Any]:
    project = tmp_path / "example.journey"
    command("new", project)
    assert command("import", project, *_worked_example(tmp_path)).status == 0
    result = command("rank", project, "--json", "--seed", "1", "--top", "1")
    value: dict[str, Any] = json.loads(result.out)
    assert command("rank", project, "--json", "--seed", "1", "--top", "1").out == result.out
    return value


def test_the_scores_of_the_worked_example(ranked: dict[str, Any]) -> None:
    scores = {item["tag"]: item["score"] for item in ranked["items"]}
    assert ranked["people"] == 8
    assert scores == pytest.approx({"id-check": 237.4, "fee": 62.4, "address": 87.4, "receipt": 51.6}, abs=0.05)


def test_the_probabilities_and_intervals_of_the_worked_example(ranked: dict[str, Any]) -> None:
    items = {item["tag"]: item for item in ranked["items"]}
    first = {tag: item["p_top"] for tag, item in items.items()}
    assert first == pytest.approx({"id-check": 0.90, "fee": 0.03, "address": 0.04, "receipt": 0.03}, abs=0.02)
    assert (items["id-check"]["low"], items["id-check"]["high"]) == pytest.approx((103, 411), rel=0.05)
    ranks = {tag: (item["rank_low"], item["rank_high"]) for tag, item in items.items()}
    assert ranks == {"id-check": (1, 2), "fee": (2, 4), "address": (2, 4), "receipt": (2, 4)}
    hits = {tag: (item["affected"], item["opportunities"]) for tag, item in items.items()}
    assert hits == {"id-check": (4, 8), "fee": (3, 8), "address": (6, 8), "receipt": (2, 6)}
