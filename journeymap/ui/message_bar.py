"""A calm line above the page that says what happened, what is safe, and what to do. Nothing modal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from journeymap.ui.notice import Notice
from journeymap.ui.plain import plain, restyle


class MessageBar(QFrame):
    """Shows one message at a time, the newest. `acted` carries the key of the action that was offered and taken."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._text = Notice(wrap=True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._action = QPushButton()
        self._action.clicked.connect(self._on_action)
        self._close = QPushButton("Close")
        self._close.setProperty("role", "quiet")
        self._close.setAccessibleName("Close the message")
        self._close.clicked.connect(self.hide)
        self._key = ""
        self._until_undone = False
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    def say(
        self, text: str, kind: str = "note", action: str = "", key: str = "", *, until_undone: bool = False
    ) -> None:
        """Show `text`; `kind` is note, warn or bad. `action` labels a button that answers with `key`.

        What tells of a change is wrong once that is undone: then it goes by itself (`until_undone`).
        """
        self._text.setText(text)
        self._key = key
        self._until_undone = until_undone
        self._action.setText(plain(action))
        self._action.setVisible(bool(action))
        restyle(self, kind=kind)
        self.show()

    def text(self) -> str:
        """What is shown now, or nothing."""
        return "" if self.isHidden() else self._text.text()

    def forget_undone(self) -> None:
        """Something was undone: what told of it goes."""
        if self._until_undone:
            self.hide()

    def _on_action(self) -> None:
        self.hide()
        self.acted.emit(self._key)
