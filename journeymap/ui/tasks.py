"""Long work with its progress and a way to stop it, in one."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from journeymap.core.errors import Cancelled
from journeymap.core.progress import Progress
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.plain import label

T = TypeVar("T")


class Task(QObject, Generic[T]):
    """One piece of long work. Exactly one of `done`, `failed` and `stopped` follows `start`."""

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._progress = Progress(self.progressed.emit)

    def start(self, document: DocumentThread, work: Callable[[Progress], T]) -> None:
        """Run `work` in the pool, on values only."""
        document.compute(lambda: work(self._progress), self.done.emit, self._on_trouble, owner=self)

    def start_on_document(self, document: DocumentThread, work: Callable[[Document, Progress], T]) -> None:
        """Run `work` on the document's thread: only for what must be one transaction."""
        document.do(lambda opened: work(opened, self._progress), self.done.emit, self._on_trouble, owner=self)

    def cancel(self) -> None:
        """Stop at the next sign of progress."""
        self._progress.cancel()

    def _on_trouble(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.stopped.emit()
        else:
            self.failed.emit(error)


class ProgressStrip(QWidget):
    """What is being done, how far it is, and Cancel."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: QLabel = label(role="secondary")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._cancel = QPushButton("Cancel")
        self._cancel.setAccessibleDescription("Stops the work; nothing half done is kept")
        self._cancel.clicked.connect(self._on_cancel)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignBottom)

    def begin(self, text: str) -> None:
        """Show the strip with nothing done yet."""
        self._cancel.setEnabled(True)
        self.show_progress(0.0, text)
        self.show()

    def show_progress(self, fraction: float, text: str) -> None:
        """`fraction` 0…1 and what is being done."""
        self._bar.setValue(round(fraction * 1000))
        self._bar.setAccessibleDescription(f"{round(fraction * 100)} %, {text}")
        self._text.setText(text)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._text.setText("Stopping …")
        self.cancelled.emit()
