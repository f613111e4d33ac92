"""Verbs about several observers of one session."""

from dataclasses import replace

from journeymap.core.capture import one_line
from journeymap.core.edits.recording import find_session
from journeymap.core.errors import Problem
from journeymap.core.model import Observation, Session
from journeymap.core.observers import is_lead, moved, offset_ms, with_offset
from journeymap.core.reader import Edit


def shift_observer(edit: Edit, session_id: str, observer: str, by_ms: int) -> Session:
    """Move all entries of an observer of a session by so many ms (less than 0: earlier), to set their clock right.

    An empty name, or the lead's, moves the lead's entries, and the end of the session, which the lead noted, with them.
    The session remembers by how much each was moved.
    """
    session = find_session(edit, session_id)
    lead = is_lead(observer, session.observer)
    name = session.observer if lead else observer
    entries = [
        entry
        for entry in edit.find(Observation, session_id=session_id)
        if (is_lead(entry.observer, session.observer) if lead else entry.observer == observer)
    ]
    if not entries:
        raise Problem(f"“{observer}” has noted nothing in this session. Nothing was changed.")
    first = edit.highest(Observation, "seq", session_id=session_id) + 1
    changed = False
    for seq, entry in enumerate(entries, start=first):
        shifted = moved(entry, by_ms)
        if shifted != entry:
            edit.put(replace(shifted, seq=seq))
            changed = True
    if changed:
        session = with_offset(session, name, by_ms)
        if lead and session.ended_ms is not None:
            session = replace(session, ended_ms=max(0, session.ended_ms + by_ms))
        edit.put(session)
    return session


def name_lead(edit: Edit, session_id: str, observer: str) -> Session:
    """Say who leads a session: flow, times and feelings are counted from this person's entries.

    Entries that name nobody stay those of whoever led before; where nobody was named, they become this person's.
    """
    session = find_session(edit, session_id)
    name = one_line(observer)
    if name == session.observer:
        return session
    if not name:
        raise Problem("Somebody has to lead a session. Nothing was changed. Please name the lead observer.")
    nobodys = edit.find(Observation, session_id=session_id, observer="")
    if session.observer:
        for entry in nobodys:
            edit.put(replace(entry, observer=session.observer))
    elif nobodys and edit.count(Observation, session_id=session_id, observer=name):
        raise Problem(
            f"Some entries of this session name no observer and others name {name}, so they cannot be one person's. "
            "Nothing was changed. Please name the lead observer by another name first."
        )
    if not session.observer:  # the same person, who has a name now
        session = with_offset(with_offset(session, name, offset_ms(session, "")), "", -offset_ms(session, ""))
    session = replace(session, observer=name)
    edit.put(session)
    return session
