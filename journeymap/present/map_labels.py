"""The words of links: conditions and numbers, each where it lies neither on a card nor on other words.

First beside the line, then further along it; what finds no room there stands off, tied to its line by a thin leader.
Only where nothing is free far and wide it is left out: the tool tip of the link and the outline have all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Final

from journeymap.analysis.layout import Route
from journeymap.present.map_places import Places
from journeymap.present.map_values import MapLink
from journeymap.present.picture import Box, Disc, Group, Path, Pen, Rect, Shape, Words
from journeymap.present.text_width import elided, text_width, wrapped

LABEL_WIDTHS: Final = (84.0, 60.0, 46.0)
"""Conditions are wrapped to the widest of these for which there is room."""
_ONE_LINE: Final = 200.0  # along a level stretch a condition is not wrapped up to here
_FEW_LINES: Final = 150  # up to here conditions look for a place on no line at all
_CLEAR: Final = 2.0  # between a condition and its line
_ASIDE: Final = (1.5, 5.0, 9.0)  # how much further from a slanting line
_LABEL_LINES: Final = 3
_LABEL_LINE: Final = 13.0
_SIZE: Final = 11.0
_ALONG: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)
_DISTANCES: Final = (8.0, 16.0, 26.0, 38.0, 52.0, 68.0, 86.0, 106.0, 128.0)
_DIRECTIONS: Final = tuple((cos(pi * at / 8), sin(pi * at / 8)) for at in (12, 4, 10, 14, 6, 2, 8, 0))
_MOST_LOOKS: Final = 40_000  # for places off the lines; a map has so many at most, so that a large one is not held up
_SQUARE: Final = 10.0
_CUT_OFF: Final = "…"

Point = tuple[float, float]
Spot = tuple[float, float, bool]
_Line = tuple[Rect, Sequence[Point]]  # and where it lies


@dataclass(frozen=True, slots=True)
class _Sign:
    """Lines of words with their size, and the group they become."""

    kind: str
    route: Route
    name: str
    lines: tuple[str, ...]
    width: float
    height: float

    def group(self, rect: Rect) -> Group:
        shapes: list[Shape] = [Box(rect, 3.0, fill="paper", opacity=0.9)]
        key = f"{self.route.source}>{self.route.target}"
        if self.kind == "number":
            middle = rect.x + rect.width / 2
            shapes.append(Words(middle, rect.y + 9.5, self.lines[0], _SIZE, 400, "text2", "middle"))
            return Group("number", key, "", rect, tuple(shapes))
        for number, line in enumerate(self.lines):
            base = rect.y + 11.0 + number * _LABEL_LINE
            shapes.append(Words(rect.x + 1.5, base, line, _SIZE, 400, "text2", italic=True))
        return Group("label", key, self.name, rect, tuple(shapes))


class Labels:
    """Puts words at the lines of links; `groups` are those that have found a place.

    `ways` are points along every link by its ends, `origin` is where the layout lies in the picture, `blocked` what
    must stay free of words.
    """

    def __init__(self, ways: Mapping[tuple[str, str], Sequence[Point]], origin: Point, blocked: Places) -> None:
        self._ways = ways
        self._dx, self._dy = origin
        self._blocked = blocked
        few = len(ways) <= _FEW_LINES
        self._lines = {ends: (Rect.around(way), way) for ends, way in ways.items()} if few else {}
        self._homeless: list[_Sign] = []
        self._looks = _MOST_LOOKS
        self.groups: list[Group] = []

    def condition(self, link: MapLink, route: Route, line_width: float) -> None:
        """When the link is taken, beside its line; in full, if there is room for it anywhere.

        On a map that is not large, rather further along than on the line of another link.
        """
        reach = line_width / 2 + _CLEAR
        ends = route.source, route.target
        others = [line for key, line in self._lines.items() if key != ends]
        if not (others and self._in_full(link, route, reach, others)) and not self._in_full(link, route, reach, ()):
            self._homeless.append(_condition_sign(link, route, wrapped_condition(link.condition, LABEL_WIDTHS[0])))

    def _in_full(self, link: MapLink, route: Route, reach: float, others: Sequence[_Line]) -> bool:
        """Write all of a condition beside its line and on none of the `others`; whether there is room for that."""
        near = self._spots(route)
        level = [spot for spot in near if spot[2]]
        stretch = level[-1][0] - level[-2][0] if len(level) > 1 else 0.0  # the two spots that are furthest apart
        one = _condition_sign(link, route, wrapped_condition(link.condition, min(_ONE_LINE, stretch)))
        if len(one.lines) == 1 and self._beside(one, level, reach, others):
            return True
        wide = wrapped_condition(link.condition, LABEL_WIDTHS[0])
        if self._beside(_condition_sign(link, route, wide), near, reach, others):
            return True
        spots = [*near, *self._further(route)]
        cut_off = wide[-1].endswith(_CUT_OFF)
        for width in LABEL_WIDTHS:
            lines = wrapped_condition(link.condition, width)
            whole = cut_off or not lines[-1].endswith(_CUT_OFF)
            if whole and self._beside(_condition_sign(link, route, lines), spots, reach, others):
                return True
        return False

    def number(self, route: Route, text: str, line_width: float, *, back: bool) -> None:
        """How many took the link: between neighbours above the line, else on it. `back`: in words as well."""
        beside = len(route.curves) == 1
        sign = _number_sign(route, f"back {text}" if back else text)
        shift = max(0.0, sign.width / 2 - 7.5) if route.kind == "loop" else 0.0  # beside the loop, not on it
        lift = -(line_width / 2 + 3.0)
        for x, y, level in self._spots(route):
            if self._take(sign, x + shift, y + (lift if level and beside else 4.0) - 3.5):
                return
        for x, y, level in self._spots(route) if beside else ():
            if level and self._take(sign, x, y + line_width / 2 + 8.0):  # below the line
                return
        sign = _number_sign(route, text)
        for x, y, _ in self._further(route):
            if self._take(sign, x, y):
                return
        self._homeless.append(sign)

    def far_off(self) -> None:
        """Find places off their lines for the words that are still without one, conditions first."""
        if not self._homeless:
            return
        lines = _lines_of(self._ways.values())
        for sign in sorted(self._homeless, key=lambda sign: sign.kind != "label"):
            if not self._off(sign, lines) and sign.kind == "label":
                self._shortened(sign)

    def _spots(self, route: Route) -> list[Spot]:
        return [(x + self._dx, y + self._dy, level) for x, y, level in route.spots]

    def _further(self, route: Route) -> Iterator[Spot]:
        """More places on the line, from its middle outwards."""
        points = self._ways[route.source, route.target]
        for share in _ALONG:
            yield (*points[round(share * (len(points) - 1))], False)

    def _beside(self, sign: _Sign, spots: Sequence[Spot], reach: float, others: Sequence[_Line] = ()) -> bool:
        """Above, below, right or left of a spot, at least `reach` away from the line and on none of the `others`."""
        width, height = sign.width / 2 + reach, sign.height / 2 + reach
        return any(
            self._take(sign, x + across * (width + aside), y + down * (height + aside), reach - 0.5, others)
            for x, y, level in spots
            for aside in ((0.0,) if level else _ASIDE)
            for across, down in ((0.0, -1.0), (0.0, 1.0), (1.0, 0.0), (-1.0, 0.0))
        )

    def _take(
        self,
        sign: _Sign,
        x: float,
        y: float,
        reach: float | None = None,
        others: Sequence[_Line] = (),
    ) -> bool:
        """Put the words with their middle here, if nothing is there; with a `reach`, not so near to their line."""
        rect = Rect(x - sign.width / 2, y - sign.height / 2, sign.width, sign.height)
        if not self._blocked.free(rect):
            return False
        if reach is not None and _met(rect.grown(reach), self._ways[sign.route.source, sign.route.target]):
            return False
        if any(_apart(rect, bounds) < 1.0 and _met(rect.grown(1.0), way) for bounds, way in others):
            return False
        self._blocked.take(rect)
        self.groups.append(sign.group(rect))
        return True

    def _off(self, sign: _Sign, lines: frozenset[tuple[int, int]]) -> bool:
        """A place off the line, nearer ones first, not on any line; with a leader from the line to it."""
        spots = [*self._spots(sign.route), *self._further(sign.route)]
        for distance in _DISTANCES:
            for x, y, _level in spots:
                for across, down in _DIRECTIONS:
                    self._looks -= 1
                    if self._looks < 0:
                        return False
                    middle = (
                        x + across * (distance + sign.width / 2),
                        y + down * (distance + sign.height / 2),
                    )
                    rect = Rect(middle[0] - sign.width / 2, middle[1] - sign.height / 2, sign.width, sign.height)
                    if not self._blocked.free(rect) or _on_lines(rect, lines):
                        continue
                    end = (max(rect.x, min(x, rect.right)), max(rect.y, min(y, rect.bottom)))
                    if self._clear((x, y), end):
                        self._blocked.take(rect)
                        self.groups += [_leader(sign, (x, y), end), sign.group(rect)]
                        return True
        return False

    def _clear(self, start: Point, end: Point) -> bool:
        """Whether a leader runs over neither cards nor words."""
        steps = max(1, round(hypot(end[0] - start[0], end[1] - start[1]) / 4))
        across, down = (end[0] - start[0]) / steps, (end[1] - start[1]) / steps
        points = ((start[0] + across * at, start[1] + down * at) for at in range(steps))
        return all(self._blocked.free(Rect(x - 0.5, y - 0.5, 1.0, 1.0)) for x, y in points)

    def _shortened(self, sign: _Sign) -> None:
        """In one line and cut off, where there is no room for more."""
        spots = [*self._spots(sign.route), *self._further(sign.route)]
        for width in LABEL_WIDTHS:
            line = elided(sign.name.removeprefix("If "), width, _SIZE)
            if self._beside(_sign("label", sign.route, sign.name, (line,)), spots, _CLEAR):
                return


def label_width(link: MapLink) -> float:
    """The room that a link's condition takes beside it where it has none elsewhere; 0 without one."""
    if not link.condition:
        return 0.0
    lines = wrapped_condition(link.condition, LABEL_WIDTHS[-1])
    return max((text_width(line, _SIZE, italic=True) for line in lines), default=-14.0) + 14.0


