"""What lies on the map's scene. Items only paint: whoever moves or changes them is elsewhere."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from journeymap.present.picture import Group, Path, Words
from journeymap.ui import theme
from journeymap.ui.map.painting import paint_shapes, path_of, rect_of
from journeymap.ui.plain import plain_tip

_LEGIBLE = 0.3  # below this scale nobody can read a word, so none is drawn
_MARK_ROOM = 10.0  # marks and shadows stand out of a card by less than this


class GroupItem(QGraphicsItem):
    """One group of a picture: a card, a link, a pain point. Its tool tip says in words what it shows."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.content = group
        self._bounds = rect_of(group.bounds.grown(_MARK_ROOM))
        if group.name and group.kind not in {"lane", "ground"}:
            self.setToolTip(plain_tip(group.name))

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        """Where it can be pointed at: on the line of a link, else anywhere within the bounds."""
        outline = QPainterPath()
        if self.content.kind == "link":
            stroker = QPainterPathStroker()
            stroker.setWidth(9.0)
            for part in self.content.shapes:
                if isinstance(part, Path) and not part.fill:
                    outline.addPath(stroker.createStroke(path_of(part)))
        elif self.content.kind not in {"ground", "lane"}:
            outline.addRect(rect_of(self.content.bounds))
        return outline

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        shapes = self.content.shapes
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _LEGIBLE:
            shapes = tuple(shape for shape in shapes if not isinstance(shape, Words))
        paint_shapes(painter, shapes)


class SelectionItem(QGraphicsItem):
    """The edge around the selected card, with a second ring while the map has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self._focused = False
        self.setZValue(10.0)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def enclose(self, rect: QRectF | None, *, focused: bool) -> None:
        """Stand around `rect`, or go away."""
        self.prepareGeometryChange()
        self._rect = rect or QRectF()
        self._focused = focused
        self.setVisible(rect is not None)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-6, -6, 6, 6)

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 2.25))
        painter.drawRoundedRect(self._rect, 8, 8)
        if self._focused:
            painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.SolidLine))
            painter.drawRoundedRect(self._rect.adjusted(-4, -4, 4, 4), 11, 11)


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
