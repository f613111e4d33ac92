"""The entries of many sessions as far as lists and the time axis need them, read once and kept right edit by edit."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from journeymap.core.changes import Changes
from journeymap.core.model import ImportBatch, Observation, Session
from journeymap.core.reader import Reader

_FEW_SESSIONS: Final = 200  # up to here rows are read by session, above it is faster to pass over all of them


class EntryFacts(NamedTuple):
    """One entry; the fields are those of `Observation`."""

    id: str
    kind: str
    at_ms: int | None
    until_ms: int | None
    step_id: str | None
    raw_label: str | None
    impact: int | None
    value: int | None
    text: str
    observer: str


_FIELDS: Final = ("session_id", *EntryFacts._fields)
_NONE: Final[tuple[EntryFacts, ...]] = ()


class EntryCache:
    """The entries of every session of the project, by session and in order of time."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[EntryFacts, ...]] | None = None

    def refresh(self, reader: Reader, changes: Changes | None) -> Mapping[str, tuple[EntryFacts, ...]]:
        """Read again what `changes` name, everything where they are None; gives the entries by session id."""
        if self._entries is None or changes is None or changes.touches(ImportBatch):
            self._entries = dict(read_entries(reader, None))
            return self._entries
        touched: set[str] = set()
        for item in changes.items:
            if isinstance(item.entity, Observation):
                touched.add(item.entity.session_id)
            elif isinstance(item.entity, Session):
                touched.add(item.entity.id)
        for session_id in touched:
            self._entries.pop(session_id, None)
        if touched:
            self._entries.update(read_entries(reader, touched))
        return self._entries


def read_entries(reader: Reader, session_ids: Collection[str] | None) -> Iterator[tuple[str, tuple[EntryFacts, ...]]]:
    """The entries of these sessions, or of all where they are None, as (session id, entries)."""
    few = session_ids is not None and len(session_ids) <= _FEW_SESSIONS
    narrowed: dict[str, Any] = {"session_id": tuple(sorted(session_ids or ()))} if few else {}
    for session_id, rows in groupby(reader.columns(Observation, _FIELDS, **narrowed), itemgetter(0)):
        if session_ids is None or session_id in session_ids:
            yield session_id, tuple(EntryFacts(*row[1:]) for row in rows)


def entries_of(entries: Mapping[str, tuple[EntryFacts, ...]], session_id: str) -> tuple[EntryFacts, ...]:
    """The entries of one session, none where it has none."""
    return entries.get(session_id, _NONE)
