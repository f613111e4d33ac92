"""Every control can be named by a screen reader, reached by keys, and hit by a finger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from journeymap.present.actions import PLACES
from journeymap.ui.about import AboutDialog
from journeymap.ui.keys_page import KeysDialog
from journeymap.ui.new_project import NewProjectDialog
from journeymap.ui.problems import ReportDialog
from journeymap.ui.settings import Settings
from journeymap.ui.welcome import WelcomeWindow
from tests.stories.driving import Driver

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit)
LEAST = 24


def controls(root: QWidget) -> Iterator[QWidget]:
    """Everything on screen that can be worked."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, CONTROLS) and widget.isVisible() and not isinstance(widget, QScrollBar):
            yield widget


def spoken(widget: QWidget) -> str:
    """The name that assistive technology gets."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def check(root: QWidget) -> None:
    unnamed = [repr(widget) for widget in controls(root) if not spoken(widget)]
    assert not unnamed, unnamed
    small = [
        f"{spoken(widget)} {widget.size().toTuple()}"
        for widget in controls(root)
        if (widget.width() < LEAST or widget.height() < LEAST) and not isinstance(widget.parent(), QComboBox)
    ]
    assert not small, small
    # Of radio buttons and numbers that belong together only the chosen one is a Tab stop; arrows do the rest.
    stuck = [
        spoken(widget)
        for widget in controls(root)
        if isinstance(widget, QAbstractButton)
        and not isinstance(widget, QRadioButton)
        and widget.property("role") != "number"
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert not stuck, stuck
    rich = [label.text() for label in root.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    assert not [text for text in rich if text], rich


@pytest.mark.parametrize("place", PLACES)
def test_every_control_of_a_place_is_named_and_large_enough(driver: Driver, place: str) -> None:
    window = driver.sample()
    window.resize(QSize(1366, 768))
    window.go(place)
    driver.qtbot.wait(300)
    check(window)


def test_every_control_while_recording_is_named_and_large_enough(driver: Driver) -> None:
    window = driver.sample()
    window.resize(QSize(1366, 768))
    place = driver.start_session(window)
    driver.until(lambda: bool(place.during.chips.steps))
    driver.type_entry(place, "reads aloud")
    check(window)
    tall = [place.during.signs.quote, *place.during.signs.impacts]
    assert all(button.height() >= 44 for button in tall), [button.height() for button in tall]


def test_every_control_of_the_dialogs_and_the_welcome_page_is_named(driver: Driver, tmp_path: Path) -> None:
    pages: list[QWidget] = [
        WelcomeWindow(Settings().with_recent(tmp_path / "a & <b>.journey", "A & <b>B</b>", 0)),
        NewProjectDialog(tmp_path),
        KeysDialog(),
        AboutDialog(),
        ReportDialog(ValueError("a name that must not be shown")),
    ]
    for page in pages:
        page.show()
        driver.until(page.isVisible)
        check(page)
        page.close()
        page.deleteLater()


def test_tab_goes_through_the_whole_window_and_comes_back(driver: Driver) -> None:
    window = driver.sample()
    for place in ("priorities", "report"):
        window.go(place)
        driver.qtbot.wait(200)
        start = driver.focused()
        now: QWidget = start
        seen: list[QWidget] = []
        for _ in range(80):
            driver.press_focused(Qt.Key.Key_Tab)
            now = driver.focused()
            if now is start:
                break
            seen.append(now)
        assert now is start, "Tab does not come round"
        assert any(window.rail.isAncestorOf(widget) for widget in seen)
        assert any(window.status_bar.isAncestorOf(widget) for widget in seen)


def test_f6_goes_from_part_to_part(driver: Driver) -> None:
    window = driver.sample()
    window.go("priorities")
    driver.until(window.places["priorities"].findChildren(QAbstractItemView)[0].isVisible)
    parts = []
    for _ in range(6):
        driver.press(window, Qt.Key.Key_F6)
        now = driver.focused()
        parts.append(
            next(
                name
                for name in ("rail", "top_bar", "strip", "pages", "inspector", "status_bar")
                if getattr(window, name) is now or getattr(window, name).isAncestorOf(now)
            )
        )
    assert set(parts) == {"rail", "top_bar", "strip", "pages", "inspector", "status_bar"}


def test_the_window_and_the_page_of_keys_fit_on_a_small_screen(driver: Driver) -> None:
    window = driver.sample()
    room = window.screen().availableGeometry()  # that of the tests is narrower than the window likes to be
    assert window.minimumWidth() <= room.width()
    assert window.minimumHeight() <= room.height()
    page = KeysDialog(window)
    assert page.width() <= room.width()
    assert page.height() <= room.height()
    page.close()
