"""Several tasks in one sitting, and the window that shows the task to the participant."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from journeymap.core.model import Consent, Session
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver


def with_two_tasks(driver: Driver, tmp_path: Path) -> tuple[ProjectWindow, RecordPlace]:
    window = driver.new_project(tmp_path / "permits.journey")
    driver.press(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    plan = place.before.tasks
    plan.rows[0].choose("Renew <b>your</b> permit")
    plan.rows[0].instructions.setPlainText("It runs out on Friday.")
    plan.another.click()
    plan.rows[1].choose("Change the car")
    place.before.start.click()
    driver.until(place.during.consent.isVisible)
    place.during.consent.as_on_form.click()
    driver.until(place.during.line_frame.line.hasFocus)
    return window, place


def end_by_line(driver: Driver, place: RecordPlace, words: str) -> None:
    recording = place.recording
    assert recording is not None
    line = place.during.line_frame.line
    driver.type(line, words)
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: not recording.running)


def test_the_end_of_an_attempt_offers_the_next_task_with_keys_alone(driver: Driver, tmp_path: Path) -> None:
    window, place = with_two_tasks(driver, tmp_path)
    driver.type_entry(place, "> Find the service")
    end_by_line(driver, place, "= gave up")
    driver.until(place.between.isVisible)
    driver.until(lambda: place.between.isAncestorOf(driver.focused()))
    driver.press_focused(Qt.Key.Key_3)
    assert place.between.ease.value == 3
    first = place.recording
    assert first is not None
    driver.until(lambda: first.head.session.ease == 3)
    driver.press_focused(Qt.Key.Key_Tab)
    assert driver.focused() is place.between.buttons[0], "Tab goes as the page is laid out"
    driver.press_focused(Qt.Key.Key_Space)
    driver.until(lambda: place.recording is not None and place.recording is not first and place.recording.running)
    driver.until(place.during.line_frame.line.hasFocus)
    second = place.recording
    assert second is not None
    assert second.head.task is not None
    assert second.head.task.title == "Change the car"
    driver.type_entry(place, "> Find the car page")
    end_by_line(driver, place, "= completed")
    driver.until(place.after.isVisible)
    sessions = driver.ask(window, lambda document: document.read().find(Session))
    assert [session.outcome for session in sessions] == ["abandoned", "completed"]
    assert [session.ease for session in sessions] == [3, None]
    assert sessions[0].sitting == sessions[1].sitting != ""
    assert all(session.ended_ms is not None for session in sessions)
    consents = driver.ask(window, lambda document: document.read().find(Consent))
    assert len(consents) == 2
    assert consents[0].scopes == consents[1].scopes


def test_one_more_task_may_follow_and_an_attempt_may_go_on_after_all(driver: Driver, tmp_path: Path) -> None:
    window, place = with_two_tasks(driver, tmp_path)
    end_by_line(driver, place, "= completed")
    driver.until(place.between.isVisible)
    again = next(
        button for button in place.between.findChildren(QPushButton) if button.text() == "Go on with this attempt"
    )
    again.click()
    driver.until(lambda: place.recording is not None and place.recording.running)
    driver.until(place.during.isVisible)
    end_by_line(driver, place, "= completed")
    driver.until(place.between.isVisible)
    place.between.over.click()
    driver.until(place.after.isVisible)
    place.after.next_task.click()
    driver.until(place.between.isVisible)
    place.between.other.setEditText("Something else")
    line = place.between.other.lineEdit()
    assert line is not None
    driver.press(line, Qt.Key.Key_Return)
    driver.until(lambda: place.recording is not None and place.recording.running)
    sessions = driver.ask(window, lambda document: document.read().find(Session))
    assert len({session.sitting for session in sessions}) == 1
    assert len(sessions) == 2


def test_the_participant_sees_the_task_and_nothing_else(driver: Driver, tmp_path: Path) -> None:
    _window, place = with_two_tasks(driver, tmp_path)
    line = place.during.line_frame.line
    driver.press(line, Qt.Key.Key_F11)
    shown = place.sitting.window
    assert shown is not None
    driver.until(shown.isVisible)
    driver.until(line.hasFocus)
    assert shown._title.text() == "Renew <b>your</b> permit"
    assert shown._title.textFormat() == Qt.TextFormat.PlainText
    assert shown._instructions.text() == "It runs out on Friday."
    assert place.sitting.button.isChecked()
    assert place.sitting.button.text().startswith("✓")
    assert shown.windowFlags() & Qt.WindowType.WindowStaysOnTopHint, "on the only screen it is not lost behind ours"
    assert shown.geometry().bottom() < line.mapToGlobal(line.rect().topLeft()).y()
    end_by_line(driver, place, "= completed")
    driver.until(place.between.isVisible)
    assert not place.sitting.button.isVisible()
    place.between.buttons[0].click()
    driver.until(lambda: shown._title.text() == "Change the car")
    assert not shown._instructions.isVisible()
    end_by_line(driver, place, "= completed")
    driver.until(place.after.isVisible)
    assert place.sitting.window is None
    assert not place.sitting.button.isVisible()
