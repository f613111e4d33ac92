"""What the inspector shows of the chosen sessions or of an entry, and what a change in its fields does."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from journeymap.present.form import Wanted
from journeymap.present.inspect import InspectorValue
from journeymap.present.session_inspect import inspect_entry, inspect_session, inspect_several
from journeymap.present.sessions_table import SessionRow
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.inspector import Inspector
from journeymap.ui.sessions.field_edits import apply_change, label_of
from journeymap.ui.sessions.open_session import Picked


class Inspecting(QObject):
    """Loads what is chosen; `loaded` carries an InspectorValue or None. Answers that come too late are dropped."""

    loaded = Signal(object)

    def __init__(self, document: DocumentThread, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._asked = 0
        self._inspector: Inspector | None = None

    def connect_inspector(self, inspector: Inspector | None) -> None:
        """Listen to the fields of the window's inspector, once."""
        if inspector is not None and self._inspector is None:
            self._inspector = inspector
            inspector.wanted.connect(self._on_wanted)

    def inspect(self, rows: Sequence[SessionRow], picked: Picked | None) -> None:
        """Load an entry of the session that is read (`picked`), or else what is chosen in the list."""
        self._asked += 1
        asked = self._asked
        if picked is None and not rows:
            self.loaded.emit(None)
            return

        def work(document: Document) -> InspectorValue | None:
            reader, editable = document.read(), not document.read_only
            if picked is not None and picked.entry is not None:
                session = picked.session
                return inspect_entry(reader, session.head, session.row, picked.entry, editable=editable)
            if picked is None and len(rows) > 1:
                return inspect_several(reader, rows, editable=editable)
            row = picked.session.row if picked is not None else rows[0]
            return inspect_session(reader, row, editable=editable)

        def show(value: InspectorValue | None) -> None:
            if asked == self._asked:
                self.loaded.emit(value)

        self._document.do(work, show, owner=self)

    def _on_wanted(self, wanted: Wanted) -> None:
        """Do what was asked for in a field, as one entry to undo; when it cannot be, the fields go back."""
        if wanted.subject not in {"sessions", "entry"}:
            return

        def work(document: Document) -> None:
            with document.edit(label_of(wanted.key)) as edit:
                apply_change(edit, wanted)

        self._document.do(work, None, self._on_not_changed, owner=self)

    def _on_not_changed(self, error: BaseException) -> None:
        if self._inspector is not None:
            self._inspector.put_back()
        self._document.troubled.emit(error)
