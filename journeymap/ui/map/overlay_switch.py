"""What is laid over the map: one of six, chosen in a row of joined buttons, or in a menu where there is no room."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from journeymap.present.actions import OVERLAY_HELP, OVERLAY_WORDS
from journeymap.ui.plain import plain_tip

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class OverlaySwitch(QWidget):
    """`chosen` carries the key of the overlay. Arrow keys choose the neighbour."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = "traffic"
        self.setAccessibleName("What is shown over the map")
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.menu_button = QPushButton()
        self.menu_button.setAccessibleName("What is shown over the map")
        self.menu_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        menu = QMenu(self.menu_button)
        for key, word in OVERLAY_WORDS.items():
            button = QPushButton(word)
            button.setObjectName(key)
            button.setProperty("role", "segment")
            button.setProperty("first", str(key == "traffic").lower())
            button.setProperty("last", str(key == "evidence").lower())
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to that; this makes it a radio button to be spoken of
            button.setToolTip(plain_tip(OVERLAY_HELP[key]))
            button.setAccessibleDescription(OVERLAY_HELP[key])
            button.clicked.connect(self._on_clicked)
            self.buttons[key] = button
            self._group.addButton(button)
            row.addWidget(button)
            menu.addAction(word).setData(key)
        menu.triggered.connect(lambda action: self.choose(str(action.data())))
        self.menu_button.setMenu(menu)
        row.addWidget(self.menu_button)
        self.set_narrow(False)
        self._show()

    def choose(self, key: str) -> None:
        """Choose an overlay by its key."""
        if key != self.key:
            self.key = key
            self._show()
            self.chosen.emit(key)

    def set_narrow(self, narrow: bool) -> None:
        """Show a menu instead of the row of buttons."""
        self.menu_button.setVisible(narrow)
        for button in self.buttons.values():
            button.setVisible(not narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(OVERLAY_WORDS)
        self.choose(keys[(keys.index(self.key) + step) % len(keys)])
        if not self.buttons[self.key].isHidden():
            self.buttons[self.key].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        self.choose(self.sender().objectName())
        self._show()

    def _show(self) -> None:
        for key, button in self.buttons.items():
            button.setChecked(key == self.key)
        self.menu_button.setText(f"{OVERLAY_WORDS[self.key]} ▾")
        self.menu_button.setAccessibleDescription(OVERLAY_WORDS[self.key])
