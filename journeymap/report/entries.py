"""The tidy table: every observation of the sessions that the audience may see, each once, one row each."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from journeymap.core.model import Consent, Observation, PainPoint, Session
from journeymap.core.observers import is_lead
from journeymap.core.progress import Progress
from journeymap.report.content import DataTable, Remark, Value
from journeymap.report.figures import SMALLEST
from journeymap.report.gathered import Gathered
from journeymap.report.personal import kinds_found

COLUMNS: Final = (
    "session", "participant", "round", "map", "case", "outcome", "quality", "consent", "entry", "at", "at_ms",
    "until_ms", "kind", "step", "on_map", "channel", "value", "impact", "pain_point", "tags", "text", "source",
)  # fmt: skip
PUBLIC_COLUMNS: Final = ("map", "kind", "step", "value", "impact", "pain_point", "text")
_AT_ONCE: Final = 500


def entries(gathered: Gathered, progress: Progress) -> tuple[DataTable, tuple[Remark, ...]]:
    """The table, and remarks on texts that look like personal data.

    The public's has no people, sessions or times, and only rows that at least five people share in step, kind,
    value, impact and pain point: with fewer, somebody could be told apart.
    """
    rows: list[tuple[Value, ...]] = []
    people: list[str] = []
    remarks: list[Remark] = []
    reader = gathered.view.reader
    pains = _pain_titles(gathered)
    titles = {step.id: step.title for step in gathered.steps}
    consents = {consent.session_id: consent for consent in reader.find(Consent)}
    ids = [summary.id for summary in gathered.summaries]
    for start in range(0, len(ids), _AT_ONCE):
        progress.at(0.75 + 0.2 * start / len(ids), "Listing the entries")
        part = tuple(ids[start : start + _AT_ONCE])
        sessions = {session.id: session for session in reader.find(Session, id=part)}
        for session_id, observations in _by_session(reader.find(Observation, session_id=part), part):
            session = sessions[session_id]
            person = gathered.people.get(session.participant_id)
            shared = _session_part(gathered, session, consents.get(session_id))
            place: tuple[str, bool] = ("", False)
            for number, observation in enumerate(observations, start=1):
                here = _place(observation, titles) if observation.kind == "visit" else place
                if is_lead(observation.observer, session.observer):
                    place = here
                rows.append((*shared, *_row(gathered, session, observation, number, here, pains)))
                people.append(session.participant_id)
                for kind in kinds_found(observation.text):
                    name = person.pseudonym if person is not None and not gathered.view.public else "someone"
                    remarks.append(Remark(f"{name}, entry {number}", f"looks like {kind}"))
    if not gathered.view.public:
        names = {gathered.people[each.participant_id].pseudonym for each in gathered.summaries}
        remarks += [
            Remark(f"Participant {name}", f"looks like {kind}") for name in sorted(names) for kind in kinds_found(name)
        ]
    table = DataTable("entries", "Entries", COLUMNS, tuple(rows))
    if gathered.view.public:
        table = _for_public(table, people)
        remarks = [Remark("an entry", remark.text) for remark in remarks]
    return table, tuple(dict.fromkeys(remarks))


def _by_session(
    observations: Iterable[Observation], session_ids: tuple[str, ...]
) -> list[tuple[str, list[Observation]]]:
    found: dict[str, list[Observation]] = {session_id: [] for session_id in session_ids}
    for observation in observations:
        found[observation.session_id].append(observation)
    return list(found.items())


def _session_part(gathered: Gathered, session: Session, consent: Consent | None) -> tuple[Value, ...]:
    person = gathered.people.get(session.participant_id)
    return (
        session.seq,
        person.pseudonym if person is not None else None,
        gathered.round_titles.get(session.round_id or ""),
        gathered.map_title,
        session.case_id or None,
        session.outcome,
        session.quality,
        "not recorded" if consent is None else ", ".join(consent.scopes),
    )


def _row(
    gathered: Gathered,
    session: Session,
    observation: Observation,
    number: int,
    place: tuple[str, bool],
    pains: dict[str, str],
) -> tuple[Value, ...]:
    at_ms = observation.at_ms if session.timed else None
    moment = None
    if at_ms is not None and session.started_at_ms is not None:
        moment = _moment(session.started_at_ms + at_ms)
    return (
        number,
        moment,
        at_ms,
        observation.until_ms if session.timed else None,
        observation.kind,
        place[0] or None,
        place[1],
        gathered.channels.get(observation.channel_id or ""),
        observation.value,
        observation.impact,
        pains.get(observation.pain_point_id or ""),
        " ".join(observation.tags) or None,
        observation.text or None,
        observation.source,
    )


def _place(observation: Observation, titles: dict[str, str]) -> tuple[str, bool]:
    if observation.step_id is not None:
        return titles.get(observation.step_id, ""), True
    return observation.raw_label or "", False


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


def _moment(at_ms: int) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
