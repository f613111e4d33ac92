"""A second observer's notes join the session that somebody else leads: matched, set to its clock, and merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final, NamedTuple

from journeymap.core.capture import Line, line_of, title_key
from journeymap.core.gaps import as_gap
from journeymap.core.model import Observation, Session, Step
from journeymap.core.observers import is_lead, moved, with_offset
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import plural, shift_text
from journeymap.interchange.gathering import Gathered, json_text
from journeymap.interchange.note_heads import NotedSession
from journeymap.interchange.step_book import StepBook

NEAR_MS: Final = 15_000
"""Two visits to the same place that lie no further apart, once the clocks agree, are taken for the same visit."""
_MOST_TRIED: Final = 1000
ENTRY_FIELDS: Final = (
    "id", "project_id", "import_id", "session_id", "seq", "at_ms", "until_ms", "kind", "step_id", "raw_label", "value",
    "text", "tags", "impact", "pain_point_id", "observer", "source", "attributes", "channel_id",
)  # fmt: skip


class Offset(NamedTuple):
    """How many ms must be added to an observer's times, and how many visits in common say so."""

    ms: int
    visits: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A second observer's notes that became part of a session. `visits` in common said the offset; 0: it was known."""

    session_id: str
    pseudonym: str
    observer: str
    offset_ms: int
    visits: int
    entries: int
    duplicates: int

    def told(self) -> str:
        """What was done, as a sentence."""
        why = f", found from {plural(self.visits, 'visit')} that both noted" if self.visits else ""
        moved_by = f"moved by {shift_text(self.offset_ms)}{why}"
        shift = moved_by if self.offset_ms or self.visits else "on the same clock"
        again = f"; {plural(self.duplicates, 'line')} there already" if self.duplicates else ""
        return f"{plural(self.entries, 'entry', 'entries')} of {self.observer} joined {self.pseudonym}, {shift}{again}."


@dataclass(slots=True)
class Target:
    """The session that is joined. `visits` are the lead's, (ms, place in the form in which titles are compared)."""

    id: str
    pseudonym: str
    lead: str
    started_at_ms: int | None
    outcome: str
    book: StepBook
    visits: list[tuple[int, str]]
    there: set[tuple[object, ...]]
    next_seq: int

    def has_all(self, noted: NotedSession) -> bool:
        """Whether the lead has every line of these notes: then they are a copy of the lead's."""
        return bool(noted.entries) and all((self.lead, *same_line(line)) in self.there for line in noted.entries)


@dataclass(slots=True)
class PlannedJoin:
    """Notes of a second observer, their times on the clock of the session."""

    target: Target
    joined: Joined
    entries: list[Observation]
    lines: list[Line]
    announced: list[str]
    moved_ms: int


def find_offset(lead: Sequence[tuple[int, str]], other: Sequence[tuple[int, str]]) -> Offset | None:
    """The offset with which most visits of another observer meet the lead's visits to the same places.

    Both are (ms, place) in order of time. Of several offsets the smallest counts; None where no place is common.
    Each visit meets the nearest of the other side that is free, not further than `NEAR_MS`; then the median says.
    """
    times: dict[str, list[int]] = {}
    for at, place in lead:
        times.setdefault(place, []).append(at)
    candidates = sorted({at - when for when, where in other for at in times.get(where, ())}, key=abs)
    best: list[int] = []
    for candidate in candidates[:_MOST_TRIED]:
        met = _met(times, other, candidate)
        if (len(met), -_spread(met)) > (len(best), -_spread(best)):
            best = met
    return Offset(round(median(best)), len(best)) if best else None


def _met(times: Mapping[str, Sequence[int]], other: Sequence[tuple[int, str]], offset: int) -> list[int]:
    """The differences of the visits that meet when the other's are moved by `offset`. `times` are the lead's."""
    free = {place: list(at) for place, at in times.items()}
    met = []
    for when, where in other:
        there = free.get(where)
        if there:
            nearest = min(there, key=lambda at: abs(at - when - offset))
            if abs(nearest - when - offset) <= NEAR_MS:
                there.remove(nearest)
                met.append(nearest - when)
    return met


def _spread(differences: Sequence[int]) -> int:
    middle = median(differences) if differences else 0
    return round(sum(abs(difference - middle) for difference in differences))


def stored_target(session_id: str, gathered: Gathered) -> Target:
    """A session of the project, to be joined."""
    edit = gathered.edit
    session = edit.get(Session, session_id)
    assert session is not None
    entries = edit.find(Observation, session_id=session_id)
    titles = {step.id: step.title for step in edit.find(Step, map_id=session.map_id)}
    lines = [(entry.observer, line_of(entry, titles.get(entry.step_id or "", ""))) for entry in entries]
    return Target(
        id=session.id,
        pseudonym=gathered.person(session.participant_id).pseudonym,
        lead=session.observer,
        started_at_ms=session.started_at_ms,
        outcome=session.outcome,
        book=gathered.book_of(session.map_id),
        visits=_visits([line for observer, line in lines if is_lead(observer, session.observer)]),
        there={
            (session.observer if is_lead(observer, session.observer) else observer, *same_line(line))
            for observer, line in lines
        },
        next_seq=edit.highest(Observation, "seq", session_id=session_id) + 1,
    )


