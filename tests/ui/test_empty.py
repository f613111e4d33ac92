"""An empty place: all of its sentence is seen, and its button has the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui.empty import EmptyPlace
from tests.stories.driving import Driver

LONG = "Record sessions or import them: what hurts people most will be ranked here, with how sure that is."


@pytest.mark.parametrize("at_first", [LONG, "Nothing."])
def test_a_sentence_of_two_lines_is_not_cut_off(qtbot: QtBot, at_first: str) -> None:
    pages, empty = QStackedWidget(), EmptyPlace("map", at_first, "Record a session")
    qtbot.addWidget(pages)
    pages.addWidget(QWidget())
    pages.addWidget(empty)
    pages.resize(900, 550)
    pages.show()
    qtbot.waitExposed(pages)
    empty.say(LONG, "Record a session")
    pages.setCurrentIndex(1)
    sentence = next(label for label in empty.findChildren(QLabel) if label.text() == LONG)
    qtbot.waitUntil(lambda: sentence.height() >= sentence.heightForWidth(sentence.width()), timeout=2_000)
    assert sentence.heightForWidth(sentence.width()) > 1.5 * sentence.fontMetrics().height()


@pytest.mark.parametrize("key", ["map", "sessions", "priorities"])
def test_the_keyboard_is_on_the_button_of_an_empty_place(driver: Driver, tmp_path: Path, key: str) -> None:
    window = driver.new_project(tmp_path / "nothing.journey")
    window.go(key)
    driver.until(lambda: bool(window.places[key].findChildren(EmptyPlace)))
    button = window.places[key].findChildren(EmptyPlace)[0].button
    driver.until(button.hasFocus)
    assert button.isVisible()
