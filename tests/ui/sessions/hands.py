"""Hands on the Sessions place of a real window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from journeymap.core.model import Observation, Participant, Session
from journeymap.store.document import Document
from journeymap.ui.sessions.place import SessionsPlace
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """One person at the Sessions place of one window."""

    def __init__(self, driver: Driver, window: ProjectWindow) -> None:
        self.driver = driver
        self.window = window
        window.resize(1366, 768)
        window.activateWindow()
        driver.until(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_3, CTRL)
        place = window.places["sessions"]
        assert isinstance(place, SessionsPlace)
        self.place = place
        self.panel = place.panel
        self.table = place.panel.table
        self.axis = place.panel.axis
        self.until_shown()

    def until_shown(self) -> None:
        self.driver.until(lambda: self.panel.value is not None)

    def press(self, widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(widget, key, held)

    def people(self) -> list[str]:
        """The people of the shown rows, in their order."""
        return [row.pseudonym for row in self.panel.model.rows]

    def stored(self) -> list[Session]:
        """All sessions of the project."""
        return self.driver.ask(self.window, lambda document: document.read().find(Session))

    def stored_of(self, pseudonym: str) -> Session:
        def find(document: Document) -> Session:
            reader = document.read()
            (person,) = reader.find(Participant, pseudonym=pseudonym)
            return reader.find(Session, participant_id=person.id)[0]

        return self.driver.ask(self.window, find)

    def entries(self, session_id: str) -> list[Observation]:
        return self.driver.ask(self.window, lambda document: document.read().find(Observation, session_id=session_id))

    def choose(self, *people: str) -> None:
        """Select the first session of each of these people."""
        ids = [next(row.id for row in self.panel.model.rows if row.pseudonym == person) for person in people]
        self.table.choose(ids, ids[0])
        self.table.setFocus()

    def undo(self) -> str:
        """Take back one thing; gives what it was called."""
        done = self.driver.ask(self.window, lambda document: document.undo().label)
        return str(done)

    def open(self, person: str) -> None:
        """Open the session of somebody to read and correct."""
        self.choose(person)
        self.press(self.table, Qt.Key.Key_Return)
        self.driver.until(lambda: self.opened() == person)

    def opened(self) -> str:
        """Whose session is open to read and correct."""
        value = self.place.page.value
        return value.whole.row.pseudonym if value is not None else ""
