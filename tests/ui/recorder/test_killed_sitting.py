"""The tasks that were planned for a sitting are offered in their order after the window was killed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from journeymap.core.edits.rounds import find_or_make_task
from journeymap.store.document import Document
from journeymap.ui.recorder.place import RecordPlace
from tests.stories.driving import Driver
from tests.sturdy.process import TypingWindow, new_project

PLANNED = ("Renew the permit", "Say that you moved", "Change the car")


def killed(file: Path, root: Path, *, after_the_first: bool) -> None:
    """A window that planned three tasks and was killed while the first went on, or when it had just ended."""
    new_project(file)
    with Document.open(file) as document, document.edit("Make a task that is not planned") as edit:
        find_or_make_task(edit, "An older task")
    with TypingWindow(file, root, entries=2, tasks=PLANNED) as window:
        window.until_shown(2)
        if after_the_first:
            window.until(lambda: bool(window.said("END")))
            window.wish("line = completed")
            window.until(lambda: bool(window.said("OVER")))
        window.kill()
        assert "Traceback" not in window.complaints, window.complaints


def gone_on(driver: Driver, file: Path, words: str) -> RecordPlace:
    """Open the file again and take up what the window offers."""
    driver.desk.open(file)
    window = driver.window()
    driver.until(lambda: words in window.messages.text())
    next(each for each in window.messages.findChildren(QPushButton) if each.text() == "Go on with it").click()
    return driver.recorder(window)


def offered(place: RecordPlace) -> list[str]:
    return [button.text() for button in place.between.buttons]


def test_a_session_taken_up_after_a_kill_goes_on_with_the_planned_tasks_in_their_order(
    driver: Driver, tmp_path: Path, project_root: Path
) -> None:
    file = tmp_path / "planned.journey"
    killed(file, project_root, after_the_first=False)
    place = gone_on(driver, file, "The session with A01 is still open")
    driver.until(place.during.line_frame.line.hasFocus)
    driver.type(place.during.line_frame.line, "= completed")
    driver.press(place.during.line_frame.line, Qt.Key.Key_Return)
    driver.until(place.between.isVisible)
    assert offered(place) == ["Begin “Say that you moved”", "Begin “Change the car”", "Begin “An older task”"]


def test_a_sitting_killed_between_two_tasks_is_offered_again_until_it_is_over(
    driver: Driver, tmp_path: Path, project_root: Path
) -> None:
    file = tmp_path / "planned.journey"
    killed(file, project_root, after_the_first=True)
    place = gone_on(driver, file, "The sitting with A01 has a task to come")
    driver.until(place.between.isVisible)
    assert offered(place)[:2] == ["Begin “Say that you moved”", "Begin “Change the car”"]
    place.between.buttons[0].click()
    driver.until(place.during.line_frame.line.hasFocus)
    driver.type(place.during.line_frame.line, "= gave up")
    driver.press(place.during.line_frame.line, Qt.Key.Key_Return)
    driver.until(place.between.isVisible)
    assert offered(place) == ["Begin “Change the car”", "Begin “An older task”"]
    place.between.over.click()
    driver.until(place.after.isVisible)
    place.after.another.click()
    driver.until(place.before.isVisible)
    driver.until(lambda: place.before.findChild(QPushButton, "go-on") is None)
