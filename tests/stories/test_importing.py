"""The import dialog: projects of BORIS, people of several rounds, and files that mean harm."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from journeymap.core.model import Observation, Participant, Session
from journeymap.ui.importing import KINDS, ImportDialog
from journeymap.ui.tab_order import stops_in
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier


def project(**more: Any) -> str:
    events = [
        [1.0, "Ann", "Search", "", ""],
        [2.0, "Ann", "<b>asks</b> & waits", "", "the daughter"],
        [3.0, "Ann", "Read", "", ""],
        [5.0, "Ann", "Read", "", ""],
        [6.0, "Ann", "Read", "", ""],
    ]
    ethogram = {"0": {"code": "Search", "type": "Point event"}, "1": {"code": "Read", "type": "State event"}}
    seen = {"date": "2026-03-02T10:00:00", "events": events} | more
    return json.dumps({"project_format_version": "7.0", "behaviors_conf": ethogram, "observations": {"V": seen}})


def opened(driver: Driver, path: Path, source: Path) -> ImportDialog:
    window = driver.desk.windows[-1] if driver.desk.windows else driver.new_project(path)
    window.import_asked.emit([str(source)])
    driver.until(lambda: any(dialog.isVisible() for dialog in window.findChildren(ImportDialog)))
    return next(dialog for dialog in window.findChildren(ImportDialog) if dialog.isVisible())


def test_a_boris_project_is_offered_by_the_file_dialog() -> None:
    assert "*.boris " in KINDS


def test_behaviours_are_chosen_in_the_dialog_and_one_undo_takes_the_import_back(driver: Driver, tmp_path: Path) -> None:
    source = tmp_path / "permits.boris"
    source.write_text(project(), encoding="utf-8")
    dialog = opened(driver, tmp_path / "p.journey", source)
    window = driver.window()
    driver.until(dialog.go.isEnabled)
    assert dialog.preview.summary.text() == "5 rows read, 5 kept, none rejected: 1 session."
    assert list(dialog.behaviours.boxes) == ["Search", "Read", "<b>asks</b> & waits"]
    names = [label for label in dialog.behaviours.findChildren(QLabel) if "asks" in label.text()]
    assert [label.textFormat() for label in names] == [Qt.TextFormat.PlainText]
    assert dialog.preview.rows.rowCount() == 1
    assert dialog.focusWidget() is dialog.go
    stops = stops_in(dialog)
    page = [dialog.findChildren(QComboBox)[0], *dialog.behaviours.boxes.values(), dialog.place, dialog.apart]
    assert [stops.index(stop) for stop in page] == sorted(stops.index(stop) for stop in page)
    box = dialog.behaviours.boxes["<b>asks</b> & waits"]
    box.setFocus()
    box.setCurrentIndex(box.findData("help"))
    box.activated.emit(box.currentIndex())
    driver.until(lambda: not dialog.go.isEnabled())
    driver.until(dialog.go.isEnabled)
    assert dialog.focusWidget() is box  # whoever chooses is not sent away after each choice
    dialog.go.click()
    driver.until(lambda: "Imported: 1 session" in window.messages.text())

    def kinds(document: Any) -> list[str]:
        return [entry.kind for entry in document.read().find(Observation)]

    assert driver.ask(window, kinds) == ["visit", "help", "visit", "visit"]
    driver.press(window, Qt.Key.Key_Z, CTRL)
    driver.until(lambda: driver.ask(window, kinds) == [])
    assert driver.ask(window, lambda document: document.read().count(Participant)) == 0


def test_people_of_two_rounds_are_said_to_be_the_same_and_can_be_kept_apart(driver: Driver, tmp_path: Path) -> None:
    head = "participant: P07\nround: Round {n}\nmap: M\nstarted: 2026-03-0{n}T10:00:00Z\n---\n[00:01] > a\n"
    source = tmp_path / "notes.txt"
    source.write_text("===\n".join(head.format(n=n) for n in (1, 2)), encoding="utf-8")
    dialog = opened(driver, tmp_path / "p.journey", source)
    driver.until(dialog.go.isEnabled)
    said = "\n".join(label.text() for label in dialog.preview.findChildren(QLabel))
    assert "Taken for one person in several rounds, as the name is the same: P07 (Round 1, Round 2)." in said
    assert "--people" not in said
    dialog.apart.setChecked(True)
    driver.until(lambda: "2 people" in "\n".join(label.text() for label in dialog.preview.findChildren(QLabel)))
    dialog.reject()


HOSTILE: dict[str, bytes] = {
    "deep.boris": b'{"observations":' + b"[" * 100_000,
    "twice.boris": b'{"observations": {"V": {}, "V": {}}}',
    "long.boris": b'{"observations": {"V": {"events": [' + b"1" * 5000 + b"]}}}",
    "shape.boris": b'[{"observations": 3}]',
    "cut.boris.gz": gzip.compress(project().encode())[:-20],
    "none.boris": project(events=[[float("nan"), "A", "Read", "", ""]]).encode(),
    "nul.csv": b"case,step,time\n1,a\0b,2026-01-01\n",
    "wide.csv": b"case,step,time\n" + b"x" * 5_000_000,
    "head.csv": b'"case,step,time\n',
    "empty.txt": b"",
    "headless.txt": b"> a\n> b\n",
    "other.docx": b"PK\x03\x04",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_means_harm_is_one_sentence_in_the_dialog(driver: Driver, tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    source.write_bytes(HOSTILE[name])
    dialog = opened(driver, tmp_path / "p.journey", source)
    driver.until(dialog.trouble.isVisible)
    said = dialog.trouble.text()
    assert name in said
    assert "\n" not in said
    assert "Nothing was changed" in said
    assert "--" not in said
    assert not dialog.go.isEnabled()
    assert driver.ask(driver.window(), lambda document: document.read().count(Session)) == 0
    dialog.reject()
