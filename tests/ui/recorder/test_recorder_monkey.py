"""Whatever is typed, corrected, moved, paused and undone in any order: the page shows what the document holds."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from journeymap.core.model import Observation
from journeymap.store.document import Document
from tests.stories.driving import Driver

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LINES = (
    "> Find the service",
    "> Pay <b>& go</b>",
    "!2 does not see it #expired",
    "!0 fine",
    '"where is it',
    "~-1 annoyed",
    "? which form",
    "& phoned daughter",
    "* merge both",
    "[00:00] right at the start",
    "reads aloud",
    "~9 cannot be read",
    "[09:61] neither can this",
)


def in_order(document: Document) -> list[Observation]:
    return document.read().find(Observation)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_page_shows_what_the_document_holds(driver: Driver, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    window = driver.new_project(tmp_path / "permits.journey")
    place = driver.start_session(window)
    line = place.during.line_frame.line
    recording = place.recording
    assert recording is not None
    for _ in range(60):
        deed = chance.choice(("type", "type", "type", "up", "down", "move", "undo", "redo", "pause", "escape", "empty"))
        if deed == "type":
            line.put(chance.choice(LINES))
            driver.press(line, Qt.Key.Key_Return)
        elif deed in {"up", "down"}:
            driver.press(line, Qt.Key.Key_Up if deed == "up" else Qt.Key.Key_Down)
        elif deed == "move":
            driver.press(line, chance.choice((Qt.Key.Key_Up, Qt.Key.Key_Down)), ALT)
        elif deed in {"undo", "redo"}:
            driver.press(line, Qt.Key.Key_Z, CTRL if deed == "undo" else CTRL | SHIFT)
        elif deed == "pause":
            driver.press(line, Qt.Key.Key_F8)
        elif deed == "escape":
            driver.press(line, Qt.Key.Key_Escape)
        elif place.noting.correcting.entry_id:
            line.empty()
            driver.press(line, Qt.Key.Key_Return)
        driver.qtbot.wait(chance.choice((0, 0, 5)))
    driver.press(line, Qt.Key.Key_Escape)
    driver.until(lambda: recording.entries == driver.ask(window, in_order))
    assert place.recording is recording
    stream = place.during.stream.stream
    assert [stream.entry_at(row) for row in range(stream.rowCount())] == recording.entries
    assert place.during.step.isVisible()
