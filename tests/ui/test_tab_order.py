"""Tab goes through the window as it is read, and Enter presses what has the keyboard."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from journeymap.ui.looking import Selected
from journeymap.ui.rail import PlaceButton
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver
from tests.ui.map.test_sides import opened


def round_trip(window: ProjectWindow, start: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Every stop from `start` until it comes round."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    found = [start]
    for _ in range(200):
        QTest.keyClick(found[-1], key)
        here = QApplication.focusWidget()
        assert here is not None
        assert here.isVisible(), here
        if here is start:
            return found
        found.append(here)
    raise AssertionError(f"Tab is caught at {found[-1]!r}")


def part_of(window: ProjectWindow, stop: QWidget) -> int:
    parts = (window.rail, window.top_bar, window.strip, window.messages, window.pages, window.inspector,
             window.status_bar)  # fmt: skip
    return next(at for at, part in enumerate(parts) if part.isAncestorOf(stop))


def is_shown(window: ProjectWindow, title: str) -> bool:
    return window.inspector.value is not None and window.inspector.value.title == title


def test_tab_goes_part_by_part_as_the_window_is_read_in_every_place(driver: Driver) -> None:
    window, place = opened(driver)
    for key in ("record", "sessions", "priorities", "report", "map"):
        window.do(f"go.{key}")
        driver.until(lambda: window.pages.isAncestorOf(driver.focused()) and driver.focused().isVisible())
        forth = round_trip(window, window.rail.findChildren(PlaceButton)[0])
        parts = [part_of(window, stop) for stop in forth]
        assert parts == sorted(parts)
        assert {0, 4, 6} <= set(parts)
        back = round_trip(window, forth[0], Qt.Key.Key_Backtab)
        assert back == [forth[0], *reversed(forth[1:])]
    assert place.isVisible()


def test_from_the_inspector_tab_goes_into_its_fields_from_top_to_bottom(driver: Driver) -> None:
    window, place = opened(driver)
    assert place.panel.value is not None
    for step in (place.panel.value.view.steps[5], place.panel.value.view.steps[2]):
        window.looking.select(Selected("step", step.step_id))
        driver.until(partial(is_shown, window, step.title))
        form = window.inspector.form
        assert form is not None
        driver.until(form.isVisible)
        place.panel.canvas.setFocus()
        QTest.keyClick(place.panel.canvas, Qt.Key.Key_Return)
        area = QApplication.focusWidget()
        assert area is not None
        assert window.inspector.isAncestorOf(area)
        stops = [area]
        while window.inspector.isAncestorOf(stops[-1]):
            QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
            here = QApplication.focusWidget()
            assert here is not None
            stops.append(here)
        fields = stops[1:-1]
        assert fields[0] is form.fields["title"]
        assert fields[-1] is form.cells.add
        assert form.links.add in fields
        corners = [stop.mapTo(form, stop.rect().topLeft()) for stop in fields]
        assert [(at.y(), at.x()) for at in corners] == sorted((at.y(), at.x()) for at in corners)
        assert window.status_bar.isAncestorOf(stops[-1])


def test_enter_presses_the_button_that_has_the_keyboard(driver: Driver) -> None:
    window, place = opened(driver)
    place.sides.simplify.setFocus()
    QTest.keyClick(place.sides.simplify, Qt.Key.Key_Return)
    driver.until(place.sides.simplifying.isVisible)
    place.sides.simplifying.close()
    record = next(each for each in window.rail.findChildren(QWidget) if each.accessibleName() == "Report")
    record.setFocus()
    QTest.keyClick(record, Qt.Key.Key_Enter)
    driver.until(lambda: window.current == "report")


def test_escape_in_the_inspector_goes_back_to_the_map_and_the_map_shows_that_it_has_the_keyboard(
    driver: Driver,
) -> None:
    window, place = opened(driver)
    canvas = place.panel.canvas
    assert canvas.property("bare") is False  # nobody has used a key yet
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    driver.until(lambda: window.inspector.form is not None and window.inspector.form.isVisible())
    assert window.inspector.form is not None
    title = window.inspector.form.fields["title"]
    title.setFocus()
    QTest.keyClicks(title, "x")
    QTest.keyClick(title, Qt.Key.Key_Escape)  # takes back what was typed
    assert title.hasFocus()
    QTest.keyClick(title, Qt.Key.Key_Escape)
    assert canvas.hasFocus()
    assert canvas.selected
    assert canvas.property("bare") is False
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.property("bare") is True
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.viewport().rect().bottomLeft())
    assert canvas.property("bare") is False


def test_another_map_takes_the_keyboard_when_it_was_chosen_in_the_menu(driver: Driver) -> None:
    window, place = opened(driver)
    window.top_bar.title_button.setFocus()
    place.sides.maps.ask_new()
    asking = place.sides.maps.asking
    assert asking is not None
    QTest.keyClick(asking.field, Qt.Key.Key_Return)
    driver.until(lambda: window.focusWidget() is place.panel.empty.button)
