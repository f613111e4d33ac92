"""One session to read and to correct: who, when and how it ended; its entries; the line in which one is corrected."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.capture import format_line, line_of, parse_line
from journeymap.core.changes import Changes
from journeymap.core.edits.correcting import insert_entry, move_entry
from journeymap.core.edits.recording import correct_entry, remove_entry
from journeymap.core.filters import Filter
from journeymap.core.model import (
    Consent,
    ImportBatch,
    Observation,
    Participant,
    Phase,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.reader import Edit, Reader
from journeymap.core.wording import clock_text, plural
from journeymap.present.inspect import Fact
from journeymap.present.session import SessionHead, load_entries, load_head
from journeymap.present.session_entries import read_entries
from journeymap.present.session_inspect import head_facts
from journeymap.present.sessions_table import SessionRow, sessions_view
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.looking import Looking
from journeymap.ui.panel import Panel
from journeymap.ui.pieces import empty
from journeymap.ui.plain import Elided, label, restyle
from journeymap.ui.problems import sentence
from journeymap.ui.recorder.capture_line import CaptureLine
from journeymap.ui.sessions.reading import EntryList


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One session as the page shows it."""

    head: SessionHead
    entries: list[Observation]
    row: SessionRow
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """A session and the entry of it that has the keyboard."""

    session: OpenSession
    entry: Observation | None


