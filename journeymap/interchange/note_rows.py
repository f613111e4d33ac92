"""From session text to rows: sessions, what people consented to, and their entries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from journeymap.core.capture import Line
from journeymap.core.model import Consent, Observation, Participant, Session
from journeymap.core.scales import CONSENT_SCOPES
from journeymap.interchange.gathering import Gathered, json_text
from journeymap.interchange.known_sessions import in_time
from journeymap.interchange.log_rows import incomplete
from journeymap.interchange.notes import NotedSession, Notes
from journeymap.interchange.step_book import StepBook

SESSION_FIELDS: Final = (
    "id", "project_id", "import_id", "seq", "participant_id", "map_id", "round_id", "scenario_id", "sitting", "mode",
    "method", "started_at_ms", "zone", "timed", "ended_ms", "outcome", "quality", "quality_reason",
    "not_asked_step_ids", "not_asked_labels", "observer", "case_id",
)  # fmt: skip
CONSENT_FIELDS: Final = (
    "id", "project_id", "import_id", "participant_id", "session_id", "state", "scopes", "given_at_ms", "how",
    "form_version",
)  # fmt: skip
ENTRY_FIELDS: Final = (
    "id", "project_id", "import_id", "session_id", "seq", "at_ms", "kind", "step_id", "raw_label", "value", "text",
    "tags", "impact", "pain_point_id", "observer", "source",
)  # fmt: skip
_SAME_SITTING_MS: Final = 24 * 60 * 60 * 1000


@dataclass(slots=True)
class PlannedSession:
    """A session of a text file with its person, map and round decided."""

    noted: NotedSession
    id: str
    participant_id: str
    book: StepBook
    round_id: str | None
    task_id: str | None
    sitting: str


@dataclass(slots=True)
class PlannedNotes:
    """The sessions of one file that are to be written, and those that the project has already."""

    sessions: list[PlannedSession]
    skipped: list[tuple[str, int, str]]
    announced: list[str]
    zone: str

    @property
    def kept(self) -> int:
        """How many lines are written."""
        return sum(planned.noted.lines_read - planned.noted.rejected for planned in self.sessions)

    def write(self, gathered: Gathered) -> int:
        """Write the sessions with their consent and entries; gives how many sessions."""
        count = gathered.edit.put_rows(Session, SESSION_FIELDS, _session_rows(self, gathered))
        gathered.edit.put_rows(Consent, CONSENT_FIELDS, _consent_rows(self, gathered))
        gathered.edit.put_rows(Observation, ENTRY_FIELDS, _entry_rows(self, gathered))
        return count


def plan_notes(
    notes: Notes,
    gathered: Gathered,
    map_title: str | None,
    round_title: str | None,
    zone: str,
) -> PlannedNotes:
    """Decide maps, rounds and people of a file's sessions. `map_title` and `round_title` go before what a head says."""
    planned = PlannedNotes([], [], [], zone)
    before: PlannedSession | None = None
    for noted in notes.sessions:
        book = gathered.book(map_title or noted.map_title)
        round_name = round_title or noted.round_title
        pseudonym = gathered.pseudonym(noted.participant, round_name)
        task_id = gathered.task(noted.task) if noted.task else None
        known = gathered.people.get(pseudonym)
        if known is not None and gathered.sessions.has_noted(known, book.map_id, task_id, noted):
            planned.skipped.append((noted.file, noted.line, f"this session of {pseudonym} is in the project already"))
            continue
        round_id = gathered.round(round_name, noted.method) if round_name else None
        person = gathered.participant(pseudonym, round_id)
        session = PlannedSession(noted, gathered.ids(), person, book, round_id, task_id, noted.sitting)
        _describe_person(session, pseudonym, gathered, planned)
        _share_sitting(before, session)
        gathered.sessions.add_noted(session.participant_id, book.map_id, task_id, noted)
        book.meet([book.spelled(entry.label) for entry in in_time(noted.entries) if entry.kind == "visit"])
        planned.sessions.append(session)
        before = session
    return planned


def _share_sitting(before: PlannedSession | None, session: PlannedSession) -> None:
    """Attempts of one person that follow each other in a file are of one sitting, unless the heads say otherwise."""
    if before is None or session.sitting or before.participant_id != session.participant_id:
        return
    if before.round_id != session.round_id or before.noted.sitting:
        return
    starts = (before.noted.started_at_ms, session.noted.started_at_ms)
    if starts[0] is not None and starts[1] is not None and abs(starts[1] - starts[0]) > _SAME_SITTING_MS:
        return
    before.sitting = session.sitting = before.sitting or before.id


