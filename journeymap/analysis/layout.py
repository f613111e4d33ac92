"""Where the steps of a map stand and how the links between them run: columns in phase order, branches below.

`flow_order` orders steps that came from a log (layout_order); for all others the order of the map holds. `arrange`
puts every step on a grid (layout_grid), `lay_out` chooses a way for every link between the cards (layout_lanes) and
turns both into coordinates (layout_paths). All of it is deterministic: the same map gives the same picture.
"""

from collections.abc import Iterable, Sequence

from journeymap.analysis.layout_grid import grid_of
from journeymap.analysis.layout_lanes import plan
from journeymap.analysis.layout_order import flow_order
from journeymap.analysis.layout_paths import drawn
from journeymap.analysis.layout_values import (
    Cell,
    Grid,
    Layout,
    LayoutLink,
    LayoutStep,
    Point,
    Route,
    Sizes,
)

__all__ = (
    "Cell",
    "Grid",
    "Layout",
    "LayoutLink",
    "LayoutStep",
    "Point",
    "Route",
    "Sizes",
    "arrange",
    "flow_order",
    "lay_out",
)


def arrange(steps: Sequence[LayoutStep], links: Iterable[LayoutLink], *, may_widen: bool = False) -> Grid:
    """Put the steps on the grid. `may_widen` lets branches after the last step of a phase add columns.

    Links that name an unknown step are left out.
    """
    return grid_of(steps, list(links), may_widen=may_widen)


def lay_out(grid: Grid, links: Iterable[LayoutLink], sizes: Sizes | None = None) -> Layout:
    """Give the grid coordinates and every link a way between the cards. Links of unknown steps are left out."""
    known = [link for link in links if link.source in grid.cells and link.target in grid.cells]
    return drawn(grid, plan(grid, known), sizes or Sizes())
