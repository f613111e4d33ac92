"""The links of a map's picture with their numbers, their conditions and the marks on them."""

from collections.abc import Mapping, Sequence
from typing import Final

from journeymap.analysis.layout import Layout, Route
from journeymap.core.wording import number_text
from journeymap.present.map_kinds import FALLBACK_DASH, FOLDED_DASH, UNWALKED, hand_over_mark
from journeymap.present.map_places import Places
from journeymap.present.map_values import MapLink
from journeymap.present.outline import link_words
from journeymap.present.picture import Box, Command, Disc, Group, Path, Pen, Rect, Shape, Words
from journeymap.present.text_width import elided, text_width, wrapped

LABEL_WIDTH: Final = 84.0
"""Conditions are wrapped to this width."""
_LABEL_LINES: Final = 3
_LABEL_LINE: Final = 13.0
_WIDEST_LINK: Final = 7.0
_THINNEST_LINK: Final = 1.25
_NUMBER_SIZE: Final = 11.0
_FEW_BACK: Final = 3  # up to here the numbers of ways back say so in words

Spot = tuple[float, float, bool]


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
    blocked = Places(taken)
    routes = sorted(layout.routes, key=lambda route: by_ends[route.source, route.target].sessions)
    labelled: list[Group] = []  # above all lines; the strongest take their places first
    for route in reversed(routes):
        link = by_ends[route.source, route.target]
        spots = tuple((x + dx, y + dy, level) for x, y, level in route.spots)
        if link.condition:
            labelled += _condition(link, route, spots, blocked)
        if most and link.kind != "folded":
            labelled += _number(link, route, spots, _width(link, most), blocked, back=few_back)
    groups = []
    for route in routes:
        ends = (route.source, route.target)
        link = by_ends[ends]
        shapes = _line(link, route, _width(link, most), dx, dy, surprise=planned and not link.planned, met=most > 0)
        if ends in handed_over:
            points = route.points(8)
            middle = len(points) // 2
            (x, y), (x0, y0), (x1, y1) = points[middle], points[middle - 1], points[middle + 1]
            shapes += hand_over_mark(x + dx, y + dy, upright=abs(y1 - y0) > abs(x1 - x0))
        xs, ys = zip(*route.points(6), strict=True)
        bounds = Rect(min(xs) + dx, min(ys) + dy, max(xs) - min(xs), max(ys) - min(ys)).grown(4.0)
        name = link_words(titles[route.source], titles[route.target], link)
        groups.append(Group("link", f"{route.source}>{route.target}", name, bounds, tuple(shapes)))
    return [*groups, *labelled]


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


def _line(link: MapLink, route: Route, width: float, dx: float, dy: float, *, surprise: bool, met: bool) -> list[Shape]:
    moved = [tuple(value + (dy if at % 2 else dx) for at, value in enumerate(curve)) for curve in route.curves]
    begin: Command = ("M", (route.start[0] + dx, route.start[1] + dy))
    commands: tuple[Command, ...] = (begin, *(("C", numbers) for numbers in moved))
    pen = _pen(link, width, backward=route.kind == "backward", met=met)
    shapes: list[Shape] = [Path(commands, pen=pen)]
    if route.arrow:
        shapes.append(_arrow(route, dx, dy, pen.colour, 4.5 + min(width, 4.0) / 2))
    points = route.points(8)
    middle = points[len(points) // 2]
    if surprise and link.walked and link.kind != "folded":
        shapes.append(Disc(middle[0] + dx, middle[1] + dy, 3.5, fill="surface", pen=Pen(pen.colour, 1.5)))
    return shapes


def _arrow(route: Route, dx: float, dy: float, colour: str, size: float) -> Shape:
    points = route.points(16)
    (x0, y0), (x1, y1) = points[-3], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    tip, base = (x1 + dx, y1 + dy), (x1 + dx - ux * size * 1.6, y1 + dy - uy * size * 1.6)
    left = (base[0] - uy * size * 0.8, base[1] + ux * size * 0.8)
    right = (base[0] + uy * size * 0.8, base[1] - ux * size * 0.8)
    return Path((("M", tip), ("L", left), ("L", right), ("Z", ())), fill=colour)


def _number(
    link: MapLink, route: Route, spots: Sequence[Spot], width: float, blocked: Places, *, back: bool
) -> list[Group]:
    """The count at the first place on the line where it covers neither a card nor other words; else it is left out.

    The tool tip of the link and the outline have every number.
    """
    text = number_text(link.sessions)
    if back and route.kind == "backward" and route.spots[0][2]:
        text = f"back {text}"
    length = text_width(text, _NUMBER_SIZE)
    beside = len(route.curves) == 1  # between neighbours the number stands above the line, else it lies on it
    places = [(x, y + (-(width / 2 + 3.0) if level and beside else 4.0)) for x, y, level in spots]
    if route.kind == "loop":  # beside the loop, not on it
        places = [(x + max(0.0, length / 2 - 6.0), y) for x, y in places]
    for x, y in places:
        rect = Rect(x - length / 2 - 1.5, y - 9.5, length + 3.0, 12.0)
        if blocked.free(rect):
            blocked.take(rect)
            words = Words(x, y, text, _NUMBER_SIZE, 400, "text2", "middle")
            halo = Box(rect, 3.0, fill="paper", opacity=0.9)
            return [Group("number", f"{route.source}>{route.target}", "", rect, (halo, words))]
    return []


def label_width(link: MapLink) -> float:
    """The room that a link's condition takes beside it; 0 without one."""
    lines = _label_lines(link)
    return max((text_width(line, _NUMBER_SIZE) for line in lines), default=-16.0) + 16.0


def _label_lines(link: MapLink) -> tuple[str, ...]:
    return wrapped(link.condition, LABEL_WIDTH, _NUMBER_SIZE, italic=True, most_lines=_LABEL_LINES)


def _condition(link: MapLink, route: Route, spots: Sequence[Spot], blocked: Places) -> list[Group]:
    """When the link is taken, beside its line: wrapped, else in one line, else shortened; the tool tip has it all."""
    one_line = elided(link.condition, LABEL_WIDTH, _NUMBER_SIZE)
    short = elided(link.condition, LABEL_WIDTH / 2, _NUMBER_SIZE)
    for lines in dict.fromkeys((_label_lines(link), (one_line,), (short,))):
        width = max(text_width(line, _NUMBER_SIZE, italic=True) for line in lines)
        height = _LABEL_LINE * len(lines)
        for x, y, _level in spots:
            for left, top in (
                (x - width / 2, y - height - 4.0), (x - width / 2, y + 4.0), (x + 5.0, y - height / 2),
                (x - width - 5.0, y - height / 2),
            ):  # fmt: skip
                rect = Rect(left - 1.5, top - 1.0, width + 3.0, height + 2.0)
                if blocked.free(rect):
                    blocked.take(rect)
                    shapes: list[Shape] = [Box(rect, 3.0, fill="paper", opacity=0.9)]
                    for number, line in enumerate(lines):
                        base = top + 10.0 + number * _LABEL_LINE
                        shapes.append(Words(left, base, line, _NUMBER_SIZE, 400, "text2", italic=True))
                    name = f"If {link.condition}"
                    return [Group("label", f"{route.source}>{route.target}", name, rect, tuple(shapes))]
    return []
