"""Hands on the map of the real window, and a check that one gesture is one entry to undo."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from journeymap.core.edits.steps import steps_in_order
from journeymap.core.model import ENTITIES, Entity
from journeymap.store.document import Document
from journeymap.ui.map.place import MapPlace
from journeymap.ui.map.view import MapCanvas
from journeymap.ui.status_bar import StatusBar
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
E = TypeVar("E", bound=Entity)


class Hands:
    """A map of five steps in two phases, and hands."""

    def __init__(self, driver: Driver, window: ProjectWindow) -> None:
        self.driver = driver
        self.window = window
        place = window.places["map"]
        assert isinstance(place, MapPlace)
        self.place: MapPlace = place
        self.canvas: MapCanvas = place.panel.canvas

    def put(self, text: str) -> None:
        before = len(self.titles())
        self.place.bench.clipboard.put(text, "Put a list")
        self.driver.until(lambda: len(self.titles()) > before)
        self.canvas.choose(())
        self.canvas.setFocus()

    def titles(self) -> list[str]:
        value = self.place.panel.value
        return [step.title for step in value.view.steps] if value is not None else []

    def id_of(self, title: str) -> str:
        value = self.place.panel.value
        assert value is not None
        return next(step.step_id for step in value.view.steps if step.title == title)

    def select(self, *titles: str) -> None:
        ids = [self.id_of(title) for title in titles]
        self.canvas.choose(ids, ids[0])

    def point(self, title: str) -> QPoint:
        rect = self.canvas.card(self.id_of(title))
        assert rect is not None
        return self.canvas.mapFromScene(rect.center())

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, held)

    def write(self, text: str, end: Qt.Key = KEY.Key_Return) -> None:
        field = self.driver.focused()
        assert isinstance(field, QLineEdit | QPlainTextEdit), field
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, end)

    def drag(self, start: QPoint, end: QPoint, *, let_go: bool = True) -> None:
        viewport = self.canvas.viewport()
        QTest.mousePress(viewport, LEFT, pos=start)
        for part in range(1, 5):
            QTest.mouseMove(viewport, start + (end - start) * part / 4)
        if let_go:
            QTest.mouseRelease(viewport, LEFT, pos=end)

    def find(self, kind: type[E]) -> list[E]:
        return self.driver.ask(self.window, lambda document: list(document.read().find(kind)))

    def order(self) -> list[str]:
        map_id = self.window.looking.filter.map_id
        steps = self.driver.ask(self.window, lambda document: steps_in_order(document.read(), map_id))
        return [step.title for step in steps]

    def content(self) -> dict[str, list[Entity]]:
        def work(document: Document) -> dict[str, list[Entity]]:
            return {kind.__name__: list(document.read().find(kind)) for kind in ENTITIES}

        return self.driver.ask(self.window, work)

    def seq(self) -> int:
        return self.driver.ask(self.window, lambda document: document.last_entry().seq)

    def one_entry(self, gesture: Callable[[], object]) -> None:
        """Do something; it is one entry of the journal, undo takes it all back and redo brings it again."""
        before, seq = self.content(), self.seq()
        gesture()
        self.driver.until(lambda: self.seq() > seq)
        self.driver.qtbot.wait(20)
        assert self.seq() == seq + 1
        after = self.content()
        self.driver.ask(self.window, lambda document: document.undo())
        assert self.content() == before
        self.driver.ask(self.window, lambda document: document.redo())
        assert self.content() == after
        self.driver.until(self.drawn)

    def lane_kinds(self) -> list[str]:
        view = self.canvas.map()
        return [lane.kind for lane in view.lanes] if view is not None else []

    def drawn(self) -> bool:
        return self.titles() == self.order()

    def said(self) -> str:
        status = self.window.findChild(StatusBar)
        assert status is not None
        return status.note_text()

    def menu(self) -> list[str]:
        menu = self.place.bench.pop_up.menu
        assert menu is not None
        assert menu.isVisible()
        words = [action.text() for action in menu.actions() if action.text()]
        menu.close()
        return words
