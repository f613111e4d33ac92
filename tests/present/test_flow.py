"""The flow as scripts and people read it, from a real project."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.filters import Filter
from journeymap.core.wording import NO_BREAK
from journeymap.present.flow import flow_json, flow_text, load_flow
from journeymap.store.document import Document
from tests.analysis.study import Study, study, telling, visit


@pytest.fixture
def project(tmp_path: Path) -> Iterator[tuple[Document, Study]]:
    with study(tmp_path, ("Apply", "Pay")) as (document, told):
        with telling(document, told):
            told.session("P01", visit("Apply", 0), visit("Pay", 60), ended_s=90, round_title="Round 1")
            told.session("P02", visit("Apply", 0, 20), visit("Pay", 61), visit("call", 70), ended_s=100)
            told.session("P03", visit("Apply", 0), outcome="abandoned", ended_s=30, round_title="Round 1")
            told.session("P04", visit("Pay", 0), quality="incomplete", quality_reason="1 row rejected")
        yield document, told


def test_the_document_has_the_shape_of_the_contract(project: tuple[Document, Study]) -> None:
    document, told = project
    assert flow_json(load_flow(document.read(), told.filter)) == {
        "sessions": 3,
        "events": 6,
        "steps": [
            {"id": told.steps["Apply"], "title": "Apply", "visits": 3, "sessions": 3},
            {"id": told.steps["Pay"], "title": "Pay", "visits": 2, "sessions": 2},
            {"id": None, "title": "call", "visits": 1, "sessions": 1},
        ],
        "transitions": [
            {"from": "Apply", "to": "Pay", "count": 2, "sessions": 2, "median_ms": 50_500},
            {"from": "Pay", "to": "call", "count": 1, "sessions": 1, "median_ms": 9_000},
        ],
        "starts": {"Apply": 3},
        "ends": {"Apply": 1, "Pay": 1, "call": 1},
        "variants": [
            {"steps": ["Apply"], "sessions": 1},
            {"steps": ["Apply", "Pay"], "sessions": 1},
            {"steps": ["Apply", "Pay", "call"], "sessions": 1},
        ],
        "outcomes": {"completed": 2, "abandoned": 1},
    }


def test_a_median_between_two_milliseconds_is_not_rounded(tmp_path: Path) -> None:
    with study(tmp_path, ("A", "B")) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), visit("B", 0.001))
            told.session("P02", visit("A", 0), visit("B", 0.002))
            told.session("P03", visit("A"), visit("B"))
            told.session("P04", visit("B"), visit("A"))
        found = flow_json(load_flow(document.read(), told.filter))
    assert [link["median_ms"] for link in found["transitions"]] == [1.5, None]


def test_a_filter_narrows_every_number(project: tuple[Document, Study]) -> None:
    document, told = project
    found = flow_json(load_flow(document.read(), replace(told.filter, round_ids=(told.rounds["Round 1"],))))
    assert (found["sessions"], found["events"]) == (2, 3)


def test_a_map_that_is_not_there_has_an_empty_flow(project: tuple[Document, Study]) -> None:
    document, _ = project
    view = load_flow(document.read(), Filter(""))
    assert flow_json(view) == {
        "sessions": 0, "events": 0, "steps": [], "transitions": [], "starts": {}, "ends": {}, "variants": [],
        "outcomes": {},
    }  # fmt: skip
    assert flow_text(view) == "No session to count yet."


def test_the_terminal_says_it_in_words(project: tuple[Document, Study]) -> None:
    document, told = project
    text = flow_text(load_flow(document.read(), told.filter)).replace(NO_BREAK, " ")
    assert "Renew a permit: 3 sessions of 3 people, 6 visits to 3 steps." in text
    assert "Completed: 2 of 3 sessions (21–94 %)." in text
    assert "Half of the sessions took 1 m 30 or less" in text
    assert "  Apply: 3 visits, reached in 3 of 3 sessions (44–100 %), median 30 s, left here 1 of 3" in text
    assert "  call (not on the map yet): 1 visit" in text
    assert "  Apply → Pay: 2 (2 sessions), median 50 s in between" in text
    assert "How sessions ended: completed 2 and gave up 1." in text
    assert "1 session is not counted\n  P04: incomplete: 1 row rejected" in text


def test_long_lists_are_cut_for_a_person_and_say_so(tmp_path: Path) -> None:
    with study(tmp_path, ()) as (document, told):
        with telling(document, told):
            for number in range(25):
                told.session(f"P{number:02}", visit(f"place {number:02}", 0))
            told.session("P99")
        view = load_flow(document.read(), told.filter)
    text = flow_text(view)
    assert "  … and 5 more (--json lists all)" in text
    assert "place 19" in text
    assert len(flow_json(view)["steps"]) == 25
    assert "no step was noted" in text


def test_a_project_in_which_nothing_counts_says_why(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), quality="excluded", quality_reason="a test run")
        text = flow_text(load_flow(document.read(), told.filter))
    assert text == "No session is counted.\n\n1 session is not counted\n  P01: left out: a test run"


def test_sessions_without_times_say_so_and_show_no_zero(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A"), visit("B"))
        text = flow_text(load_flow(document.read(), told.filter))
    assert "No times were recorded." in text
    assert "median" not in text
