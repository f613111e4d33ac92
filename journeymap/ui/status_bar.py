"""The bar at the bottom: whether everything is saved, what undo would undo, and how large the map is shown."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from journeymap.store.document import PublishStatus
from journeymap.ui import keys
from journeymap.ui.notice import Notice
from journeymap.ui.plain import Elided, label, plain, plain_tip, restyle

HEIGHT = 28


class StatusBar(QFrame):
    """`undo_asked` and `palette_asked` are what its two buttons are for."""

    undo_asked = Signal()
    palette_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "statusbar")
        self.setFixedHeight(HEIGHT)
        self._saved = Elided("", "small")
        self._undo = QPushButton()
        self._undo.setProperty("role", "status")
        self._undo.setFixedHeight(24)
        self._undo.clicked.connect(self.undo_asked)
        self._undo.hide()
        self._note = Notice("small")
        self._palette = QPushButton()
        self._palette.setProperty("role", "status")
        self._palette.setFixedHeight(24)
        self._palette.setAccessibleName("Find a command")
        self._palette.clicked.connect(self.palette_asked)
        keys.current().changed.connect(self._name_keys)
        self._name_keys()
        self._zoom: QLabel = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(self._saved)
        row.addWidget(self._undo)
        row.addStretch(1)
        row.addWidget(self._note)
        row.addWidget(self._palette)
        row.addWidget(self._zoom)
        self.show_saved(PublishStatus(None, False))

    def _name_keys(self) -> None:
        its_keys = keys.keys_text("palette.open")
        self._palette.setText(f"{its_keys} commands" if its_keys else "Commands")

    def show_saved(self, status: PublishStatus, *, read_only: bool = False, recording: bool = False) -> None:
        """Say where the work is: in the file, on this computer, or why not in the file."""
        if read_only:
            self._say("Open for reading only", "small")
        elif status.problem:
            self._say(f"Everything is safe on this computer, but not in the file yet. {status.problem}", "warn")
        elif recording:
            self._say("✓ Every entry is on disk; the file follows when the session ends", "small")
        elif status.pending:
            self._say("✓ Everything is safe on this computer; the file follows in a moment", "small")
        elif status.published_at_ms is not None:
            at = datetime.fromtimestamp(status.published_at_ms / 1000).astimezone()
            self._say(f"✓ All changes saved {at:%H:%M}", "small")
        else:
            self._say("✓ All changes saved", "small")

    def show_undo(self, words: str) -> None:
        """Name what undo would undo; nothing hides the button."""
        self._undo.setText(plain(f"Undo: {words}"))
        self._undo.setAccessibleName(f"Undo: {words}")
        self._undo.setVisible(bool(words))

    def show_note(self, words: str) -> None:
        self._note.setText(words)

    def note_text(self) -> str:
        return self._note.text()

    def show_zoom(self, zoom: float) -> None:
        """The zoom as a share; below 0 hides it."""
        self._zoom.setText(f"{round(zoom * 100)} %" if zoom >= 0 else "")
        self._zoom.setVisible(zoom >= 0)

    def saved_text(self) -> str:
        return self._saved.text()

    def _say(self, words: str, role: str) -> None:
        if words == self._saved.text():
            return
        self._saved.setText(words)
        self._saved.setAccessibleName(words)
        self._saved.setToolTip(plain_tip(words))
        restyle(self._saved, role=role)
