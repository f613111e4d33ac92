"""From the sessions of a BORIS project to rows: behaviours become steps of the map, or what a person says they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from journeymap.core.errors import Problem
from journeymap.core.model import Observation, Session
from journeymap.core.wording import number_text, plural, quoted, shortened
from journeymap.interchange.boris import BorisProject
from journeymap.interchange.boris_sessions import (
    BEHAVIOUR_KINDS,
    OTHERS,
    Coded,
    CodedEntry,
    CodedSession,
    code_sessions,
)
from journeymap.interchange.gathering import Gathered, json_text
from journeymap.interchange.log_rows import incomplete
from journeymap.interchange.step_book import StepBook

SESSION_FIELDS: Final = (
    "id", "project_id", "import_id", "seq", "participant_id", "map_id", "round_id", "mode", "started_at_ms", "zone",
    "timed", "ended_ms", "outcome", "quality", "quality_reason", "case_id", "attributes",
)  # fmt: skip
ENTRY_FIELDS: Final = (
    "id", "project_id", "import_id", "session_id", "seq", "at_ms", "until_ms", "kind", "step_id", "raw_label", "text",
    "tags", "pain_point_id", "source", "attributes",
)  # fmt: skip
_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session with its person decided."""

    coded: CodedSession
    id: str
    participant_id: str


@dataclass(slots=True)
class PlannedBoris:
    """A project's sessions that are to be written, and what became of the rest. `there`: how many the project had.

    `noted` are events that are kept otherwise than they are meant; `kinds` says what each behaviour is taken for.
    """

    book: StepBook
    round_id: str | None
    zone: str
    read: int
    kinds: dict[str, str]
    sessions: list[PlannedSession] = field(default_factory=list)
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    noted: list[tuple[str, int, str]] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    there: int = 0

    @property
    def kept(self) -> int:
        """How many events become entries; the two ends of a state are two events."""
        return sum(planned.coded.events for planned in self.sessions)

    def write(self, gathered: Gathered) -> int:
        """Write the sessions with their entries; gives how many sessions."""
        count = gathered.edit.put_rows(Session, SESSION_FIELDS, _session_rows(self, gathered))
        gathered.edit.put_rows(Observation, ENTRY_FIELDS, _entry_rows(self, gathered))
        return count


def plan_boris(
    file: str,
    project: BorisProject,
    gathered: Gathered,
    map_title: str,
    round_title: str | None,
    zone: str,
    kinds: Mapping[str, str],
) -> PlannedBoris:
    """Decide map, round, people and kinds. Raises Problem for a kind that there is not, or an unknown behaviour."""
    met = dict.fromkeys([*project.behaviours, *(e.code for seen in project.observations for e in seen.events)])
    _check_kinds(file, list(met), kinds)
    coded = code_sessions(project, kinds, zone)
    book = gathered.book(map_title)
    round_id = gathered.round(round_title) if round_title else None
    chosen = {code: kinds.get(code, kinds.get(OTHERS, "visit")) for code in met}
    planned = PlannedBoris(book, round_id, zone, coded.read, chosen)
    planned.rejected = [(file, 0, reason) for reason in coded.rejected]
    planned.noted = [(file, 0, f"{reason}; kept as a point") for reason in coded.unpaired]
    planned.skipped = [
        (file, 0, f"observation “{shortened(title)}” holds no events; no session was made") for title in coded.empty
    ]
    planned.skipped += [
        (file, 0, f"observation “{shortened(title)}”: {plural(count, 'event')} left out, as asked for")
        for title, count in coded.left_out
    ]
    for behaviour in project.behaviours.values():
        book.describe(behaviour.code, behaviour.description, behaviour.category)
    for session in coded.sessions:
        _plan_session(file, session, round_title, planned, gathered)
    _describe_people(project, planned, gathered)
    planned.announced = [
        *project.announced, *coded.announced, *_told(project, coded, planned), *_unseen(project, list(met)),
    ]  # fmt: skip
    return planned


def _check_kinds(file: str, codes: list[str], kinds: Mapping[str, str]) -> None:
    for code, kind in kinds.items():
        if kind not in BEHAVIOUR_KINDS:
            raise Problem(
                f"{file}: a behaviour cannot be taken for “{shortened(kind)}”. Nothing was changed. It can be one of: "
                f"{', '.join(BEHAVIOUR_KINDS)}."
            )
        if code != OTHERS and code not in codes:
            raise Problem(
                f"{file} has no behaviour “{shortened(code)}”. Nothing was changed. It has: {_some(codes) or 'none'}."
            )


def _plan_session(
    file: str, session: CodedSession, round_title: str | None, planned: PlannedBoris, gathered: Gathered
) -> None:
    pseudonym = gathered.pseudonym(session.participant, round_title)
    known = gathered.people.get(pseudonym)
    map_id = planned.book.map_id
    if known is not None and gathered.sessions.has_case(known, map_id, session.started_at_ms, session.title):
        planned.there += 1
        reason = (
            f"observation “{shortened(session.title)}”: the session of {shortened(pseudonym)} is in the project already"
        )
        planned.skipped.append((file, 0, f"{reason} ({plural(session.events, 'event')})"))
        return
    person = gathered.participant(pseudonym, planned.round_id)
    planned.sessions.append(PlannedSession(session, gathered.ids(), person))
    planned.book.meet([entry.label for entry in session.entries if entry.kind == "visit"])
    for entry in session.entries:
        if entry.kind == "pain":
            gathered.pain(entry.tags[0], entry.text.partition(": ")[0])


