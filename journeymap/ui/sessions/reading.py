"""The entries of one session, to be walked and picked; keys for what is done to an entry."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from journeymap.core.model import Observation
from journeymap.present.session import SessionHead
from journeymap.ui.recorder.stream import StreamView


class EntryList(StreamView):
    """`picked` carries the id of the entry with the keyboard; `entered` when it is to be corrected."""

    picked = Signal(str)
    entered = Signal()
    insert_asked = Signal()
    remove_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_clicked)

    def entry_id(self) -> str:
        """The entry with the keyboard, or empty."""
        row = self.currentIndex().row()
        return self.stream.entry_at(row).id if 0 <= row < self.stream.rowCount() else ""

    def show_session(self, head: SessionHead, entries: list[Observation], entry_id: str) -> None:
        """Show these entries with the keyboard on one of them; on the nearest where it is gone."""
        row = self.currentIndex().row()
        at = self.verticalScrollBar().value()
        self._showing = True
        self.stream.show_all(head, entries)
        wanted = self.stream.row_of(entry_id) if entry_id else -1
        if wanted < 0 and entries:
            wanted = min(max(row, 0), len(entries) - 1)
        self.verticalScrollBar().setValue(at)
        self.setCurrentIndex(self.stream.index(wanted) if wanted >= 0 else QModelIndex())
        self._showing = False
        self.picked.emit(self.entry_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        own = {
            Qt.Key.Key_Return: self.entered,
            Qt.Key.Key_Enter: self.entered,
            Qt.Key.Key_F2: self.entered,
            Qt.Key.Key_Insert: self.insert_asked,
            Qt.Key.Key_Delete: self.remove_asked,
            Qt.Key.Key_Escape: self.left,
        }.get(key)
        if own is not None and not held:
            own.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, _current: QModelIndex, _before: QModelIndex) -> None:
        if not self._showing:
            self.picked.emit(self.entry_id())

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.entered.emit()
