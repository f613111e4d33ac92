"""Undo and redo in one window: of everything, or of the running session alone while it is recorded."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from journeymap.core.changes import Changes
from journeymap.store.document import Document
from journeymap.ui.commands import Commands
from journeymap.ui.document import DocumentThread
from journeymap.ui.status_bar import StatusBar


class Undoing(QObject):
    """Keeps the two commands and the status bar right. `undone` when it has been, `troubled` carries an exception."""

    undone = Signal()
    troubled = Signal(object)

    def __init__(
        self,
        document: DocumentThread,
        commands: Commands,
        status_bar: StatusBar,
        scope: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._commands = commands
        self._status_bar = status_bar
        self._scope = scope
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.refresh)
        document.changed.connect(self._on_changed)
        self.refresh()

    def undo(self) -> None:
        """Take back the last change in the scope of the place that is shown."""
        scope = self._scope()
        self._document.do(lambda document: document.undo(scope), self._on_undone, self.troubled.emit, owner=self)

    def redo(self) -> None:
        """Do the last undone change again."""
        scope = self._scope()
        self._document.do(lambda document: document.redo(scope), self._on_redone, self.troubled.emit, owner=self)

    def refresh(self) -> None:
        """Ask what could be undone and redone now."""
        scope = self._scope()

        def next_labels(document: Document) -> tuple[str, str]:
            undo, redo = document.next_undo(scope), document.next_redo(scope)
            return undo.label if undo else "", redo.label if redo else ""

        self._document.do(next_labels, self._show, self.troubled.emit, owner=self)

    def _show(self, labels: tuple[str, str]) -> None:
        undo, redo = labels
        self._commands.enable("edit.undo", bool(undo))
        self._commands.enable("edit.redo", bool(redo))
        self._commands.name("edit.undo", undo)
        self._commands.name("edit.redo", redo)
        self._status_bar.show_undo(undo)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kind == "edit":
            self._status_bar.show_note("")
        self._due.start()  # what changed is painted first

    def _on_undone(self, changes: Changes) -> None:
        self._status_bar.show_note(f"Undone: {changes.label}")
        self.undone.emit()

    def _on_redone(self, changes: Changes) -> None:
        self._status_bar.show_note(f"Done again: {changes.label}")
