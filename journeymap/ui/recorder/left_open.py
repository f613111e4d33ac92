"""Sessions that were begun and never ended, and sittings with tasks to come: after a crash, or a closed window."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from journeymap.core.edits.attempts import PLANNED, attempts_of, planned_tasks
from journeymap.core.model import Observation, Participant, Session
from journeymap.core.reader import Reader
from journeymap.core.scales import WRITTEN_UP
from journeymap.core.wording import clock_text, date_text, plural, quoted

_MODES = ("live", *WRITTEN_UP)


@dataclass(frozen=True, slots=True)
class RunningSession:
    """What can be gone on with: a session, or with `between` a sitting whose next task has not begun.

    `words` say when it was begun and what it holds; the session of a sitting is its last attempt.
    """

    session_id: str
    pseudonym: str
    words: str
    between: bool = False

    @property
    def headline(self) -> str:
        """One sentence without its full stop: "The session with P07 is still open"."""
        if self.between:
            return f"The sitting with {self.pseudonym} has a task to come"
        return f"The session with {self.pseudonym} is still open"


def open_sessions(reader: Reader) -> tuple[RunningSession, ...]:
    """Sessions that were begun here, live or to be written up, and never ended, the latest first; then sittings."""
    people = {person.id: person.pseudonym for person in reader.find(Participant)}
    found = reader.find(Session, outcome="in_progress", mode=_MODES, import_id=None)
    running = [
        _running(reader, session, people[session.participant_id])
        for session in reversed(found)
        if session.participant_id in people
    ]
    return (*running, *_sittings(reader, people, {session.sitting for session in found}))


def _sittings(reader: Reader, people: Mapping[str, str], under_way: Container[str]) -> Iterator[RunningSession]:
    """Sittings that have ended between two tasks, the latest first."""
    planned = [
        session_id
        for session_id, sitting, attributes in reader.columns(Session, ["id", "sitting", "attributes"], import_id=None)
        if PLANNED in attributes and sitting not in under_way
    ]
    for session_id in reversed(planned):
        first = reader.get(Session, session_id)
        to_come = planned_tasks(reader, first) if first is not None else []
        if first is None or not to_come or first.participant_id not in people:
            continue
        begun = date_text(first.started_at_ms, first.zone) if first.started_at_ms is not None else ""
        words = ", ".join(part for part in (begun, f"next: {quoted(to_come[0].title)}") if part)
        yield RunningSession(attempts_of(reader, first)[-1].id, people[first.participant_id], words, between=True)


def _running(reader: Reader, session: Session, pseudonym: str) -> RunningSession:
    times = [row[0] for row in reader.columns(Observation, ["at_ms"], session_id=session.id)]
    last = max((at_ms for at_ms in times if at_ms is not None), default=None)
    begun = date_text(session.started_at_ms, session.zone) if session.started_at_ms is not None else ""
    parts = [begun, plural(len(times), "entry", "entries"), f"the last at {clock_text(last)}" if last else ""]
    return RunningSession(session.id, pseudonym, ", ".join(part for part in parts if part))
