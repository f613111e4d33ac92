"""Event logs as tables: CSV and TSV, one row an event."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from journeymap.core.errors import Problem
from journeymap.core.progress import Progress
from journeymap.interchange.event_log import NO_END, EventLog
from journeymap.interchange.sources import Source, text_lines
from journeymap.interchange.times import TimeReader, day_stands_first, is_slashed

CASE_NAMES: Final = (
    "case:concept:name", "case_id", "case", "case_number", "case_name", "case_key", "trace_id", "trace", "session_id",
    "session", "journey_id", "journey", "participant_id", "participant", "visitor_id", "user_id", "user", "person",
    "customer_id", "application_id",
)  # fmt: skip
STEP_NAMES: Final = (
    "concept:name", "activity", "activity_name", "activity_id", "step", "step_name", "event", "event_name", "action",
    "task", "page", "page_path", "screen", "touchpoint", "state", "status",
)  # fmt: skip
TIME_NAMES: Final = (
    "time:timestamp", "timestamp", "time", "datetime", "date_time", "event_time", "event_timestamp",
    "complete_timestamp", "completion_time", "occurred_at", "created_at", "at", "date",
)  # fmt: skip
START_NAMES: Final = ("start_timestamp", "start_time", "started_at", "start", "begin", "start_date", "time:start")
END_NAMES: Final = ("end_timestamp", "end_time", "ended_at", "end", "finish", "finish_time", "end_date", "time:end")
LIFE_NAMES: Final = ("lifecycle:transition", "lifecycle")
_DELIMITERS: Final = ",;\t|"
_LONGEST_FIELD: Final = 131_072


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is read as what, by name; None takes a guess."""

    case: str | None = None
    step: str | None = None
    time: str | None = None
    end: str | None = None


def read_csv(source: Source, columns: Columns, zone: str, progress: Progress) -> EventLog:
    """Read a table of events. Rows that cannot be read are rejected one by one; a missing column is a Problem."""
    log = EventLog(source.name, source.stem)
    rows = _Rows(source, progress)
    header = rows.header
    places = _places(source.name, header, columns)
    log.columns = {what: header[place] for what, place in places.items() if what != "life"}
    left_out = len(header) - len(set(places.values()))
    if left_out:
        log.announced.append(f"Columns that hold no case, step or time were not imported: {left_out}.")
    times = TimeReader(zone, day_first=_day_first(source, rows.delimiter, places["time"], progress))
    _read_rows(log, rows, len(header), places, times)
    log.announced += times.announcements()
    if source.announced:
        log.announced.append(source.announced)
    return log


def _read_rows(log: EventLog, rows: "_Rows", width: int, places: dict[str, int], times: TimeReader) -> None:
    case_at, step_at, time_at = places["case"], places["step"], places["time"]
    end_at, life_at = places.get("end"), places.get("life")
    read_time, add = times.read, log.add
    for line, row, trouble in rows:
        log.read += 1
        if trouble or (len(row) != width and (len(row) < width or any(row[width:]))):
            case = row[case_at].strip() if case_at < len(row) else ""
            log.reject(line, trouble or f"the row has {len(row)} fields, the header {width}", case)
            continue
        case, step = row[case_at].strip(), row[step_at]
        if not case or not step.strip():
            log.reject(line, "the case is empty" if not case else "the step is empty", case)
            continue
        try:
            at_us = read_time(row[time_at], line)
            finer = times.nanoseconds
            until_us = read_time(row[end_at], line) if end_at is not None and row[end_at].strip() else NO_END
        except ValueError as error:
            log.reject(line, str(error), case)
            continue
        if NO_END < until_us < at_us:
            log.reject(line, "the end lies before the start", case)
            continue
        if finer:
            log.finer[len(log.at_us)] = finer
        add(case, step, at_us, until_us, row[life_at].strip() if life_at is not None else "")


class _Rows:
    """The rows of a table with the line each begins on, and what is wrong with it, if anything.

    A quotation mark that is never closed must not swallow the rows after it: then only its own line is rejected and
    reading goes on with the next one.
    """

    def __init__(self, source: Source, progress: Progress) -> None:
        self._lines = text_lines(source, progress)
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self._next_line = 1
        first = self._first_line(source)
        self.delimiter = "\t" if source.kind == "tsv" else _delimiter(first)
        self._again.append(first)
        try:
            self.header = next(self._reader())
        except csv.Error as error:
            raise Problem(
                f"{source.name}, line 1: the header could not be read ({error}). Nothing was changed."
            ) from None
        self.header = [name.strip() for name in self.header]
        self._next_line += len(self._record)

    def _first_line(self, source: Source) -> str:
        for line in self._lines:
            if line.strip():
                return line
            self._next_line += 1
        raise Problem(f"{source.name} holds no text. Nothing was changed.")

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self.delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                return
            self._record.append(line)
            yield line

    def __iter__(self) -> Iterator[tuple[int, list[str], str]]:
        reader = self._reader()
        record = self._record
        width = len(self.header)
        while True:
            record.clear()
            line = self._next_line
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self._line_alone(line, _reason(error, record))
                reader = self._reader()
                continue
            if len(record) > 1 and len(row) != width:
                yield self._line_alone(line, "a quotation mark is never closed")
                reader = self._reader()
                continue
            self._next_line += len(record)
            if row:
                yield line, row, ""

    def _line_alone(self, line: int, reason: str) -> tuple[int, list[str], str]:
        """The first line of a failed record, split as it stands; the lines after it are read again."""
        first, *others = self._record
        self._again.extendleft(reversed(others))
        self._next_line += 1
        return line, [field.strip().strip('"') for field in first.rstrip("\n").split(self.delimiter)], reason


