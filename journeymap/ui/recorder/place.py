"""The Record place: wires the pages before, during and after a session to the recording."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QStackedLayout, QWidget

from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.model import Observation, PainPoint, Step
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import clock_text, plural
from journeymap.present.session import SessionHead, place_now
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.place import Place
from journeymap.ui.plain import label, plain
from journeymap.ui.recorder.after import AfterPage
from journeymap.ui.recorder.before import BeforePage, Wanted
from journeymap.ui.recorder.correcting import Correcting
from journeymap.ui.recorder.during import DuringPage
from journeymap.ui.recorder.offering import Offering
from journeymap.ui.recorder.recording import Recording, load_recording
from journeymap.ui.recorder.signs import SignsStrip
from journeymap.ui.recorder.starting import begin, close_left_open, form_of_round, put_on_map
from journeymap.ui.settings import load_settings

Loaded = tuple[SessionHead, list[Observation]] | None


class RecordPlace(Place):
    """One session at a time. Nothing modal: every answer is given in the page."""

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.recording: Recording | None = None
        self._first_key_ms: int | None = None
        self._consent_open = False
        self._put_off = False
        self.before = BeforePage(document, looking)
        self.during = DuringPage()
        self.after = AfterPage()
        self._stack = QStackedLayout(self)
        for page in (self.before, self.during, self.after):
            self._stack.addWidget(page)
        self.offering = Offering(document, self.during, self)
        self.correcting = Correcting(self.during.line_frame, self.during.stream, self)
        self._on_disk: QLabel = label("● Every entry is on disk", "good")
        self.end_button = QPushButton("End session")
        self.end_button.setProperty("role", "primary")
        self.end_button.setAccessibleDescription("Choose how the session ended")
        self._end_menu = QMenu(self)
        for key, words in OUTCOMES.items():
            if key != "in_progress":
                action = self._end_menu.addAction(plain(words[:1].upper() + words[1:]))
                action.triggered.connect(partial(self._end, key))
        self._strip = SignsStrip()
        self._connect()

    def _connect(self) -> None:
        self.before.start_asked.connect(self._on_start)
        self.before.continue_asked.connect(self.continue_session)
        self.before.close_asked.connect(self._on_close_left_open)
        self.after.another_asked.connect(self.show_before)
        self.after.continue_asked.connect(self._on_go_on)
        self.after.map_asked.connect(partial(self.looking.asked_for.emit, "go.map"))
        self.after.placing_asked.connect(self._on_placing)
        self.end_button.clicked.connect(self._open_end_menu)
        during, frame = self.during, self.during.line_frame
        during.sign_asked.connect(self._on_sign)
        during.step_asked.connect(self._on_step)
        during.pause_asked.connect(self._on_pause)
        during.side.consent_asked.connect(self._ask_consent)
        during.consent.answered.connect(self._on_consent)
        during.consent.put_off.connect(self._on_put_off)
        frame.begun.connect(self._on_begun)
        frame.emptied.connect(self._on_emptied)
        frame.kept.connect(self._on_kept)
        self.document.changed.connect(self._on_changed)

    # -- what the window asks

    def tools(self) -> Sequence[QWidget]:
        return (self._on_disk, self.end_button)

    def strip(self) -> QWidget | None:
        return self._strip if self.recording is not None and self.recording.running else None

    def wants_inspector(self) -> bool:
        return False

    def undo_scope(self) -> str:
        return self.recording.session_id if self.recording is not None else ""

    def entered(self) -> None:
        self._head()

    def focus_first(self) -> None:
        if self.recording is None:
            self.before.focus_first()
        elif self._stack.currentWidget() is self.after:
            self.after.another.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._consent_open:
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
            self.during.take_next(int(number))
            return True
        own = {
            "record.line": self.focus_first,
            "record.pause": self._on_pause,
            "record.end": self._open_end_menu,
            "record.consent": self._ask_consent,
        }.get(command_id)
        if own is None:
            return False
        own()
        return True

    # -- before, during, after

    def show_before(self) -> None:
        """Go back to the page on which a session begins."""
        self._let_go()
        self._stack.setCurrentWidget(self.before)
        self.before.refresh()
        self._head()
        self.arranged.emit()
        self.focus_first()

    def continue_session(self, session_id: str) -> None:
        """Go on with a session that is in progress: where it stood, with its clock."""
        self.document.do(
            lambda document: load_recording(document, session_id), self._on_loaded, self._trouble, owner=self
        )

    def _on_start(self, wanted: Wanted) -> None:
        self.before.setEnabled(False)

        def work(document: Document) -> Loaded:
            return load_recording(document, begin(document, wanted))

        self.document.do(work, self._on_loaded, self._trouble, owner=self)

    def _trouble(self, error: BaseException) -> None:
        self.before.setEnabled(True)
        self.document.troubled.emit(error)

    def _on_loaded(self, loaded: Loaded) -> None:
        self.before.setEnabled(True)
        if loaded is None:
            self.show_before()
            return
        self._let_go()
        head, entries = loaded
        self._put_off = bool(entries)
        recording = Recording(self.document, head, entries, self)
        self.recording = recording
        recording.added.connect(self._on_added)
        recording.rearranged.connect(self._on_rearranged)
        recording.head_changed.connect(self._on_head_changed)
        recording.refused.connect(self._on_refused)
        recording.ended.connect(self._on_ended)
        recording.gone.connect(self.show_before)
        self.correcting.take_on(recording)
        if head.session.map_id != self.looking.filter.map_id:
            self.looking.look_at(Filter(map_id=head.session.map_id))
        self._run()

    def _run(self) -> None:
        """Show the running session."""
        recording = self._now()
        self._keep_file_still(still=True)
        self._stack.setCurrentWidget(self.during)
        self.during.stream.show_all(recording.head, recording.entries)
        self.during.run_clock(recording.elapsed_ms)
        self.offering.begin(recording)
        self._show_entries()
        self._show_head()
        self.arranged.emit()
        if recording.head.scopes is None and not self._put_off:
            self._ask_consent()
        else:
            self._close_consent()
        self._head()

    def _let_go(self) -> None:
        if self.recording is not None:
            self.during.run_clock(None)
            self.recording.deleteLater()
            self.recording = None
            self._keep_file_still(still=False)

    def _keep_file_still(self, *, still: bool) -> None:
        """Nothing is published while entries come in, so that none has to wait."""

        def work(document: Document) -> None:
            document.recording = still
            if not still and document.status().pending:
                document.publish()

        self.document.do(work)

    def _now(self) -> Recording:
        assert self.recording is not None
        return self.recording

    # -- the line

    def _on_begun(self) -> None:
        if self.recording is not None:
            self._first_key_ms = self.recording.elapsed_ms()
            if not self.correcting.entry_id:
                self.during.line_frame.show_time(clock_text(self._first_key_ms))

    def _on_emptied(self) -> None:
        self._first_key_ms = None
        if not self.correcting.entry_id:
            self.during.line_frame.show_time("")

    def _on_kept(self, typed: str) -> None:
        recording = self.recording
        if recording is None or self.correcting.keep(typed):
            return
        if not typed.strip():
            return
        at_ms = self._first_key_ms if self._first_key_ms is not None else recording.elapsed_ms()
        self.during.refuse("")
        self.during.line_frame.line.empty()
        recording.keep(typed, at_ms)

    def _on_refused(self, typed: str, why: str) -> None:
        frame = self.during.line_frame
        if typed and not frame.line.text():
            frame.line.put(typed)
            self.during.refuse(why)
        else:
            self.during.refuse(f"{why} ({typed})" if typed else why)

    def _on_sign(self, sign: str) -> None:
        """A button puts its sign before what is typed already, or in place of the sign there."""
        line = self.during.line_frame.line
        text = line.text().lstrip()
        rest = text.lstrip('>!"?~&*=').lstrip("0123456789+-−– ") if text[:1] in '>!"?~&*=' else text
        if not self._consent_open:
            line.put(f"{sign.rstrip()} {rest}" if sign[0] in "!&" else f"{sign}{rest}")
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_step(self, title: str) -> None:
        if not self._consent_open:
            self._now().visit(title, "pointer" if self.sender() is None else "keyboard")
            self.focus_first()

    def _on_pause(self) -> None:
        if self.recording is not None:
            self.recording.pause_or_resume()
            self.focus_first()

    def _open_end_menu(self) -> None:
        left = self.end_button.width() - self._end_menu.sizeHint().width()
        self._end_menu.popup(self.end_button.mapToGlobal(QPoint(left, self.end_button.height() + 4)))
        self._end_menu.setActiveAction(self._end_menu.actions()[0])

    def _end(self, outcome: str) -> None:
        recording = self._now()
        recording.end(outcome, recording.elapsed_ms())

    # -- consent

    def _ask_consent(self) -> None:
        session_id, scopes = self._now().session_id, load_settings().consent_scopes
        self._consent_open = True
        self.during.line_frame.set_open(is_open=False, why_not="One key above opens the line: what is agreed to?")

        def ask(form: tuple[str, ...]) -> None:
            if self.recording is not None and self._consent_open:
                self.during.consent.ask(form, self.recording.head.scopes)
                self.during.open_consent(is_open=True)
                self.during.consent.focus_first()

        self.document.do(lambda document: form_of_round(document.read(), session_id, scopes), ask, owner=self)

    def _on_consent(self, scopes: tuple[str, ...], how: str) -> None:
        self._now().consent(scopes, how)
        self._close_consent()

    def _on_put_off(self) -> None:
        self._put_off = True
        self._close_consent()

    def _close_consent(self) -> None:
        self._consent_open = False
        self.during.open_consent(is_open=False)
        self.during.line_frame.set_open(is_open=True)
        self.focus_first()

    # -- news from the recording

    def _on_added(self, entry: Observation) -> None:
        self.during.stream.grow()
        self._show_entries(entry)

    def _on_rearranged(self) -> None:
        recording = self._now()
        self.during.stream.show_all(recording.head, recording.entries)
        self._show_entries()
        self.after.show_session(recording.head, recording.entries)

    def _on_head_changed(self) -> None:
        recording = self._now()
        if recording.running and self._stack.currentWidget() is self.after:
            self._run()
            return
        self._show_head()
        self.during.stream.show_all(recording.head, recording.entries)

    def _on_ended(self) -> None:
        recording = self._now()
        self.during.run_clock(None)
        self._keep_file_still(still=False)
        self.after.show_session(recording.head, recording.entries)
        self._stack.setCurrentWidget(self.after)
        self._head()
        self.arranged.emit()
        self.focus_first()

    def _on_go_on(self) -> None:
        self._now().go_on()

    def _on_placing(self) -> None:
        session_id = self._now().session_id
        self.document.do(lambda document: put_on_map(document, session_id), None, self._trouble, owner=self)
        self.after.another.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_close_left_open(self, session_id: str) -> None:
        self.document.do(lambda document: close_left_open(document, session_id), None, self._trouble, owner=self)

    def _on_changed(self, changes: Changes) -> None:
        if self.recording is not None and changes.touches(PainPoint, Step):
            self.offering.read_tags()

    def _show_entries(self, added: Observation | None = None) -> None:
        """Everything that follows from the entries; after a single new one only what it can have changed."""
        recording = self._now()
        self._on_disk.setText("● Every entry is on disk")
        self._on_disk.setToolTip(plural(len(recording.entries), "entry", "entries"))
        if added is not None and added.kind not in {"visit", "idea", "marker"}:
            return
        here = place_now(recording.entries)
        if added is None or added.kind == "visit":
            phase = recording.head.phase_of(here.step_id) if here else ""
            title = here.title({step.id: step.title for step in recording.head.steps}) if here else ""
            self.during.show_place(phase, title)
            self.offering.look_from(recording)
        self.during.show_paused(paused=recording.paused)
        self.during.side.show_entries(recording.head, recording.entries)

    def _show_head(self) -> None:
        recording = self._now()
        self.during.side.show_head(recording.head)
        self.during.side.show_entries(recording.head, recording.entries)
        self.during.offer_quotes(offered=recording.head.may_quote)
        self._strip.offer_quotes(offered=recording.head.may_quote)
        self._head()

    def _head(self) -> None:
        """The top bar: who is here, or that nobody is yet."""
        running = self.recording is not None and self.recording.running
        self._on_disk.setVisible(running)
        self.end_button.setVisible(running)
        if self.recording is None:
            self.headed.emit("Record", "A session, as it happens")
            return
        head = self.recording.head
        about = " · ".join(part for part in (head.round_title, head.map_title) if part)
        self.headed.emit(f"Session with {head.pseudonym}", about)
