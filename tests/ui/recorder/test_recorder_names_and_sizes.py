"""Every control of the recorder's pages is named, reachable and large enough, at the sizes people have."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver
from tests.ui.test_names_and_sizes import check, controls, spoken

SIZES = [(1366, 768), (820, 600), (1920, 1080)]
WHILE_RECORDING = 44


def opened(driver: Driver, tmp_path: Path, size: tuple[int, int]) -> tuple[ProjectWindow, RecordPlace]:
    window = driver.new_project(tmp_path / "permits.journey")
    window.resize(QSize(*size))
    window.go("record")
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    return window, place


def started(driver: Driver, place: RecordPlace) -> None:
    place.before.tasks.rows[0].choose("Renew")
    place.before.tasks.another.click()
    place.before.tasks.rows[1].choose("Change the car")
    place.before.start.click()
    driver.until(place.during.consent.isVisible)


def check_targets(page: QWidget) -> None:
    """Whatever is pressed while somebody sits there is 44 px in each direction."""
    small = [
        f"{spoken(widget)} {widget.size().toTuple()}"
        for widget in controls(page)
        if isinstance(widget, QAbstractButton | QComboBox | QLineEdit)
        and not isinstance(widget.parent(), QComboBox)
        and (widget.width() < WHILE_RECORDING or widget.height() < WHILE_RECORDING)
    ]
    assert not small, small


@pytest.mark.parametrize("size", SIZES)
def test_the_page_before_with_all_of_it_unfolded(driver: Driver, tmp_path: Path, size: tuple[int, int]) -> None:
    window, place = opened(driver, tmp_path, size)
    page = place.before
    page.tasks.rows[0].choose("Renew")
    for fold in (page.about_fold, page.way_fold, page.tasks.rows[0].fold):
        fold.button.click()
    page.about.question.setText("Region")
    page.about.add.click()
    driver.until(lambda: "Region" in page.about.answers)
    check(window)


@pytest.mark.parametrize("size", SIZES)
def test_the_strip_of_consent_shows_all_or_scrolls(driver: Driver, tmp_path: Path, size: tuple[int, int]) -> None:
    window, place = opened(driver, tmp_path, size)
    started(driver, place)
    strip = place.during.consent
    strip.more.button.click()
    driver.qtbot.wait(50)
    check(window)
    check_targets(strip)
    strip.details.holds.setFocus()
    driver.press_focused(Qt.Key.Key_Tab)
    assert strip.details.make_form.hasFocus()
    driver.qtbot.wait(50)
    corner = strip.details.make_form.mapTo(strip, strip.details.make_form.rect().bottomLeft())
    assert strip.rect().contains(corner), "what has the keyboard is in sight"


@pytest.mark.parametrize("size", SIZES)
def test_everything_that_is_pressed_while_recording(driver: Driver, tmp_path: Path, size: tuple[int, int]) -> None:
    window, place = opened(driver, tmp_path, size)
    started(driver, place)
    place.during.consent.as_on_form.click()
    driver.until(place.during.line_frame.line.hasFocus)
    driver.type_entry(place, "> Find the service")
    place.during.notes.say("gap", "Nobody saw 1 m, because the computer was asleep.", "Count it in", "record.gap")
    driver.qtbot.wait(50)
    check(window)
    check_targets(place.during)
    tools = place.end_button.parentWidget()
    assert tools is not None
    check_targets(tools)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_between_two_tasks(driver: Driver, tmp_path: Path, size: tuple[int, int]) -> None:
    window, place = opened(driver, tmp_path, size)
    started(driver, place)
    place.during.consent.as_on_form.click()
    driver.until(place.during.line_frame.line.hasFocus)
    assert place.recording is not None
    place.recording.end("completed")
    driver.until(place.between.isVisible)
    driver.qtbot.wait(50)
    check(window)
    check_targets(place.between)
