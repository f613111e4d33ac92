"""How far people who judged the same things agree: Cohen, Fleiss, Krippendorff, and any-two agreement.

The kappas and alpha presuppose a known set of units, which all were to judge. Lists of problems have none: what nobody
found is in no list. For them there is any-two agreement (methods, section 1.6).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import fsum, sqrt
from statistics import NormalDist

Weight = Callable[[int, int], float]
"""How far two categories, by their places in order, count as agreement: 1 the same, 0 not at all."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance of two raters over `units`, with its 95 % interval.

    `value` is None where both gave one and the same category throughout: chance alone would agree then.
    """

    units: int
    observed: float
    value: float | None
    low: float | None
    high: float | None


def cohen(first: Sequence[Hashable], second: Sequence[Hashable]) -> Kappa | None:
    """Cohen's kappa (1960) of two raters' categories, unit by unit; None without a unit."""
    pairs = list(zip(first, second, strict=True))
    categories = list(dict.fromkeys(category for pair in pairs for category in pair))
    counts = Counter(pairs)
    return cohen_of_table([[counts[row, column] for column in categories] for row in categories])


def cohen_of_table(table: Sequence[Sequence[int]], weight: Weight | None = None) -> Kappa | None:
    """Kappa of a square table of counts, rows by one rater and columns by the other; None where it is empty.

    `weight` for ordered categories; without one only the same counts as agreement. The variance is that of Fleiss,
    Cohen and Everitt (1969).
    """
    size = range(len(table))
    n = sum(map(sum, table))
    if not n:
        return None
    weights = [[weight(i, j) if weight else float(i == j) for j in size] for i in size]
    shares = [[table[i][j] / n for j in size] for i in size]
    rows = [fsum(shares[i]) for i in size]
    columns = [fsum(shares[i][j] for i in size) for j in size]
    observed = fsum(weights[i][j] * shares[i][j] for i in size for j in size)
    expected = fsum(weights[i][j] * rows[i] * columns[j] for i in size for j in size)
    if 1 - expected < 1e-12:
        return Kappa(n, observed, None, None, None)
    kappa = (observed - expected) / (1 - expected)
    of_row = [fsum(weights[i][j] * columns[j] for j in size) for i in size]
    of_column = [fsum(weights[i][j] * rows[i] for i in size) for j in size]
    spread = fsum(
        shares[i][j] * (weights[i][j] * (1 - expected) - (of_row[i] + of_column[j]) * (1 - observed)) ** 2
        for i in size
        for j in size
    )
    variance = (spread - (observed * expected - 2 * expected + observed) ** 2) / (n * (1 - expected) ** 4)
    half = NormalDist().inv_cdf(0.975) * sqrt(max(0.0, variance))
    return Kappa(n, observed, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))


def quadratic(categories: int) -> Weight:
    """Weights for so many ordered categories that fall with the square of the distance."""
    return lambda i, j: 1 - ((i - j) / (categories - 1)) ** 2


def fleiss(ratings: Sequence[Sequence[Hashable]]) -> float | None:
    """Fleiss' kappa (1971) of units with the same number of ratings each, two or more.

    None without a unit, or where all ratings are the same.
    """
    if not ratings:
        return None
    raters = len(ratings[0])
    if raters < 2 or any(len(unit) != raters for unit in ratings):
        raise ValueError("Every unit needs the same number of ratings, and at least two.")
    counts = [Counter(unit) for unit in ratings]
    whole: Counter[Hashable] = sum(counts, Counter[Hashable]())
    expected = fsum((count / (len(ratings) * raters)) ** 2 for count in whole.values())
    observed = fsum(
        (sum(count * count for count in unit.values()) - raters) / (raters * (raters - 1)) for unit in counts
    ) / len(ratings)
    return None if 1 - expected < 1e-12 else (observed - expected) / (1 - expected)


LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff(units: Sequence[Sequence[float | None]], level: str = "nominal") -> float | None:
    """Krippendorff's alpha of units, each with the raters' values in the same order and None where one did not judge.

    `level` is one of LEVELS. None where fewer than two values can be paired, or where all are the same.
    """
    if level not in LEVELS:
        raise ValueError(f"no level of measurement: {level}")
    paired = [[value for value in unit if value is not None] for unit in units]
    paired = [values for values in paired if len(values) > 1]
    coincidences: defaultdict[tuple[float, float], float] = defaultdict(float)
    for values in paired:
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)
    totals: defaultdict[float, float] = defaultdict(float)
    for (value, _), count in coincidences.items():
        totals[value] += count
    n = sum(map(len, paired))
    apart = _distance(level, totals)
    expected = fsum(
        totals[one] * totals[other] * apart(one, other) for one, other in permutations(sorted(totals), 2)
    ) / (n - 1 or 1)
    if expected <= 0:
        return None
    return 1 - fsum(count * apart(*pair) for pair, count in sorted(coincidences.items())) / expected


def _distance(level: str, totals: Mapping[float, float]) -> Callable[[float, float], float]:
    """The squared difference of two values on a level of measurement; `totals` say how often each value was given."""
    if level == "nominal":
        return lambda one, other: float(one != other)
    if level == "interval":
        return lambda one, other: (one - other) ** 2
    if level == "ratio":
        return lambda one, other: ((one - other) / (one + other)) ** 2 if one != other else 0.0

    def ordinal(one: float, other: float) -> float:
        low, high = min(one, other), max(one, other)
        between = fsum(count for value, count in sorted(totals.items()) if low <= value <= high)
        return (between - (totals[low] + totals[high]) / 2) ** 2

    return ordinal


def any_two(lists: Sequence[Collection[Hashable]]) -> float | None:
    """The mean over all pairs of observers of what both found, of what either found (Hertzum and Jacobsen 2001).

    Pairs that found nothing at all are left out; None where no pair is left.
    """
    shares = [
        len(set(one) & set(other)) / len(set(one) | set(other)) for one, other in combinations(lists, 2) if one or other
    ]
    return fsum(shares) / len(shares) if shares else None
