"""What counting needs of a session, read once and kept: the rows of an observation log become one small value each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from journeymap.core.scales import OUTCOMES


class Place(NamedTuple):
    """Where something happened: a step of the map, or a raw label that has no place on it yet."""

    step_id: str | None
    raw_label: str = ""

    @classmethod
    def of(cls, step_id: str | None, raw_label: str | None) -> "Place":
        """The place that a visit names."""
        return cls(step_id) if step_id is not None else cls(None, raw_label or "")

    def title(self, titles: Mapping[str, str]) -> str:
        """The step's title (`titles` by step id), or the raw label."""
        return self.raw_label if self.step_id is None else titles.get(self.step_id, self.step_id)


BEFORE_FIRST_STEP = Place(None, "")
"""The place of whatever is recorded before the first visit."""


class Encounter(NamedTuple):
    """One meeting with something that hurts. `impact` 0–4, or None: not rated yet; `tag` in lower case.

    `observer` is who noted it beside the session's lead, empty for the lead: two may have noted the same meeting.
    """

    place: Place
    pain_point_id: str | None
    tag: str
    impact: int | None
    at_ms: int | None
    observer: str = ""


def times_met(encounters: Iterable[Encounter]) -> int:
    """How often something hurt in one session. What two observers noted of the same is not added up.

    By place and pain point it is the most that any one of them noted.
    """
    noted: dict[tuple[Place, str], Counter[str]] = {}
    for encounter in encounters:
        key = (encounter.place, encounter.pain_point_id or encounter.tag)
        noted.setdefault(key, Counter())[encounter.observer] += 1
    return sum(max(by_observer.values()) for by_observer in noted.values())


class Feeling(NamedTuple):
    """A feeling −2…+2 at a place."""

    place: Place
    value: int


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session as far as counting goes. Times are ms from its start, as recorded.

    `places`, `starts_ms`, `ends_ms` and `channel_ids` run in step, one item a visit, in order of time; an end is None
    where the visit has none. `pauses_ms` are (from, to). `last_ms` is the end of the session: the recorded one, else
    the time of its last entry; None without times. `not_asked` are places that the protocol left out. All of it is
    what the lead observer noted, but for the encounters: those are everybody's. `segments` are the person's.
    """

    id: str
    seq: int
    participant_id: str
    pseudonym: str
    map_id: str
    round_id: str | None
    outcome: str
    quality: str
    quality_reason: str
    started_at_ms: int | None
    timed: bool
    places: tuple[Place, ...] = ()
    starts_ms: tuple[int | None, ...] = ()
    ends_ms: tuple[int | None, ...] = ()
    channel_ids: tuple[str | None, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    pauses_ms: tuple[tuple[int, int], ...] = ()
    last_ms: int | None = None
    not_asked: frozenset[Place] = frozenset()
    segments: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the session enters any count: only those of quality `ok` do."""
        return self.quality == "ok"

    @property
    def in_progress(self) -> bool:
        return self.outcome == "in_progress"

    @property
    def duration_ms(self) -> int | None:
        """How long it took, pauses left out; None without times."""
        return None if self.last_ms is None or not self.timed else self.active_ms(0, self.last_ms)

    def active_ms(self, from_ms: int, to_ms: int) -> int:
        """The time between two moments of the session with the pauses taken out; below 0 where `to` is earlier."""
        if not self.pauses_ms or to_ms <= from_ms:
            return to_ms - from_ms
        paused = sum(max(0, min(to_ms, end) - max(from_ms, start)) for start, end in self.pauses_ms)
        return to_ms - from_ms - paused


@dataclass(frozen=True, slots=True)
class Excluded:
    """A session that passes the filter and is not counted, and why."""

    session_id: str
    pseudonym: str
    reason: str


def counted(summaries: Iterable[SessionSummary]) -> list[SessionSummary]:
    """Those that are counted, in the given order."""
    return [summary for summary in summaries if summary.counted]


def excluded(summaries: Iterable[SessionSummary]) -> list[Excluded]:
    """Those that are not counted, with the reason in words."""
    return [Excluded(summary.id, summary.pseudonym, _reason(summary)) for summary in summaries if not summary.counted]


def _reason(summary: SessionSummary) -> str:
    word = "incomplete" if summary.quality == "incomplete" else "left out"
    reason = summary.quality_reason.removeprefix(f"{word}: ")  # an import's reason begins with the word already
    return f"{word}: {reason}" if reason else word


def outcomes(summaries: Sequence[SessionSummary]) -> dict[str, int]:
    """How many sessions ended in which way, most frequent first, ties in the order of the scale."""
    order = {outcome: position for position, outcome in enumerate(OUTCOMES)}
    tally: dict[str, int] = {}
    for summary in summaries:
        tally[summary.outcome] = tally.get(summary.outcome, 0) + 1
    return dict(sorted(tally.items(), key=lambda item: (-item[1], order.get(item[0], len(order)))))
