"""Drives the real window as a person does: keys, and looking at what is on screen."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journeymap.store.document import Document
from journeymap.ui.desk import Desk
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.window import ProjectWindow

PATIENCE_MS = 20_000
T = TypeVar("T")


class Driver:
    """One person at one desk."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so; fails after a while."""
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def window(self) -> ProjectWindow:
        """The window opened last, once it is on screen."""
        self.until(lambda: bool(self.desk.windows))
        window = self.desk.windows[-1]
        window.activateWindow()
        self.until(window.isVisible)
        return window

    def new_project(self, path: Path, journey: str = "Renew a permit") -> ProjectWindow:
        self.desk.make(path, path.stem, journey)
        return self.window()

    def sample(self) -> ProjectWindow:
        self.desk.open_sample()
        window = self.window()
        self.until(lambda: bool(window.looking.filter.map_id))
        return window

    def press(
        self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(widget, key, modifiers)

    def focused(self) -> QWidget:
        """Whatever has the keyboard."""
        self.until(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press_focused(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused(), key, modifiers)

    def recorder(self, window: ProjectWindow) -> RecordPlace:
        place = window.places["record"]
        assert isinstance(place, RecordPlace)
        return place

    def start_session(self, window: ProjectWindow) -> RecordPlace:
        """By keys alone: Ctrl+R, Enter on the form that is filled in already, Enter on the consent."""
        QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        place = self.recorder(window)
        self.until(lambda: bool(place.before.person.currentText()))
        self.press_focused(Qt.Key.Key_Return)
        self.until(lambda: place.recording is not None and place.during.consent.isVisible())
        self.until(place.during.consent.as_on_form.hasFocus)
        self.press_focused(Qt.Key.Key_Space)
        self.until(place.during.line_frame.line.hasFocus)
        return place

    def type_entry(self, place: RecordPlace, text: str) -> None:
        """Type a line and Enter; waits until it is durable and shown."""
        assert place.recording is not None
        before = len(place.recording.entries)
        QTest.keyClicks(place.during.line_frame.line, text)
        QTest.keyClick(place.during.line_frame.line, Qt.Key.Key_Return)
        recording = place.recording
        self.until(lambda: len(recording.entries) == before + 1)

    def type(self, widget: QWidget, text: str) -> None:
        """Type text where a widget has the keyboard."""
        QTest.keyClicks(widget, text)

    def ask(self, window: ProjectWindow, work: Callable[[Document], T]) -> T:
        """What the document answers."""
        answers: list[T] = []
        window.document.do(work, answers.append)
        self.until(lambda: bool(answers))
        return answers[0]
