"""What followed on what, counted by hand."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.analysis.flow import flow, loops
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import SessionSummary
from journeymap.analysis.variants import Variant
from tests.analysis.told import at, label, went

TITLES = {"a": "Apply", "b": "Upload", "c": "Pay"}


def test_visits_links_starts_and_ends_are_counted() -> None:
    found = flow(
        [
            went("a", "b", "c", person="P1"),
            went("a", "b", "a", "b", person="P2", outcome="abandoned"),
            went("b", label("call"), person="P3", outcome="error"),
            went(person="P4", outcome="timed_out"),
        ],
        TITLES,
    )
    assert (found.sessions, found.people, found.events) == (4, 4, 9)
    steps = {step.title: step for step in found.steps}
    assert {title: (step.visits, step.sessions) for title, step in steps.items()} == {
        "Upload": (4, 3), "Apply": (3, 2), "Pay": (1, 1), "call": (1, 1),
    }  # fmt: skip
    assert [step.title for step in found.steps] == ["Upload", "Apply", "Pay", "call"]
    assert steps["Upload"].reached == Share(3, 4)
    assert steps["Upload"].repeated == Share(1, 3)
    assert steps["Upload"].left == Share(1, 3)
    assert steps["call"].left == Share(1, 1)
    assert steps["Pay"].left == Share(0, 1)
    assert found.left_before == 1
    links = [(link.source_title, link.target_title, link.count, link.sessions) for link in found.links]
    assert links == [
        ("Apply", "Upload", 3, 2),
        ("Upload", "Apply", 1, 1),
        ("Upload", "Pay", 1, 1),
        ("Upload", "call", 1, 1),
    ]
    assert [(title, count) for _, title, count in found.starts] == [("Apply", 2), ("Upload", 1)]
    assert [(title, count) for _, title, count in found.ends] == [("Pay", 1), ("Upload", 1), ("call", 1)]
    assert found.variants[0] == Variant((), 1)  # ties: the shorter way first
    assert len(found.variants) == 4
    assert found.completed == Share(1, 4)
    assert found.with_repeat == Share(1, 4)
    assert found.outcomes == {"completed": 1, "abandoned": 1, "error": 1, "timed_out": 1}


def test_sessions_that_do_not_count_are_in_no_number() -> None:
    found = flow([went("a", "b"), went("c", quality="excluded", quality_reason="test run", person="P9")], TITLES)
    assert (found.sessions, found.events) == (1, 2)
    assert [step.title for step in found.steps] == ["Apply", "Upload"]
    assert [(one.pseudonym, one.reason) for one in found.excluded] == [("P9", "left out: test run")]


def test_a_session_in_progress_or_unobserved_is_in_no_completion_rate() -> None:
    found = flow([went("a"), went("a", outcome="in_progress"), went("a", outcome="not_observed")], TITLES)
    assert found.completed == Share(1, 1)
    assert found.sessions == 3


def test_what_leads_back_is_a_loop_and_what_stays_is_not() -> None:
    found = flow([went("a", "b", "c", "a"), went("c", label("help"), label("help"))], TITLES)
    assert loops(found) == ((at("a"), at("c"), at("b")),)
    straight = flow([went("a", "a", "b", "c")], TITLES)
    assert loops(straight) == ()
    assert loops(flow([], TITLES)) == ()


def test_nothing_gives_a_flow_of_nothing() -> None:
    found = flow([], TITLES)
    assert (found.sessions, found.events, found.steps, found.links, found.variants) == (0, 0, (), (), ())
    assert found.duration is None
    assert found.completed.value is None


def test_ties_stand_in_order_of_title_whatever_the_ids() -> None:
    forward = flow([went("x", "y"), went("y", "x")], {"x": "Second", "y": "First"})
    assert [step.title for step in forward.steps] == ["First", "Second"]
    assert [link.source_title for link in forward.links] == ["First", "Second"]
    assert [title for _, title, _ in forward.starts] == ["First", "Second"]
    assert [[place.step_id for place in variant.places] for variant in forward.variants] == [["y", "x"], ["x", "y"]]


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=8), max_size=12))
def test_counting_by_ways_equals_counting_one_by_one(ways: list[list[str]]) -> None:
    sessions: list[SessionSummary] = [went(*way, person=f"P{number}") for number, way in enumerate(ways)]
    found = flow(sessions, {})
    visits = Counter(step for way in ways for step in way)
    links = Counter(pair for way in ways for pair in pairwise(way))
    in_sessions = Counter(pair for way in ways for pair in set(pairwise(way)))
    assert {step.place.step_id: step.visits for step in found.steps} == visits
    assert {(link.source.step_id, link.target.step_id): link.count for link in found.links} == links
    assert {(link.source.step_id, link.target.step_id): link.sessions for link in found.links} == in_sessions
    assert sum(variant.sessions for variant in found.variants) == len(ways) == found.sessions
    assert found.events == visits.total() == sum(len(way) for way in ways)
    assert sum(count for _, _, count in found.starts) == sum(count for _, _, count in found.ends)
    assert [link.count for link in found.links] == sorted((link.count for link in found.links), reverse=True)


@pytest.mark.parametrize("outcome", ["completed", "not_observed", "in_progress"])
def test_only_who_left_without_what_they_came_for_is_a_drop_off(outcome: str) -> None:
    (step,) = flow([went("a", outcome=outcome), went("a", outcome="blocked_by_policy")], TITLES).steps
    assert step.left == Share(1, 2)
