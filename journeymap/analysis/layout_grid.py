"""The grid of a map: which steps form the main path, which are branches, and where the branches stand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import fsum, sqrt
from typing import Final

from journeymap.analysis.layout_values import Cell, Grid, LayoutLink, LayoutStep

_CROWDED: Final = 1.0  # a column's second and every further branch costs as much as standing one column off
_AGAINST: Final = 1.5  # standing left of, or below, the step before it
_SWEEPS: Final = 4

Weights = dict[tuple[int, int], float]
Strain = Callable[[int, int], float]


def grid_of(
    steps: Sequence[LayoutStep], links: Iterable[LayoutLink], *, may_widen: bool, widths: Sequence[int]
) -> Grid:
    """The grid of one lane. `widths` are the least columns of every phase; see `layout.arrange`."""
    ordered = sorted(range(len(steps)), key=lambda at: (steps[at].phase, at))
    ids = [steps[at].id for at in ordered]
    phase_of = [steps[at].phase for at in ordered]
    place = {step: at for at, step in enumerate(ids)}
    weights: Weights = defaultdict(float)
    for link in links:
        if link.source in place and link.target in place and link.source != link.target:
            weights[place[link.source], place[link.target]] += link.weight
    main = _main_path(len(ids), weights, phase_of)
    columns, phases = _main_columns(main, phase_of, widths)
    phases = _place_branches(columns, main, weights, phase_of, phases, may_widen)
    rows = _rows(columns, main, weights)
    cells = {step: Cell(columns[at], rows[at]) for at, step in enumerate(ids)}
    return Grid(cells, place, tuple(phases))


def _main_path(count: int, weights: Weights, phase_of: Sequence[int]) -> list[bool]:
    """A step is a branch when more traffic passes over it, from a step before to one behind, than through it.

    Steps that no link touches are where a person put them: on the main path. Every phase has a step there.
    """
    passing = [0.0] * (count + 1)
    inwards, outwards = [0.0] * count, [0.0] * count
    for (source, target), weight in weights.items():
        inwards[target] += weight
        outwards[source] += weight
        if target > source + 1:
            passing[source + 1] += weight
            passing[target] -= weight
    over = list(accumulate(passing))
    through = [max(inwards[at], outwards[at]) for at in range(count)]
    main = [through[at] == 0 or over[at] <= through[at] for at in range(count)]
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
    """Give every branch the column behind the step that leads to it most often, or one nearby with more room."""
    crowd: dict[int, int] = defaultdict(int)
    widened = 0  # columns added at the end of the last phase
    for at, on_main in enumerate(main):
        if on_main:
            continue
        before = [(weight, -source) for (source, target), weight in weights.items() if target == at > source]
        leader = -max(before)[1] if before else at - 1
        after = columns[leader] if leader >= 0 else -1
        first, last = phases[phase_of[at]]
        if may_widen and phase_of[at] == len(phases) - 1 and after == last and not _returns(at, weights):
            last += 1
            widened += 1
            phases[-1] = (first, last)
        wanted = after + 1

        def cost(column: int, wanted: int = wanted, after: int = after) -> tuple[float, int]:
            against = _AGAINST * max(0, after + 1 - column)
            return abs(column - wanted) + _CROWDED * crowd[column] + against, column

        columns[at] = min(range(first, last + 1), key=cost)
        crowd[columns[at]] += 1
    return phases


def _returns(at: int, weights: Weights) -> bool:
    """Whether people go back to an earlier step from here."""
    return any(source == at > target for source, target in weights)


def _rows(columns: Sequence[int], main: Sequence[bool], weights: Weights) -> list[int]:
    """Rows for the branches, so that linked steps stand level and few cards lie between them."""
    count = len(columns)
    rows = [0] * count
    taken: dict[tuple[int, int], int] = {(columns[at], 0): at for at in range(count) if main[at]}
    near: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (source, target), weight in weights.items():
        near[source].append((target, sqrt(weight)))
        near[target].append((source, sqrt(weight)))

    def strain(at: int, row: int) -> float:
        return fsum(force * _way(columns, rows, taken, at, row, other) for other, force in near[at])

    branches = [at for at in range(count) if not main[at]]
    for at in branches:
        free = [row for row in range(1, count + 2) if (columns[at], row) not in taken][:4]
        rows[at] = min(free, key=lambda row: (strain(at, row) + row * 0.5, row))
        taken[columns[at], rows[at]] = at
    for _ in range(_SWEEPS if count <= 400 else 1):
        moved = [_settle(at, columns, rows, taken, strain) for at in branches]
        if not any(moved):
            break
    return _closed_up(rows, branches)


def _way(
    columns: Sequence[int], rows: Sequence[int], taken: dict[tuple[int, int], int], at: int, row: int, other: int
) -> float:
    """How long the way to a neighbour is, in rows; a card that stands between two level steps makes it longer."""
    difference = abs(row - rows[other])
    if difference or abs(columns[at] - columns[other]) <= 1:
        return float(difference)
    low, high = sorted((columns[at], columns[other]))
    return 0.8 if any((column, row) in taken for column in range(low + 1, high)) else 0.0


def _settle(
    at: int,
    columns: Sequence[int],
    rows: list[int],
    taken: dict[tuple[int, int], int],
    strain: Strain,
) -> bool:
    """Move one branch up or down, or change places with its neighbour, where that eases the links."""
    column, here = columns[at], rows[at]
    for row in (here - 1, here + 1, here - 2, here + 2):
        if row < 1:
            continue
        other = taken.get((column, row))
        before = strain(at, here) + here * 0.5 + (strain(other, row) + row * 0.5 if other is not None else 0.0)
        rows[at] = row
        if other is not None:
            rows[other] = here
        after = strain(at, row) + row * 0.5 + (strain(other, here) + here * 0.5 if other is not None else 0.0)
        if after < before - 1e-9:
            taken[column, row] = at
            if other is None:
                del taken[column, here]
            else:
                taken[column, here] = other
            return True
        rows[at] = here
        if other is not None:
            rows[other] = row
    return False


def _closed_up(rows: list[int], branches: Sequence[int]) -> list[int]:
    """Rows without an empty row between them."""
    used = sorted({rows[at] for at in branches})
    number = {row: at + 1 for at, row in enumerate(used)}
    return [number.get(row, 0) if row else 0 for row in rows]
