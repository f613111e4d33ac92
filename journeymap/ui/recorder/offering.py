"""What the recorder offers: likely next steps as chips, steps and tags in the line."""

from PySide6.QtCore import QObject

from journeymap.core.filters import Filter
from journeymap.present.session import NextStep, likely_next, place_now, tags_in_use
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.recorder.during import DuringPage
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.suggesting import Known


class Offering(QObject):
    """Counts where people went from here, and keeps the page's offers right."""

    def __init__(self, document: DocumentThread, page: DuringPage, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._page = page
        self._titles: tuple[str, ...] = ()

    def look_from(self, recording: Recording) -> None:
        """Work out the likely next steps from where the person is now."""
        head, here = recording.head, place_now(recording.entries)
        chosen = Filter(map_id=head.session.map_id)
        self._titles = tuple(step.title for step in head.steps)

        def work(document: Document) -> tuple[NextStep, ...]:
            return likely_next(self._document.counts.summaries(document.read(), chosen), head, here)

        self._document.do(work, self._show, owner=self)

    def read_tags(self) -> None:
        """Read the tags that pain points have, and how many people met each."""
        self._document.do(lambda document: tags_in_use(document.read()), self._take_tags, owner=self)

    def _show(self, steps: tuple[NextStep, ...]) -> None:
        seen = any(" of " in step.words for step in steps)
        self._page.show_next(steps, "Next, by what others did" if seen else "Next, by the map")
        likely = [step.title for step in steps if step.step_id]
        frame = self._page.line_frame
        frame.known = Known([*likely, *(title for title in self._titles if title not in likely)], frame.known.tags)

    def _take_tags(self, tags: dict[str, tuple[str, int]]) -> None:
        frame = self._page.line_frame
        frame.known = Known(frame.known.steps, tags)
