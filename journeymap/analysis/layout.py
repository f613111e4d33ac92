"""Where the steps of a map stand and how the links between them run: columns in phase order, branches below.

`flow_order` orders steps that came from a log (layout_order); for all others the order of the map holds. `arrange`
puts every step on a grid (layout_rows): most of them as a whole (layout_whole, layout_grid, layout_untangled), those
that were added last one by one (layout_loose, layout_insert), so that adding a step moves no other. `lay_out` chooses
a way for every link between the cards (layout_lanes) and turns both into coordinates (layout_paths). All of it is
deterministic: the same map gives the same picture.
"""

from collections.abc import Iterable, Sequence

from journeymap.analysis.layout_lanes import plan
from journeymap.analysis.layout_order import flow_order
from journeymap.analysis.layout_paths import Bands, drawn
from journeymap.analysis.layout_rows import narrowed, placed
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
    "narrowed",
)


def arrange(
    steps: Sequence[LayoutStep],
    links: Iterable[LayoutLink],
    *,
    may_widen: bool = False,
    phases: int = 0,
    lanes: int = 1,
) -> Grid:
    """Put the steps on the grid. `may_widen` lets branches after the last step of a phase add columns.

    There are at least so many `phases` and `lanes`, also where they hold no step. Links that name an unknown step are
    left out.
    """
    return placed(steps, list(links), may_widen=may_widen, phases=phases, lanes=lanes)


def lay_out(grid: Grid, links: Iterable[LayoutLink], sizes: Sizes | None = None, bands: Bands | None = None) -> Layout:
    """Give the grid coordinates and every link a way between the cards. Links of unknown steps are left out.

    `bands` is given the columns (left, right) and answers how much room other lanes take above a lane of steps: for
    the first row of that lane, the height.
    """
    known = [link for link in links if link.source in grid.cells and link.target in grid.cells]
    return drawn(grid, plan(grid, known, walled=bands is not None), sizes or Sizes(), bands)
