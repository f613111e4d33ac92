"""What an import knows by name: what the project holds already and what the import itself makes.

Everything new is kept here until all sources are read, then written in bulk with the import's id. (Entities of an
import that is not live yet are invisible to `find`, so it keeps its own books.)
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from journeymap.core.capture import tag_key, title_key
from journeymap.core.clock import Clock
from journeymap.core.model import (
    JourneyMap,
    PainPoint,
    Pairs,
    Participant,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.reader import Edit
from journeymap.interchange.known_sessions import KnownSessions


class Ids:
    """Rising UUIDv7s for bulk rows, from one id of the clock: its last 28 bits are a counter.

    34 random bits of that id and its time stay, so two imports do not meet, and ids sort in the order of making.
    """

    def __init__(self, clock: Clock) -> None:
        self._start = clock.new_id()[:29]
        self._count = 0

    def __call__(self) -> str:
        self._count += 1
        return f"{self._start}{self._count:07x}"

    def series(self, count: int) -> Iterator[str]:
        """The next `count` ids at once."""
        first, start = self._count + 1, self._start
        self._count += count
        return (f"{start}{number:07x}" for number in range(first, first + count))


def json_text(value: object) -> str:
    """A tuple-valued field as the store keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class StepBook:
    """The steps of one map. Titles that are met and have no step become one, or stay raw labels (`grows` False).

    A title that no step has now is that of the step which had it before.
    """

    def __init__(self, map_id: str, steps: list[Step], *, grows: bool) -> None:
        self.map_id = map_id
        self.grows = grows
        self._ids = {step.title: step.id for step in steps}
        self._spelling: dict[str, str] = {}
        for step in steps:
            self._spelling.setdefault(title_key(step.title), step.title)
        for step in steps:
            for alias in step.aliases:
                self._ids.setdefault(alias, step.id)
                self._spelling.setdefault(title_key(alias), alias)
        self._next_position = max((step.position for step in steps), default=-1) + 1
        self._met: dict[str, list[float]] = {}
        self.new: list[tuple[str, int, str]] = []

    def meet(self, titles: list[str], sessions: int = 1) -> None:
        """Note that so many sessions went through these titles in this order."""
        last = len(titles) - 1 or 1
        first: dict[str, int] = {}
        for index, title in enumerate(titles):
            first.setdefault(title, index)
        for title, index in first.items():
            if title not in self._ids:
                place = self._met.setdefault(title, [0.0, 0.0])
                place[0] += index / last * sessions
                place[1] += sessions

    def spelled(self, title: str) -> str:
        """The title that means the same without regard to case and outer blanks: the first met, or this one."""
        return self._spelling.setdefault(title_key(title), title)

    def settle(self, ids: Ids) -> None:
        """Make the steps that are to be made, ordered by where in the sessions they come on average."""
        if self.grows:
            ordered = sorted(self._met, key=lambda title: self._met[title][0] / self._met[title][1])
            for title in ordered:
                step_id = ids()
                self._ids[title] = step_id
                self.new.append((step_id, self._next_position, title))
                self._next_position += 1
        self._met.clear()

    def step_id(self, title: str) -> str | None:
        """The step that has, or had, exactly this title; None when it has no place on the map."""
        return self._ids.get(title)

    def step_id_of(self, label: str) -> str | None:
        """The step of this label, without regard to case and outer blanks."""
        return self._ids.get(self._spelling.get(title_key(label), label))


@dataclass(slots=True)
class NewParticipant:
    id: str
    pseudonym: str
    inclusion: int | None = None
    attributes: Pairs = ()


