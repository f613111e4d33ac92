"""Choosing one of many by typing a part of its name: the keyboard's way to whatever a pointer would click."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from journeymap.ui.plain import label, plain_tip

_WIDTH, _HEIGHT = 480, 320
_MOST = 200


class PickOne(QFrame):
    """A field over the map with what fits below it. `picked` carries the key of the one that was taken."""

    picked = Signal(str)

    def __init__(self, question: str, choices: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """`choices` are (words, key)."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(question)
        self._choices = list(choices)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type a part of the name")
        self.field.setAccessibleName(question)
        self.list = QListWidget()
        self.list.setProperty("role", "flush")
        self.list.setAccessibleName(question)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(label(question, "heading", wrap=True))
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._on_typed)
        self.list.itemClicked.connect(self._on_taken)
        self._on_typed("")

    def open_over(self, widget: QWidget) -> None:
        """Show it near the top of a widget, with the keyboard in the field."""
        self.setFixedSize(max(240, min(_WIDTH, widget.width() - 24)), _HEIGHT)
        self.move(widget.mapToGlobal(QPoint(max(12, (widget.width() - self.width()) // 2), 24)))
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, last = self.list.currentRow(), self.list.count() - 1
        if event.key() == Qt.Key.Key_Down:
            self.list.setCurrentRow(min(row + 1, last))
        elif event.key() == Qt.Key.Key_Up:
            self.list.setCurrentRow(max(row - 1, 0))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_taken(self.list.currentItem())
        else:
            super().keyPressEvent(event)
        self._speak()

    def _speak(self) -> None:
        """Put the chosen line into the description of the field: screen readers speak that."""
        row = self.list.currentRow()
        self.field.setAccessibleDescription(self.list.item(row).text() if row >= 0 else "Nothing has these words")

    def _on_typed(self, typed: str) -> None:
        words = typed.casefold().split()
        fitting = [pair for pair in self._choices if all(word in pair[0].casefold() for word in words)]
        start = " ".join(words)
        fitting.sort(key=lambda pair: not pair[0].casefold().startswith(start))
        self.list.clear()
        for words_of_it, key in fitting[:_MOST]:
            item = QListWidgetItem(words_of_it)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(plain_tip(words_of_it))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._speak()

    def _on_taken(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            key = str(item.data(Qt.ItemDataRole.UserRole))
            self.close()
            self.picked.emit(key)
