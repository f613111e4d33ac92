"""Where the groups of a picture lie, sorted into squares: what is to be drawn and what is pointed at, found at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from journeymap.present.picture import Disc, Group, Path, Words
from journeymap.present.text_width import text_width
from journeymap.ui.map.painting import path_of, rect_of

_SQUARE = 512.0
_ROOM = 10.0  # marks and shadows stand out of their group by less than this
_MOST_SQUARES = 48  # a group that lies on more is kept aside and looked at every time
_WITHIN = frozenset({"card", "link", "number", "label", "mark", "stub"})  # the many, which keep to their bounds
_NEAR = 9.0  # how wide a link is for the pointer


class GroupIndex:
    """The groups of one picture in the order in which they are drawn."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._rects = [_painted(group).adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM) for group in groups]
        self._squares: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._large: list[int] = []
        for number, rect in enumerate(self._rects):
            touched = list(_touched(rect, _MOST_SQUARES))
            if len(touched) > _MOST_SQUARES:
                self._large.append(number)
                continue
            for square in touched:
                self._squares[square].append(number)

    def within(self, rect: QRectF) -> list[Group]:
        """The groups that may be seen in a rectangle, in the order of drawing."""
        found = {number for square in _touched(rect, 1_000_000) for number in self._squares.get(square, ())}
        found.update(self._large)
        return [self._groups[number] for number in sorted(found) if self._rects[number].intersects(rect)]

    def at(self, point: QPointF) -> list[Group]:
        """The groups at a point, topmost first; a link only where its line runs."""
        near = QRectF(point.x() - 0.5, point.y() - 0.5, 1.0, 1.0)
        return [
            group
            for group in reversed(self.within(near))
            if (_on_line(group, point) if group.kind == "link" else group.bounds.contains(point.x(), point.y()))
        ]


def _painted(group: Group) -> QRectF:
    """Where a group's shapes lie, which may be more than where it can be pointed at."""
    rect = rect_of(group.bounds)
    if group.kind in _WITHIN:
        return rect
    for shape in group.shapes:
        if isinstance(shape, Words):
            width = text_width(shape.text, shape.size, shape.weight, italic=shape.italic)
            left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
            rect |= QRectF(left, shape.y - shape.size, width, shape.size * 1.3)
        elif isinstance(shape, Path):
            rect |= path_of(shape).boundingRect()
        elif isinstance(shape, Disc):
            rect |= QRectF(shape.x - shape.radius, shape.y - shape.radius, 2 * shape.radius, 2 * shape.radius)
        else:
            rect |= rect_of(shape.rect)
    return rect


def _touched(rect: QRectF, most: int) -> Iterator[tuple[int, int]]:
    left, right = int(rect.left() // _SQUARE), int(rect.right() // _SQUARE)
    top, bottom = int(rect.top() // _SQUARE), int(rect.bottom() // _SQUARE)
    count = 0
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row
            count += 1
            if count > most:
                return


def _on_line(group: Group, point: QPointF) -> bool:
    stroker = QPainterPathStroker()
    stroker.setWidth(_NEAR)
    outline = QPainterPath()
    for part in group.shapes:
        if isinstance(part, Path) and not part.fill:
            outline.addPath(stroker.createStroke(path_of(part)))
    return outline.contains(point)
