"""The look of what cannot be pressed: told from what can, in high contrast by more than a colour."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journeymap.ui import theme

ROLES = ("", "primary", "filter", "chip", "big", "scope", "number", "segment", "keep")


@pytest.fixture
def contrast(qapp: object) -> Iterator[None]:
    del qapp
    theme.current().choose("contrast")
    yield
    theme.current().choose("system")


def picture(qtbot: QtBot, made: QWidget, *, enabled: bool) -> QImage:
    qtbot.addWidget(made)
    made.setEnabled(enabled)
    made.resize(160, 40)
    return made.grab().toImage()


def edge(image: QImage) -> set[str]:
    """The colours along the upper edge, without its corners."""
    return {QColor(image.pixel(x, 0)).name() for x in range(40, image.width() - 40)}


def button(role: str) -> QPushButton:
    made = QPushButton("Keep")
    made.setProperty("role", role)
    return made


@pytest.mark.parametrize("role", ROLES)
def test_in_high_contrast_the_edge_of_a_button_that_is_off_is_dashed(qtbot: QtBot, contrast: None, role: str) -> None:
    assert len(edge(picture(qtbot, button(role), enabled=True))) == 1
    assert len(edge(picture(qtbot, button(role), enabled=False))) > 1


def test_in_high_contrast_the_edge_of_a_field_that_is_off_is_dashed(qtbot: QtBot, contrast: None) -> None:
    assert len(edge(picture(qtbot, QLineEdit("words"), enabled=True))) == 1
    assert len(edge(picture(qtbot, QLineEdit("words"), enabled=False))) > 1


@pytest.mark.parametrize("role", [*ROLES, "quiet", "title", "status", "row"])
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_the_words_of_a_button_that_is_off_have_a_colour_of_their_own(qtbot: QtBot, look: str, role: str) -> None:
    theme.current().choose(look)
    try:
        on, off = (picture(qtbot, button(role), enabled=enabled) for enabled in (True, False))
        colours = {QColor(off.pixel(x, y)).name() for x in range(off.width()) for y in range(off.height())}
        assert theme.color("disabled").name() in colours
        assert on != off
    finally:
        theme.current().choose("system")
