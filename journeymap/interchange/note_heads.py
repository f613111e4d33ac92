"""The head of a session text: what is known of the person, the session and the consent, line by line."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from journeymap.core.capture import DASHES, Line
from journeymap.core.edits.consent import read_consent
from journeymap.core.edits.questionnaires import checked_answers
from journeymap.core.errors import Problem
from journeymap.core.heads import ATTRIBUTE, HEAD_KEYS, OF_SESSION, SEVERAL, check_channel, head_key
from journeymap.core.model import Pairs
from journeymap.core.scales import (
    ANSWERS,
    CONSENT_SCOPES,
    EASES,
    METHODS,
    QUESTIONNAIRES,
    SATISFACTIONS,
    SESSION_MODES,
    SESSION_QUALITIES,
)
from journeymap.interchange.times import TimeReader, zone_named


class Answers(NamedTuple):
    """The answers to a questionnaire, 0 where there is none, and when they were given (UTC)."""

    values: tuple[int, ...]
    at_ms: int | None


@dataclass(slots=True)
class NotedSession:
    """One session as it stands in a file. Times of `entries` count from its start; None throughout: no times at all.

    `sitting` may be empty: then attempts of one person that follow each other share one. `consent` is None where the
    head says nothing, `withdrawn` goes before what was agreed to. A session with a `second_observer` is what that
    person noted of a session that somebody else leads, on its clock; `moved_ms` is by how much that was moved already.
    `answers` are those to questionnaires, by kind. `not_asked` are whole values: one may name several with commas
    between, several name one each. `channels` are whole values, too, which core.heads.channels_of reads.
    `line` is that of its first line of the head.
    """

    file: str
    line: int
    participant: str = ""
    map_title: str = ""
    round_title: str = ""
    task: str = ""
    instructions: str = ""
    success_rule: str = ""
    time_limit_ms: int | None = None
    sitting: str = ""
    started_at_ms: int | None = None
    zone: str = ""
    method: str = ""
    mode: str = "imported"
    observer: str = ""
    second_observer: str = ""
    moved_ms: int = 0
    case_id: str = ""
    inclusion: int | None = None
    segments: tuple[str, ...] = ()
    assistive_tech: str = ""
    device: str = ""
    language: str = ""
    satisfaction: int | None = None
    ease: int | None = None
    answers: dict[str, "Answers"] = field(default_factory=dict)
    consent: tuple[str, ...] | None = None
    consent_how: str = ""
    consent_form: str = ""
    consent_at_ms: int | None = None
    consent_expires_ms: int | None = None
    withdrawn: bool = False
    withdrawn_at_ms: int | None = None
    quality: str = "ok"
    quality_reason: str = ""
    not_asked: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    attributes: Pairs = ()
    session_attributes: Pairs = ()
    entries: list[Line] = field(default_factory=list)
    lines_read: int = 0
    outcome: str = "not_observed"
    ended_ms: int | None = None
    timed: bool = True
    rejected: int = 0


@dataclass(slots=True)
class Notes:
    """The sessions of one file, what could not be read, and what a person should know."""

    sessions: list[NotedSession] = field(default_factory=list)
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    read: int = 0


class Head:
    """The `key: value` lines of one session. A value that cannot be read is rejected; the session stays."""

    def __init__(self, session: NotedSession, notes: Notes, times: TimeReader) -> None:
        self._session = session
        self._notes = notes
        self._times = times
        self.seen: set[str] = set()

    def read(self, text: str, line: int) -> None:
        """Take in one line of the head."""
        if not text or text.startswith("#"):
            return
        written, colon, value = text.partition(":")
        written, value = written.strip(), value.strip()
        key = head_key(written)
        try:
            if not colon or not key:
                raise ValueError(f"“{text[:60]}” is no line of a head, which reads “key: value”")
            if not value:
                return
            if key in self.seen and key not in SEVERAL:
                raise ValueError(f"“{key}” is given twice; the first one counts")
            self._take(key, value, written, line)
            self.seen.add(key)
        except ValueError as error:
            # Of a head, only what is rejected counts as a line read: the entries are the rows of a session.
            self._notes.read += 1
            self._notes.rejected.append((self._session.file, line, str(error)))

    def _take(self, key: str, value: str, written: str, line: int) -> None:
        session = self._session
        if key not in HEAD_KEYS:
            self._take_attribute(value, written)
        elif key in _SIMPLE:
            setattr(session, _SIMPLE[key], value)
        elif key in _ONE_OF:
            name, known = _ONE_OF[key]
            word = value.casefold().replace(" ", "_")
            if word not in known:
                raise ValueError(f"“{value[:60]}” is no {key}; known are {', '.join(known)}")
            setattr(session, name, word)
        elif key in _NUMBERS:
            name, least, most = _NUMBERS[key]
            if not (value.isascii() and value.isdigit() and len(value) == 1 and least <= int(value) <= most):
                raise ValueError(f"the {key} “{value[:60]}” is not a number from {least} to {most}")
            setattr(session, name, int(value))
        elif key in _TIMES:
            setattr(session, _TIMES[key], self._times.read(value, line) // 1000)
        else:
            _OTHERS[key](self, value, line)

    def _take_attribute(self, value: str, written: str) -> None:
        word, _, name = written.partition(" ")
        name = name.strip()
        if name and head_key(word) == OF_SESSION:
            self._session.session_attributes = (*self._session.session_attributes, (name, value))
        else:
            kept = name if name and head_key(word) == ATTRIBUTE else written
            self._session.attributes = (*self._session.attributes, (kept, value))

    def take_segments(self, value: str, _: int) -> None:
        """Segments with commas between."""
        self._session.segments = tuple(dict.fromkeys(name for part in value.split(",") if (name := part.strip())))

    def take_zone(self, value: str, _: int) -> None:
        """An IANA time zone."""
        try:
            zone_named(value)
        except Problem:
            raise ValueError(f"there is no time zone “{value[:60]}”") from None
        self._session.zone = value

    def take_not_asked(self, value: str, _: int) -> None:
        """One step or label, or several with commas between."""
        self._session.not_asked = (*self._session.not_asked, value)

    def take_channel(self, value: str, _: int) -> None:
        """The channel of all entries, or of those whose numbers stand before it."""
        check_channel(value)
        self._session.channels = (*self._session.channels, value)

    def take_limit(self, value: str, _: int) -> None:
        """How long a task may take, in minutes or seconds."""
        found = _LIMIT.fullmatch(value.casefold())
        limit_ms = round(float(found[1]) * (60_000 if found[2] == "min" else 1000)) if found else 0
        if not limit_ms:
            raise ValueError(f"“{value[:60]}” is no time limit, such as 10 min or 90 s")
        self._session.time_limit_ms = limit_ms

    def take_moved(self, value: str, _: int) -> None:
        """By how many seconds an observer's entries were moved."""
        found = _SECONDS.fullmatch(value)
        if found is None:
            raise ValueError(f"“{value[:60]}” is no number of seconds, such as +3.5 s")
        self._session.moved_ms = round(float(found[2]) * 1000) * (-1 if found[1] and found[1] in DASHES else 1)

    def take_answers(self, kind: str, value: str, line: int) -> None:
        """The answers to a questionnaire with blanks between, `-` for none; then `at` and when they were given."""
        said, _, moment = value.partition(" at ")
        numbers = [0 if sign in DASHES else int(sign) for sign in said.split() if sign in DASHES or sign.isdecimal()]
        try:
            if len(numbers) != len(said.split()):
                raise Problem("")
            answers = checked_answers(kind, numbers)
        except Problem:
            questions, highest = ANSWERS[kind]
            raise ValueError(
                f"“{value[:60]}” is no {QUESTIONNAIRES[kind]}, which has {questions} answers from 1 to {highest}, or -"
            ) from None
        at_ms = self._times.read(moment.strip(), line) // 1000 if moment else None
        self._session.answers[kind] = Answers(answers, at_ms)

    def take_withdrawn(self, value: str, line: int) -> None:
        """When consent was withdrawn; any other word says that it was."""
        self._session.withdrawn = True
        if value.casefold() != "yes":
            self._session.withdrawn_at_ms = self._times.read(value, line) // 1000

    def take_consent(self, value: str, _: int) -> None:
        """Scopes with commas between, or a refusal, or that it was withdrawn."""
        if value.casefold() == "withdrawn":
            self._session.consent, self._session.withdrawn = (), True
            return
        try:
            self._session.consent = read_consent(value)
        except Problem:
            # The scopes that are clear are kept and no more: a slip must not grant what nobody agreed to.
            known: list[str] = []
            for word in value.split(","):
                try:
                    known += read_consent(word)
                except Problem:
                    continue
            self._session.consent = tuple(dict.fromkeys(known))
            self.seen.add("consent")
            raise ValueError(
                f"the consent “{value[:80]}” names something unknown; kept: {', '.join(known) or 'refused'}; "
                f"known are {', '.join(CONSENT_SCOPES)} and refused"
            ) from None


