"""Makes real project files with sessions told in a few words, for the tests of counting and ranking."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from journeymap.core.clock import FixedClock
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap, Observation, PainPoint, Participant, Round, Session, Step
from journeymap.store.document import Document
from journeymap.store.editing import SqlEdit


@dataclass(frozen=True)
class Entry:
    """One entry before it has a session: its kind, its second, and whatever else an observation has."""

    kind: str
    at_s: float | None = None
    fields: dict[str, Any] = field(default_factory=dict)


def visit(
    step: str, at_s: float | None = None, until_s: float | None = None, *, channel_id: str | None = None
) -> Entry:
    """A visit; a name that is no step of the map becomes a raw label."""
    return Entry("visit", at_s, {"step": step, "until_s": until_s, "channel_id": channel_id})


def pain(impact: int | None, *tags: str, at_s: float | None = None) -> Entry:
    return Entry(
        "pain", at_s, {"impact": impact, "tags": tags, "text": f"trouble with {' '.join(tags) or 'something'}"}
    )


def quote(text: str, *tags: str, at_s: float | None = None) -> Entry:
    return Entry("quote", at_s, {"text": text, "tags": tags})


def feeling(value: int, at_s: float | None = None) -> Entry:
    return Entry("emotion", at_s, {"value": value})


def note(text: str, at_s: float | None = None) -> Entry:
    return Entry("do", at_s, {"text": text})


def mark(text: str, at_s: float, until_s: float | None = None, **fields: Any) -> Entry:
    return Entry("marker", at_s, {"text": text, "until_s": until_s} | fields)


def by(observer: str, entry: Entry) -> Entry:
    """The same entry, noted by another observer."""
    return Entry(entry.kind, entry.at_s, entry.fields | {"observer": observer})


class Study:
    """One map with steps, inside an edit of a real document."""

    def __init__(self, edit: SqlEdit, steps: Sequence[str]) -> None:
        self.edit = edit
        self.map_id = self._id()
        self.people: dict[str, str] = {}
        self.rounds: dict[str, str] = {}
        self.points: dict[str, PainPoint] = {}
        self.sessions: list[Session] = []
        edit.put(JourneyMap(id=self.map_id, project_id=edit.project_id, title="Renew a permit"))
        self.steps: dict[str, str] = {}
        for position, title in enumerate(steps):
            self.steps[title] = self._id()
            step = Step(
                id=self.steps[title], project_id=edit.project_id, map_id=self.map_id, phase_id=None,
                position=position, title=title,
            )  # fmt: skip
            edit.put(step)

    @property
    def filter(self) -> Filter:
        return Filter(self.map_id)

    def point(self, tag: str, title: str = "", **fields: Any) -> PainPoint:
        """The pain point of a tag, made when it is new; one made by an encounter is called "trouble with TAG"."""
        if tag not in self.points:
            self.points[tag] = PainPoint(
                id=self._id(), project_id=self.edit.project_id, tag=tag, title=title or f"trouble with {tag}", **fields
            )
            self.edit.put(self.points[tag])
        return self.points[tag]

    def session(
        self,
        pseudonym: str,
        *entries: Entry,
        round_title: str = "",
        not_asked: Sequence[str] = (),
        ended_s: float | None = None,
        segments: tuple[str, ...] = (),
        **fields: Any,
    ) -> Session:
        """A session with its entries in the order given; fields are those of Session (outcome completed)."""
        if pseudonym not in self.people:
            self.people[pseudonym] = self._id()
            person = Participant(
                id=self.people[pseudonym], project_id=self.edit.project_id, pseudonym=pseudonym, segments=segments
            )
            self.edit.put(person)
        if round_title and round_title not in self.rounds:
            self.rounds[round_title] = self._id()
            row = Round(
                id=self.rounds[round_title], project_id=self.edit.project_id, title=round_title,
                position=len(self.rounds),
            )  # fmt: skip
            self.edit.put(row)
        timed = all(entry.at_s is not None for entry in entries)
        values: dict[str, Any] = {
            "outcome": "completed", "timed": timed, "ended_ms": None if ended_s is None else round(ended_s * 1000),
        } | fields  # fmt: skip
        session = Session(
            id=self._id(),
            project_id=self.edit.project_id,
            seq=len(self.sessions) + 1,
            participant_id=self.people[pseudonym],
            map_id=self.map_id,
            round_id=self.rounds.get(round_title),
            not_asked_step_ids=tuple(self.steps[name] for name in not_asked if name in self.steps),
            not_asked_labels=tuple(name for name in not_asked if name not in self.steps),
            **values,
        )
        self.edit.put(session)
        self.sessions.append(session)
        for seq, entry in enumerate(entries, 1):
            self.edit.put(self._observation(session, seq, entry))
        return session

    def _observation(self, session: Session, seq: int, entry: Entry) -> Observation:
        fields = dict(entry.fields)
        until_s, step = fields.pop("until_s", None), fields.pop("step", None)
        if step is not None:
            fields["step_id" if step in self.steps else "raw_label"] = self.steps.get(step, step)
        if entry.kind == "pain" and fields["tags"]:
            fields["pain_point_id"] = self.point(fields["tags"][0]).id
        return Observation(
            id=self._id(),
            project_id=self.edit.project_id,
            session_id=session.id,
            seq=seq,
            at_ms=None if entry.at_s is None else round(entry.at_s * 1000),
            until_ms=None if until_s is None else round(until_s * 1000),
            kind=entry.kind,
            **fields,
        )

    def _id(self) -> str:
        return self.edit.clock.new_id()


@contextmanager
def study(folder: Path, steps: Sequence[str] = ("A", "B", "C")) -> Iterator[tuple[Document, Study]]:
    """A new project with one map; what the block tells is committed when it asks `document.read()` after `commit`."""
    with Document.create(folder / "study.journey", title="Study", clock=FixedClock()) as document:
        with document.edit("Tell") as edit:
            told = Study(edit, steps)
        yield document, told


@contextmanager
def telling(document: Document, told: Study) -> Iterator[Study]:
    """One edit in which sessions are told."""
    with document.edit("Tell") as edit:
        told.edit = edit
        yield told
