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
    Channel,
    JourneyMap,
    PainPoint,
    Participant,
    Phase,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.reader import Edit
from journeymap.interchange.known_sessions import KnownSessions
from journeymap.interchange.step_book import StepBook


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


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Somebody taken for one person because of the name. `rounds` are all that the person has sessions in."""

    pseudonym: str
    rounds: tuple[str, ...]
    known_before: bool


@dataclass(slots=True)
class Gathered:
    """The books of one import. Names are looked up here; what is missing is made.

    `rounds_before` are the rounds of everybody's sessions in the project, `rounds_of` those of the import's own.
    """

    edit: Edit
    import_id: str
    ids: Ids
    place: bool
    per_round: bool
    sessions: KnownSessions
    people: dict[str, str] = field(default_factory=dict)
    new_people: dict[str, Participant] = field(default_factory=dict)
    rounds_before: dict[str, dict[str | None, None]] = field(default_factory=dict)
    rounds_of: dict[str, dict[str | None, None]] = field(default_factory=dict)
    rounds: dict[str, str] = field(default_factory=dict)
    round_titles: dict[str, str] = field(default_factory=dict)
    new_rounds: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    new_tasks: dict[str, TaskScenario] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    new_channels: list[str] = field(default_factory=list)
    maps: dict[str, str] = field(default_factory=dict)
    map_titles: dict[str, str] = field(default_factory=dict)
    new_maps: dict[str, str] = field(default_factory=dict)
    books: dict[str, StepBook] = field(default_factory=dict)
    pains: dict[str, str] = field(default_factory=dict)
    new_pains: dict[str, tuple[str, str]] = field(default_factory=dict)
    next_seq: int = 1

    @classmethod
    def of(cls, edit: Edit, import_id: str, ids: Ids, *, place: bool, per_round: bool) -> "Gathered":
        """The books as the project is now. `per_round`: the same name in another round is another person."""
        next_seq = edit.highest(Session, "seq") + 1
        gathered = cls(edit, import_id, ids, place, per_round, KnownSessions(edit), next_seq=next_seq)
        gathered.people = {name: id_ for id_, name in edit.columns(Participant, ["id", "pseudonym"])}
        for person, round_id in edit.columns(Session, ["participant_id", "round_id"]):
            gathered.rounds_before.setdefault(person, {})[round_id] = None
        for found in edit.find(Round):
            gathered.rounds.setdefault(title_key(found.title), found.id)
            gathered.round_titles.setdefault(title_key(found.title), found.title)
        for task in edit.find(TaskScenario):
            gathered.tasks.setdefault(title_key(task.title), task.id)
        for channel in edit.find(Channel):
            gathered.channels.setdefault(title_key(channel.title), channel.id)
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

    def pseudonym(self, name: str, round_title: str | None) -> str:
        """What a person of a source is called: the name, with the round where people are kept apart by rounds.

        Somebody of the project who came in this very round and in no other keeps the name alone.
        """
        if not self.per_round or not round_title or not round_title.strip():
            return name
        before = self.rounds_before.get(self.people.get(name, ""))
        if before is not None and set(before) == {self.rounds.get(title_key(round_title))}:
            return name
        return f"{name} ({self.round_titles.get(title_key(round_title), round_title.strip())})"

    def participant(self, pseudonym: str, round_id: str | None) -> str:
        """The id of this person, of whom a session of this round is going to be made."""
        found = self.people.get(pseudonym)
        if found is None:
            found = self.people[pseudonym] = self.ids()
            self.new_people[found] = Participant(
                id=found, project_id=self.edit.project_id, pseudonym=pseudonym, import_id=self.import_id
            )
        self.rounds_of.setdefault(found, {})[round_id] = None
        return found

    def person(self, participant_id: str) -> Participant:
        """What is known of somebody by now."""
        found = self.new_people.get(participant_id) or self.edit.get(Participant, participant_id)
        assert found is not None
        return found

    def describe(self, person: Participant) -> None:
        """Keep what was learnt of somebody."""
        if person.id in self.new_people:
            self.new_people[person.id] = person
        else:
            self.edit.put(person)

    def same_people(self) -> list[SamePerson]:
        """Those of whom this import has sessions and who were in the project already, or come in several rounds."""
        names = {id_: name for name, id_ in self.people.items()}
        titles: dict[str, str] = {found.id: found.title for found in self.edit.find(Round)}
        titles |= {id_: title for id_, (title, _, _) in self.new_rounds.items()}
        told = []
        for person, now in self.rounds_of.items():
            rounds = [titles[id_] for id_ in self.rounds_before.get(person, {}) | now if id_ is not None]
            if person not in self.new_people or len(rounds) > 1:
                told.append(SamePerson(names[person], tuple(rounds), person not in self.new_people))
        return told

    def round(self, title: str, method: str = "") -> str:
        """The id of this round."""
        key = title_key(title)
        found = self.rounds.get(key)
        if found is None:
            found = self.rounds[key] = self.ids()
            self.round_titles[key] = title.strip()
            before = self.edit.highest(Round, "position") if self.edit.count(Round) else -1
            self.new_rounds[found] = (title.strip(), before + 1 + len(self.new_rounds), method)
        return found

    def task(self, title: str) -> str:
        """The id of this task scenario."""
        key = title_key(title)
        found = self.tasks.get(key)
        if found is None:
            found = self.tasks[key] = self.ids()
            self.new_tasks[found] = TaskScenario(
                id=found, project_id=self.edit.project_id, title=title.strip(), import_id=self.import_id
            )
        return found

    def channel(self, title: str) -> str | None:
        """The id of this channel; None where no title is given. Channels belong to no import: a new one is put."""
        if not title:
            return None
        key = title_key(title)
        found = self.channels.get(key)
        if found is None:
            found = self.channels[key] = self.ids()
            self.new_channels.append(title.strip())
            self.edit.put(Channel(id=found, project_id=self.edit.project_id, title=title.strip()))
        return found

    def scenario(self, task_id: str) -> TaskScenario:
        """The task with this id."""
        found = self.new_tasks.get(task_id) or self.edit.get(TaskScenario, task_id)
        assert found is not None
        return found

    def describe_task(self, task: TaskScenario) -> None:
        """Keep what was learnt of a task."""
        if task.id in self.new_tasks:
            self.new_tasks[task.id] = task
        else:
            self.edit.put(task)

    def book(self, title: str) -> StepBook:
        """The steps of the map of this title; made when there is none."""
        key = title_key(title)
        found = self.maps.get(key)
        if found is None:
            found = self.maps[key] = self.ids()
            self.map_titles[found] = self.new_maps[found] = title.strip()
            self.books[found] = StepBook(found, [], grows=True)
        return self.book_of(found)

    def book_of(self, found: str) -> StepBook:
        """The steps of the map with this id."""
        if found not in self.books:
            phases = [(phase.id, phase.title) for phase in self.edit.find(Phase, map_id=found)]
            steps = self.edit.find(Step, map_id=found)
            self.books[found] = StepBook(found, steps, grows=self.place, phases=phases)
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
            ("pseudonym", "digital_inclusion", "segments", "assistive_tech", "device", "language", "attributes"),
            (
                (
                    *(p.id, *common, p.pseudonym, p.digital_inclusion, json_text(p.segments)),
                    *(p.assistive_tech, p.device, p.language, json_text(p.attributes)),
                )
                for p in self.new_people.values()
            ),
        )
        rounds = ((id_, *common, *values) for id_, values in self.new_rounds.items())
        self._put(Round, ("title", "position", "method"), rounds)
        tasks = (
            (t.id, *common, t.title, t.instructions, t.success_rule, t.time_limit_ms) for t in self.new_tasks.values()
        )
        self._put(TaskScenario, ("title", "instructions", "success_rule", "time_limit_ms"), tasks)
        self._put(JourneyMap, ("title",), ((id_, *common, title) for id_, title in self.new_maps.items()))
        for book in self.books.values():
            phases = ((id_, *common, book.map_id, position, title) for id_, position, title in book.new_phases)
            self._put(Phase, ("map_id", "position", "title"), phases)
            steps = ((s.id, *common, book.map_id, s.phase_id, s.position, s.title, s.description) for s in book.new)
            self._put(Step, ("map_id", "phase_id", "position", "title", "description"), steps)
        pains = ((id_, *common, tag, title) for id_, (tag, title) in self.new_pains.items())
        self._put(PainPoint, ("tag", "title"), pains)

    def _put(self, kind: type[Any], names: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
        self.edit.put_rows(kind, ("id", "project_id", "import_id", *names), rows)

    def made(self) -> dict[str, list[str] | int]:
        """What the import made beside sessions, in words: titles, and how many people."""
        phases = [title for book in self.books.values() for _, _, title in book.new_phases]
        steps = [step.title for book in self.books.values() for step in book.new]
        return {
            "maps": list(self.new_maps.values()),
            "rounds": [title for title, _, _ in self.new_rounds.values()],
            "channels": self.new_channels,
            "tasks": [task.title for task in self.new_tasks.values()],
            "participants": len(self.new_people),
            "phases": phases,
            "steps": steps,
            "pain_points": [tag for tag, _ in self.new_pains.values()],
        }
