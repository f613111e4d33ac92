"""The page of keys in the real window: change, refuse, remember."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from journeymap.present.actions import COMMANDS
from journeymap.present.keys import KeyMap
from journeymap.ui import keys
from journeymap.ui.keys_page import KeysDialog
from journeymap.ui.settings import load_settings
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver
from tests.ui.map.hands import Hands

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def as_delivered(journeymap_home: Path) -> Iterator[None]:
    """Keys belong to the process, so each test gives them back."""
    yield
    keys.current().choose(KeyMap())


@pytest.fixture
def window(driver: Driver, tmp_path: Path) -> ProjectWindow:
    return driver.new_project(tmp_path / "permits.journey")


@pytest.fixture
def page(window: ProjectWindow) -> KeysDialog:
    """The page, over the window of a new project."""
    dialog = KeysDialog(window)
    dialog.show()
    return dialog


def shown(page: KeysDialog, command_id: str) -> str:
    """The keys in the row of a command."""
    page.choose(command_id)
    item = page.list.currentItem()
    assert item is not None
    return item.text(1)


def keys_in(window: ProjectWindow, command_id: str) -> str:
    """The keys that the menu of the window shows."""
    return window.commands.action(command_id).shortcut().toString(QKeySequence.SequenceFormat.PortableText)


def test_every_command_stands_on_the_page_with_its_keys(page: KeysDialog) -> None:
    for each in COMMANDS:
        assert shown(page, each.id).startswith(keys.native(each.keys))


def test_pressed_keys_hold_at_once_and_are_remembered(page: KeysDialog, window: ProjectWindow) -> None:
    page.choose("map.tidy")
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_T, CONTROL | ALT)
    assert keys_in(window, "map.tidy") == "Ctrl+Alt+T"
    assert "Tidy up" in page.says()
    assert "Ctrl+Alt+T" in page.says()
    assert shown(page, "map.tidy") == "Ctrl+Alt+T (changed)"
    assert load_settings().keys == ("map.tidy Ctrl+Alt+T",)


def test_what_the_window_says_of_keys_is_what_was_chosen(page: KeysDialog, window: ProjectWindow) -> None:
    words = [button.text() for button in window.status_bar.findChildren(QPushButton)]
    assert "Ctrl+K commands" in words
    for command_id in ("palette.open", "map.fit"):
        page.choose(command_id)
        page.none.click()
    assert "Commands" in [button.text() for button in window.status_bar.findChildren(QPushButton)]
    assert "Show the whole map" in [button.toolTip() for button in window.findChildren(QToolButton)]


def test_keys_of_another_command_are_refused_in_a_sentence(page: KeysDialog, window: ProjectWindow) -> None:
    page.choose("map.tidy")
    QTest.keyClick(page.field, Qt.Key.Key_F, CONTROL)
    assert "Find on the map" in page.says()
    assert page.field.accessibleDescription() == page.says()
    assert keys_in(window, "map.tidy") == ""
    assert load_settings().keys == ()


def test_keys_are_taken_away_and_given_back(page: KeysDialog, window: ProjectWindow) -> None:
    page.choose("map.search")
    page.none.click()
    assert keys_in(window, "map.search") == ""
    page.back.click()
    assert keys_in(window, "map.search") == "Ctrl+F"
    page.none.click()
    page.all_back.click()
    assert keys_in(window, "map.search") == "Ctrl+F"
    assert load_settings().keys == ()


def test_changed_keys_are_there_after_a_restart(page: KeysDialog) -> None:
    page.choose("map.tidy")
    QTest.keyClick(page.field, Qt.Key.Key_F12)
    restarted = keys.Keys()
    restarted.load()
    assert restarted.map.of("map.tidy") == "F12"


def test_a_changed_key_does_its_work_on_the_map_and_the_old_one_no_longer(
    page: KeysDialog, driver: Driver, window: ProjectWindow
) -> None:
    hands = Hands(driver, window)
    hands.put("Find\nPay")
    page.choose("map.steps_duplicate")
    QTest.keyClick(page.field, Qt.Key.Key_F12)
    page.accept()
    hands.select("Pay")
    hands.canvas.setFocus()
    hands.key(Qt.Key.Key_D, CONTROL)
    hands.key(Qt.Key.Key_F12)
    driver.until(lambda: len(hands.titles()) > 2)
    driver.qtbot.wait(50)
    assert len(hands.titles()) == 3


def test_a_letter_alone_connects_only_where_it_is_switched_on(
    page: KeysDialog, driver: Driver, window: ProjectWindow
) -> None:
    hands = Hands(driver, window)
    hands.put("Find\nPay")
    hands.select("Pay")
    hands.canvas.setFocus()
    hands.key(Qt.Key.Key_C)
    assert hands.place.bench.links.picker is None
    page.singles.click()
    assert load_settings().single_keys
    assert "C" in shown(page, "map.connect")
    page.accept()
    hands.select("Pay")
    hands.canvas.setFocus()
    hands.key(Qt.Key.Key_C)
    assert hands.place.bench.links.picker is not None


def test_a_command_is_found_by_its_words_and_by_its_keys(page: KeysDialog) -> None:
    page.search.setText("tidy")
    assert page.listed() == ["map.tidy"]
    page.search.setText("ctrl+k")
    assert "palette.open" in page.listed()
