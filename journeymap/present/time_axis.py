"""Sessions as lines on one axis: where every visit, pain and pause lies, by time or by order, and each in words."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.scales import FEELINGS, IMPACTS
from journeymap.core.wording import clock_text, duration_text, plural, quoted, sessions
from journeymap.present.session import KIND_WORDS
from journeymap.present.session_entries import EntryFacts, entries_of
from journeymap.present.sessions_table import Entries, SessionRow

SCALES: Final = {"time": "By time", "order": "By order"}
"""How the axis is scaled: by the time since the start, or by the number of the visit."""

_SECOND_MS: Final = 1000.0
_MINUTE_MS: Final = 60 * _SECOND_MS
_HOUR_MS: Final = 60 * _MINUTE_MS
_DAY_MS: Final = 24 * _HOUR_MS
_STEPS_MS: Final = (
    *(_SECOND_MS * each for each in (1, 2, 5, 10, 15, 30)),
    *(_MINUTE_MS * each for each in (1, 2, 5, 10, 15, 30)),
    *(_HOUR_MS * each for each in (1, 2, 3, 6, 12)),
    *(_DAY_MS * each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
_STEPS_VISITS: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
_MANY_LINES: Final = 20  # from here on the longest tenth does not decide how wide the others are drawn


@dataclass(frozen=True, slots=True)
class AxisMark:
    """One entry on a line: `kind` is visit, pain, pause or other. `at_ms` None: no time; `order` counts visits from 1.

    What comes after a visit and before the next lies between their numbers.
    """

    entry_id: str
    kind: str
    at_ms: int | None
    order: float
    impact: int | None
    words: str

    def at(self, scale: str) -> float | None:
        """Where it lies on an axis of this scale, None where it has no place on it."""
        return self.order if scale == "order" else self.at_ms


@dataclass(frozen=True, slots=True)
class AxisLine:
    """One session: its marks in their order, its pauses as (from, to) in ms, and where it ends."""

    row: SessionRow
    marks: tuple[AxisMark, ...]
    pauses_ms: tuple[tuple[int, int], ...]
    end_ms: int | None
    end_order: float

    @property
    def timed(self) -> bool:
        """Whether it can be drawn by time."""
        return self.end_ms is not None

    def end(self, scale: str) -> float | None:
        """Where it ends on an axis of this scale, None where it has no times."""
        return self.end_order if scale == "order" else self.end_ms

    @property
    def words(self) -> str:
        """The line in words."""
        row = self.row
        pains = f"{plural(row.pains, 'pain')}, worst: {row.worst_words}" if row.pains else "no pain"
        pauses = plural(len(self.pauses_ms), "pause") if self.pauses_ms else ""
        parts = (row.title, row.outcome_words, row.length, plural(row.steps, "visit"), pains, pauses, row.reason)
        return "; ".join(part for part in parts if part)


def axis_line(
    row: SessionRow, summary: SessionSummary, entries: Sequence[EntryFacts], titles: Mapping[str, str]
) -> AxisLine:
    """The line of one session; `titles` are those of steps by id. Visits are the lead observer's."""
    lead = row.observers[0] if row.observers else ""
    pauses = dict(summary.pauses_ms)
    marks: list[AxisMark] = []
    visit = 0
    since: list[int] = []  # places in `marks` of what came since the last visit
    here = "before the first step"
    for entry in entries:
        if entry.kind == "marker" and entry.text == "resume":
            continue  # the end of a pause, which is drawn as one thing
        at_ms = entry.at_ms if summary.timed else None
        if entry.kind == "visit" and entry.observer in {"", lead}:
            _spread(marks, since, visit)
            visit, since = visit + 1, []
            here = titles.get(entry.step_id or "", entry.raw_label or "")
            marks.append(AxisMark(entry.id, "visit", at_ms, float(visit), None, mark_words(entry, here)))
            continue
        since.append(len(marks))
        pause = entry.kind == "marker" and entry.text == "pause"
        kind = "pain" if entry.kind == "pain" else "pause" if pause else "other"
        until_ms = pauses.get(entry.at_ms, entry.until_ms) if pause and entry.at_ms is not None else entry.until_ms
        words = mark_words(entry._replace(until_ms=until_ms), here)
        marks.append(AxisMark(entry.id, kind, at_ms, 0.0, entry.impact, words))
    _spread(marks, since, visit)
    end_ms = summary.last_ms if summary.timed else None
    return AxisLine(row, tuple(marks), summary.pauses_ms if end_ms is not None else (), end_ms, visit + 1.0)


def axis_lines(
    rows: Sequence[SessionRow], summaries: Iterable[SessionSummary], entries: Entries, titles: Mapping[str, str]
) -> dict[str, AxisLine]:
    """The lines of all these sessions by id."""
    known = {summary.id: summary for summary in summaries}
    return {row.id: axis_line(row, known[row.id], entries_of(entries, row.id), titles) for row in rows}


