"""What is said below the stream while a session runs: a prompt now and then, the time limit, stretches nobody saw."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from journeymap.core.gaps import gap_of, is_counted
from journeymap.core.model import Observation
from journeymap.core.scales import GAPS
from journeymap.core.wording import duration_text
from journeymap.present.session import breaks_ms
from journeymap.ui.recorder.quiet_notes import QuietNotes
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.settings import Settings, load_settings

PROMPT_SHOWN_MS: Final = 60_000


class Reminding(QObject):
    """Watches the clock. `feeling_asked`: the prompt was taken up."""

    feeling_asked = Signal()

    def __init__(self, notes: QuietNotes, parent: QObject) -> None:
        super().__init__(parent)
        self._notes = notes
        self._settings = Settings()
        self._recording: Recording | None = None
        self._asked_ms = 0
        self._over_told = False
        self._told: set[str] = set()
        notes.acted.connect(self._on_acted)

    def take_on(self, recording: Recording) -> None:
        """Watch the clock of this session from now on."""
        self._recording = recording
        self._settings = load_settings()
        self._asked_ms = recording.elapsed_ms() or 0
        self._over_told = False
        self._told = {entry.id for entry in recording.entries}
        self._notes.clear()
        recording.clock.ticked.connect(self._on_tick)
        recording.added.connect(self._on_added)
        recording.rearranged.connect(self._on_rearranged)

    def count_gap(self) -> None:
        """Count the last stretch that nobody saw into the durations; once more leaves it out again."""
        recording = self._recording
        gap = next((entry for entry in reversed(recording.entries) if gap_of(entry)), None) if recording else None
        if recording is not None and gap is not None:
            recording.count_gap(gap.id, counted=not is_counted(gap))
            self._notes.say("gap", "")

    def _on_tick(self) -> None:
        recording = self._recording
        now_ms = recording.elapsed_ms() if recording is not None else None
        if recording is None or now_ms is None or not recording.clock.runs or recording.paused:
            return
        self._prompt(now_ms)
        limit_ms = recording.head.task.time_limit_ms if recording.head.task else None
        if limit_ms and not self._over_told and now_ms - breaks_ms(recording.entries, now_ms) > limit_ms:
            self._over_told = True
            self._notes.say("limit", f"The {duration_text(limit_ms)} of this task are over.")

    def _prompt(self, now_ms: int) -> None:
        every_ms = self._settings.prompt_minutes * 60_000
        if every_ms and now_ms - self._asked_ms >= every_ms:
            self._asked_ms = now_ms
            self._notes.say("prompt", self._settings.prompt_words, "Feels")
        elif self._notes.said("prompt") and now_ms - self._asked_ms > PROMPT_SHOWN_MS:
            self._notes.say("prompt", "")

    def _on_added(self, entry: Observation) -> None:
        if entry.kind == "emotion":
            self._asked_ms = max(self._asked_ms, entry.at_ms or 0)
            self._notes.say("prompt", "")
        self._tell_gap(entry)

    def _on_rearranged(self) -> None:
        # A gap is marked where it began, which may be before an entry that came in while it was being marked.
        for entry in self._recording.entries if self._recording is not None else ():
            self._tell_gap(entry)

    def _tell_gap(self, entry: Observation) -> None:
        if gap_of(entry) and not is_counted(entry) and entry.id not in self._told:
            self._told.add(entry.id)
            length = duration_text((entry.until_ms or 0) - (entry.at_ms or 0))
            words = f"Nobody saw {length}, because {GAPS[gap_of(entry)]}. It is left out of all durations."
            self._notes.say("gap", words, "Count it in", "record.gap")

    def _on_acted(self, key: str) -> None:
        if key == "gap":
            self.count_gap()
        elif key == "prompt":
            self.feeling_asked.emit()
