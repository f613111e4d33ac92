"""The whole map in a corner with a frame around what is seen. For pointers only: the keyboard has fit and zoom."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from journeymap.ui import theme
from journeymap.ui.map.view import MapCanvas

ENOUGH = 0.7
"""With this share of the map in sight the small one would only hide a part of it."""
LARGEST_PX = (150, 90)
_MARGIN = 14
_INSET = 6.0


class Minimap(QWidget):
    """Lies over the lower right corner of the canvas; hidden while most of the map is in sight."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._drawn: QPixmap | None = None  # the cards, drawn once for as long as they stay where they are
        self._drawn_cards: dict[str, QRectF] = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("The whole map")
        self.setAccessibleDescription("For the pointer. “Zoom to fit” shows the whole map.")
        self.hide()
        canvas.installEventFilter(self)
        canvas.horizontalScrollBar().valueChanged.connect(self.follow)
        canvas.verticalScrollBar().valueChanged.connect(self.follow)
        canvas.horizontalScrollBar().rangeChanged.connect(self.follow)
        canvas.verticalScrollBar().rangeChanged.connect(self.follow)
        canvas.zoom_changed.connect(self.follow)
        theme.current().changed.connect(self._on_look_changed)

    def follow(self) -> None:
        """The canvas shows another part, or another map: stand in its corner, or go away."""
        whole, seen = self._canvas.sceneRect(), self._canvas.seen()
        room = self._canvas.viewport().size()
        shown = seen.intersected(whole)
        hidden = whole.isEmpty() or shown.width() * shown.height() >= ENOUGH * whole.width() * whole.height()
        if hidden or room.width() < 4 * LARGEST_PX[0] or room.height() < 3 * LARGEST_PX[1]:
            self.hide()
            return
        scale = min(LARGEST_PX[0] / whole.width(), LARGEST_PX[1] / whole.height())
        width = max(40, round(whole.width() * scale + 2 * _INSET))
        height = max(30, round(whole.height() * scale + 2 * _INSET))
        self.setGeometry(room.width() - width - _MARGIN, room.height() - height - _MARGIN, width, height)
        self.show()
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        whole = self._canvas.sceneRect()
        if whole.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._cards_drawn())
        chosen = self._canvas.card(self._canvas.selected)
        if chosen is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRect(self._small(chosen))
        painter.setPen(theme.color("accent"))
        painter.setBrush(theme.color("accent", 0.10))
        frame = self._small(self._canvas.seen().intersected(whole)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 3, 3)
        painter.end()

    def _cards_drawn(self) -> QPixmap:
        """The frame and every card in it."""
        cards, ratio = self._canvas.cards(), self.devicePixelRatioF()
        kept = self._drawn
        if kept is not None and self._drawn_cards is cards and kept.size() == self.size() * ratio:
            return kept
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("line2"))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("control", 0.55))
        whole, scale = self._canvas.sceneRect(), self._scale()
        painter.translate(_INSET - whole.x() * scale, _INSET - whole.y() * scale)
        painter.scale(scale, scale)
        painter.drawRects(list(cards.values()))
        painter.end()
        self._drawn, self._drawn_cards = made, cards
        return made

    def _on_look_changed(self) -> None:
        self._drawn = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _scale(self) -> float:
        whole = self._canvas.sceneRect()
        return min((self.width() - 2 * _INSET) / whole.width(), (self.height() - 2 * _INSET) / whole.height())

    def _small(self, rect: QRectF) -> QRectF:
        whole, scale = self._canvas.sceneRect(), self._scale()
        return QRectF(
            _INSET + (rect.x() - whole.x()) * scale, _INSET + (rect.y() - whole.y()) * scale,
            rect.width() * scale, rect.height() * scale,
        )  # fmt: skip

    def _go_to(self, point: QPointF) -> None:
        """Bring what is under the pointer into the middle of the canvas."""
        whole, scale = self._canvas.sceneRect(), self._scale()
        self._canvas.centerOn(whole.x() + (point.x() - _INSET) / scale, whole.y() + (point.y() - _INSET) / scale)
