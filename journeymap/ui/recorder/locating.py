"""Keeps the small picture of where the person is right."""

from PySide6.QtCore import QObject

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.model import Phase, Step, Transition
from journeymap.present.map_plan import MapPlan, read_plan
from journeymap.present.where_we_are import Ways, ways_of, where_we_are
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.side import SidePanel


class Locating(QObject):
    """Reads how one may go on the map, when a session begins and when the map changes; no entry waits for it."""

    def __init__(self, document: DocumentThread, side: SidePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._side = side
        self._recording: Recording | None = None
        self._ways: Ways | None = None
        document.changed.connect(self._on_changed)

    def take_on(self, recording: Recording) -> None:
        """Show where the person of this session is from now on."""
        self._recording = recording
        self._ways = None
        self._read()

    def look(self) -> None:
        """Show where the person is now, once the ways have been read."""
        recording = self._recording
        if recording is not None and self._ways is not None:
            self._side.show_where(where_we_are(recording.head, recording.entries, self._ways))

    def _read(self) -> None:
        recording = self._recording
        if recording is None:
            return
        map_id = recording.head.session.map_id

        def read(document: Document) -> tuple[MapPlan, list[SessionSummary]]:
            reader = document.read()
            summaries = self._document.counts.summaries(reader, Filter(map_id=map_id))
            return read_plan(reader, map_id), summaries

        def count(found: tuple[MapPlan, list[SessionSummary]]) -> None:
            self._document.compute(lambda: ways_of(*found), show, owner=self)

        def show(ways: Ways) -> None:
            if self._recording is recording:
                self._ways = ways
                self.look()

        self._document.do(read, count, owner=self)

    def _on_changed(self, changes: Changes) -> None:
        if self._recording is not None and changes.touches(Step, Phase, Transition):
            self._read()
