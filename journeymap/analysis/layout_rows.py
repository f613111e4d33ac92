"""All lanes of a map on one grid: the first lane by its links, the others under the steps they belong to, then by hand.

A phase has the same columns in every lane. What a person moved by hand keeps its place; other cards make way.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from journeymap.analysis.layout_grid import grid_of
from journeymap.analysis.layout_values import Cell, Grid, LayoutLink, LayoutStep

_LOWEST: Final = 60  # no hand puts a card further down in its lane

Spot = tuple[int, int]  # column, row within the lane


def placed(
    steps: Sequence[LayoutStep], links: Sequence[LayoutLink], *, may_widen: bool, phases: int, lanes: int
) -> Grid:
    """See `layout.arrange`."""
    count = max([phases, *(step.phase + 1 for step in steps)])
    lane_count = max([lanes, *(step.lane + 1 for step in steps)])
    first = [step for step in steps if step.lane == 0]
    near = _neighbours(links)
    grid = grid_of(first, links, may_widen=may_widen, widths=_widths(steps, near, count))
    ordered = sorted(range(len(steps)), key=lambda at: (steps[at].phase, at))
    order = {steps[at].id: number for number, at in enumerate(ordered)}
    spots = {step: (cell.column, cell.row) for step, cell in grid.cells.items()}
    lane_of = {step.id: step.lane for step in steps}
    taken: dict[int, set[Spot]] = defaultdict(set)
    lower = [steps[at] for at in ordered if steps[at].lane]
    across = [step for step in lower if _across(step, near, lane_of)]
    for step in (*across, *(step for step in lower if not _across(step, near, lane_of))):
        low, high = grid.phases[step.phase]
        # Among steps of its own lane, a step stands behind the one before it.
        before = [
            spots[other.id][0]
            for other in lower
            if (other.lane, other.phase) == (step.lane, step.phase)
            and order[other.id] < order[step.id]
            and other.id in spots
        ]
        wanted = _wanted(step, near, spots, lane_of, before[-1] if before else low - 1)
        spot = _free(taken[step.lane], max(low, min(high, wanted)), 0)
        spots[step.id] = spot
        taken[step.lane].add(spot)
    _by_hand(steps, spots, grid.phases)
    return _stacked(spots, lane_of, order, grid.phases, lane_count)


def _neighbours(links: Sequence[LayoutLink]) -> dict[str, list[tuple[float, str]]]:
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for link in links:
        if link.source != link.target:
            near[link.source].append((link.weight, link.target))
            near[link.target].append((link.weight, link.source))
    return near


def _widths(steps: Sequence[LayoutStep], near: dict[str, list[tuple[float, str]]], phases: int) -> list[int]:
    """The columns that every phase needs: one, or as many as a lower lane has steps of its own there."""
    lane_of = {step.id: step.lane for step in steps}
    own: dict[tuple[int, int], int] = defaultdict(int)
    for step in steps:
        if step.lane and all(lane_of.get(other, step.lane) == step.lane for _, other in near[step.id]):
            own[step.phase, step.lane] += 1
    widths = [1] * phases
    for (phase, _), number in own.items():
        widths[phase] = max(widths[phase], number)
    return widths


def _across(step: LayoutStep, near: dict[str, list[tuple[float, str]]], lane_of: dict[str, int]) -> bool:
    """Whether a step is linked to one of another lane."""
    return any(lane_of.get(other, step.lane) != step.lane for _, other in near[step.id])


def _wanted(
    step: LayoutStep,
    near: dict[str, list[tuple[float, str]]],
    spots: dict[str, Spot],
    lane_of: dict[str, int],
    before: int,
) -> int:
    """Under the step of another lane that it is linked to, else behind the step before it."""
    linked = [(weight, lane_of[other] != step.lane, other) for weight, other in near[step.id] if other in spots]
    across = [found for found in linked if found[1]]
    if across:
        return spots[max(across, key=lambda found: (found[0], -lane_of[found[2]], found[2]))[2]][0]
    return before + 1


def _free(taken: set[Spot], column: int, row: int) -> Spot:
    while (column, row) in taken:
        row += 1
    return column, row


def _by_hand(steps: Sequence[LayoutStep], spots: dict[str, Spot], phases: Sequence[tuple[int, int]]) -> None:
    """Put the cards that were moved by hand; a card that stood there goes to the next free row below."""
    moved = [step for step in steps if step.row is not None or step.column_shift]
    if not moved:
        return
    taken: dict[int, set[Spot]] = defaultdict(set)
    for step in moved:
        column, row = spots[step.id]
        low, high = phases[step.phase]
        column = max(low, min(high, column + (step.column_shift or 0)))
        row = row if step.row is None else max(0, min(_LOWEST, step.row))
        spots[step.id] = _free(taken[step.lane], column, row)
        taken[step.lane].add(spots[step.id])
    hands = {step.id for step in moved}
    others = [step for step in steps if step.id not in hands]
    for step in others:
        spot = spots[step.id]
        if spot not in taken[step.lane]:
            taken[step.lane].add(spot)
            continue
        # Another card without a hand may stand below: look at those as well, so that only this one moves.
        standing = {spots[other.id] for other in others if other.lane == step.lane and other.id != step.id}
        spots[step.id] = _free(taken[step.lane] | standing, *spot)
        taken[step.lane].add(spots[step.id])


def _stacked(
    spots: dict[str, Spot],
    lane_of: dict[str, int],
    order: dict[str, int],
    phases: tuple[tuple[int, int], ...],
    lanes: int,
) -> Grid:
    """The rows of all lanes below each other; a lane without steps keeps one row."""
    rows = [1] * lanes
    for step, (_, row) in spots.items():
        rows[lane_of[step]] = max(rows[lane_of[step]], row + 1)
    starts = [sum(rows[:lane]) for lane in range(lanes)]
    cells = {step: Cell(column, starts[lane_of[step]] + row) for step, (column, row) in spots.items()}
    spans = tuple((start, start + count - 1) for start, count in zip(starts, rows, strict=True))
    return Grid(cells, order, phases, spans)


def narrowed(grid: Grid, keep: Collection[str], lanes: Sequence[int], *, close_up: bool) -> Grid:
    """The same grid with only some steps and lanes (numbers of lanes of steps); nothing changes its order.

    `close_up` takes away the columns that hold no step any more; every phase keeps one.
    """
    rows: dict[int, int] = {}
    spans = []
    for lane in lanes:
        first, last = grid.lanes[lane]
        begin = len(rows)
        spans.append((begin, begin + last - first))
        rows.update({row: begin + row - first for row in range(first, last + 1)})
    kept = {step: cell for step, cell in grid.cells.items() if step in keep and cell.row in rows}
    used = {cell.column for cell in kept.values()}
    columns: dict[int, int] = {}
    phases = []
    for first, last in grid.phases:
        begin = len(columns)
        for column in range(first, last + 1):
            if not close_up or column in used:
                columns[column] = len(columns)
        if len(columns) == begin:
            columns[first] = begin
        phases.append((begin, len(columns) - 1))
    cells = {step: Cell(columns[cell.column], rows[cell.row]) for step, cell in kept.items()}
    return Grid(cells, grid.order, tuple(phases), tuple(spans))
