"""The words and number formats that window, report and terminal share. Pure functions, British English.

A no-break space stands wherever a line must not break: before a percent sign and inside a duration.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

NO_BREAK: Final = "\u00a0"
EN_DASH: Final = "\u2013"
MINUS: Final = "\u2212"

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SECOND_MS: Final = 1000
_DAY_S: Final = 86_400


def number_text(number: int) -> str:
    """A whole number with commas between thousands: "1,434"."""
    return f"{number:,}".replace("-", MINUS)


def plural(number: int, one: str, many: str = "") -> str:
    """The number with its noun: "1 session", "12 sessions"; `many` is `one` with an s where it is not given."""
    return f"{number_text(number)} {one if number == 1 else many or one + 's'}"


def people(number: int) -> str:
    """The number of people: "1 person", "12 people"."""
    return plural(number, "person", "people")


def sessions(number: int) -> str:
    """The number of sessions: "1 session", "12 sessions"."""
    return plural(number, "session")


def list_text(words: Sequence[str]) -> str:
    """The words as one phrase: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def quoted(text: str) -> str:
    """The text between curly quotation marks."""
    return f"“{text}”"


def shortened(text: str, longest: int = 60) -> str:
    """The text where it has at most so many letters, else its beginning and an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def count_text(affected: int, whole: int) -> str:
    """A count with its whole: "7 of 11"."""
    return f"{number_text(affected)} of {number_text(whole)}"


def percent_text(share: float) -> str:
    """A share 0…1 in whole percent: "64 %". Never 0 % or 100 % for what is neither."""
    percent = round(share * 100)
    if percent == 0 and share > 0:
        return f"under 1{NO_BREAK}%"
    if percent == 100 and share < 1:
        return f"over 99{NO_BREAK}%"
    return f"{percent}{NO_BREAK}%"


def range_text(low: float, high: float) -> str:
    """A range of shares 0…1: "78–84 %", or "78 %" where both round to the same; a narrow one with a decimal."""
    decimals = 0 if high - low >= 0.02 else 1
    first, last = (f"{share * 100:.{decimals}f}".removesuffix(".0") for share in (low, high))
    return f"{first}{NO_BREAK}%" if first == last else f"{first}{EN_DASH}{last}{NO_BREAK}%"


def share_text(affected: int, whole: int) -> str:
    """A share with its whole: "7 of 11 (64 %)"; only the counts where there is no whole."""
    counts = count_text(affected, whole)
    return f"{counts} ({percent_text(affected / whole)})" if whole > 0 else counts


def share_range_text(affected: int, whole: int, low: float, high: float, noun: str = "") -> str:
    """A share with its whole and its interval (0…1): "7 of 11 people (35–85 %)"."""
    return f"{count_text(affected, whole)}{' ' if noun else ''}{noun} ({range_text(low, high)})"


def shift_text(shift_ms: int) -> str:
    """By how much a clock was moved, in seconds: "+3.5 s", "−4 s", "0 s"."""
    seconds = f"{abs(shift_ms) / _SECOND_MS:.3f}".rstrip("0").rstrip(".")
    return f"{MINUS if shift_ms < 0 else '+' if shift_ms else ''}{seconds} s"


def duration_text(duration_ms: float | None) -> str:
    """A duration: "50 s", "6 m 20", "1 h 05", "9 days"; "no times" where there is none."""
    if duration_ms is None:
        return "no times"
    sign = MINUS if duration_ms < 0 else ""
    size_ms = abs(duration_ms)
    if 0 < size_ms < 50:
        return f"{sign}under 0.1{NO_BREAK}s"
    if 0 < size_ms < 950:
        return f"{sign}{size_ms / _SECOND_MS:.1f}{NO_BREAK}s"
    return sign + _whole_seconds_text(round(size_ms / _SECOND_MS))


def _whole_seconds_text(seconds: int) -> str:
    minutes, rest_s = divmod(seconds, 60)
    if minutes == 0:
        return f"{rest_s}{NO_BREAK}s"
    if minutes < 60:
        return f"{minutes}{NO_BREAK}m" + (f"{NO_BREAK}{rest_s:02d}" if rest_s else "")
    if seconds < _DAY_S - 30:
        hours, rest_m = divmod(round(seconds / 60), 60)
        return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{rest_m:02d}" if rest_m else "")
    days = seconds / _DAY_S
    if days < 9.95:
        shown = f"{days:.1f}".removesuffix(".0")
        return f"{shown}{NO_BREAK}{'day' if shown == '1' else 'days'}"
    return f"{number_text(round(days))}{NO_BREAK}days"


def duration_range_text(low_ms: float, high_ms: float) -> str:
    """Two durations as a range: "4 m 10 – 9 m 40"."""
    return f"{duration_text(low_ms)} {EN_DASH} {duration_text(high_ms)}"


def clock_text(at_ms: int | None) -> str:
    """A time within a session: "00:06:10"; empty where the session has no times."""
    if at_ms is None:
        return ""
    minutes, seconds = divmod(at_ms // _SECOND_MS, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def score_text(score: float) -> str:
    """A score in whole points from 10 on, with one decimal below: "237", "8.4"."""
    if 0 < score < 0.05:
        return "under 0.1"
    return number_text(round(score)) if score >= 9.95 or score == int(score) else f"{score:.1f}"


def score_range_text(low: float, high: float) -> str:
    """An interval of scores: "103–411"; decimals only where both ends are small."""
    first, last = score_text(low if high < 9.95 else round(low)), score_text(high)
    return first if first == last else f"{first}{EN_DASH}{last}"


def rank_range_text(first: int, last: int) -> str:
    """A rank interval: "1", "2–4"."""
    return str(first) if first == last else f"{first}{EN_DASH}{last}"


def clarity_word(probability: float) -> str:
    """How sure it is that something is among the first: clear, likely, open or unlikely (methods, section 3.2).

    Two decimals decide: the draws behind a probability do not know more.
    """
    probability = round(probability, 2)
    if probability >= 0.9:
        return "clear"
    if probability >= 0.6:
        return "likely"
    return "open" if probability >= 0.3 else "unlikely"


def among_first(top: int) -> str:
    """Where the first k stand: "first", "among the first three"."""
    return "first" if top == 1 else f"among the first {number_word(top)}"


def number_word(number: int) -> str:
    """Whole numbers up to ten as words: "three"; above as digits."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if 0 <= number < len(words) else number_text(number)


def _day(at_ms: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(zone))


def date_text(at_ms: int, zone: str = "UTC") -> str:
    """The day of a moment (UTC ms) in an IANA zone: "2 March 2026"."""
    day = _day(at_ms, zone)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_range_text(first_ms: int, last_ms: int, zone: str = "UTC") -> str:
    """The days between two moments: "3–14 March 2026", "28 February – 3 March 2026"."""
    first, last = _day(first_ms, zone), _day(last_ms, zone)
    end = date_text(last_ms, zone)
    if first.date() == last.date():
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{end}"
    start = f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} {EN_DASH} {end}" if first.year == last.year else f"{start} {first.year} {EN_DASH} {end}"


def time_text(at_ms: int, zone: str = "UTC") -> str:
    """The time of day of a moment: "10:42"."""
    return f"{_day(at_ms, zone):%H:%M}"