def noted_target(noted: NotedSession, session_id: str, book: StepBook) -> Target:
    """A session that the same file brings, to be joined."""
    return Target(
        id=session_id,
        pseudonym=noted.participant,
        lead=noted.observer,
        started_at_ms=noted.started_at_ms,
        outcome=noted.outcome,
        book=book,
        visits=_visits(noted.entries),
        there={(noted.observer, *same_line(line)) for line in noted.entries},
        next_seq=len(noted.entries) + 1,
    )


def plan_join(noted: NotedSession, observer: str, target: Target, offset_ms: int | None) -> PlannedJoin:
    """Set a second observer's notes to the clock of a session, and leave out the lines that it has already.

    `offset_ms` None: from the starts of both where they are known, and from the visits in common. Notes that say
    `second observer` stand on the session's clock.
    """
    visits = 0
    if offset_ms is None:
        starts = (target.started_at_ms, noted.started_at_ms)
        offset_ms = starts[1] - starts[0] if starts[0] is not None and starts[1] is not None else 0
        if not noted.second_observer:
            found = find_offset(target.visits, [(at + offset_ms, where) for at, where in _visits(noted.entries)])
            if found is not None:
                offset_ms, visits = offset_ms + found.ms, found.visits
    lines, entries = [], []
    for line in noted.entries:
        entry = moved(_entry(line), offset_ms)
        now = replace(line, at_ms=entry.at_ms, until_ms=entry.until_ms)
        if (observer, *same_line(now)) not in target.there:
            lines.append(now)
            entries.append(entry)
    # Only now: what somebody wrote twice within these notes happened twice.
    target.there.update((observer, *same_line(line)) for line in lines)
    duplicates = len(noted.entries) - len(lines)
    announced = []
    if noted.outcome not in {"not_observed", "in_progress", target.outcome}:
        ends = (OUTCOMES[noted.outcome], OUTCOMES[target.outcome])
        announced.append(f"{observer} noted of {target.pseudonym}: {ends[0]}. It stays as it was: {ends[1]}.")
    joined = Joined(target.id, target.pseudonym, observer, offset_ms, visits, len(lines), duplicates)
    moved_ms = offset_ms + noted.moved_ms
    return PlannedJoin(target, joined, entries, lines, [joined.told(), *announced], moved_ms)


def write_join(planned: PlannedJoin, gathered: Gathered) -> None:
    """Write the entries, and by how much they were moved."""
    target, joined = planned.target, planned.joined
    rows = []
    for seq, (entry, line) in enumerate(zip(planned.entries, planned.lines, strict=True), start=target.next_seq):
        step_id = target.book.step_id_of(line.label) if line.kind == "visit" else None
        label = target.book.spelled(line.label) if line.kind == "visit" and step_id is None else None
        pain = gathered.pain(line.tags[0], line.text) if line.kind == "pain" and line.tags else None
        rows.append((
            *(gathered.ids(), gathered.edit.project_id, gathered.import_id, target.id, seq, entry.at_ms),
            *(entry.until_ms, line.kind, step_id, label, line.value, line.text, json_text(line.tags), line.impact),
            *(pain, joined.observer, "import", json_text(entry.attributes), gathered.channel(line.channel)),
        ))  # fmt: skip
    gathered.edit.put_rows(Observation, ENTRY_FIELDS, iter(rows))
    target.next_seq += len(rows)
    session = gathered.edit.get(Session, target.id)  # one that comes with the same import knows it already
    if session is not None and planned.moved_ms:
        gathered.edit.put(with_offset(session, joined.observer, planned.moved_ms))


def _entry(line: Line) -> Observation:
    """A line as an entry without a place in the project yet: what its time needs to be moved."""
    return Observation(
        id="", project_id="", session_id="", seq=0, at_ms=line.at_ms, until_ms=line.until_ms, kind=line.kind,
        attributes=as_gap((), line.gap, counted=line.counted),
    )  # fmt: skip


def _visits(lines: Sequence[Line]) -> list[tuple[int, str]]:
    return [(line.at_ms, title_key(line.label)) for line in lines if line.kind == "visit" and line.at_ms is not None]


def same_line(line: Line) -> tuple[object, ...]:
    """What makes two lines of one observer the same."""
    return line.at_ms, line.kind, title_key(line.label), line.text, line.tags, line.impact, line.value
