"""The score against the worked example of the method, and the properties it must have (methods, section 3)."""

import json
import math
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.analysis.priority import HarmMatrix, groups, priorities, ratio_weights, scores
from journeymap.core.scales import HARM_WEIGHTS

A = (4, 0, 4, 0, 3, 0, 0, 3)
B = (0, 2, 0, 0, 2, 0, 2, 0)
C = (2, 2, 2, 2, 0, 2, 0, 2)
D = (1, 0, 0, 1, 0, 0, None, None)


def matrix(*items: tuple[int | None, ...]) -> HarmMatrix:
    """From the levels of each item, a person each."""
    return HarmMatrix(tuple(zip(*items, strict=True)), len(items))


WORKED = matrix(A, B, C, D)


def test_the_worked_example_has_its_scores() -> None:
    assert scores(WORKED) == pytest.approx((237.4074, 62.4074, 87.4074, 51.5556), abs=1e-4)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_worked_example_has_its_chances_intervals_and_ranks(seed: int) -> None:
    first = priorities(WORKED, seed=seed, top=1)
    assert [one.p_top for one in first] == pytest.approx([0.902, 0.028, 0.043, 0.027], abs=0.02)
    second = priorities(WORKED, seed=seed, top=2)
    assert [one.p_top for one in second] == pytest.approx([0.981, 0.227, 0.643, 0.149], abs=0.03)
    assert [(one.rank_low, one.rank_high) for one in first] == [(1, 2), (2, 4), (2, 4), (2, 4)]
    assert [one.low for one in first] == pytest.approx([103.3, 22.7, 47.1, 11.5], rel=0.08)
    assert [one.high for one in first] == pytest.approx([411.4, 141.5, 164.1, 144.0], rel=0.08)
    assert [one.first_share for one in first] == [1, 0, 0, 0]
    assert [one.worst_impact for one in first] == [4, 2, 2, 1]
    assert [(one.affected, one.opportunities) for one in first] == [(4, 8), (3, 8), (6, 8), (2, 6)]


def test_the_worked_example_in_the_shared_data_is_the_same(shared_data: Path) -> None:
    expected = json.loads((shared_data / "expected" / "priority_worked_example.json").read_text())
    shared = HarmMatrix(tuple(tuple(row) for row in expected["levels"]), 4)
    assert shared == WORKED
    assert scores(shared) == pytest.approx(expected["posterior_mean_per100"], abs=1e-9)
    raw = scores(shared, shrinkage=0)
    assert raw == pytest.approx(expected["raw_per100"], abs=1e-9)
    drawn = priorities(shared, draws=20_000)
    assert [one.low for one in drawn] == pytest.approx(expected["mc"]["p05"], rel=0.04)
    assert [one.high for one in drawn] == pytest.approx(expected["mc"]["p95"], rel=0.04)


def test_the_spread_of_the_draws_is_that_of_the_closed_form() -> None:
    # From the limits: both ends of many draws lie where the published means and deviations put them.
    from journeymap.analysis.priority import _draw, _drawn_scores

    drawn = _drawn_scores(*_draw(WORKED, 1, 20_000, 4.0), HARM_WEIGHTS)
    assert drawn.mean(axis=0) == pytest.approx([237.4, 62.4, 87.4, 51.6], rel=0.02)
    # The draws carry pseudo-people with fresh harms, hence a little more than the closed form 93.9, 38.9, 37.6, 45.5.
    assert drawn.std(axis=0) == pytest.approx([94.5, 40.3, 39.5, 46.0], rel=0.04)


def test_what_cannot_be_told_apart_stands_together() -> None:
    order = sorted(range(4), key=lambda item: -scores(WORKED)[item])
    assert groups(matrix((4,) * 20, (0,) * 19 + (1,), (0,) * 18 + (1, 1)), (0, 2, 1)) == ((0,), (2, 1))
    assert [item for group in groups(WORKED, order) for item in group] == order
    assert groups(WORKED, ()) == ()


def test_the_same_seed_gives_the_same_answer_and_another_seed_does_not() -> None:
    assert priorities(WORKED, seed=5) == priorities(WORKED, seed=5)
    assert priorities(WORKED, seed=5) != priorities(WORKED, seed=6)


def test_asking_for_other_weights_does_not_change_the_answer_for_the_first() -> None:
    before = priorities(WORKED, seed=9)
    priorities(WORKED, seed=9, weights=(1, 2, 3, 4), top=1)
    assert priorities(WORKED, seed=9) == before


def test_without_shrinkage_it_is_the_bayesian_bootstrap() -> None:
    from journeymap.analysis.priority import _draw, _drawn_scores

    drawn = _drawn_scores(*_draw(WORKED, 1, 40_000, 0.0), HARM_WEIGHTS)
    harms = np.array([[(0, *HARM_WEIGHTS)[level] for level in row] for row in (A, B, C)]).T
    expected = 100**2 * harms.var(axis=0) / (len(harms) + 1)
    assert drawn[:, :3].var(axis=0) == pytest.approx(expected, rel=0.03)


def test_below_five_people_there_is_no_order() -> None:
    few = priorities(matrix((4, 0, 4, 0), (0, 1, 0, 0)))
    for one in few:
        assert (one.p_top, one.rank_low, one.rank_high, one.first_share) == (None, None, None, None)
        assert not one.depends_on_weights
    assert few[0].score > few[1].score
    assert few[0].high is not None
    assert priorities(matrix((4, 0, 4, 0, 0), (0, 1, 0, 0, 0)))[0].p_top is not None


