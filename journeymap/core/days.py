"""Days and times of day as people type them: "2 March 2026", "2/3/2026", "yesterday", "for 1 year"; "14:30", "2.30 pm".

The day stands before the month, as it is written in Britain, unless the year comes first.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from journeymap.core.errors import Problem
from journeymap.core.wording import MONTHS, shortened

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
_NUMBERS: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_WORDS: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)\.?(?:,? (\d{4}))?")
_MONTH_FIRST: Final = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_SPAN: Final = re.compile(r"(?:for |in )?(an?|one|\d{1,3}) (day|week|month|year)s?")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?")
_YEARS: Final = range(1970, 2200)
_HOW: Final = "Please type it like 2 March 2026 or 2/3/2026."


def read_day(typed: str, today: date, *, ahead: bool = False) -> date:
    """The day that was typed. Without a year it is the last such day, or the next one where it lies `ahead`.

    Ahead, a length of time from today may be typed as well: "for 1 year", "6 months". Raises Problem for anything else.
    """
    words = " ".join(typed.casefold().replace(",", " ").split()).removeprefix("until ")
    for weekday in _WEEKDAYS:
        words = words.removeprefix(f"{weekday.casefold()} ")
    if words in _NAMED:
        return today + timedelta(days=_NAMED[words])
    span = _SPAN.fullmatch(words) if ahead else None
    if span is not None:
        return _later(today, int(span[1]) if span[1].isdigit() else 1, span[2], typed)
    year, month, day = _parts(words)
    try:
        if year is not None:
            if year not in _YEARS:
                raise ValueError(year)
            return date(year, month, day)
        years = range(today.year, today.year + 5) if ahead else range(today.year, today.year - 5, -1)
        found = [date(each, month, day) for each in years if day <= monthrange(each, month)[1]]
        return next(each for each in found if (each > today if ahead else each <= today))
    except (ValueError, StopIteration):
        raise Problem(f"“{shortened(typed.strip())}” is no day. {_HOW}") from None


def read_time_of_day(typed: str) -> time:
    """The time of day that was typed: "14:30", "9.05", "2 pm". Raises Problem for anything else."""
    found = _TIME.fullmatch(" ".join(typed.casefold().split()))
    if found is not None and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        elif found[3]:
            hour = 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Problem(f"“{shortened(typed.strip())}” is no time of day. Please type it like 14:30, or leave it empty.")


def moment_ms(day: date, at: time | None, zone: str) -> int:
    """A day and a time of day in an IANA zone as UTC ms; without a time of day, the first moment of the day."""
    return round(datetime.combine(day, at or time(), ZoneInfo(zone)).timestamp() * 1000)


def day_text(day: date) -> str:
    """A day with its weekday: "Monday 2 March 2026"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _parts(words: str) -> tuple[int | None, int, int]:
    """Year, month and day; month 0 where nothing can be read."""
    found = _NUMBERS.fullmatch(words)
    if found is not None:
        first = found[1] is not None
        year, month, day = (found[1], found[2], found[3]) if first else (found[6], found[5], found[4])
        return int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)
    for pattern, name_at, day_at in ((_WORDS, 2, 1), (_MONTH_FIRST, 1, 2)):
        found = pattern.fullmatch(words)
        if found is not None:
            name = found[name_at]
            months = [at for at, month in enumerate(MONTHS, start=1) if month.casefold().startswith(name)]
            if len(name) >= 3 and months:
                return int(found[3]) if found[3] else None, months[0], int(found[day_at])
    return None, 0, 0


def _later(today: date, number: int, unit: str, typed: str) -> date:
    try:
        if unit in {"day", "week"}:
            return today + timedelta(days=number * (7 if unit == "week" else 1))
        months = today.month - 1 + number * (12 if unit == "year" else 1)
        year, month = today.year + months // 12, months % 12 + 1
        if year not in _YEARS:
            raise ValueError(year)
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        raise Problem(f"“{shortened(typed.strip())}” is too long. {_HOW}") from None
