"""From a BORIS project to sessions: who did what and when, states with both their ends, and an account of every event.

A session is one subject in one observation; events without a subject are of a participant called as the observation.
A state that begins and ends (two events of the same subject, behaviour and modifiers) is one entry with a length.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from journeymap.core.capture import tag_key
from journeymap.core.model import Pairs
from journeymap.core.wording import shortened
from journeymap.interchange.boris import BorisProject, Event, Observed
from journeymap.interchange.times import TimeReader, start_on_calendar

BEHAVIOUR_KINDS: Final = {
    "visit": "a step people come to",
    "do": "what people do",
    "think": "a thought",
    "quote": "people's words",
    "pain": "a pain, not rated yet",
    "help": "help they are given",
    "idea": "an idea, never counted",
    "none": "nothing: left out",
}
"""What a behaviour can be taken for, in words."""
OTHERS: Final = "*"
"""Stands for every behaviour that is not named."""


@dataclass(slots=True)
class CodedEntry:
    """An entry to be made. `label` is the behaviour of a visit; times are ms from the session's start, or None."""

    kind: str
    at_ms: int | None
    label: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    attributes: Pairs = ()
    until_ms: int | None = None


@dataclass(slots=True)
class CodedSession:
    """One subject in one observation. `events` is how many became entries, `rejected` how many could not be read."""

    participant: str
    title: str
    started_at_ms: int | None
    timed: bool
    entries: list[CodedEntry] = field(default_factory=list)
    events: int = 0
    rejected: int = 0
    attributes: Pairs = ()

    @property
    def ended_ms(self) -> int | None:
        """When its last entry ends."""
        return max((max(e.at_ms, e.until_ms or 0) for e in self.entries if e.at_ms is not None), default=None)


@dataclass(slots=True)
class Coded:
    """All sessions of a project, and what became of the events: `points`, both ends of `pairs`, `unpaired` states.

    `read` events are those that became entries, those in `rejected` and those in `left_out`, and no others.
    """

    sessions: list[CodedSession] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    left_out: list[tuple[str, int]] = field(default_factory=list)
    unpaired: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    read: int = 0
    points: int = 0
    pairs: int = 0


def code_sessions(project: BorisProject, kinds: Mapping[str, str], zone: str) -> Coded:
    """The sessions of a project. `kinds` says by behaviour what its events are taken for; without a word, visits."""
    coded = Coded()
    times = TimeReader(zone)
    for at, observed in enumerate(project.observations, start=1):
        coded.read += observed.read
        coded.rejected += [_place(observed, number, reason) for number, reason, _ in observed.rejected]
        if observed.events:
            _Observation(project, observed, kinds, coded).take(_base_ms(observed, at, times, coded))
        elif not observed.rejected:
            coded.empty.append(observed.title)
    coded.announced += times.announcements(each="observation")
    return coded


def _place(observed: Observed, number: int, reason: str) -> str:
    event = f", event {number:,}" if number else ""
    return f"observation “{shortened(observed.title)}”{event}: {reason}"


def _base_ms(observed: Observed, at: int, times: TimeReader, coded: Coded) -> int | None:
    """The moment at which the observation's time is 0, as UTC ms since 1970; None where its date says nothing."""
    if observed.clock == "epoch":
        return 0
    if not observed.date:
        return None
    try:
        return times.read(observed.date[:10] if observed.clock == "day" else observed.date, at) // 1000
    except ValueError as error:
        coded.announced.append(f"Observation “{shortened(observed.title)}” has no start: {error}.")
        return None


