"""The panel in which a list of steps is typed or pasted: one line a step. It says what it would make of the list."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from journeymap.core.listed_steps import StepList
from journeymap.core.step_list import read_step_list
from journeymap.core.wording import plural
from journeymap.ui.document import DocumentThread
from journeymap.ui.plain import label

_WIDTH = 420
_REST_MS = 250  # the list is read when the typing rests
_HINT = (
    "# begins a phase, [web] names the channel, an indented line is a branch, and -> Title: condition links the step "
    "above to another one. A table from a spreadsheet can be pasted as it is."
)


class ListPanel(QFrame):
    """Stands over the right side of the map; the map stays in use. `put_asked` carries the list."""

    put_asked = Signal(str)
    closed = Signal()

    def __init__(self, document: DocumentThread, over: QWidget) -> None:
        super().__init__(over)
        self._document = document
        self._over = over
        self._asked = 0
        self.setProperty("role", "panel")
        self.setAccessibleName("A list of steps")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Steps, one on each line")
        self.text.setPlaceholderText("One line a step")
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.said = label("", "secondary", wrap=True)
        self.put = QPushButton("Put on the map")
        self.put.setProperty("role", "primary")
        self.put.setToolTip("Ctrl+Enter")
        self.close_button = QPushButton("Close")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(label("Type a list", "heading"))
        layout.addWidget(label(_HINT, "small", wrap=True))
        layout.addWidget(self.text, 1)
        layout.addWidget(self.said)
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.put)
        layout.addLayout(row)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_REST_MS)
        self._due.timeout.connect(self._read)
        self.text.textChanged.connect(self._due.start)
        self.put.clicked.connect(self._on_put)
        self.close_button.clicked.connect(self._on_close)
        self.hide()

    def open(self) -> None:
        """Show the panel with the keyboard in the list."""
        width = min(_WIDTH, self._over.width())
        self.setGeometry(self._over.width() - width - 8, 8, width, max(240, self._over.height() - 16))
        self.show()
        self.raise_()
        self.text.setFocus()

    def done(self) -> None:
        """The list is on the map: the next one can be typed."""
        self.text.clear()
        self._on_close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._on_put()
        event.accept()  # nothing typed here is a command of the map below

    def _read(self) -> None:
        """Say off the window's thread what the list would become."""
        self._asked += 1
        asked, text = self._asked, self.text.toPlainText()

        def told(found: StepList) -> None:
            if asked == self._asked:
                self.said.setText(_words(found) if text.strip() else "")

        self._document.compute(lambda: read_step_list(text), told, owner=self)

    def _on_put(self) -> None:
        self.put_asked.emit(self.text.toPlainText())

    def _on_close(self) -> None:
        self._due.stop()
        self.hide()
        self.closed.emit()


def _words(found: StepList) -> str:
    phases = len({step.phase for step in found.steps if step.phase})
    branches = sum(step.branch_of is not None for step in found.steps)
    parts = [plural(len(found.steps), "step")]
    if phases:
        parts.append(plural(phases, "phase"))
    if branches:
        parts.append(plural(branches, "branch", "branches"))
    return f"{', '.join(parts)}. {' '.join(found.left_out[:2])}".strip()