class SessionPage(Panel[OpenSession | None]):
    """`left` when the list is wanted again, `stepped` −1 or +1 for the neighbour, `loaded` when it is on screen."""

    shows = (Session, Observation, Participant, Consent, Round, TaskScenario, Step, Phase, ImportBatch)
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
        self._said: tuple[Fact, ...] = ()
        self.entries = EntryList()
        self.line = CaptureLine()
        self._capture = QFrame()
        self._time = label("", "secondary")
        self._does = label("", "small")
        self._refusal = label("", "warn", wrap=True)
        self._refusal.hide()
        self.back = QPushButton("‹ All sessions")
        self.before = QPushButton("Previous")
        self.after = QPushButton("Next")
        self.insert = QPushButton("Insert after")
        self.earlier = QPushButton("Earlier")
        self.later = QPushButton("Later")
        self.remove = QPushButton("Remove")
        self._title = Elided("", "page-title")
        self._outcome = label("", "headline")
        self._facts_row = QWidget()
        self._facts = FlowLayout(self._facts_row, spacing=4)
        self._build()
        self._connect()

    def open(self, session_id: str, entry_id: str = "") -> None:
        """Show another session, with the keyboard on an entry of it."""
        self.session_id, self._wanted = session_id, entry_id
        self.leave_line()
        self.refresh()

    # -- loading

    def load(self, reader: Reader, changes: Changes | None) -> OpenSession | None:
        del changes
        head = load_head(reader, self.session_id)
        if head is None:
            return None
        chosen = Filter(map_id=head.session.map_id, session_ids=(self.session_id,))
        summaries = self.document.counts.summaries(reader, chosen)
        found = dict(read_entries(reader, [self.session_id]))
        rows = sessions_view(reader, chosen, summaries, len(summaries), found).rows
        if not rows:
            return None
        return OpenSession(head, load_entries(reader, self.session_id), rows[0], head_facts(head, rows[0]))

    def show_value(self, value: OpenSession | None) -> None:
        if value is None:
            self.left.emit()
            return
        changed = self.value is None or self.value.row.id != value.row.id
        self.value = value
        row = value.row
        self._title.setText(row.title)
        ended = " · ".join(part for part in (row.outcome_words, row.length, row.reason) if part)
        self._outcome.setText(f"{ended[:1].upper()}{ended[1:]} · {plural(len(value.entries), 'entry', 'entries')}")
        if self._said != value.facts:
            self._said = value.facts
            empty(self._facts)
            for fact in value.facts:
                self._facts.addWidget(_fact(fact))
        kept = self._wanted or ("" if changed else self.entries.entry_id())
        self._wanted = ""
        self.entries.show_session(value.head, value.entries, kept)
        if changed and not kept:
            self.entries.setCurrentIndex(self.entries.stream.index(0))
        self.loaded.emit()

    # -- the entry with the keyboard

    def entry(self) -> Observation | None:
        """The entry with the keyboard."""
        found = self.entries.entry_id()
        return next((one for one in self.value.entries if one.id == found), None) if self.value else None

    def correct(self) -> None:
        """Put the entry into the line, with its time, to be typed over."""
        entry = self.entry()
        if entry is None or self.value is None:
            return
        self._inserting = False
        title = self.value.head.title_of(entry) if entry.kind == "visit" else ""
        self._begin(format_line(line_of(entry, title)), "" if entry.at_ms is not None else "no time")
        self._does.setText("Enter corrects it · emptied removes it · Esc leaves it")

    def insert_after(self) -> None:
        """Open an empty line for one more entry after the one with the keyboard."""
        entry = self.entry()
        self._inserting = True
        self._begin("", clock_text(entry.at_ms) if entry is not None else "")
        self._does.setText("Enter puts it after the chosen entry · [00:06:10] before it gives a time · Esc leaves it")

    def leave_line(self) -> None:
        """Back to the entries; what was typed is dropped."""
        had = self.line.hasFocus()
        self._inserting = False
        self.line.empty()
        self.line.setEnabled(False)
        self.line.setPlaceholderText("Enter takes the chosen entry into this line")
        restyle(self._capture, open="false")
        self._time.setText("")
        self._does.setText("Enter corrects the chosen entry · Insert puts one after it · Del removes it")
        self._refuse("")
        if had:
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

    def pick(self) -> Picked | None:
        """The session that is read and the entry with the keyboard, for the panel at the right."""
        return Picked(self.value, self.entry()) if self.value is not None else None

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
        self.line.setAccessibleName("The entry as a line")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        frame = QFrame()
        frame.setProperty("role", "panel")
        words = QVBoxLayout(frame)
        words.setContentsMargins(18, 10, 18, 12)
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._outcome)
        words.addWidget(self._facts_row)
        self._capture.setProperty("role", "capture")
        line = QHBoxLayout(self._capture)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(10)
        line.addWidget(self._time)
        line.addWidget(self.line, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self._does, 1)
        for button in (self.insert, self.earlier, self.later, self.remove):
            deeds.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(22, 12, 22, 16)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(frame)
        page.addWidget(self.entries, 1)
        page.addWidget(self._refusal)
        page.addWidget(self._capture)
        page.addLayout(deeds)

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
        self.line.kept.connect(self._on_kept)
        self.line.escaped.connect(self.leave_line)
        self.leave_line()

    def _begin(self, text: str, clock: str) -> None:
        self._refuse("")
        self._held = self.entries.entry_id()
        self._time.setText(clock)
        self.line.setEnabled(True)
        self.line.setPlaceholderText("Type what happened")
        restyle(self._capture, open="true")
        self.line.put(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.setVisible(bool(words))

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
        entries = self.value.entries if self.value is not None else []
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
        if words:
            self._refuse(words)
        else:
            self.document.troubled.emit(error)

    def _on_picked(self, entry_id: str) -> None:
        if self.line.isEnabled() and entry_id != self._held:
            self.leave_line()

    def _on_before(self) -> None:
        self.stepped.emit(-1)

    def _on_after(self) -> None:
        self.stepped.emit(1)

    def _on_earlier(self) -> None:
        self.move_chosen(up=True)

    def _on_later(self) -> None:
        self.move_chosen(up=False)


def _fact(fact: Fact) -> QWidget:
    """A name and its value beside it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 14, 0)
    row.setSpacing(6)
    row.addWidget(label(fact.name, "secondary"))
    row.addWidget(label(" ".join(part for part in (fact.value, fact.secondary) if part)))
    return holder
