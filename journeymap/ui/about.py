"""What this app is, on a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from journeymap import __version__
from journeymap.ui.plain import label


class AboutDialog(QDialog):
    """What the app is, which version, and what it promises."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About journeymap")
        self.setMinimumWidth(440)
        close = QPushButton("&Close")
        close.setProperty("role", "primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(10)
        layout.addWidget(label("journeymap", "page-title"))
        layout.addWidget(label(f"Version {__version__}", "secondary"))
        for words in (
            "Watch people use a service, count what happened, and say honestly what hurts most.",
            "Every entry is on disk before the next can be typed. Nothing leaves this computer.",
            "Open source under the Apache licence 2.0. Set in Noto Sans, under the SIL Open Font Licence.",
        ):
            layout.addWidget(label(words, wrap=True))
        layout.addSpacing(8)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
