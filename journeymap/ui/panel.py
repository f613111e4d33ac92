"""A part of the window that shows something of the project and keeps itself right."""

from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from journeymap.core.changes import Changes
from journeymap.core.errors import Cancelled
from journeymap.core.model import Entity
from journeymap.core.reader import Reader
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread, joined
from journeymap.ui.looking import Looking

V = TypeVar("V")
L = TypeVar("L")


class Panel(QWidget, Generic[V]):
    """Shows a value that is loaded off the GUI thread whenever the project or the filter changed.

    A subclass names in `shows` the entities it depends on, and says how to `load` a value (on the document's thread,
    short) and how to `show_value`. Hidden panels wait until they are seen; answers that came too late are dropped.
    """

    shows: ClassVar[tuple[type[Entity], ...]] = ()
    obeys_filter: ClassVar[bool] = True
    refreshed = Signal()

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.looking = looking
        self._stale = True
        self._missed: Changes | None = None
        self._everything = True
        self._asked = 0
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._on_due)
        document.changed.connect(self._on_changed)
        if self.obeys_filter:
            looking.filter_changed.connect(self._on_filter_changed)

    def load(self, reader: Reader, changes: Changes | None) -> V:
        """Read the value. `changes` is what happened since the last load, None when everything is to be read.

        Runs on the document's thread: it must not touch widgets; `self.looking.filter` may be read.
        """
        raise NotImplementedError

    def show_value(self, value: V) -> None:
        """Bring the value on screen."""
        raise NotImplementedError

    def show_trouble(self, error: BaseException) -> None:
        """What to do when the value could not be had; by default the window is told."""
        self.document.troubled.emit(error)

    def refresh(self) -> None:
        """Load everything again, at once if the panel is visible, else when it is seen next."""
        self._everything = True
        self._mark_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._due.start()

    def _mark_stale(self) -> None:
        self._stale = True
        if self.isVisible():
            self._due.start()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*self.shows):
            self._missed = joined(self._missed, changes)
            self._mark_stale()

    def _on_filter_changed(self) -> None:
        self.refresh()

    def _on_due(self) -> None:
        if not self._stale:
            return
        self._asked += 1
        missed = None if self._everything else self._missed
        self._stale, self._everything, self._missed = False, False, None
        self._ask(missed, self._asked)

    def _ask(self, missed: Changes | None, asked: int) -> None:
        def work(document: Document) -> V:
            return self.load(document.read(), missed)

        self.document.do(work, lambda value: self._take(value, asked), self._on_trouble, owner=self)

    def _take(self, value: V, asked: int) -> None:
        if asked == self._asked:
            self.show_value(value)
            self.refreshed.emit()

    def _on_trouble(self, error: BaseException) -> None:
        self._everything = self._stale = True
        if not isinstance(error, Cancelled):
            self.show_trouble(error)


class ComputedPanel(Panel[V], Generic[L, V]):
    """A panel whose value takes long: `gather` reads on the document's thread, `compute` works in the pool."""

    def gather(self, reader: Reader, changes: Changes | None) -> L:
        """Read what is needed, short; the same rules as for `Panel.load`."""
        raise NotImplementedError

    def compute(self, gathered: L) -> V:
        """Work out the value, on values only."""
        raise NotImplementedError

    def load(self, reader: Reader, changes: Changes | None) -> V:
        return self.compute(self.gather(reader, changes))

    def _ask(self, missed: Changes | None, asked: int) -> None:
        def work(document: Document) -> L:
            return self.gather(document.read(), missed)

        def gathered(loaded: L) -> None:
            if asked == self._asked:
                self.document.compute(
                    lambda: self.compute(loaded),
                    lambda value: self._take(value, asked),
                    self._on_trouble,
                    owner=self,
                )

        self.document.do(work, gathered, self._on_trouble, owner=self)
