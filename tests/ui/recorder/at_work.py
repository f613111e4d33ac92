"""A session that runs in the real window, for tests of the recorder."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from journeymap.core.model import Observation
from journeymap.store.document import Document
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier


def running(driver: Driver, tmp_path: Path) -> tuple[ProjectWindow, RecordPlace, Recording]:
    window = driver.new_project(tmp_path / "permits.journey")
    place = driver.start_session(window)
    assert place.recording is not None
    return window, place, place.recording


def entries(document: Document) -> list[Observation]:
    return document.read().find(Observation)


def texts(recording: Recording) -> list[str]:
    return [entry.text for entry in recording.entries]


def image(width: int = 40, height: int = 30) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#336699"))
    return made


def write_up(driver: Driver, tmp_path: Path, mode: str) -> tuple[ProjectWindow, RecordPlace, Recording]:
    window = driver.new_project(tmp_path / "permits.journey")
    driver.press(window, Qt.Key.Key_R, CTRL)
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    place.before.way.mode.setCurrentIndex(place.before.way.mode.findData(mode))
    place.before.start.click()
    driver.until(place.during.consent.isVisible)
    place.during.consent.as_on_form.click()
    driver.until(place.during.line_frame.line.hasFocus)
    assert place.recording is not None
    return window, place, place.recording
