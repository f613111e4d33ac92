"""Which way every link takes between the cards, still without coordinates.

Lanes run from left to right: lane 2k is the corridor above row k (the last one lies below all rows), lane 2k + 1 is
row k itself where no card stands in the way. Where row k begins another lane of steps, lane `UPPER + k` is the corridor
at the foot of the lane of steps above it. Between two columns lies a channel that never holds a card, in which a
link changes from lane to lane. Whatever is put together from these cannot run through a card.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from journeymap.analysis.layout_values import Cell, Grid, LayoutLink

_CROWDED: Final = 0.35  # every link that a lane already holds costs as much as 0.35 lanes of distance
_ABOVE_ALL: Final = 1.2  # the corridor above the top row belongs to the ways back
_MOST_IN_ROW: Final = 4
_OTHER_LANE: Final = 5.0  # leaving the lanes of steps that a link joins
UPPER: Final = 1_000_000


class Kind(Enum):
    """The shapes of ways."""

    DIRECT = auto()  # to the next column, through the channel between
    LANE = auto()  # forward over several columns, along a lane
    VERTICAL = auto()  # to the card right above or below
    BRACKET = auto()  # within a column, around the cards between
    ARC = auto()  # back within a row, above it
    BACK = auto()  # back to another row: through the channel at the left, then above the target's row
    LOOP = auto()  # to itself


@dataclass(frozen=True, slots=True)
class Way:
    """One link's way. `lane` is −1 where it needs none; `track` numbers the links that share a stretch of a lane."""

    link: LayoutLink
    kind: Kind
    backward: bool
    lane: int = -1
    track: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All ways, and how many tracks each lane needs for links forward and backward."""

    ways: tuple[Way, ...]
    forward_tracks: dict[int, int]
    backward_tracks: dict[int, int]


def plan(grid: Grid, links: Sequence[LayoutLink], *, walled: bool = False) -> Plan:
    """Choose a way for every link, the heaviest first; the result is in the order of the links.

    `walled`: between the lanes of steps stand words, so no link goes straight down from one to the next.
    """
    chooser = _Chooser(grid, walled=walled)
    heaviest_first = sorted(range(len(links)), key=lambda at: (-links[at].weight, at))
    chosen = {at: chooser.way(links[at]) for at in heaviest_first}
    ways = [chosen[at] for at in range(len(links))]
    forward = _tracked(ways, grid, backward=False)
    backward = _tracked(ways, grid, backward=True)
    return Plan(tuple(ways), forward, backward)


class _Chooser:
    """Remembers which lanes are in use while ways are chosen one after the other."""

    def __init__(self, grid: Grid, *, walled: bool) -> None:
        self._grid = grid
        self._starts = sorted(grid.lane_starts)
        self._walled = walled
        self._last_row = grid.rows - 1
        self._corridors = (*range(2 * grid.rows + 1), *(UPPER + start for start in self._starts))
        self._occupied = {(cell.column, cell.row) for cell in grid.cells.values()}
        self._runs: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def way(self, link: LayoutLink) -> Way:
        source, target = self._grid.cells[link.source], self._grid.cells[link.target]
        same_lane = not self._crossed(source.row, target.row)
        earlier = same_lane and self._grid.order[link.target] < self._grid.order[link.source]
        if link.source == link.target:
            return Way(link, Kind.LOOP, backward=True)
        if source.column == target.column:
            clear = self._clear_between(source, target)
            return Way(link, Kind.VERTICAL if clear else Kind.BRACKET, backward=earlier)
        if target.column < source.column:
            kind = Kind.ARC if source.row == target.row else Kind.BACK
            return Way(link, kind, backward=True, lane=2 * target.row)
        if target.column == source.column + 1:
            return Way(link, Kind.DIRECT, backward=False)
        lane = min(self._corridors, key=lambda lane: (self._cost(lane, source, target), lane))
        self._runs[lane].append((source.column, target.column))
        return Way(link, Kind.LANE, backward=False, lane=lane)

    def _clear_between(self, source: Cell, target: Cell) -> bool:
        low, high = sorted((source.row, target.row))
        if self._walled and self._crossed(low, high):
            return False
        return not any((source.column, row) in self._occupied for row in range(low + 1, high))

    def _crossed(self, one: int, other: int) -> int:
        """How many lanes of steps begin between two rows."""
        low, high = sorted((one, other))
        return sum(low < start <= high for start in self._starts)

    def _outside(self, lane: int, row: int) -> int:
        """How many times a way from a row to a corridor changes the lane of steps."""
        if lane < UPPER:
            return self._crossed(row, min(lane // 2, self._last_row))
        return self._crossed(row, lane - UPPER - 1)

    def _cost(self, lane: int, source: Cell, target: Cell) -> float:
        along = self._runs[lane]
        crowd = sum(1 for first, last in along if first < target.column and source.column < last)
        if lane < UPPER and lane % 2:
            blocked = any((column, lane // 2) in self._occupied for column in range(source.column + 1, target.column))
            if blocked or crowd >= _MOST_IN_ROW:
                return float("inf")
        level = 2 * (lane - UPPER) if lane >= UPPER else lane
        distance: float = abs(level - 2 * source.row - 1) + abs(level - 2 * target.row - 1)
        detour = self._outside(lane, source.row) + self._outside(lane, target.row)
        distance += _OTHER_LANE * (detour - self._crossed(source.row, target.row))
        return distance + _CROWDED * crowd + (_ABOVE_ALL if lane == 0 else 0.0)


def _stretch(way: Way, grid: Grid) -> tuple[float, float]:
    """From where to where, in columns, a way uses its lane."""
    source, target = grid.cells[way.link.source].column, grid.cells[way.link.target].column
    if way.kind is Kind.LANE:
        return source + 0.5, target - 0.5
    return float(target), source - (0.5 if way.kind is Kind.BACK else 0.0)


def _tracked(ways: list[Way], grid: Grid, *, backward: bool) -> dict[int, int]:
    """Give the links of every lane tracks so that none lie on each other, short ones nearest; counts the tracks."""
    lanes: dict[int, list[int]] = defaultdict(list)
    for at, way in enumerate(ways):
        if way.lane >= 0 and way.backward == backward:
            lanes[way.lane].append(at)
    needed: dict[int, int] = {}
    for lane, members in lanes.items():
        stretches = {at: _stretch(ways[at], grid) for at in members}
        tracks: list[list[tuple[float, float]]] = []
        for at in sorted(members, key=lambda at: (stretches[at][1] - stretches[at][0], at)):
            low, high = stretches[at]
            free = next(
                (number for number, used in enumerate(tracks) if all(high <= a or b <= low for a, b in used)), None
            )
            if free is None:
                free = len(tracks)
                tracks.append([])
            tracks[free].append((low, high))
            ways[at] = replace(ways[at], track=free)
        needed[lane] = len(tracks)
    return needed
