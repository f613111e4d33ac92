"""The capture line: everything that happens is typed here, and its sign and tags are coloured as they are typed."""

import re

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from journeymap.core.capture import one_line, parse_line
from journeymap.ui import theme

_TAG = re.compile(r"(?:^|(?<=\s))#[^\W\d_][\w-]*")
_TIME = re.compile(r"^\s*\[[^\]]*\]?")
_INSIDE = re.compile(r"^\s*\[([^\]]*)")
_OWN_KEYS = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Insert)


class SignColours(QSyntaxHighlighter):
    """Colours sign and tags; `!3` in the colour of its impact, an unreadable line in that of a warning."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme.current().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        start = found.end() if (found := _TIME.match(text)) else 0
        if start:
            self.setFormat(0, start, _format("text2"))
        line = parse_line(text)
        rest = text[start:].lstrip()
        at = len(text) - len(rest)
        if rest and not line.readable and len(rest) > 1:
            self.setFormat(at, len(rest), _format("warn"))
            return
        if line.kind != "do" and rest:
            length = self._sign_length(rest)
            colour = f"impact{line.impact}" if line.kind == "pain" and line.impact is not None else "accent"
            self.setFormat(at, length, _format(colour, strong=True))
        for tag in _TAG.finditer(text):
            self.setFormat(tag.start(), tag.end() - tag.start(), _format("accent", strong=True))

    @staticmethod
    def _sign_length(rest: str) -> int:
        found = re.match(r"[!~]\s*[-+−–]?\d*|--|.", rest)
        return found.end() if found else 1


def _format(colour: str, *, strong: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.color(colour))
    if strong:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made


class CaptureLine(QPlainTextEdit):
    """One line of text. `kept` carries it when Enter is pressed; `walked` carries −1 or +1 for Up and Down.

    `begun` is emitted at the first keystroke of a line. Up, Down and Tab first ask whoever offers suggestions, by way
    of `offering`. `moved` carries −1 or +1 for Alt+Up and Alt+Down while an entry is corrected. A pasted picture goes
    out with `pictured` (a QImage) or `picture_file` (a path).
    """

    begun = Signal()
    emptied = Signal()
    typed = Signal(str)
    kept = Signal(str)
    walked = Signal(int)
    moved = Signal(int)
    pictured = Signal(object)
    picture_file = Signal(str)
    taken = Signal()
    chosen = Signal(int)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offering = False
        self.correcting = False
        self._was_empty = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "line")
        self.setFont(theme.font(15))
        self.document().setDocumentMargin(4)
        self.document().setMaximumBlockCount(1)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # files dropped anywhere are imported, never typed
        self.setFixedHeight(30)
        self.setAccessibleName("Capture line")
        SignColours(self.document())
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        return self.toPlainText()

    def put(self, text: str) -> None:
        """Replace what stands in the line, as if typed, with the cursor at its end."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def put_time(self, clock: str) -> None:
        """Write a time before the line, chosen so that typing replaces it; one that is there is chosen."""
        if _TIME.match(self.text()) is None:
            start = self.textCursor()
            start.setPosition(0)
            start.insertText(f"[{clock}] ")
        inside = _INSIDE.match(self.text())
        if inside is not None:
            cursor = self.textCursor()
            cursor.setPosition(inside.start(1))
            cursor.setPosition(inside.end(1), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def empty(self) -> None:
        """Take the line away; its typing cannot be undone any more."""
        self.setPlainText("")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.correcting and self._moves(event):
                event.accept()
                return True
            if self._is_command(event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain_key = event.key(), event.modifiers() in {_NONE, _KEYPAD}
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.kept.emit(self.text())
        elif self.correcting and self._moves(event):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and plain_key:
            self._on_arrow(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is on offer; Qt asks here before it lets a key event out."""
        if forward and self.offering:
            self.taken.emit()
            return True
        return super().focusNextPrevChild(forward)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted becomes one line; a picture goes with it."""
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files:
            self.picture_file.emit(files[0])
        elif source.hasImage() and not source.hasText():
            image = source.imageData()
            self.pictured.emit(image if isinstance(image, QImage) else QImage())
        elif source.hasText():
            self.insertPlainText(one_line(source.text()))

    @staticmethod
    def _moves(event: QKeyEvent) -> bool:
        up_or_down = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        return up_or_down and event.modifiers() & ~_KEYPAD == Qt.KeyboardModifier.AltModifier

    def _on_arrow(self, step: int) -> None:
        if self.offering:
            self.chosen.emit(step)
        elif self.correcting or not self.text():
            self.walked.emit(step)

    def _is_command(self, event: QKeyEvent) -> bool:
        """Whether a key is the window's: the line keeps only editing keys, and undo while there is typing to undo."""
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            return not self.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
        return control and letter and event.key() not in _OWN_KEYS

    def _on_text_changed(self) -> None:
        text = self.text()
        if self._was_empty and text:
            self._was_empty = False
            self.begun.emit()
        elif not text and not self._was_empty:
            self._was_empty = True
            self.emptied.emit()
        self.typed.emit(text)


_NONE = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
