"""The tidy table: every observation of the sessions that the audience may see, each once, one row each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.gaps import as_gap, gap_of, is_counted
from journeymap.core.model import (
    Consent,
    Observation,
    PainPoint,
    Pairs,
    Participant,
    Phase,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.observers import is_lead
from journeymap.core.progress import Progress
from journeymap.core.reader import Reader
from journeymap.report.content import DataTable, Remark, Value
from journeymap.report.entry_columns import COLUMNS, PUBLIC_COLUMNS
from journeymap.report.figures import SMALLEST
from journeymap.report.gathered import Gathered
from journeymap.report.personal import kinds_found

_AT_ONCE: Final = 500
_NEVER_COUNTED: Final = frozenset({"idea", "marker"})
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Names:
    """What rows refer to, by id. `sittings` has of each session the first of its visit, and which attempt it is."""

    steps: dict[str, Step]
    phases: dict[str, str]
    pains: dict[str, str]
    tasks: dict[str, str]
    methods: dict[str, str]
    consents: dict[str, Consent]
    sittings: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something happens: a step, or a label that has no place on the map."""

    title: str = ""
    step_id: str | None = None
    phase: str | None = None


def entries(gathered: Gathered, progress: Progress) -> tuple[DataTable, tuple[Remark, ...]]:
    """The table, and remarks on texts that look like personal data.

    The public's has no people, sessions or times, and only rows that at least five people share in step, kind,
    value, impact and pain point: with fewer, somebody could be told apart.
    """
    rows: list[tuple[Value, ...]] = []
    people: list[str] = []
    remarks: list[Remark] = []
    reader = gathered.view.reader
    names = _names(gathered)
    ids = [summary.id for summary in gathered.summaries]
    summaries = {summary.id: summary for summary in gathered.summaries}
    for start in range(0, len(ids), _AT_ONCE):
        progress.at(0.75 + 0.2 * start / len(ids), "Listing the entries")
        part = tuple(ids[start : start + _AT_ONCE])
        sessions = {session.id: session for session in reader.find(Session, id=part)}
        for session_id, observations in _by_session(reader.find(Observation, session_id=part), part):
            session, summary = sessions[session_id], summaries[session_id]
            person = gathered.people.get(session.participant_id)
            name = person.pseudonym if person is not None and not gathered.view.public else "someone"
            shared = _session_part(gathered, session, summary, person, names)
            remarks += _remarks(f"{name}, session {session.seq}", (value for _, value in session.attributes))
            place = _Place()
            for number, observation in enumerate(observations, start=1):
                here = _place(observation, names) if observation.kind == "visit" else place
                if is_lead(observation.observer, session.observer):
                    place = here
                rows.append((*shared, *_row(gathered, session, summary, observation, number, here, names)))
                people.append(session.participant_id)
                said = (observation.text, *(value for _, value in observation.attributes))
                remarks += _remarks(f"{name}, entry {number}", said)
    if not gathered.view.public:
        seen = {each.participant_id: gathered.people[each.participant_id] for each in gathered.summaries}
        for person in sorted(seen.values(), key=lambda person: person.pseudonym):
            told = (person.pseudonym, person.assistive_tech, person.device, person.language, *person.segments)
            remarks += _remarks(f"Participant {person.pseudonym}", (*told, *(value for _, value in person.attributes)))
    table = DataTable("entries", "Entries", COLUMNS, tuple(rows))
    if gathered.view.public:
        table = _for_public(table, people)
        remarks = [Remark("an entry", remark.text) for remark in remarks]
    return table, tuple(dict.fromkeys(remarks))


def _remarks(where: str, texts: Iterable[str]) -> list[Remark]:
    return [Remark(where, f"looks like {kind}") for text in texts for kind in kinds_found(text)]


def _names(gathered: Gathered) -> _Names:
    reader = gathered.view.reader
    return _Names(
        steps={step.id: step for step in gathered.steps},
        phases={phase.id: phase.title for phase in reader.find(Phase)},
        pains=_pain_titles(gathered),
        tasks={task.id: task.title for task in reader.find(TaskScenario)},
        methods={each.id: each.method for each in gathered.rounds},
        consents={consent.session_id: consent for consent in reader.find(Consent)},
        sittings=_sittings(reader),
    )


def _sittings(reader: Reader) -> dict[str, tuple[int, int]]:
    """Of every session: the number of the first attempt of its sitting, and which attempt it is, from 1."""
    found: dict[str, tuple[int, int]] = {}
    met: dict[str, tuple[int, int]] = {}
    for session_id, seq, sitting in reader.columns(Session, ("id", "seq", "sitting")):
        first, attempts = met.get(sitting, (seq, 0)) if sitting else (seq, 0)
        found[session_id] = met[sitting] = first, attempts + 1
    return found


