"""Several people may observe one session: whose entry is it?"""

from collections.abc import Iterable

from journeymap.core.model import Observation, Session


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


def offset_ms(session: Session, observer: str) -> int:
    """By how many milliseconds the entries of an observer were moved."""
    return int(dict(session.offsets).get(observer, "0"))
