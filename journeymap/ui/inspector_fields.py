"""Fields of the inspector: each is changed in its place and tells once, when it is left or Enter is pressed."""

from typing import Final

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from journeymap.present.form import MIXED, Field

_DIFFERENT = "different"
MOST_CHARACTERS: Final = 20_000
"""A longer text is shown by its beginning alone: laying out all of it would hold the window up."""
_LONG_WORD: Final = 1_000
_TOO_LONG: Final = "Too long to be changed here: only its beginning is shown."


class LineField(QLineEdit):
    """One line. `wanted` carries the new words; Esc brings the old ones back."""

    wanted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = self._told = ""
        self.setPlaceholderText(field.hint)
        self.setAccessibleName(field.name)
        self.setMinimumWidth(60)
        self.show_field(field)
        self.editingFinished.connect(self._on_finished)

    def show_field(self, field: Field) -> None:
        """Show what is stored now, unless somebody is typing here."""
        if self.text() in {self._kept, self._told} or not self.hasFocus():
            self.setText(field.value)
            self.setCursorPosition(0)
        self._kept = self._told = field.value

    def put_back(self) -> None:
        """Show what is stored again: what was typed could not be taken."""
        self._told = self._kept
        self.setText(self._kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._kept:
            self.put_back()
        else:
            super().keyPressEvent(event)

    def _on_finished(self) -> None:
        words = " ".join(self.text().split())
        if words not in (self._kept, self._told):
            self._told = words
            self.wanted.emit(words)


class TextField(QPlainTextEdit):
    """Several lines. Ctrl+Enter or leaving it tells; Tab goes on to the next field.

    What is pasted and makes the text too long to be shown is told at once, as a whole.
    """

    wanted = Signal(object)  # a str, which Qt would otherwise copy twice, however long it is
    HEIGHT = 76

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = self._told = ""
        self.setTabChangesFocus(True)
        self.setPlaceholderText(field.hint)
        self.setAccessibleName(field.name)
        self.setFixedHeight(self.HEIGHT)
        self.setMinimumWidth(60)
        self.show_field(field)

    def show_field(self, field: Field) -> None:
        """Show what is stored now, unless somebody is typing here."""
        if self.isReadOnly() or self.toPlainText() in {self._kept, self._told} or not self.hasFocus():
            self._put(field.value)
        self._kept = self._told = field.value

    def put_back(self) -> None:
        """Show what is stored again."""
        self._told = self._kept
        self._put(self._kept)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if len(text) + self.document().characterCount() <= MOST_CHARACTERS:
            self._mind_long_words(self.toPlainText() + text)
            super().insertFromMimeData(source)
            return
        words = f"{self._around(before=True)}{text}{self._around(before=False)}".strip()
        self._put(words)
        self._told = words
        self.wanted.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._tell()
        elif event.key() == Qt.Key.Key_Escape and not self.isReadOnly() and self.toPlainText() != self._kept:
            self.put_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tell()

    def _tell(self) -> None:
        words = self.toPlainText().strip()
        if not self.isReadOnly() and words not in (self._kept, self._told):
            self._told = words
            self.wanted.emit(words)

    def _put(self, text: str) -> None:
        whole = len(text) <= MOST_CHARACTERS
        shown = text if whole else f"{text[:MOST_CHARACTERS]}…"
        self.setReadOnly(not whole)
        self.setToolTip("" if whole else _TOO_LONG)
        self.setAccessibleDescription("" if whole else _TOO_LONG)
        self._mind_long_words(shown)
        self.setPlainText(shown)

    def _mind_long_words(self, text: str) -> None:
        """To look for blanks at which to break a very long word takes Qt the square of its length."""
        if any(len(word) > _LONG_WORD for word in text.split()):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        else:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def _around(self, *, before: bool) -> str:
        """What stands before or behind the place where something is pasted."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart() if before else cursor.selectionEnd())
        end = QTextCursor.MoveOperation.Start if before else QTextCursor.MoveOperation.End
        cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText()


class ChoiceField(QComboBox):
    """One of a list, by its key. Arrow keys open the list, so walking through it changes nothing yet."""

    wanted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = self._told = ""
        self.setAccessibleName(field.name)
        _make_narrow(self)
        self.show_field(field)
        self.activated.connect(self._on_activated)

    def show_field(self, field: Field) -> None:
        """Show what is stored now."""
        self._kept = self._told = field.value
        with QSignalBlocker(self):
            self.clear()
            for key, words in field.choices:
                self.addItem(words, key)
            self.setPlaceholderText(_DIFFERENT if field.value == MIXED else field.hint)
            self.setCurrentIndex(self.findData(field.value))

    def put_back(self) -> None:
        """Show what is stored again."""
        self._told = self._kept
        self.setCurrentIndex(self.findData(self._kept))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.showPopup()
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}:
            super().keyPressEvent(event)
        else:
            event.ignore()  # a letter would change the choice at once

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the panel changes nothing

    def _on_activated(self) -> None:
        chosen = str(self.currentData())
        if chosen not in (self._kept, self._told):
            self._told = chosen
            self.wanted.emit(chosen)


class TypedField(QComboBox):
    """Words that are there already, or new ones. The first of the list empties the field: of several steps, for all."""

    wanted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = self._told = ""
        self._mixed = False
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(field.name)
        _make_narrow(self)
        line = self._line()
        line.setAccessibleName(field.name)
        self.show_field(field)
        line.editingFinished.connect(self._tell)
        self.activated.connect(self._on_activated)

    def show_field(self, field: Field) -> None:
        """Show what is stored now, unless somebody is typing here."""
        self._mixed = field.value == MIXED
        value = "" if self._mixed else field.value
        self._line().setPlaceholderText(_DIFFERENT if self._mixed else field.hint)
        typing = self._line().hasFocus() and self.currentText() not in {self._kept, self._told}
        words = self.currentText() if typing else value
        with QSignalBlocker(self):
            self.clear()
            self.addItem(field.hint, "")
            for _, title in field.choices:
                self.addItem(title, title)
            self.setCurrentIndex(self.findText(words))
            self.setEditText(words)
        self._line().setCursorPosition(0)
        self._kept = self._told = value

    def put_back(self) -> None:
        """Show what is stored again."""
        self._told = self._kept
        self.setEditText(self._kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.currentText() != self._kept:
            self.put_back()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _on_activated(self, index: int) -> None:
        words = str(self.itemData(index))
        self.setEditText(words)
        if self._mixed and not words:
            self._mixed = False
            self.wanted.emit("")  # the field looked empty before, as the steps differ
        else:
            self._tell()

    def _line(self) -> QLineEdit:
        line = self.lineEdit()
        assert line is not None
        return line

    def _tell(self) -> None:
        words = " ".join(self.currentText().split())
        if words not in (self._kept, self._told):
            self._told = words
            self.wanted.emit(words)


FieldWidget = LineField | TextField | ChoiceField | TypedField


def made_field(field: Field) -> FieldWidget:
    """The control for a field that can be changed."""
    if field.kind == "text":
        return TextField(field)
    if field.kind == "choice":
        return ChoiceField(field)
    return TypedField(field) if field.kind == "typed" else LineField(field)


def _make_narrow(box: QComboBox) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
