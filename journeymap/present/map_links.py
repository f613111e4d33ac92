"""The links of a map's picture with their numbers, their conditions and the marks on them."""

from collections.abc import Mapping, Sequence
from typing import Final

from journeymap.analysis.layout import Layout, Route
from journeymap.core.wording import number_text
from journeymap.present.map_kinds import FALLBACK_DASH, FOLDED_DASH, UNWALKED, hand_over_mark
from journeymap.present.map_labels import Labels
from journeymap.present.map_places import Places
from journeymap.present.map_values import MapLink
from journeymap.present.outline import link_words
from journeymap.present.picture import Command, Disc, Group, Path, Pen, Rect, Shape

_WIDEST_LINK: Final = 7.0
_THINNEST_LINK: Final = 1.25
_FEW_BACK: Final = 3  # up to here the numbers of ways back say so in words


def links(
    layout: Layout,
    counted: Sequence[MapLink],
    titles: Mapping[str, str],
    origin: tuple[float, float],
    taken: Sequence[Rect],
    handed_over: frozenset[tuple[str, str]] = frozenset(),
    *,
    planned: bool,
) -> list[Group]:
    """The links, thin ones first, and above them their words and numbers, kept off the places that are `taken`.

    `planned`: the map says which links were intended. `handed_over` are the links on which the work changes hands.
    """
    by_ends = {(link.from_step_id, link.to_step_id): link for link in counted}
    most = max((link.sessions for link in counted), default=0)
    few_back = sum(route.kind == "backward" for route in layout.routes) <= _FEW_BACK
    dx, dy = origin
    routes = sorted(layout.routes, key=lambda route: by_ends[route.source, route.target].sessions)
    ways = {
        (route.source, route.target): [(x + dx, y + dy) for x, y in route.points(8)] for route in layout.routes
    }  # the same for all that is asked of a line
    labels = Labels(ways, origin, Places(taken))
    for route in reversed(routes):  # the strongest take their places first
        link = by_ends[route.source, route.target]
        if link.condition:
            labels.condition(link, route, _width(link, most))
        if most and link.kind != "folded":
            back = few_back and route.kind == "backward" and route.spots[0][2]
            labels.number(route, number_text(link.sessions), _width(link, most), back=back)
    labels.far_off()
    groups = []
    for route in routes:
        ends = (route.source, route.target)
        link = by_ends[ends]
        way = ways[ends]
        middle = len(way) // 2
        shapes = _line(link, route, _width(link, most), dx, dy, met=most > 0)
        if planned and not link.planned and link.walked and link.kind != "folded":
            shapes.append(_surprise(*way[middle], link, route, most))
        if ends in handed_over:
            (x, y), (x0, y0), (x1, y1) = way[middle], way[middle - 1], way[middle + 1]
            shapes += hand_over_mark(x, y, upright=abs(y1 - y0) > abs(x1 - x0))
        bounds = Rect.around(way).grown(4.0)
        name = link_words(titles[route.source], titles[route.target], link)
        groups.append(Group("link", f"{route.source}>{route.target}", name, bounds, tuple(shapes)))
    return [*groups, *labels.groups]


def _width(link: MapLink, most: int) -> float:
    if not link.sessions or not most:
        return _THINNEST_LINK
    return max(_THINNEST_LINK, _WIDEST_LINK * link.sessions / most)


def _pen(link: MapLink, width: float, *, backward: bool, met: bool) -> Pen:
    """Dotted: planned and never walked. Dashed: back, or only if something fails, or through hidden steps."""
    if link.kind == "folded":
        return Pen("ink", min(width, 3.0), dash=FOLDED_DASH, opacity=0.75)
    if not met:
        dash = FALLBACK_DASH if link.kind == "fallback" else (5.0, 4.0) if backward else ()
        return Pen("ink", 1.5, dash=dash, opacity=0.75)
    if not link.walked:
        return UNWALKED
    if backward:
        return Pen("impact3", min(width, 3.0) if width > 1.5 else 1.5, dash=(5.0, 4.0))
    return Pen("ink", width, dash=FALLBACK_DASH if link.kind == "fallback" else (), opacity=0.75)


def _line(link: MapLink, route: Route, width: float, dx: float, dy: float, *, met: bool) -> list[Shape]:
    moved = [tuple(value + (dy if at % 2 else dx) for at, value in enumerate(curve)) for curve in route.curves]
    begin: Command = ("M", (route.start[0] + dx, route.start[1] + dy))
    commands: tuple[Command, ...] = (begin, *(("C", numbers) for numbers in moved))
    pen = _pen(link, width, backward=route.kind == "backward", met=met)
    shapes: list[Shape] = [Path(commands, pen=pen)]
    if route.arrow:
        shapes.append(_arrow(route, dx, dy, pen.colour, 4.5 + min(width, 4.0) / 2))
    return shapes


def _surprise(x: float, y: float, link: MapLink, route: Route, most: int) -> Shape:
    """The mark of a way that people took although nobody had planned it."""
    pen = _pen(link, _width(link, most), backward=route.kind == "backward", met=True)
    return Disc(x, y, 3.5, fill="surface", pen=Pen(pen.colour, 1.5))


def _arrow(route: Route, dx: float, dy: float, colour: str, size: float) -> Shape:
    points = route.points(16)
    (x0, y0), (x1, y1) = points[-3], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    tip, base = (x1 + dx, y1 + dy), (x1 + dx - ux * size * 1.6, y1 + dy - uy * size * 1.6)
    left = (base[0] - uy * size * 0.8, base[1] + ux * size * 0.8)
    right = (base[0] + uy * size * 0.8, base[1] - ux * size * 0.8)
    return Path((("M", tip), ("L", left), ("L", right), ("Z", ())), fill=colour)