def _describe_person(session: PlannedSession, pseudonym: str, gathered: Gathered, planned: PlannedNotes) -> None:
    """Add what the head says of the person; what was known before stays, and a difference is told."""
    noted = session.noted
    new = gathered.new_people.get(session.participant_id)
    if new is not None:
        inclusion, attributes = new.inclusion, new.attributes
    else:
        known = gathered.edit.get(Participant, session.participant_id)
        assert known is not None
        inclusion, attributes = known.digital_inclusion, known.attributes
    differing = [f"{key}: {value}" for key, value in noted.attributes if dict(attributes).get(key, value) != value]
    if noted.inclusion is not None and inclusion not in {None, noted.inclusion}:
        differing.append(f"inclusion: {noted.inclusion}")
    if differing:
        planned.announced.append(
            f"{noted.file}, line {noted.line:,}: {pseudonym} is known otherwise, and stays so: {'; '.join(differing)}."
        )
    had = {key for key, _ in attributes}
    attributes = (*attributes, *((key, value) for key, value in dict(noted.attributes).items() if key not in had))
    inclusion = noted.inclusion if inclusion is None else inclusion
    if new is not None:
        new.inclusion, new.attributes = inclusion, attributes
    else:
        known = gathered.edit.get(Participant, session.participant_id)
        assert known is not None
        gathered.edit.put(replace(known, digital_inclusion=inclusion, attributes=attributes))


# ---------------------------------------------------------------- writing


def note_pains(planned: PlannedNotes, gathered: Gathered) -> None:
    """Find or make the pain points that the encounters name, in the order in which they are read."""
    for session in planned.sessions:
        for entry in session.noted.entries:
            if entry.kind == "pain" and entry.tags:
                gathered.pain(entry.tags[0], entry.text)


def _session_rows(planned: PlannedNotes, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
    for session in planned.sessions:
        noted = session.noted
        step_ids, labels = _not_asked(session)
        bad = noted.rejected > 0 and noted.quality == "ok"
        yield (
            session.id,
            gathered.edit.project_id,
            gathered.import_id,
            gathered.next_seq,
            session.participant_id,
            session.book.map_id,
            session.round_id,
            session.task_id,
            session.sitting,
            noted.mode,
            noted.method,
            noted.started_at_ms,
            noted.zone or planned.zone,
            int(noted.timed),
            noted.ended_ms,
            noted.outcome,
            "incomplete" if bad else noted.quality,
            incomplete(noted.rejected) if bad else noted.quality_reason,
            json_text(step_ids),
            json_text(labels),
            noted.observer,
            noted.case_id,
        )
        gathered.next_seq += 1


def _not_asked(session: PlannedSession) -> tuple[list[str], list[str]]:
    """The steps, and the labels without a step, that the protocol left out."""
    values = session.noted.not_asked
    if len(values) == 1 and session.book.step_id_of(values[0]) is None:
        values = tuple(value.strip() for value in values[0].split(",") if value.strip())
    step_ids: dict[str, None] = {}
    labels: dict[str, None] = {}
    for value in values:
        step_id = session.book.step_id_of(value)
        if step_id is not None:
            step_ids[step_id] = None
        else:
            labels[session.book.spelled(value)] = None
    return list(step_ids), list(labels)


def _consent_rows(planned: PlannedNotes, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
    for session in planned.sessions:
        noted = session.noted
        if noted.consent is not None:
            yield (
                gathered.ids(),
                gathered.edit.project_id,
                gathered.import_id,
                session.participant_id,
                session.id,
                "given" if noted.consent else "refused",
                json_text([scope for scope in CONSENT_SCOPES if scope in noted.consent]),
                noted.consent_at_ms,
                noted.consent_how,
                noted.consent_form,
            )


def _entry_rows(planned: PlannedNotes, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
    for session in planned.sessions:
        for seq, entry in enumerate(session.noted.entries, start=1):
            step_id, raw_label = _place(session.book, entry)
            yield (
                gathered.ids(),
                gathered.edit.project_id,
                gathered.import_id,
                session.id,
                seq,
                entry.at_ms,
                entry.kind,
                step_id,
                raw_label,
                entry.value,
                entry.text,
                json_text(entry.tags),
                entry.impact,
                gathered.pain(entry.tags[0], entry.text) if entry.kind == "pain" and entry.tags else None,
                "",
                "import",
            )


def _place(book: StepBook, entry: Line) -> tuple[str | None, str | None]:
    if entry.kind != "visit":
        return None, None
    step_id = book.step_id_of(entry.label)
    return (step_id, None) if step_id is not None else (None, book.spelled(entry.label))