def _by_session(
    observations: Iterable[Observation], session_ids: tuple[str, ...]
) -> list[tuple[str, list[Observation]]]:
    found: dict[str, list[Observation]] = {session_id: [] for session_id in session_ids}
    for observation in observations:
        found[observation.session_id].append(observation)
    return list(found.items())


def _session_part(
    gathered: Gathered, session: Session, summary: SessionSummary, person: Participant | None, names: _Names
) -> tuple[Value, ...]:
    consent = names.consents.get(session.id)
    sitting, attempt = names.sittings.get(session.id, (session.seq, 1))
    return (
        session.seq,
        session.id,
        *_person_part(person),
        gathered.round_titles.get(session.round_id or ""),
        session.method or names.methods.get(session.round_id or "") or None,
        gathered.map_title,
        names.tasks.get(session.scenario_id or ""),
        sitting,
        attempt,
        session.mode,
        session.case_id or None,
        None if session.started_at_ms is None else _moment(session.started_at_ms),
        session.zone,
        session.timed,
        session.outcome,
        session.ended_ms if session.timed else None,
        summary.duration_ms,
        session.satisfaction,
        session.ease,
        session.quality,
        "not recorded" if consent is None else ", ".join(consent.scopes),
        _pairs(session.attributes),
    )


def _person_part(person: Participant | None) -> tuple[Value, ...]:
    if person is None:
        return (None,) * 7
    return (
        person.pseudonym,
        "; ".join(person.segments) or None,
        person.digital_inclusion,
        person.assistive_tech or None,
        person.device or None,
        person.language or None,
        _pairs(person.attributes),
    )


def _row(
    gathered: Gathered,
    session: Session,
    summary: SessionSummary,
    observation: Observation,
    number: int,
    place: _Place,
    names: _Names,
) -> tuple[Value, ...]:
    at_ms = observation.at_ms if session.timed else None
    until_ms = observation.until_ms if session.timed else None
    gap = gap_of(observation)
    lead = is_lead(observation.observer, session.observer)
    enters = observation.kind not in _NEVER_COUNTED and (lead or observation.kind == "pain")
    return (
        number,
        observation.id,
        observation.kind,
        _since(session, at_ms),
        at_ms,
        None if at_ms is None else summary.active_ms(0, at_ms),
        _since(session, until_ms),
        until_ms,
        place.title or None,
        place.step_id,
        place.step_id is not None,
        place.phase,
        gathered.channels.get(observation.channel_id or ""),
        observation.value,
        observation.impact,
        names.pains.get(observation.pain_point_id or ""),
        " ".join(observation.tags) or None,
        observation.text or None,
        observation.attachment_id is not None,
        observation.observer or session.observer or None,
        lead,
        gap or None,
        is_counted(observation) if gap else None,
        summary.counted and enters,
        observation.source,
        _pairs(as_gap(observation.attributes, "", counted=False) if gap else observation.attributes),
    )


def _place(observation: Observation, names: _Names) -> _Place:
    if observation.step_id is None:
        return _Place(observation.raw_label or "")
    step = names.steps.get(observation.step_id)
    if step is None:
        return _Place("", observation.step_id)
    return _Place(step.title, step.id, names.phases.get(step.phase_id or ""))


def _pairs(pairs: Pairs) -> str | None:
    return "; ".join(f"{name}={value}" for name, value in pairs) or None


def _since(session: Session, ms: int | None) -> str | None:
    return None if ms is None or session.started_at_ms is None else _moment(session.started_at_ms + ms)


def _pain_titles(gathered: Gathered) -> dict[str, str]:
    """Titles by id; a pain point that was merged into another goes under the other's title."""
    points = {point.id: point for point in gathered.view.reader.find(PainPoint)}
    titles = {}
    for point in points.values():
        last, passed = point, {point.id}
        while last.merged_into_id in points and last.merged_into_id not in passed:
            last = points[last.merged_into_id]
            passed.add(last.id)
        titles[point.id] = last.title
    return titles


def _for_public(table: DataTable, people: list[str]) -> DataTable:
    places = [table.columns.index(name) for name in PUBLIC_COLUMNS]
    text = PUBLIC_COLUMNS.index("text")
    rows = [tuple(row[place] for place in places) for row in table.rows]
    groups = Counter(key for key, _ in {(row[:text], person) for row, person in zip(rows, people, strict=True)})
    kept = sorted((row for row in rows if groups[row[:text]] >= SMALLEST), key=lambda row: [str(cell) for cell in row])
    return DataTable(table.name, table.title, PUBLIC_COLUMNS, tuple(kept))


def _moment(at_ms: int) -> str | None:
    """ISO 8601 in UTC, to the millisecond; None for a time that no calendar has."""
    try:
        moment = _EPOCH + timedelta(milliseconds=at_ms)
    except OverflowError:
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
