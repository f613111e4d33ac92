"""The clock of a session: gaps, prompts, breaks, and sessions that are written up."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from journeymap.core.gaps import gap_of, is_counted
from journeymap.core.model import Session
from journeymap.store.document import Document
from journeymap.ui.recorder.last_seen import note_seen, seen_until_ms
from journeymap.ui.recorder.session_clock import GAP_MS, SessionClock
from journeymap.ui.settings import Settings, save_settings
from tests.stories.driving import Driver
from tests.ui.recorder.at_work import CTRL, entries, running, write_up


class Hands:
    """What the clock reads: the time that passed, and the part of it in which the computer was awake."""

    def __init__(self) -> None:
        self.passed_ms = 100_000
        self.awake_ms = 70_000

    def go_on(self, ms: int, *, asleep: bool = False) -> None:
        self.passed_ms += ms
        self.awake_ms += 0 if asleep else ms


@pytest.mark.parametrize(("asleep", "why"), [(False, "stopped"), (True, "asleep")])
def test_a_stretch_in_which_nobody_saw_anything_is_told_by_the_clock(
    qapp: QApplication, driver: Driver, asleep: bool, why: str
) -> None:
    told: list[tuple[int, int, str]] = []
    ticks: list[int | None] = []
    owner, hands = QObject(), Hands()
    clock = SessionClock(owner, lambda: hands.passed_ms, lambda: hands.awake_ms)
    clock.gap.connect(lambda from_ms, until_ms, why: told.append((from_ms, until_ms, why)))
    clock.ticked.connect(lambda: ticks.append(clock.now_ms()))
    clock.run_from(5_000)
    hands.go_on(GAP_MS)
    driver.until(lambda: 5_000 + GAP_MS in ticks)
    assert told == []
    hands.go_on(GAP_MS + 1, asleep=asleep)
    driver.until(lambda: bool(told))
    clock.stand_at(None)
    assert told == [(5_000 + GAP_MS, 5_000 + 2 * GAP_MS + 1, why)]
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


def test_a_session_that_is_written_up_is_offered_again_and_stands_where_it_stood(
    driver: Driver, tmp_path: Path
) -> None:
    window, place, recording = write_up(driver, tmp_path, "from_recording")
    driver.type_entry(place, "[02:10] > Find the service")
    place.show_before()
    place.before.refresh()
    driver.until(lambda: place.before.findChild(QPushButton, "go-on") is not None)
    again = place.before.findChild(QPushButton, "go-on")
    assert isinstance(again, QPushButton)
    again.click()
    driver.until(lambda: place.recording is not None and place.recording is not recording)
    assert place.recording is not None
    assert place.recording.elapsed_ms() == 130_000
    assert not place.recording.clock.runs
    assert len(driver.ask(window, entries)) == 1


def test_written_up_from_memory_without_times_has_none(driver: Driver, tmp_path: Path) -> None:
    window, place, recording = write_up(driver, tmp_path, "reconstructed")
    driver.type_entry(place, "> Find the service")
    driver.type_entry(place, "reads aloud")
    assert [entry.at_ms for entry in recording.entries] == [None, None]
    recording.end("completed")
    driver.until(lambda: not recording.running)
    (session,) = driver.ask(window, lambda document: document.read().find(Session))
    assert (session.mode, session.timed, session.ended_ms) == ("reconstructed", False, None)


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
