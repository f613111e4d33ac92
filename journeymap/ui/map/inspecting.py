"""What the inspector shows of the map's selection, and what a change in its fields does."""

from PySide6.QtCore import QObject, Signal

from journeymap.core.edits.cells import Columns
from journeymap.core.reader import Reader
from journeymap.present.compared_map import ComparedMap, inspected
from journeymap.present.form import Form, Wanted, step_form
from journeymap.present.inspect import InspectorValue
from journeymap.present.link import link_inspector, several_inspector, transition_ends
from journeymap.present.map import MapCounts
from journeymap.present.step import load_step, step_inspector
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.inspector import Inspector
from journeymap.ui.looking import Selected
from journeymap.ui.map.field_edits import LABELS, apply_change


class Inspecting(QObject):
    """Loads what is selected; `loaded` carries an InspectorValue or None. Answers that come too late are dropped."""

    loaded = Signal(object)
    map_asked = Signal(str)
    """The id of the map that a step opens, when it is to be opened."""
    picture_asked = Signal(str, str)
    """The lane and the step of the cell for which a picture is to be chosen."""

    def __init__(self, document: DocumentThread, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._asked = 0
        self._columns: Columns = ()
        self._inspector: Inspector | None = None

    def connect_inspector(self, inspector: Inspector | None) -> None:
        """Listen to the fields of the window's inspector, once."""
        if inspector is not None and self._inspector is None:
            self._inspector = inspector
            inspector.wanted.connect(self.change)

    def inspect(
        self,
        selected: Selected | None,
        chosen: frozenset[str],
        counts: MapCounts | None,
        compared: ComparedMap | None = None,
        columns: Columns = (),
    ) -> None:
        """Load the selection: a link, a step, or several steps (`chosen`, ids of all that are selected).

        Where two maps are `compared`, what differs comes first. `columns` are the steps in those of the drawn map.
        """
        self._asked += 1
        self._columns = columns
        asked = self._asked
        if selected is None or counts is None or selected.kind not in {"step", "transition"}:
            self.loaded.emit(None)
            return
        kind, key = selected.kind, selected.id
        several = tuple(step.id for step in counts.plan.steps if step.id in chosen) if len(chosen) > 1 else ()

        def work(document: Document) -> InspectorValue | None:
            reader, editable = document.read(), not document.read_only
            if several:
                return several_inspector(reader, several, editable=editable)
            if kind == "transition":
                ends = transition_ends(reader, key)
                shown = link_inspector(reader, counts, *ends, editable=editable) if ends is not None else None
            else:
                form = step_form(reader, (key,), columns) if editable else None
                shown = _step(reader, counts, key, form)
            known = "link" if kind == "transition" else kind
            return inspected(shown, compared, known, key) if compared is not None else shown

        def show(shown: InspectorValue | None) -> None:
            if asked == self._asked:
                self.loaded.emit(shown)

        self._document.do(work, show, owner=self)

    def change(self, wanted: Wanted) -> None:
        """Do what was asked for in a field, as one entry to undo; when it cannot be, the fields go back."""
        if wanted.subject not in {"steps", "transition", "cell"}:
            return  # a field of another place
        if wanted.key == "cell.picture":
            self.picture_asked.emit(*wanted.ids)
            return
        if wanted.key == "opens.go":
            self.map_asked.emit(wanted.value)
            return

        columns = self._columns

        def work(document: Document) -> None:
            with document.edit(LABELS[wanted.key]) as edit:
                apply_change(edit, wanted, columns)

        def failed(error: BaseException) -> None:
            if self._inspector is not None:
                self._inspector.put_back()
            self._document.troubled.emit(error)

        self._document.do(work, None, failed, owner=self)


def _step(reader: Reader, counts: MapCounts, step_id: str, form: Form | None) -> InspectorValue | None:
    found = load_step(reader, counts, step_id)
    return step_inspector(found, form) if found is not None else None
