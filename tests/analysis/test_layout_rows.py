"""Lanes of steps, cards moved by hand, and how little moves when a step is added."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from bench.crossings import annealed
from bench.layout import NEW, disturbed_by_one_more, made_up, violations, with_one_more
from journeymap.analysis.layout import LayoutLink, LayoutStep, Sizes, arrange, lay_out, narrowed
from journeymap.analysis.layout_crossings import crossings, drawn_lines
from journeymap.analysis.layout_grid import grid_of
from journeymap.analysis.layout_loose import without_loose
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


def test_rows_at_the_foot_of_a_lane_that_hold_nothing_any_more_go_and_the_others_keep_their_numbers() -> None:
    steps = [LayoutStep("a"), LayoutStep("b", row=2), LayoutStep("c", row=4), LayoutStep("d", lane=1)]
    grid = arrange(steps, [LayoutLink("a", "b"), LayoutLink("b", "c")], lanes=2)
    some = narrowed(grid, {"a", "b", "d"}, [0, 1], close_up=True)
    assert some.lanes == ((0, 2), (3, 3))
    assert [some.cells[step].row for step in "abd"] == [0, 2, 3]
    assert narrowed(grid, {"a", "d"}, [0, 1], close_up=False).lanes == grid.lanes


@pytest.mark.parametrize(("count", "seed"), [(6, 0), (12, 1), (24, 2), (50, 11), (50, 3), (120, 4), (300, 5)])
def test_a_step_that_is_added_leaves_all_others_in_their_places(count: int, seed: int) -> None:
    steps, links = made_up(count, seed)
    before = arrange(steps, links)
    for number in range(30):
        more, further = with_one_more(steps, links, number)
        after = arrange(more, further)
        assert violations(more, after) == 0
        assert disturbed_by_one_more(steps, before, after, more) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_step_that_is_added_to_a_map_with_lanes_leaves_all_others_in_their_places(seed: int) -> None:
    steps, links = with_lanes(seed, 40)
    before = arrange(steps, links)
    for number in range(20):
        more, further = with_one_more(steps, links, number)
        assert disturbed_by_one_more(steps, before, arrange(more, further), more) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_step_that_is_drawn_into_a_way_leaves_all_others_in_their_places(seed: int) -> None:
    steps, links = made_up(30, seed)
    before = arrange(steps, links)
    place = {step.id: at for at, step in enumerate(steps)}
    for link in links:
        at = place[link.source]
        more = [*steps[: at + 1], replace(steps[at], id=NEW), *steps[at + 1 :]]
        ways = [other for other in links if other is not link]
        ways += [LayoutLink(link.source, NEW, link.weight), LayoutLink(NEW, link.target, link.weight)]
        assert disturbed_by_one_more(steps, before, arrange(more, ways), more) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_map_that_is_drawn_step_by_step_never_moves_a_card_that_stands(seed: int) -> None:
    chance = random.Random(seed)
    steps, links = [LayoutStep("0000")], list[LayoutLink]()
    for number in range(1, 40):
        before = arrange(steps, links, lanes=2)
        at = chance.randrange(len(steps))
        made = replace(steps[at], id=f"{number:04}", phase=steps[at].phase, lane=int(chance.random() < 0.2))
        more = [*steps[: at + 1], made, *steps[at + 1 :]]
        if chance.random() < 0.8:
            links = [*links, LayoutLink(steps[at].id, made.id, 0.1)]
        after = arrange(more, links, lanes=2)
        assert violations(more, after) == 0
        assert disturbed_by_one_more(steps, before, after, more, made.id) == []
        steps = more


def test_a_step_behind_the_last_one_takes_the_next_column_and_one_between_two_makes_room() -> None:
    steps, links = permit()
    cells = arrange(steps, links).cells
    longer = arrange([*steps, LayoutStep("z", 3)], [*links, LayoutLink("permit", "z", 0.1)]).cells
    assert (longer["z"].column, longer["z"].row) == (cells["permit"].column + 1, 0)
    at = next(number for number, step in enumerate(steps) if step.id == "start")
    between = arrange([*steps[: at + 1], LayoutStep("z", 1), *steps[at + 1 :]], links).cells
    assert between["z"] == cells["vehicle"]
    assert between["vehicle"].column == cells["vehicle"].column + 1


def test_steps_of_an_import_are_laid_out_as_a_whole() -> None:
    steps = [LayoutStep(name, given=True) for name in "abcd"]
    links = [LayoutLink("a", "b"), LayoutLink("b", "c"), LayoutLink("c", "d"), LayoutLink("d", "c", 5)]
    order = {step.id: at for at, step in enumerate(steps)}
    assert without_loose(steps, links, order)[2] == []
    drawn = [replace(step, given=False) for step in steps]
    assert [each.step.id for each in without_loose(drawn, links, order)[2]] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("count", "seed"), [(50, 11), (50, 13), (50, 14), (50, 15), (240, 11)])
def test_a_tangled_map_has_far_fewer_crossings_and_obeys_phases_and_lanes(count: int, seed: int) -> None:
    steps, links = made_up(count, seed)
    places = {step.id: at for at, step in enumerate(steps)}
    tangled = grid_of(
        [step for step in steps if not step.lane], links, may_widen=False, widths=[1] * (steps[-1].phase + 1)
    )
    grid = arrange(steps, links)
    assert violations(steps, grid) == 0
    path = [step for step in grid.main_path() if step in set(tangled.main_path())]
    assert path == sorted(path, key=places.__getitem__)
    some = [link for link in links if {link.source, link.target} <= tangled.cells.keys()]
    here = narrowed(grid, tangled.cells.keys(), [0], close_up=False)
    assert crossings(drawn_lines(lay_out(here, some))) < 0.9 * crossings(drawn_lines(lay_out(tangled, some)))


def test_a_clear_main_path_stays_in_the_top_row_whatever_crosses() -> None:
    steps = [LayoutStep(f"s{number}", 0) for number in range(12)]
    links = [LayoutLink(f"s{a}", f"s{a + 1}", 90) for a in range(8)]
    chance = random.Random(3)
    links += [LayoutLink(f"s{chance.randrange(12)}", f"s{chance.randrange(8, 12)}", 1) for _ in range(40)]
    path = arrange(steps, links).main_path()
    assert path[:8] == [f"s{number}" for number in range(8)]


def test_crossings_are_counted_on_the_drawn_lines() -> None:
    lines = [("a", "b", [(0.0, 0.0), (500.0, 500.0)]), ("c", "d", [(0.0, 500.0), (500.0, 0.0)]),
             ("a", "e", [(0.0, 500.0), (400.0, 0.0)])]  # fmt: skip
    assert crossings(lines) == 1


def test_annealing_keeps_to_phases_and_lanes() -> None:
    steps, links = made_up(20)
    grid = arrange(steps, links)
    found = annealed(steps, links, grid, seconds=0.2)
    assert 0 <= found <= 2 * crossings(drawn_lines(lay_out(grid, links))) + 20
