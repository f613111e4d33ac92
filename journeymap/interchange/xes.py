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
_MOST_XML_ATTRIBUTES: Final = 1_000
_LONGEST_TAG: Final = 4_000_000
_LONGEST_VALUE: Final = 131_072

_Start = Callable[[str, dict[str, str]], None]


def read_xes(source: Source, columns: Columns, zone: str, progress: Progress) -> EventLog:
    """Read an event log in XES. A file that is no XES, has a DTD or is cut off is a Problem that says where."""
    log = EventLog(source.name, source.stem)
    times = TimeReader(zone)
    _XesReading(source, columns, log, times).run(byte_chunks(source, progress))
    log.announced += times.announcements()
    return log


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
            raise self._problem(f"the encoding {source.encoding} cannot be read in XES") from None
        self._calls = 0
        self._traces = 0
        self._unnamed = 0

    def run(self, chunks: Iterator[bytes]) -> None:
        """Feed the parser; whatever goes wrong is a Problem that names the line."""
        parser = self._parser
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._enter_log()
        unanswered, calls = 0, 0
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
                unanswered = unanswered + len(chunk) if calls == self._calls else 0
                calls = self._calls
                if unanswered > _LONGEST_TAG:
                    raise self._problem("one tag or text is longer than four million characters")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._problem(_in_words(error)) from None
        except (LookupError, ValueError) as error:
            raise self._problem(f"the encoding that the file names cannot be read ({error})") from None
        finally:
            # The handlers are bound to this object: without them nothing refers in a circle.
            parser.StartElementHandler = parser.EndElementHandler = parser.StartDoctypeDeclHandler = None
        self._log.columns = {"case": self._case_key, "step": self._step_key, "time": self._time_key}
        if self._end_key:
            self._log.columns["end"] = self._end_key
        if self._unnamed:
            self._log.announced.append(f"{self._unnamed:,} traces have no name; named after their place in the file.")

    def _problem(self, what: str) -> Problem:
        line = self._parser.CurrentLineNumber if hasattr(self, "_parser") else 1
        return Problem(
            f"{self._file}, line {line:,}: {what}. Nothing was changed. Please get or export the file again."
        )

    def _refuse_doctype(self, *_: object) -> None:
        raise Problem(
            f"{self._file}, line {self._parser.CurrentLineNumber:,}: the file has a document type declaration (DTD), "
            "which can hide harmful content. Nothing was changed. Please remove the DOCTYPE, or export the log again."
        )

    # -- the levels ---------------------------------------------------------------------------------------------

    def _enter_log(self) -> None:
        """Outside of traces: the root, and what stands in it beside traces."""
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            self._calls += 1
            local = name.rpartition(":")[2]
            if depth == 0 and local != "log":
                raise self._problem(f"the file begins with <{name[:40]}>, so it is no XES")
            if depth == 1 and local == "trace":
                self._enter_trace(start, end)
                return
            if depth == 1 and local == "event":
                self._log.read += 1
                self._log.reject(self._parser.CurrentLineNumber, "the event belongs to no trace")
            depth += 1
            if depth > _DEEPEST or len(attributes) > _MOST_XML_ATTRIBUTES:
                raise self._too_deep()

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end

    def _too_deep(self) -> Problem:
        return self._problem("the tags are nested too deep, or one has too many attributes")

    def _enter_trace(self, start_of_log: _Start, end_of_log: Callable[[str], None]) -> None:
        """In a trace. Its events wait until it ends, because its name may stand after them."""
        events: list[tuple[int, dict[str, str | None]]] = []
        case = ""
        case_key, parser = self._case_key, self._parser
        wanted = {self._step_key, self._time_key, _LIFE, self._end_key or _START}
        depth = 0
        values: dict[str, str | None] = {}
        line = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, case, values, line
            depth += 1
            if depth == 1:
                self._calls += 1
                if name == "event" or name.rpartition(":")[2] == "event":
                    values = {}
                    line = parser.CurrentLineNumber
                    parser.StartElementHandler = start_in_event
                    parser.EndElementHandler = end_in_event
                    return
                if attributes.get("key") == case_key:
                    case = attributes.get("value", "")
            if depth > _DEEPEST or len(attributes) > _MOST_XML_ATTRIBUTES:
                raise self._too_deep()

        def end(_: str) -> None:
            nonlocal depth
            if depth:
                depth -= 1
                return
            parser.StartElementHandler = start_of_log
            parser.EndElementHandler = end_of_log
            self._take(case.strip(), events)

        def start_in_event(_: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth == 2:
                key = attributes.get("key")
                if key in wanted:
                    values[key] = attributes.get("value")
            elif depth > _DEEPEST:
                raise self._too_deep()

        def end_in_event(_: str) -> None:
            nonlocal depth
            depth -= 1
            if not depth:
                events.append((line, values))
                parser.StartElementHandler = start
                parser.EndElementHandler = end

        self._traces += 1
        parser.StartElementHandler = start
        parser.EndElementHandler = end

    # -- a trace that is complete -------------------------------------------------------------------------------

    def _take(self, case: str, events: list[tuple[int, dict[str, str | None]]]) -> None:
        self._calls += 1
        log = self._log
        if not case:
            case = f"Trace {self._traces}"
            self._unnamed += 1
        read_time, add = self._times.read, log.add
        step_key, time_key, end_key = self._step_key, self._time_key, self._end_key
        for line, values in events:
            log.read += 1
            step, time = values.get(step_key), values.get(time_key)
            start = None if end_key else values.get(_START)
            until = values.get(end_key) if end_key else time if start else None
            if not step or not step.strip() or not time:
                log.reject(line, f"the event has no {step_key if not step or not step.strip() else time_key}", case)
                continue
            try:
                at_us = read_time(start or time, line)
                finer = self._times.nanoseconds
                until_us = read_time(until, line) if until else NO_END
            except ValueError as error:
                log.reject(line, str(error), case)
                continue
            if NO_END < until_us < at_us or len(step) > _LONGEST_VALUE:
                log.reject(line, "the end lies before the start, or the name is too long", case)
                continue
            if finer:
                log.finer[len(log.at_us)] = finer
            add(case, step, at_us, until_us, values.get(_LIFE) or "")


def _in_words(error: expat.ExpatError) -> str:
    meanings = {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "the file was cut off: it ends in the middle",
        expat.errors.codes[
            expat.errors.XML_ERROR_UNCLOSED_TOKEN
        ]: "the file was cut off: it ends in the middle of a tag",
        expat.errors.codes[
            expat.errors.XML_ERROR_PARTIAL_CHAR
        ]: "the file was cut off: it ends in the middle of a letter",
    }
    return meanings.get(error.code, f"the file is no correct XML ({expat.ErrorString(error.code)})")
