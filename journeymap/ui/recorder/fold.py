"""A part of a page that is folded away until it is wanted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymap.ui.notice import Opener
from journeymap.ui.plain import plain


class Fold(QWidget):
    """A heading that is a button, and what it opens. The button may stand somewhere else than above it."""

    def __init__(self, words: str, content: QWidget, *, button_inside: bool = True) -> None:
        super().__init__()
        self._words = words
        self._content = content
        self.button = Opener()
        self.button.setProperty("role", "quiet")
        self.button.setMinimumHeight(32)
        self.button.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if button_inside:
            self.button.setProperty("edge", "left")
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(content)
        content.hide()
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """What the heading says."""
        self._words = words
        is_open = self.button.isChecked()
        self.button.setText(plain(f"{'▾' if is_open else '▸'} {words}"))
        self.button.setAccessibleName(words)
        self.button.setAccessibleDescription("open" if is_open else "folded away")

    def _on_toggled(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self.show_words(self._words)
