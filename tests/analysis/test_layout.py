"""The layout of maps: the grid, the ways of the links, and that nothing runs through a card."""

import csv
import random
from bisect import bisect
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from journeymap.analysis.layout import Layout, LayoutLink, LayoutStep, Route, Sizes, arrange, flow_order, lay_out

RECEIPT = Path(__file__).parents[3] / "shared" / "data" / "eventlogs" / "receipt.csv"


def permit() -> tuple[list[LayoutStep], list[LayoutLink]]:
    """Nine steps in four phases; from "upload" some people phone, and one goes back."""
    phases = {"letter": 0, "find": 0, "start": 1, "vehicle": 1, "zone": 1, "upload": 2, "confirm": 2, "phone": 2}
    steps = [LayoutStep(name, phase) for name, phase in phases.items()] + [
        LayoutStep("pay", 3),
        LayoutStep("permit", 3),
    ]
    path = ["letter", "find", "start", "vehicle", "zone", "upload", "confirm", "pay", "permit"]
    links = [LayoutLink(a, b, 8) for a, b in pairwise(path)]
    links += [LayoutLink("upload", "phone", 4), LayoutLink("phone", "confirm", 3), LayoutLink("confirm", "vehicle", 1)]
    return steps, links


def through_cards(layout: Layout) -> list[tuple[str, str, str]]:
    """Every (source, target, step) where the link's way lies inside the step's card."""
    found = []
    columns, rows = [left for left, _ in layout.columns], [top for top, _ in layout.rows]
    step_at = {(cell.column, cell.row): step for step, cell in layout.grid.cells.items()}
    for way in layout.routes:
        for x, y in way.points(24):
            step = step_at.get((bisect(columns, x) - 1, bisect(rows, y) - 1))
            if step is None:
                continue
            left, top, right, bottom = layout.card(step)
            if left + 1 < x < right - 1 and top + 1 < y < bottom - 1:
                found.append((way.source, way.target, step))
    return found


def on_each_other(layout: Layout) -> list[tuple[str, str]]:
    cards = {step: layout.card(step) for step in layout.grid.cells}
    return [
        (one, other)
        for one, other in combinations(cards, 2)
        if cards[one][0] < cards[other][2]
        and cards[other][0] < cards[one][2]
        and cards[one][1] < cards[other][3]
        and cards[other][1] < cards[one][3]
    ]


def route(layout: Layout, source: str, target: str) -> Route:
    return next(way for way in layout.routes if (way.source, way.target) == (source, target))


def test_the_main_path_runs_along_the_top_and_the_branch_stands_below_the_step_that_follows() -> None:
    steps, links = permit()
    grid = arrange(steps, links)
    assert grid.main_path() == ["letter", "find", "start", "vehicle", "zone", "upload", "confirm", "pay", "permit"]
    assert grid.cells["phone"].row == 1
    assert grid.cells["phone"].column == grid.cells["confirm"].column


def test_every_phase_has_its_own_columns_in_order() -> None:
    steps, links = permit()
    grid = arrange(steps, links)
    assert grid.phases == ((0, 1), (2, 4), (5, 6), (7, 8))
    for step in steps:
        first, last = grid.phases[step.phase]
        assert first <= grid.cells[step.id].column <= last


def test_steps_that_nobody_linked_stand_in_one_row_in_their_order() -> None:
    grid = arrange([LayoutStep(str(number)) for number in range(5)], [])
    assert grid.main_path() == ["0", "1", "2", "3", "4"]


def test_a_phase_without_steps_keeps_a_column() -> None:
    grid = arrange([LayoutStep("a", 0), LayoutStep("b", 2)], [])
    assert grid.phases == ((0, 0), (1, 1), (2, 2))


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_anything_is_a_map_too(count: int) -> None:
    steps = [LayoutStep(str(number)) for number in range(count)]
    layout = lay_out(arrange(steps, []), [LayoutLink("0", "0"), LayoutLink("0", "unknown")])
    assert len(layout.columns) == count
    assert [way.kind for way in layout.routes] == ["loop"] * count


def test_a_link_to_the_next_step_is_level() -> None:
    steps, links = permit()
    way = route(lay_out(arrange(steps, links), links), "upload", "confirm")
    assert way.kind == "forward"
    assert way.start[1] == pytest.approx(way.end[1])


def test_a_way_back_runs_above_the_row_and_shows_its_direction() -> None:
    steps, links = permit()
    layout = lay_out(arrange(steps, links), links)
    way = route(layout, "confirm", "vehicle")
    assert (way.kind, way.arrow) == ("backward", True)
    assert min(y for _, y in way.points()) < layout.rows[0][0] - 10


def test_a_step_that_follows_itself_has_a_loop_above_its_card() -> None:
    layout = lay_out(arrange([LayoutStep("a")], []), [LayoutLink("a", "a")])
    assert layout.routes[0].kind == "loop"
    assert all(y <= layout.rows[0][0] for _, y in layout.routes[0].points())


