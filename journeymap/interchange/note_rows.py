"""From session text to rows: sessions, what people consented to, and their entries."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from journeymap.core.capture import Line, one_line, title_key
from journeymap.core.errors import Problem
from journeymap.core.gaps import as_gap
from journeymap.core.model import Consent, Observation, Pairs, Participant, Questionnaire, Session
from journeymap.core.scales import CONSENT_SCOPES
from journeymap.core.wording import list_text, shortened
from journeymap.interchange.gathering import Gathered, json_text
from journeymap.interchange.known_sessions import in_time
from journeymap.interchange.log_rows import incomplete
from journeymap.interchange.note_heads import NotedSession, Notes
from journeymap.interchange.observer_rows import (
    ENTRY_FIELDS,
    PlannedJoin,
    Target,
    noted_target,
    plan_join,
    stored_target,
    write_join,
)
from journeymap.interchange.options import ImportOptions
from journeymap.interchange.step_book import StepBook

SESSION_FIELDS: Final = (
    "id", "project_id", "import_id", "seq", "participant_id", "map_id", "round_id", "scenario_id", "sitting", "mode",
    "method", "started_at_ms", "zone", "timed", "ended_ms", "outcome", "quality", "quality_reason",
    "satisfaction", "ease", "not_asked_step_ids", "not_asked_labels", "observer", "offsets", "case_id", "attributes",
)  # fmt: skip
CONSENT_FIELDS: Final = (
    "id", "project_id", "import_id", "participant_id", "session_id", "state", "scopes", "given_at_ms", "how",
    "form_version", "expires_at_ms", "withdrawn_at_ms",
)  # fmt: skip
ANSWER_FIELDS: Final = ("id", "project_id", "import_id", "session_id", "kind", "answers", "at_ms")
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

    moved: dict[str, int] = field(default_factory=dict)  # by observer: how many ms

    def offsets(self) -> Pairs:
        """By how many ms the entries of its observers were moved."""
        moved = {self.noted.observer: self.noted.moved_ms} | self.moved
        return tuple((observer, str(by_ms)) for observer, by_ms in moved.items() if by_ms)


@dataclass(slots=True)
class PlannedNotes:
    """The sessions of one file that are to be written, and those that the project has already."""

    sessions: list[PlannedSession]
    skipped: list[tuple[str, int, str]]
    announced: list[str]
    zone: str
    joins: list[PlannedJoin] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """How many lines are written."""
        own = sum(planned.noted.lines_read - planned.noted.rejected for planned in self.sessions)
        return own + sum(join.joined.entries for join in self.joins)

    def write(self, gathered: Gathered) -> int:
        """Write the sessions with their consent and entries; gives how many sessions."""
        count = gathered.edit.put_rows(Session, SESSION_FIELDS, _session_rows(self, gathered))
        gathered.edit.put_rows(Consent, CONSENT_FIELDS, _consent_rows(self, gathered))
        gathered.edit.put_rows(Questionnaire, ANSWER_FIELDS, _answer_rows(self, gathered))
        gathered.edit.put_rows(Observation, ENTRY_FIELDS, _entry_rows(self, gathered))
        for join in self.joins:
            write_join(join, gathered)
        return count


def plan_notes(notes: Notes, gathered: Gathered, options: ImportOptions, zone: str) -> PlannedNotes:
    """Decide maps, rounds and people of a file's sessions. Map and round of the options go before what a head says."""
    planned = PlannedNotes([], [], [], zone)
    before: PlannedSession | None = None
    for noted in notes.sessions:
        if options.observer is not None or noted.second_observer:
            _join(noted, planned, gathered, options)
            continue
        book = gathered.book(options.map or noted.map_title)
        round_name = options.round or noted.round_title
        pseudonym = gathered.pseudonym(noted.participant, round_name)
        task_id = gathered.task(noted.task) if noted.task else None
        known = gathered.people.get(pseudonym)
        if known is not None and gathered.sessions.has_noted(known, book.map_id, task_id, noted):
            if noted.observer and _join_if_by_another(noted, planned, gathered, options):
                continue
            planned.skipped.append((noted.file, noted.line, f"this session of {pseudonym} is in the project already"))
            continue
        round_id = gathered.round(round_name, noted.method) if round_name else None
        person = gathered.participant(pseudonym, round_id)
        session = PlannedSession(noted, gathered.ids(), person, book, round_id, task_id, noted.sitting)
        _describe_person(session, pseudonym, gathered, planned)
        if task_id is not None:
            _describe_task(noted, task_id, gathered, planned)
        _share_sitting(before, session)
        gathered.sessions.add_noted(session.participant_id, book.map_id, task_id, noted, session.id)
        book.meet([book.spelled(entry.label) for entry in in_time(noted.entries) if entry.kind == "visit"])
        planned.sessions.append(session)
        before = session
    return planned


