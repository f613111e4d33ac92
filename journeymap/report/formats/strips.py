"""A picture in parts that fit on a page: cut where nothing but links run, so that no card and no word is divided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from journeymap.present.picture import Group, Picture, Rect, Words
from journeymap.present.text_width import text_width

_WHOLE = frozenset({"card", "stub", "pain", "note"})
_MARGIN = 3.0

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a picture, in its own units. `head` is the width of the lane names to be repeated at its left."""

    part: Rect
    head: float = 0.0
    legend: bool = False

    @property
    def width(self) -> float:
        return self.head + self.part.width


def smallest_words(picture: Picture) -> float:
    """Size of the smallest text; 12 where there is none."""
    return min((shape.size for shape in picture.shapes() if isinstance(shape, Words)), default=12.0)


def tiles(picture: Picture, widest: float, highest: float) -> list[Tile]:
    """The picture in tiles of at most `widest` × `highest` units, from left to right, then downwards, legend last."""
    whole = Rect(0.0, 0.0, picture.width, picture.height)
    if picture.width <= widest and picture.height <= highest:
        return [Tile(whole)]
    legends = picture.of_kind("legend")
    bottom = min((group.bounds.y for group in legends), default=picture.height)
    head = max((group.bounds.right for group in picture.of_kind("lane")), default=0.0)
    columns = list(_x_spans(picture))
    rows = [(group.bounds.y, group.bounds.bottom) for group in picture.groups if group.kind in _WHOLE]
    found: list[Tile] = []
    for top, low in _cuts(rows, 0.0, bottom, highest, highest):
        for left, right in _cuts(columns, 0.0, picture.width, widest, widest - head):
            found.append(Tile(Rect(left, top, right - left, low - top), head if left > 0 else 0.0))
    for group in legends:
        words = [extent(shape) for shape in group.shapes if isinstance(shape, Words)]
        signs = [(left - 40.0, right) for left, right in words]
        start = min((left for left, _ in signs), default=group.bounds.x)
        end = max((right for _, right in signs), default=group.bounds.right) + _MARGIN
        for left, right in _cuts(signs, start, end, widest, widest):
            found.append(Tile(Rect(left, group.bounds.y, right - left, picture.height - group.bounds.y), legend=True))
    return found


def _x_spans(picture: Picture) -> Iterator[Span]:
    """What must not be cut from top to bottom."""
    for group in picture.groups:
        if group.kind in _WHOLE:
            yield group.bounds.x, group.bounds.right
        elif group.kind in {"phase", "lane"}:
            yield from _words(group)


def _words(group: Group) -> Iterator[Span]:
    return (extent(shape) for shape in group.shapes if isinstance(shape, Words))


def extent(words: Words) -> Span:
    """From where to where a line of text reaches."""
    width = text_width(words.text, words.size, words.weight, italic=words.italic)
    start = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return start, start + width


def _cuts(spans: Iterable[Span], start: float, end: float, first: float, others: float) -> list[Span]:
    """From `start` to `end` in parts of at most `first`, then `others`, cut outside the spans where possible."""
    ordered = sorted(spans, reverse=True)
    parts = list(_cut(ordered, start, end, first, others))
    # Even parts look better than full ones with a rest: the smallest room that needs no more of them.
    for step in range(1, 20):
        smaller = step / 20
        even = list(_cut(ordered, start, end, first * smaller, others * smaller)) if len(parts) > 1 else parts
        if len(even) == len(parts) and all(
            right - left <= (first if left == start else others) + 0.01 for left, right in even
        ):
            return even
    return parts


def _cut(ordered: list[Span], start: float, end: float, first: float, others: float) -> Iterator[Span]:
    room = first
    while end - start > room + 0.01:
        place = start + room
        moved = True
        while moved:
            moved = False
            for low, high in ordered:
                if low - _MARGIN < place < high + _MARGIN:
                    place, moved = low - _MARGIN - 0.01, True
        if place <= start + room / 4:  # one thing alone is too large: it has to be divided
            place = start + room
        yield start, place
        start, room = place, others
    yield start, end
