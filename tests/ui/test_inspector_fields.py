"""Long texts in a field of several lines: nothing is lost, and nothing is laid out that would hold the window up."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.present.form import Field
from journeymap.ui.inspector_fields import MOST_CHARACTERS, TextField


def shown(qtbot: QtBot, value: str) -> tuple[TextField, list[str]]:
    """A field on screen with the keyboard in it, and what it tells from now on."""
    field = TextField(Field("description", "What it is", value, "text"))
    qtbot.addWidget(field)
    told: list[str] = []
    field.wanted.connect(told.append)
    field.show()
    field.activateWindow()
    field.setFocus()
    return field, told


def paste(field: TextField, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    field.insertFromMimeData(mime)


def test_what_is_pasted_and_too_long_to_be_shown_is_told_whole_where_it_was_pasted(qtbot: QtBot) -> None:
    field, told = shown(qtbot, "before 😀 after")
    cursor = field.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(9, cursor.MoveMode.KeepAnchor)  # the picture sign: two units for Qt, one letter for us
    field.setTextCursor(cursor)
    paste(field, "w" * 200_000)
    assert told == [f"before {'w' * 200_000} after"]
    assert field.isReadOnly()
    assert len(field.toPlainText()) == MOST_CHARACTERS + 1
    field.clearFocus()
    QApplication.processEvents()
    assert len(told) == 1


def test_a_long_text_is_shown_by_its_beginning_and_can_be_changed_again_when_it_is_short(qtbot: QtBot) -> None:
    field, told = shown(qtbot, "line\n" * 10_000)
    assert field.isReadOnly()
    assert field.toPlainText().endswith("…")
    assert "beginning" in field.accessibleDescription()
    field.clearFocus()
    field.show_field(Field("description", "What it is", "short", "text"))
    assert not field.isReadOnly()
    assert field.toPlainText() == "short"
    assert not field.accessibleDescription()
    assert told == []


def test_what_could_not_be_kept_makes_room_for_what_is_stored(qtbot: QtBot) -> None:
    field, _ = shown(qtbot, "stored")
    paste(field, "w" * 200_000)
    field.put_back()
    assert field.toPlainText() == "stored"
    assert not field.isReadOnly()


def test_a_very_long_word_is_broken_anywhere_and_others_between_words(qtbot: QtBot) -> None:
    field, _ = shown(qtbot, "some words")
    assert field.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    paste(field, "w" * 5_000)
    paste(field, " and more")
    assert field.wordWrapMode() == QTextOption.WrapMode.WrapAnywhere
