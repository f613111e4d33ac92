"""While a session runs: buttons, pictures, corrections, gaps, prompts, writing up."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from journeymap.core.edits.attempts import gap_of, is_counted
from journeymap.core.model import Attachment, Observation, Session
from journeymap.store.document import Document
from journeymap.ui.recorder.last_seen import note_seen, seen_until_ms
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.session_clock import SessionClock
from journeymap.ui.settings import Settings, save_settings
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver

ALT = Qt.KeyboardModifier.AltModifier
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


def test_a_session_is_recorded_with_the_pointer_alone(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    frame = place.during.line_frame
    place.during.signs.impacts[0].click()
    assert frame.line.text() == "!0 "
    place.during.signs.impacts[3].click()
    assert frame.line.text() == "!3 ", "another button takes the place of the sign"
    frame.enter.click()
    driver.until(lambda: len(recording.entries) == 1)
    assert (recording.entries[0].kind, recording.entries[0].impact) == ("pain", 3)
    place.during.signs.feels.click()
    assert frame.list.isVisible()
    frame._on_clicked(frame.list.item(0))
    frame.enter.click()
    driver.until(lambda: len(recording.entries) == 2)
    assert (recording.entries[1].kind, recording.entries[1].value) == ("emotion", -2)
    place.during.signs.ends.click()
    frame._on_clicked(frame.list.item(0))
    frame.enter.click()
    driver.until(lambda: not recording.running)


def test_a_pasted_picture_goes_with_the_line_and_alone_it_has_words_too(driver: Driver, tmp_path: Path) -> None:
    window, place, recording = running(driver, tmp_path)
    line = place.during.line_frame.line
    QApplication.clipboard().setImage(image())
    driver.press(line, Qt.Key.Key_V, CTRL)
    assert place.during.line_frame.picture.isVisible()
    driver.type_entry(place, "the error page")
    first = recording.entries[0]
    driver.press(line, Qt.Key.Key_V, CTRL)
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: len(recording.entries) == 2)
    kept = driver.ask(window, lambda document: document.read().find(Attachment))
    assert [each.media_type for each in kept] == ["image/jpeg"], "the same picture is kept once"
    assert first.attachment_id == recording.entries[1].attachment_id == kept[0].id
    assert texts(recording) == ["the error page", "picture"]
    assert not place.during.line_frame.picture.isVisible()


def test_a_picture_is_put_to_an_entry_and_taken_off_it(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    frame = place.during.line_frame
    driver.type_entry(place, "the error page")
    driver.press(frame.line, Qt.Key.Key_Up)
    QApplication.clipboard().setImage(image())
    driver.press(frame.line, Qt.Key.Key_V, CTRL)
    driver.press(frame.line, Qt.Key.Key_Return)
    driver.until(lambda: recording.entries[0].attachment_id is not None)
    assert texts(recording) == ["the error page"]
    driver.press(frame.line, Qt.Key.Key_Up)
    assert frame.picture.isVisible()
    place.resize(QSize(1200, 700))
    driver.until(lambda: not place.during.side.picture.isHidden())
    assert place.during.side.picture.accessibleName() == "Picture: the error page"
    frame.picture.click()
    driver.until(lambda: recording.entries[0].attachment_id is None)
    driver.press(frame.line, Qt.Key.Key_Escape)
    assert place.during.side.picture.isHidden()


def test_a_dropped_file_is_a_picture_or_told_to_be_none(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    (tmp_path / "notes.txt").write_text("no picture")
    image().save(str(tmp_path / "photo.png"))

    def drop(name: str) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        no_keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        entering = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, left, no_keys)
        QApplication.sendEvent(place.during, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(place.during, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, no_keys))

    drop("notes.txt")
    driver.until(place.during.refusal.isVisible)
    assert "not a picture" in place.during.refusal.text()
    assert not place.during.line_frame.picture.isVisible()
    drop("photo.png")
    driver.type_entry(place, "what it looks like")
    assert recording.entries[0].attachment_id is not None


def test_a_picture_with_too_many_pixels_is_told_and_the_words_are_kept(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    huge = QImage(8000, 8000, QImage.Format.Format_Mono)
    huge.fill(0)
    place.noting.take_picture(huge)
    driver.type_entry(place, "what it looks like")
    driver.until(place.during.refusal.isVisible)
    assert "too many" in place.during.refusal.text()
    assert recording.entries[0].attachment_id is None


def test_who_agreed_to_nothing_is_not_pictured(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    recording.consent((), "spoken", "")
    driver.until(lambda: recording.head.scopes == ())
    place.noting.take_picture(image())
    assert "agreed to nothing" in place.during.refusal.text()
    assert not place.during.line_frame.picture.isVisible()


def test_time_and_order_of_an_entry_are_corrected_in_the_line(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    line = place.during.line_frame.line
    for typed in ("[01:00] one", "[02:00] two", "[03:00] three"):
        driver.type_entry(place, typed)
    driver.press(line, Qt.Key.Key_Up)
    driver.press(line, Qt.Key.Key_Up, ALT)
    driver.until(lambda: texts(recording) == ["one", "three", "two"])
    assert line.text() == "three", "it stays in the line"
    driver.press(line, Qt.Key.Key_Up, ALT)
    driver.until(lambda: texts(recording) == ["three", "one", "two"])
    driver.press(line, Qt.Key.Key_Down, ALT)
    driver.until(lambda: texts(recording) == ["one", "three", "two"])
    place.during.line_frame.time.click()
    assert line.text().startswith("[00:0")
    driver.type(line, "05:00")
    assert line.text() == "[05:00] three"
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: texts(recording) == ["one", "two", "three"])
    assert recording.entries[2].at_ms == 300_000
    driver.press(line, Qt.Key.Key_Z, CTRL)
    driver.until(lambda: texts(recording) == ["one", "three", "two"])


def test_a_time_alone_moves_an_entry_and_keeps_its_words(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    driver.type_entry(place, "!2 does not see it #expired")
    line = place.during.line_frame.line
    driver.press(line, Qt.Key.Key_Up)
    line.put("[04:00]")
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: recording.entries[0].at_ms == 240_000)
    entry = recording.entries[0]
    assert (entry.text, entry.impact, entry.tags) == ("does not see it", 2, ("expired",))


def test_a_stretch_in_which_the_app_stood_still_is_told_by_the_clock(qapp: QApplication, driver: Driver) -> None:
    told: list[tuple[int, int, str]] = []
    owner = QObject()
    clock = SessionClock(owner, gap_ms=400)
    clock.gap.connect(lambda from_ms, until_ms, why: told.append((from_ms, until_ms, why)))
    clock.run_from(5_000)
    driver.qtbot.wait(300)
    assert told == []
    time.sleep(0.7)
    driver.until(lambda: bool(told))
    clock.stand_at(None)
    ((from_ms, until_ms, why),) = told
    assert why == "stopped"
    assert from_ms >= 5_000
    assert until_ms - from_ms >= 600
    owner.deleteLater()


def test_a_gap_is_a_marked_pause_and_counted_in_with_one_key(driver: Driver, tmp_path: Path) -> None:
    _window, place, recording = running(driver, tmp_path)
    driver.type_entry(place, "reads aloud")
    now_ms = recording.elapsed_ms() or 0
    recording.clock.gap.emit(now_ms, now_ms + 60_000, "stopped")
    driver.until(lambda: len(recording.entries) == 2)
    gap = recording.entries[1]
    assert (gap_of(gap), gap.until_ms) == ("stopped", now_ms + 60_000)
    assert not recording.paused
    assert "Nobody saw 1" in place.during.notes.said("gap")
    line = place.during.line_frame.line
    driver.press(line, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    driver.until(lambda: is_counted(recording.entries[1]))
    assert place.during.notes.said("gap") == ""
    driver.press(line, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    driver.until(lambda: not is_counted(recording.entries[1]))


@pytest.mark.parametrize("seen_ms", [0, 1_800_000], ids=["only the entries tell", "watched for half an hour"])
def test_a_session_that_is_gone_on_with_after_a_crash_has_the_time_between_as_a_gap(
    driver: Driver, tmp_path: Path, seen_ms: int
) -> None:
    window, place, recording = running(driver, tmp_path)
    driver.type_entry(place, "[00:00] reads aloud")
    begun = recording.head.session

    def long_ago(document: Document) -> None:
        with document.edit("Test") as edit:
            edit.put(replace(begun, started_at_ms=(begun.started_at_ms or 0) - 3_600_000))
        note_seen(begun.id, seen_ms)

    driver.ask(window, long_ago)
    place.show_before()
    place.continue_session(begun.id)
    driver.until(lambda: place.recording is not None and len(place.recording.entries) == 2)
    again = place.recording
    assert again is not None
    gap = again.entries[1]
    assert (gap_of(gap), gap.at_ms) == ("crash", seen_ms)
    assert (gap.until_ms or 0) >= 3_600_000
    assert (again.elapsed_ms() or 0) >= 3_600_000
    assert not again.paused


def test_until_when_a_session_was_watched_is_read_back_or_unknown(journeymap_home: Path) -> None:
    assert seen_until_ms("s") == 0
    note_seen("s", 7_000)
    assert seen_until_ms("s") == 7_000
    assert seen_until_ms("another") == 0
    (journeymap_home / "last-seen.json").write_text('{"session": "s", "at_ms": "x"}')
    assert seen_until_ms("s") == 0


def test_a_prompt_and_a_time_limit_are_said_beside_the_clock_and_take_no_focus(driver: Driver, tmp_path: Path) -> None:
    save_settings(Settings(prompt_minutes=2, prompt_words="Ask how it feels."))
    window = driver.new_project(tmp_path / "permits.journey")
    driver.press(window, Qt.Key.Key_R, CTRL)
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    row = place.before.tasks.rows[0]
    row.choose("Renew")
    row.limit.setText("3")
    place.before.start.click()
    driver.until(place.during.consent.isVisible)
    place.during.consent.as_on_form.click()
    line = place.during.line_frame.line
    driver.until(line.hasFocus)
    recording, notes = place.recording, place.during.notes
    assert recording is not None
    recording.clock.run_from(130_000)
    assert notes.said("prompt") == "Ask how it feels."
    assert line.hasFocus()
    driver.type_entry(place, "~-1 a little annoyed")
    assert notes.said("prompt") == ""
    recording.clock.run_from(181_000)
    assert notes.said("limit") == "The 3\N{NO-BREAK SPACE}m of this task are over."
    notes.close_note.click()
    recording.clock.run_from(182_000)
    assert notes.said("limit") == "", "it is said once"


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


def test_writing_up_the_clock_stands_at_the_last_time_given(driver: Driver, tmp_path: Path) -> None:
    window, place, recording = write_up(driver, tmp_path, "from_recording")
    line = place.during.line_frame.line
    assert not place.during.pause.isVisible()
    driver.type_entry(place, "[02:10] > Find the service")
    driver.type_entry(place, "reads aloud")
    driver.type(line, "[05:00]")
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: recording.elapsed_ms() == 300_000)
    driver.type_entry(place, "!3 stuck")
    assert [entry.at_ms for entry in recording.entries] == [130_000, 130_000, 300_000]
    assert place.during.clock.text() == "00:05:00"
    driver.type(line, "= gave up")
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: not recording.running)
    (session,) = driver.ask(window, lambda document: document.read().find(Session))
    assert (session.mode, session.timed, session.ended_ms) == ("from_recording", True, 300_000)


def test_written_up_from_memory_without_times_has_none(driver: Driver, tmp_path: Path) -> None:
    window, place, recording = write_up(driver, tmp_path, "reconstructed")
    driver.type_entry(place, "> Find the service")
    driver.type_entry(place, "reads aloud")
    assert [entry.at_ms for entry in recording.entries] == [None, None]
    recording.end("completed")
    driver.until(lambda: not recording.running)
    (session,) = driver.ask(window, lambda document: document.read().find(Session))
    assert (session.mode, session.timed, session.ended_ms) == ("reconstructed", False, None)


@pytest.mark.parametrize("offered", ["quote button", "quote sign"])
def test_what_is_not_agreed_to_is_not_offered(driver: Driver, tmp_path: Path, offered: str) -> None:
    _window, place, recording = running(driver, tmp_path)
    shown = place.during.signs.quote if offered == "quote button" else place._strip._quote
    assert shown.isVisible()
    recording.consent(("notes",), "spoken", "")
    driver.until(lambda: recording.head.scopes == ("notes",))
    assert not shown.isVisible()


def test_closing_the_window_is_a_break(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "permits.journey"
    window, place, _recording = running(driver, tmp_path)
    driver.type_entry(place, "reads aloud")
    window.close()
    driver.until(lambda: not driver.desk.windows)
    with Document.open(path) as document:
        assert [entry.text for entry in entries(document)] == ["reads aloud", "pause"]


def test_the_file_follows_in_a_break_and_not_while_entries_come_in(driver: Driver, tmp_path: Path) -> None:
    window, place, recording = running(driver, tmp_path)

    def held(document: Document) -> bool:
        return document.recording

    driver.type_entry(place, "reads aloud")
    assert driver.ask(window, held)
    place.run_command("record.pause")
    driver.until(lambda: recording.paused)
    assert not driver.ask(window, held)
    place.run_command("record.pause")
    driver.until(lambda: not recording.paused)
    assert driver.ask(window, held)


def test_who_did_not_agree_to_notes_is_told_beside_the_line(driver: Driver, tmp_path: Path) -> None:
    _window, place, _recording = running(driver, tmp_path)
    place.asking.ask()
    driver.until(place.during.consent.isVisible)
    place.during.consent.refused.click()
    assert "did not agree to notes" in place.during.refusal.text()
    assert "did not agree to notes" in place.during.line_frame.line.accessibleDescription()
