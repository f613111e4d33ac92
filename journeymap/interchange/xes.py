"""Event logs in XES (IEEE 1849), plain or gzip, read piece by piece: memory does not grow with the file's size.

Every document type declaration is refused, and with it every entity, inner or outer. Only the direct attributes of a
trace and of an event are looked at; attributes within attributes are passed over, to a bounded depth.
"""

from collections.abc import Callable, Iterator
from typing import Final
from xml.parsers import expat

from journeymap.core.errors import Problem
from journeymap.core.progress import Progress
from journeymap.interchange.csv_events import Columns
from journeymap.interchange.event_log import NO_END, EventLog
from journeymap.interchange.sources import Source, byte_chunks
from journeymap.interchange.times import TimeReader

_NAME: Final = "concept:name"
_TIME: Final = "time:timestamp"
_START: Final = "start_timestamp"
_LIFE: Final = "lifecycle:transition"
_DEEPEST: Final = 1_000
_LONGEST_LIST: Final = 2_000  # names and values of the XML attributes of one tag
_LONGEST_TAG: Final = 4_000_000
_LONGEST_VALUE: Final = 131_072
_TAKEN_AT_ONCE: Final = 4_096

_Start = Callable[[str, list[str]], None]
_End = Callable[[str], None]
_Event = tuple[int, dict[str, str]]


def read_xes(source: Source, columns: Columns, zone: str, progress: Progress) -> EventLog:
    """Read an event log in XES. A file that is no XES, has a DTD or is cut off is a Problem that says where."""
    log = EventLog(source.name, source.stem)
    times = TimeReader(zone)
    _XesReading(source, columns, log, times).run(byte_chunks(source, progress))
    places = {place for _, place, _ in log.rejected} | times.places()
    if places:
        # Places were noted as byte numbers, because counting lines all the way costs more than it is worth.
        lines = _lines_of(places, byte_chunks(source, progress))
        log.rejected = [(name, lines[place], reason) for name, place, reason in log.rejected]
        log.announced += times.announcements(lines)
    else:
        log.announced += times.announcements()
    return log


def _lines_of(places: set[int], chunks: Iterator[bytes]) -> dict[int, int]:
    """The line of every byte number."""
    lines: dict[int, int] = {}
    waiting = sorted(places, reverse=True)
    start, before = 0, 1
    for chunk in chunks:
        while waiting and waiting[-1] < start + len(chunk):
            place = waiting.pop()
            lines[place] = before + chunk.count(b"\n", 0, place - start)
        start += len(chunk)
        before += chunk.count(b"\n")
    return lines | dict.fromkeys(waiting, before)


