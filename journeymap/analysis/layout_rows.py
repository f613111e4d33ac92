"""All lanes of a map on one grid: most steps as a whole, then those that were added last, then by hand.

A phase has the same columns in every lane. What a person moved by hand keeps its place; other cards make way.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from journeymap.analysis.layout_insert import Arrangement
from journeymap.analysis.layout_loose import without_loose
from journeymap.analysis.layout_values import Cell, Grid, LayoutLink, LayoutStep
from journeymap.analysis.layout_whole import Spot, as_a_whole, first_free, stacked

_LOWEST: Final = 60  # no hand puts a card further down in its lane


def placed(
    steps: Sequence[LayoutStep], links: Sequence[LayoutLink], *, may_widen: bool, phases: int, lanes: int
) -> Grid:
    """See `layout.arrange`."""
    count = max([phases, *(step.phase + 1 for step in steps)])
    lane_count = max([lanes, *(step.lane + 1 for step in steps)])
    ordered = sorted(range(len(steps)), key=lambda at: (steps[at].phase, at))
    order = {steps[at].id: number for number, at in enumerate(ordered)}
    settled, ways, loose = without_loose(steps, links, order)
    whole = as_a_whole(tuple(settled), tuple(ways), may_widen, count, lane_count)
    arrangement = Arrangement(whole.spots, settled, order, whole.phases, tied=whole.tied, may_widen=may_widen)
    for each in loose:
        arrangement.put_in(each)
    spots, spans = arrangement.result()
    _by_hand(steps, spots, spans)
    return stacked(spots, {step.id: step.lane for step in steps}, order, spans, lane_count)


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
        spots[step.id] = first_free(taken[step.lane], column, row)
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
        spots[step.id] = first_free(taken[step.lane] | standing, *spot)
        taken[step.lane].add(spots[step.id])


def narrowed(grid: Grid, keep: Collection[str], lanes: Sequence[int], *, close_up: bool) -> Grid:
    """The same grid with only some steps and lanes (numbers of lanes of steps); nothing changes its order.

    `close_up` takes away the columns that hold no step any more, and the rows at the foot of a lane; every phase and
    every lane keeps one. The rows that stay keep their numbers.
    """
    filled = {grid.cells[step].row for step in keep if step in grid.cells}
    rows: dict[int, int] = {}
    spans = []
    for lane in lanes:
        first, last = grid.lanes[lane]
        if close_up:
            last = max((row for row in filled if first <= row <= last), default=first)
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
