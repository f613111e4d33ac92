"""The map as a panel: counted off the GUI thread whenever the project or the filter changes, then put on the canvas."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.model import (
    Attachment,
    Cell,
    Channel,
    Entity,
    ImportBatch,
    JourneyMap,
    Lane,
    Observation,
    PainPoint,
    Participant,
    Phase,
    Project,
    Session,
    Step,
    Transition,
)
from journeymap.core.reader import Reader
from journeymap.present.compared_map import ComparedMap, PlannedPair, compared_map, read_pair
from journeymap.present.map import MapCounts, MapPlan, MapView, build_map, count_map, read_plan
from journeymap.ui.document import DocumentThread
from journeymap.ui.empty import EmptyPlace
from journeymap.ui.looking import Looking
from journeymap.ui.map.foot import MapFoot
from journeymap.ui.map.outline import OutlineList
from journeymap.ui.map.outline_tree import OutlineTree
from journeymap.ui.map.sheet import Sheet, make_sheet
from journeymap.ui.map.view import ZOOM_STEP, MapCanvas
from journeymap.ui.notice import Pages
from journeymap.ui.panel import ComputedPanel
from journeymap.ui.plain import Elided

_EMPTY = "Draw the journey step by step, or import what people did."
_NO_STEPS = "There is no step yet. Press Insert, or click twice below a phase, to add the first one."


@dataclass(frozen=True, slots=True)
class MapLook:
    """How the map is looked at: its overlay, and the sliders that simplify it (None: only weak links are left out)."""

    overlay: str = "traffic"
    steps_percent: int = 100
    links_percent: int | None = None
    against: str = ""  # the id of the map that it is compared with


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read for a map: its plan, all its sessions, and those that pass the filter."""

    plan: MapPlan
    everyone: Sequence[SessionSummary]
    chosen: Sequence[SessionSummary]
    all_links: bool
    look: MapLook
    pair: PlannedPair | None  # where two maps are compared
    undecided: bool  # there are maps, and nobody has said yet which one to look at


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map that was counted, and what is shown of it."""

    counts: MapCounts
    view: MapView
    sheet: Sheet
    rows: OutlineTree
    undecided: bool = False
    compared: ComparedMap | None = None
    against: str = ""  # the map that it was to be compared with, which may be gone


class MapPanel(ComputedPanel[Gathered, Drawn]):
    """Canvas and outline of the map with its legend. `first_step_asked` and `import_asked` come from the empty map."""

    shows: ClassVar[tuple[type[Entity], ...]] = (
        Project, JourneyMap, Phase, Step, Transition, Channel, Session, Observation, PainPoint, Participant,
        ImportBatch, Lane, Cell, Attachment,
    )  # fmt: skip
    first_step_asked = Signal()
    import_asked = Signal()
    drawn = Signal(object)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.value: Drawn | None = None
        self._all_links = False
        self.look = MapLook()
        self.canvas = MapCanvas()
        self.outline = OutlineList()
        self.foot = MapFoot()
        self.empty = EmptyPlace("map", _EMPTY, "Add the first step", otherwise="Import sessions or a log…")
        self.sentence = Elided("", "secondary")
        self._views = Pages()
        self._views.addWidget(self.canvas)
        self._views.addWidget(self.outline)
        self.above, self.below = QVBoxLayout(), QVBoxLayout()  # strips over and under the map
        self._pages = Pages()
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.empty.acted.connect(self.first_step_asked)
        self.empty.acted_otherwise.connect(self.import_asked)
        self.canvas.zoom_changed.connect(self.foot.show_zoom)
        self.foot.zoom_asked.connect(self.zoom)
        self.foot.all_links_asked.connect(self._on_all_links)
        self._sized = QTimer(self, singleShot=True, interval=0)  # when everything around has its new size as well
        self._sized.timeout.connect(self._share_height)
        self.canvas.installEventFilter(self)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 2)
        head.addWidget(self.sentence, 1)
        column.addLayout(head)
        column.addLayout(self.above)
        column.addWidget(self._views, 1)
        column.addLayout(self.below)
        column.addWidget(self.foot)
        return page

    def gather(self, reader: Reader, changes: Changes | None) -> Gathered:
        del changes  # the shared counts know what changed
        chosen = self.looking.filter
        summaries = self.document.counts.summaries
        everyone = summaries(reader, Filter(map_id=chosen.map_id))
        some = everyone if chosen == Filter(map_id=chosen.map_id) else summaries(reader, chosen)
        undecided = not chosen.map_id and reader.count(JourneyMap) > 0
        look = self.look
        compares = bool(look.against) and reader.get(JourneyMap, look.against) is not None and bool(chosen.map_id)
        pair = read_pair(reader, look.against, chosen.map_id) if compares else None
        return Gathered(read_plan(reader, chosen.map_id), everyone, some, self._all_links, look, pair, undecided)

    def compute(self, gathered: Gathered) -> Drawn:
        counts = count_map(gathered.plan, gathered.everyone, gathered.chosen)
        look = gathered.look
        if gathered.pair is not None:
            both = compared_map(gathered.pair, gathered.everyone)
            sheet = make_sheet(both.view, both.plan, fixed=True)
            rows = OutlineTree(both.view, {each.key: each.state for each in both.differences})
            return Drawn(counts, both.view, sheet, rows, False, both, look.against)
        view = build_map(
            counts,
            all_links=gathered.all_links,
            overlay=look.overlay,
            keep_steps=look.steps_percent / 100,
            keep_links=None if look.links_percent is None else look.links_percent / 100,
        )
        sheet, rows = make_sheet(view, gathered.plan), OutlineTree(view)
        return Drawn(counts, view, sheet, rows, gathered.undecided, against=look.against)

    def show_value(self, value: Drawn) -> None:
        if value.undecided:
            return  # the filter bar is about to choose; until then the page stays blank
        self.value = value
        view = value.view
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self._pages.isAncestorOf(focused)
        drawn = bool(view.steps or any(view.phases))  # a template has phases before it has steps
        other_page = self._pages.currentIndex() != (2 if drawn else 1)
        self._pages.setCurrentIndex(2 if drawn else 1)
        if other_page and had_keyboard:
            self.shown_part().setFocus()
        if drawn:
            self.sentence.setText(view.sentence if view.steps else _NO_STEPS)
            self.sentence.setVisible(value.compared is None)  # the strip over the map says it
            self.foot.show_map(view)
            self.canvas.show_sheet(value.sheet)
            self._sized.start()
            self.outline.show_tree(value.rows)
        self.drawn.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._sized.start()
        return super().eventFilter(watched, event)

    def _share_height(self) -> None:
        self.foot.fit_into(self.canvas.height() + self.foot.height(), self.canvas.readable_height())

    def zoom(self, how: str) -> None:
        """`in`, `out`, or `fit`."""
        if how == "fit":
            self.canvas.fit()
        else:
            self.canvas.zoom_by(ZOOM_STEP if how == "in" else 1 / ZOOM_STEP)

    def show_overlay(self, key: str) -> None:
        """Lay one of present.overlays.OVERLAYS over the map."""
        self.look = replace(self.look, overlay=key)
        self.refresh()

    def show_simplified(self, steps_percent: int, links_percent: int) -> None:
        """Show the steps and links that this share of the journeys needs; 100 and 100 is everything."""
        self.look = replace(self.look, steps_percent=steps_percent, links_percent=links_percent)
        self.refresh()

    def show_against(self, map_id: str) -> None:
        """Compare the map with another one; an empty id shows it alone."""
        self.look = replace(self.look, against=map_id)
        self.refresh()

    def show_outline(self, wanted: bool) -> None:
        """Show the map as a list of its steps, or as a drawing; both have the same selection."""
        self._views.setCurrentIndex(1 if wanted else 0)
        self.foot.setVisible(not wanted)

    def shown_part(self) -> QWidget:
        """Where the keyboard belongs: the canvas, the outline, or the button of the empty map."""
        if self._pages.currentIndex() == 1:
            return self.empty.button
        return self.outline if self._views.currentIndex() == 1 else self.canvas

    def _on_all_links(self, wanted: bool) -> None:
        self._all_links = wanted
        self.refresh()
