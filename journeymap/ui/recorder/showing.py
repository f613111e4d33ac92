"""Brings what the recording holds onto the page: entries, place, clock, head."""

from PySide6.QtCore import QObject

from journeymap.core.model import Observation
from journeymap.present.session import stream_entry
from journeymap.present.whereabouts import place_now
from journeymap.ui.recorder.during import DuringPage
from journeymap.ui.recorder.locating import Locating
from journeymap.ui.recorder.offering import Offering
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.signs import SignsStrip


class Showing(QObject):
    """Listens to the recording that runs, so that the page is always right."""

    def __init__(
        self, page: DuringPage, strip: SignsStrip, offering: Offering, locating: Locating, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._strip = strip
        self._offering = offering
        self._locating = locating
        self._recording: Recording | None = None

    def take_on(self, recording: Recording) -> None:
        """Show this session from now on."""
        self._recording = recording
        recording.added.connect(self._on_added)
        recording.rearranged.connect(self._on_rearranged)
        recording.head_changed.connect(self.show_head)
        recording.clock.ticked.connect(self._on_tick)
        self._page.stream.show_all(recording.head, recording.entries)
        self._offering.begin(recording)
        self._locating.take_on(recording)
        self.show_head()
        self._on_tick()

    def show_head(self) -> None:
        """Who is here, what is agreed to, and what the clock does."""
        recording = self._recording
        if recording is None:
            return
        head = recording.head
        self._page.stream.show_all(head, recording.entries)
        self._page.side.show_head(head)
        self._page.signs.offer_quotes(offered=head.may_quote)
        self._strip.offer_quotes(offered=head.may_quote)
        self._show_entries(recording)

    def _on_added(self, entry: Observation) -> None:
        recording = self._recording
        if recording is not None:
            self._page.stream.grow()
            self._page.line_frame.tell(stream_entry(entry, recording.head).spoken)
            if entry.kind in {"visit", "idea", "marker"}:  # nothing else changes what stands around the stream
                self._show_entries(recording, placed=entry.kind == "visit")

    def _on_rearranged(self) -> None:
        if self._recording is not None:
            self._page.stream.show_all(self._recording.head, self._recording.entries)
            self._show_entries(self._recording)

    def _on_tick(self) -> None:
        if self._recording is not None:
            self._page.show_clock(self._recording.elapsed_ms())

    def _show_entries(self, recording: Recording, *, placed: bool = True) -> None:
        head = recording.head
        here = place_now(recording.head, recording.entries)
        if placed:
            phase = head.phase_of(here.step_id) if here else ""
            title = here.title({step.id: step.title for step in head.steps}) if here else ""
            self._page.show_place(phase, title)
            self._offering.look_from(recording)
            self._locating.look()
        self._page.show_state(waits=head.waits, paused=recording.paused, written_up=head.written_up)
        self._page.side.show_ideas(recording.entries)