def _reason(error: csv.Error, record: list[str]) -> str:
    if "field larger" in str(error) and len(record) == 1:
        return f"a field is longer than {_LONGEST_FIELD:,} characters"
    if "unexpected end" in str(error) or len(record) > 1:
        return "a quotation mark is never closed"
    return "the quotation marks are in the wrong place"


def _delimiter(first: str) -> str:
    """The sign that the header has most often outside of quotation marks."""
    plain = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=plain.count)


def _plain(name: str) -> str:
    return re.sub(r"[\s_.\-]+", "_", name.strip().casefold()).strip("_")


def _places(file: str, header: list[str], columns: Columns) -> dict[str, int]:
    """Which column, counted from 0, holds the case, step, time and, where there is one, the end and the lifecycle."""
    guesses = {"case": CASE_NAMES, "step": STEP_NAMES}
    places = {
        "case": _named(file, header, "case", columns.case),
        "step": _named(file, header, "step", columns.step),
        "time": _named(file, header, "time", columns.time),
        "end": _named(file, header, "end", columns.end),
        "life": _guess(header, LIFE_NAMES, set()),
    }
    taken = {place for place in places.values() if place is not None}
    for what, names in guesses.items():
        if places[what] is None:
            places[what] = _guess(header, names, taken)
            taken |= {place for place in (places[what],) if place is not None}
    if places["time"] is None:
        _guess_times(header, places, taken)
    elif places["end"] is None and columns.time is None:
        places["end"] = _guess(header, END_NAMES, taken)
    for what in ("case", "step", "time"):
        if places[what] is None:
            raise Problem(
                f"{file}, line 1: no column was found for the {what} among: {_list(header)}. Nothing was changed. "
                f"Please say which it is with --{what}."
            )
    return {what: place for what, place in places.items() if place is not None}


def _guess_times(header: list[str], places: dict[str, int | None], taken: set[int]) -> None:
    """Where a start stands beside a time, the start orders and the other is the end."""
    start, time = _guess(header, START_NAMES, taken), _guess(header, TIME_NAMES, taken)
    end = _guess(header, END_NAMES, taken) if places["end"] is None else places["end"]
    places["time"] = start if start is not None else time if time is not None else end
    if start is not None:
        places["end"] = end if end is not None else time
    elif time is not None:
        places["end"] = end


def _named(file: str, header: list[str], what: str, name: str | None) -> int | None:
    if name is None:
        return None
    if name.strip() in header:
        return header.index(name.strip())
    place = next((i for i, title in enumerate(header) if title.casefold() == name.strip().casefold()), None)
    if place is None:
        raise Problem(
            f"{file}, line 1: there is no column “{name}” for the {what}. Nothing was changed. The columns are: "
            f"{_list(header)}."
        )
    return place


def _guess(header: list[str], names: tuple[str, ...], taken: set[int]) -> int | None:
    plain = [_plain(title) for title in header]
    squeezed = [title.replace("_", "") for title in plain]
    for name in names:
        for place, (title, short) in enumerate(zip(plain, squeezed, strict=True)):
            if place not in taken and (title == _plain(name) or short == _plain(name).replace("_", "")):
                return place
    return None


def _list(header: list[str]) -> str:
    shown = [f"“{title[:40]}”" for title in header[:20]]
    return ", ".join(shown) + (f" and {len(header) - 20} more" if len(header) > 20 else "")


def _day_first(source: Source, delimiter: str, time_at: int, progress: Progress) -> bool:
    """Whether dates such as 03/02/2026 begin with the day: what any row of the file says, else yes."""
    rows = csv.reader(text_lines(source, progress), delimiter=delimiter)
    others = 0
    while others <= 100:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error:  # told when the rows are read
            continue
        text = row[time_at].strip() if time_at < len(row) else ""
        says = day_stands_first(text)
        if says is not None:
            return says
        others += not is_slashed(text)
    return True
