"""A researcher makes a project, records a session without touching the pointer, corrects, undoes, and exports."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from journeymap.core.model import Consent, Observation, Session, Step
from journeymap.report.formats import FORMATS
from journeymap.store.document import Document
from journeymap.ui.reporting import ReportPlace
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def entries(document: Document) -> list[Observation]:
    return document.read().find(Observation)


def test_a_session_is_recorded_corrected_undone_and_ended_with_keys_alone(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place = driver.start_session(window)
    line = place.during.line_frame.line
    for text in ("> Find the service", "reads aloud", "!2 does not see it #expired", '"where is it', "~-2 annoyed"):
        driver.type_entry(place, text)
    kinds = [entry.kind for entry in driver.ask(window, entries)]
    assert kinds == ["visit", "do", "pain", "quote", "emotion"]
    assert place.during.step.text() == "Find the service"

    driver.press(line, Qt.Key.Key_Up)
    assert line.text() == "~-2 annoyed"
    line.put("~-1 a little annoyed")
    driver.press(line, Qt.Key.Key_Return)
    recording = place.recording
    assert recording is not None
    driver.until(lambda: recording.entries[-1].value == -1)
    assert len(recording.entries) == 5

    driver.press(line, Qt.Key.Key_Z, CTRL)
    driver.until(lambda: recording.entries[-1].value == -2)
    driver.press(line, Qt.Key.Key_Z, CTRL)
    driver.until(lambda: len(recording.entries) == 4)
    driver.press(line, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    driver.until(lambda: len(recording.entries) == 5)

    for sign in "= gave up":
        driver.type(line, sign)
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: not recording.running)
    driver.until(place.after.another.hasFocus)
    sessions = driver.ask(window, lambda document: document.read().find(Session))
    assert [session.outcome for session in sessions] == ["abandoned"]
    driver.until(lambda: place.after.debriefing.place_steps.text() == "Put it on the map")
    driver.press(place.after.debriefing.place_steps, Qt.Key.Key_Space)
    driver.until(lambda: not place.after.debriefing.place_steps.isVisible())
    assert [step.title for step in driver.ask(window, lambda document: document.read().find(Step))] == [
        "Find the service"
    ]
    consents = driver.ask(window, lambda document: document.read().find(Consent))
    assert consents[0].scopes == ("notes", "quotes", "share_team")


def test_the_time_of_an_entry_is_that_of_its_first_keystroke(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place = driver.start_session(window)
    recording = place.recording
    assert recording is not None
    driver.type(place.during.line_frame.line, "h")
    first_key_ms = recording.elapsed_ms()
    assert first_key_ms is not None
    driver.qtbot.wait(120)
    driver.type_entry(place, "ello")
    kept = recording.entries[0]
    assert kept.text == "hello"
    assert kept.at_ms is not None
    assert kept.at_ms <= first_key_ms


def test_keys_typed_before_an_entry_is_durable_go_into_the_next_line(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place = driver.start_session(window)
    line = place.during.line_frame.line
    recording = place.recording
    assert recording is not None
    driver.type(line, "first")
    driver.press(line, Qt.Key.Key_Return)
    driver.type(line, "second")
    assert not recording.entries, "nothing is shown before it is on disk"
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: len(recording.entries) == 2)
    assert [entry.text for entry in recording.entries] == ["first", "second"]


def test_the_likely_next_step_is_taken_with_alt_1(driver: Driver) -> None:
    window = driver.sample()
    place = driver.start_session(window)
    recording = place.recording
    assert recording is not None
    driver.until(lambda: bool(place.during.chips.steps))
    first = place.during.chips.steps[0]
    assert first.words == "12 of 13"
    driver.press(place.during.line_frame.line, Qt.Key.Key_1, ALT)
    driver.until(lambda: len(recording.entries) == 1)
    assert recording.entries[0].step_id == first.step_id


def test_tab_takes_the_step_that_is_offered_and_enter_the_first_that_fits(driver: Driver) -> None:
    window = driver.sample()
    place = driver.start_session(window)
    line = place.during.line_frame.line
    driver.until(lambda: bool(place.during.line_frame.known.steps))
    driver.type(line, "> upl")
    driver.press(line, Qt.Key.Key_Tab)
    assert line.text() == "> Upload proof of address"
    driver.press(line, Qt.Key.Key_Return)
    recording = place.recording
    assert recording is not None
    driver.until(lambda: len(recording.entries) == 1)
    driver.type_entry(place, "> confirm")
    titles = {step.id: step.title for step in driver.ask(window, lambda document: document.read().find(Step))}
    assert [titles[entry.step_id or ""] for entry in recording.entries] == [
        "Upload proof of address",
        "Confirm details",
    ]


def test_quotes_are_not_offered_to_somebody_who_refused_and_the_line_is_given_back(
    driver: Driver, tmp_path: Path
) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    driver.press(window, Qt.Key.Key_R, CTRL)
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    driver.press_focused(Qt.Key.Key_Return)
    driver.until(place.during.consent.isVisible)
    place.during.consent.refused.click()
    driver.until(lambda: place.recording is not None and place.recording.head.scopes == ())
    assert not place.during.signs.quote.isVisible()
    line = place.during.line_frame.line
    driver.type(line, '"never write this down')
    driver.press(line, Qt.Key.Key_Return)
    driver.until(place.during.refusal.isVisible)
    assert "not agreed to being quoted" in place.during.refusal.text()
    assert line.text() == '"never write this down'
    assert driver.ask(window, entries) == []


def test_a_session_left_open_is_offered_again_with_its_clock(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "permits.journey"
    window = driver.new_project(path)
    place = driver.start_session(window)
    driver.type_entry(place, "[00:10:00] reads aloud")
    window.close()
    driver.until(lambda: not driver.desk.windows)
    driver.desk.open(path)
    window = driver.window()
    driver.until(lambda: "The session with A01 is still open" in window.messages.text())
    window.go("record")
    place = driver.recorder(window)
    driver.until(lambda: place.before.findChild(type(place.before.start), "go-on") is not None)
    again = place.before.findChild(type(place.before.start), "go-on")
    assert again is not None
    again.click()
    driver.until(lambda: place.recording is not None)
    recording = place.recording
    assert recording is not None
    assert [entry.text for entry in recording.entries] == ["pause", "reads aloud"], "closing the window is a break"
    assert recording.paused
    assert (recording.elapsed_ms() or 0) >= 600_000


def test_a_report_is_exported_in_every_format(driver: Driver, tmp_path: Path) -> None:
    window = driver.sample()
    driver.press(window, Qt.Key.Key_5, CTRL)
    place = window.places["report"]
    assert isinstance(place, ReportPlace)
    for box in place.formats.values():
        box.setChecked(True)
    place.folder.setText(str(tmp_path))
    driver.press(place.export, Qt.Key.Key_Space)
    driver.until(place.export.isEnabled)
    assert place.written.isVisible(), place.said.text()
    suffixes = sorted(each.suffix for each in FORMATS.values())
    assert sorted(path.name.removeprefix("renew-a-parking-permit") for path in tmp_path.iterdir()) == suffixes


def test_the_size_of_an_exported_picture_is_chosen(driver: Driver, tmp_path: Path) -> None:
    window = driver.sample()
    driver.press(window, Qt.Key.Key_5, CTRL)
    place = window.places["report"]
    assert isinstance(place, ReportPlace)
    for name, box in place.formats.items():
        box.setChecked(name == "pdf")
    assert not place.picture_card.isVisible()
    place.formats["png"].setChecked(True)
    place.formats["pdf"].setChecked(False)
    assert place.picture_card.isVisible()
    widths = []
    for scale in ("1 ×", "3 ×"):
        place.pictures.scale.setCurrentText(scale)
        folder = tmp_path / scale[0]
        folder.mkdir()
        place.folder.setText(str(folder))
        driver.press(place.export, Qt.Key.Key_Space)
        driver.until(place.export.isEnabled)
        (picture,) = folder.iterdir()
        widths.append(QImage(str(picture)).width())
    assert 2.9 < widths[1] / widths[0] < 3.1
