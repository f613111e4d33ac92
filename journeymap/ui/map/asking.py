"""A small field over the map that asks for a name."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from journeymap.ui.plain import label, plain

_WIDTH = 380


class AskName(QFrame):
    """Asks for a name over a widget. `named` carries it; Esc or a click elsewhere asks no more."""

    named = Signal(str)

    def __init__(self, question: str, action: str, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(question)
        self.field = QLineEdit(name)
        self.field.setAccessibleName(question)
        self.field.selectAll()
        self.button = QPushButton(plain(action))
        self.button.setProperty("role", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(label(question, "heading"))
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        layout.addLayout(row)
        self.button.clicked.connect(self._on_done)

    def open_over(self, widget: QWidget) -> None:
        """Show it near the top of a widget, with the keyboard in the field."""
        self.setFixedWidth(min(_WIDTH, max(240, widget.width() - 24)))
        self.move(widget.mapToGlobal(QPoint(max(12, (widget.width() - self.width()) // 2), 24)))
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_done()
        else:
            super().keyPressEvent(event)

    def _on_done(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.close()
            self.named.emit(name)
