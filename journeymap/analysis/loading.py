"""Reads session summaries from a project, and reads again only those that an edit has touched."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Encounter, Feeling, Place, SessionSummary
from journeymap.core.capture import title_key
from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.gaps import BREAKS, COUNTED
from journeymap.core.model import ImportBatch, Observation, Participant, Session, Step
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader

_FEW_SESSIONS = 200  # up to here rows are read by session, above it is faster to pass over all of them
_SESSION_FIELDS = (
    "id", "seq", "participant_id", "map_id", "round_id", "outcome", "quality", "quality_reason", "started_at_ms",
    "timed", "ended_ms", "not_asked_step_ids", "not_asked_labels", "observer",
)  # fmt: skip
_ROW_FIELDS = (
    "session_id", "kind", "at_ms", "until_ms", "step_id", "raw_label", "channel_id", "value", "impact",
    "pain_point_id", "tags", "observer",
)  # fmt: skip
_MARK_FIELDS = ("session_id", "at_ms", "until_ms", "text", "attributes", "observer")
_PERSON_FIELDS = ("id", "pseudonym", "segments")
_COUNTED: Final = json.dumps(COUNTED, separators=(",", ":"))  # as it is stored
_Mark = tuple[int, int | None, str]
_NOWHERE: Final[frozenset[Place]] = frozenset()


class _Rows(NamedTuple):
    """The observation rows of one session, sorted out."""

    places: tuple[Place, ...] = ()
    starts_ms: tuple[int | None, ...] = ()
    ends_ms: tuple[int | None, ...] = ()
    channel_ids: tuple[str | None, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    times_ms: tuple[int, ...] = ()  # of entries that are neither visit nor marker


def load_summaries(reader: Reader, chosen: Filter) -> list[SessionSummary]:
    """The sessions that pass the filter, in the order they came; those that are not counted are among them."""
    equals: dict[str, Any] = {"map_id": chosen.map_id}
    if chosen.round_ids:
        equals["round_id"] = chosen.round_ids
    if chosen.outcomes:
        equals["outcome"] = chosen.outcomes
    if chosen.session_ids:
        equals["id"] = chosen.session_ids
    found = _read(reader, equals)
    if chosen.segments:
        wanted = _keys(chosen.segments)
        found = [summary for summary in found if _is_in(summary, wanted)]
    if not chosen.channel_ids:
        return found
    channels = _step_channels(reader)
    return [summary for summary in found if _came_through(summary, chosen.channel_ids, channels)]


class SummaryCache:
    """The summaries of a whole project, by session; an edit makes only the sessions it names be read again."""

    def __init__(self) -> None:
        self._summaries: dict[str, SessionSummary] | None = None
        self._channels: dict[str, str | None] = {}

    def refresh(self, reader: Reader, changes: Changes | None = None) -> None:
        """Bring the cache up to what the reader holds; without `changes` everything is read."""
        if self._summaries is None or changes is None or changes.touches(ImportBatch):
            self._summaries = {summary.id: summary for summary in _read(reader, {})}
            self._channels = _step_channels(reader)
            return
        touched: set[str] = set()
        for item in changes.items:
            entity = item.entity
            if isinstance(entity, Observation):
                touched.add(entity.session_id)
            elif isinstance(entity, Session):
                touched.add(entity.id)
            elif isinstance(entity, Participant):
                touched.update(key for key, known in self._summaries.items() if known.participant_id == entity.id)
        if changes.touches(Step):
            self._channels = _step_channels(reader)
        for session_id in touched:
            self._summaries.pop(session_id, None)
        if touched:
            self._summaries.update((summary.id, summary) for summary in _read(reader, {"id": tuple(sorted(touched))}))

    def select(self, chosen: Filter) -> list[SessionSummary]:
        """The same as `load_summaries` would give, without reading."""
        passing = [summary for summary in (self._summaries or {}).values() if self._passes(summary, chosen)]
        return sorted(passing, key=lambda summary: (summary.seq, summary.id))

    def _passes(self, summary: SessionSummary, chosen: Filter) -> bool:
        return (
            summary.map_id == chosen.map_id
            and (not chosen.round_ids or summary.round_id in chosen.round_ids)
            and (not chosen.outcomes or summary.outcome in chosen.outcomes)
            and (not chosen.session_ids or summary.id in chosen.session_ids)
            and (not chosen.segments or _is_in(summary, _keys(chosen.segments)))
            and (not chosen.channel_ids or _came_through(summary, chosen.channel_ids, self._channels))
        )


def _keys(segments: Iterable[str]) -> frozenset[str]:
    return frozenset(title_key(segment) for segment in segments)


def _is_in(summary: SessionSummary, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(map(title_key, summary.segments))


def _step_channels(reader: Reader) -> dict[str, str | None]:
    return dict(reader.columns(Step, ("id", "channel_id")))


def _came_through(summary: SessionSummary, wanted: tuple[str, ...], channels: Mapping[str, str | None]) -> bool:
    """Whether a visit came through a wanted channel: its own, or that of its step where it names none."""
    return any(
        (own or (channels.get(place.step_id) if place.step_id else None)) in wanted
        for place, own in zip(summary.places, summary.channel_ids, strict=True)
    )


def _read(reader: Reader, equals: dict[str, Any]) -> list[SessionSummary]:
    heads = list(reader.columns(Session, _SESSION_FIELDS, **equals))
    narrowed: dict[str, Any] = {}
    if len(heads) <= _FEW_SESSIONS:
        narrowed["session_id"] = tuple(head[0] for head in heads)
    people = {id_: (name, _texts(segments)) for id_, name, segments in reader.columns(Participant, _PERSON_FIELDS)}
    nothing = _Rows()
    if not heads:
        return []
    leads: dict[str, str] = {head[0]: head[-1] for head in heads}
    marks: dict[str, list[_Mark]] = {}
    for session_id, at_ms, until_ms, text, attributes, observer in reader.columns(
        Observation, _MARK_FIELDS, kind="marker", **narrowed
    ):
        known = at_ms is not None and text in BREAKS and is_lead(observer, leads.get(session_id, ""))
        if known and _COUNTED not in attributes:
            marks.setdefault(session_id, []).append((at_ms, until_ms, text))
    rows = _sort_out(reader.columns(Observation, _ROW_FIELDS, **narrowed), leads)
    return [_summary(head, people, rows.get(head[0], nothing), marks.get(head[0], [])) for head in heads]


class _Places(dict[tuple[str | None, str | None], Place]):
    """One value for each place, made when it is first asked for by (step id, raw label)."""

    def __missing__(self, key: tuple[str | None, str | None]) -> Place:
        step_id, raw_label = key
        place = Place.of(step_id, raw_label)
        self[key] = place
        return place


def _sort_out(rows: Iterator[tuple[Any, ...]], leads: Mapping[str, str]) -> dict[str, _Rows]:
    """The rows by session. They come ordered by session, time, sequence."""
    places = _Places()
    found: dict[str, _Rows] = {}
    for session_id, group in groupby(rows, itemgetter(0)):
        together = list(group)
        _, kinds, starts_ms, ends_ms, step_ids, labels, channel_ids, *_, observers = zip(*together, strict=True)
        # A log holds nothing but visits, and there are many of them.
        if kinds.count("visit") == len(kinds) and not any(observers):
            here = tuple(map(places.__getitem__, zip(step_ids, labels, strict=True)))
            found[session_id] = _Rows(here, starts_ms, ends_ms, channel_ids)
        else:
            found[session_id] = _mixed(together, places, leads.get(session_id, ""))
    return found


def _mixed(rows: list[tuple[Any, ...]], places: _Places, lead: str) -> _Rows:
    """The rows of a session in which more than visits was recorded. The lead's last visit before an entry is its place.

    Of other observers only the encounters enter.
    """
    here = BEFORE_FIRST_STEP
    visits: list[tuple[Place, int | None, int | None, str | None]] = []
    encounters: list[Encounter] = []
    feelings: list[Feeling] = []
    times_ms: list[int] = []
    for _, kind, at_ms, until_ms, step_id, raw_label, channel_id, value, impact, pain_point_id, tags, observer in rows:
        if not is_lead(observer, lead):
            if kind == "pain":
                encounters.append(Encounter(here, pain_point_id, _first_tag(tags), impact, at_ms, observer))
            continue
        if kind == "visit":
            here = places[step_id, raw_label]
            visits.append((here, at_ms, until_ms, channel_id))
            continue
        if at_ms is not None and kind != "marker":
            times_ms.append(until_ms if until_ms is not None and until_ms > at_ms else at_ms)
        if kind == "pain":
            encounters.append(Encounter(here, pain_point_id, _first_tag(tags), impact, at_ms))
        elif kind == "emotion" and value is not None:
            feelings.append(Feeling(here, value))
    return _Rows(
        places=tuple(visit[0] for visit in visits),
        starts_ms=tuple(visit[1] for visit in visits),
        ends_ms=tuple(visit[2] for visit in visits),
        channel_ids=tuple(visit[3] for visit in visits),
        encounters=tuple(encounters),
        feelings=tuple(feelings),
        times_ms=tuple(times_ms),
    )


def _first_tag(tags: str | None) -> str:
    """The first of the tags (JSON text) in lower case: it names the pain point; empty where there is none."""
    if not tags or tags == "[]":
        return ""
    return str(json.loads(tags)[0]).casefold()


def _texts(stored: str) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))


def _not_asked(step_ids: str, labels: str) -> frozenset[Place]:
    if step_ids == labels == "[]":
        return _NOWHERE
    found = {Place(step_id) for step_id in json.loads(step_ids or "[]")}
    return frozenset(found | {Place(None, label) for label in json.loads(labels or "[]")})


def _summary(
    head: tuple[Any, ...],
    people: Mapping[str, tuple[str, tuple[str, ...]]],
    rows: _Rows,
    marks: list[_Mark],
) -> SessionSummary:
    id_, seq, participant_id, map_id, round_id, outcome, quality, reason, started, timed, ended, steps, labels, _ = head
    pseudonym, segments = people.get(participant_id, ("", ()))
    last_ms = ended
    if last_ms is None:
        known = (*rows.starts_ms, *rows.ends_ms, *rows.times_ms)
        last_ms = max([time for time in known if time is not None], default=None)
    return SessionSummary(
        id=id_,
        seq=seq,
        participant_id=participant_id,
        pseudonym=pseudonym,
        map_id=map_id,
        round_id=round_id,
        outcome=outcome,
        quality=quality,
        quality_reason=reason,
        started_at_ms=started,
        timed=bool(timed),
        places=rows.places,
        starts_ms=rows.starts_ms,
        ends_ms=rows.ends_ms,
        channel_ids=rows.channel_ids,
        encounters=rows.encounters,
        feelings=rows.feelings,
        pauses_ms=_pauses(rows, marks, last_ms) if marks else (),
        last_ms=last_ms,
        not_asked=_not_asked(steps, labels),
        segments=segments,
    )


def _pauses(rows: _Rows, marks: list[_Mark], last_ms: int | None) -> tuple[tuple[int, int], ...]:
    """The breaks as (from, to), none overlapping; the marks come in their order.

    A pause ends where it says so, else at the next resume. Where nobody wrote "resume", the next entry shows that
    the session had gone on, and without one it lasts to the end of the session.
    """
    entries = sorted([time for time in rows.starts_ms if time is not None] + list(rows.times_ms))
    breaks: list[tuple[int, int]] = []
    for number, (at_ms, until_ms, text) in enumerate(marks, start=1):
        if text != "pause":
            continue
        end = until_ms
        if end is None:
            end = next((resume for resume, _, word in marks[number:] if word == "resume"), None)
        if end is None:
            end = next((time for time in entries if time > at_ms), last_ms)
        start = max(at_ms, breaks[-1][1]) if breaks else at_ms
        if end is not None and end > start:
            breaks.append((start, end))
    return tuple(breaks)
