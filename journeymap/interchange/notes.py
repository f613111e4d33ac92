"""Session text: notes typed in any editor, in the notation of the capture line. One file may hold several sessions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from journeymap.core.capture import DASHES, Line, one_line, parse_entry, parse_line
from journeymap.core.edits.recording import read_consent
from journeymap.core.errors import Problem
from journeymap.core.model import Pairs
from journeymap.core.progress import Progress
from journeymap.core.scales import CONSENT_SCOPES, METHODS, SESSION_MODES, SESSION_QUALITIES
from journeymap.interchange.sources import Source, text_lines
from journeymap.interchange.times import TimeReader, zone_named

_HEAD_END: Final = re.compile(rf"(?:[{DASHES}]{{3,}}|—[{DASHES}—]*)\s*")
_NEXT: Final = re.compile(r"={3,}\s*")
_ISO: Final = re.compile(r"\[\s*(\d{4}-\d\d-\d\d[T ][^\]]*)\]|(\d{4}-\d\d-\d\dT\S+)(?=\s|$)")
_LARGEST: Final = 64_000_000


@dataclass(slots=True)
class NotedSession:
    """One session as it stands in a file. Times of `entries` count from its start; None throughout: no times at all.

    `sitting` may be empty: then attempts of one person that follow each other share one. `consent` is None where the
    head says nothing. `not_asked` are whole values: one may name several with commas between, several name one each.
    `line` is that of its first line of the head.
    """

    file: str
    line: int
    participant: str = ""
    map_title: str = ""
    round_title: str = ""
    task: str = ""
    sitting: str = ""
    started_at_ms: int | None = None
    zone: str = ""
    method: str = ""
    mode: str = "imported"
    observer: str = ""
    case_id: str = ""
    inclusion: int | None = None
    consent: tuple[str, ...] | None = None
    consent_how: str = ""
    consent_form: str = ""
    consent_at_ms: int | None = None
    quality: str = "ok"
    quality_reason: str = ""
    not_asked: tuple[str, ...] = ()
    attributes: Pairs = ()
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


def read_notes(source: Source, zone: str, progress: Progress, *, map_given: bool = False) -> Notes:
    """Read session text. `map_given`: the head need not name a map. A file without any head is a Problem."""
    if source.size > _LARGEST:
        raise Problem(f"{source.name} is larger than 64 MB, too large for session text. Nothing was changed.")
    notes = Notes()
    if source.announced:
        notes.announced.append(source.announced)
    times = TimeReader(zone)
    unreadable: list[int] = []
    for first, lines in _sections(text_lines(source, progress)):
        session = _read_section(source.name, first, lines, notes, times, unreadable, map_given=map_given)
        if session is not None:
            notes.sessions.append(session)
    if not notes.sessions and not notes.rejected:
        raise Problem(f"{source.name} holds no session. Nothing was changed.")
    if unreadable:
        shown = ", ".join(f"{line:,}" for line in unreadable[:10])
        more = f" and {len(unreadable) - 10:,} more" if len(unreadable) > 10 else ""
        notes.announced.append(f"Lines that could not be read are kept as plain notes: {shown}{more}.")
    keys = dict.fromkeys(key for session in notes.sessions for key, _ in session.attributes)
    if keys:
        notes.announced.append(f"Kept as attributes of the participants: {', '.join(keys)}.")
    notes.announced += times.announcements()
    return notes


def _sections(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The parts between the `===` lines, with the number of the first line of each."""
    part: list[str] = []
    first = 1
    for number, line in enumerate(lines, start=1):
        if _NEXT.fullmatch(line.rstrip("\n")):
            yield first, part
            part, first = [], number + 1
        else:
            part.append(line)
    yield first, part


