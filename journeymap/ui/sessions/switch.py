"""A row of joined buttons of which one is on."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from journeymap.ui.plain import plain_tip

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Switch(QWidget):
    """`chosen` carries the key of the button that is on now. Arrow keys choose the neighbour."""

    chosen = Signal(str)

    def __init__(self, name: str, words: Mapping[str, str], tips: Mapping[str, str]) -> None:
        super().__init__()
        self.key = next(iter(words))
        self._keys = list(words)
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (key, word) in enumerate(words.items()):
            button = QPushButton(word)
            button.setObjectName(key)
            button.setProperty("role", "segment")
            button.setProperty("first", str(number == 0).lower())
            button.setProperty("last", str(number == len(words) - 1).lower())
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to that; this makes it a radio button to be spoken of
            button.setToolTip(plain_tip(tips.get(key, word)))
            button.setAccessibleDescription(tips.get(key, ""))
            button.clicked.connect(self._on_clicked)
            self.buttons[key] = button
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[self.key].setChecked(True)

    def choose(self, key: str) -> None:
        """Switch a button on; nothing happens where it is on already."""
        self.buttons[key].setChecked(True)
        if key != self.key:
            self.key = key
            self.chosen.emit(key)

    def choose_next(self) -> None:
        """Switch on the neighbour, after the last the first."""
        self.choose(self._keys[(self._keys.index(self.key) + 1) % len(self._keys)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.choose(self._keys[(self._keys.index(self.key) + step) % len(self._keys)])
        self.buttons[self.key].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        self.choose(self.sender().objectName())
