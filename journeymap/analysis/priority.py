"""The one score: harm per 100 journeys, with what is known and not known about its order (methods, section 3).

The random part is drawn once as *mass per impact level*, which does not depend on the weights: other weights, another
k and the check of the weights all come from the same draws.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from journeymap.core.scales import HARM_WEIGHTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Weights = tuple[float, float, float, float]
"""Harm of the impacts 1…4, in minor problems."""

SHRINKAGE: Final = 4.0
DRAWS: Final = 4000
FEWEST_PEOPLE: Final = 5
_PSEUDO_PEOPLE: Final = 50
_WEIGHTINGS: Final = 400
_FLATTEST: Final = 1.5
_STEEPEST: Final = 6.0
_SURE: Final = 0.9
_CHANGE: Final = 0.2  # of P(top k) between the flattest and the steepest weights
_CELLS_AT_ONCE: Final = 120_000  # one round of draws stays in the cache of the processor: half the time
_WEIGHTS_AT_ONCE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class HarmMatrix:
    """Who met what, and how bad it was.

    `levels[person][item]` is the worst impact 0…4 of that person with that item, or None: no opportunity. People
    stand in order of pseudonym, items in order of title, so that the same seed gives the same answer again.
    """

    levels: tuple[tuple[int | None, ...], ...]
    items: int


@dataclass(frozen=True, slots=True)
class Priority:
    """What is known of one item.

    Scores are minor problems per 100 journeys; `low` and `high` enclose 90 % of the draws. Where nobody was hit, only
    `high` means something and `low` is 0; `high` is None where there is nothing to rank. `p_top` is the probability
    of being among the first k, `rank_low` and `rank_high` the 5–95 % ranks: None below five people or where there is
    nothing to rank. `first_share` is the share of weightings in which the score is among the first k;
    `depends_on_weights` says that `p_top` changes by more than 0.2 between the flattest and the steepest weights.
    """

    score: float
    low: float
    high: float | None
    p_top: float | None
    rank_low: int | None
    rank_high: int | None
    first_share: float | None
    depends_on_weights: bool
    affected: int
    opportunities: int
    worst_impact: int


def ratio_weights(ratio: float) -> Weights:
    """Weights in which each level is `ratio` times as bad as the one below; a delay stays 1."""
    return (1 / ratio, 1.0, ratio, ratio * ratio)


def scores(matrix: HarmMatrix, weights: Weights = HARM_WEIGHTS, *, shrinkage: float = SHRINKAGE) -> tuple[float, ...]:
    """100 · (Σ harm + shrinkage · pooled mean) / (opportunities + shrinkage), an item each (methods, 3.1)."""
    if not matrix.items:
        return ()
    found: Numbers = _scores(_counts(matrix), weights, shrinkage)
    return tuple(found.tolist())


def priorities(
    matrix: HarmMatrix,
    *,
    weights: Weights = HARM_WEIGHTS,
    seed: int = 1,
    top: int = 3,
    draws: int = DRAWS,
    shrinkage: float = SHRINKAGE,
) -> tuple[Priority, ...]:
    """Score, interval, probability of being among the first `top`, and rank limits of every item of the matrix.

    Every item needs at least one opportunity. The same matrix and seed give the same answer.
    """
    import numpy as np

    if not matrix.items:
        return ()
    counts = _counts(matrix)
    opportunities = counts.sum(axis=1)
    affected = counts[:, 1:].sum(axis=1)
    worst = [max((level for level in range(1, 5) if row[level]), default=0) for row in counts]
    points = _scores(counts, weights, shrinkage)
    if not affected.any():
        return tuple(
            Priority(0.0, 0.0, None, None, None, None, None, False, 0, int(whole), 0) for whole in opportunities
        )
    masses, totals = _draw(matrix, seed, draws, shrinkage)
    drawn = _drawn_scores(masses, totals, weights)
    limits = np.quantile(drawn, (0.05, 0.95), axis=0)
    order = None
    if len(matrix.levels) >= FEWEST_PEOPLE:
        flat, steep = (
            _membership(_drawn_scores(masses, totals, ratio_weights(ratio)), top) for ratio in (_FLATTEST, _STEEPEST)
        )
        order = (
            _membership(drawn, top).tolist(),
            *(limit.tolist() for limit in _rank_limits(drawn)),
            _first_share(counts, top, seed, shrinkage).tolist(),
            (np.abs(flat - steep) > _CHANGE).tolist(),
        )
    found = []
    for item in range(matrix.items):
        p_top, rank_low, rank_high, first_share, depends = (
            (None, None, None, None, False) if order is None else [column[item] for column in order]
        )
        found.append(
            Priority(
                score=float(points[item]),
                low=float(limits[0, item]) if affected[item] else 0.0,
                high=float(limits[1, item]),
                p_top=p_top,
                rank_low=rank_low,
                rank_high=rank_high,
                first_share=first_share,
                depends_on_weights=depends,
                affected=int(affected[item]),
                opportunities=int(opportunities[item]),
                worst_impact=worst[item],
            )
        )
    return tuple(found)


def groups(
    matrix: HarmMatrix, order: Sequence[int], *, weights: Weights = HARM_WEIGHTS, seed: int = 1
) -> tuple[tuple[int, ...], ...]:
    """The items in the given order, put together where they cannot be told apart.

    A group goes on as long as its first item is above the next one in fewer than 90 % of the draws.
    """
    if not order:
        return ()
    drawn = _drawn_scores(*_draw(matrix, seed, DRAWS, SHRINKAGE), weights)
    found: list[list[int]] = [[order[0]]]
    for item in order[1:]:
        if (drawn[:, found[-1][0]] > drawn[:, item]).mean() >= _SURE:
            found.append([item])
        else:
            found[-1].append(item)
    return tuple(tuple(group) for group in found)


def _counts(matrix: HarmMatrix) -> "Numbers":
    """How many people met which item at which level: items × levels 0…4."""
    import numpy as np

    counts = np.zeros((matrix.items, 5))
    for row in matrix.levels:
        for item, level in enumerate(row):
            if level is not None:
                counts[item, level] += 1
    if not counts.any(axis=1).all():
        raise ValueError("An item without any opportunity cannot be ranked.")
    return counts


def _scores(counts: "Numbers", weights: Weights, shrinkage: float) -> "Numbers":
    harm: Numbers = counts[:, 1:] @ weights
    opportunities = counts.sum(axis=1)
    pooled = harm.sum() / opportunities.sum()
    found: Numbers = 100 * (harm + shrinkage * pooled) / (opportunities + shrinkage)
    return found


@lru_cache(maxsize=2)
def _draw(matrix: HarmMatrix, seed: int, draws: int, shrinkage: float) -> "tuple[Numbers, Numbers]":
    """(mass per impact level: draws × items × 4, mass of all opportunities: draws × items); see methods, 3.2.

    People weigh Gamma(1), shared by all items, which keeps what they have in common. 50 pseudo-people weigh
    Gamma(shrinkage / 50); the impact of each is drawn anew for every draw and item from all opportunities seen:
    that is 0 with the pooled rate of no hit, else one of the impacts seen. Kept, because a change of weights or of k
    asks for the same draws again.
    """
    import numpy as np

    people, items = len(matrix.levels), matrix.items
    levels = np.array([[-1 if level is None else level for level in row] for row in matrix.levels], np.int8)
    asked = (levels >= 0).astype(np.float64)
    met = np.stack([(levels == level) for level in range(1, 5)], axis=2).reshape(people, items * 4).astype(np.float64)
    pool = np.sort(levels[levels >= 0])
    index_type = np.uint16 if len(pool) <= 65_536 else np.uint32
    random = np.random.default_rng(seed)
    masses = np.empty((draws, items, 4))
    totals = np.empty((draws, items))
    for start, stop in _rounds(draws, people, _WEIGHTS_AT_ONCE):
        weighing = random.standard_exponential((stop - start, people))
        masses[start:stop] = (weighing @ met).reshape(stop - start, items, 4)
        totals[start:stop] = weighing @ asked
    for start, stop in _rounds(draws if shrinkage > 0 else 0, items * _PSEUDO_PEOPLE, _CELLS_AT_ONCE):
        pseudo = random.standard_gamma(shrinkage / _PSEUDO_PEOPLE, (stop - start, _PSEUDO_PEOPLE))
        drawn = pool.take(random.integers(0, len(pool), (stop - start, items, _PSEUDO_PEOPLE), dtype=index_type))
        for level in range(1, 5):
            hit = (drawn == level).astype(np.float64)
            masses[start:stop, :, level - 1] += (hit @ pseudo[:, :, None])[:, :, 0]
        totals[start:stop] += pseudo.sum(axis=1)[:, None]
    return masses, totals


def _rounds(draws: int, cells: int, at_once: int) -> Iterator[tuple[int, int]]:
    """The draws in rounds (from, to) that hold at most `at_once` of the `cells` of a draw: memory is bounded."""
    size = max(1, at_once // cells) if cells else draws
    for start in range(0, draws, max(1, size)):
        yield start, min(start + size, draws)


def _drawn_scores(masses: "Numbers", totals: "Numbers", weights: Weights) -> "Numbers":
    found: Numbers = 100 * (masses @ weights) / totals
    return found


def _membership(found: "Numbers", top: int) -> "Numbers":
    """How often each item is among the first `top` of the rows; those that tie at the cut share what room there is."""
    import numpy as np

    items = found.shape[1]
    if top >= items:
        return np.ones(items)
    cut = np.partition(found, items - top, axis=1)[:, items - top, None]
    above, level = found > cut, found == cut
    room = (top - above.sum(axis=1)) / level.sum(axis=1)
    shares: Numbers = (above + level * room[:, None]).mean(axis=0)
    return shares


def _rank_limits(found: "Numbers") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """The 5 % and 95 % quantile of each item's rank; among equals it counts from the best to the worst they share."""
    import numpy as np

    order = np.argsort(-found, axis=1, kind="stable")
    ordered = np.take_along_axis(found, order, axis=1)
    count = found.shape[1]
    differs = ordered[:, 1:] != ordered[:, :-1]
    edge = np.ones((len(found), 1), bool)
    position = np.arange(count)
    best_sorted = np.maximum.accumulate(np.where(np.hstack((edge, differs)), position, 0), axis=1)
    ends = np.where(np.hstack((differs, edge)), position, count)
    worst_sorted = np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]
    best, worst = np.empty_like(best_sorted), np.empty_like(worst_sorted)
    np.put_along_axis(best, order, best_sorted, axis=1)
    np.put_along_axis(worst, order, worst_sorted, axis=1)
    low = np.quantile(best, 0.05, axis=0, method="inverted_cdf") + 1
    high = np.quantile(worst, 0.95, axis=0, method="inverted_cdf") + 1
    return low.astype(np.int64), high.astype(np.int64)


def _first_share(counts: "Numbers", top: int, seed: int, shrinkage: float) -> "Numbers":
    """In which share of weightings the score is among the first `top`: the ratio of levels log-uniform (1.5, 6)."""
    import numpy as np

    # A stream of its own, so that the draws of the ranking do not depend on it.
    random = np.random.default_rng((seed, _WEIGHTINGS))
    ratios = np.exp(random.uniform(np.log(_FLATTEST), np.log(_STEEPEST), _WEIGHTINGS))
    return _membership(np.array([_scores(counts, ratio_weights(ratio), shrinkage) for ratio in ratios]), top)