def mark_words(entry: EntryFacts, here: str) -> str:
    """One entry in words: "00:05:40 pain, needed help, at Upload proof: phones daughter"."""
    clock = since_start(entry.at_ms)
    word = KIND_WORDS.get(entry.kind, entry.kind)
    if entry.kind == "visit":
        return f"{clock} {word} {here}".strip()
    text = quoted(entry.text) if entry.kind == "quote" else entry.text
    if entry.kind == "pain":
        impact = "not rated yet" if entry.impact is None else f"impact {entry.impact} of 4, {IMPACTS[entry.impact]}"
        word = f"{word}, {impact}"
    elif entry.kind == "emotion" and entry.value is not None:
        word = f"{word} {FEELINGS[entry.value]}"
    elif entry.kind == "marker" and entry.text == "pause":
        lasts = duration_text(entry.until_ms - entry.at_ms) if entry.until_ms and entry.at_ms is not None else ""
        return " ".join(part for part in (clock, "pause", f"of {lasts}" if lasts else "") if part)
    by = f" (noted by {entry.observer})" if entry.observer else ""
    return f"{clock} {word}, at {here}{': ' if text else ''}{text}{by}".strip()


def since_start(at_ms: int | None) -> str:
    """A time since the start: "00:06:10", from a day on "12 days"; empty where there is none."""
    return clock_text(at_ms) if at_ms is None or at_ms < _DAY_MS else duration_text(at_ms)


def longest(lines: Iterable[AxisLine], scale: str) -> float:
    """How far the axis goes: the end of the longest line, in ms or in visits; 0 where there is none."""
    return max((end for line in lines if (end := line.end(scale)) is not None), default=0.0)


def first_extent(lines: Iterable[AxisLine], scale: str) -> float:
    """What is shown at first: all of the axis, or less of it where the longest lines would make the others tiny.

    Of many lines nine in ten are seen whole; where even that is more than ten times the median, four medians are shown.
    """
    ends = sorted(end for line in lines if (end := line.end(scale)) is not None)
    if len(ends) < _MANY_LINES:
        return ends[-1] if ends else 0.0
    most, median = ends[math.ceil(len(ends) * 0.9) - 1], ends[len(ends) // 2]
    if most > 10 * median > 0:
        return 4 * median
    return ends[-1] if ends[-1] <= 2 * most else most


def running_on(lines: Iterable[AxisLine], scale: str) -> str:
    """The sentence about lines that are longer than what is shown at first, empty where none is."""
    everything = list(lines)
    most = first_extent(everything, scale)
    longer = sum((line.end(scale) or 0.0) > most for line in everything)
    if not longer:
        return ""
    do = "goes" if longer == 1 else "go"
    return f"{plural(longer, 'line')} {do} on to the right of the first view: “Zoom to fit” shows the whole axis."


def without_times(lines: Iterable[AxisLine]) -> str:
    """The sentence about sessions that cannot be drawn by time, empty where all can."""
    missing = sum(not line.timed for line in lines)
    if not missing:
        return ""
    have = "has" if missing == 1 else "have"
    return f"{sessions(missing)} {have} no times and can be seen by order only."


def ticks(first: float, last: float, scale: str, at_least: float) -> list[tuple[float, str]]:
    """Places on the axis between two values, with their words; at least `at_least` (ms or visits) apart."""
    steps = _STEPS_VISITS if scale == "order" else _STEPS_MS
    step = next((each for each in steps if each >= at_least), steps[-1] * max(1, math.ceil(at_least / steps[-1])))
    start = max(1 if scale == "order" else 0, math.ceil(first / step))
    places = [number * step for number in range(start, math.floor(last / step) + 1)]
    if scale == "order":
        return [(place, f"{round(place):,}") for place in places]
    return [(place, tick_text(place)) for place in places]


def tick_text(at_ms: float) -> str:
    """A time since the start on the axis: "0", "30 s", "5 m", "1 h 30", "12 days"."""
    if at_ms == 0:
        return "0"
    if at_ms >= _DAY_MS and at_ms % _DAY_MS == 0:
        return plural(round(at_ms / _DAY_MS), "day")
    return duration_text(at_ms)


def _spread(marks: list[AxisMark], since: Sequence[int], visit: int) -> None:
    """Lay what came after a visit evenly between it and the next."""
    for number, place in enumerate(since, start=1):
        mark = marks[place]
        order = visit + number / (len(since) + 1)
        marks[place] = AxisMark(mark.entry_id, mark.kind, mark.at_ms, order, mark.impact, mark.words)
