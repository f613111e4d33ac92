"""The Record place: the pages before, during, between and after, and which of them is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QStackedLayout, QWidget

from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.model import PainPoint, Step
from journeymap.core.scales import OUTCOMES
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.place import Place
from journeymap.ui.plain import label, plain
from journeymap.ui.recorder.after import AfterPage
from journeymap.ui.recorder.bar_button import BarButton
from journeymap.ui.recorder.before import BeforePage
from journeymap.ui.recorder.between import BetweenPage
from journeymap.ui.recorder.consent_asking import ConsentAsking
from journeymap.ui.recorder.during import DuringPage
from journeymap.ui.recorder.locating import Locating
from journeymap.ui.recorder.noting import Noting
from journeymap.ui.recorder.offering import Offering
from journeymap.ui.recorder.recording import Loaded, Recording, load_recording
from journeymap.ui.recorder.reminding import Reminding
from journeymap.ui.recorder.showing import Showing
from journeymap.ui.recorder.signs import SignsStrip
from journeymap.ui.recorder.sitting_through import SittingThrough
from journeymap.ui.recorder.starting import begin, close_left_open
from journeymap.ui.recorder.wanted import Wanted


class RecordPlace(Place):
    """One session at a time. Nothing modal: every answer is given in the page."""

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.recording: Recording | None = None
        self._file_still = False
        self.before = BeforePage(document, looking, self)
        self.during = DuringPage(self)
        self.between = BetweenPage(self)
        self.after = AfterPage(document, looking, self)
        self._stack = QStackedLayout(self)
        for page in (self.before, self.during, self.between, self.after):
            self._stack.addWidget(page)
        self._strip = SignsStrip()
        self.offering = Offering(document, self.during, self)
        self.locating = Locating(document, self.during.side, self)
        self.showing = Showing(self.during, self._strip, self.offering, self.locating, self)
        self.noting = Noting(document, self.during, self)
        self.asking = ConsentAsking(document, self.during, self)
        self.reminding = Reminding(self.during.notes, self)
        self.sitting = SittingThrough(document, self.between, self)
        self._on_disk: QLabel = label("● Every entry is on disk", "good")
        self.end_button = BarButton("End session")
        self.end_button.setProperty("role", "primary")
        self.end_button.setAccessibleDescription("Choose how the session ended")
        self._end_menu = QMenu(self)
        for key, words in OUTCOMES.items():
            if key != "in_progress":
                action = self._end_menu.addAction(plain(words[:1].upper() + words[1:]))
                action.setData(key)
        self._connect()

    def _connect(self) -> None:
        self.before.start_asked.connect(self._on_start)
        self.before.continue_asked.connect(self.continue_session)
        self.before.close_asked.connect(self._on_close_left_open)
        self.between.continue_asked.connect(self._on_go_on)
        self.sitting.begun.connect(self._load)
        self.sitting.left.connect(self._on_tasks_left)
        self.sitting.over.connect(self._show_after)
        self.after.another_asked.connect(self.show_before)
        self.after.continue_asked.connect(self._on_go_on)
        self.after.next_task_asked.connect(self.sitting.ask_next)
        self.after.map_asked.connect(self._on_map_asked)
        self.end_button.clicked.connect(self._open_end_menu)
        self._end_menu.triggered.connect(self._on_end_chosen)
        self.during.pause_asked.connect(self._on_pause)
        self.asking.closed.connect(self.focus_first)
        self.reminding.feeling_asked.connect(self.noting.put_feeling)
        self.document.changed.connect(self._on_changed)

    # -- what the window asks

    def tools(self) -> Sequence[QWidget]:
        return (self._on_disk, self.sitting.button, self.end_button)

    def strip(self) -> QWidget | None:
        """Which session is shown elsewhere says nothing of one that is recorded: no filter here."""
        return self._strip

    def file_waits(self) -> bool:
        return self.recording is not None and self.recording.running

    def wants_inspector(self) -> bool:
        return False

    def undo_scope(self) -> str:
        return self.recording.session_id if self.recording is not None else ""

    def entered(self) -> None:
        self._head()

    def leaving(self) -> None:
        """The window closes while a session runs: that is a break, and the participant's window goes."""
        if self.recording is not None:
            self.recording.pause_for_leaving()
        self.sitting.close_window()

    def focus_first(self) -> None:
        if self.recording is None:
            self.before.focus_first()
        elif self._stack.currentWidget() is self.after:
            self.after.focus_first()
        elif self._stack.currentWidget() is self.between:
            self.between.focus_first()
        elif self.asking.is_open:
            self.during.consent.focus_first()
        else:
            self.during.line_frame.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def run_command(self, command_id: str) -> bool:
        if command_id == "record.start":
            if self.recording is None or not self.recording.running:
                self.show_before()
            self.focus_first()
            return True
        if self.recording is None or not self.recording.running:
            return False
        name, _, number = command_id.removeprefix("record.").rpartition("_")
        if name == "next" and number.isdigit():
            self.during.chips.take(int(number))
            return True
        own = {
            "record.line": self.focus_first,
            "record.pause": self._on_pause,
            "record.end": self._open_end_menu,
            "record.consent": self.asking.ask,
            "record.task": self.sitting.turn_window,
            "record.gap": self.reminding.count_gap,
        }.get(command_id)
        if own is None:
            return False
        own()
        return True

    # -- before, during, between, after

    def show_before(self) -> None:
        """Go back to the page on which a session begins."""
        if self.recording is not None:
            self.before.take_leave()
        self._let_go()
        self.sitting.let_go()
        self._show(self.before)
        self.before.refresh()

    def continue_session(self, session_id: str) -> None:
        """Go on with a session where it stood, with its clock; one that has ended goes on with the next task."""
        self._load(session_id)

    def _on_start(self, wanted: Wanted) -> None:
        self.before.setEnabled(False)

        def work(document: Document) -> Loaded | None:
            return load_recording(document, begin(document, wanted))

        self.document.do(work, self._on_loaded, self._trouble, owner=self)

    def _load(self, session_id: str) -> None:
        self.document.do(
            lambda document: load_recording(document, session_id), self._on_loaded, self._trouble, owner=self
        )

    def _trouble(self, error: BaseException) -> None:
        self.before.setEnabled(True)
        self.document.troubled.emit(error)

    def _on_loaded(self, loaded: Loaded | None) -> None:
        self.before.setEnabled(True)
        if loaded is None:
            self.show_before()
            return
        self._let_go()
        recording, head = Recording(self.document, loaded, self), loaded.head
        self.recording = recording
        recording.added.connect(self._on_entries)
        recording.rearranged.connect(self._on_entries)
        recording.head_changed.connect(self._on_head_changed)
        recording.ended.connect(self._on_ended)
        recording.gone.connect(self.show_before)
        if head.session.map_id != self.looking.filter.map_id:
            self.looking.look_at(Filter(map_id=head.session.map_id))
        self.showing.take_on(recording)
        self.noting.take_on(recording)
        self.reminding.take_on(recording)
        self.sitting.take_on(recording)
        recording.clock.ticked.connect(self.noting.show_time)
        if recording.running:
            self._run()
            recording.note_missed()
        else:
            self.sitting.attempt_ended()

    def _run(self) -> None:
        """Show the running session."""
        assert self.recording is not None
        self._keep_file_still(still=not self.recording.paused, at_once=False)
        self._stack.setCurrentWidget(self.during)
        self.asking.take_on(self.recording)
        self._head()
        self.arranged.emit()

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self._head()
        self.arranged.emit()
        self.focus_first()

    def _let_go(self) -> None:
        if self.recording is not None:
            self.recording.stop()
            self.recording.deleteLater()
            self.recording = None
            self._keep_file_still(still=False)

    def _keep_file_still(self, *, still: bool, at_once: bool = True) -> None:
        """Nothing is published while entries come in, so that none has to wait; in a break the file may follow."""
        self._file_still = still

        def work(document: Document) -> None:
            document.recording = still
            if not still and at_once and document.status().pending:
                document.publish()

        self.document.do(work)

    def _on_pause(self) -> None:
        if self.recording is not None:
            self.recording.pause_or_resume()
            self.focus_first()

    def _open_end_menu(self) -> None:
        left = self.end_button.width() - self._end_menu.sizeHint().width()
        self._end_menu.popup(self.end_button.mapToGlobal(QPoint(left, self.end_button.height() + 4)))
        self._end_menu.setActiveAction(self._end_menu.actions()[0])

    def _on_end_chosen(self, action: QAction) -> None:
        if self.recording is not None and self.recording.running:
            self.recording.end(str(action.data()))

    def _on_map_asked(self) -> None:
        self.looking.asked_for.emit("go.map")

    # -- news from the recording

    def _on_entries(self) -> None:
        still = self.recording is not None and self.recording.running and not self.recording.paused
        if still != self._file_still:
            self._keep_file_still(still=still, at_once=False)

    def _on_head_changed(self) -> None:
        if self.recording is None:
            return
        ended_pages = (self.between, self.after)
        if self.recording.running and self._stack.currentWidget() in ended_pages:
            self._run()
        else:
            self._head()

    def _on_ended(self) -> None:
        self._keep_file_still(still=False)
        self.sitting.attempt_ended()

    def _on_tasks_left(self) -> None:
        self._show(self.between)

    def _show_after(self) -> None:
        if self.recording is not None:
            self.sitting.close_window()
            self.after.look_at(self.recording.session_id)
            self._show(self.after)

    def _on_go_on(self) -> None:
        if self.recording is not None:
            self.recording.go_on()

    def _on_close_left_open(self, session_id: str) -> None:
        self.document.do(lambda document: close_left_open(document, session_id), None, self._trouble, owner=self)

    def _on_changed(self, changes: Changes) -> None:
        if self.recording is not None and changes.touches(PainPoint, Step):
            self.offering.read_tags()

    def _head(self) -> None:
        """The top bar: who is here, or that nobody is yet."""
        running = self.recording is not None and self.recording.running
        self._on_disk.setVisible(running)
        self.end_button.setVisible(running)
        self._strip.show_running(running=running)
        if not running:
            self.sitting.button.hide()
        if self.recording is None:
            self.headed.emit("Record", "A session, as it happens")
            return
        head = self.recording.head
        about = " · ".join(part for part in (head.round_title, head.map_title) if part)
        self.headed.emit(f"Session with {head.pseudonym}", about)
