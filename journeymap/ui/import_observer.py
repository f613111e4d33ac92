"""Whose notes are imported: a second observer's join the sessions that somebody else leads."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from journeymap.core.errors import Problem
from journeymap.ui.plain import label, plain
from journeymap.ui.sessions.field_edits import read_seconds

NOTES = frozenset({".txt", ".journey"})
"""What a second observer's notes can come in."""
FOUND = "found by its head"


class ObserverChoices(QWidget):
    """The observer, the session that is meant, and by how much the notes are moved; the last two once one is named."""

    chosen = Signal()

    def __init__(self, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.observer = QLineEdit()
        self.observer.setPlaceholderText("nobody; or a name")
        self.session = QComboBox()
        self.session.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.session.addItem(FOUND, "")
        self.moved = QLineEdit()
        self.moved.setPlaceholderText("found from common visits")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        fields = (("Notes of a second &observer", self.observer), ("On the &session", self.session))
        for column, (words, field) in enumerate((*fields, ("Moved by (s&econds)", self.moved))):
            name = label(words, "small")
            name.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            grid.addWidget(name, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        self.observer.textChanged.connect(self._on_named)
        self.observer.editingFinished.connect(self.chosen)
        self.moved.editingFinished.connect(self.chosen)
        self.session.activated.connect(self.chosen)
        self._on_named("")
        self.setVisible(all(path.suffix.lower() in NOTES for path in paths))

    def offer(self, sessions: Sequence[tuple[str, str]]) -> None:
        """The sessions that can be meant, as (id, words)."""
        for session_id, words in sessions:
            self.session.addItem(plain(words), session_id)

    def name(self) -> str | None:
        """Whose notes they are; None: those of whoever the files say."""
        return " ".join(self.observer.text().split()) or None

    def session_id(self) -> str | None:
        """The session that was chosen; None where it is to be found."""
        return (self.session.currentData() or None) if self.name() else None

    def offset_ms(self) -> int | None:
        """By how much the notes are moved; None where it is to be found. What is no number is taken out."""
        text = self.moved.text().strip()
        if not text or not self.name():
            return None
        try:
            return read_seconds(text)
        except Problem:
            self.moved.clear()
            return None

    def _on_named(self, text: str) -> None:
        for field in (self.session, self.moved):
            field.setEnabled(bool(text.strip()))
