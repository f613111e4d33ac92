"""Going to a step by typing a part of its title."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from journeymap.present.map_values import MapView

_MOST = 12


class GoToStep(QFrame):
    """A small field over the map with the steps that fit below it. `chosen` carries the step's id."""

    chosen = Signal(str)

    def __init__(self, view: MapView, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._steps = [(step.title, step.step_id) for step in view.steps]
        self.field = QLineEdit()
        self.field.setPlaceholderText("A part of the step's title")
        self.field.setAccessibleName("Go to a step")
        self.list = QListWidget()
        self.list.setProperty("role", "flush")
        self.list.setAccessibleName("Steps that fit")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._on_typed)
        self.list.itemClicked.connect(self._on_clicked)
        self._on_typed("")

    def open_over(self, widget: QWidget) -> None:
        """Show it near the top of a widget, with the keyboard in the field."""
        width = min(420, widget.width() - 24)
        self.setFixedSize(width, 300)
        self.move(widget.mapToGlobal(QPoint((widget.width() - width) // 2, 24)))
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, last = self.list.currentRow(), self.list.count() - 1
        if event.key() == Qt.Key.Key_Down:
            self.list.setCurrentRow(min(row + 1, last))
        elif event.key() == Qt.Key.Key_Up:
            self.list.setCurrentRow(max(row - 1, 0))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_clicked(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _on_typed(self, typed: str) -> None:
        words = typed.casefold().split()
        fitting = [pair for pair in self._steps if all(word in pair[0].casefold() for word in words)]
        fitting.sort(key=lambda pair: not pair[0].casefold().startswith(typed.casefold().strip()))
        self.list.clear()
        for title, step_id in fitting[:_MOST]:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, step_id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _on_clicked(self, item: QListWidgetItem | None) -> None:
        self.close()
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
