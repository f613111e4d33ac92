"""All work on a project's document, on one thread and in order; its news come back as one Qt signal.

Work that takes long (counting, ranking, exporting) is done on values in a small pool, never with the document in hand.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from journeymap.core.changes import Changes
from journeymap.core.errors import Cancelled
from journeymap.store.document import Document, PublishStatus

if TYPE_CHECKING:
    from journeymap.ui.counts import Counts

T = TypeVar("T")
Then = Callable[[T], object]
Trouble = Callable[[BaseException], object]

STATUS_EVERY_MS = 1000
log = logging.getLogger(__name__)


class DocumentThread(QObject):
    """One open project. All its methods are for the GUI thread; what they are given runs elsewhere.

    `changed` carries `core.changes.Changes`, `status_changed` a `PublishStatus`. `troubled` carries the exception of
    work whose caller said nothing about trouble.
    """

    changed = Signal(object)
    status_changed = Signal(object)
    troubled = Signal(object)
    _answered = Signal(object)
    _noticed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="document")
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")
        self._document: Document | None = None
        self._counts: Counts | None = None
        self._closing = False
        self._last_status: PublishStatus | None = None
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._noticed.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._status_timer = QTimer(self)
        self._status_timer.setInterval(STATUS_EVERY_MS)
        self._status_timer.timeout.connect(self._on_status_due)

    def open(self, opening: Callable[[], Document], then: Then[Document], trouble: Trouble) -> None:
        """Open or make the document on its thread. `then` receives it only to look at its path and title."""

        def work() -> Document:
            document = opening()
            document.subscribe(self._on_commit)
            self._document = document
            return document

        def opened(document: Document) -> None:
            self._status_timer.start()
            then(document)

        self._submit(self._thread, work, opened, trouble, None)

    @property
    def counts(self) -> "Counts":
        """The session summaries that all panels share; on the document's thread only."""
        if self._counts is None:
            from journeymap.ui.counts import Counts  # after the first paint: analysis takes its time to load

            self._counts = Counts()
        return self._counts

    def do(
        self,
        work: Callable[[Document], T],
        then: Then[T] | None = None,
        trouble: Trouble | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run `work` on the document's thread after all that was asked before; `then` gets its value on the GUI thread.

        The answer is dropped when `owner` has been deleted meanwhile.
        """

        def run() -> T:
            assert self._document is not None
            return work(self._document)

        self._submit(self._thread, run, then, trouble, owner)

    def compute(
        self,
        work: Callable[[], T],
        then: Then[T] | None = None,
        trouble: Trouble | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run long `work`, which must not touch the document, in the pool; `then` gets its value on the GUI thread."""
        self._submit(self._pool, work, then, trouble, owner)

    def close(self) -> None:
        """Finish what was asked for, publish, and let the project go. Waits; raises what closing raised."""
        if self._closing:
            return
        self._closing = True
        self._status_timer.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        try:
            if self._document is not None:
                self._thread.submit(self._document.close).result()
        finally:
            self._thread.shutdown(wait=True)

    def _submit(
        self,
        where: ThreadPoolExecutor,
        work: Callable[[], T],
        then: Then[T] | None,
        trouble: Trouble | None,
        owner: QObject | None,
    ) -> None:
        if self._closing:
            return

        def finished(future: "Future[T]") -> None:
            if future.cancelled():
                return
            error = future.exception()
            if error is None:
                if then is not None:
                    self._answered.emit((owner, partial(then, future.result())))
            elif trouble is not None:
                self._answered.emit((owner, partial(trouble, error)))
            elif not isinstance(error, Cancelled):
                self._answered.emit((None, partial(self.troubled.emit, error)))

        where.submit(work).add_done_callback(finished)

    def _on_answered(self, answer: tuple[QObject | None, Callable[[], object]]) -> None:
        owner, call = answer
        if self._closing or (owner is not None and not shiboken6.isValid(owner)):
            return
        call()

    def _on_commit(self, changes: Changes) -> None:
        """On the document's thread."""
        if self._counts is not None:
            self._counts.note(changes)
        self._noticed.emit(changes)

    def _on_status_due(self) -> None:
        self.do(_published_status, self._on_status, self._on_status_trouble)

    def _on_status(self, status: PublishStatus) -> None:
        if status != self._last_status:
            self._last_status = status
            self.status_changed.emit(status)

    @staticmethod
    def _on_status_trouble(error: BaseException) -> None:
        log.debug("status: %s", type(error).__name__)


def _published_status(document: Document) -> PublishStatus:
    document.publish_if_due()
    return document.status()


def joined(first: Changes | None, second: Changes) -> Changes:
    """Two changes as one, for a view that missed the first: the items of both, the rest from the later."""
    if first is None:
        return second
    return Changes(
        label=second.label,
        items=first.items + second.items,
        actor=second.actor,
        at_ms=second.at_ms,
        seq=second.seq,
        kind=second.kind,
        of=second.of,
        scope=second.scope if first.scope == second.scope else "",
    )