class _XesReading:
    """One pass of expat over a file. The handlers change with the level: log, trace, event."""

    def __init__(self, source: Source, columns: Columns, log: EventLog, times: TimeReader) -> None:
        self._file = source.name
        self._log = log
        self._times = times
        self._case_key = columns.case or _NAME
        self._step_key = columns.step or _NAME
        self._time_key = columns.time or _TIME
        self._end_key = columns.end
        try:
            self._parser = expat.ParserCreate(source.encoding)
        except ValueError:
            raise Problem(
                f"{self._file}: XES cannot be read as {source.encoding}. Nothing was changed. Please leave --encoding "
                "out; the file says it itself."
            ) from None
        self._parser.ordered_attributes = True
        self._traces = 0
        self._unnamed = 0

    def run(self, chunks: Iterator[bytes]) -> None:
        """Feed the parser; whatever goes wrong is a Problem that names the line."""
        parser = self._parser
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._enter_log()
        fed = 0
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise self._problem("one tag is longer than four million characters")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._problem(_in_words(error)) from None
        except (LookupError, ValueError) as error:
            raise self._problem(f"the encoding that the file names cannot be read ({error})") from None
        finally:
            # The handlers refer to this object and it to the parser: without them nothing refers in a circle.
            parser.StartElementHandler = parser.EndElementHandler = parser.StartDoctypeDeclHandler = None
        self._log.columns = {"case": self._case_key, "step": self._step_key, "time": self._time_key}
        if self._end_key:
            self._log.columns["end"] = self._end_key
        if self._unnamed and self._unnamed == self._traces and self._case_key != _NAME:
            raise Problem(
                f"{self._file}: no trace has “{self._case_key}”. Nothing was changed. Please say with --case what the "
                "traces are called by, or leave it out."
            )
        if self._unnamed:
            self._log.announced.append(
                f"Traces without a name, named after their place in the file: {self._unnamed:,}."
            )

    def _problem(self, what: str) -> Problem:
        line = self._parser.CurrentLineNumber
        return Problem(
            f"{self._file}, line {line:,}: {what}. Nothing was changed. Please get or export the file again."
        )

    def _refuse_doctype(self, *_: object) -> None:
        raise Problem(
            f"{self._file}, line {self._parser.CurrentLineNumber:,}: the file has a document type declaration (DTD), "
            "which can hide harmful content. Nothing was changed. Please remove the DOCTYPE, or export the log again."
        )

    def _too_deep(self) -> Problem:
        return self._problem("the tags are nested too deep, or one has too many attributes")

    # -- the levels: each sets its own pair of handlers, made once, as they are called for every tag ------------------

    def _set(self, start: _Start, end: _End) -> None:
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end

    def _enter_log(self) -> None:
        """Outside of traces: the root, and what stands in it beside traces."""
        depth = 0
        enter_trace = self._trace_level()

        def resume() -> None:
            self._set(start, end)

        def start(name: str, attributes: list[str]) -> None:
            nonlocal depth
            if len(attributes) > _LONGEST_LIST:
                raise self._too_deep()
            local = name.rpartition(":")[2]
            if depth == 0 and local != "log":
                raise self._problem(f"the file begins with <{name[:40]}>, so it is no XES")
            if depth == 1 and local == "trace":
                enter_trace(resume)
                return
            if depth == 1 and local == "event":
                self._log.read += 1
                self._log.reject(self._parser.CurrentByteIndex, "the event belongs to no trace")
            depth += 1
            if depth > _DEEPEST:
                raise self._too_deep()

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        resume()

    def _trace_level(self) -> Callable[[Callable[[], None]], None]:
        """In a trace. Its events wait until its name is known, which may stand after them."""
        parser, case_key, is_event = self._parser, self._case_key, _IsEvent()
        enter_event = self._event_level()
        events: list[_Event] = []
        case = ""
        depth = 0
        leave: Callable[[], None] = self._enter_log

        def enter(then: Callable[[], None]) -> None:
            nonlocal case, leave
            case, leave = "", then
            self._traces += 1
            self._set(start, end)

        def resume() -> None:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
            if case and len(events) >= _TAKEN_AT_ONCE:
                self._take(case, events)
                events.clear()

        def start(name: str, attributes: list[str]) -> None:
            nonlocal depth, case
            if not depth:
                if is_event[name]:
                    values: dict[str, str] = {}
                    events.append((parser.CurrentByteIndex, values))
                    enter_event(values, resume)
                    return
                if attributes and (attributes[0] != "key" or attributes[1] == case_key):
                    key, value = _key_and_value(attributes)
                    case = value.strip() if key == case_key else case
            depth += 1
            if depth > _DEEPEST or len(attributes) > _LONGEST_LIST:
                raise self._too_deep()

        def end(_: str) -> None:
            nonlocal depth
            if depth:
                depth -= 1
                return
            self._take(case, events)
            events.clear()
            leave()

        return enter

    def _event_level(self) -> Callable[[dict[str, str], Callable[[], None]], None]:
        """In an event: keeps the direct attributes that are wanted."""
        parser = self._parser
        wanted = {self._step_key, self._time_key, _LIFE, self._end_key or _START}
        values: dict[str, str] = {}
        depth = 0
        leave: Callable[[], None] = self._enter_log

        def enter(fresh: dict[str, str], then: Callable[[], None]) -> None:
            nonlocal values, leave
            values, leave = fresh, then
            parser.StartElementHandler = start
            parser.EndElementHandler = end

        def start(_: str, attributes: list[str]) -> None:
            nonlocal depth
            if depth:
                depth += 1
                if depth > _DEEPEST:
                    raise self._too_deep()
                return
            depth = 1
            if not attributes:
                return
            if attributes[0] == "key" and attributes[1] not in wanted:
                return
            if attributes[0] == "key" and len(attributes) == 4 and attributes[2] == "value":
                values[attributes[1]] = attributes[3]  # the usual order; without a call, as there are so many
            else:
                key, value = _key_and_value(attributes)
                if key in wanted:
                    values[key] = value

        def end(_: str) -> None:
            nonlocal depth
            if depth:
                depth -= 1
                return
            leave()

        return enter

    # -- events whose case is known -----------------------------------------------------------------------------

    def _take(self, case: str, events: list[_Event]) -> None:
        log, times = self._log, self._times
        if not case:
            case = f"Trace {self._traces}"
            self._unnamed += 1
        step_key, time_key, end_key = self._step_key, self._time_key, self._end_key
        read_time, add = times.read, log.add
        log.read += len(events)
        for place, values in events:
            step, time = values.get(step_key, ""), values.get(time_key, "")
            if not time or not step or step.isspace() or len(step) > _LONGEST_VALUE:
                self._reject(place, case, step, time)
                continue
            start = values.get(_START) if len(values) > 2 and not end_key else None
            until = values.get(end_key) if end_key else time if start else None
            try:
                at_us = read_time(start or time, place)
                finer = times.nanoseconds
                until_us = read_time(until, place) if until else NO_END
            except ValueError as error:
                log.reject(place, str(error), case)
                continue
            if NO_END < until_us < at_us:
                log.reject(place, "the end lies before the start", case)
                continue
            if finer:
                log.finer[len(log.at_us)] = finer
            add(case, step, at_us, until_us, values.get(_LIFE, ""))

    def _reject(self, place: int, case: str, step: str, time: str) -> None:
        if len(step) > _LONGEST_VALUE:
            self._log.reject(place, f"the name of the step is longer than {_LONGEST_VALUE:,} characters", case)
        else:
            missing = self._step_key if not step or step.isspace() else self._time_key if not time else ""
            self._log.reject(place, f"the event has no {missing}", case)


class _IsEvent(dict[str, bool]):
    """Whether a tag is an event, with or without a prefix; remembers the few names that a log has."""

    def __missing__(self, name: str) -> bool:
        found = name.rpartition(":")[2] == "event"
        if len(self) < 100:
            self[name] = found
        return found


def _key_and_value(attributes: list[str]) -> tuple[str, str]:
    """The key and the value of a XES attribute, in whatever order its tag names them."""
    named = dict(zip(attributes[::2], attributes[1::2], strict=True))
    return named.get("key", ""), named.get("value", "")


def _in_words(error: expat.ExpatError) -> str:
    cut_off = "the file was cut off: it ends in the middle"
    meanings = {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: cut_off,
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: f"{cut_off} of a tag",
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR]: f"{cut_off} of a letter",
    }
    return meanings.get(error.code, f"the file is no correct XML ({expat.ErrorString(error.code)})")
