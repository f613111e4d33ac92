"""Several people may observe one session: whose entry is it?"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from journeymap.core.model import Observation, Pairs, Session

BEFORE_START: Final = "before_start_ms"
"""The attribute of an entry that was moved to before the start of the session: by how much it lies before it."""


def is_lead(observer: str, lead: str) -> bool:
    """Whether an entry of this observer is one of the session's lead; an entry that names nobody is the lead's."""
    return not observer or observer == lead


def lead_entries(session: Session, entries: Iterable[Observation]) -> list[Observation]:
    """The entries from which the flow, the times and the feelings of a session are counted."""
    return [entry for entry in entries if is_lead(entry.observer, session.observer)]


def other_observers(session: Session, entries: Iterable[Observation]) -> list[str]:
    """Who noted entries of a session beside its lead, in the order of their first entry."""
    names = dict.fromkeys(entry.observer for entry in entries)
    return [name for name in names if not is_lead(name, session.observer)]


def moved(entry: Observation, by_ms: int) -> Observation:
    """The entry so many ms later. What comes to lie before the start has no time, and knows how far before it is.

    An entry that never had a time stays without one. Its `seq` is left as it is.
    """
    attributes = dict(entry.attributes)
    before = attributes.pop(BEFORE_START, "")
    if entry.at_ms is None and not before:
        return entry
    at_ms = (-int(before) if entry.at_ms is None else entry.at_ms) + by_ms
    rest: Pairs = tuple(attributes.items())
    if at_ms < 0:
        return replace(entry, at_ms=None, until_ms=None, attributes=(*rest, (BEFORE_START, str(-at_ms))))
    until_ms = None if entry.until_ms is None else entry.until_ms + by_ms
    return replace(entry, at_ms=at_ms, until_ms=until_ms, attributes=rest)


def with_offset(session: Session, observer: str, more_ms: int) -> Session:
    """The session, knowing that the entries of an observer were moved by so much more."""
    offsets = dict(session.offsets)
    now = offset_ms(session, observer) + more_ms
    offsets[observer] = str(now)
    return replace(session, offsets=tuple(pair for pair in offsets.items() if pair[1] != "0"))


def offset_ms(session: Session, observer: str) -> int:
    """By how many milliseconds the entries of an observer were moved."""
    return int(dict(session.offsets).get(observer, "0"))