def _join(noted: NotedSession, planned: PlannedNotes, gathered: Gathered, options: ImportOptions) -> None:
    """Let a second observer's notes join the session they are about, or list them as skipped."""
    target = _target(noted, planned, gathered, options)
    name = noted.second_observer or options.observer or ""
    if target is None:
        what = f"no one session of {noted.participant} that the notes of {name} can only be about"
        planned.skipped.append((noted.file, noted.line, what))
    elif not noted.second_observer and (noted.observer == target.lead != "" or target.has_all(noted)):
        reason = f"this session of {noted.participant} is in the project already"
        planned.skipped.append((noted.file, noted.line, reason))
    elif name == target.lead:
        raise Problem(
            f"{name} leads the session of {target.pseudonym}, so {noted.file} cannot be a second observer's notes of "
            "it. Nothing was changed. Please name another observer."
        )
    else:
        _joined(plan_join(noted, name, target, options.offset_ms), noted, planned)


def _join_if_by_another(noted: NotedSession, planned: PlannedNotes, gathered: Gathered, options: ImportOptions) -> bool:
    """Notes of a session that is there already, by somebody who does not lead it, join it."""
    target = _target(noted, planned, gathered, options)
    if target is None or not target.lead or target.lead == noted.observer:
        return False
    _joined(plan_join(noted, noted.observer, target, options.offset_ms), noted, planned)
    return True


def _joined(join: PlannedJoin, noted: NotedSession, planned: PlannedNotes) -> None:
    if not join.lines:
        who = f"the notes of {join.joined.observer} on this session of {noted.participant}"
        planned.skipped.append((noted.file, noted.line, f"{who} are in the project already"))
        return
    planned.joins.append(join)
    planned.announced += join.announced
    join.target.book.meet([join.target.book.spelled(line.label) for line in join.lines if line.kind == "visit"])
    for session in planned.sessions:
        if session.id == join.target.id:
            session.moved[join.joined.observer] = join.moved_ms
            session.noted.timed = session.noted.timed or noted.timed


def _target(noted: NotedSession, planned: PlannedNotes, gathered: Gathered, options: ImportOptions) -> Target | None:
    """The session that a second observer's notes are about: the one that was named, else by person, map and start."""
    session_id = options.session
    if session_id is None:
        person = gathered.people.get(gathered.pseudonym(noted.participant, options.round or noted.round_title))
        map_id = gathered.maps.get(title_key(options.map or noted.map_title))
        task_id = gathered.tasks.get(title_key(noted.task)) if noted.task else None
        if person is None or map_id is None:
            return None
        session_id = gathered.sessions.find(person, map_id, task_id, noted.started_at_ms)
    if session_id is None:
        return None
    if session_id not in planned.targets:
        own = next((session for session in planned.sessions if session.id == session_id), None)
        planned.targets[session_id] = (
            noted_target(own.noted, own.id, own.book) if own else stored_target(session_id, gathered)
        )
    return planned.targets[session_id]


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
    person = gathered.person(session.participant_id)
    said = Participant(
        id=person.id,
        project_id=person.project_id,
        pseudonym=person.pseudonym,
        digital_inclusion=noted.inclusion,
        segments=noted.segments,
        assistive_tech=noted.assistive_tech,
        device=noted.device,
        language=noted.language,
    )
    known = dict(person.attributes)
    differing = [f"{key}: {value}" for key, value in noted.attributes if known.get(key, value) != value]
    for name, key in _OF_A_PERSON.items():
        before, now = getattr(person, name), getattr(said, name)
        if not before:
            person = replace(person, **{name: now})
        elif now and _compared(now) != _compared(before):
            differing.append(f"{key}: {', '.join(now) if isinstance(now, tuple) else now}")
    if differing:
        planned.announced.append(
            f"{noted.file}, line {noted.line:,}: {pseudonym} is known otherwise, and stays so: {'; '.join(differing)}."
        )
    new = ((key, value) for key, value in dict(noted.attributes).items() if key not in known)
    gathered.describe(replace(person, attributes=(*person.attributes, *new)))


