"""Knowing a session again that the project has already, or that came earlier in the same import."""

from journeymap.core.capture import Line, title_key
from journeymap.core.model import Observation, Session, Step
from journeymap.core.observers import lead_entries
from journeymap.core.reader import Edit
from journeymap.interchange.note_heads import NotedSession

_AN_HOUR_MS = 3_600_000
_Entries = tuple[tuple[object, ...], ...]


class KnownSessions:
    """Sessions by person, map and start; in text also by task, and without a start by what happened in them."""

    def __init__(self, edit: Edit) -> None:
        self._edit = edit
        self._starts: set[tuple[str, str, int]] = set()
        self._attempts: set[tuple[object, ...]] = set()
        self._without: dict[tuple[object, ...], list[str]] = {}
        self._titles: dict[str, dict[str, str]] = {}
        self._cases: set[tuple[str, str, str]] = set()
        self._of: dict[tuple[str, str], list[tuple[str, str | None, int | None]]] = {}
        names = ["participant_id", "map_id", "scenario_id", "started_at_ms", "outcome", "id", "case_id"]
        for person, map_id, task, start, outcome, session_id, case_id in edit.columns(Session, names):
            self._note_id(person, map_id, task, start, session_id)
            if start is None:
                self._cases.add((person, map_id, case_id))
                self._without.setdefault((person, map_id, task, outcome), []).append(session_id)
            else:
                self.add_start(person, map_id, start)
                self._attempts.add((person, map_id, task, start))

    def _note_id(self, person: str, map_id: str, task: str | None, start: int | None, session_id: str) -> None:
        self._of.setdefault((person, map_id), []).append((session_id, task, start))

    def find(self, person: str, map_id: str, task_id: str | None, start_ms: int | None) -> str | None:
        """The session of this person on this map that somebody else's notes can only mean; None where none or several.

        It is the one that starts then, else the only one within an hour of it; without a start the only one that
        there is, or the only one without a start. `task_id` None: whatever its task.
        """
        there = [one for one in self._of.get((person, map_id), []) if task_id is None or one[1] == task_id]
        same = [one for one in there if one[2] == start_ms]
        if start_ms is not None:
            there = [one for one in there if one[2] is None or abs(one[2] - start_ms) <= _AN_HOUR_MS]
        found = same if len(same) == 1 else there
        return found[0][0] if len(found) == 1 else None

    def has_start(self, person: str, map_id: str, start_ms: int) -> bool:
        """Whether this person has a session on this map that starts then, whatever its task."""
        return (person, map_id, start_ms) in self._starts

    def has_case(self, person: str, map_id: str, start_ms: int | None, case_id: str) -> bool:
        """Whether the project has this session: by its start, or by its id in the source where it has no start."""
        if start_ms is None:
            return (person, map_id, case_id) in self._cases
        return self.has_start(person, map_id, start_ms)

    def add_start(self, person: str, map_id: str, start_ms: int) -> None:
        """Note a session that is going to be made."""
        self._starts.add((person, map_id, start_ms))

    def has_noted(self, person: str, map_id: str, task_id: str | None, noted: NotedSession) -> bool:
        """Whether this attempt of a text file is there already."""
        if _attempt(person, map_id, task_id, noted) in self._attempts:
            return True
        if noted.started_at_ms is not None:
            return False
        alike = self._without.get((person, map_id, task_id, noted.outcome), [])
        if not alike:
            return False
        now = self._titles_now(map_id)
        told = _called_now(_noted_entries(noted), now)
        return any(_called_now(self._stored_entries(session_id), now) == told for session_id in alike)

    def add_noted(self, person: str, map_id: str, task_id: str | None, noted: NotedSession, session_id: str) -> None:
        """Note an attempt that is going to be made."""
        self._note_id(person, map_id, task_id, noted.started_at_ms, session_id)
        self._attempts.add(_attempt(person, map_id, task_id, noted))
        if noted.started_at_ms is not None:
            self.add_start(person, map_id, noted.started_at_ms)

    def _titles_now(self, map_id: str) -> dict[str, str]:
        """What the steps of a map are called now, by the titles that they had before."""
        if map_id not in self._titles:
            steps = self._edit.find(Step, map_id=map_id)
            current = {title_key(step.title) for step in steps}
            earlier = [(title_key(alias), title_key(step.title)) for step in reversed(steps) for alias in step.aliases]
            self._titles[map_id] = {alias: title for alias, title in earlier if alias not in current}
        return self._titles[map_id]

    def _stored_entries(self, session_id: str) -> _Entries:
        session = self._edit.get(Session, session_id)
        assert session is not None
        entries = lead_entries(session, self._edit.find(Observation, session_id=session_id))
        steps = {step_id for entry in entries if (step_id := entry.step_id) is not None}
        titles = {step.id: step.title for step in self._edit.find(Step, id=tuple(steps))} if steps else {}
        return tuple(
            (
                e.at_ms,
                e.kind,
                title_key(e.raw_label or titles.get(e.step_id or "", "")),
                e.text,
                e.tags,
                e.impact,
                e.value,
            )
            for e in entries
        )


def _called_now(entries: _Entries, titles: dict[str, str]) -> _Entries:
    """The same entries with the third of their fields, the place, under its title of today."""
    return tuple((*entry[:2], titles.get(str(entry[2]), entry[2]), *entry[3:]) for entry in entries)


def in_time(entries: list[Line]) -> list[Line]:
    """Entries in the order of their times; those of the same time, or without one, as they stand."""
    return sorted(entries, key=lambda entry: entry.at_ms or 0)


def _attempt(person: str, map_id: str, task_id: str | None, noted: NotedSession) -> tuple[object, ...]:
    if noted.started_at_ms is not None:
        return person, map_id, task_id, noted.started_at_ms
    return person, map_id, task_id, noted.outcome, _noted_entries(noted)


def _noted_entries(noted: NotedSession) -> _Entries:
    return tuple(
        (e.at_ms, e.kind, title_key(e.label), e.text, e.tags, e.impact, e.value) for e in in_time(noted.entries)
    )
