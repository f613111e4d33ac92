"""Two maps compared: a list of what was added, removed and changed, over the map, readable from top to bottom."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from journeymap.present.comparison import Comparison
from journeymap.ui.plain import label

_SIGNS: Final = {"added": "+ New", "removed": "− Gone", "changed": "≠ Changed"}
_HIGHEST_PX = 220
_STEP_ID = Qt.ItemDataRole.UserRole


class ComparisonView(QFrame):
    """`closed` when it is no longer wanted; `step_chosen` carries the id of a step that is on the second map."""

    closed = Signal()
    step_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "filterbar")
        self.title = label("", "heading", wrap=True)
        self.sentence = label("", "secondary", wrap=True)
        self.list = QListWidget()
        self.list.setProperty("role", "flush")
        self.list.setAccessibleName("Differences between the two maps")
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._on_activated)
        self.close_button = QPushButton("Close")
        self.close_button.setProperty("role", "quiet")
        self.close_button.setAccessibleName("Close the comparison")
        self.close_button.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self.list)
        self.hide()

    def show_comparison(self, found: Comparison) -> None:
        """List the differences."""
        self.title.setText("Two maps compared")
        self.sentence.setText(found.sentence)
        self.list.clear()
        for step in found.steps:
            words = f"{_SIGNS[step.state]}: {step.title}"
            if step.lines:
                words += "\n    " + "\n    ".join(step.lines)
            item = QListWidgetItem(words)
            item.setData(_STEP_ID, "" if step.state == "removed" else step.step_id)
            self.list.addItem(item)
        for line in found.links:
            self.list.addItem(QListWidgetItem(line))
        self.list.setVisible(self.list.count() > 0)
        self.list.setCurrentRow(0)
        rows = sum(max(1, self.list.sizeHintForRow(row)) for row in range(self.list.count()))
        self.list.setFixedHeight(max(40, min(_HIGHEST_PX, rows + 8)))
        self.show()
        (self.list if self.list.count() else self.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_activated(self, item: QListWidgetItem) -> None:
        if item.data(_STEP_ID):
            self.step_chosen.emit(str(item.data(_STEP_ID)))