def _read_section(
    file: str,
    first: int,
    lines: list[str],
    notes: Notes,
    times: TimeReader,
    unreadable: list[int],
    *,
    map_given: bool,
) -> NotedSession | None:
    if all(not line.strip() or line.lstrip().startswith("#") for line in lines):
        return None
    end = next((i for i, line in enumerate(lines) if _HEAD_END.fullmatch(line.strip())), None)
    start = next(i for i, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    if end is None:
        raise Problem(
            f"{file}, line {first + start:,}: this session has no head. Nothing was changed. Please begin it with "
            "lines such as “participant: P07” and “map: Renew a permit”, and end these with a line ---."
        )
    session = NotedSession(file, first + start)
    head = _Head(session, notes, times)
    for number, line in enumerate(lines[:end], start=first):
        head.read(one_line(line), number)
    body = [(first + end + 1 + i, text) for i, line in enumerate(lines[end + 1 :]) if (text := one_line(line))]
    session.lines_read = len(body)
    notes.read += len(body)
    missing = [key for key in ("participant", "map") if key not in head.seen and not (key == "map" and map_given)]
    if missing:
        reason = f"the head names no {' and no '.join(missing)}, so its session was left out"
        notes.rejected.append((file, session.line, reason))
        return None
    _read_body(session, body, notes, times, unreadable)
    return session


class _Head:
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
        key, colon, value = text.partition(":")
        key = " ".join(key.replace("_", " ").casefold().split())
        value = value.strip()
        try:
            if not colon or not key:
                raise ValueError(f"“{text[:60]}” is no line of a head, which reads “key: value”")
            if not value:
                return
            if key in self.seen and key != "not asked":
                raise ValueError(f"“{key}” is given twice; the first one counts")
            self._take(key, value, text.partition(":")[0].strip(), line)
            self.seen.add(key)
        except ValueError as error:
            # Of a head, only what is rejected counts as a line read: the entries are the rows of a session.
            self._notes.read += 1
            self._notes.rejected.append((self._session.file, line, str(error)))

    def _take(self, key: str, value: str, written: str, line: int) -> None:
        session = self._session
        simple = _SIMPLE.get(key)
        if simple is not None:
            setattr(session, simple, value)
        elif key in _ONE_OF:
            name, known = _ONE_OF[key]
            word = value.casefold().replace(" ", "_")
            if word not in known:
                raise ValueError(f"“{value[:60]}” is no {key}; known are {', '.join(known)}")
            setattr(session, name, word)
        elif key in _TIMES:
            setattr(session, _TIMES[key], self._times.read(value, line) // 1000)
        elif key == "inclusion":
            if not (value.isascii() and value.isdigit() and len(value) == 1 and value != "0"):
                raise ValueError(f"the inclusion “{value[:60]}” is not a number from 1 to 9")
            session.inclusion = int(value)
        elif key == "zone":
            session.zone = _checked_zone(value)
        elif key == "not asked":
            session.not_asked = (*session.not_asked, value)
        elif key == "consent":
            self._take_consent(value)
        else:
            session.attributes = (*session.attributes, (written, value))

    def _take_consent(self, value: str) -> None:
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


_SIMPLE: Final = {
    "participant": "participant",
    "map": "map_title",
    "round": "round_title",
    "task": "task",
    "sitting": "sitting",
    "observer": "observer",
    "case": "case_id",
    "consent how": "consent_how",
    "consent form": "consent_form",
    "quality reason": "quality_reason",
}
_ONE_OF: Final = {
    "method": ("method", tuple(METHODS)),
    "mode": ("mode", SESSION_MODES),
    "quality": ("quality", SESSION_QUALITIES),
}
_TIMES: Final = {"started": "started_at_ms", "consent given": "consent_at_ms"}


def _checked_zone(name: str) -> str:
    try:
        zone_named(name)
    except Problem:
        raise ValueError(f"there is no time zone “{name[:60]}”") from None
    return name


def _read_body(
    session: NotedSession, body: list[tuple[int, str]], notes: Notes, times: TimeReader, unreadable: list[int]
) -> None:
    """The entries, with times from the session's start; one without a time has that of the entry before it."""
    read: list[Line] = []
    for number, text in body:
        line = _read_line(session, number, text, notes, times)
        if line is None:
            continue
        if not line.readable:
            unreadable.append(number)
        read.append(line)
    session.timed = any(line.at_ms is not None for line in read)
    last = 0 if session.timed else None
    for line in read:
        last = line.at_ms if line.at_ms is not None else last
        if line.kind == "end":
            session.outcome, session.ended_ms = line.outcome, last
        else:
            session.entries.append(replace(line, at_ms=last))


def _read_line(session: NotedSession, number: int, text: str, notes: Notes, times: TimeReader) -> Line | None:
    """One line; None when it is rejected, which makes its session incomplete."""
    found = _ISO.match(text)
    if found is None:
        return parse_line(text)
    try:
        moment_ms = times.read((found[1] or found[2]).strip(), number) // 1000
    except ValueError:
        return Line("marker", text, readable=False)
    if session.started_at_ms is None:
        session.started_at_ms = moment_ms
    if moment_ms < session.started_at_ms:
        notes.rejected.append((session.file, number, "the time lies before the start of the session"))
        session.rejected += 1
        return None
    return replace(parse_entry(text[found.end() :]), at_ms=moment_ms - session.started_at_ms)
