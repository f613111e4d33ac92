"""Times as files write them, to microseconds since 1970 UTC.

Read are ISO 8601 and its common variants, day or month first with `/`, `.` or `-`, English month names, AM and PM, and
numbers of seconds, milliseconds or microseconds since 1970. A time without a zone is read in the zone given; what is
doubtful is noted, so that the import can say so.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from journeymap.core.errors import Problem
from journeymap.core.wording import shortened

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME: Final = r"(?:[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?)?"
_ZONE: Final = r"\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?\s*(?:\[[A-Za-z0-9_+\-/]+\])?"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}{_ZONE}")
_YEAR_LAST: Final = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}{_ZONE}")
_DAY_NAME: Final = re.compile(rf"(\d{{1,2}})[ -]([A-Za-z]{{3,9}})\.?,?[ -](\d{{4}}){_TIME}{_ZONE}")
_NAME_DAY: Final = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_TIME}{_ZONE}")
_SLASHED: Final = re.compile(r"\s*(\d{1,2})([-/])(\d{1,2})\2\d{4}(?!\d)")
_NUMBER: Final = re.compile(r"(\d{9,10}|\d{12,13}|\d{15,16})(?:\.(\d{1,9}))?")
_LISTED: Final = 10


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of this name; a Problem when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Problem(
            f"There is no time zone “{name}”. Nothing was changed. Please use a name such as Europe/London or UTC."
        ) from None


def day_stands_first(text: str) -> bool | None:
    """What a date such as 13/02/2026 says about the order of day and month; None when it says nothing."""
    found = _SLASHED.match(text)
    if found is None or (int(found[1]) <= 12 and int(found[3]) <= 12):
        return None
    return int(found[1]) > 12


def is_slashed(text: str) -> bool:
    """Whether this is a date in which day and month could be swapped."""
    return _SLASHED.match(text) is not None


class TimeReader:
    """Reads the times of one file in `zone` where they have none of their own, and notes what was doubtful.

    `read` gives microseconds; `nanoseconds` holds what was finer than that in the last time read (0…999).
    """

    def __init__(self, zone: str, *, day_first: bool = True) -> None:
        self._zone = zone_named(zone)
        self._zone_name = zone
        self._day_first = day_first
        self.nanoseconds = 0
        self.zoned = 0
        self.zoneless = 0
        self.numbers = 0
        self.slashed = 0
        self._first_zoneless = 0
        self._missing: list[tuple[int, str]] = []
        self._twice: list[tuple[int, str]] = []

    def read(self, text: str, line: int) -> int:
        """Microseconds since 1970 UTC; a ValueError that says in words why the text is no time. `line` is for notes."""
        if text[4:5] == "-" and not text[26:27].isdigit():
            try:
                moment = datetime.fromisoformat(text)
            except ValueError:
                return self._read_slowly(text, line)
            if moment.tzinfo is not None:
                self.zoned += 1
                self.nanoseconds = 0
                return _on_calendar(round(moment.timestamp() * 1e6), text)
        return self._read_slowly(text, line)

    def _read_slowly(self, text: str, line: int) -> int:
        plain = " ".join(text.split())
        self.nanoseconds = 0
        if not plain:
            raise ValueError("the time is empty")
        found = _NUMBER.fullmatch(plain)
        if found is not None:
            return self._from_number(found[1], found[2] or "")
        try:
            moment, zone_text, fraction = self._moment(plain)
        except OverflowError:
            raise ValueError(f"the time “{shortened(plain)}” is out of range") from None
        digits = fraction.ljust(9, "0")
        self.nanoseconds = int(digits[6:9])
        moment = moment.replace(microsecond=int(digits[:6]))
        if zone_text:
            self.zoned += 1
            moment = moment.replace(tzinfo=_offset(zone_text, plain))
        else:
            moment = self._local(moment, plain, line)
        try:
            return _on_calendar((moment - _EPOCH) // _MICROSECOND, plain)
        except OverflowError:
            raise ValueError(f"the time “{shortened(plain)}” is out of range") from None

    def _from_number(self, whole: str, rest: str) -> int:
        self.numbers += 1
        self.zoned += 1
        finer = 6 if len(whole) <= 10 else 3 if len(whole) <= 13 else 0  # digits after it, down to microseconds
        return int(whole + (rest.ljust(9, "0"))[:finer])

    def _moment(self, plain: str) -> tuple[datetime, str, str]:
        """The moment without zone and fraction, the zone's text and the digits after the second."""
        parts = self._date_parts(plain)
        if parts is None:
            return _basic_iso(plain)
        (year, month, day), (hours, minutes, seconds, fraction, half, zone) = parts
        hour = int(hours or 0)
        if half:
            if not 1 <= hour <= 12:
                raise ValueError(f"the time “{shortened(plain)}” could not be read")
            hour = hour % 12 + (12 if half[0] in "Pp" else 0)
        midnight = hour == 24 and int(minutes or 0) == 0 and int(seconds or 0) == 0
        try:
            moment = datetime(year, month, day, 0 if midnight else hour, int(minutes or 0), int(seconds or 0))  # noqa: DTZ001 -- its zone is put on below
        except ValueError:
            raise ValueError(f"there is no such time as “{shortened(plain)}”") from None
        return moment + timedelta(days=1) if midnight else moment, zone or "", fraction or ""

    def _date_parts(self, plain: str) -> tuple[tuple[int, int, int], tuple[str | None, ...]] | None:
        if found := _YEAR_FIRST.fullmatch(plain):
            return (int(found[1]), int(found[3]), int(found[4])), found.groups()[4:]
        if found := _YEAR_LAST.fullmatch(plain):
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            if found[2] == ".":
                return (year, second, first), found.groups()[4:]
            self.slashed += 1
            return ((year, second, first) if self._day_first else (year, first, second)), found.groups()[4:]
        if (found := _DAY_NAME.fullmatch(plain)) and found[2].lower() in _MONTHS:
            return (int(found[3]), _MONTHS[found[2].lower()], int(found[1])), found.groups()[3:]
        if (found := _NAME_DAY.fullmatch(plain)) and found[1].lower() in _MONTHS:
            return (int(found[3]), _MONTHS[found[1].lower()], int(found[2])), found.groups()[3:]
        return None

    def _local(self, moment: datetime, text: str, line: int) -> datetime:
        self._first_zoneless = self._first_zoneless or line
        self.zoneless += 1
        local = moment.replace(tzinfo=self._zone)
        early, late = local.utcoffset(), local.replace(fold=1).utcoffset()
        if early is not None and late is not None and early != late:
            # At a change of the clock the two readings differ: ahead, the time was left out; back, it came twice.
            (self._missing if early < late else self._twice).append((line, shortened(text)))
        return local

    def places(self) -> set[int]:
        """The lines that the announcements name."""
        listed = [*self._missing[:_LISTED], *self._twice[:_LISTED]]
        return {line for line, _ in listed} | ({self._first_zoneless} if self.zoneless and self.zoned else set())

    def announcements(self, lines: Mapping[int, int] | None = None, each: str = "line") -> list[str]:
        """What a person should know of how the times were read.

        `lines` is for readers that gave something else than lines to `read`: it says which line each of them is.
        `each` is what the numbers count, where that is not lines.
        """
        told: list[str] = []
        line_of = lines or {}
        if self.zoneless:
            count = f"{self.zoneless:,} times have" if self.zoneless > 1 else "1 time has"
            told.append(f"{count} no time zone; read as {self._zone_name} time.")
        if self.zoneless and self.zoned:
            told.append(
                f"The file mixes times with a zone ({self.zoned:,}) and without one ({self.zoneless:,}, the first on "
                f"{each} {line_of.get(self._first_zoneless, self._first_zoneless):,})."
            )
        if self._missing:
            told.append(
                f"Times that do not exist in {self._zone_name}, because the clock was put forward; read as later by "
                f"what it was put forward: {_list(self._missing, line_of, each)}."
            )
        if self._twice:
            told.append(
                f"Times that exist twice in {self._zone_name}, because the clock was put back; the first one was "
                f"taken: {_list(self._twice, line_of, each)}."
            )
        if self.numbers:
            told.append("Times that are numbers were read as time since 1970 (UTC).")
        if self.slashed:
            order = "day/month/year" if self._day_first else "month/day/year"
            told.append(f"Dates with the year last were read as {order}.")
        return told


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_FIRST_US: Final = (datetime(1, 1, 3, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LAST_US: Final = (datetime(9999, 12, 29, tzinfo=UTC) - _EPOCH) // _MICROSECOND


def _on_calendar(at_us: int, text: str) -> int:
    """The time, as long as every time zone has a date for it."""
    if not _FIRST_US < at_us < _LAST_US:
        raise ValueError(f"the time “{shortened(text)}” is out of range")
    return at_us


def start_on_calendar(at_ms: int) -> bool:
    """Whether a session can start then: every time zone has a date for it."""
    return _FIRST_US < at_ms * 1000 < _LAST_US


def _basic_iso(plain: str) -> tuple[datetime, str, str]:
    """Other forms of ISO 8601, such as 20260302T100500Z."""
    failed = ValueError(f"the time “{shortened(plain)}” could not be read")
    found = re.fullmatch(
        r"(\d{8}(?:T\d{2,6})?|\d{4}-W\d{2}-\d(?:T[\d:]+)?)(?:[.,](\d{1,9}))?(Z|[+-]\d{2}(?::?\d{2})?)?", plain
    )
    if found is None:
        raise failed
    try:
        return datetime.fromisoformat(found[1]), found[3] or "", found[2] or ""
    except ValueError:
        raise failed from None


def _offset(text: str, whole: str) -> timezone:
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[3:].removeprefix(":") or 0)
    if minutes >= 24 * 60 or int(text[3:].removeprefix(":") or 0) > 59:
        raise ValueError(f"the time “{shortened(whole)}” has an impossible zone")
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _list(places: list[tuple[int, str]], line_of: Mapping[int, int], each: str) -> str:
    more = len(places) - _LISTED
    shown = "; ".join(f"{each} {line_of.get(line, line):,}: {text}" for line, text in places[:_LISTED])
    return shown + (f"; and {more:,} more" if more > 0 else "")
