"""How long things took: at a place, between two places, and a whole session. Pauses are left out everywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from journeymap.analysis.sessions import Place, SessionSummary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Codes = NDArray[np.int64]

Link = tuple[Place, Place]


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
    import numpy as np

    timed = [summary for summary in summaries if summary.timed and summary.last_ms is not None]
    if not timed:
        return Durations()
    places = list(dict.fromkeys(chain.from_iterable(summary.places for summary in timed)))
    code_of = {place: code for code, place in enumerate(places)}
    size = sum(len(summary.places) for summary in timed)
    flat = chain.from_iterable(summary.places for summary in timed)
    codes = np.fromiter(map(code_of.__getitem__, flat), np.int64, size)
    starts = np.array(_flat_times(timed, ends=False), np.float64)
    ends = np.array(_flat_times(timed, ends=True), np.float64)
    lengths = np.array([len(summary.places) for summary in timed])
    closes = np.array([_end_ms(summary) for summary in timed], np.float64)
    last = np.cumsum(lengths)[lengths > 0] - 1

    known_ends = np.where(np.isnan(ends), starts, ends)
    following = np.empty_like(starts)
    following[:-1] = starts[1:]
    # A session that is not known to go on after its last visit says nothing about how long that one was.
    following[last] = np.where(closes[lengths > 0] > starts[last], closes[lengths > 0], np.nan)
    stays = np.where(np.isnan(ends), following, ends) - starts
    steps = {places[code]: spread for code, spread in _spreads(codes, stays).items()}

    inner = np.ones(size, bool)
    inner[last] = False
    inner = inner[:-1]
    waits = (starts[1:] - known_ends[:-1])[inner]
    pairs = (codes[:-1] * len(places) + codes[1:])[inner]
    links = {
        (places[pair // len(places)], places[pair % len(places)]): spread
        for pair, spread in _spreads(pairs, waits).items()
    }
    whole = _spreads(np.zeros(len(timed), np.int64), closes)
    return Durations(steps, links, whole.get(0))


def _end_ms(summary: SessionSummary) -> int | None:
    return None if summary.in_progress else _active(summary, summary.last_ms)


def _active(summary: SessionSummary, at_ms: int | None) -> int | None:
    return None if at_ms is None else summary.active_ms(0, at_ms)


def _flat_times(summaries: Iterable[SessionSummary], *, ends: bool) -> list[int | None]:
    """The starts or ends of all visits in one row, on each session's clock with its pauses taken out."""
    found: list[int | None] = []
    for summary in summaries:
        times = summary.ends_ms if ends else summary.starts_ms
        found.extend([_active(summary, time) for time in times] if summary.pauses_ms else times)
    return found


def _spreads(keys: "Codes", values: "Numbers") -> dict[int, Spread]:
    """The spread of the values of each key; values that are not known (nan) are left out."""
    import numpy as np

    known = ~np.isnan(values)
    keys, values = keys[known], values[known]
    if not len(keys):
        return {}
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    counts = np.diff(np.append(first, len(keys)))
    means = np.add.reduceat(values, first) / counts

    def quantile(share: float) -> "Numbers":
        position = first + share * (counts - 1)
        below = np.floor(position).astype(np.int64)
        above = np.minimum(below + 1, first + counts - 1)
        low: Numbers = values[below]
        return low + (position - below) * (values[above] - low)

    columns = zip(
        keys[first].tolist(), counts.tolist(), means.tolist(), quantile(0.5).tolist(), quantile(0.25).tolist(),
        quantile(0.75).tolist(), quantile(0.9).tolist(), strict=True,
    )  # fmt: skip
    return {key: Spread(*rest) for key, *rest in columns}