def wrapped_condition(text: str, width: float) -> tuple[str, ...]:
    """The lines of a condition."""
    return wrapped(text, width, _SIZE, italic=True, most_lines=_LABEL_LINES)


def _condition_sign(link: MapLink, route: Route, lines: tuple[str, ...]) -> _Sign:
    return _sign("label", route, f"If {link.condition}", lines)


def _number_sign(route: Route, text: str) -> _Sign:
    return _Sign("number", route, "", (text,), text_width(text, _SIZE) + 3.0, 12.0)


def _sign(kind: str, route: Route, name: str, lines: tuple[str, ...]) -> _Sign:
    width = max((text_width(line, _SIZE, italic=True) for line in lines), default=0.0) + 3.0
    return _Sign(kind, route, name, lines, width, _LABEL_LINE * len(lines) + 2.0)


def _leader(sign: _Sign, start: Point, end: Point) -> Group:
    line = Path((("M", start), ("L", end)), pen=Pen("text2", 0.75))
    bounds = Rect.around((start, end))
    key = f"{sign.route.source}>{sign.route.target}"
    return Group("leader", key, "", bounds, (line, Disc(*start, 1.5, fill="text2")))


def _lines_of(ways: Iterable[Sequence[Point]]) -> frozenset[tuple[int, int]]:
    """The small squares through which lines run."""
    squares = set()
    for way in ways:
        for (x0, y0), (x1, y1) in pairwise(way):
            across, down = x1 - x0, y1 - y0
            parts = int(max(abs(across), abs(down)) / _SQUARE) + 1
            for at in range(parts):
                squares.add((int((x0 + across * at / parts) // _SQUARE), int((y0 + down * at / parts) // _SQUARE)))
    return frozenset(squares)


def _on_lines(rect: Rect, lines: frozenset[tuple[int, int]]) -> bool:
    columns = range(int(rect.x // _SQUARE), int(rect.right // _SQUARE) + 1)
    rows = range(int(rect.y // _SQUARE), int(rect.bottom // _SQUARE) + 1)
    return any((column, row) in lines for column in columns for row in rows)


def _apart(one: Rect, other: Rect) -> float:
    """How far two rectangles are apart, across or down, whichever is more; below 0 where they overlap."""
    return max(one.x - other.right, other.x - one.right, one.y - other.bottom, other.y - one.bottom)


def _met(rect: Rect, way: Sequence[Point]) -> bool:
    """Whether a line of straight pieces runs through a rectangle (Liang and Barsky 1984)."""
    for (x0, y0), (x1, y1) in pairwise(way):
        begin, end = 0.0, 1.0
        for start, change, low, high in ((x0, x1 - x0, rect.x, rect.right), (y0, y1 - y0, rect.y, rect.bottom)):
            if not change:
                if not low < start < high:
                    begin = 2.0
                continue
            one, other = sorted(((low - start) / change, (high - start) / change))
            begin, end = max(begin, one), min(end, other)
        if begin < end:
            return True
    return False