class _Observation:
    """One observation on its way to sessions."""

    def __init__(self, project: BorisProject, observed: Observed, kinds: Mapping[str, str], coded: Coded) -> None:
        self._project = project
        self._observed = observed
        self._kinds = kinds
        self._coded = coded
        self._sessions: dict[str, CodedSession] = {}

    def take(self, base_ms: int | None) -> None:
        """Make the sessions of all its subjects."""
        observed, coded = self._observed, self._coded
        timed, events = self._in_order()
        begin_ms = self._begin_ms(events) if timed else 0
        started_ms = base_ms + begin_ms if base_ms is not None and start_on_calendar(base_ms + begin_ms) else None
        waiting: dict[tuple[str, str, tuple[str, ...]], tuple[Event, CodedEntry]] = {}
        left_out = 0
        for event in events:
            kind = self._kinds.get(event.code, self._kinds.get(OTHERS, "visit"))
            if kind == "none":
                left_out += 1
                continue
            at_ms = event.at_ms - observed.offset_ms - begin_ms if timed and event.at_ms is not None else None
            session = self._session(event.subject, started_ms, timed=timed)
            session.events += 1
            behaviour = self._project.behaviours.get(event.code)
            key = (event.subject, event.code, event.modifiers)
            if behaviour is not None and behaviour.lasts and key in waiting:
                self._end(session, waiting.pop(key)[1], event, at_ms)
                continue
            entry = self._begin(session, kind, event, at_ms)
            if behaviour is not None and behaviour.lasts:
                waiting[key] = event, entry
            else:
                coded.points += 1
        coded.unpaired += [
            _place(observed, event.number, f"the state “{shortened(event.code)}” begins{_at(event)} and has no end")
            for event, _ in waiting.values()
        ]
        if left_out:
            coded.left_out.append((observed.title, left_out))
        self._settle()

    def _in_order(self) -> tuple[bool, list[Event]]:
        """Whether the events have times, and those that can be ordered; BORIS may keep images without any times."""
        events = self._observed.events
        if self._observed.kind == "IMAGES" and all(event.at_ms is None for event in events):
            return False, events
        without = [event for event in events if event.at_ms is None]
        for event in without:
            self._observed.rejected.append((event.number, "it has no time", event.subject))
            self._coded.rejected.append(_place(self._observed, event.number, "it has no time"))
        return True, sorted((event for event in events if event.at_ms is not None), key=lambda event: event.at_ms or 0)

    def _begin_ms(self, events: list[Event]) -> int:
        """The observation's time at which the sessions begin: 0, or their first event on a clock or before 0."""
        first = min((event.at_ms for event in events if event.at_ms is not None), default=0) - self._observed.offset_ms
        return first if self._observed.clock != "zero" or first < 0 else 0

    def _session(self, subject: str, started_ms: int | None, *, timed: bool) -> CodedSession:
        found = self._sessions.get(subject)
        if found is None:
            observed = self._observed
            attributes = [*observed.variables]
            attributes += [("description", observed.description)] if observed.description else []
            attributes += [("recordings", ", ".join(observed.media))] if observed.media else []
            found = CodedSession(
                subject or observed.title, observed.title, started_ms, timed, attributes=tuple(attributes)
            )
            self._sessions[subject] = found
        return found

    def _begin(self, session: CodedSession, kind: str, event: Event, at_ms: int | None) -> CodedEntry:
        if kind == "visit":
            entry = CodedEntry(kind, at_ms, label=event.code, attributes=event.attributes)
            session.entries.append(entry)
            self._note(session, event, at_ms)
            return entry
        named = f"{event.code} ({', '.join(event.modifiers)})" if event.modifiers else event.code
        told = event.comment if kind == "quote" and event.comment else ""
        text = told or (f"{named}: {event.comment}" if event.comment else named)
        tags = (tag_of(event.code),) if kind == "pain" else ()
        entry = CodedEntry(kind, at_ms, text=text, tags=tags, attributes=event.attributes)
        session.entries.append(entry)
        return entry

    def _end(self, session: CodedSession, entry: CodedEntry, event: Event, at_ms: int | None) -> None:
        entry.until_ms = at_ms
        self._coded.pairs += 1
        self._note(session, event, at_ms)

    def _note(self, session: CodedSession, event: Event, at_ms: int | None) -> None:
        if event.comment:
            session.entries.append(CodedEntry("do", at_ms, text=event.comment))

    def _settle(self) -> None:
        """Note what is missing of each session, and hand the sessions over."""
        for _, _, subject in self._observed.rejected:
            for name, session in self._sessions.items():
                session.rejected += subject is None or subject == name
        for session in self._sessions.values():
            session.entries.sort(key=lambda entry: entry.at_ms or 0)
        self._coded.sessions += self._sessions.values()


def _at(event: Event) -> str:
    return f" at {event.at_ms / 1000:.3f} s" if event.at_ms is not None else ""


def tag_of(code: str) -> str:
    """A behaviour's code as a tag: a letter, then letters, digits, hyphens and underscores."""
    signs = "".join(sign if sign.isalnum() or sign == "_" else "-" for sign in code).strip("-_")
    return tag_key(signs if signs[:1].isalpha() else f"behaviour-{signs}".rstrip("-"))
