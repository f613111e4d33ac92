"""The Priorities place: the headline, the ranked list, and what has to be known to read it."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from journeymap.core.changes import Changes
from journeymap.core.model import (
    Consent,
    ImportBatch,
    JourneyMap,
    Observation,
    PainPoint,
    Participant,
    Round,
    Session,
    Step,
)
from journeymap.core.reader import Reader
from journeymap.core.wording import people, quoted
from journeymap.present.ranking import RankingInput, RankingView, gather_ranking, ranking_view
from journeymap.ui.document import DocumentThread
from journeymap.ui.empty import EmptyPlace
from journeymap.ui.looking import Looking, Selected
from journeymap.ui.panel import ComputedPanel
from journeymap.ui.pieces import card, empty, scrolled
from journeymap.ui.place import Place
from journeymap.ui.plain import label
from journeymap.ui.priorities.inspect import inspect_item
from journeymap.ui.priorities.rows import RankHead, RankList
from journeymap.ui.priorities.weights import WeightsCard


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the page shows: the ranking, and each session in words by its id."""

    view: RankingView
    sessions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read for it; `weights` are those in force when it was read."""

    ranking: RankingInput
    sessions: dict[str, str]


class RankingPanel(ComputedPanel[Gathered, Ranked]):
    """`shown` carries a `Ranked`, `picked` the id of the pain point that was selected."""

    shows = (JourneyMap, Step, Session, Participant, Observation, PainPoint, Round, Consent, ImportBatch)
    shown = Signal(object)
    picked = Signal(str)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self._ratio = 3.0
        self._selected = ""
        self._kept: Gathered | None = None
        self._headline = label("", "headline-strong", wrap=True)
        self._sentences = label("", "headline", wrap=True)
        self._head = RankHead()
        self.list = RankList()
        self.weights = WeightsCard()
        self._enough = label("", wrap=True)
        self._notes = label("", "secondary", wrap=True)
        self._quotes = QVBoxLayout()
        self._quotes.setSpacing(8)
        self.empty = EmptyPlace("priorities", "")
        self._stack = QStackedLayout(self)
        self._waiting = label("Counting …", "secondary")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = self._page()
        for page in (self._waiting, self._scroll, self.empty):
            self._stack.addWidget(page)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.weights.changed.connect(self._on_weights)

    def gather(self, reader: Reader, changes: Changes | None) -> Gathered:
        del changes
        ranking = gather_ranking(reader, self.looking.filter, self.document.counts.fresh(reader))
        rounds = {found.id: found.title for found in reader.find(Round)}
        sessions = {
            each.id: " · ".join(part for part in (each.pseudonym, rounds.get(each.round_id or "", "")) if part)
            for each in ranking.summaries
        }
        return Gathered(ranking, sessions)

    def compute(self, gathered: Gathered) -> Ranked:
        from journeymap.analysis.priority import ratio_weights

        self._kept = gathered
        view = ranking_view(gathered.ranking, weights=ratio_weights(self._ratio))
        return Ranked(view, gathered.sessions)

    def show_value(self, value: Ranked) -> None:
        view = value.view
        self.shown.emit(value)
        if not view.items:
            self._show_empty(view)
            return
        self._stack.setCurrentWidget(self._scroll)
        self._headline.setText(view.headline)
        self._headline.setVisible(bool(view.headline))
        self._sentences.setText(" ".join(view.sentences))
        self._sentences.setVisible(bool(view.sentences))
        self._head.show_for(view)
        if self._selected not in {item.id for item in view.items}:
            self._selected = view.items[0].id
        self.list.show_ranking(view, self._selected)
        self.weights.say(view.weights_sentence)
        self.weights.setVisible(view.ranked)
        self._enough.setText(view.enough)
        self._enough_card.setVisible(bool(view.enough))
        self._notes.setText("\n".join((*view.notes, view.method)))
        self._show_quotes(view)
        self.picked.emit(self._selected)

    def _show_empty(self, view: RankingView) -> None:
        self._stack.setCurrentWidget(self.empty)
        if not view.sessions:
            self.empty.say(
                "Record sessions or import them: what hurts people most will be ranked here, with how sure that is.",
                "Record a session",
            )
        elif view.ungrouped:
            self.empty.say(
                f"{view.ungrouped} pains were seen, yet none carries a tag. Encounters with the same #tag become one "
                "pain point, and are ranked here.",
                "Record a session",
            )
        else:
            self.empty.say(
                f"No pain was seen in the sessions of {people(view.people)} that the filter leaves.",
                "Count all sessions",
            )
        self.picked.emit("")

    def _show_quotes(self, view: RankingView) -> None:
        empty(self._quotes)
        for step in view.untagged_quotes:
            self._quotes.addWidget(label(step.step_title or "Before the first step", "section"))
            for quote in step.quotes[:6]:
                frame = QFrame()
                frame.setProperty("role", "quote")
                inner = QVBoxLayout(frame)
                inner.setContentsMargins(10, 2, 0, 2)
                inner.setSpacing(0)
                inner.addWidget(label(quoted(quote.text), wrap=True))
                inner.addWidget(label(quote.source, "small"))
                self._quotes.addWidget(frame)
        self._quotes_card.setVisible(bool(view.untagged_quotes))

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        item = self.list.ranks.item(current.row()) if current.isValid() else None
        if item is not None and item.id != self._selected:
            self._selected = item.id
            self.picked.emit(item.id)

    def _on_weights(self, ratio: float) -> None:
        if ratio == self._ratio:
            return
        self._ratio = ratio
        kept = self._kept
        if kept is not None:
            self._asked += 1
            asked = self._asked
            self.document.compute(
                lambda: self.compute(kept), lambda value: self._take(value, asked), self._on_trouble, owner=self
            )

    def _page(self) -> QScrollArea:
        headline = QFrame()
        headline.setProperty("role", "panel")
        words = QVBoxLayout(headline)
        words.setContentsMargins(18, 14, 18, 14)
        words.setSpacing(4)
        words.addWidget(self._headline)
        words.addWidget(self._sentences)
        table = QFrame()
        table.setProperty("role", "panel")
        rows = QVBoxLayout(table)
        rows.setContentsMargins(2, 2, 2, 4)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addWidget(self.list)
        self._enough_card = card("Have we seen enough?", self._enough)
        lower = QHBoxLayout()
        lower.setSpacing(14)
        lower.addWidget(self.weights, 2)
        lower.addWidget(self._enough_card, 1)
        self._quotes_card = card("Quotes without a tag, by step", self._quotes)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(22, 18, 22, 22)
        layout.setSpacing(14)
        layout.addWidget(headline)
        layout.addWidget(table)
        layout.addLayout(lower)
        layout.addWidget(card("How to read this", self._notes))
        layout.addWidget(self._quotes_card)
        layout.addStretch(1)
        return scrolled(page, "Priorities")


class PrioritiesPlace(Place):
    """The page, and the selected pain point in the inspector."""

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.panel = RankingPanel(document, looking, self)
        self.ranked: Ranked | None = None
        self._focus_wanted = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.panel.shown.connect(self._on_shown)
        self.panel.picked.connect(self._on_picked)
        self.panel.empty.acted.connect(self._on_empty_acted)

    def entered(self) -> None:
        self._head()
        item = self.panel.list.ranks.item(self.panel.list.currentIndex().row())
        self._show_picked(item.id if item else "")

    def focus_first(self) -> None:
        self._focus_wanted = self.ranked is None
        part = self.panel.list if self.ranked is None or self.ranked.view.items else self.panel.empty.button
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> None:
        view = self.ranked.view if self.ranked else None
        about = " · ".join(part for part in (view.map_title, people(view.people)) if part) if view else ""
        self.headed.emit("Priorities", about)

    def _on_shown(self, ranked: Ranked) -> None:
        self.ranked = ranked
        if self.isVisible():
            self._head()

    def _on_picked(self, item_id: str) -> None:
        self._show_picked(item_id)
        if self._focus_wanted and self.isVisible():  # what is shown is known only now: the list, or the empty page
            self.focus_first()
        if item_id:
            self.looking.select(Selected("pain_point", item_id))

    def _show_picked(self, item_id: str) -> None:
        if not self.isVisible():
            return
        view = self.ranked.view if self.ranked else None
        item = next((each for each in view.items if each.id == item_id), None) if view else None
        if item is None or view is None or self.ranked is None:
            self.inspected.emit(None)
        else:
            self.inspected.emit(inspect_item(item, view, self.ranked.sessions))

    def _on_empty_acted(self) -> None:
        view = self.ranked.view if self.ranked else None
        everything = view is not None and bool(view.sessions) and not view.ungrouped
        self.looking.asked_for.emit("view.all" if everything else "record.start")
