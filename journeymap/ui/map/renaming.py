"""Typing in place on the map: a title in one line, or the text of a cell in several."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

LEAST_WIDTH, LEAST_HEIGHT = 180, 32
_PASSING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


class TitleInPlace(QLineEdit):
    """A field over the map. `kept` carries the title and whether the next one follows (Tab); Esc keeps nothing.

    Going elsewhere with the pointer keeps what was typed.
    """

    kept = Signal(str, bool)
    dropped = Signal()

    def __init__(self, what: str, title: str, over: QWidget) -> None:
        super().__init__(title, over)
        self._before = title
        self._over = False
        self.left = False  # somebody went elsewhere: the keyboard is not to be brought back
        self.setAccessibleName(what)
        self.setPlaceholderText(what)
        self.setProperty("role", "in-place")

    def open_at(self, rect: QRect) -> None:
        """Show it over a place of its parent, with the keyboard in it and the old title chosen."""
        self.place_at(rect)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_at(self, rect: QRect) -> None:
        """Stand over a place of the parent, as far as it is in sight."""
        _stand(self, rect, LEAST_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._end(keeps=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(keeps=False)
        else:
            super().keyPressEvent(event)
        event.accept()  # nothing typed here is a command of the map below

    def focusNextPrevChild(self, following: bool) -> bool:
        self._end(keeps=True, goes_on=following)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING and self.isVisible():
            self.left = True
            self._end(keeps=True)

    def keep(self) -> None:
        """Keep what was typed and go away."""
        self._end(keeps=True)

    def _end(self, *, keeps: bool, goes_on: bool = False) -> None:
        if self._over:
            return
        self._over = True
        text = self.text()
        self.hide()
        if keeps and text.strip() and (text != self._before or goes_on):
            self.kept.emit(text, goes_on)
        else:
            self.dropped.emit()
        self.deleteLater()


class TextInPlace(QPlainTextEdit):
    """A field of several lines over a cell. Enter keeps, Shift+Enter begins a new line, Esc keeps nothing."""

    kept = Signal(str)
    dropped = Signal()

    def __init__(self, what: str, text: str, longest: int, over: QWidget) -> None:
        super().__init__(text, over)
        self._before = text
        self._longest = longest
        self._over = False
        self.setAccessibleName(what)
        self.setPlaceholderText(what)
        self.setTabChangesFocus(True)
        self.setProperty("role", "in-place")

    def open_at(self, rect: QRect) -> None:
        """Show it over a place of its parent, with the keyboard in it."""
        _stand(self, rect, 3 * LEAST_HEIGHT)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        new_line = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not new_line:
            self._end(keeps=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(keeps=False)
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING and self.isVisible():
            self._end(keeps=True)

    def event(self, event: QEvent) -> bool:
        # Keys that are commands of the map are letters and moves in here.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def _end(self, *, keeps: bool) -> None:
        if self._over:
            return
        self._over = True
        text = self.toPlainText()
        self.hide()
        if keeps and text != self._before:
            self.kept.emit(text)
        else:
            self.dropped.emit()
        self.deleteLater()


def _stand(widget: QWidget, rect: QRect, least_height: int) -> None:
    over = widget.parentWidget()
    room = over.rect() if over is not None else rect
    width = max(LEAST_WIDTH, rect.width())
    height = max(least_height, min(rect.height(), 5 * LEAST_HEIGHT))
    left = max(0, min(rect.left(), room.width() - width))
    top = max(0, min(rect.center().y() - height // 2, room.height() - height))
    widget.setGeometry(left, top, width, height)
