"""A row of numbers to answer with: one Tab stop, arrow keys, a digit or a click."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from journeymap.ui.plain import label

SIZE = 44
_LOW_WIDTH = 92
"""So that scales below each other stand in line."""


class ScaleButtons(QWidget):
    """`answered` carries the number that was chosen, or None when the answer was taken back."""

    answered = Signal(object)

    def __init__(
        self, name: str, lowest: int, highest: int, low_words: str, high_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value: int | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        low = label(low_words, "small")
        low.setMinimumWidth(_LOW_WIDTH)
        row.addWidget(low)
        ends = {lowest: low_words, highest: high_words}
        for number in range(lowest, highest + 1):
            button = _Number(number, self)
            about = f", {ends[number]}" if number in ends else ""
            button.setAccessibleName(f"{name}: {number} of {highest}{about}")
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addWidget(label(high_words, "small"))
        row.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def value(self) -> int | None:
        """What is chosen, None before."""
        return self._value

    def show_value(self, value: int | None) -> None:
        """Show an answer that is stored already."""
        self._value = value
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == value)

    def focus_first(self) -> None:
        """Put the keyboard on the answer, or on the first number."""
        button = self._group.button(self._value) if self._value is not None else self._group.buttons()[0]
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Move the keyboard to the next number, or the one before."""
        buttons = self._group.buttons()
        at = next((index for index, button in enumerate(buttons) if button.hasFocus()), 0)
        buttons[max(0, min(len(buttons) - 1, at + by))].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, number: int) -> None:
        """Answer with this number, where it is on the scale."""
        if self._group.button(number) is not None:
            self._on_clicked(number)
            self._group.button(number).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self, number: int) -> None:
        self.show_value(None if number == self._value else number)
        self.answered.emit(self._value)


class _Number(QPushButton):
    def __init__(self, number: int, scale: ScaleButtons) -> None:
        super().__init__(str(number), scale)
        self._scale = scale
        self.setCheckable(True)
        self.setAutoExclusive(True)  # the scale sees to that; this makes it a radio button to be spoken of
        self.setProperty("role", "number")
        self.setFixedSize(SIZE, SIZE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._scale.step(-1 if key == Qt.Key.Key_Left else 1)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._scale.choose(key - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)
