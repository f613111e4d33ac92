"""The day on which a session took place that is written up, and the day until which consent holds."""

from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from journeymap.core.days import moment_ms
from journeymap.core.model import Consent, Session
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.settings import load_settings
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver
from tests.ui.recorder.at_work import CTRL


def texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def opened(driver: Driver, tmp_path: Path) -> tuple[ProjectWindow, RecordPlace]:
    window = driver.new_project(tmp_path / "permits.journey")
    window.resize(QSize(1366, 768))
    driver.press(window, Qt.Key.Key_R, CTRL)
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    return window, place


def written_up(driver: Driver, tmp_path: Path) -> tuple[ProjectWindow, RecordPlace]:
    window, place = opened(driver, tmp_path)
    way = place.before.way
    place.before.way_fold.button.click()
    assert not way.day.isVisible(), "nobody is asked for the day of a session that is held now"
    way.mode.setCurrentIndex(way.mode.findData("from_recording"))
    assert way.day.isVisible()
    assert not way.prompt.isVisible()
    return window, place


def test_a_session_that_is_written_up_has_the_day_it_took_place(driver: Driver, tmp_path: Path) -> None:
    window, place = written_up(driver, tmp_path)
    way = place.before.way
    way.day.setFocus()
    driver.press_focused(Qt.Key.Key_A, CTRL)
    driver.type(driver.focused(), "2/3/2026")
    assert "Monday 2 March 2026" in texts(way)
    driver.press_focused(Qt.Key.Key_Tab)
    driver.type(driver.focused(), "2.30 pm")
    driver.press_focused(Qt.Key.Key_Return)
    driver.until(place.during.consent.isVisible)
    session = driver.ask(window, lambda document: document.read().find(Session))[0]
    assert session.started_at_ms == moment_ms(date(2026, 3, 2), time(14, 30), session.zone)
    driver.until(lambda: "2 Mar 2026 14:30" in texts(place.during.side))


def test_the_next_task_of_a_written_up_sitting_has_the_same_day_and_without_a_time_none_is_shown(
    driver: Driver, tmp_path: Path
) -> None:
    window, place = written_up(driver, tmp_path)
    place.before.way.day.setEditText("2 March 2026")
    place.before.tasks.rows[0].choose("Renew")
    place.before.tasks.another.click()
    place.before.tasks.rows[1].choose("Change the car")
    place.before.start.click()
    driver.until(place.during.consent.isVisible)
    place.during.consent.as_on_form.click()
    driver.until(place.during.line_frame.line.hasFocus)
    driver.until(lambda: "2 Mar 2026" in texts(place.during.side))
    assert place.recording is not None
    place.recording.end("completed")
    driver.until(place.between.isVisible)
    place.between.buttons[0].click()
    driver.until(lambda: place.recording is not None and place.recording.running)
    first, second = driver.ask(window, lambda document: document.read().find(Session))
    assert first.started_at_ms == second.started_at_ms == moment_ms(date(2026, 3, 2), None, first.zone)


def test_a_session_cannot_have_taken_place_on_a_day_to_come(driver: Driver, tmp_path: Path) -> None:
    window, place = written_up(driver, tmp_path)
    place.before.way.day.setEditText("2 March 2199")
    place.before.way_fold.button.click()
    place.before.start.click()
    trouble = "Saturday 2 March 2199 is still to come. Please say when the session took place."
    assert texts(place.before).count(trouble) == 2, "beside the day and above the button"
    assert place.before.way.day.hasFocus()
    place.before.way.day.setEditText("when it rained")
    place.before.start.click()
    assert any("is no day" in words for words in texts(place.before))
    assert driver.ask(window, lambda document: document.read().count(Session)) == 0


def test_consent_holds_until_the_day_that_is_said_and_the_next_person_is_asked_the_same(
    driver: Driver, tmp_path: Path
) -> None:
    window, place = opened(driver, tmp_path)
    place.before.start.click()
    driver.until(place.during.consent.isVisible)
    strip = place.during.consent
    strip.more.button.click()
    strip.details.holds.setEditText("2 March 2020")
    strip.as_on_form.click()
    assert any("is over already" in words for words in texts(strip))
    assert strip.isVisible(), "a day that is over is refused, and nothing is noted"
    strip.details.holds.setEditText("until 31 December 2199")
    strip.as_on_form.click()
    driver.until(place.during.line_frame.line.hasFocus)
    kept = driver.ask(window, lambda document: document.read().find(Consent))[0]
    assert place.recording is not None
    zone = place.recording.head.session.zone
    assert kept.expires_at_ms == moment_ms(date(2200, 1, 1), None, zone), "all of the last day counts"
    driver.until(lambda: "until 31 December 2199" in texts(place.during.side))
    assert load_settings().consent_holds == "until 31 December 2199"
    place.asking.ask()
    driver.until(strip.isVisible)
    assert strip.details.holds.currentText() == "31 December 2199"
    strip.details.holds.setEditText("")
    strip.as_on_form.click()
    driver.until(lambda: place.recording is not None and place.recording.head.holds_until_ms is None)
    assert driver.ask(window, lambda document: document.read().find(Consent))[0].expires_at_ms is None
    assert load_settings().consent_holds == "until 31 December 2199", "no end was said of this person only"
