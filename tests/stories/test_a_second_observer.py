"""A second observer's notes are joined to the session they are about, in the window's import dialog."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from journeymap.core.model import JourneyMap, Observation, Participant, Session
from journeymap.store.document import Document
from journeymap.ui.importing import ImportDialog, ask_import
from tests.stories.driving import Driver


def head(document: Document) -> str:
    """The head of a text file that means the first session of the project."""
    reader = document.read()
    session = reader.find(Session)[0]
    person, journey = reader.get(Participant, session.participant_id), reader.get(JourneyMap, session.map_id)
    assert person is not None
    assert journey is not None
    assert session.started_at_ms is not None
    started = datetime.fromtimestamp(session.started_at_ms / 1000, UTC)
    return f"participant: {person.pseudonym}\nmap: {journey.title}\nstarted: {started:%Y-%m-%dT%H:%M:%SZ}\n---\n"


def of_bea(document: Document) -> list[str]:
    return [entry.kind for entry in document.read().find(Observation) if entry.observer == "Bea"]


def test_notes_of_a_second_observer_join_the_session_and_undo_takes_them_out(driver: Driver, tmp_path: Path) -> None:
    window = driver.sample()
    notes = tmp_path / "bea.txt"
    lines = "[00:00:07] > Find the service\n[00:01:00] !3 looks lost #lost\n"
    notes.write_text(driver.ask(window, head) + lines, encoding="utf-8")
    sessions = driver.ask(window, lambda document: document.read().count(Session))
    ask_import(window, [notes])
    driver.until(lambda: any(dialog.isVisible() for dialog in window.findChildren(QDialog)))
    dialog = next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    assert isinstance(dialog, ImportDialog)
    dialog.observers.observer.setText("Bea")
    dialog.observers.observer.editingFinished.emit()
    driver.until(lambda: dialog.go.text() == "&Import 2 entries of Bea" and dialog.go.isEnabled())
    dialog.go.click()
    driver.until(lambda: driver.ask(window, of_bea) == ["visit", "pain"])
    assert driver.ask(window, lambda document: document.read().count(Session)) == sessions
    driver.until(lambda: "2 entries of Bea" in window.messages.text())
    driver.until(window.isActiveWindow)
    driver.press_focused(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.until(lambda: driver.ask(window, of_bea) == [])
    driver.until(lambda: not window.messages.text())  # it said that they are here
