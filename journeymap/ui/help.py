"""Two pages of help: every key and sign, and what this app is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journeymap import __version__
from journeymap.present.actions import MENUS, SIGNS, commands_of
from journeymap.ui.commands import keys_text
from journeymap.ui.plain import label

_MORE_KEYS = (
    ("Enter", "keeps the line; empty fields of a form take the button that stands out"),
    ("Tab", "takes the suggestion in the capture line; elsewhere goes on to the next control"),
    ("↑ ↓", "in the capture line: walks earlier entries to correct them"),
    ("Esc", "leaves a correction or a dialog as it was"),
)


_MAP_KEYS = (
    ("← → ↑ ↓", "walk along the steps; with Shift they choose more of them"),
    ("Tab", "in the name of a step: keeps it and adds the next one"),
    ("C", "connects the selected step; the round handle on a card does the same by hand"),
    ("Menu, Shift+F10", "what can be done with what is selected"),
    ("Click twice", "adds a step, or names the phase, lane or cell under the pointer"),
    ("Shift and drag", "chooses every card that the frame touches"),
    ("Space and drag", "moves the map"),
)


class KeysDialog(QDialog):
    """All keys by menu, and the signs of the capture line; made from the list of commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and signs")
        self.resize(620, 620)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._grid = grid
        self._part("The signs of the capture line", [(sign, words) for sign, _, words in SIGNS])
        self._part("While typing", list(_MORE_KEYS))
        self._part("On the map", list(_MAP_KEYS))
        for menu, title in MENUS.items():
            with_keys = [(keys_text(found), found.name) for found in commands_of(menu) if found.keys]
            self._part(title.replace("&", ""), with_keys)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("Keys and signs")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close = QPushButton("&Close")
        close.setProperty("role", "primary")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.addWidget(area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)

    def _part(self, title: str, rows: list[tuple[str, str]]) -> None:
        if not rows:
            return
        at = self._grid.rowCount()
        if at > 1:
            self._grid.setRowMinimumHeight(at, 10)
            at += 1
        self._grid.addWidget(label(title, "heading"), at, 0, 1, 2)
        for offset, (keys, words) in enumerate(rows, start=1):
            self._grid.addWidget(label(keys, "key"), at + offset, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(label(words, wrap=True), at + offset, 1)


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
