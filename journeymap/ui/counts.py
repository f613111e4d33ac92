"""Session summaries of the open project, kept right edit by edit, shared by all panels. Document thread only."""

from journeymap.analysis.loading import SummaryCache
from journeymap.analysis.sessions import SessionSummary
from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.reader import Reader


class Counts:
    """Notes what changed when it changes, and reads it again when somebody asks."""

    def __init__(self) -> None:
        self._cache = SummaryCache()
        self._noted: list[Changes] = []

    def note(self, changes: Changes) -> None:
        """Take notice of an edit; cheap, so that recording never waits for counting."""
        self._noted.append(changes)

    def summaries(self, reader: Reader, chosen: Filter) -> list[SessionSummary]:
        """The sessions that pass the filter, in the order they came; those that are not counted are among them."""
        return self.fresh(reader).select(chosen)

    def fresh(self, reader: Reader) -> SummaryCache:
        """The cache, brought up to what the reader holds."""
        if not self._noted:
            self._cache.refresh(reader, _NOTHING)
        noted, self._noted = self._noted, []
        for changes in noted:
            self._cache.refresh(reader, changes)
        return self._cache


_NOTHING = Changes("", (), "", 0, 0)
