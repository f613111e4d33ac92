"""The canvas of the map: selection and editing by pointer and by keyboard. One Tab stop for the whole map."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from journeymap.present.map_plan import MapPlan
from journeymap.present.map_values import MapView
from journeymap.present.outline import step_words
from journeymap.ui import theme
from journeymap.ui.map.anchors import Anchors
from journeymap.ui.map.gestures import BandGesture, ConnectGesture, DragGesture, Gesture, HeaderGesture, PanGesture
from journeymap.ui.map.overlay import HANDLE_REACH, Overlay, handle_place
from journeymap.ui.map.places import MapPlaces
from journeymap.ui.map.sheet import Sheet, make_sheet
from journeymap.ui.map.stretching import StretchGesture, edge_at, show_edge
from journeymap.ui.map.walking import place_words, walked
from journeymap.ui.map.zooming import LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP, ZoomingMap
from journeymap.ui.plain import restyle

__all__ = ("LEAST_ZOOM", "MOST_ZOOM", "ZOOM_STEP", "MapCanvas")

_WALKS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
}
_BY_KEYS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
_MORE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class MapCanvas(ZoomingMap):
    """The map as a drawing that can be worked on. It changes nothing itself: it says what is wanted.

    `step_selected` carries a step's id (empty: nothing), `step_opened` that of a step that was entered,
    `chosen_changed` all chosen step ids, `link_selected` a link as FROM>TO. `dropped` carries a Drop for the chosen
    steps, `linked` two step ids, `header_dropped` phase or lane, its id and its new place. `pointed` carries what was
    clicked twice: phase, lane, cell or ground, its key, and the point on the map; `menu_asked` the same with the
    point on screen at the end. `stretched` carries a cell, LANE>STEP, and how many columns it is to cover.
    """

    step_selected = Signal(str)
    step_opened = Signal(str)
    chosen_changed = Signal(object)
    link_selected = Signal(str)
    dropped = Signal(object)
    linked = Signal(str, str)
    header_dropped = Signal(str, str, int)
    stretched = Signal(str, int)
    pointed = Signal(str, str, QPointF)
    menu_asked = Signal(str, str, QPointF, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: MapView | None = None
        self.selected = self.link = ""
        self.overlay = Overlay()
        self.places: MapPlaces | None = None
        self.editable = self.fixed = False
        self._chosen: frozenset[str] = frozenset()
        self._numbers: dict[str, int] = {}  # the place of every step in the order of the map
        self._anchors = Anchors(self.viewport(), self.select)
        self._gesture: Gesture | None = None
        self._space = False
        self._by_keys = False  # the ring of the keyboard is shown to who uses it
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Map")
        theme.current().changed.connect(self._scene.restyle)
        self._scene.restyle()

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_map(self, view: MapView, plan: MapPlan | None = None) -> None:
        """Show a map, and with its plan let people work on it."""
        self.show_sheet(make_sheet(view, plan))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a map that was made ready; the selection stays where its steps are still there."""
        view = sheet.view
        other = self._map is None or self._map.map_id != view.map_id
        self._map = view
        self._end_gesture()
        self._scene.show_sheet(sheet)
        self.places = sheet.places
        self.editable, self.fixed = sheet.places is not None and not sheet.fixed, sheet.fixed
        self._anchors.show_map(view)
        self.overlay.show_cards(self._scene.cards())
        self._numbers = {step.step_id: step.number for step in view.steps}
        if self.selected not in self._numbers:
            self.selected = ""
        self._take(self._chosen & self._numbers.keys())
        self.select_link(self.link, tell=False)
        self._show_selection()
        if other:
            self.following = "readable"
            self.fit_again()
        else:
            self.fit_grown()
        self.on_moved()

    def map(self) -> MapView | None:
        """The map on the canvas."""
        return self._map

    def card(self, step_id: str) -> QRectF | None:
        """Where a step's card lies, in map units."""
        return self._scene.card(step_id)

    def cards(self) -> dict[str, QRectF]:
        """Where every card lies, in map units."""
        return self._scene.cards()

    def step_at(self, point: QPointF) -> str:
        """The step whose card lies there; empty where there is none."""
        return self._scene.step_at(point)

    def link_at(self, point: QPoint) -> str:
        """The link at a point of the view, as FROM>TO; empty where there is none."""
        return self.places.link_at(self.mapToScene(point)) if self.places is not None else ""

    # -- selection ----------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> frozenset[str]:
        """The steps that commands work on: the selected one, or several."""
        return self._chosen

    def select(self, step_id: str, *, tell: bool = True) -> None:
        """Select one step and bring it into sight; an empty id selects nothing."""
        if tell or step_id != self.selected:  # an echo of our own choice takes no step out of it
            self.choose(frozenset({step_id} if step_id else ()), step_id, tell=tell)

    def choose(self, step_ids: Collection[str], current: str | None = None, *, tell: bool = True) -> None:
        """Choose steps; the current one is selected: by default the one that was, if it is among them."""
        chosen = frozenset(step for step in step_ids if step in self._scene.cards() or step == current)
        if current is None:
            first = min(chosen, key=lambda step: self._numbers.get(step, 0), default="")
            current = self.selected if self.selected in chosen else first
        if self.link:
            self.select_link("", tell=False)
        changed, self.selected = current != self.selected, current
        self._take(chosen)
        self._show_selection()
        if changed:
            self.bring_into_sight(current)
            if tell:
                self.step_selected.emit(current)

    def choose_all(self) -> None:
        """Choose every step of the map."""
        self.choose(self._scene.cards().keys())

    def select_link(self, key: str, *, tell: bool = True) -> None:
        """Select a link, FROM>TO; an empty key selects none."""
        path = self.places.link_path(key) if self.places is not None and key else None
        self.link = key if path is not None else ""
        self.overlay.link = path
        if self.link:
            self.selected = ""
            self._take(frozenset())
            self._show_selection()
        self.viewport().update()
        if tell and self.link:
            self.link_selected.emit(self.link)

    def bring_into_sight(self, step_id: str) -> None:
        """Scroll as little as it takes to see a step's card."""
        rect = self._scene.card(step_id)
        if rect is not None:
            # The lane headings lie over the left edge of the map and the phases over its top.
            self.ensureVisible(rect.adjusted(-110, -70, 24, 40), 0, 0)

    def point_of_interest(self) -> QPointF | None:
        """The middle of the selected card where it is in sight."""
        rect = self._scene.card(self.selected)
        if rect is None or not self.seen().intersects(rect):
            return None
        return QPointF(self.mapFromScene(rect.center()))

    def say(self, words: str) -> None:
        """Put news into what is said of the map: screen readers speak the description of what has the keyboard."""
        self.setAccessibleDescription(f"{words} {self._description()}")

    def on_moved(self) -> None:
        corner = self.mapToScene(0, 0)
        self._scene.keep_in_sight(corner.x(), corner.y())
        self._place_anchors()

    def _take(self, chosen: frozenset[str]) -> None:
        self.overlay.chosen = chosen - {self.selected}  # which has its ring below its marks
        if chosen != self._chosen:
            self._chosen = chosen
            self.chosen_changed.emit(chosen)
        self.viewport().update()

    def _show_selection(self) -> None:
        self._scene.show_selection(self.selected, focused=self.hasFocus() and self._by_keys)
        bare = self._by_keys and not (self.selected or self.link)  # no ring says where the keyboard is, so a frame does
        if bare != self.property("bare"):
            restyle(self, bare=bare)
        self.overlay.handle = self.selected if self.editable and len(self._chosen) == 1 else ""
        self.setAccessibleDescription(self._description())
        self._place_anchors()

    def _place_anchors(self) -> None:
        if self._anchors.any:
            self._anchors.place(self._scene.cards(), self.viewportTransform(), self.selected)

    def _description(self) -> str:
        """What the keyboard is on. The name stays: Orca passes over the new name of a list."""
        if self._map is None:
            return ""
        step = self._map.step(self.selected)
        if step is None:
            return f"{self._map.picture.description} Arrow keys walk along the steps."
        several = f"{len(self._chosen)} steps chosen" if len(self._chosen) > 1 else ""
        parts = [step.title, step_words(step, len(self._map.steps)), place_words(self._map, step.step_id), several]
        return ", ".join(part for part in parts if part)

    # -- what hands do ------------------------------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawForeground(painter, rect)
        self.overlay.paint(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            super().mousePressEvent(event)
            return
        event.accept()
        self._by_keys = False
        self._show_selection()
        if self._gesture is None:
            self._gesture = self._begun(event)

    def _begun(self, event: QMouseEvent) -> Gesture | None:
        """What a press begins."""
        at = event.position().toPoint()
        point = self.mapToScene(at)
        left = event.button() == Qt.MouseButton.LeftButton
        if not left or self._space:
            return PanGesture(self, at, selects=False)
        more = bool(event.modifiers() & _MORE)
        kind, key = self.target_at(point)
        if kind in {"handle", "edge"}:
            return ConnectGesture(self, at, key) if kind == "handle" else StretchGesture(self, at, key)
        if kind in {"phase", "lane"} and self.editable:
            return HeaderGesture(self, at, kind, key)
        if kind == "step" and more:
            chosen = self._chosen ^ {key}
            self.choose(chosen, key if key in chosen else None)
            return None
        if kind == "step":
            if key not in self._chosen:
                self.select(key)
            return DragGesture(self, at, key) if self.editable else None
        return BandGesture(self, at) if more else PanGesture(self, at, selects=True)

    def target_at(self, point: QPointF) -> tuple[str, str]:
        """What is there, on top: handle, phase, lane, step, edge of a cell, link, cell or ground, and its key."""
        places, corner = self.places, self.mapToScene(0, 0)
        if places is None:
            step = self._scene.step_at(point)
            return ("step", step) if step else ("ground", "")
        handle = self._scene.card(self.overlay.handle)
        if handle is not None and QLineF(handle_place(handle), point).length() <= HANDLE_REACH:
            return "handle", self.overlay.handle
        for kind, key in (
            ("lane", places.lane_header_at(point, corner.x())),
            ("phase", places.phase_header_at(point, corner.y(), self._scene.headroom)),
            ("step", self._scene.step_at(point)),
            ("edge", edge_at(self, point) if self.editable else ""),
            ("link", places.link_at(point)),
            ("cell", places.cell_at(point)),
        ):
            if key:
                return kind, key
        return "ground", ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._gesture is not None:
            self._gesture.move(at)
            return
        step_id = self._scene.step_at(self.mapToScene(at))
        self._scene.show_hover(step_id)
        if self.editable and step_id and step_id != self.overlay.handle and len(self._chosen) <= 1:
            self.overlay.handle = step_id
            self.viewport().update()
        if not self._space:
            shape = Qt.CursorShape.PointingHandCursor if step_id else Qt.CursorShape.ArrowCursor
            edge = self.editable and show_edge(self, self.mapToScene(at))
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if edge else shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        gesture, self._gesture = self._gesture, None
        if gesture is not None and not gesture.release(event.position().toPoint()):
            self._gesture = gesture

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._end_gesture()
        point = self.mapToScene(event.position().toPoint())
        kind, key = self.target_at(point)
        if kind in {"step", "handle"}:
            self.step_opened.emit(key)
        elif event.button() == Qt.MouseButton.LeftButton and self.editable:
            self.pointed.emit(kind, key, point)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            point = self.mapToScene(event.pos())
            kind, key = self.target_at(point)
            if kind == "step" and key not in self._chosen:
                self.select(key)
            elif kind == "link":
                self.select_link(key)
            self.menu_asked.emit(kind, key, point, event.globalPos())
        else:
            self._ask_menu()
        event.accept()

    def _ask_menu(self) -> None:
        """Ask for the menu of what is selected, by a key."""
        rect = self._scene.card(self.selected)
        point = rect.center() if rect is not None else self.seen().center()
        kind, key = ("step", self.selected) if self.selected else ("link" if self.link else "ground", self.link)
        self.menu_asked.emit(kind, key, point, self.viewport().mapToGlobal(self.mapFromScene(point)))

    def leaveEvent(self, event: QEvent) -> None:
        self._scene.show_hover("")
        self.overlay.grip = None
        self._show_selection()  # the handle goes back to the selected card
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keys = True
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = not held
        if key in _WALKS and self._map is not None and (plain or held == Qt.KeyboardModifier.ShiftModifier):
            step = walked(self._map, self.selected, _WALKS[key])
            self.choose((self._chosen | {step}) if not plain and step else {step} if step else (), step)
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.selected:
                self.step_opened.emit(self.selected)
        elif key == Qt.Key.Key_Space:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key == Qt.Key.Key_Escape and self._gesture is not None:
            self._end_gesture()
        elif key == Qt.Key.Key_Escape and not self.fixed and (self.selected or self._chosen):
            self.select("")
        elif key == Qt.Key.Key_Escape and not self.fixed and self.link:
            self.select_link("")
        elif key == Qt.Key.Key_F10 and held == Qt.KeyboardModifier.ShiftModifier:
            self._ask_menu()
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

    def _end_gesture(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
