"""A simpler map: exact at 100 %, no step without a link, and an honest count of what is shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.analysis.flow import Flow, flow
from journeymap.analysis.loading import load_summaries
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.analysis.simplify import SimpleFlow, SimpleLink, simplify
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap, Step
from journeymap.core.progress import Progress
from journeymap.interchange.importing import import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.store.document import Document
from tests.analysis.told import at, label, went

PERCENT = st.integers(0, 100)


@st.composite
def flows(draw: st.DrawFn) -> tuple[Flow, list[SessionSummary]]:
    """Some sessions over a few places, loops and empty sessions included."""
    ways = draw(st.lists(st.lists(st.sampled_from("abcdef"), max_size=7), max_size=12))
    told = [went(*way, person=f"P{number}") for number, way in enumerate(ways)]
    return flow(told, {}), told


def some() -> Flow:
    """Ten sessions: nine A B D, one of them with C between, and one A C D."""
    ways = [*["ABD"] * 8, "ABCD", "ACD"]
    return flow([went(*way, person=f"P{number}") for number, way in enumerate(ways)], {})


def shown(simple: SimpleFlow) -> set[tuple[str, str, int, bool]]:
    return {(str(link.source[0]), str(link.target[0]), link.sessions, link.folded) for link in simple.links}


def test_hidden_steps_are_folded_into_links_with_their_sessions() -> None:
    simple = simplify(some(), 50, 100)  # at least a quarter of the journeys
    assert [place.step_id for place in simple.steps] == ["A", "D", "B"]
    assert shown(simple) == {("A", "B", 9, False), ("B", "D", 8, False), ("B", "D", 1, True), ("A", "D", 1, True)}
    assert (simple.events, simple.journeys) == (Share(29, 31), Share(8, 10))


def test_a_step_exactly_on_the_threshold_is_kept() -> None:
    one_of_four = flow([went(*way, person=f"P{at}") for at, way in enumerate(["AB", "A", "A", "A"])], {})
    assert len(simplify(one_of_four, 49, 100).steps) == 1
    assert len(simplify(one_of_four, 50, 100).steps) == 2


def test_the_strongest_way_in_and_out_of_a_step_stays() -> None:
    simple = simplify(some(), 100, 0)
    assert shown(simple) == {("A", "B", 9, False), ("B", "D", 8, False), ("A", "C", 1, False), ("C", "D", 2, False)}
    assert simple.journeys == Share(9, 10)


def test_places_that_are_on_no_map_are_folded_even_at_100() -> None:
    counted = flow([went("a", label("Ask a friend"), "b"), went("a", "b", person="P02")], {})
    simple = simplify(counted, 100, 100, cannot_show={label("Ask a friend")})
    assert simple.links == (
        SimpleLink(at("a"), at("b"), 1, 1, folded=False),
        SimpleLink(at("a"), at("b"), 1, 1, folded=True),
    )
    assert (simple.events, simple.journeys) == (Share(4, 5), Share(1, 2))


def test_a_flow_without_sessions_stays_empty() -> None:
    assert simplify(flow([], {}), 40, 40) == SimpleFlow((), (), Share(0, 0), Share(0, 0))


@pytest.mark.parametrize("percent", [-1, 101])
def test_what_is_no_percentage_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        simplify(some(), 100, percent)
    with pytest.raises(ValueError, match="0 to 100"):
        simplify(some(), percent, 100)


@given(flows())
def test_at_100_percent_it_is_the_flow(told: tuple[Flow, list[SessionSummary]]) -> None:
    counted, _ = told
    simple = simplify(counted, 100, 100)
    assert simple.steps == tuple(step.place for step in counted.steps)
    assert simple.links == tuple(
        SimpleLink(link.source, link.target, link.sessions, link.count, folded=False) for link in counted.links
    )
    assert simple.events == Share(counted.events, counted.events)
    assert simple.journeys == Share(counted.sessions, counted.sessions)


@given(flows(), PERCENT, PERCENT)
def test_no_step_is_an_orphan_unless_nobody_came_to_another_one_with_it(
    told: tuple[Flow, list[SessionSummary]], steps: int, links: int
) -> None:
    counted, sessions = told
    simple = simplify(counted, steps, links)
    kept = set(simple.steps)
    assert bool(kept) == bool(counted.steps)
    for place in kept:
        linked = any(place in (link.source, link.target) and link.source != link.target for link in simple.links)
        company = any(place in session.places and kept & set(session.places) - {place} for session in sessions)
        assert linked == company


@given(flows(), PERCENT, PERCENT, PERCENT)
def test_more_percent_never_shows_less(
    told: tuple[Flow, list[SessionSummary]], one: int, other: int, fixed: int
) -> None:
    low, high = sorted((one, other))
    few, many = simplify(told[0], low, 100), simplify(told[0], high, 100)
    assert set(few.steps) <= set(many.steps)
    assert (few.events.hits <= many.events.hits, few.journeys.hits <= many.journeys.hits) == (True, True)
    few, many = simplify(told[0], fixed, low), simplify(told[0], fixed, high)
    assert set(few.links) <= set(many.links)
    assert (few.events, few.journeys.hits <= many.journeys.hits) == (many.events, True)


@given(flows(), PERCENT)
def test_every_move_between_shown_steps_is_on_a_link(told: tuple[Flow, list[SessionSummary]], steps: int) -> None:
    counted, sessions = told
    simple = simplify(counted, steps, 100)
    kept = set(simple.steps)
    stays = [[place for place in session.places if place in kept] for session in sessions]
    assert sum(link.count for link in simple.links) == sum(max(0, len(stay) - 1) for stay in stays)


def test_the_receipt_log_is_readable_with_a_few_of_its_links(tmp_path: Path, shared_data: Path) -> None:
    with Document.create(tmp_path / "log.journey", title="Log") as document:
        with document.edit("Import") as edit:
            import_sources(edit, [shared_data / "eventlogs" / "receipt.csv"], ImportOptions(), Progress())
        reader = document.read()
        (journey_map,) = reader.find(JourneyMap)
        titles = {step.id: step.title for step in reader.find(Step)}
        counted = flow(load_summaries(reader, Filter(journey_map.id)), titles)
    whole = simplify(counted, 100, 100)
    assert (len(whole.steps), len(whole.links)) == (27, 99)
    assert (whole.events, whole.journeys) == (Share(8577, 8577), Share(1434, 1434))
    half = simplify(counted, 50, 50)
    assert half.steps == tuple(step.place for step in counted.steps if step.sessions * 4 >= 1434)
    assert Place(next(id_ for id_, title in titles.items() if title == "Confirmation of receipt")) in half.steps
    assert len(half.links) < 20
    assert half.events.value is not None
    assert half.events.value > 0.9
