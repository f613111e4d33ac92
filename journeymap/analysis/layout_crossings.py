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
    for number, (source, target, points) in enumerate(lines):
        for begin, end in pairwise(points):
            for square in _squares(begin, end):
                for other, from_, to in squares[square]:
                    pair = (other, number)
                    if other == number or pair in found:
                        continue
                    if not {source, target}.isdisjoint(lines[other][:2]):
                        continue
                    if _cross(begin, end, from_, to):
                        found.add(pair)
                squares[square].append((number, begin, end))
    return len(found)


def _squares(begin: Point, end: Point) -> Iterator[tuple[int, int]]:
    columns = sorted((int(begin[0] // _SQUARE), int(end[0] // _SQUARE)))
    rows = sorted((int(begin[1] // _SQUARE), int(end[1] // _SQUARE)))
    for column in range(columns[0], columns[1] + 1):
        for row in range(rows[0], rows[1] + 1):
            yield column, row


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
