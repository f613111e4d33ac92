"""A map that can be made larger and smaller, and that fits its window until somebody zooms."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from journeymap.ui.map.anchors import StepList
from journeymap.ui.map.scene import MapScene

LEAST_ZOOM, MOST_ZOOM = 0.1, 4.0
"""A map that does not fit at the smallest scale can be made as small as it takes to see all of it."""
ZOOM_STEP = 1.2
_SMALLEST = 0.0001  # in a window without any room
_LEAST_READABLE = 0.8185  # at first sight, text of 11 px is not made smaller than 9, below which none is drawn
_LARGE = 1.3
_LARGEST_PART = 2.0  # a part of it


class ZoomingMap(StepList):
    """Zooms by wheel, pinch and command. `zoom_changed` carries the scale, 1.0 is 100 %."""

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = MapScene()
        self.setScene(self._scene)
        self._shown_area: QRectF | None = None
        self.following = "readable"  # how the map follows its window: readable, whole, or not, once somebody zoomed
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    @property
    def zoom(self) -> float:
        """The scale, 1.0 is 100 %."""
        return self.transform().m11()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Make the map larger or smaller around a point of the view; without one around the selected step."""
        self.following = ""
        self._set_zoom(self.zoom * factor, around if around is not None else self.point_of_interest())

    def zoom_to(self, zoom: float) -> None:
        """Set the scale, 1.0 is 100 %."""
        self.following = ""
        self._set_zoom(zoom, self.point_of_interest())

    def point_of_interest(self) -> QPointF | None:
        """The point of the view that stays where it is; None: its middle."""
        return None

    def fit(self) -> None:
        """Show the whole map."""
        self.following = "whole"
        self._set_zoom(min(self._whole(), _LARGE), None)
        self._to_start()

    def fit_readable(self) -> None:
        """Show the whole map, or as much of it from its beginning as can be read well."""
        self._set_zoom(max(_LEAST_READABLE, min(self._whole(), _LARGE)), None)
        self._to_start()

    def readable_height(self) -> float:
        """The height of the whole map, in px of the screen, where it can just be read."""
        return self.sceneRect().height() * _LEAST_READABLE

    def show_area(self, area: QRectF) -> None:
        """Make a part of the map, in map units, as large as fits and bring it into the middle."""
        self.following = ""
        self._set_zoom(min(self._fitting(area), _LARGEST_PART), None)
        self.centerOn(area.center())
        self._shown_area = area

    def shows_area(self, area: QRectF) -> bool:
        """Whether this part was brought into the middle, and nobody has moved or zoomed the map since."""
        return self._shown_area == area

    def fit_again(self) -> None:
        """Follow the window or a renewed map, unless somebody zoomed."""
        if self.following == "whole":
            self.fit()
        elif self.following == "readable":
            self.fit_readable()

    def fit_grown(self) -> None:
        """Follow a map that was changed: make it smaller once it no longer fits, and leave it alone otherwise."""
        if self.following == "whole" or (self.following and self.zoom > max(self._whole(), _LEAST_READABLE)):
            self.fit_again()

    def seen(self) -> QRectF:
        """The part of the map that is on screen, in map units."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def on_moved(self) -> None:
        """Another part of the map is in sight, or another size of it."""

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._shown_area = None
        self.on_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_again()

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

    def _whole(self) -> float:
        """The scale at which the map fits the window, which then needs no bars."""
        return max(_SMALLEST, self._scene.fitting(self.maximumViewportSize()))

    def _fitting(self, area: QRectF) -> float:
        """The scale at which a part of the map fits the window."""
        room = self.viewport().rect()
        if area.isEmpty():
            return 1.0
        return min(room.width() / area.width(), room.height() / area.height())

    def _to_start(self) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().minimum())
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def _set_zoom(self, zoom: float, around: QPointF | None) -> None:
        wanted = max(min(LEAST_ZOOM, self._whole()), min(MOST_ZOOM, zoom))
        point = around if around is not None else QPointF(self.viewport().rect().center())
        before = self.mapToScene(point.toPoint())
        self._shown_area = None
        self.resetTransform()
        self.scale(wanted, wanted)
        self._scene.make_headroom(wanted)
        moved = self.mapFromScene(before) - point.toPoint()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())
        self.on_moved()
        self.zoom_changed.emit(self.zoom)
