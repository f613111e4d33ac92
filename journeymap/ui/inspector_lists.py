"""Lists within the inspector: rows that can be changed in their place, and a box that adds one."""

from collections.abc import Collection, MutableMapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from journeymap.present.form import Choice
from journeymap.ui.plain import label

Row = TypeVar("Row", bound=QWidget)


class AddBox(QComboBox):
    """What may be added to a list. It is filled when it is opened: maps may have thousands of steps."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self._offered: tuple[Choice, ...] = ()
        self.setAccessibleName(name)
        self.setPlaceholderText(words)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, offered: tuple[Choice, ...]) -> None:
        """Take on other choices."""
        if offered != self._offered:
            self._offered = offered
            self.clear()
        self.setCurrentIndex(-1)
        self.setEnabled(bool(offered))

    def fill(self) -> None:
        """List the choices, none of them chosen."""
        if self.count() != len(self._offered):
            self.clear()
            for key, words in self._offered:
                self.addItem(words, key)
        self.setCurrentIndex(-1)

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.showPopup()
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            super().keyPressEvent(event)
        else:
            event.ignore()  # a letter would choose at once

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the panel changes nothing


class RowList(QWidget):
    """A heading, a row for each thing, and below them `add`. `wanted` carries a `present.form.Wanted`."""

    wanted = Signal(object)

    def __init__(self, heading: str, add: str, add_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label(heading, "section"))
        self.add = AddBox(add, add_name)
        self._column.addWidget(self.add)

    def put_row(self, row: QWidget, at: int) -> None:
        """Put a row at a place among the others, counted from 0."""
        if self._column.indexOf(row) != 1 + at:
            self._column.insertWidget(1 + at, row)

    def drop_rows(self, rows: MutableMapping[str, Row], known: Collection[str]) -> None:
        """Take away the rows of what is gone; the keyboard does not go with them."""
        for gone in [key for key in rows if key not in known]:
            row = rows.pop(gone)
            focused = QApplication.focusWidget()
            if focused is not None and row.isAncestorOf(focused):
                self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
