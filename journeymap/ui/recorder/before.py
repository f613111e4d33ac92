"""Before a session: who is here, which task, which round. Everything is filled in already; Enter starts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.changes import Changes
from journeymap.core.edits.people import ask_attributes, checked_prefix
from journeymap.core.errors import Problem
from journeymap.core.model import (
    ImportBatch,
    JourneyMap,
    Participant,
    ParticipantIdentity,
    Project,
    Round,
    Session,
    TaskScenario,
)
from journeymap.core.reader import Reader
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.notice import Notice
from journeymap.ui.panel import Panel
from journeymap.ui.pieces import centred, empty, fill, scrolled, typed_choice
from journeymap.ui.plain import label
from journeymap.ui.recorder.about_person import About, AboutPerson
from journeymap.ui.recorder.beginning import Beginning, KnownPerson, load_beginning
from journeymap.ui.recorder.fold import Fold
from journeymap.ui.recorder.left_open import RunningSession
from journeymap.ui.recorder.recording_way import RecordingWay
from journeymap.ui.recorder.task_plan import TaskPlan
from journeymap.ui.recorder.wanted import Wanted

WIDTH = 660


class BeforePage(Panel[Beginning]):
    """`start_asked` carries a `Wanted`, `continue_asked` and `close_asked` the id of a session left open."""

    shows = (Participant, ParticipantIdentity, Project, Round, JourneyMap, TaskScenario, Session, ImportBatch)

    start_asked = Signal(object)
    continue_asked = Signal(str)
    close_asked = Signal(str)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.setProperty("role", "paper")
        self._people: dict[str, KnownPerson] = {}
        self._suggested = ""
        self._shown_person = ""
        self.person = typed_choice("Participant")
        self._person_words = label("", "small", wrap=True)
        self.inclusion = QComboBox()
        self.inclusion.setAccessibleName("Digital inclusion, 1 to 9")
        self.inclusion.addItem("not asked", None)
        for level in range(1, 10):
            self.inclusion.addItem(f"{level} of 9", level)
        self.tasks = TaskPlan()
        self.round = typed_choice("Round")
        self.journey = typed_choice("Journey: I want to …")
        self.about = AboutPerson()
        self.way = RecordingWay()
        self._prefix = self.way.prefix.text().strip().upper()
        self.about_fold = Fold("More about this person", self.about)
        self.way_fold = Fold("How it is recorded", self.way)
        self.start = QPushButton("Start the session")
        self.start.setProperty("role", "primary")
        self.start.setProperty("tall", "true")
        self.start.setDefault(True)
        self._trouble = Notice("warn", wrap=True)
        self._trouble.hide()
        self._running = QVBoxLayout()
        self._running.setSpacing(10)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.start.clicked.connect(self._on_start)
        self.person.currentTextChanged.connect(self._on_person)
        self.tasks.entered.connect(self._on_start)
        self.way.entered.connect(self._on_start)
        self.about.attributes_wanted.connect(self._on_attributes_wanted)
        self.way.prefix.editingFinished.connect(self._on_prefix)
        for box in (self.person, self.round, self.journey):
            edit = box.lineEdit()
            assert edit is not None
            edit.returnPressed.connect(self._on_start)

    def load(self, reader: Reader, changes: Changes | None) -> Beginning:
        del changes
        return load_beginning(reader, self._prefix)

    def show_value(self, value: Beginning) -> None:
        typed = self.person.currentText()
        is_new = typed in {"", self._suggested}
        self._people = dict(value.people)
        self.way.offer_prefix(value.prefix)
        self.way.offer_days(value.zone)
        self.about.ask(value.attribute_names)
        self.about.offer(value.offered)
        self.tasks.offer(value.tasks)
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem(value.suggested)
        self.person.addItems(sorted(self._people))
        self.person.setCurrentText(value.suggested if is_new else typed)
        self.person.blockSignals(False)
        self._suggested = value.suggested
        self._on_person(self.person.currentText())
        self._refill(self.round, list(value.rounds), value.rounds[-1] if value.rounds else "Round 1")
        first = value.maps[0][1] if value.maps else ""
        chosen = next((title for key, title in value.maps if key == self.looking.filter.map_id), first)
        self._refill(self.journey, [title for _, title in value.maps], chosen)
        for index, (key, _) in enumerate(value.maps):
            self.journey.setItemData(index, key)
        self._show_running(value.running)

    def focus_first(self) -> None:
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_leave(self) -> None:
        """The session is over: the next person is somebody else, and their tasks begin anew."""
        self.person.setEditText("")
        self.inclusion.setCurrentIndex(0)
        self.about.show_person(About())
        self._shown_person = ""
        self.tasks.clear()
        self.way.begin_anew()

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        stacked = QVBoxLayout(column)
        stacked.setContentsMargins(20, 24, 20, 24)
        stacked.setSpacing(16)
        stacked.addLayout(self._running)
        card = QFrame()
        card.setProperty("role", "panel")
        stacked.addWidget(card)
        stacked.addStretch(1)
        page = centred(column, 6)
        area = scrolled(page, "Before the session")
        fill(self, area)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(28, 20, 28, 20)
        inner.setSpacing(12)
        inner.addWidget(label("Who is here?", "page-title"))
        grid = QGridLayout()
        inner.addLayout(grid)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 130)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget, QWidget], ...] = (
            ("&Participant", self.person, self.person),
            ("Digital &inclusion", self.inclusion, self.inclusion),
            ("&Task", self.tasks, self.tasks.rows[0].title),
            ("Roun&d", self.round, self.round),
            ("&Journey: I want to …", self.journey, self.journey),
        )
        self.person.setAccessibleDescription("A pseudonym; no export ever has a name")
        for row, (words, field, buddy) in enumerate(rows):
            name = label(words)
            name.setBuddy(buddy)
            name.setMinimumHeight(32)
            grid.addWidget(name, row * 2, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row * 2, 1)
        grid.addWidget(self._person_words, 1, 1)
        folds = QVBoxLayout()
        folds.setContentsMargins(0, 0, 0, 0)
        folds.setSpacing(0)
        folds.addWidget(self.about_fold)
        folds.addWidget(self.way_fold)
        inner.addLayout(folds)
        inner.addWidget(self._trouble)
        inner.addWidget(self.start)
        inner.addWidget(
            label("Consent is asked next, in one key or click. Every entry is on disk before it is shown.", "small")
        )
        self.tasks.put_in_order()

    @staticmethod
    def _refill(box: QComboBox, titles: list[str], shown: str) -> None:
        typed = box.currentText()
        box.clear()
        box.addItems(titles)
        box.setCurrentText(typed or shown)

    def _show_running(self, running: tuple[RunningSession, ...]) -> None:
        empty(self._running)
        for each in running[:3]:
            self._running.addWidget(self._running_card(each))

    def _running_card(self, each: RunningSession) -> QFrame:
        card = QFrame()
        card.setProperty("role", "strip")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(each.headline, "heading"))
        words.addWidget(label(each.words, "small"))
        go_on = QPushButton("Go on with it")
        go_on.setObjectName("go-on")
        go_on.setProperty("role", "primary")
        go_on.setProperty("session", each.session_id)
        what = "sitting" if each.between else "session"
        go_on.setAccessibleName(f"Go on with the {what} with {each.pseudonym}")
        go_on.clicked.connect(self._on_continue)
        close = QPushButton("It is over")
        close.setProperty("session", each.session_id)
        close.setAccessibleName(f"The {what} with {each.pseudonym} is over")
        close.setAccessibleDescription("Nothing more is tried" if each.between else "Ends it: end not observed")
        close.clicked.connect(self._on_close)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(close)
        row.addWidget(go_on)
        return card

    def _on_person(self, name: str) -> None:
        known = self._people.get(name)
        self.about_fold.show_words(f"More about {name}" if name else "More about this person")
        new = "A pseudonym; no export ever has a name." if name == self._suggested else "Somebody new."
        self._person_words.setText(known.words if known else new)
        if known is not None and self._shown_person != name:
            self.inclusion.setCurrentIndex(max(0, self.inclusion.findData(known.inclusion)))
            self.about.show_person(known.about)
            self._shown_person = name
        elif known is None and self._shown_person:
            self.inclusion.setCurrentIndex(0)
            self.about.show_person(About())
            self._shown_person = ""

    def _on_prefix(self) -> None:
        prefix = self.way.prefix.text().strip().upper()
        if prefix != self._prefix:
            self._prefix = prefix
            self.refresh()

    def _on_attributes_wanted(self, names: tuple[str, ...]) -> None:
        def work(document: Document) -> None:
            with document.edit("Change what is asked of everybody") as edit:
                ask_attributes(edit, names)

        self.document.do(work, owner=self)

    def _trouble_now(self) -> str:
        """What keeps the session from starting; the keyboard goes where that can be mended."""
        for box, what in ((self.person, "participant"), (self.journey, "journey")):
            if not box.currentText().strip():
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return f"Please name the {what} first."
        try:
            checked_prefix(self.way.prefix.text())
        except Problem as problem:
            return str(problem)
        trouble = self.tasks.trouble()
        if not trouble and self.way.trouble():
            self.way_fold.button.setChecked(True)
            self.way.day.setFocus(Qt.FocusReason.OtherFocusReason)
        return trouble or self.way.trouble()

    def _on_start(self) -> None:
        trouble = self._trouble_now()
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if trouble:
            return
        self.way.remember()
        self._prefix = self.way.prefix.text().strip().upper()
        title = self.journey.currentText().strip()
        at = self.journey.findText(title, Qt.MatchFlag.MatchFixedString)
        self.start_asked.emit(
            Wanted(
                pseudonym=self.person.currentText().strip(),
                inclusion=self.inclusion.currentData(),
                round_title=self.round.currentText().strip(),
                map_id=str(self.journey.itemData(at) or "") if at >= 0 else "",
                map_title=title,
                about=self.about.value(),
                tasks=self.tasks.value(),
                way=self.way.value(),
                seen=self.person.currentText().strip() in self._people,
            )
        )

    def _on_continue(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.continue_asked.emit(str(button.property("session")))

    def _on_close(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.close_asked.emit(str(button.property("session")))
