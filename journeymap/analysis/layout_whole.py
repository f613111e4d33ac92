"""The steps that are laid out together: the first lane by its links, the others under the steps they belong to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from journeymap.analysis.layout_crossings import crossings, drawn_lines
from journeymap.analysis.layout_grid import grid_of, loyalty
from journeymap.analysis.layout_lanes import plan
from journeymap.analysis.layout_paths import drawn as route_all
from journeymap.analysis.layout_untangled import Tangle, untangled, worth_it
from journeymap.analysis.layout_values import Cell, Grid, LayoutLink, LayoutStep, Sizes

Spot = tuple[int, int]  # column, row within the lane


@dataclass(frozen=True, slots=True)
class Whole:
    """Places before any hand moved a card, the columns of the phases, and the steps that stand under another lane's."""

    spots: Mapping[str, Spot]
    phases: tuple[Spot, ...]
    tied: frozenset[str]


@lru_cache(maxsize=8)
def as_a_whole(
    steps: tuple[LayoutStep, ...], links: tuple[LayoutLink, ...], may_widen: bool, phases: int, lanes: int
) -> Whole:
    """Lay out the steps of a map without the loose ones. The last few are kept: most changes of a map move no card."""
    lanes_together = _Lanes(steps, links, may_widen=may_widen, phases=phases, lanes=lanes)
    return Whole(lanes_together.spots(), lanes_together.phases, frozenset(lanes_together.tied))


class _Lanes:
    """The first lane on its grid, and the lower lanes under it."""

    def __init__(
        self,
        steps: Sequence[LayoutStep],
        links: Sequence[LayoutLink],
        *,
        may_widen: bool,
        phases: int,
        lanes: int,
    ) -> None:
        ordered = sorted(range(len(steps)), key=lambda at: (steps[at].phase, at))
        self._steps = [steps[at] for at in ordered]
        self._order = {step.id: number for number, step in enumerate(self._steps)}
        self._links, self._lanes = links, lanes
        self._drawn = not may_widen
        self._lane_of = {step.id: step.lane for step in steps}
        self._near = _neighbours(links)
        self._lower = [step for step in self._steps if step.lane]
        self.tied = {step.id for step in self._lower if _across(step, self._near, self._lane_of)}
        first = [step for step in self._steps if step.lane == 0]
        self._grid = grid_of(first, links, may_widen=may_widen, widths=_widths(steps, self._near, phases))
        self.phases = self._grid.phases

    def spots(self) -> dict[str, Spot]:
        """The place of every step. On a map that nobody drew, what is near to what matters more than crossings."""
        first = {step: (cell.column, cell.row) for step, cell in self._grid.cells.items()}
        found = self._with_lower_lanes(first)
        if not self._drawn or not worth_it(len(found), len(self._links)):
            return found
        return self._with_lower_lanes(self._untangled(found))

    def _with_lower_lanes(self, first: Mapping[str, Spot]) -> dict[str, Spot]:
        spots = dict(first)
        taken: dict[int, set[Spot]] = defaultdict(set)
        for step in sorted(self._lower, key=lambda step: step.id not in self.tied):
            low, high = self.phases[step.phase]
            # Among steps of its own lane, a step stands behind the one before it.
            before = [
                spots[other.id][0]
                for other in self._lower
                if (other.lane, other.phase) == (step.lane, step.phase)
                and self._order[other.id] < self._order[step.id]
                and other.id in spots
            ]
            wanted = _wanted(step, self._near, spots, self._lane_of, before[-1] if before else low - 1)
            spot = first_free(taken[step.lane], max(low, min(high, wanted)), 0)
            spots[step.id] = spot
            taken[step.lane].add(spot)
        return spots

    def _untangled(self, spots: Mapping[str, Spot]) -> dict[str, Spot]:
        """The places of the first lane with fewer crossings."""
        ids = [step.id for step in self._steps]
        number = {id_: at for at, id_ in enumerate(ids)}
        first = [step.id for step in self._steps if not step.lane]
        loyal = loyalty([step for step in self._steps if not step.lane], self._links, self._grid)
        rows = max((spots[id_][1] for id_ in first), default=0) + 2
        depth = rows + 1
        tangle = Tangle(
            spots=tuple((spots[id_][0], spots[id_][1] + depth * self._lane_of[id_]) for id_ in ids),
            ends=tuple((number[link.source], number[link.target]) for link in self._links),
            loyalty=tuple(loyal.get(id_, -1) for id_ in ids),
            fixed=frozenset(number[step.id] for step in self._lower),
            spans=tuple(self.phases[step.phase] for step in self._steps),
            rows=rows,
        )

        def first_lane(found: Sequence[Spot]) -> dict[str, Spot]:
            return _closed_up({id_: found[number[id_]] for id_ in first})

        def drawn(found: Sequence[Spot]) -> int:
            places = self._with_lower_lanes(first_lane(found))
            grid = stacked(places, self._lane_of, self._order, self.phases, self._lanes)
            layout = route_all(grid, plan(grid, self._links), Sizes())
            return crossings(drawn_lines(layout))

        return first_lane(untangled(tangle, drawn))


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


def first_free(taken: set[Spot], column: int, row: int) -> Spot:
    """The place, or the first free one below it."""
    while (column, row) in taken:
        row += 1
    return column, row


def stacked(
    spots: Mapping[str, Spot],
    lane_of: Mapping[str, int],
    order: Mapping[str, int],
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


def _closed_up(spots: Mapping[str, Spot]) -> dict[str, Spot]:
    """The same without empty rows, but for the top row, in which the path runs."""
    rows = {row: number for number, row in enumerate(sorted({0, *(row for _, row in spots.values())}))}
    return {step: (column, rows[row]) for step, (column, row) in spots.items()}
