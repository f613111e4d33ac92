"""The signs of the capture line, shown below the top bar."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journeymap.present.actions import SIGNS
from journeymap.ui.plain import Elided, label

WIDE = 1000


class SignsStrip(QWidget):
    """Each sign with its word; the sign for quotes only where quotes are offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = False
        self._quote = QWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        self._what = Elided("", "secondary")
        row.addWidget(self._what)
        for sign, word, _ in SIGNS:
            holder = self._quote if sign == '"' else QWidget()
            pair = QHBoxLayout(holder)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(4)
            pair.addWidget(label(sign, "heading"))
            pair.addWidget(label(word, "secondary"))
            row.addWidget(holder)
        row.addStretch(1)
        self._more = Elided("↑ corrects an entry · [mm:ss] sets its time", "secondary")
        row.addWidget(self._more)
        self.show_running(running=False)

    def show_running(self, *, running: bool) -> None:
        """Say what to do with them now, or what they will be for."""
        self._what.setText("Type anything and press Enter." if running else "A session is typed, a line at a time:")
        self._running = running
        self._mind_the_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mind_the_room()

    def _mind_the_room(self) -> None:
        """Where room is short, one sentence in full rather than the beginnings of two."""
        self._more.setVisible(self._running and self.width() >= WIDE)

    def offer_quotes(self, *, offered: bool) -> None:
        """Show or hide the sign for quotes."""
        self._quote.setVisible(offered)
