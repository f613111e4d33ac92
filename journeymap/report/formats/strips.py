"""A picture in parts that fit on a page: cut where nothing but links run, so that no card and no word is divided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from journeymap.present.picture import Group, Picture, Rect, Words
from journeymap.present.text_width import text_width

_WHOLE = frozenset({"card", "stub", "pain", "cell", "note"})
_DIVIDED = frozenset({"ground", "link", "number", "label", "feelings", "legend"})  # of the others no word is divided
_MARGIN = 3.0
_BELOW_PHASES = 6.0  # where they are drawn again

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a picture, in its own units.

    `head` is the width of the lane names to be repeated at its left, `crown` the height of the phases to be repeated
    above it.
    """

    part: Rect
    head: float = 0.0
    legend: bool = False
    crown: float = 0.0

    @property
    def width(self) -> float:
        return self.head + self.part.width

    @property
    def height(self) -> float:
        return self.crown + self.part.height


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
    crown = max((group.bounds.bottom + _BELOW_PHASES for group in picture.of_kind("phase")), default=0.0)
    crown = crown if crown < highest / 4 else 0.0
    columns = list(_x_spans(picture.groups, widest))
    rows = list(_y_spans(picture.groups, highest))
    found: list[Tile] = []
    for top, low in _cuts(rows, 0.0, bottom, highest, highest - crown):
        for left, right in _cuts(columns, 0.0, picture.width, widest, widest - head):
            part = Rect(left, top, right - left, low - top)
            found.append(Tile(part, head if left > 0 else 0.0, crown=crown if top > 0 else 0.0))
    for group in legends:
        words = [extent(shape) for shape in group.shapes if isinstance(shape, Words)]
        signs = [(left - 40.0, right) for left, right in words]
        start = min((left for left, _ in signs), default=group.bounds.x)
        end = max((right for _, right in signs), default=group.bounds.right) + _MARGIN
        for left, right in _cuts(signs, start, end, widest, widest):
            found.append(Tile(Rect(left, group.bounds.y, right - left, picture.height - group.bounds.y), legend=True))
    return found


def _x_spans(groups: Iterable[Group], room: float) -> Iterator[Span]:
    """What must not be cut from top to bottom. What takes more than half of the room may be: it goes on beyond."""
    for group in groups:
        if group.kind in _WHOLE:
            found = [(group.bounds.x, group.bounds.right)]
        else:
            found = [] if group.kind in _DIVIDED else list(_words(group))
        yield from (span for span in found if span[1] - span[0] <= room / 2)


def _y_spans(groups: Iterable[Group], room: float) -> Iterator[Span]:
    """What must not be cut from left to right; of what takes more than half of the room, its lines."""
    for group in groups:
        if group.kind in _WHOLE and group.bounds.height <= room / 2:
            yield group.bounds.y, group.bounds.bottom
        elif group.kind not in _DIVIDED:
            for shape in group.shapes:
                if isinstance(shape, Words):
                    yield shape.y - shape.size, shape.y + 0.3 * shape.size


def sheet_cuts(groups: Sequence[Group], part: Rect, widest: float, highest: float) -> tuple[list[Span], list[Span]]:
    """Columns and rows of pages that are glued together: no card and no lane's text lies across a cut.

    The words of the legend do not either, where that leaves room for the cuts.
    """
    legends = [span for group in groups if group.kind == "legend" for span in _words(group)]
    hard = list(_x_spans(groups, widest))
    columns = _cuts(hard, part.x, part.right, widest, widest)
    kinder = _cuts([*hard, *legends], part.x, part.right, widest, widest)
    if len(kinder) == len(columns) and _divided(kinder, hard) <= _divided(columns, hard):
        columns = kinder
    return columns, _cuts(_y_spans(groups, highest), part.y, part.bottom, highest, highest)


def _words(group: Group) -> Iterator[Span]:
    return (extent(shape) for shape in group.shapes if isinstance(shape, Words))


def extent(words: Words) -> Span:
    """From where to where a line of text reaches."""
    width = text_width(words.text, words.size, words.weight, italic=words.italic)
    start = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return start, start + width


def _cuts(spans: Iterable[Span], start: float, end: float, first: float, others: float) -> list[Span]:
    """From `start` to `end` in parts of at most `first`, then `others`, cut outside the spans where possible."""
    ordered = _merged(spans)
    parts = list(_cut(ordered, start, end, first, others))
    # Even parts look better than full ones with a rest: the smallest room that needs no more of them.
    for step in range(1, 20):
        smaller = step / 20
        even = list(_cut(ordered, start, end, first * smaller, others * smaller)) if len(parts) > 1 else parts
        if len(even) == len(parts) and _divided(even, ordered) <= _divided(parts, ordered):
            return even
    return parts


def _divided(parts: Sequence[Span], spans: Sequence[Span]) -> int:
    """How many spans the cuts between these parts go through."""
    return sum(low < right < high for _, right in parts for low, high in spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same spans from right to left, those between which there is no room for a cut as one."""
    merged: list[Span] = []
    for low, high in sorted(spans):
        if merged and low - _MARGIN < merged[-1][1] + _MARGIN + 0.01:
            merged[-1] = merged[-1][0], max(merged[-1][1], high)
        else:
            merged.append((low, high))
    return merged[::-1]


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
