"""Editing the map: what a person asks for becomes one edit on the document's thread, and one entry to undo."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, Signal

from journeymap.core.edits.maps import find_or_make_map
from journeymap.core.errors import Problem
from journeymap.core.model import JourneyMap, Project
from journeymap.core.reader import Edit
from journeymap.present.map_plan import MapPlan
from journeymap.present.map_values import MapView
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.map.panel import Drawn, MapPanel
from journeymap.ui.map.renaming import TitleInPlace

T = TypeVar("T")
Where = Callable[[], QRect]


class Made:
    """A step that is about to be made: its id is known on the document's thread once the edit is done."""

    def __init__(self, step_id: str = "", before: "Made | None" = None) -> None:
        self.step_id = step_id
        self._before = before

    def known(self) -> str:
        """The id of this step, or where it could not be made that of the one before it."""
        return self.step_id or (self._before.known() if self._before is not None else "")


class MapEditing(QObject):
    """What all editing of one map shares: the map that is shown, one way to change it, one field to type in.

    `said` carries a sentence about what was done. After a change, what it made is selected as soon as it is drawn.
    """

    said = Signal(str)

    def __init__(self, panel: MapPanel, document: DocumentThread, looking: Looking, parent: QObject) -> None:
        super().__init__(parent)
        self.panel = panel
        self.canvas = panel.canvas
        self.document = document
        self.looking = looking
        self.field: TitleInPlace | None = None
        self._where: Where | None = None
        self._kept: Callable[[str, bool], object] | None = None
        self._to_choose: tuple[str, ...] = ()
        panel.drawn.connect(self._on_drawn)

    @property
    def view(self) -> MapView | None:
        """The map that is shown."""
        return self.panel.value.view if self.panel.value is not None else None

    @property
    def plan(self) -> MapPlan | None:
        """What is planned on the map that is shown."""
        return self.panel.value.counts.plan if self.panel.value is not None else None

    @property
    def map_id(self) -> str:
        """The map that is looked at; empty in a project without one."""
        return self.looking.filter.map_id

    def map_of(self, edit: Edit) -> str:
        """The map to work on, on the document's thread; a project without one gets one of its own name."""
        wanted = self.map_id
        if wanted and edit.get(JourneyMap, wanted) is not None:
            return wanted
        project = edit.get(Project, edit.project_id)
        return find_or_make_map(edit, project.title if project is not None else "Journey").id

    def chosen(self) -> list[str]:
        """The chosen steps in the order of the map."""
        view = self.view
        return [step.step_id for step in view.steps if step.step_id in self.canvas.chosen] if view is not None else []

    def change(
        self,
        label: str,
        work: Callable[[Edit], T],
        then: Callable[[T], object] | None = None,
        trouble: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Do one edit. `then` gets what it gave; trouble is told by the window where nobody else does."""

        def run(document: Document) -> T:
            with document.edit(label) as edit:
                return work(edit)

        self.document.do(run, then, trouble, owner=self)

    def say(self, words: str) -> None:
        """Tell what was done: in the status bar, and in the description of the map for screen readers."""
        self.canvas.say(words)
        self.said.emit(words)

    def choose_when_drawn(self, step_ids: Sequence[str]) -> None:
        """Choose steps that an edit made, as soon as they are on the map."""
        self._to_choose = tuple(step_ids)
        self._choose_made()

    def tell(self, error: BaseException) -> None:
        """Let the window say what went wrong."""
        self.document.troubled.emit(error)

    # -- the field in place -------------------------------------------------------------------------------------

    def ask_title(self, what: str, title: str, where: Where, kept: Callable[[str, bool], object]) -> None:
        """Let a title be typed over a place of the panel; an open field is kept first."""
        if self.field is not None:
            self.field.keep()
        self.field, self._where, self._kept = TitleInPlace(what, title, self.panel), where, kept
        self.field.kept.connect(self._on_kept)
        self.field.dropped.connect(self._on_dropped)
        self.field.open_at(where())

    def refused(self, what: str, title: str, where: Where, kept: Callable[[str, bool], object]) -> Callable[..., None]:
        """What to do when a typed title was refused: say why, and give the typed words back to be corrected."""

        def tell(error: BaseException) -> None:
            self.tell(error)
            if isinstance(error, Problem) and self.field is None and self.panel.isVisible():
                self.ask_title(what, title, where, kept)

        return tell

    def place_of(self, rect: QRectF) -> QRect:
        """A rectangle of the map in the panel's pixels."""
        drawn = self.canvas.mapFromScene(rect).boundingRect()
        return QRect(self.canvas.viewport().mapTo(self.panel, drawn.topLeft()), drawn.size())

    def place_of_step(self, step_id: str, *, behind: bool = False) -> QRect:
        """Where a card is in the panel, or the place behind it; the middle of the panel where it is not drawn."""
        if self.panel.outline.isVisible():
            return self.place_in_outline(step_id, behind=behind)
        rect = self.canvas.card(step_id) if step_id else None
        if rect is None or not self.canvas.isVisible():
            return self.middle()
        if behind:
            rect = rect.translated(rect.width() + 16.0, 0.0)
        return self.place_of(rect)

    def place_in_outline(self, key: str, *, behind: bool = False) -> QRect:
        """Where the row of a step or a cell is, or the place below it; the middle of the panel where it is not seen."""
        row = self.panel.outline.row_rect(key)
        if row is None:
            return self.middle()
        corner = self.panel.outline.viewport().mapTo(self.panel, row.topLeft())
        return QRect(corner.x() + 36, corner.y() + (row.height() if behind else 4), 360, 36)

    def middle(self) -> QRect:
        """A place in the middle of the panel."""
        room = self.panel.rect()
        return QRect(QPoint(room.width() // 2 - 140, room.height() // 2 + 60), QSize(280, 36))

    def _on_kept(self, text: str, goes_on: bool) -> None:
        kept = self._kept
        self._on_dropped()
        if kept is not None:
            kept(text, goes_on)

    def _on_dropped(self) -> None:
        field, self.field, self._kept = self.field, None, None
        if field is not None and not field.left:
            # The field was ended by a key: whoever selected a step sees where the keyboard is.
            reason = Qt.FocusReason.ShortcutFocusReason if self.canvas.selected else Qt.FocusReason.OtherFocusReason
            self.panel.shown_part().setFocus(reason)

    def _on_drawn(self, _value: Drawn) -> None:
        self._choose_made()
        if self.field is not None and self._where is not None:
            self.field.place_at(self._where())
            self.field.raise_()

    def _choose_made(self) -> None:
        wanted, view = self._to_choose, self.view
        if not wanted or view is None or not {step.step_id for step in view.steps}.issuperset(wanted):
            return
        self._to_choose = ()
        self.canvas.choose(wanted, wanted[-1])