def test_the_same_map_gives_the_same_layout() -> None:
    steps, links = permit()
    assert lay_out(arrange(steps, links), links) == lay_out(arrange(steps, links), links)


def test_a_step_added_at_the_end_moves_no_card_before_it() -> None:
    steps, links = permit()
    before = arrange(steps, links)
    after = arrange([*steps, LayoutStep("renew", 3)], links)
    assert {step: after.cells[step] for step in before.cells} == dict(before.cells)


def random_map(seed: int, count: int) -> tuple[list[LayoutStep], list[LayoutLink]]:
    source = random.Random(seed)
    steps = [LayoutStep(str(number), phase=number * 4 // count) for number in range(count)]
    pairs = {(number, number + 1) for number in range(count - 1)}
    for _ in range(3 * count):
        start = source.randrange(count)
        pairs.add((start, min(count - 1, max(0, start + source.randint(-6, 9)))))
    return steps, [LayoutLink(str(a), str(b), source.randint(1, 40)) for a, b in sorted(pairs)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("count", [4, 12, 40])
def test_no_link_runs_through_a_card_and_no_card_lies_on_another(seed: int, count: int) -> None:
    steps, links = random_map(seed, count)
    layout = lay_out(arrange(steps, links, may_widen=bool(seed % 2)), links)
    assert len(layout.routes) == len(links)
    assert through_cards(layout) == []
    assert on_each_other(layout) == []


@pytest.mark.parametrize("seed", range(6))
def test_everything_lies_within_the_width_and_height_of_the_layout(seed: int) -> None:
    steps, links = random_map(seed, 25)
    layout = lay_out(arrange(steps, links), links, Sizes(stub=30.0))
    for way in layout.routes:
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in way.points())
    assert all(bottom <= layout.height for _, bottom in layout.rows)


def test_a_map_of_300_steps_is_laid_out() -> None:
    steps, links = random_map(1, 300)
    layout = lay_out(arrange(steps, links), links)
    assert through_cards(layout) == []


def test_steps_from_a_log_are_put_so_that_little_goes_back() -> None:
    links = [LayoutLink("a", "b", 9), LayoutLink("b", "d", 8), LayoutLink("d", "c", 7), LayoutLink("c", "b", 1)]
    assert flow_order(["a", "c", "b", "d"], links) == ["a", "b", "d", "c"]


def test_an_order_that_is_good_already_is_kept() -> None:
    assert flow_order(["z", "y", "x"], [LayoutLink("z", "x", 2)]) == ["z", "y", "x"]


def test_many_steps_find_room_between_the_same_two() -> None:
    names = [f"step {number:02d}" for number in range(90)]
    links = [LayoutLink("begin", name, 5) for name in names]
    links += [LayoutLink(later, earlier, 1) for earlier, later in pairwise(names)]
    assert flow_order(["begin", *names], links) == ["begin", *reversed(names)]


@pytest.mark.parametrize("seed", range(8))
def test_no_single_step_could_stand_better(seed: int) -> None:
    steps, links = random_map(seed, 15)
    names = [step.id for step in steps]
    random.Random(seed).shuffle(names)

    def backward(order: list[str]) -> float:
        place = {name: at for at, name in enumerate(order)}
        return sum(link.weight for link in links if place[link.target] < place[link.source])

    found = flow_order(names, links)
    for step in found:
        rest = [name for name in found if name != step]
        assert all(backward(found) <= backward([*rest[:at], step, *rest[at:]]) for at in range(len(found)))


@pytest.mark.skipif(not RECEIPT.exists(), reason="the shared event logs are not beside the project")
def test_a_real_log_of_27_steps_has_its_main_path_in_the_top_row() -> None:
    cases: dict[str, list[tuple[str, str]]] = {}
    with RECEIPT.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cases.setdefault(row["case:concept:name"], []).append((row["time:timestamp"], row["concept:name"]))
    counts = Counter(
        pair for events in cases.values() for pair in pairwise(name for _, name in sorted(events, key=lambda e: e[0]))
    )
    order: dict[str, None] = {}
    for (source, target), _ in counts.most_common():
        order.update({source: None, target: None})
    names = sorted(order, key=lambda name: (name != "Confirmation of receipt", name))
    links = [LayoutLink(a, b, weight) for (a, b), weight in counts.items()]
    layout = lay_out(arrange([LayoutStep(name) for name in names], links, may_widen=True), links)
    top = layout.grid.main_path()
    assert [name[:3] for name in top if name[:3] in {"T02", "T04", "T05", "T06", "T10"}] == [
        "T02", "T04", "T05", "T06", "T10",
    ]  # fmt: skip
    assert through_cards(layout) == []
