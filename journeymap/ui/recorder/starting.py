"""What the document does when a session begins: participant, round, map and session in one edit."""

from journeymap.core.edits.maps import find_or_make_map
from journeymap.core.edits.people import find_or_make_participant, set_inclusion
from journeymap.core.edits.placing import place_label
from journeymap.core.edits.recording import end_session, running_session, start_session
from journeymap.core.edits.rounds import find_or_make_round
from journeymap.core.model import Consent, JourneyMap, Observation, Session
from journeymap.core.reader import Reader
from journeymap.store.document import Document
from journeymap.ui.recorder.before import Wanted


def begin(document: Document, wanted: Wanted) -> str:
    """Start the session that is wanted, or go on with the one this person has open; gives its id."""
    with document.edit("Start a session") as edit:
        person = find_or_make_participant(edit, wanted.pseudonym)
        if wanted.inclusion != person.digital_inclusion:
            set_inclusion(edit, person.id, wanted.inclusion)
        journey = edit.get(JourneyMap, wanted.map_id) if wanted.map_id else None
        journey = journey or find_or_make_map(edit, wanted.map_title)
        running = running_session(edit, person.id, journey.id)
        if running is not None and running.mode == "live":
            return running.id
        found = find_or_make_round(edit, wanted.round_title) if wanted.round_title else None
        session = start_session(
            edit,
            participant_id=person.id,
            map_id=journey.id,
            round_id=found.id if found else None,
            consent_scopes=None,
        )
    return session.id


def close_left_open(document: Document, session_id: str) -> None:
    """End a session that nobody will go on with; how it ended was not observed."""
    with document.edit("End a session left open") as edit:
        last = max((row[0] or 0 for row in edit.columns(Observation, ["at_ms"], session_id=session_id)), default=None)
        end_session(edit, session_id, "not_observed", last)


def put_on_map(document: Document, session_id: str) -> None:
    """Give every step of a session that the map does not know a place on it, in the order of the visits."""
    with document.edit("Put steps on the map", scope=session_id) as edit:
        session = edit.get(Session, session_id)
        visits = edit.find(Observation, session_id=session_id, kind="visit", step_id=None)
        for label in dict.fromkeys(visit.raw_label for visit in visits if visit.raw_label):
            if session is not None:
                place_label(edit, session.map_id, label)


def form_of_round(reader: Reader, session_id: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """The scopes that were agreed to last in this session's round: what its form says."""
    session = reader.get(Session, session_id)
    round_id = session.round_id if session else None
    in_round = {row[0] for row in reader.columns(Session, ["id"], round_id=round_id)} if round_id else set()
    given = [
        consent
        for consent in reader.find(Consent, state="given")
        if consent.session_id in in_round and consent.scopes and consent.given_at_ms is not None
    ]
    latest = max(given, key=lambda consent: consent.given_at_ms or 0, default=None)
    return latest.scopes if latest else otherwise
