"""What lies on the map's scene above the picture: headings that stay in sight, the ring of the selection."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from journeymap.present.picture import Box, Group, Path, Pen, Rect, Words
from journeymap.present.text_width import elided
from journeymap.ui import theme
from journeymap.ui.map.painting import LEAST_TEXT_PX, paint_shapes, paint_words, rect_of

_PHASE_TEXT_PX = 11.0  # however far away the map is
PHASE_ROOM_PX = 17.0
"""The least height of the titles of phases."""
_PHASE_INSET_PX = 4.0
_LANE_TEXT_PX = 10.0
_LANE_ROOM_PX = 34.0  # a title in less room says nothing


class HeadingItem(QGraphicsItem):
    """The heading of a lane or a phase. The titles of phases can be read at any zoom."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.content = group
        self._above = self._width = 0.0
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def stand_out(self, above: float, width: float) -> None:
        """Reach so far above the map, and so far to the right with the title; without any width there is none.

        Far away the title of a phase takes more room than the map has for it.
        """
        self.prepareGeometryChange()
        self._above, self._width = above, width

    def boundingRect(self) -> QRectF:
        bounds = self.content.bounds
        beyond = max(0.0, self._width - bounds.width)
        return rect_of(bounds.grown(2.0)).adjusted(0.0, -self._above, beyond, 0.0)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        words = [shape for shape in self.content.shapes if isinstance(shape, Words)]
        if not words or min(line.size for line in words) * zoom >= LEAST_TEXT_PX:
            paint_shapes(painter, self.content.shapes)
            return
        phase = self.content.kind == "phase"
        bounds = self.content.bounds
        height = max(bounds.height, PHASE_ROOM_PX / zoom) if phase else bounds.height
        top = bounds.bottom - height
        left = max(words[0].x, bounds.x + _PHASE_INSET_PX / zoom) if phase else words[0].x
        if height > bounds.height:  # a plain strip with room for the title, and a line to the one before
            strip = Rect(bounds.x, top, bounds.width, height)
            edge = Path((("M", (strip.x, strip.y)), ("L", (strip.x, strip.bottom))), pen=Pen("control", 1.0 / zoom))
            paint_shapes(painter, (Box(strip, 0.0, "soft"), edge))
        else:
            paint_shapes(painter, [shape for shape in self.content.shapes if not isinstance(shape, Words)])
        size_px = _PHASE_TEXT_PX if phase else _LANE_TEXT_PX
        size = size_px / zoom
        room = (bounds.x + self._width if phase else bounds.right - 12.0) - left
        if room <= 0 or (not phase and (room * zoom < _LANE_ROOM_PX or bounds.height < size * 1.4)):
            return
        title = elided(" ".join(line.text for line in words if line.size == words[0].size), room, size, 600)
        base = top + (height / 2 + size * 0.36 if phase else min(22.0, bounds.height - 4.0) + size * 0.2)
        painter.save()
        painter.translate(left, base)
        painter.scale(1.0 / zoom, 1.0 / zoom)  # letters of their own size, not huge ones made small
        paint_words(painter, Words(0.0, 0.0, title, size_px, 600))
        painter.restore()


class SelectionItem(QGraphicsItem):
    """The edge around the selected card, with a second ring while the map has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self._marks: Sequence[Group] = ()
        self._focused = False
        self.setZValue(10.0)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def enclose(self, rect: QRectF | None, marks: Sequence[Group] = (), *, focused: bool) -> None:
        """Stand around `rect`, or go away. `marks` are on the corners of the card, so they are drawn above the ring."""
        self.prepareGeometryChange()
        self._marks = marks
        self._rect = rect or QRectF()
        self._focused = focused
        self.setVisible(rect is not None)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-8, -8, 8, 8)

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 2.25))
        painter.drawRoundedRect(self._rect, 8, 8)
        if self._focused:
            painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.SolidLine))
            painter.drawRoundedRect(self._rect.adjusted(-4, -4, 4, 4), 11, 11)
        for group in self._marks:
            paint_shapes(painter, group.shapes)


class HoverItem(QGraphicsItem):
    """A quiet edge around the card under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self.setZValue(9.0)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def enclose(self, rect: QRectF | None) -> None:
        """Stand around `rect`, or go away."""
        self.prepareGeometryChange()
        self._rect = rect or QRectF()
        self.setVisible(rect is not None)

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("control"), 1.5))
        painter.drawRoundedRect(self._rect, 8, 8)
