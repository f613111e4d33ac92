"""The values of a map's layout: steps, links, the grid, and all of it with coordinates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LayoutStep:
    """A step; the steps are given in the order of the map. `phase` and `lane` count phases and lanes of steps from 0.

    Ids sort by age. `row` (within its lane) and `column_shift` (columns after the place it would be given) are set by
    hand. `given`: it came with all the others in an import, so nobody has put it there. `aside`: a person planned it
    as a branch, so it stands beside the main path however many go there.
    """

    id: str
    phase: int = 0
    lane: int = 0
    row: int | None = None
    column_shift: int | None = None
    given: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class LayoutLink:
    """A link between two steps; the heavier, the shorter its way. A link from a step to itself is a loop.

    `weight` is how many sessions walked it; less than 1 where it is only planned.
    `label_width` is the room that words beside it need where it leads to the next column and cards stand all around.
    """

    source: str
    target: str
    weight: float = 1.0
    label_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on the grid. Row 0 is the main path; branches stand in the rows below, then the rows of other lanes."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The place of every step, the first and last column of every phase, the first and last row of every lane."""

    cells: Mapping[str, Cell]
    order: Mapping[str, int]
    phases: tuple[tuple[int, int], ...]
    lanes: tuple[tuple[int, int], ...] = ()

    @property
    def columns(self) -> int:
        widest = max((last for _, last in self.phases), default=-1)
        return max(max((cell.column for cell in self.cells.values()), default=-1), widest) + 1

    @property
    def rows(self) -> int:
        lowest = max((last for _, last in self.lanes), default=-1)
        return max(max((cell.row for cell in self.cells.values()), default=-1), lowest) + 1

    @property
    def lane_starts(self) -> frozenset[int]:
        """The first rows of all lanes but the topmost."""
        return frozenset(first for first, _ in self.lanes[1:])

    def main_path(self) -> list[str]:
        """The steps of the top row, from left to right."""
        return sorted(
            (step for step, cell in self.cells.items() if cell.row == 0), key=lambda step: self.cells[step].column
        )


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures of the drawing in map units. `stub` is the room below a card for who left there."""

    card_width: float = 96.0
    card_height: float = 74.0
    gap: float = 28.0
    row_gap: float = 22.0
    stub: float = 24.0
    track: float = 12.0  # between two links that run side by side
    top: float = 30.0  # above the top row, without the links that run there
    margin: float = 8.0


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a link: a start and cubic curves (x1, y1, x2, y2, x, y) one after the other.

    `kind` is forward, backward or loop. `spots` are places on the line for its number, the best first, and whether
    the line is level there. `arrow` is true where the direction is not left to right and must be shown.
    """

    source: str
    target: str
    kind: str
    start: Point
    curves: tuple[tuple[float, float, float, float, float, float], ...]
    spots: tuple[tuple[float, float, bool], ...]
    arrow: bool

    @property
    def end(self) -> Point:
        return self.curves[-1][4:] if self.curves else self.start

    def points(self, parts: int = 12) -> list[Point]:
        """Points along the way, `parts` to a curve: for measuring and for pointing."""
        found = [self.start]
        for x1, y1, x2, y2, x3, y3 in self.curves:
            x0, y0 = found[-1]
            found += [
                (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
                for a, b, c, d in _coefficients(parts)
            ]
        return found


@cache
def _coefficients(parts: int) -> tuple[tuple[float, float, float, float], ...]:
    """Of the four points of a cubic curve, for every part of it."""
    shares = [at / parts for at in range(1, parts + 1)]
    return tuple(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in shares)


@dataclass(frozen=True, slots=True)
class Layout:
    """A map with coordinates: left and right of every column, top and bottom of every row, a route for every link.

    `lanes` are top and bottom of every lane of steps; between them may lie bands for other lanes.
    """

    grid: Grid
    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    routes: tuple[Route, ...]
    width: float
    height: float
    sizes: Sizes = field(default_factory=Sizes)
    lanes: tuple[tuple[float, float], ...] = ()

    def card(self, step_id: str) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a step's card."""
        cell = self.grid.cells[step_id]
        left, right = self.columns[cell.column]
        top, bottom = self.rows[cell.row]
        return left, top, right, bottom
