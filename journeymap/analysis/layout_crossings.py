"""How often the links of a layout cross, counted on the lines as they are drawn."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from journeymap.analysis.layout_values import Layout, Point

Line = tuple[str, str, list[Point]]  # source, target, points on the way
_SQUARE: Final = 160.0


def drawn_lines(layout: Layout) -> list[Line]:
    """The links of a layout as they are drawn."""
    return [(route.source, route.target, route.points(8)) for route in layout.routes]


def crossings(lines: Sequence[Line]) -> int:
    """Pairs of links without a common step that cross, each pair once."""
    squares: dict[tuple[int, int], list[tuple[int, Point, Point]]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    at_step: dict[str, list[int]] = defaultdict(list)
    for number, (source, target, points) in enumerate(lines):
        at_step[source].append(number)
        at_step[target].append(number)
        joined = {*at_step[source], *at_step[target]}
        for begin, end in pairwise(points):
            x, y = end[0] - begin[0], end[1] - begin[1]
            for square in _squares(begin, end):
                for other, from_, to in squares[square]:
                    one = x * (from_[1] - begin[1]) - y * (from_[0] - begin[0])
                    two = x * (to[1] - begin[1]) - y * (to[0] - begin[0])
                    if one * two < 0 and other not in joined and _parts(from_, to, begin, end):
                        found.add((other, number))
                squares[square].append((number, begin, end))
    return len(found)


def _squares(begin: Point, end: Point) -> Iterator[tuple[int, int]]:
    columns = sorted((int(begin[0] // _SQUARE), int(end[0] // _SQUARE)))
    rows = sorted((int(begin[1] // _SQUARE), int(end[1] // _SQUARE)))
    for column in range(columns[0], columns[1] + 1):
        for row in range(rows[0], rows[1] + 1):
            yield column, row


def _parts(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two points lie on different sides of the line from a to b."""
    x, y = b[0] - a[0], b[1] - a[1]
    return (x * (c[1] - a[1]) - y * (c[0] - a[0])) * (x * (d[1] - a[1]) - y * (d[0] - a[0])) < 0
