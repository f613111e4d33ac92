"""Before a session: who is here, which round, which journey. Everything is filled in already; Enter starts."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.core.changes import Changes
from journeymap.core.edits.people import next_pseudonym
from journeymap.core.model import ImportBatch, JourneyMap, Participant, Round, Session
from journeymap.core.reader import Reader
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.panel import Panel
from journeymap.ui.pieces import centred, empty, fill, scrolled, typed_choice
from journeymap.ui.plain import label
from journeymap.ui.recorder.left_open import RunningSession, open_sessions

WIDTH = 620


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in. `map_id` is empty when a map of the title is to be made."""

    pseudonym: str
    inclusion: int | None
    round_title: str
    map_id: str
    map_title: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the page offers."""

    suggested: str
    people: tuple[tuple[str, int | None], ...]
    rounds: tuple[str, ...]
    maps: tuple[tuple[str, str], ...]
    running: tuple[RunningSession, ...]


class BeforePage(Panel[Beginning]):
    """`start_asked` carries a `Wanted`, `continue_asked` and `close_asked` the id of a session left open."""

    shows = (Participant, Round, JourneyMap, Session, ImportBatch)

    start_asked = Signal(object)
    continue_asked = Signal(str)
    close_asked = Signal(str)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.setProperty("role", "paper")
        self._people: dict[str, int | None] = {}
        self._suggested = ""
        self.person = typed_choice("Participant")
        self.inclusion = QComboBox()
        self.inclusion.setAccessibleName("Digital inclusion, 1 to 9")
        self.inclusion.addItem("not asked", None)
        for level in range(1, 10):
            self.inclusion.addItem(f"{level} of 9", level)
        self.round = typed_choice("Round")
        self.journey = typed_choice("Journey: I want to …")
        self.start = QPushButton("Start the session")
        self.start.setProperty("role", "primary")
        self.start.setProperty("tall", "true")
        self.start.setDefault(True)
        self.start.clicked.connect(self._on_start)
        self._trouble = label("", "warn", wrap=True)
        self._trouble.hide()
        self._running = QVBoxLayout()
        self._running.setSpacing(10)
        self.person.currentTextChanged.connect(self._on_person)
        for box in (self.person, self.round, self.journey):
            edit = box.lineEdit()
            assert edit is not None
            edit.returnPressed.connect(self._on_start)
        self._lay_out()

    def load(self, reader: Reader, changes: Changes | None) -> Beginning:
        del changes
        people = {person.id: person for person in reader.find(Participant)}
        return Beginning(
            suggested=next_pseudonym(reader),
            people=tuple((person.pseudonym, person.digital_inclusion) for person in people.values()),
            rounds=tuple(found.title for found in reader.find(Round)),
            maps=tuple((found.id, found.title) for found in reader.find(JourneyMap)),
            running=open_sessions(reader),
        )

    def show_value(self, value: Beginning) -> None:
        typed = self.person.currentText()
        self._people = dict(value.people)
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem(value.suggested)
        self.person.addItems(sorted(self._people))
        self.person.setCurrentText(value.suggested if typed in {"", self._suggested} else typed)
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

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QComboBox, str], ...] = (
            ("&Participant", self.person, "A pseudonym; names never go into the project"),
            ("Digital &inclusion", self.inclusion, ""),
            ("Roun&d", self.round, ""),
            ("&Journey: I want to …", self.journey, ""),
        )
        for row, (words, field, about) in enumerate(rows):
            name = label(words)
            name.setBuddy(field)
            field.setMinimumHeight(36)
            grid.addWidget(name, row * 2, 0)
            grid.addWidget(field, row * 2, 1)
            if about:
                field.setAccessibleDescription(about)
                grid.addWidget(label(about, "small"), row * 2 + 1, 1)
        card = QFrame()
        card.setProperty("role", "panel")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(28, 24, 28, 24)
        inner.setSpacing(16)
        inner.addWidget(label("Who is here?", "page-title"))
        inner.addLayout(grid)
        inner.addWidget(self._trouble)
        inner.addWidget(self.start)
        inner.addWidget(
            label("Consent is asked next, in one key or click. Every entry is on disk before it is shown.", "small")
        )
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        stacked = QVBoxLayout(column)
        stacked.setContentsMargins(20, 28, 20, 28)
        stacked.setSpacing(16)
        stacked.addLayout(self._running)
        stacked.addWidget(card)
        stacked.addStretch(1)
        page = centred(column, 6)
        area = scrolled(page, "Before the session")
        fill(self, area)

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
        words.addWidget(label(f"The session with {each.pseudonym} is still open", "heading"))
        words.addWidget(label(each.words, "small"))
        go_on = QPushButton("Go on with it")
        go_on.setObjectName("go-on")
        go_on.setProperty("role", "primary")
        go_on.setProperty("session", each.session_id)
        go_on.setAccessibleName(f"Go on with the session with {each.pseudonym}")
        go_on.clicked.connect(self._on_continue)
        close = QPushButton("It is over")
        close.setProperty("session", each.session_id)
        close.setAccessibleName(f"The session with {each.pseudonym} is over")
        close.setAccessibleDescription("Ends it: end not observed")
        close.clicked.connect(self._on_close)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(close)
        row.addWidget(go_on)
        return card

    def _on_person(self, name: str) -> None:
        if name in self._people:
            self.inclusion.setCurrentIndex(max(0, self.inclusion.findData(self._people[name])))

    def _on_start(self) -> None:
        title = self.journey.currentText().strip()
        if not title or not self.person.currentText().strip():
            missing = "the journey" if not title else "the participant"
            self._trouble.setText(f"Please name {missing} first.")
            self._trouble.show()
            return
        self._trouble.hide()
        at = self.journey.findText(title, Qt.MatchFlag.MatchFixedString)
        self.start_asked.emit(
            Wanted(
                pseudonym=self.person.currentText().strip(),
                inclusion=self.inclusion.currentData(),
                round_title=self.round.currentText().strip(),
                map_id=str(self.journey.itemData(at) or "") if at >= 0 else "",
                map_title=title,
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