@dataclass(slots=True)
class Gathered:
    """The books of one import. Names are looked up here; what is missing is made."""

    edit: Edit
    import_id: str
    ids: Ids
    place: bool
    sessions: KnownSessions
    people: dict[str, str] = field(default_factory=dict)
    new_people: dict[str, NewParticipant] = field(default_factory=dict)
    known_again: dict[str, None] = field(default_factory=dict)
    rounds: dict[str, str] = field(default_factory=dict)
    new_rounds: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    new_tasks: dict[str, str] = field(default_factory=dict)
    maps: dict[str, str] = field(default_factory=dict)
    map_titles: dict[str, str] = field(default_factory=dict)
    new_maps: dict[str, str] = field(default_factory=dict)
    books: dict[str, StepBook] = field(default_factory=dict)
    pains: dict[str, str] = field(default_factory=dict)
    new_pains: dict[str, tuple[str, str]] = field(default_factory=dict)
    next_seq: int = 1

    @classmethod
    def of(cls, edit: Edit, import_id: str, ids: Ids, *, place: bool) -> "Gathered":
        """The books as the project is now."""
        gathered = cls(edit, import_id, ids, place, KnownSessions(edit), next_seq=edit.highest(Session, "seq") + 1)
        gathered.people = {name: id_ for id_, name in edit.columns(Participant, ["id", "pseudonym"])}
        for found in edit.find(Round):
            gathered.rounds.setdefault(title_key(found.title), found.id)
        for task in edit.find(TaskScenario):
            gathered.tasks.setdefault(title_key(task.title), task.id)
        for journey in edit.find(JourneyMap):
            gathered.maps.setdefault(title_key(journey.title), journey.id)
            gathered.map_titles[journey.id] = journey.title
        points = {point.id: point for point in edit.find(PainPoint)}
        for point in points.values():
            end = point
            while end.merged_into_id is not None and end.merged_into_id in points:
                end = points[end.merged_into_id]
            gathered.pains[tag_key(point.tag)] = end.id
        return gathered

    def participant(self, pseudonym: str) -> str:
        """The id of this person; one who was in the project before is noted as known again."""
        found = self.people.get(pseudonym)
        if found is None:
            found = self.people[pseudonym] = self.ids()
            self.new_people[found] = NewParticipant(found, pseudonym)
        elif found not in self.new_people:
            self.known_again[pseudonym] = None
        return found

    def round(self, title: str, method: str = "") -> str:
        """The id of this round."""
        key = title_key(title)
        found = self.rounds.get(key)
        if found is None:
            found = self.rounds[key] = self.ids()
            before = self.edit.highest(Round, "position") if self.edit.count(Round) else -1
            self.new_rounds[found] = (title.strip(), before + 1 + len(self.new_rounds), method)
        return found

    def task(self, title: str) -> str:
        """The id of this task scenario."""
        key = title_key(title)
        found = self.tasks.get(key)
        if found is None:
            found = self.tasks[key] = self.ids()
            self.new_tasks[found] = title.strip()
        return found

    def book(self, title: str) -> StepBook:
        """The steps of the map of this title; made when there is none."""
        key = title_key(title)
        found = self.maps.get(key)
        if found is None:
            found = self.maps[key] = self.ids()
            self.map_titles[found] = self.new_maps[found] = title.strip()
            self.books[found] = StepBook(found, [], grows=True)
        if found not in self.books:
            self.books[found] = StepBook(found, self.edit.find(Step, map_id=found), grows=self.place)
        return self.books[found]

    def only_map(self) -> str | None:
        """The title of the only map there is; None when there is none or several."""
        return next(iter(self.map_titles.values())) if len(self.map_titles) == 1 else None

    def pain(self, tag: str, text: str) -> str:
        """The id of the pain point of this tag; one that is made is called as its first encounter says."""
        found = self.pains.get(tag)
        if found is None:
            found = self.pains[tag] = self.ids()
            self.new_pains[found] = (tag, text or tag)
        return found

    def settle_steps(self) -> None:
        """Give steps to what was met; to be called once all sources are read."""
        for book in self.books.values():
            book.settle(self.ids)

    # -- writing ------------------------------------------------------------------------------------------------

    def write_names(self) -> None:
        """Write what sessions refer to."""
        common = (self.edit.project_id, self.import_id)
        self._put(
            Participant,
            ("pseudonym", "digital_inclusion", "attributes"),
            ((p.id, *common, p.pseudonym, p.inclusion, json_text(p.attributes)) for p in self.new_people.values()),
        )
        rounds = ((id_, *common, *values) for id_, values in self.new_rounds.items())
        self._put(Round, ("title", "position", "method"), rounds)
        self._put(TaskScenario, ("title",), ((id_, *common, title) for id_, title in self.new_tasks.items()))
        self._put(JourneyMap, ("title",), ((id_, *common, title) for id_, title in self.new_maps.items()))
        for book in self.books.values():
            steps = ((id_, *common, book.map_id, None, position, title) for id_, position, title in book.new)
            self._put(Step, ("map_id", "phase_id", "position", "title"), steps)
        pains = ((id_, *common, tag, title) for id_, (tag, title) in self.new_pains.items())
        self._put(PainPoint, ("tag", "title"), pains)

    def _put(self, kind: type[Any], names: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
        self.edit.put_rows(kind, ("id", "project_id", "import_id", *names), rows)

    def made(self) -> dict[str, list[str] | int]:
        """What the import made beside sessions, in words: titles, and how many people."""
        steps = [title for book in self.books.values() for _, _, title in book.new]
        return {
            "maps": list(self.new_maps.values()),
            "rounds": [title for title, _, _ in self.new_rounds.values()],
            "tasks": list(self.new_tasks.values()),
            "participants": len(self.new_people),
            "steps": steps,
            "pain_points": [tag for tag, _ in self.new_pains.values()],
        }