_OF_A_PERSON: Final = {
    "digital_inclusion": "inclusion",
    "segments": "segments",
    "assistive_tech": "assistive technology",
    "device": "device",
    "language": "language",
}
"""What a head says of the person beside attributes, by field, with its key."""


def _describe_task(noted: NotedSession, task_id: str, gathered: Gathered, planned: PlannedNotes) -> None:
    """Add what the head says of the task; what was known before stays, and a difference is told."""
    task = described = gathered.scenario(task_id)
    differing = []
    for name, key in _OF_A_TASK.items():
        before, now = getattr(described, name), getattr(noted, name)
        if not before:
            described = replace(described, **{name: now})
        elif now and one_line(str(now)) != one_line(str(before)):
            differing.append(key)
    if differing:
        planned.announced.append(
            f"{noted.file}, line {noted.line:,}: the task “{shortened(task.title)}” is known otherwise, and stays so: "
            f"{list_text(differing)}."
        )
    if described != task:
        gathered.describe_task(described)


_OF_A_TASK: Final = {"instructions": "task instructions", "success_rule": "success rule", "time_limit_ms": "time limit"}
"""What a head says of the task, by field, with its key."""


def _compared(value: object) -> object:
    return {title_key(name) for name in value} if isinstance(value, tuple) else value


# ---------------------------------------------------------------- writing


def note_names(planned: PlannedNotes, gathered: Gathered) -> None:
    """Find or make the pain points and channels that the entries name, in the order in which they are read."""
    entries = [entry for session in planned.sessions for entry in session.noted.entries]
    for entry in (*entries, *(line for join in planned.joins for line in join.lines)):
        gathered.channel(entry.channel)
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
            noted.satisfaction,
            noted.ease,
            json_text(step_ids),
            json_text(labels),
            noted.observer,
            json_text(session.offsets()),
            noted.case_id,
            json_text(noted.session_attributes),
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
        if noted.consent is not None or noted.withdrawn:
            agreed = noted.consent or ()
            yield (
                gathered.ids(),
                gathered.edit.project_id,
                gathered.import_id,
                session.participant_id,
                session.id,
                "withdrawn" if noted.withdrawn else "given" if agreed else "refused",
                json_text([scope for scope in CONSENT_SCOPES if scope in agreed]),
                noted.consent_at_ms,
                noted.consent_how,
                noted.consent_form,
                noted.consent_expires_ms,
                noted.withdrawn_at_ms,
            )


def _answer_rows(planned: PlannedNotes, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
    common = (gathered.edit.project_id, gathered.import_id)
    for session in planned.sessions:
        for kind, (values, at_ms) in session.noted.answers.items():
            yield gathered.ids(), *common, session.id, kind, json_text(values), at_ms


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
                entry.until_ms,
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
                json_text(as_gap((), entry.gap, counted=entry.counted)),
                gathered.channel(entry.channel),
            )


def _place(book: StepBook, entry: Line) -> tuple[str | None, str | None]:
    if entry.kind != "visit":
        return None, None
    step_id = book.step_id_of(entry.label)
    return (step_id, None) if step_id is not None else (None, book.spelled(entry.label))
