"""The signs of the capture line, shown below the top bar while a session runs."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from journeymap.present.actions import SIGNS
from journeymap.ui.plain import Elided, label


class SignsStrip(QWidget):
    """Each sign with its word; the sign for quotes only where quotes are offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote = QWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(Elided("Type anything and press Enter.", "secondary"))
        for sign, word, _ in SIGNS:
            holder = self._quote if sign == '"' else QWidget()
            pair = QHBoxLayout(holder)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(4)
            pair.addWidget(label(sign, "heading"))
            pair.addWidget(label(word, "secondary"))
            row.addWidget(holder)
        row.addStretch(1)
        row.addWidget(Elided("↑ corrects an entry · [mm:ss] sets its time", "secondary"))

    def offer_quotes(self, *, offered: bool) -> None:
        """Show or hide the sign for quotes."""
        self._quote.setVisible(offered)
