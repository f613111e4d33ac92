"""What the recorder offers: likely next steps as chips, steps and tags in the line."""

from PySide6.QtCore import QObject

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.filters import Filter
from journeymap.present.session import tags_in_use
from journeymap.present.whereabouts import NextStep, likely_next, place_now
from journeymap.ui.document import DocumentThread
from journeymap.ui.recorder.during import DuringPage
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.suggesting import Known


class Offering(QObject):
    """Counts where people went from here, and keeps the page's offers right.

    The other sessions are read once, when a session begins: no entry ever waits for counting.
    """

    def __init__(self, document: DocumentThread, page: DuringPage, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._page = page
        self._recording: Recording | None = None
        self._others: list[SessionSummary] | None = None
        self._asked = 0

    def begin(self, recording: Recording) -> None:
        """Read the other sessions on this map, and the tags in use."""
        self._recording = recording
        self._others = None
        chosen = Filter(map_id=recording.head.session.map_id)
        self._document.do(
            lambda document: self._document.counts.summaries(document.read(), chosen), self._take_others, owner=self
        )
        self.read_tags()

    def look_from(self, recording: Recording) -> None:
        """Work out the likely next steps from where the person is now."""
        others, head, here = self._others, recording.head, place_now(recording.head, recording.entries)
        if others is None:  # not read yet: what would be offered now would be taken back a moment later
            return
        self._asked += 1
        asked = self._asked

        def show(steps: tuple[NextStep, ...]) -> None:
            if asked == self._asked and self._recording is not None:
                self._show(steps)

        self._document.compute(lambda: likely_next(others, head, here), show, owner=self)

    def read_tags(self) -> None:
        """Read the tags that pain points have, and how many people met each."""
        self._document.do(lambda document: tags_in_use(document.read()), self._take_tags, owner=self)

    def _take_others(self, others: list[SessionSummary]) -> None:
        self._others = others
        if self._recording is not None:
            self.look_from(self._recording)

    def _show(self, steps: tuple[NextStep, ...]) -> None:
        assert self._recording is not None
        seen = any(" of " in step.words for step in steps)
        self._page.show_next(steps, "Next, by what others did" if seen else "Next, by the map")
        likely = [step.title for step in steps if step.step_id]
        rest = [step.title for step in self._recording.head.steps if step.title not in likely]
        frame = self._page.line_frame
        frame.known = Known([*likely, *rest], frame.known.tags)

    def _take_tags(self, tags: dict[str, tuple[str, int]]) -> None:
        frame = self._page.line_frame
        frame.known = Known(frame.known.steps, tags)
