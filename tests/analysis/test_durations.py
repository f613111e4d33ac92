"""Times at places, between places, and of sessions."""

from itertools import pairwise
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.analysis.durations import Durations, durations
from tests.analysis.told import at, went


def test_a_stay_lasts_to_the_next_visit_and_the_last_one_to_the_end_of_the_session() -> None:
    found = durations([went("a", "b", times_s=(5, 25), last_ms=100_000)])
    assert found.steps[at("a")].median_ms == 20_000
    assert found.steps[at("b")].median_ms == 75_000
    assert found.links[at("a"), at("b")].median_ms == 20_000
    assert found.session is not None
    assert found.session.median_ms == 100_000


def test_where_a_visit_has_an_end_stay_and_wait_are_told_apart() -> None:
    found = durations([went("a", "b", times_s=(0, 60), ends_s=(10, 90))])
    assert found.steps[at("a")].median_ms == 10_000
    assert found.steps[at("b")].median_ms == 30_000
    assert found.links[at("a"), at("b")].median_ms == 50_000


def test_visits_that_overlap_give_a_wait_below_zero() -> None:
    found = durations([went("a", "b", times_s=(0, 5), ends_s=(20, 30))])
    assert found.links[at("a"), at("b")].mean_ms == -15_000


def test_pauses_are_taken_out_of_stays_waits_and_sessions() -> None:
    found = durations([went("a", "b", times_s=(0, 60), last_ms=80_000, pauses_ms=((10_000, 40_000), (70_000, 75_000)))])
    assert found.steps[at("a")].median_ms == 30_000
    assert found.links[at("a"), at("b")].median_ms == 30_000
    assert found.steps[at("b")].median_ms == 15_000
    assert found.session is not None
    assert found.session.mean_ms == 45_000


def test_sessions_without_times_are_left_out_and_never_count_as_zero() -> None:
    found = durations([went("a", "b"), went("a", "b", times_s=(0, 30), person="P2")])
    assert found.links[at("a"), at("b")].count == 1
    assert found.session is not None
    assert found.session.count == 1
    assert durations([went("a", "b")]) == Durations()
    assert durations([]) == Durations()


def test_a_session_without_visits_has_a_length_only() -> None:
    found = durations([went(timed=True, last_ms=9_000), went("a", times_s=(1,), person="P2"), went(person="P3")])
    assert found.session is not None
    assert (found.session.count, found.session.mean_ms) == (2, 5_000)
    assert found.links == {}


def test_a_session_that_ends_with_its_last_visit_does_not_say_how_long_that_was() -> None:
    found = durations([went("a", "b", times_s=(0, 5)), went("b", times_s=(1,), ends_s=(3,), person="P2")])
    assert found.steps[at("a")].median_ms == 5_000
    assert (found.steps[at("b")].count, found.steps[at("b")].median_ms) == (1, 2_000)
    assert durations([went("a", times_s=(0,))]).steps == {}


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10**6)), max_size=6), max_size=8))
def test_spreads_are_those_of_counting_one_by_one(sessions: list[list[tuple[str, int]]]) -> None:
    ordered = [sorted(session, key=lambda visit: visit[1]) for session in sessions]
    found = durations(
        [
            went(*[step for step, _ in session], times_s=[time / 1000 for _, time in session], person=f"P{number}")
            for number, session in enumerate(ordered)
        ]
    )
    waits: dict[tuple[str, str], list[int]] = {}
    for session in ordered:
        for (one, start), (other, end) in pairwise(session):
            waits.setdefault((one, other), []).append(end - start)
    assert {(one.step_id, other.step_id) for one, other in found.links} == set(waits)
    for (one, other), values in waits.items():
        spread = found.links[at(one), at(other)]
        assert spread.count == len(values)
        assert spread.mean_ms == pytest.approx(mean(values))
        assert spread.median_ms == pytest.approx(median(values))
        assert min(values) <= spread.low_ms <= spread.median_ms <= spread.high_ms <= spread.p90_ms <= max(values)


def test_quartiles_and_the_90th_percentile_are_the_usual_ones() -> None:
    import numpy as np

    values = [3.0, 1.0, 8.0, 21.0, 5.0, 2.0, 13.0]
    spread = durations([went("a", times_s=(0,), last_ms=round(v * 1000), person=f"P{v}") for v in values]).steps[
        at("a")
    ]
    expected = np.quantile([value * 1000 for value in values], [0.25, 0.5, 0.75, 0.9])
    assert [spread.low_ms, spread.median_ms, spread.high_ms, spread.p90_ms] == pytest.approx(expected)


def test_what_is_still_going_on_has_no_length_yet() -> None:
    found = durations([went("a", "b", times_s=(0, 5), last_ms=60_000, outcome="in_progress")])
    assert found.steps[at("a")].median_ms == 5_000
    assert at("b") not in found.steps
    assert found.session is None
