"""How long things took: at a place, between two places, and a whole session. Pauses are left out everywhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from journeymap.analysis.sessions import Place, SessionSummary

Link = tuple[Place, Place]
Times = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Spread:
    """A set of durations: how many, mean, median, quartiles and the 90th percentile, all in ms."""

    count: int
    mean_ms: float
    median_ms: float
    low_ms: float
    high_ms: float
    p90_ms: float


@dataclass(frozen=True, slots=True)
class Durations:
    """What has no time at all is not in the mappings; `session` is None where no session has times."""

    steps: Mapping[Place, Spread] = field(default_factory=dict)
    links: Mapping[Link, Spread] = field(default_factory=dict)
    session: Spread | None = None


def durations(summaries: Sequence[SessionSummary]) -> Durations:
    """The times of these sessions.

    At a place: from the start of a visit to its end; where it has none, to the start of the next visit, and after
    the last visit to the end of the session, as far as that is later. Between places: from the end of a visit (its
    start, where it has none) to the start of the next. A session: from its start to its end. What is not over yet,
    and sessions without times, are left out.
    """
    # Plain Python on purpose: a usual project is counted before numpy would even be loaded.
    stays: dict[Place, list[int]] = defaultdict(list)
    waits: dict[Link, list[int]] = defaultdict(list)
    lengths: list[int] = []
    for summary in summaries:
        if not summary.timed or summary.last_ms is None:
            continue
        starts, ends = _on_clock(summary, summary.starts_ms), _on_clock(summary, summary.ends_ms)
        close_ms = None if summary.in_progress else summary.active_ms(0, summary.last_ms)
        if close_ms is not None:
            lengths.append(close_ms)
        for place, start_ms, stay_end_ms in zip(
            summary.places, starts, _stay_ends(starts, ends, close_ms), strict=True
        ):
            if start_ms is not None and stay_end_ms is not None:
                stays[place].append(stay_end_ms - start_ms)
        known_ends = [start if end is None else end for start, end in zip(starts, ends, strict=True)]
        for link, left_ms, came_ms in zip(pairwise(summary.places), known_ends, starts[1:], strict=False):
            if left_ms is not None and came_ms is not None:
                waits[link].append(came_ms - left_ms)
    return Durations(
        {place: _spread(values) for place, values in stays.items()},
        {link: _spread(values) for link, values in waits.items()},
        _spread(lengths) if lengths else None,
    )


def _on_clock(summary: SessionSummary, times: Times) -> Times:
    """Times on the session's clock, with its pauses taken out."""
    if not summary.pauses_ms:
        return times
    return [None if time is None else summary.active_ms(0, time) for time in times]


def _stay_ends(starts: Times, ends: Times, close_ms: int | None) -> list[int | None]:
    """When each visit was over: its own end, else the start of the next, else the end of the session.

    A session that is not known to go on after its last visit says nothing about how long that one was.
    """
    if not starts:
        return []
    last_ms = starts[-1]
    close = close_ms if close_ms is not None and last_ms is not None and close_ms > last_ms else None
    return [after if end is None else end for end, after in zip(ends, (*starts[1:], close), strict=True)]


def _spread(values: list[int]) -> Spread:
    """The spread of some values, at least one. Quantiles lie between the two nearest values (Hyndman and Fan's 7)."""
    values.sort()

    def quantile(share: float) -> float:
        position = share * (len(values) - 1)
        below = int(position)
        above = min(below + 1, len(values) - 1)
        return values[below] + (position - below) * (values[above] - values[below])

    return Spread(len(values), sum(values) / len(values), *map(quantile, (0.5, 0.25, 0.75, 0.9)))
