"""Two kinds of trouble. A Problem is said in the window as it is; anything else is a bug and gets a report."""

import logging
import platform
import re
import sys
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from journeymap import __version__
from journeymap.core.errors import Problem
from journeymap.ui.plain import label

log = logging.getLogger(__name__)
_OPTION = re.compile(r"(?:\s*\(--[a-z-]+\)|[;,]?[^.;,(]*--[a-z-]+[^.;,)]*)")
_DOTS = re.compile(r"\.(?:\s*\.)+")


def report_text(error: BaseException) -> str:
    """What the makers need to find a bug: versions and where it happened; no line of anybody's notes."""
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames)
    return (
        f"journeymap {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"{platform.system()} {platform.release()}\n{type(error).__name__}\n{where}"
    )


def _short(filename: str) -> str:
    """The file within its package: the rest of the path may hold somebody's name."""
    parts = filename.replace("\\", "/").split("/")
    return "/".join(parts[-3:])


class ReportDialog(QDialog):
    """Says that the app made a mistake, what is safe, and gives a text to send."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("The app made a mistake")
        self.setMinimumWidth(560)
        self._report = QPlainTextEdit(report_text(error))
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setAccessibleName("Report for the makers")
        self._report.setMinimumHeight(180)
        copy = QPushButton("&Copy the report")
        copy.clicked.connect(self._on_copy)
        close = QPushButton("Go &on")
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label("The app made a mistake", "inspector-title"))
        layout.addWidget(
            label(
                "This was not your doing. Everything that was shown as recorded or changed is on disk and safe; what "
                "you asked for last may not have been done. You can go on. If it happens again, please send the "
                "report below to the makers: it holds no notes and no names.",
                wrap=True,
            )
        )
        layout.addWidget(self._report)
        layout.addLayout(buttons)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._report.toPlainText())


class Troubles(QObject):
    """Catches what nobody caught, wherever it was raised, and shows one report at a time."""

    happened = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.dialog: ReportDialog | None = None
        self.happened.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on an uncaught exception opens the report dialog."""
        sys.excepthook = self._on_exception

    def show(self, error: BaseException) -> None:
        """Log an unexpected exception and open the report on it, unless one is open already."""
        log.error("unexpected %s\n%s", type(error).__name__, report_text(error))
        if self.dialog is not None:
            return
        self.dialog = ReportDialog(error, QApplication.activeWindow())
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self) -> None:
        self.dialog = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.happened.emit(error)


def sentence(error: BaseException) -> str:
    """What to say about an error in the window; empty for a bug, which gets a report instead."""
    return without_options(str(error)) if isinstance(error, Problem) else ""


def without_options(words: str) -> str:
    """The same words without the parts that name an option of the command line, which a window does not have."""
    return _DOTS.sub(".", _OPTION.sub("", words)).strip()