_SECONDS: Final = re.compile(rf"([{DASHES}+]?)\s*(\d{{1,7}}(?:\.\d{{1,3}})?)\s*s?")
_LIMIT: Final = re.compile(r"([0-9]{1,7}(?:\.[0-9]{1,3})?) ?(min|s)")
_SIMPLE: Final = {
    "participant": "participant",
    "map": "map_title",
    "round": "round_title",
    "task": "task",
    "task instructions": "instructions",
    "success rule": "success_rule",
    "sitting": "sitting",
    "observer": "observer",
    "second observer": "second_observer",
    "case": "case_id",
    "assistive technology": "assistive_tech",
    "device": "device",
    "language": "language",
    "consent how": "consent_how",
    "consent form": "consent_form",
    "quality reason": "quality_reason",
}
_ONE_OF: Final = {
    "method": ("method", tuple(METHODS)),
    "mode": ("mode", SESSION_MODES),
    "quality": ("quality", SESSION_QUALITIES),
}
_NUMBERS: Final = {
    "inclusion": ("inclusion", 1, 9),
    "satisfaction": ("satisfaction", min(SATISFACTIONS), max(SATISFACTIONS)),
    "ease": ("ease", EASES[0], EASES[-1]),
}
_TIMES: Final = {
    "started": "started_at_ms",
    "consent given": "consent_at_ms",
    "consent expires": "consent_expires_ms",
}
_OTHERS: Final[dict[str, Callable[[Head, str, int], None]]] = {
    "segment": Head.take_segments,
    "segments": Head.take_segments,
    "zone": Head.take_zone,
    "not asked": Head.take_not_asked,
    "channel": Head.take_channel,
    "time limit": Head.take_limit,
    "moved by": Head.take_moved,
    "consent": Head.take_consent,
    "consent withdrawn": Head.take_withdrawn,
    "sus": lambda head, value, line: head.take_answers("sus", value, line),
    "umux lite": lambda head, value, line: head.take_answers("umux_lite", value, line),
}