def _describe_people(project: BorisProject, planned: PlannedBoris, gathered: Gathered) -> None:
    """Keep the subjects' descriptions with those people who are new."""
    for each in planned.sessions:
        told = project.subjects.get(each.coded.participant)
        new = gathered.new_people.get(each.participant_id)
        if told and new is not None and "description" not in dict(new.attributes):
            gathered.describe(replace(new, attributes=(*new.attributes, ("description", told))))


# ---------------------------------------------------------------- what a person is told


def _told(project: BorisProject, coded: Coded, planned: PlannedBoris) -> Iterator[str]:
    seen = {event.code for observed in project.observations for event in observed.events}
    for kind, words in BEHAVIOUR_KINDS.items():
        codes = [code for code, each in planned.kinds.items() if each == kind and code in seen]
        if codes:
            yield f"Behaviours taken for {words}: {_some(codes)}."
    yield "Say --behaviour CODE=KIND to take one for something else."
    states, open_states = plural(coded.pairs, "state"), plural(len(coded.unpaired), "state")
    yield (
        f"{plural(len(project.observations), 'observation')} with {plural(coded.read, 'event')}: "
        f"{plural(coded.points, 'point')}, {number_text(2 * coded.pairs)} ends of {states}, {open_states} without an "
        f"end, {number_text(len(coded.rejected))} that could not be read, "
        f"{number_text(sum(count for _, count in coded.left_out))} left out."
    )
    alone = [observed.title for observed in project.observations if any(not event.subject for event in observed.events)]
    if alone:
        yield f"Events without a subject are of a participant called as the observation: {_some(alone)}."
    several: dict[str, dict[str, None]] = {}
    for each in planned.sessions:
        several.setdefault(each.coded.participant, {})[each.coded.title] = None
    same = [name for name, titles in several.items() if len(titles) > 1]
    if same:
        yield f"Taken for one person in several observations: {_some(same)}."
    offsets = [observed for observed in project.observations if observed.offset_ms]
    if offsets:
        yield f"Time offsets were taken off again, so that times count from the start: {_some(_titles(offsets))}."
    clocks = [observed for observed in project.observations if observed.clock != "zero" and observed.events]
    if clocks:
        yield f"Times of the day or since 1970 count from the first event now: {_some(_titles(clocks))}."
    if any(each.coded.attributes for each in planned.sessions):
        names = dict.fromkeys(name for each in planned.sessions for name, _ in each.coded.attributes)
        yield f"Kept with the sessions: {_some(list(names))}."


def _titles(observations: list[Any]) -> list[str]:
    return [observed.title for observed in observations]


def _unseen(project: BorisProject, codes: list[str]) -> Iterator[str]:
    """What the project defines and nobody used, uses and did not define, and what a journey has no place for."""
    events = [event for observed in project.observations for event in observed.events]
    seen = {event.code for event in events}
    never = [code for code in project.behaviours if code not in seen]
    if never:
        yield f"Behaviours that nobody showed, which make no step: {_some(never)}."
    unknown = [code for code in codes if code not in project.behaviours]
    if unknown:
        yield f"Behaviours that the project's list does not have, taken for points: {_some(unknown)}."
    subjects = {event.subject for event in events}
    absent = [name for name in project.subjects if name not in subjects]
    if absent:
        yield f"Subjects without an event: {_some(absent)}."
    if project.unplaced:
        yield f"What has no place in a journey, and was not imported: {', '.join(project.unplaced)}."


def _some(names: list[str]) -> str:
    shown = ", ".join(quoted(shortened(name)) for name in names[:_NAMED])
    return shown + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")


# ---------------------------------------------------------------- writing


def _session_rows(planned: PlannedBoris, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
    for each in planned.sessions:
        coded = each.coded
        yield (
            each.id,
            gathered.edit.project_id,
            gathered.import_id,
            gathered.next_seq,
            each.participant_id,
            planned.book.map_id,
            planned.round_id,
            "imported",
            coded.started_at_ms,
            planned.zone,
            int(coded.timed),
            coded.ended_ms,
            "not_observed",
            "incomplete" if coded.rejected else "ok",
            incomplete(coded.rejected) if coded.rejected else "",
            coded.title,
            json_text(coded.attributes),
        )
        gathered.next_seq += 1


def _entry_rows(planned: PlannedBoris, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
    for each in planned.sessions:
        for seq, entry in enumerate(each.coded.entries, start=1):
            step_id = planned.book.step_id(entry.label) if entry.kind == "visit" else None
            yield (
                gathered.ids(),
                gathered.edit.project_id,
                gathered.import_id,
                each.id,
                seq,
                entry.at_ms,
                entry.until_ms,
                entry.kind,
                step_id,
                _raw_label(planned.book, entry, step_id),
                entry.text,
                json_text(entry.tags),
                gathered.pain(entry.tags[0], entry.text) if entry.kind == "pain" else None,
                "import",
                json_text(entry.attributes),
            )


def _raw_label(book: StepBook, entry: CodedEntry, step_id: str | None) -> str | None:
    return book.spelled(entry.label) if entry.kind == "visit" and step_id is None else None
