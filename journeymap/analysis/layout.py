"""Where the steps of a map stand and how the links between them run: columns in the order of the phases, branches below.

Three parts: `arrange` puts every step on a grid (layout_grid), `lay_out` chooses a way for every link between the
cards (layout_lanes) and turns both into coordinates (layout_paths). All of it is deterministic: the same map gives
the same picture.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LayoutStep:
    """A step; the steps are given in the order of the map. `phase` is the number of its phase, from 0."""

    id: str
    phase: int = 0


@dataclass(frozen=True, slots=True)
class LayoutLink:
    """A link between two steps; the heavier, the shorter its way. A link from a step to itself is a loop."""

    source: str
    target: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on the grid. Row 0 is the main path; branches stand in the rows below."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The place of every step, and the first and last column of every phase."""

    cells: Mapping[str, Cell]
    order: Mapping[str, int]
    phases: tuple[tuple[int, int], ...]

    @property
    def columns(self) -> int:
        return max((cell.column for cell in self.cells.values()), default=-1) + 1

    @property
    def rows(self) -> int:
        return max((cell.row for cell in self.cells.values()), default=-1) + 1

    def main_path(self) -> list[str]:
        """The steps of the top row, from left to right."""
        return sorted((id for id, cell in self.cells.items() if cell.row == 0), key=lambda id: self.cells[id].column)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures of the drawing in map units. `stub` is the room below a card for who left there."""

    card_width: float = 96.0
    card_height: float = 74.0
    gap: float = 28.0
    row_gap: float = 22.0
    stub: float = 24.0
    track: float = 9.0  # between two links that run side by side
    top: float = 30.0  # above the top row, without the links that run there
    margin: float = 16.0


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a link: a start and cubic curves (x1, y1, x2, y2, x, y) one after the other.

    `kind` is forward, backward or loop; `label` is where its number belongs, the middle of the text. `arrow` is true
    where the direction is not left to right and must be shown.
    """

    source: str
    target: str
    kind: str
    start: Point
    curves: tuple[tuple[float, float, float, float, float, float], ...]
    label: Point
    arrow: bool

    @property
    def end(self) -> Point:
        return self.curves[-1][4:] if self.curves else self.start

    def points(self, parts: int = 12) -> list[Point]:
        """Points along the way, `parts` to a curve: for measuring and for pointing."""
        found = [self.start]
        for x1, y1, x2, y2, x3, y3 in self.curves:
            x0, y0 = found[-1]
            for at in range(1, parts + 1):
                t = at / parts
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
        return found


@dataclass(frozen=True, slots=True)
class Layout:
    """A map with coordinates: left and right of every column, top and bottom of every row, a route for every link."""

    grid: Grid
    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    routes: tuple[Route, ...]
    width: float
    height: float
    sizes: Sizes = field(default_factory=Sizes)

    def card(self, step_id: str) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a step's card."""
        cell = self.grid.cells[step_id]
        left, right = self.columns[cell.column]
        top, bottom = self.rows[cell.row]
        return left, top, right, bottom


def arrange(steps: Sequence[LayoutStep], links: Iterable[LayoutLink], *, may_widen: bool = False) -> Grid:
    """Put the steps on the grid. `may_widen` lets branches after the last step of a phase add columns.

    Links that name an unknown step are left out.
    """
    from journeymap.analysis.layout_grid import grid_of  # noqa: PLC0415

    return grid_of(steps, list(links), may_widen=may_widen)


def lay_out(grid: Grid, links: Iterable[LayoutLink], sizes: Sizes | None = None) -> Layout:
    """Give the grid coordinates and every link a way between the cards. Links of unknown steps are left out."""
    from journeymap.analysis.layout_lanes import plan  # noqa: PLC0415
    from journeymap.analysis.layout_paths import drawn  # noqa: PLC0415

    known = [link for link in links if link.source in grid.cells and link.target in grid.cells]
    return drawn(grid, plan(grid, known), sizes or Sizes())
