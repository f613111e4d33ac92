"""What the recorder says below the stream, one line at a time: a prompt, a time limit, a stretch nobody saw.

Nothing here opens, sounds or takes the keyboard.
"""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from journeymap.ui.plain import Elided
from journeymap.ui.recorder.key_button import KeyButton

ORDER: Final = ("gap", "prompt", "limit")
"""What is said first where there are several."""


class QuietNotes(QWidget):
    """`acted` carries the key of the note whose button was pressed, `told` what is said now."""

    acted = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: dict[str, tuple[str, str, str]] = {}
        self._shown = ""
        self._words = Elided("", "warn")
        self.act = KeyButton("", role="big")
        self.act.clicked.connect(self._on_act)
        self.close_note = QPushButton("Close")
        self.close_note.setProperty("role", "quiet")
        self.close_note.setProperty("touch", "true")
        self.close_note.setAccessibleName("Close this note")
        self.close_note.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.act)
        row.addWidget(self.close_note)
        self._show()

    def say(self, key: str, words: str, action: str = "", command: str = "") -> None:
        """Say something under one of ORDER, with a button for what may be done about it, which `command` does as well.

        No words take it back.
        """
        if words:
            self._notes[key] = (words, action, command)
        else:
            self._notes.pop(key, None)
        self._show()

    def said(self, key: str) -> str:
        """What is said under this key; empty where nothing is."""
        return self._notes.get(key, ("", "", ""))[0]

    def clear(self) -> None:
        """Say nothing."""
        self._notes.clear()
        self._show()

    def _show(self) -> None:
        self._shown = next((key for key in ORDER if key in self._notes), "")
        words, action, command = self._notes.get(self._shown, ("", "", ""))
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.act.set_words(action, command)
        self.act.setVisible(bool(action))
        self.setVisible(bool(words))
        self.told.emit(f"{words} {self.act.accessibleDescription()}: {action}" if action and command else words)

    def _on_act(self) -> None:
        key = self._shown
        self.say(key, "")
        self.acted.emit(key)

    def _on_close(self) -> None:
        self.say(self._shown, "")
