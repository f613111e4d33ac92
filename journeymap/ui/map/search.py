"""Searching the map: a bar over it that counts "2 of 5" and jumps."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from journeymap.core.wording import count_text
from journeymap.present.map_search import Found
from journeymap.ui.plain import Elided, label


class SearchBar(QFrame):
    """`found` carries the `Found` to jump to, `closed` says that the bar is left.

    `find` gives everything that holds the words. Enter goes to the next place, Shift+Enter to the one before, Esc
    closes the bar.
    """

    found = Signal(object)
    closed = Signal()

    def __init__(self, find: Callable[[str], tuple[Found, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "filterbar")
        self._find = find
        self._all: tuple[Found, ...] = ()
        self._at = -1
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find steps, cells, pain points, tags, labels")
        self.field.setAccessibleName("Find on the map")
        self.field.setMaximumWidth(360)
        self.count = label("", "secondary")
        self.words = Elided("", "secondary")
        self.before = QPushButton("Previous")
        self.after = QPushButton("Next")
        self.close_button = QPushButton("Close")
        for button in (self.before, self.after, self.close_button):
            button.setProperty("role", "quiet")
        self.before.setAccessibleName("Previous place found")
        self.after.setAccessibleName("Next place found")
        self.close_button.setAccessibleName("Close the search")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 12, 5)
        row.setSpacing(8)
        row.addWidget(self.field, 2)
        row.addWidget(self.count)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addWidget(self.words, 3)
        row.addWidget(self.close_button)
        self.field.textChanged.connect(self._on_typed)
        self.before.clicked.connect(lambda: self.move_by(-1))
        self.after.clicked.connect(lambda: self.move_by(1))
        self.close_button.clicked.connect(self.close_bar)
        self.hide()

    def open(self) -> None:
        """Show the bar with the keyboard in its field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.refresh()

    def close_bar(self) -> None:
        """Hide the bar again."""
        self.hide()
        self.closed.emit()

    def refresh(self) -> None:
        """The map is another one now: look again, without jumping."""
        self._all = self._find(self.field.text())
        self._at = min(self._at, len(self._all) - 1)
        self._say()

    def move_by(self, step: int) -> None:
        """Go to the next place, or the one before; after the last comes the first."""
        if self._all:
            self._at = (self._at + step) % len(self._all) if self._at >= 0 else 0
            self._say()
            self.found.emit(self._all[self._at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.move_by(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._at = -1
        self._all = self._find(self.field.text())
        if self._all:
            self.move_by(1)
        else:
            self._say()

    def _say(self) -> None:
        if not self.field.text().strip():
            said, words = "", ""
        elif not self._all:
            said, words = "nothing found", ""
        else:
            said = count_text(self._at + 1, len(self._all)) if self._at >= 0 else f"{len(self._all):,} found"
            words = self._all[self._at].words if self._at >= 0 else ""
        self.count.setText(said)
        self.words.setText(words)
        self.field.setAccessibleDescription(", ".join(part for part in (said, words) if part))
        for button in (self.before, self.after):
            button.setEnabled(len(self._all) > 0)
