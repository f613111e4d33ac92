"""What a hand does on the map: every gesture is an object that lives from press to release.

A gesture changes nothing while it lasts. At its end it says once what is wanted, so that one gesture is one edit;
Esc ends it without a word.
"""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt

from journeymap.ui.map.overlay import handle_place

if TYPE_CHECKING:
    from journeymap.ui.map.view import MapCanvas

SLACK_PX = 4
"""A press that moves less than this is a click."""


class Gesture(Protocol):
    """Points are in the view's pixels. `release` gives whether the gesture is over."""

    def move(self, point: QPoint) -> None: ...

    def release(self, point: QPoint) -> bool: ...

    def cancel(self) -> None: ...


class PanGesture:
    """Moves the map with the pointer. A press that hardly moves is a click on the ground: nothing is selected then."""

    def __init__(self, view: "MapCanvas", start: QPoint, *, selects: bool) -> None:
        self._view = view
        self._last = start
        self._start = start
        self._selects = selects
        self._moved = False

    def move(self, point: QPoint) -> None:
        if not self._moved and (point - self._start).manhattanLength() < SLACK_PX:
            return
        if not self._moved:
            self._moved = True
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        step = point - self._last
        self._last = point
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - step.x())
        down.setValue(down.value() - step.y())

    def release(self, point: QPoint) -> bool:
        self.cancel()
        if not self._moved and self._selects:
            link = self._view.link_at(point)
            if link:
                self._view.select_link(link)
            else:
                self._view.select("")
        return True

    def cancel(self) -> None:
        self._view.viewport().unsetCursor()


class BandGesture:
    """Draws a frame; every card that it touches is chosen, beside those that were."""

    def __init__(self, view: "MapCanvas", start: QPoint) -> None:
        self._view = view
        self._start = view.mapToScene(start)
        self._before = view.chosen

    def move(self, point: QPoint) -> None:
        band = QRectF(self._start, self._view.mapToScene(point)).normalized()
        self._view.overlay.band = band
        touched = {step for step, rect in self._view.cards().items() if rect.intersects(band)}
        self._view.overlay.chosen = self._before | touched
        self._view.viewport().update()

    def release(self, point: QPoint) -> bool:
        self.move(point)
        chosen = self._view.overlay.chosen
        self._view.overlay.band = None
        self._view.choose(chosen)
        return True

    def cancel(self) -> None:
        self._view.overlay.band = None
        self._view.overlay.chosen = self._before
        self._view.viewport().update()


class DragGesture:
    """Takes the chosen cards to another place in the grid."""

    def __init__(self, view: "MapCanvas", start: QPoint, step_id: str) -> None:
        self._view = view
        self._start = start
        self._origin = view.mapToScene(start)  # the map may be scrolled meanwhile
        self._step = step_id
        self._moved = False

    def move(self, point: QPoint) -> None:
        if not self._moved and (point - self._start).manhattanLength() < SLACK_PX:
            return
        view = self._view
        if not self._moved:
            self._moved = True
            view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        here = view.mapToScene(point)
        view.ensureVisible(QRectF(here - QPointF(1, 1), here + QPointF(1, 1)), 24, 24)
        by = here - self._origin
        cards = view.cards()
        view.overlay.ghosts = tuple(cards[step].translated(by) for step in view.chosen if step in cards)
        drop = view.places.drop_at(here, view.chosen, self._step) if view.places is not None else None
        view.overlay.slot = drop.slot if drop is not None else None
        view.viewport().update()

    def release(self, point: QPoint) -> bool:
        self.cancel()
        view = self._view
        if not self._moved:
            view.choose(frozenset({self._step}), self._step)
        elif view.places is not None and not view.cards()[self._step].contains(view.mapToScene(point)):
            view.dropped.emit(view.places.drop_at(view.mapToScene(point), view.chosen, self._step))
        return True

    def cancel(self) -> None:
        self._view.overlay.ghosts = ()
        self._view.overlay.slot = None
        self._view.viewport().unsetCursor()
        self._view.viewport().update()


class ConnectGesture:
    """Draws a link from a card to another one, or to itself. After a click on the handle it waits for a second one."""

    def __init__(self, view: "MapCanvas", start: QPoint, step_id: str) -> None:
        self._view = view
        self._start = start
        self._step = step_id
        self._waiting = False
        self.move(start)

    def move(self, point: QPoint) -> None:
        here = self._view.mapToScene(point)
        self._view.overlay.wire = QLineF(handle_place(self._view.cards()[self._step]), here)
        self._view.overlay.aimed_at = self._view.step_at(here)
        self._view.viewport().update()

    def release(self, point: QPoint) -> bool:
        if not self._waiting and (point - self._start).manhattanLength() < SLACK_PX:
            self._waiting = True
            return False
        target = self._view.step_at(self._view.mapToScene(point))
        self.cancel()
        if target:
            self._view.linked.emit(self._step, target)
        return True

    def cancel(self) -> None:
        self._view.overlay.wire = None
        self._view.overlay.aimed_at = ""
        self._view.viewport().update()


class HeaderGesture:
    """Takes the heading of a phase, or of a lane, to another place among its fellows."""

    def __init__(self, view: "MapCanvas", start: QPoint, kind: str, key: str) -> None:
        self._view = view
        self._start = start
        self._kind = kind
        self._key = key
        self._moved = False

    def move(self, point: QPoint) -> None:
        if not self._moved and (point - self._start).manhattanLength() < SLACK_PX:
            return
        self._moved = True
        self._view.overlay.rule = self._gap(point)[1]
        self._view.viewport().update()

    def release(self, point: QPoint) -> bool:
        position, _ = self._gap(point)
        self.cancel()
        if self._moved:
            self._view.header_dropped.emit(self._kind, self._key, position)
        return True

    def cancel(self) -> None:
        self._view.overlay.rule = None
        self._view.viewport().update()

    def _gap(self, point: QPoint) -> tuple[int, QLineF]:
        places = self._view.places
        return places.gap_at(self._kind, self._view.mapToScene(point)) if places is not None else (0, QLineF())
