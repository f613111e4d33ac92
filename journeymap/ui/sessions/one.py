"""One session to read and to correct: who, when and how it ended; its entries; the line in which one is corrected."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from journeymap.core.capture import format_line, line_of, parse_line
from journeymap.core.changes import Changes
from journeymap.core.edits.correcting import insert_entry, move_entry
from journeymap.core.edits.questionnaires import answer_questionnaire
from journeymap.core.edits.recording import correct_entry, remove_entry
from journeymap.core.model import (
    Consent,
    ImportBatch,
    Observation,
    Participant,
    Phase,
    Questionnaire,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import QUESTIONNAIRES
from journeymap.core.wording import clock_text
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.panel import Panel
from journeymap.ui.problems import sentence
from journeymap.ui.recorder.questionnaire import QuestionnairePage
from journeymap.ui.sessions.entry_line import EntryLine
from journeymap.ui.sessions.head import SessionHeading
from journeymap.ui.sessions.open_session import OpenSession, Picked, load_open
from journeymap.ui.sessions.reading import EntryList


class SessionPage(Panel[OpenSession | None]):
    """`left` when the list is wanted again, `stepped` −1 or +1 for the neighbour, `loaded` when it is on screen."""

    shows = (Session, Observation, Participant, Consent, Round, TaskScenario, Step, Phase, ImportBatch, Questionnaire)
    obeys_filter = False
    left = Signal()
    stepped = Signal(int)
    loaded = Signal()
    inspected = Signal(object)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.session_id = ""
        self.value: OpenSession | None = None
        self._wanted = ""
        self._inserting = False
        self._held = ""  # the entry that was chosen when the line was opened
        self.entries = EntryList()
        self.line = EntryLine()
        self.back = QPushButton("‹ All sessions")
        self.before = QPushButton("Previous")
        self.after = QPushButton("Next")
        self.insert = QPushButton("Insert after")
        self.earlier = QPushButton("Earlier")
        self.later = QPushButton("Later")
        self.remove = QPushButton("Remove")
        self.head = SessionHeading()
        self.questionnaire = QuestionnairePage()
        self._pages = QStackedLayout(self)
        self._build()
        self._connect()

    def open(self, session_id: str, entry_id: str = "") -> None:
        """Show another session, with the keyboard on an entry of it."""
        self.session_id, self._wanted = session_id, entry_id
        self._pages.setCurrentIndex(0)
        self.leave_line()
        self.refresh()

    # -- loading

    def load(self, reader: Reader, changes: Changes | None) -> OpenSession | None:
        del changes
        return load_open(reader, self.document.counts.fresh(reader), self.session_id)

    def show_value(self, value: OpenSession | None) -> None:
        if value is None:
            self.left.emit()
            return
        whole = value.whole
        changed = self.value is None or self.value.whole.row.id != whole.row.id
        self.value = value
        self.head.show_session(whole)
        self.head.show_questionnaires(value.questionnaires)
        if self._asking:
            self._show_questionnaire(self.questionnaire.kind)
        kept = self._wanted or ("" if changed else self.entries.entry_id())
        self._wanted = ""
        self.entries.show_session(whole.head, list(whole.entries), kept)
        if changed and not kept:
            self.entries.setCurrentIndex(self.entries.stream.index(0))
        self.loaded.emit()

    # -- the entry with the keyboard

    @property
    def _shown(self) -> tuple[Observation, ...]:
        return self.value.whole.entries if self.value is not None else ()

    def entry(self) -> Observation | None:
        """The entry with the keyboard."""
        found = self.entries.entry_id()
        return next((one for one in self._shown if one.id == found), None)

    def correct(self) -> None:
        """Put the entry into the line, with its time, to be typed over."""
        entry = self.entry()
        if entry is None or self.value is None:
            return
        self._inserting = False
        title = self.value.whole.head.title_of(entry) if entry.kind == "visit" else ""
        clock = "" if entry.at_ms is not None else "no time"
        self._begin(format_line(line_of(entry, title)), clock, "Enter corrects it · emptied removes it · Esc leaves it")

    def insert_after(self) -> None:
        """Open an empty line for one more entry after the one with the keyboard."""
        entry = self.entry()
        self._inserting = True
        does = "Enter puts it after the chosen entry · [00:06:10] before it gives a time · Esc leaves it"
        self._begin("", clock_text(entry.at_ms) if entry is not None else "", does)

    def leave_line(self) -> None:
        """Back to the entries; what was typed is dropped."""
        self._inserting = False
        if self.line.close_line():
            self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_chosen(self) -> None:
        """Take the entry out; undo brings it back."""
        entry = self.entry()
        if entry is not None:
            self._edit("Remove an entry", lambda edit: remove_entry(edit, entry.id))

    def move_chosen(self, *, up: bool) -> None:
        """Let the entry change places with its neighbour."""
        entry = self.entry()
        if entry is not None:
            self._edit("Move an entry", lambda edit: move_entry(edit, entry.id, up=up))

    # -- the questionnaires of the sitting

    @property
    def _asking(self) -> bool:
        return self._pages.currentWidget() is self.questionnaire

    def ask(self, kind: str) -> None:
        """Show a questionnaire, to be answered or corrected."""
        self.leave_line()
        self._show_questionnaire(kind)
        self._pages.setCurrentWidget(self.questionnaire)
        self.questionnaire.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard where work goes on."""
        if self._asking:
            self.questionnaire.focus_first()
        else:
            self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self._on_asked()
        else:
            super().keyPressEvent(event)

    def _show_questionnaire(self, kind: str) -> None:
        for view in self.value.questionnaires if self.value is not None else ():
            if view.kind == kind:
                self.questionnaire.show_view(view)

    def _on_answered(self, kind: str, answers: tuple[int, ...]) -> None:
        session_id = self.session_id
        words = f"Answer {QUESTIONNAIRES[kind]}"
        self._edit(words, lambda edit: answer_questionnaire(edit, session_id, kind, answers))

    def _on_asked(self) -> None:
        """The questionnaire is left: back to the button that opened it."""
        self._pages.setCurrentIndex(0)
        self.head.questions[self.questionnaire.kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self) -> Picked | None:
        """The session that is read and the entry with the keyboard, for the panel at the right."""
        return Picked(self.value.whole, self.entry()) if self.value is not None else None

    # -- parts

    def _build(self) -> None:
        self.back.setProperty("role", "quiet")
        for button, about in (
            (self.before, "The session before this one in the list"),
            (self.after, "The session after this one in the list"),
            (self.insert, "Insert an entry after the chosen one"),
            (self.earlier, "Move the chosen entry earlier"),
            (self.later, "Move the chosen entry later"),
            (self.remove, "Remove the chosen entry"),
        ):
            button.setAccessibleDescription(about)
        self.entries.setAccessibleName("Entries of the session")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addStretch(1)
        for button in self.head.questions.values():
            head.addWidget(button)
        head.addWidget(self.before)
        head.addWidget(self.after)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.line.does, 1)
        for button in (self.insert, self.earlier, self.later, self.remove):
            deeds.addWidget(button)
        whole = QWidget()
        page = QVBoxLayout(whole)
        page.setContentsMargins(22, 12, 22, 16)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.head)
        page.addWidget(self.entries, 1)
        page.addWidget(self.line)
        page.addLayout(deeds)
        self._pages.addWidget(whole)
        self._pages.addWidget(self.questionnaire)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.insert.clicked.connect(self.insert_after)
        self.earlier.clicked.connect(self._on_earlier)
        self.later.clicked.connect(self._on_later)
        self.remove.clicked.connect(self.remove_chosen)
        self.entries.entered.connect(self.correct)
        self.entries.insert_asked.connect(self.insert_after)
        self.entries.remove_asked.connect(self.remove_chosen)
        self.entries.left.connect(self.left)
        self.entries.picked.connect(self._on_picked)
        self.head.asked.connect(self.ask)
        self.questionnaire.answered.connect(self._on_answered)
        self.questionnaire.done.connect(self._on_asked)
        self.line.field.kept.connect(self._on_kept)
        self.line.field.escaped.connect(self.leave_line)

    def _begin(self, text: str, clock: str, does: str) -> None:
        self._held = self.entries.entry_id()
        self.line.begin(text, clock, does)

    def _on_kept(self, typed: str) -> None:
        """Enter in the line: the correction, or the entry to be inserted, goes to the document."""
        entry, line = self.entry(), parse_line(typed)
        if self._inserting:
            if not line.empty:
                self._insert(entry, typed)
        elif entry is None:
            self.leave_line()
        elif line.empty:
            self._edit("Remove an entry", lambda edit: remove_entry(edit, entry.id))
        else:
            self._edit("Correct an entry", lambda edit: correct_entry(edit, entry.id, line, fuzzy=True))

    def _insert(self, entry: Observation | None, typed: str) -> None:
        line, session_id = parse_line(typed), self.session_id
        at_ms = entry.at_ms if entry is not None else None
        follower = self._follower(entry) if line.at_ms is None else None

        def verb(edit: Edit) -> None:
            self._wanted = insert_entry(edit, session_id, line, at_ms, follower, fuzzy=True).id

        self._edit("Insert an entry", verb)

    def _follower(self, entry: Observation | None) -> str | None:
        """The entry of the same time that stands after this one."""
        entries = self._shown
        at = next((number for number, one in enumerate(entries) if entry is not None and one.id == entry.id), -1)
        after = entries[at + 1] if 0 <= at < len(entries) - 1 else None
        return after.id if after is not None and entry is not None and after.at_ms == entry.at_ms else None

    def _edit(self, words: str, verb: Callable[[Edit], object]) -> None:
        def work(document: Document) -> None:
            with document.edit(words) as edit:
                verb(edit)

        self.document.do(work, self._on_done, self._on_refused, owner=self)

    def _on_done(self, _nothing: None) -> None:
        self.leave_line()

    def _on_refused(self, error: BaseException) -> None:
        words = sentence(error)
        if words and not self._asking:
            self.line.refuse(words)
        else:
            self.document.troubled.emit(error)

    def _on_picked(self, entry_id: str) -> None:
        if self.line.is_open and entry_id != self._held:
            self.leave_line()

    def _on_before(self) -> None:
        self.stepped.emit(-1)

    def _on_after(self) -> None:
        self.stepped.emit(1)

    def _on_earlier(self) -> None:
        self.move_chosen(up=True)

    def _on_later(self) -> None:
        self.move_chosen(up=False)
