"""The right edge of a cell, taken by a hand: the cell covers as many columns as it is drawn over."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

if TYPE_CHECKING:
    from journeymap.ui.map.view import MapCanvas

_REACH = 8.0
"""So far from the edge of a cell, to both sides and in map units, it is caught."""


def edge_at(view: "MapCanvas", point: QPointF) -> str:
    """The cell whose right edge is there, as LANE_ID>STEP_ID; empty where there is none."""
    places = view.places
    key = places.text_at(point, _REACH) if places is not None else ""
    return key if places is not None and key and point.x() >= places.text_rect(key).right() - _REACH else ""


def show_edge(view: "MapCanvas", point: QPointF) -> bool:
    """Mark the right edge of the cell under the pointer; gives whether the pointer would catch it."""
    places = view.places
    key = places.text_at(point, _REACH) if places is not None else ""
    grip = places.text_rect(key) if places is not None and key else None
    if grip != view.overlay.grip:
        view.overlay.grip = grip
        view.viewport().update()
    return bool(key) and bool(edge_at(view, point))


class StretchGesture:
    """Draws the right edge of a cell over other columns, or back."""

    def __init__(self, view: "MapCanvas", start: QPoint, key: str) -> None:
        self._view = view
        self._start = start
        self._key = key
        self._moved = False

    def move(self, point: QPoint) -> None:
        if not self._moved and abs(point.x() - self._start.x()) < 4:
            return
        self._moved = True
        view, places = self._view, self._view.places
        if places is None:
            return
        here = view.mapToScene(point)
        view.ensureVisible(QRectF(here - QPointF(1, 1), here + QPointF(1, 1)), 24, 0)
        rect = QRectF(places.text_rect(self._key))
        rect.setRight(places.span_to(self._step_id(), here.x())[1])
        view.overlay.slot = rect
        view.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        view.viewport().update()

    def release(self, point: QPoint) -> bool:
        self.cancel()
        places = self._view.places
        if self._moved and places is not None:
            span, _ = places.span_to(self._step_id(), self._view.mapToScene(point).x())
            self._view.stretched.emit(self._key, span)
        return True

    def cancel(self) -> None:
        self._view.overlay.slot = None
        self._view.viewport().unsetCursor()
        self._view.viewport().update()

    def _step_id(self) -> str:
        return self._key.partition(">")[2]
