"""Session text: notes typed in any editor, in the notation of the capture line. One file may hold several sessions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from journeymap.core.capture import DASHES, Line, one_line, parse_entry, parse_line
from journeymap.core.errors import Problem
from journeymap.core.heads import channels_of, last_numbered
from journeymap.core.progress import Progress
from journeymap.core.wording import plural
from journeymap.interchange.note_heads import Head, NotedSession, Notes
from journeymap.interchange.sources import Source, text_lines
from journeymap.interchange.times import TimeReader

_HEAD_END: Final = re.compile(rf"(?:[{DASHES}]{{3,}}|—[{DASHES}—]*)\s*")
_NEXT: Final = re.compile(r"={3,}\s*")
_ISO: Final = re.compile(r"\[\s*(\d{4}-\d\d-\d\d[T ][^\]]*)\]|(\d{4}-\d\d-\d\dT\S+)(?=\s|$)")
_LARGEST: Final = 64_000_000


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
    head = Head(session, notes, times)
    for number, line in enumerate(lines[:end], start=first):
        head.read(one_line(line), number)
    body = [(first + end + 1 + i, text) for i, line in enumerate(lines[end + 1 :]) if (text := one_line(line))]
    session.lines_read = len(body)
    notes.read += len(body)
    missing = [key for key in ("participant", "map") if key not in head.seen and not (key == "map" and map_given)]
    if missing:
        reason = f"the head names no {' and no '.join(missing)}, so its session was left out"
        notes.read += 1  # what is rejected was read, of a head as well
        notes.rejected.append((file, session.line, reason))
        return None
    _read_body(session, body, notes, times, unreadable)
    return session


def _read_body(
    session: NotedSession, body: list[tuple[int, str]], notes: Notes, times: TimeReader, unreadable: list[int]
) -> None:
    """The entries, with times from the session's start; one without a time has that of the entry before it.

    Those before the first time were made before the clock started, and have none.
    """
    read: list[Line] = []
    channels = channels_of(session.channels, len(body))
    if last_numbered(session.channels) > len(body):
        which = f"the channel of entry {last_numbered(session.channels):,} is named, of {plural(len(body), 'line')}"
        notes.announced.append(f"{session.file}, line {session.line:,}: {which}.")
    for (number, text), channel in zip(body, channels, strict=True):
        line = _read_line(session, number, text, notes, times)
        if line is None:
            continue
        line = replace(line, channel=channel) if channel else line
        if not line.readable:
            unreadable.append(number)
        read.append(line)
    session.timed = any(line.at_ms is not None for line in read)
    last: int | None = None
    for line in read:
        last = line.at_ms if line.at_ms is not None else last
        if line.kind == "end":
            session.outcome = line.outcome
            session.ended_ms = line.at_ms if line.outcome == "in_progress" else last
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
