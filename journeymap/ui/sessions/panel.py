"""All sessions that the filter leaves: their meaning in a sentence, and them as a table or on the time axis."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.model import (
    Consent,
    ImportBatch,
    JourneyMap,
    Observation,
    Participant,
    Questionnaire,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.reader import Reader
from journeymap.core.wording import count_text, sessions
from journeymap.present.session_entries import EntryCache
from journeymap.present.sessions_table import Entries, SessionsView, chosen_sentence, sessions_view
from journeymap.present.time_axis import SCALES, AxisLine, axis_lines, running_on, without_times
from journeymap.ui.document import DocumentThread
from journeymap.ui.empty import EmptyPlace
from journeymap.ui.looking import Looking
from journeymap.ui.panel import ComputedPanel
from journeymap.ui.plain import Elided, label, plain_tip
from journeymap.ui.sessions.axis import TimeAxis
from journeymap.ui.sessions.axis_painting import legend_words
from journeymap.ui.sessions.legend import AxisLegend
from journeymap.ui.sessions.model import SessionsModel
from journeymap.ui.sessions.table import SessionsTable

VIEWS = {"table": "Table", "axis": "Time axis"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read; `entries` belong to the cache of the panel and are only looked at."""

    view: SessionsView
    summaries: tuple[SessionSummary, ...]
    entries: Entries
    titles: dict[str, str]
    map_title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows. `lines` are by session id, `signs` those of the axis, `notes` sentences by its scale."""

    view: SessionsView
    lines: dict[str, AxisLine]
    signs: tuple[str, ...]
    notes: dict[str, str]
    map_title: str


class SessionsPanel(ComputedPanel[Gathered, Shown]):
    """`chosen_changed` says that others are selected, `opened` carries a session to open and an entry of it or ""."""

    shows = (
        JourneyMap, Step, Session, Participant, Observation, Round, TaskScenario, Consent, ImportBatch,
        Questionnaire,
    )  # fmt: skip
    shown = Signal(object)
    chosen_changed = Signal()
    opened = Signal(str, str)
    sort_asked = Signal(str)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.value: Shown | None = None
        self._cache = EntryCache()
        self._wanted: tuple[list[str], str] | None = None
        self.model = SessionsModel(self)
        self.table = SessionsTable(self.model)
        self.axis = TimeAxis(self.table)
        self.finder = QLineEdit()
        self.sorting = QPushButton()
        self.change = QPushButton("Change ▾")
        self.open = QPushButton("Open")
        self.beside = QPushButton("Side by side")
        self._headline = label("", "headline-strong", wrap=True)
        self._note = label("", "secondary", wrap=True)
        self._found = Elided("", "secondary")
        self._words = Elided("", "small")
        self.legend = AxisLegend()
        self.empty = EmptyPlace("sessions", "")
        self._both = QWidget()
        self._views = QStackedLayout(self._both)  # without a widget of its own it would show the table as a window
        self._stack = QStackedLayout(self)
        waiting = label("Counting …", "secondary")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page = self._make_page()
        for page in (waiting, self._page, self.empty):
            self._stack.addWidget(page)
        self._connect()

    # -- loading

    def gather(self, reader: Reader, changes: Changes | None) -> Gathered:
        chosen = self.looking.filter
        counts = self.document.counts
        summaries = tuple(counts.summaries(reader, chosen))
        whole = len(counts.summaries(reader, Filter(map_id=chosen.map_id)))
        entries = self._cache.refresh(reader, changes)
        journey = reader.get(JourneyMap, chosen.map_id)
        return Gathered(
            view=sessions_view(reader, chosen, summaries, whole, entries),
            summaries=summaries,
            entries={summary.id: entries[summary.id] for summary in summaries if summary.id in entries},
            titles=dict(reader.columns(Step, ("id", "title"))),
            map_title=journey.title if journey else "",
        )

    def compute(self, gathered: Gathered) -> Shown:
        lines = axis_lines(gathered.view.rows, gathered.summaries, gathered.entries, gathered.titles)
        everything = tuple(lines.values())
        notes = {scale: running_on(everything, scale) for scale in SCALES}
        notes["time"] = " ".join(part for part in (without_times(everything), notes["time"]) if part)
        return Shown(gathered.view, lines, legend_words(everything), notes, gathered.map_title)

    def show_value(self, value: Shown) -> None:
        self.value = value
        if not value.view.rows:
            self._say_empty(value.view)
            self._stack.setCurrentWidget(self.empty)
            self.model.show(value.view)
            self.axis.show_lines({})
        else:
            self._headline.setText(value.view.sentence)
            self.table.keep_chosen(partial(self.model.show, value.view))
            self.axis.show_lines(value.lines)
            self.legend.show_kinds(value.signs)
            if self._wanted is not None:
                self.table.choose(*self._wanted)
            elif not self.table.current():
                self.table.choose([self.model.rows[0].id] if self.model.rows else [], "")
            self._wanted = None
            self._stack.setCurrentWidget(self._page)
        self._say_found()
        self._say_note()
        self.shown.emit(value)

    def choose(self, session_id: str) -> None:
        """Select a session, now or as soon as it is loaded."""
        if self.model.row_of(session_id) >= 0:
            self.table.choose([session_id], session_id)
        else:
            self._wanted = ([session_id], session_id)

    # -- the two views

    @property
    def key(self) -> str:
        """Which view is shown: a key of VIEWS."""
        return "axis" if self._views.currentWidget() is self._axis_page else "table"

    def show_view(self, key: str) -> None:
        """Show the table or the time axis."""
        self._views.setCurrentWidget(self._axis_page if key == "axis" else self.table)
        self._say_note()

    def shown_part(self) -> QWidget:
        """What the keyboard works in."""
        if self.value is not None and not self.value.view.rows:
            return self.empty.button
        return self.axis if self.key == "axis" else self.table

    def show_scale(self, scale: str) -> None:
        """Scale the axis by time or by order."""
        self.axis.show_scale(scale)
        self._say_note()

    def focus_find(self, typed: str = "") -> None:
        """Put the keyboard into the field that finds sessions, with a letter that was typed already."""
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if typed:
            self.finder.setText(typed)
        else:
            self.finder.selectAll()

    # -- parts

    def _make_page(self) -> QWidget:
        headline = QFrame()
        headline.setProperty("role", "panel")
        words = QVBoxLayout(headline)
        words.setContentsMargins(18, 12, 18, 12)
        words.setSpacing(4)
        words.addWidget(self._headline)
        words.addWidget(self._note)
        self.finder.setPlaceholderText("Find: person, round, outcome …")
        self.finder.setAccessibleName("Find sessions")
        self.finder.setClearButtonEnabled(True)
        self.finder.setMinimumWidth(120)
        self.finder.setMaximumWidth(300)
        self.sorting.setAccessibleName("Sort the sessions")
        self.beside.setToolTip(plain_tip("The two that are chosen"))
        self.beside.setAccessibleDescription("The two that are chosen")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.finder, 3)
        bar.addWidget(self.sorting)
        bar.addWidget(self._found, 2)
        for button in (self.open, self.beside, self.change):
            bar.addWidget(button)
        self._axis_page = QWidget()
        axis = QVBoxLayout(self._axis_page)
        axis.setContentsMargins(0, 0, 0, 0)
        axis.setSpacing(0)
        axis.addWidget(self.axis, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 6, 14, 6)
        foot.setSpacing(4)
        foot.addWidget(self._words)
        foot.addWidget(self.legend)
        axis.addLayout(foot)
        self._views.addWidget(self.table)
        self._views.addWidget(self._axis_page)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(2, 4, 2, 4)
        inner.addWidget(self._both)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(headline)
        layout.addLayout(bar)
        layout.addWidget(frame, 1)
        return page

    def _connect(self) -> None:
        self.finder.textChanged.connect(self._on_find)
        self.finder.returnPressed.connect(self._on_found)
        self.sorting.setMenu(QMenu(self.sorting))
        self.sorting.menu().aboutToShow.connect(self._fill_sorting)
        self.sorting.menu().triggered.connect(self._on_sort)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.axis.opened.connect(self.opened)
        self.axis.pointed.connect(self._words.setText)
        self.open.clicked.connect(self._on_open)
        for view in (self.table, self.axis):
            view.typed.connect(self.focus_find)
        self.table.rearranged.connect(self._say_found)

    def _say_empty(self, view: SessionsView) -> None:
        if view.whole:
            self.empty.say("No session passes the filter.", "Count all sessions")
        else:
            self.empty.say(
                "Record sessions or import them: each will be a line here, to read, to correct and to compare.",
                "Record a session",
            )

    def _say_found(self) -> None:
        found, whole = len(self.model.rows), self.model.count
        self._found.setText(f"{count_text(found, whole)} found" if self.model.typed.strip() else "")
        column = next((each for each in self.model.columns if each.key == self.model.sorted_by), None)
        order = "As they came" if column is None else column.title + (" ↓" if self.model.descending else " ↑")
        self.sorting.setText(f"{order} ▾")
        self.sorting.setAccessibleDescription(f"Sorted: {order}")
        self._offer()

    def _say_note(self) -> None:
        words = self.value.notes[self.axis.scale] if self.value is not None and self.key == "axis" else ""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _offer(self) -> None:
        """What can be done with the chosen sessions."""
        count = len(self.table.chosen())
        self.open.setEnabled(bool(self.table.current()))
        self.beside.setEnabled(len(self.model.rows) > 1)
        self.change.setEnabled(bool(count))
        self.change.setAccessibleName(f"Change {sessions(count)}")

    def _fill_sorting(self) -> None:
        menu = self.sorting.menu()
        menu.clear()
        menu.addAction("As they came").setData("")
        for column in self.model.columns:
            action = menu.addAction(column.title)
            action.setData(column.key)
            action.setCheckable(True)
            action.setChecked(column.key == self.model.sorted_by)
        menu.addSeparator()
        action = menu.addAction("The other way round")
        action.setData("!")
        action.setEnabled(bool(self.model.sorted_by))

    def _on_sort(self, action: QAction) -> None:
        key = str(action.data())
        if key == "!":
            self.table.rearrange(self.model.sorted_by, descending=not self.model.descending)
        else:
            self.table.rearrange(key, descending=False)

    def _on_find(self, typed: str) -> None:
        self.table.keep_chosen(partial(self.model.find, typed))
        if not self.table.current() and self.model.rows:
            self.table.walk(0)

    def _on_found(self) -> None:
        self.shown_part().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        self._offer()
        self.chosen_changed.emit()

    def _on_opened(self, session_id: str) -> None:
        self.opened.emit(session_id, "")

    def _on_open(self) -> None:
        if self.table.current():
            self.opened.emit(self.table.current(), "")

    def chosen_words(self) -> str:
        """What is selected, for the status bar."""
        return chosen_sentence(self.model.rows_with(self.table.chosen()))
