"""One session with all there is to it: what was counted of it, its row of the table, and its entries in their order."""

from dataclasses import dataclass

from journeymap.analysis.loading import SummaryCache
from journeymap.analysis.sessions import SessionSummary
from journeymap.core.filters import Filter
from journeymap.core.model import Observation
from journeymap.core.reader import Reader
from journeymap.present.session import SessionHead, load_entries, load_head
from journeymap.present.session_entries import read_entries
from journeymap.present.sessions_table import SessionRow, sessions_view


@dataclass(frozen=True, slots=True)
class WholeSession:
    """A session as it is read, corrected and laid beside another."""

    head: SessionHead
    row: SessionRow
    summary: SessionSummary
    entries: tuple[Observation, ...]


def read_session(reader: Reader, counts: SummaryCache, session_id: str) -> WholeSession | None:
    """Read it; None when it is not in the project any more."""
    head = load_head(reader, session_id)
    if head is None:
        return None
    chosen = Filter(map_id=head.session.map_id, session_ids=(session_id,))
    summaries = counts.select(chosen)
    rows = sessions_view(reader, chosen, summaries, len(summaries), dict(read_entries(reader, [session_id]))).rows
    if not rows:
        return None
    return WholeSession(head, rows[0], summaries[0], tuple(load_entries(reader, session_id)))
