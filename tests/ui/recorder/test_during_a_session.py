"""While a session runs: buttons, corrections, and what is not offered."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSize, Qt

from journeymap.ui.recorder.consent import Answer
from tests.stories.driving import Driver
from tests.ui.recorder.at_work import CTRL, running, texts

ALT = Qt.KeyboardModifier.AltModifier


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


@pytest.mark.parametrize("offered", ["quote button", "quote sign"])
def test_what_is_not_agreed_to_is_not_offered(driver: Driver, tmp_path: Path, offered: str) -> None:
    _window, place, recording = running(driver, tmp_path)
    shown = place.during.signs.quote if offered == "quote button" else place._strip._quote
    assert shown.isVisible()
    recording.consent(Answer(("notes",), "spoken", ""))
    driver.until(lambda: recording.head.scopes == ("notes",))
    assert not shown.isVisible()


def test_who_did_not_agree_to_notes_is_told_beside_the_line(driver: Driver, tmp_path: Path) -> None:
    _window, place, _recording = running(driver, tmp_path)
    place.asking.ask()
    driver.until(place.during.consent.isVisible)
    place.during.consent.refused.click()
    assert "did not agree to notes" in place.during.refusal.text()
    assert "did not agree to notes" in place.during.line_frame.line.accessibleDescription()


def test_the_small_map_says_where_the_person_is_and_names_each_step_under_the_pointer(driver: Driver) -> None:
    window = driver.sample()
    window.resize(QSize(1366, 768))
    place = driver.start_session(window)
    picture = place.during.side.where
    driver.until(lambda: "before the first step" in picture.accessibleName().lower())
    driver.type_entry(place, "> Upload proof of address")
    driver.until(lambda: "Step 6 of 10, Upload proof of address" in picture.accessibleName())
    assert picture.accessibleName().endswith("from here to Confirm details and Ask for help by phone")
    named = [picture.title_at(middle) for middle in picture.middles()]
    assert {"Upload proof of address", "Confirm details", "Ask for help by phone"} <= set(named)
    assert picture.title_at(QPointF(0, picture.height())) == ""
    rows = {middle.y() for middle in picture.middles()}
    assert len(rows) == 2, "the branch stands below"
    assert max(rows) < picture.height()
