"""Sessions that were begun and never ended: after a crash, or because the window was closed."""

from dataclasses import dataclass

from journeymap.core.model import Observation, Participant, Session
from journeymap.core.reader import Reader
from journeymap.core.scales import WRITTEN_UP
from journeymap.core.wording import clock_text, date_text, plural


@dataclass(frozen=True, slots=True)
class RunningSession:
    """A session that can be gone on with; `words` say when it was begun and what it holds."""

    session_id: str
    pseudonym: str
    words: str


def open_sessions(reader: Reader) -> tuple[RunningSession, ...]:
    """Sessions that were begun here, live or to be written up, and never ended; the latest first."""
    people = {person.id: person.pseudonym for person in reader.find(Participant)}
    found = reader.find(Session, outcome="in_progress", mode=("live", *WRITTEN_UP), import_id=None)
    return tuple(
        _running(reader, session, people[session.participant_id])
        for session in reversed(found)
        if session.participant_id in people
    )


def _running(reader: Reader, session: Session, pseudonym: str) -> RunningSession:
    times = [row[0] for row in reader.columns(Observation, ["at_ms"], session_id=session.id)]
    last = max((at_ms for at_ms in times if at_ms is not None), default=None)
    begun = date_text(session.started_at_ms, session.zone) if session.started_at_ms is not None else ""
    parts = [begun, plural(len(times), "entry", "entries"), f"the last at {clock_text(last)}" if last else ""]
    return RunningSession(session.id, pseudonym, ", ".join(part for part in parts if part))
