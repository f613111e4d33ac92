"""The grid of a map: which steps form the main path, which are branches, and where the branches stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from journeymap.analysis.layout_values import Cell, Grid, LayoutLink, LayoutStep

_CROWDED: Final = 1.0  # on a map that nobody drew, each branch of a column costs as much as standing one column off
_AGAINST: Final = 1.5  # standing left of, or below, the step before it

Weights = dict[tuple[int, int], float]


def grid_of(
    steps: Sequence[LayoutStep], links: Iterable[LayoutLink], *, may_widen: bool, widths: Sequence[int]
) -> Grid:
    """The grid of one lane. `widths` are the least columns of every phase; see `layout.arrange`."""
    ids, phase_of, weights = _numbered(steps, links)
    beside = {step.id for step in steps if step.aside}
    main = _main_path(weights, phase_of, [step in beside for step in ids])
    columns, phases = _main_columns(main, phase_of, widths)
    phases = _place_branches(columns, main, weights, phase_of, phases, may_widen)
    rows = _rows(columns, main, weights, packed=may_widen)
    cells = {step: Cell(columns[at], rows[at]) for at, step in enumerate(ids)}
    return Grid(cells, {step: at for at, step in enumerate(ids)}, tuple(phases))


def loyalty(steps: Sequence[LayoutStep], links: Iterable[LayoutLink], grid: Grid) -> dict[str, int]:
    """How clearly the steps of the top row belong to the main path.

    In tenths, how many times more goes through a step than past it, less one: from 0 to 90, which is also where
    nothing goes past it.
    """
    ids, _, weights = _numbered(steps, links)
    over, through = weight_over(len(ids), weights), weight_through(len(ids), weights)
    return {
        step: min(90, int(10 * max(0.0, through[at] / over[at] - 1))) if over[at] > 1e-9 else 90
        for at, step in enumerate(ids)
        if not grid.cells[step].row
    }


def _numbered(steps: Sequence[LayoutStep], links: Iterable[LayoutLink]) -> tuple[list[str], list[int], Weights]:
    """Ids and phases of the steps from left to right, and the weights of the links between their numbers."""
    ordered = sorted(range(len(steps)), key=lambda at: (steps[at].phase, at))
    ids = [steps[at].id for at in ordered]
    place = {step: at for at, step in enumerate(ids)}
    weights: Weights = defaultdict(float)
    for link in links:
        if link.source in place and link.target in place and link.source != link.target:
            weights[place[link.source], place[link.target]] += link.weight
    return ids, [steps[at].phase for at in ordered], weights


def weight_over(count: int, weights: Weights) -> list[float]:
    """The traffic from steps before to steps behind that passes over each step."""
    passing = [0.0] * (count + 1)
    for (source, target), weight in weights.items():
        if target > source + 1:
            passing[source + 1] += weight
            passing[target] -= weight
    return list(accumulate(passing))


def _main_path(weights: Weights, phase_of: Sequence[int], aside: Sequence[bool]) -> list[bool]:
    """A step is a branch when more traffic passes over it, from a step before to one behind, than through it.

    So is one that was planned `aside`. Steps that no link touches are where a person put them: on the main path. Every
    phase has a step there.
    """
    count = len(phase_of)
    over = weight_over(count, weights)
    through = weight_through(count, weights)
    main = [not aside[at] and (through[at] == 0 or over[at] <= through[at]) for at in range(count)]
    for phase in sorted(set(phase_of)):
        members = [at for at in range(count) if phase_of[at] == phase]
        if not any(main[at] for at in members):
            main[max(members, key=lambda at: (through[at], -at))] = True
    return main


def _main_columns(
    main: Sequence[bool], phase_of: Sequence[int], widths: Sequence[int]
) -> tuple[list[int], list[tuple[int, int]]]:
    """A column for every step of the main path (−1 for branches); every phase has at least its width."""
    columns = [-1] * len(main)
    spans: list[tuple[int, int]] = []
    following = 0
    for phase, width in enumerate(widths):
        first = following
        for at, on_main in enumerate(main):
            if on_main and phase_of[at] == phase:
                columns[at] = following
                following += 1
        following = max(following, first + width)
        spans.append((first, following - 1))
    return columns, spans


def _place_branches(
    columns: list[int],
    main: Sequence[bool],
    weights: Weights,
    phase_of: Sequence[int],
    phases: list[tuple[int, int]],
    may_widen: bool,
) -> list[tuple[int, int]]:
    """Give every branch the column behind the step that leads to it most often, or the nearest of its phase."""
    crowd: dict[int, int] = defaultdict(int)
    leaders = _leaders(weights)
    returning = {source for source, target in weights if source > target}
    for at, on_main in enumerate(main):
        if on_main:
            continue
        leader = leaders.get(at, at - 1)
        after = columns[leader] if leader >= 0 else -1
        first, last = phases[phase_of[at]]
        if may_widen and phase_of[at] == len(phases) - 1 and after == last and at not in returning:
            last += 1
            phases[-1] = (first, last)
        wanted = after + 1

        def cost(column: int, wanted: int = wanted, after: int = after) -> tuple[float, int]:
            against = _AGAINST * max(0, after + 1 - column)
            crowded = _CROWDED * crowd[column] if may_widen else 0.0
            return abs(column - wanted) + crowded + against, column

        columns[at] = min(range(first, last + 1), key=cost)
        crowd[columns[at]] += 1
    return phases


def _rows(columns: Sequence[int], main: Sequence[bool], weights: Weights, *, packed: bool) -> list[int]:
    """Rows for the branches: each in the highest that is free from the step it follows up to itself.

    What is free is asked of the order of the steps, not of the columns, so that another step on the main path, which
    moves columns apart, changes no row. Only where two cards would stand on each other the columns decide. `packed`
    asks the columns alone: lower, for maps that nobody drew.
    """
    count = len(columns)
    rows = [0] * count
    leaders = _leaders(weights)
    reach: dict[int, list[tuple[int, int]]] = defaultdict(list)  # row → from which step to which it is in use
    taken: set[tuple[int, int]] = set()
    through = weight_through(count, weights)
    for at in sorted((at for at in range(count) if not main[at]), key=lambda at: (-round(through[at]), at)):
        leader = leaders.get(at, at - 1)
        begin = leader + 1 if leader >= 0 and not main[leader] else leader
        row = 1
        if leader >= 0 and rows[leader] and (packed or _free(reach[rows[leader]], begin, at)):
            row = rows[leader] if (columns[at], rows[leader]) not in taken else 1
        while (columns[at], row) in taken or not (packed or _free(reach[row], begin, at)):
            row += 1
        rows[at] = row
        reach[row].append((begin, at))
        taken.add((columns[at], row))
    return rows


def weight_through(count: int, weights: Weights) -> list[float]:
    """The traffic into or out of every step, whichever is more."""
    inwards, outwards = [0.0] * count, [0.0] * count
    for (source, target), weight in weights.items():
        inwards[target] += weight
        outwards[source] += weight
    return [max(pair) for pair in zip(inwards, outwards, strict=True)]


def _leaders(weights: Weights) -> dict[int, int]:
    """For every step the earlier one from which most come."""
    best: dict[int, tuple[float, int]] = {}
    for (source, target), weight in weights.items():
        if source < target and (weight, -source) > best.get(target, (-1.0, 0)):
            best[target] = (weight, -source)
    return {target: -source for target, (_, source) in best.items()}


def _free(used: Sequence[tuple[int, int]], begin: int, end: int) -> bool:
    return all(end < first or last < begin for first, last in used)
