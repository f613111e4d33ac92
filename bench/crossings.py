"""The best grid that simulated annealing finds for the same phases and lanes: the fewest crossings of drawn links."""

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from time import perf_counter

import numpy as np

from journeymap.analysis.layout import Cell, Grid, LayoutLink, LayoutStep, lay_out
from journeymap.analysis.layout_crossings import crossings, drawn_lines


def annealed(
    steps: Sequence[LayoutStep], links: Sequence[LayoutLink], start: Grid, seconds: float, seed: int = 1
) -> int:
    """The fewest drawn crossings among the grids that annealing comes by in so many seconds.

    It moves single cards within their phase and lane and counts straight lines; every now and then, and at the end,
    the grid is drawn and its crossings are counted as they are for our own.
    """
    state = _State(steps, links, start, random.Random(seed))
    best, best_cost, cost = dict(state.cells), math.inf, state.cost()
    began = perf_counter()
    fewest = math.inf
    drawn_at = 0.15
    while (share := (perf_counter() - began) / seconds) < 1.0:
        heat = 6.0 * (1.0 - share) ** 2 + 0.02
        for _ in range(50):
            cost += state.try_move(heat)
        if cost < best_cost:
            best, best_cost = dict(state.cells), cost
        if share >= drawn_at:
            drawn_at = share + 0.15
            fewest = min(fewest, crossings(drawn_lines(lay_out(state.grid(best), links))))
            best_cost = min(best_cost, cost + 3)
    return int(min(fewest, crossings(drawn_lines(lay_out(state.grid(best), links)))))


class _State:
    """Cards on the grid, and the cost of moving one."""

    def __init__(
        self, steps: Sequence[LayoutStep], links: Sequence[LayoutLink], start: Grid, chance: random.Random
    ) -> None:
        self._start = start
        self._chance = chance
        self._steps = list(steps)
        self.cells: dict[str, Cell] = dict(start.cells)
        number = {step.id: at for at, step in enumerate(self._steps)}
        self._places = np.array([(self.cells[step.id].column, self.cells[step.id].row) for step in steps], dtype=float)
        self._ends = np.array([(number[a.source], number[a.target]) for a in links if a.source != a.target])
        self._of: Mapping[int, list[int]] = defaultdict(list)
        for at, (source, target) in enumerate(self._ends):
            self._of[int(source)].append(at)
            self._of[int(target)].append(at)
        self._taken = {(cell.column, cell.row): number[step] for step, cell in self.cells.items()}

    def grid(self, cells: Mapping[str, Cell]) -> Grid:
        return Grid(dict(cells), self._start.order, self._start.phases, self._start.lanes)

    def cost(self) -> float:
        return sum(self._around(step) for step in range(len(self._steps))) / 2

    def try_move(self, heat: float) -> float:
        """Move a card, or let two change places; gives how the cost changed, 0 where it stayed."""
        step = self._chance.randrange(len(self._steps))
        first, last = self._start.phases[self._steps[step].phase]
        low, high = self._start.lanes[self._steps[step].lane]
        column = self._chance.randint(first, last)
        row = self._chance.randint(low, high)
        here = (int(self._places[step, 0]), int(self._places[step, 1]))
        if (column, row) == here:
            return 0.0
        other = self._taken.get((column, row))
        if other is not None and self._steps[other].phase != self._steps[step].phase:
            return 0.0
        moved = [step] if other is None else [step, other]
        before = sum(self._around(at) for at in moved)
        self._put(step, (column, row))
        if other is not None:
            self._put(other, here)
        change = sum(self._around(at) for at in moved) - before
        if change <= 0 or self._chance.random() < math.exp(-change / heat):
            if other is None:
                del self._taken[here]
            else:
                self._taken[here] = other
            self._taken[column, row] = step
            return change
        self._put(step, here)
        if other is not None:
            self._put(other, (column, row))
        return 0.0

    def _put(self, step: int, place: tuple[int, int]) -> None:
        self._places[step] = place
        self.cells[self._steps[step].id] = Cell(*place)

    def _around(self, step: int) -> float:
        """Straight lines that cross a step's links, and a little for their length."""
        total = 0.0
        begins, ends = self._places[self._ends[:, 0]], self._places[self._ends[:, 1]]
        for at in self._of[step]:
            a, b = begins[at], ends[at]
            one = _sides(a, b, begins) * _sides(a, b, ends)
            two = _sides_of(begins, ends, a) * _sides_of(begins, ends, b)
            total += float(np.count_nonzero((one < 0) & (two < 0)))
            reach = np.abs(a - b)
            total += 0.05 * float(reach[0]) + 0.3 * float(reach[1]) + (1.0 if b[0] <= a[0] else 0.0)
        return total


def _sides(a: "np.ndarray", b: "np.ndarray", points: "np.ndarray") -> "np.ndarray":
    return np.asarray((b[0] - a[0]) * (points[:, 1] - a[1]) - (b[1] - a[1]) * (points[:, 0] - a[0]))


def _sides_of(a: "np.ndarray", b: "np.ndarray", point: "np.ndarray") -> "np.ndarray":
    return np.asarray((b[:, 0] - a[:, 0]) * (point[1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (point[0] - a[:, 0]))
