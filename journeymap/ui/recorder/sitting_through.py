"""The attempts of one sitting: which task comes next, and the window that shows it to the participant."""

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from journeymap.core.edits.questionnaires import rate_session
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.recorder.bar_button import BarButton
from journeymap.ui.recorder.between import BetweenPage
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.starting import Sitting, begin_next, close_sitting, sitting_of
from journeymap.ui.recorder.task_window import TaskWindow
from journeymap.ui.settings import load_settings

_TASK: Final = "Task for participant"


class SittingThrough(QObject):
    """`begun` carries the id of the next attempt's session; `over` says that no planned task is left, or none wanted.

    `left` says that there is something to choose from between two tasks. What is planned stands in the project.
    """

    begun = Signal(str)
    left = Signal()
    over = Signal()

    def __init__(self, document: DocumentThread, page: BetweenPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._page = page
        self._parent = parent
        self._recording: Recording | None = None
        self._begins = False
        self._window: TaskWindow | None = None
        self.button = BarButton(_TASK)
        self.button.setAccessibleDescription(
            "Shows the task in a window of its own, on the other screen if there is one"
        )
        self.button.setCheckable(True)
        self.button.clicked.connect(self.turn_window)
        page.begin_asked.connect(self.begin_next)
        page.eased.connect(self._on_eased)
        page.over_asked.connect(self._on_over)

    @property
    def window(self) -> TaskWindow | None:
        """The participant's window, where it is open."""
        return self._window

    def take_on(self, recording: Recording) -> None:
        """Record this attempt from now on."""
        self._recording = recording
        recording.head_changed.connect(self._on_head_changed)
        self._show_task()

    def let_go(self) -> None:
        """The sitting is over: the participant's window closes."""
        self._recording = None
        self.close_window()

    def attempt_ended(self) -> None:
        """Look what comes next: a planned task, or the end of the sitting."""
        self._look_on(planned_only=True)

    def ask_next(self) -> None:
        """Offer the tasks that are left."""
        self._look_on(planned_only=False)

    def _look_on(self, *, planned_only: bool) -> None:
        recording = self._recording
        if recording is None:
            return
        session_id = recording.session_id

        def show(sitting: Sitting) -> None:
            if self._recording is not recording or recording.running:
                return
            if planned_only and not sitting.planned:
                self.over.emit()
            else:
                self._page.show_attempt(recording.head, sitting)
                self.left.emit()

        self._document.do(lambda document: sitting_of(document.read(), session_id), show, owner=self)

    def begin_next(self, task: str) -> None:
        """Begin the task of this id or title."""
        if self._recording is None or self._recording.running or self._begins:
            return
        self._begins = True  # a second click begins no second attempt
        session_id, by_key = self._recording.session_id, load_settings().clock_by_key
        self._document.do(
            lambda document: begin_next(document, session_id, task, clock_by_key=by_key),
            self._on_begun,
            self._on_trouble,
            owner=self,
        )

    def turn_window(self) -> None:
        """Show the task to the participant, or take it away."""
        if self._window is not None:
            self.close_window()
        elif self._recording is not None and self._recording.head.task is not None:
            self._window = TaskWindow(self._parent)
            self._window.closed.connect(self._on_closed)
            self._window.show_task(self._recording.head.task)
            self._window.open_for_participant()
        self._show_button()

    def close_window(self) -> None:
        """Take the participant's window away."""
        if self._window is not None:
            self._window.close()

    def _show_task(self) -> None:
        task = self._recording.head.task if self._recording is not None else None
        running = self._recording is not None and self._recording.running
        self.button.setVisible(task is not None and running)
        if task is None:
            self.close_window()
        elif self._window is not None:
            self._window.show_task(task)

    def _on_begun(self, session_id: str) -> None:
        self._begins = False
        self.begun.emit(session_id)

    def _on_trouble(self, error: BaseException) -> None:
        self._begins = False
        self._document.troubled.emit(error)

    def _on_head_changed(self) -> None:
        if self._recording is not None:
            self._show_task()
            self._page.show_ease(self._recording.head.session.ease)

    def _on_eased(self, ease: int | None) -> None:
        if self._recording is None:
            return
        session = self._recording.head.session

        def work(document: Document) -> None:
            with document.edit("Note how easy it was", scope=session.id) as edit:
                rate_session(edit, session.id, satisfaction=session.satisfaction, ease=ease)

        self._document.do(work, owner=self)

    def _on_over(self) -> None:
        if self._recording is not None:
            session_id = self._recording.session_id
            self._document.do(lambda document: close_sitting(document, session_id), None, owner=self)
        self.over.emit()

    def _on_closed(self) -> None:
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
        self._show_button()

    def _show_button(self) -> None:
        """Down, and marked by more than its colour, while the participant sees the task."""
        self.button.setChecked(self._window is not None)
        self.button.setText(f"✓ {_TASK}" if self._window is not None else _TASK)
        self.button.setAccessibleName(_TASK)
