"""Who had the opportunity to meet a pain point, who met it, and how bad it was (methods, section 3.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from journeymap.analysis.priority import HarmMatrix
from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Encounter, Place, SessionSummary, counted
from journeymap.core.model import PainPoint


@dataclass(frozen=True, slots=True)
class PainItem:
    """A pain point of the ranking. `places` are where its encounters were recorded, on the whole map.

    `reached` people came to one of them. `session_ids` are the counted sessions with an encounter.
    """

    pain_point: PainPoint
    places: tuple[Place, ...]
    reached: int
    opportunities: int
    session_ids: tuple[str, ...]

    @property
    def masked(self) -> bool:
        """Whether fewer than half of the people who could meet it came to its steps at all."""
        return self.reached * 2 < self.opportunities


@dataclass(frozen=True, slots=True)
class PainTable:
    """All items of one map, people in order of pseudonym and items in order of title.

    `ungrouped` encounters name no pain point, `unrated` ones have no impact yet: neither is in any number.
    """

    items: tuple[PainItem, ...]
    pseudonyms: tuple[str, ...]
    matrix: HarmMatrix
    ungrouped: int
    unrated: int

    @property
    def people(self) -> int:
        return len(self.pseudonyms)


class PainPoints:
    """Finds the pain point that an encounter belongs to; what was merged leads to what it was merged into."""

    def __init__(self, pain_points: Iterable[PainPoint]) -> None:
        self._by_id = {point.id: point for point in pain_points}
        self._by_tag = {point.tag.casefold(): point for point in self._by_id.values() if point.tag}
        self._found: dict[tuple[str | None, str], PainPoint | None] = {}

    def of(self, encounter: Encounter) -> PainPoint | None:
        """The pain point, or None: not yet grouped."""
        key = (encounter.pain_point_id, encounter.tag)
        if key not in self._found:
            named = self._by_id.get(encounter.pain_point_id) if encounter.pain_point_id else None
            self._found[key] = self._followed(named or (self._by_tag.get(encounter.tag) if encounter.tag else None))
        return self._found[key]

    def with_tags(self, tags: Iterable[str]) -> list[PainPoint]:
        """The pain points that these tags name, each once."""
        found = (self._followed(self._by_tag.get(tag.casefold())) for tag in tags)
        return list(dict.fromkeys(point for point in found if point is not None))

    def _followed(self, point: PainPoint | None) -> PainPoint | None:
        seen: set[str] = set()
        while point is not None and point.merged_into_id and point.id not in seen:
            seen.add(point.id)
            point = self._by_id.get(point.merged_into_id, point)
        return point


def pain_table(
    summaries: Sequence[SessionSummary],
    whole_map: Sequence[SessionSummary],
    pain_points: Iterable[PainPoint],
    step_titles: Mapping[str, str],
) -> PainTable:
    """The harm matrix of the counted sessions among `summaries`.

    `whole_map` are all sessions of the map, whatever the filter: they say at which steps a pain point was met, so
    that one that nobody meets any more is still in the list. `step_titles` are those of the map, by id.

    A step that was visited was asked, whatever the protocol said. A session in progress gives an opportunity only
    for the steps it has visited. A pain point that was never met on this map has no step and is no item.
    """
    points = PainPoints(pain_points)
    names = _SamePlace(step_titles)
    places: dict[str, dict[Place, Place]] = {}
    found: dict[str, PainPoint] = {}
    for summary in whole_map:
        for encounter in summary.encounters:
            point = points.of(encounter)
            if point is not None and point.state not in ("merged", "resolved"):
                found[point.id] = point
                places.setdefault(point.id, {}).setdefault(names.of(encounter.place), encounter.place)
    ordered = sorted(found.values(), key=lambda point: (point.title.casefold(), point.title, point.tag, point.id))
    people = _people(counted(summaries), names, points)
    sessions = _sessions_with(counted(summaries), points)
    order = {step_id: position for position, step_id in enumerate(step_titles)}
    items: list[PainItem] = []
    columns: list[list[int | None]] = []
    for point in ordered:
        where = frozenset(places[point.id])
        levels = [person.level(point.id, where) for person in people]
        opportunities = sum(level is not None for level in levels)
        if not opportunities:  # nobody could have met it
            continue
        columns.append(levels)
        items.append(
            PainItem(
                pain_point=point,
                places=tuple(sorted(places[point.id].values(), key=lambda place: _on_map(place, order))),
                reached=sum(person.came_to(where) for person in people),
                opportunities=opportunities,
                session_ids=tuple(sessions.get(point.id, ())),
            )
        )
    rows = tuple(zip(*columns, strict=True)) if columns else tuple(() for _ in people)
    encounters = [encounter for summary in counted(summaries) for encounter in summary.encounters]
    return PainTable(
        items=tuple(items),
        pseudonyms=tuple(person.pseudonym for person in people),
        matrix=HarmMatrix(rows, len(items)),
        ungrouped=sum(points.of(encounter) is None for encounter in encounters),
        unrated=sum(encounter.impact is None for encounter in encounters),
    )


class _SamePlace:
    """Raw labels that are the title of a step mean that step; else they are the same when only case differs."""

    def __init__(self, step_titles: Mapping[str, str]) -> None:
        self._steps = {title.strip().casefold(): Place(step_id) for step_id, title in step_titles.items()}

    def of(self, place: Place) -> Place:
        if place.step_id is not None:
            return place
        label = place.raw_label.strip().casefold()
        return self._steps.get(label) or Place(None, label)


@dataclass(frozen=True)
class _Attempt:
    """One counted session, with its places made comparable."""

    in_progress: bool
    visited: frozenset[Place]
    not_asked: frozenset[Place]

    def could_meet(self, places: frozenset[Place]) -> bool:
        if self.in_progress:
            return not places.isdisjoint(self.visited)
        return not places <= self.not_asked


@dataclass(frozen=True)
class _Person:
    pseudonym: str
    attempts: tuple[_Attempt, ...]
    worst: Mapping[str, int]  # by pain point

    def level(self, pain_point_id: str, places: frozenset[Place]) -> int | None:
        """The worst impact over all attempts, 0 when not affected, None without an opportunity."""
        if not any(attempt.could_meet(places) for attempt in self.attempts):
            return None
        return self.worst.get(pain_point_id, 0)

    @cached_property
    def _visited(self) -> frozenset[Place]:
        return frozenset().union(*(attempt.visited for attempt in self.attempts))

    def came_to(self, places: frozenset[Place]) -> bool:
        return not places.isdisjoint(self._visited)


def _people(sessions: Sequence[SessionSummary], names: _SamePlace, points: PainPoints) -> list[_Person]:
    by_person: dict[tuple[str, str], list[SessionSummary]] = {}
    for summary in sessions:
        by_person.setdefault((summary.pseudonym, summary.participant_id), []).append(summary)
    found = []
    for (pseudonym, _), attempts in sorted(by_person.items()):
        worst: dict[str, int] = {}
        for encounter in (encounter for attempt in attempts for encounter in attempt.encounters):
            point = points.of(encounter)
            if point is not None and encounter.impact is not None:
                worst[point.id] = max(worst.get(point.id, 0), encounter.impact)
        found.append(_Person(pseudonym, tuple(_attempt(attempt, names) for attempt in attempts), worst))
    return found


def _attempt(summary: SessionSummary, names: _SamePlace) -> _Attempt:
    # Everybody was where things happen before the first step.
    visited = frozenset((BEFORE_FIRST_STEP, *(names.of(place) for place in set(summary.places))))
    not_asked = frozenset(names.of(place) for place in summary.not_asked) - visited
    return _Attempt(summary.in_progress, visited, not_asked)


def _sessions_with(sessions: Sequence[SessionSummary], points: PainPoints) -> dict[str, dict[str, None]]:
    """The sessions with an encounter, by pain point, each once and in order."""
    found: dict[str, dict[str, None]] = {}
    for summary in sessions:
        for encounter in summary.encounters:
            point = points.of(encounter)
            if point is not None:
                found.setdefault(point.id, {})[summary.id] = None
    return found


def _on_map(place: Place, order: Mapping[str, int]) -> tuple[int, str]:
    """Steps in the order of the map, then raw labels."""
    return (order.get(place.step_id, len(order)) if place.step_id else len(order) + 1, place.raw_label)
