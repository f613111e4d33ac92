"""Which session `record` writes into: the one in progress, or a new one; what is named and missing is made."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.core.capture import Line
from journeymap.core.edits.consent import give_consent
from journeymap.core.edits.maps import find_map, make_map, map_named
from journeymap.core.edits.people import find_or_make_participant, find_participant
from journeymap.core.edits.people import next_pseudonym as next_free
from journeymap.core.edits.recording import record, running_session, start_session
from journeymap.core.edits.rounds import find_or_make_round, find_round
from journeymap.core.model import JourneyMap, Observation, Participant, Project, Session
from journeymap.core.reader import Edit
from journeymap.core.scales import CONSENT_SCOPES
from journeymap.core.wording import duration_text

if TYPE_CHECKING:
    from journeymap.store.document import Document

_BREAK_MS = 10_000  # a session that goes on after more than this was at a pause meanwhile
_HOW = "on the command line"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line names; None where it names nothing. `scopes` is () for a refusal."""

    participant: str | None
    round_title: str | None
    map_title: str | None
    scopes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Begun:
    """The session to write into, the time at which its clock stands (ms since its start), and what to say of it."""

    session: Session
    clock_ms: int
    news: tuple[str, ...]


def begin(document: "Document", wanted: Wanted) -> Begun:
    """Start a session, or go on with the participant's session in progress on the map.

    Raises Problem when the map is not clear or a name is empty; nothing is changed then.
    """
    news: list[str] = []
    with document.edit("Start a session") as edit:
        journey_map = _map(edit, wanted.map_title, news)
        participant = _participant(edit, wanted.participant, news)
        running = running_session(edit, participant.id, journey_map.id)
        session = running or _new_session(edit, journey_map, participant, wanted, news)
        if wanted.scopes is not None:
            give_consent(edit, session.id, wanted.scopes, _HOW)
    where = f"{participant.pseudonym} on “{journey_map.title}”"
    if running is None:
        return Begun(session, 0, (*news, f"Recording {where}; consent: {consent_words(wanted.scopes)}."))
    clock_ms, paused = _go_on(document, running)
    return Begun(running, clock_ms, (*news, f"The session in progress of {where} goes on{paused}."))


def consent_words(scopes: tuple[str, ...] | None) -> str:
    """What is kept about consent, in words."""
    if scopes is None:
        return "not recorded"
    return ", ".join(CONSENT_SCOPES[scope] for scope in scopes) if scopes else "refused"


def _map(edit: Edit, title: str | None, news: list[str]) -> JourneyMap:
    if title is None and edit.count(JourneyMap) > 0:
        return map_named(edit)
    if title is None:
        project = edit.get(Project, edit.project_id)
        assert project is not None
        title = project.title
    found = find_map(edit, title)
    if found is None:
        found = make_map(edit, title)
        news.append(f"Made the map “{found.title}”, without steps yet.")
    return found


def _participant(edit: Edit, pseudonym: str | None, news: list[str]) -> Participant:
    name = next_free(edit) if pseudonym is None else pseudonym
    missing = find_participant(edit, name) is None
    participant = find_or_make_participant(edit, name)
    if missing:
        news.append(f"Made the participant {participant.pseudonym}.")
    return participant


def _new_session(
    edit: Edit, journey_map: JourneyMap, participant: Participant, wanted: Wanted, news: list[str]
) -> Session:
    round_ = None
    if wanted.round_title is not None:
        missing = find_round(edit, wanted.round_title) is None
        round_ = find_or_make_round(edit, wanted.round_title)
        if missing:
            news.append(f"Made the round “{round_.title}”.")
    return start_session(
        edit,
        participant_id=participant.id,
        map_id=journey_map.id,
        round_id=round_.id if round_ is not None else None,
    )


def _go_on(document: "Document", session: Session) -> tuple[int, str]:
    """Where the clock of a session in progress stands now (ms), and words for the break since its last entry.

    The break is kept as a pause, so that it is out of all durations.
    """
    times = [at_ms for (at_ms,) in document.read().columns(Observation, ["at_ms"], session_id=session.id)]
    last_ms = max((at_ms for at_ms in times if at_ms is not None), default=0)
    started_ms = session.started_at_ms
    now_ms = last_ms if started_ms is None else max(last_ms, document.clock.now_ms() - started_ms)
    if now_ms - last_ms <= _BREAK_MS:
        return now_ms, ""
    with document.edit("Note a break", scope=session.id) as edit:
        record(edit, session.id, Line("marker", "pause"), last_ms)
        record(edit, session.id, Line("marker", "resume"), now_ms)
    return now_ms, f"; the {duration_text(now_ms - last_ms)} since its last entry are kept as a pause"
