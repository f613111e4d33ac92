"""Lanes of steps, cards moved by hand, and how little moves when a step is added."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from bench.crossings import annealed, crossings, drawn_lines
from bench.layout import disturbed_by_one_more, made_up, violations, with_one_more
from journeymap.analysis.layout import LayoutLink, LayoutStep, Sizes, arrange, lay_out, narrowed
from tests.analysis.test_layout import on_each_other, permit, through_cards


def with_lanes(seed: int, count: int) -> tuple[list[LayoutStep], list[LayoutLink]]:
    steps, links = made_up(count, seed)
    chance = random.Random(seed)
    return [replace(step, lane=chance.choice((0, 0, 0, 1, 2))) for step in steps], links


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("count", [10, 60])
def test_every_card_stands_in_its_phase_and_lane_and_no_link_runs_through_one(seed: int, count: int) -> None:
    steps, links = with_lanes(seed, count)
    grid = arrange(steps, links)
    layout = lay_out(grid, links, Sizes(), lambda _columns: dict.fromkeys(grid.lane_starts, 90.0))
    assert violations(steps, grid) == 0
    assert through_cards(layout) == []
    assert on_each_other(layout) == []


def test_lanes_of_steps_leave_room_for_what_stands_between_them() -> None:
    steps = [LayoutStep("a"), LayoutStep("b", lane=1)]
    grid = arrange(steps, [LayoutLink("a", "b")])
    layout = lay_out(grid, [LayoutLink("a", "b")], Sizes(), lambda _columns: {1: 200.0})
    assert layout.lanes[1][0] - layout.lanes[0][1] == 200.0
    assert layout.card("b")[1] > layout.lanes[1][0]


def test_a_step_of_a_lower_lane_stands_under_the_step_it_is_linked_to() -> None:
    steps, links = permit()
    grid = arrange([*steps, LayoutStep("officer", 2, lane=1)], [*links, LayoutLink("confirm", "officer")])
    assert grid.cells["officer"].column == grid.cells["confirm"].column


def test_lanes_and_phases_without_steps_have_room() -> None:
    grid = arrange([], [], phases=3, lanes=2)
    assert (grid.columns, grid.rows) == (3, 2)
    assert grid.phases == ((0, 0), (1, 1), (2, 2))


def test_a_card_that_was_moved_by_hand_stays_there_and_the_others_stay_too() -> None:
    steps, links = permit()
    before = arrange(steps, links)
    moved = [replace(step, row=2, column_shift=-1) if step.id == "phone" else step for step in steps]
    after = arrange(moved, links)
    assert after.cells["phone"].row == 2
    assert after.cells["phone"].column == before.cells["phone"].column - 1
    assert {id_: cell for id_, cell in after.cells.items() if id_ != "phone"} == {
        id_: cell for id_, cell in before.cells.items() if id_ != "phone"
    }


def test_a_hand_cannot_move_a_card_out_of_its_phase() -> None:
    steps, links = permit()
    grid = arrange([replace(step, column_shift=9) if step.id == "start" else step for step in steps], links)
    assert grid.cells["start"].column == grid.phases[1][1]


def test_a_card_makes_way_for_one_that_was_put_in_its_place() -> None:
    steps, links = permit()
    grid = arrange([replace(step, row=0) if step.id == "phone" else step for step in steps], links)
    places = list(grid.cells.values())
    assert len(set(places)) == len(places)
    assert grid.cells["phone"].row == 0
    assert grid.cells["confirm"].row == 1


def test_fewer_steps_and_lanes_keep_their_order() -> None:
    steps, links = with_lanes(3, 40)
    grid = arrange(steps, links)
    keep = {step.id for number, step in enumerate(steps) if number % 3}
    some = narrowed(grid, keep, [0, 2], close_up=True)
    left = [step for step in steps if step.id in keep and step.lane in (0, 2)]
    assert set(some.cells) == {step.id for step in left}
    assert violations([replace(step, lane=min(step.lane, 1)) for step in left], some) == 0
    for one, other in pairwise(sorted(left, key=lambda step: grid.cells[step.id].column)):
        assert some.cells[one.id].column <= some.cells[other.id].column


def test_a_step_that_is_added_keeps_all_others_in_their_phase_lane_and_order_and_mostly_in_their_place() -> None:
    disturbed = 0
    for seed in range(30):
        steps, links = made_up(40, seed)
        more, further = with_one_more(steps, links, seed)
        before, after = arrange(steps, links), arrange(more, further)
        assert violations(more, after) == 0
        path = [step for step in after.main_path() if step in before.main_path()]
        assert path == [step for step in before.main_path() if step in path]
        disturbed += bool(disturbed_by_one_more(steps, before, after, more))
    assert disturbed <= 3


def test_crossings_are_counted_on_the_drawn_lines() -> None:
    lines = [("a", "b", [(0.0, 0.0), (500.0, 500.0)]), ("c", "d", [(0.0, 500.0), (500.0, 0.0)]),
             ("a", "e", [(0.0, 500.0), (400.0, 0.0)])]  # fmt: skip
    assert crossings(lines) == 1


def test_annealing_keeps_to_phases_and_lanes() -> None:
    steps, links = made_up(20)
    grid = arrange(steps, links)
    found = annealed(steps, links, grid, seconds=0.2)
    assert 0 <= found <= 2 * crossings(drawn_lines(lay_out(grid, links))) + 20
