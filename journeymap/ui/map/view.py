"""The canvas of the map: pan, zoom, selection by pointer and by keyboard. One Tab stop for the whole map."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from journeymap.present.map_values import MapView
from journeymap.present.outline import step_words
from journeymap.ui import theme
from journeymap.ui.map.anchors import Anchors, StepList
from journeymap.ui.map.gestures import PanGesture
from journeymap.ui.map.scene import MapScene
from journeymap.ui.map.walking import place_words, walked

LEAST_ZOOM, MOST_ZOOM = 0.2, 4.0
ZOOM_STEP = 1.2
_LEAST_READABLE = 0.78  # at first sight, text is not made smaller than this
_LARGE = 1.3
_WALKS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
}
_BY_KEYS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}


class MapCanvas(StepList):
    """`step_selected` carries a step's id (empty: nothing), `step_opened` that of a step that was entered."""

    step_selected = Signal(str)
    step_opened = Signal(str)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: MapView | None = None
        self._scene = MapScene()
        self.setScene(self._scene)
        self.selected = ""
        self._anchors = Anchors(self.viewport())
        self._pan: PanGesture | None = None
        self._space = False
        self._by_keys = False  # the ring of the keyboard is shown to who uses it
        self._fit = "readable"  # how the map follows its window: readable, whole, or not, once somebody zoomed
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Map")
        theme.current().changed.connect(self._scene.restyle)
        self._scene.restyle()

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_map(self, view: MapView) -> None:
        """Show a map; the selection stays where its step is still there."""
        other = self._map is None or self._map.map_id != view.map_id
        self._map = view
        self._scene.show_picture(view.picture)
        self._anchors.show_map(view)
        if view.step(self.selected) is None:
            self.selected = ""
        self._show_selection()
        if other:
            self._fit = "readable"
        self._fit_again()
        self._on_moved()

    def map(self) -> MapView | None:
        """The map on the canvas."""
        return self._map

    def card(self, step_id: str) -> QRectF | None:
        """Where a step's card lies, in map units."""
        return self._scene.card(step_id)

    def select(self, step_id: str, *, tell: bool = True) -> None:
        """Select a step and bring it into sight; an empty id selects nothing."""
        if step_id == self.selected:
            return
        self.selected = step_id
        self._show_selection()
        self.bring_into_sight(step_id)
        if tell:
            self.step_selected.emit(step_id)

    def bring_into_sight(self, step_id: str) -> None:
        """Scroll as little as it takes to see a step's card."""
        rect = self._scene.card(step_id)
        if rect is not None:
            # The lane headings lie over the left edge of the map and the phases over its top.
            self.ensureVisible(rect.adjusted(-110, -70, 24, 40), 0, 0)

    def _show_selection(self) -> None:
        self._scene.show_selection(self.selected, focused=self.hasFocus() and self._by_keys)
        self.setAccessibleName(self._name())
        self.setAccessibleDescription(self._description())
        self._place_anchors()

    def _place_anchors(self) -> None:
        if self._anchors.any:
            cards = self._scene.cards().items()
            self._anchors.place({step: self.mapFromScene(rect).boundingRect() for step, rect in cards}, self.selected)

    def _name(self) -> str:
        step = self._map.step(self.selected) if self._map else None
        return step.title if step else "Map"

    def _description(self) -> str:
        if self._map is None:
            return ""
        step = self._map.step(self.selected)
        if step is None:
            return f"{self._map.picture.description} Arrow keys walk along the steps."
        parts = [step_words(step, len(self._map.steps)), place_words(self._map, step.step_id)]
        return ", ".join(part for part in parts if part)

    # -- zoom ---------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """The scale, 1.0 is 100 %."""
        return self.transform().m11()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Make the map larger or smaller around a point of the view; without one around the selected step."""
        self._fit = ""
        self._set_zoom(self.zoom * factor, around if around is not None else self._point_of_interest())

    def zoom_to(self, zoom: float) -> None:
        """Set the scale, 1.0 is 100 %."""
        self._fit = ""
        self._set_zoom(zoom, self._point_of_interest())

    def _point_of_interest(self) -> QPointF | None:
        """The middle of the selected card where it is in sight."""
        rect = self._scene.card(self.selected)
        if rect is None or not self.seen().intersects(rect):
            return None
        return QPointF(self.mapFromScene(rect.center()))

    def fit(self) -> None:
        """Show the whole map."""
        self._fit = "whole"
        self._set_zoom(min(self._fitting(), _LARGE), None)
        self._to_start()

    def fit_readable(self) -> None:
        """Show the whole map, or as much of it from its beginning as can be read well."""
        self._set_zoom(max(_LEAST_READABLE, min(self._fitting(), _LARGE)), None)
        self._to_start()

    def _fit_again(self) -> None:
        if self._fit == "whole":
            self.fit()
        elif self._fit == "readable":
            self.fit_readable()

    def _fitting(self) -> float:
        scene, room = self._scene.sceneRect(), self.viewport().rect()
        if scene.isEmpty():
            return 1.0
        return min(room.width() / scene.width(), room.height() / scene.height())

    def _to_start(self) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().minimum())
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def _set_zoom(self, zoom: float, around: QPointF | None) -> None:
        wanted = max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        point = around if around is not None else QPointF(self.viewport().rect().center())
        before = self.mapToScene(point.toPoint())
        self.resetTransform()
        self.scale(wanted, wanted)
        moved = self.mapFromScene(before) - point.toPoint()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())
        self._on_moved()
        self.zoom_changed.emit(self.zoom)

    def _on_moved(self) -> None:
        corner = self.mapToScene(0, 0)
        self._scene.keep_in_sight(corner.x(), corner.y())
        self._place_anchors()

    # -- what hands do ------------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._on_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not event.angleDelta().x():
            across = self.horizontalScrollBar()
            across.setValue(across.value() - event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1.0 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom_by(pinch.scaleFactor(), QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())))
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            super().mousePressEvent(event)
            return
        step_id = self._scene.step_at(self.mapToScene(event.position().toPoint()))
        self._by_keys = False
        self._show_selection()
        if step_id and event.button() == Qt.MouseButton.LeftButton and not self._space:
            self.select(step_id)
        else:
            self._pan = PanGesture(self, event.position().toPoint())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None:
            self._pan.move(event.position().toPoint())
            return
        step_id = self._scene.step_at(self.mapToScene(event.position().toPoint()))
        self._scene.show_hover(step_id)
        if not self._space:
            shape = Qt.CursorShape.PointingHandCursor if step_id else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._pan is None:
            return
        if not self._pan.moved and event.button() == Qt.MouseButton.LeftButton:
            self.select("")
        self._end_pan()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        step_id = self._scene.step_at(self.mapToScene(event.position().toPoint()))
        if step_id:
            self.step_opened.emit(step_id)

    def leaveEvent(self, event: QEvent) -> None:
        self._scene.show_hover("")
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        plain = not held & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _WALKS and self._map is not None:
            self._by_keys = True
            self._show_selection()
            self.select(walked(self._map, self.selected, _WALKS[key]))
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.selected:
                self.step_opened.emit(self.selected)
        elif key == Qt.Key.Key_Space:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key == Qt.Key.Key_Escape and self._pan is not None:
            self._end_pan()
        elif key == Qt.Key.Key_Escape and self.selected:
            self.select("")
        elif held & Qt.KeyboardModifier.AltModifier and key in _WALKS:
            event.ignore()
        elif held == Qt.KeyboardModifier.ShiftModifier and key in _WALKS:
            self._scroll(key)
        elif plain and key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keys = event.reason() in _BY_KEYS
        self._by_keys = self._by_keys or by_keys
        if not self.selected and self._map is not None and by_keys:
            self.select(walked(self._map, "", "home"))
        self._show_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self._show_selection()

    def _scroll(self, key: Qt.Key) -> None:
        step = 80
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + step * ((key == Qt.Key.Key_Right) - (key == Qt.Key.Key_Left)))
        down.setValue(down.value() + step * ((key == Qt.Key.Key_Down) - (key == Qt.Key.Key_Up)))

    def _end_pan(self) -> None:
        if self._pan is not None:
            self._pan.end()
            self._pan = None

    def seen(self) -> QRectF:
        """The part of the map that is on screen, in map units."""
        return self.mapToScene(self.viewport().rect()).boundingRect()