def test_what_nobody_met_has_an_upper_bound_only() -> None:
    met, unmet = priorities(matrix(A, (0,) * 8))
    assert met.low > 0
    assert unmet.low == 0
    assert unmet.high is not None
    assert unmet.high > 0
    assert (unmet.affected, unmet.worst_impact) == (0, 0)


def test_no_hit_at_all_is_nothing_to_rank() -> None:
    for one in priorities(matrix((0,) * 9, (0,) * 8 + (None,))):
        assert (one.score, one.low, one.high, one.p_top, one.rank_low) == (0, 0, None, None, None)


def test_no_item_gives_no_answer() -> None:
    assert priorities(HarmMatrix(((),) * 8, 0)) == ()
    assert scores(HarmMatrix((), 0)) == ()


def test_an_item_that_nobody_could_meet_is_refused() -> None:
    with pytest.raises(ValueError, match="opportunity"):
        scores(matrix((1, 1), (None, None)))


def test_more_places_than_items_hold_all_of_them() -> None:
    assert [one.p_top for one in priorities(WORKED, top=4)] == [1, 1, 1, 1]
    assert [one.p_top for one in priorities(WORKED, top=9)] == [1, 1, 1, 1]


def test_ties_at_the_cut_share_what_room_there_is() -> None:
    from journeymap.analysis.priority import _membership, _rank_limits

    drawn = np.array([[5.0, 2.0, 2.0, 2.0, 1.0]])
    assert _membership(drawn, 2) == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0])
    assert _membership(drawn, 3) == pytest.approx([1, 2 / 3, 2 / 3, 2 / 3, 0])
    best, worst = _rank_limits(drawn)
    assert best.tolist() == [1, 2, 2, 2, 5]
    assert worst.tolist() == [1, 4, 4, 4, 5]


def test_an_order_that_hangs_on_the_weights_says_so() -> None:
    # Irritates everybody, or stops two of twelve: which is worse is a matter of weights.
    everybody = (1,) * 12
    stopped = (4, 4, *(0,) * 10)
    flagged = priorities(matrix(everybody, stopped), top=1)
    assert all(one.depends_on_weights for one in flagged)
    assert 0 < (flagged[0].first_share or 0) < 1
    clear = priorities(matrix((4,) * 12, (1,) * 12), top=1)
    assert not any(one.depends_on_weights for one in clear)
    assert [one.first_share for one in clear] == [1, 0]


def test_the_default_weights_are_the_ratio_three() -> None:
    assert ratio_weights(3) == pytest.approx(HARM_WEIGHTS)


LEVELS = st.integers(0, 4)


@st.composite
def matrices(draw: st.DrawFn, *, full: bool = False) -> HarmMatrix:
    people, items = draw(st.integers(5, 12)), draw(st.integers(1, 5))
    cell = LEVELS if full else st.one_of(LEVELS, st.none())
    rows = [draw(st.tuples(*[cell] * items)) for _ in range(people - 1)]
    rows.append(draw(st.tuples(*[LEVELS] * items)))  # nobody's item: everybody has an opportunity with somebody
    return HarmMatrix(tuple(rows), items)


@given(matrices(full=True))
def test_with_equal_opportunities_the_order_is_that_of_the_raw_means(found: HarmMatrix) -> None:
    raw = [sum((0, *HARM_WEIGHTS)[row[item] or 0] for row in found.levels) for item in range(found.items)]
    shrunk = scores(found)
    for one in range(found.items):
        for other in range(found.items):
            if raw[one] > raw[other] + 1e-9:
                assert shrunk[one] > shrunk[other]


@settings(max_examples=25)
@given(matrices(), st.floats(0.1, 50))
def test_scaled_weights_scale_the_scores_and_leave_the_chances(found: HarmMatrix, factor: float) -> None:
    first, second, third, fourth = (weight * factor for weight in HARM_WEIGHTS)
    plain = priorities(found, draws=200)
    scaled = priorities(found, draws=200, weights=(first, second, third, fourth))
    for one, other in zip(plain, scaled, strict=True):
        assert other.score == pytest.approx(one.score * factor)
        assert other.low == pytest.approx(one.low * factor)
        if one.p_top is None or other.p_top is None:
            assert one.p_top is other.p_top
        else:  # rounding may break a tie of the draws differently
            assert other.p_top == pytest.approx(one.p_top, abs=0.02)


@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_no_score(found: HarmMatrix, random: Random) -> None:
    rows = list(found.levels)
    random.shuffle(rows)
    assert scores(HarmMatrix(tuple(rows), found.items)) == pytest.approx(scores(found))


@given(matrices())
def test_one_more_person_without_harm_lowers_every_score(found: HarmMatrix) -> None:
    more = HarmMatrix((*found.levels, (0,) * found.items), found.items)
    for before, after in zip(scores(found), scores(more), strict=True):
        assert after < before or math.isclose(before, 0)


@settings(max_examples=25)
@given(matrices(), st.integers(1, 4))
def test_chances_add_up_to_the_places_there_are(found: HarmMatrix, top: int) -> None:
    chances = [one.p_top for one in priorities(found, top=top, draws=200)]
    if None not in chances:
        assert math.fsum(chance or 0 for chance in chances) == pytest.approx(min(top, found.items))


@settings(max_examples=25)
@given(matrices())
def test_limits_enclose_and_ranks_are_possible(found: HarmMatrix) -> None:
    for one in priorities(found, draws=200):
        if one.rank_low is None or one.rank_high is None or one.high is None:
            continue
        assert 0 <= one.low <= one.high
        assert 1 <= one.rank_low <= one.rank_high <= found.items
        assert 0 <= (one.first_share or 0) <= 1
