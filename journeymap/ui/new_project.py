"""The dialog for a new project: what it is called, which journey is looked at, where the file lies."""

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.ui.notice import Notice
from journeymap.ui.plain import label

SUFFIX = ".journey"


def documents_folder() -> Path:
    """Where a person's documents lie on this computer."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place) if place else Path.home()
    return folder if folder.is_dir() else Path.home()


def file_name(title: str) -> str:
    """A file name that every computer accepts, made from a title."""
    cleaned = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title)
    return (" ".join(cleaned.split())[:80].strip(" .") or "Journey") + SUFFIX


class NewProjectDialog(QDialog):
    """After `accept`: `title`, `journey` and `path`."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New project")
        self.setMinimumWidth(560)
        self._folder = folder
        self._own_path = False
        self._title = QLineEdit()
        self._title.setPlaceholderText("Parking permits, spring 2026")
        self._journey = QLineEdit()
        self._journey.setPlaceholderText("Renew a parking permit")
        self._path = QLineEdit()
        self._trouble = Notice("bad", wrap=True)
        self._trouble.hide()
        browse = QPushButton("Cho&ose…")
        browse.setAccessibleName("Choose where the file lies")
        browse.clicked.connect(self._on_browse)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            (("&Project", self._title), ("&Journey: I want to …", self._journey), ("&File", self._path))
        ):
            name = label(words)
            name.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(browse, 2, 2)
        self._make = QPushButton("&Make the project")
        self._make.setProperty("role", "primary")
        self._make.setDefault(True)
        self._make.clicked.connect(self._on_make)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(label("New project", "inspector-title"))
        layout.addWidget(label("Everything is kept in one file on this computer.", "secondary", wrap=True))
        layout.addLayout(grid)
        layout.addWidget(self._trouble)
        layout.addLayout(buttons)
        self._title.textEdited.connect(self._on_title)
        self._path.textEdited.connect(self._on_path)
        self._on_title("")
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def title(self) -> str:
        return self._title.text().strip()

    @property
    def journey(self) -> str:
        """The title of the first map; the project's where nothing was typed."""
        return self._journey.text().strip() or self.title

    @property
    def path(self) -> Path:
        chosen = Path(self._path.text().strip()).expanduser()
        return chosen if chosen.suffix == SUFFIX else chosen.with_name(chosen.name + SUFFIX)

    def _on_title(self, title: str) -> None:
        if not self._own_path:
            self._path.setText(str(self._folder / file_name(title)))

    def _on_path(self, _path: str) -> None:
        self._own_path = True

    def _on_browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Where the project lies", self._path.text(), f"*{SUFFIX}")
        if chosen:
            self._own_path = True
            self._path.setText(chosen)

    def _on_make(self) -> None:
        trouble = self._what_is_wrong()
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if not trouble:
            self.accept()

    def _what_is_wrong(self) -> str:
        if not self.title:
            return "The project has no name yet. Please type one."
        if not self.path.parent.is_dir():
            return f"There is no folder {self.path.parent}. Please choose another place."
        if self.path.exists():
            return f"{self.path.name} is there already and stays as it is. Please take another name."
        return ""
