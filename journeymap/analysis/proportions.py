"""Intervals of proportions: Wilson, and Agresti–Coull as the other habit of the field.

Sources: Wilson 1927, Agresti and Coull 1998, Newcombe 1998, Sauro and Lewis 2005.
"""

from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """Two limits, low ≤ high, in the unit of what they enclose."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `whole` with its Wilson interval; `value` is 0…1, or None where there is no whole."""

    hits: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.hits / self.whole if self.whole else None

    @property
    def interval(self) -> Interval:
        """Wilson, 95 %; 0…1 where there is no whole, because then nothing is known."""
        return wilson(self.hits, self.whole)


@cache
def _z(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence lies between 0 and 1, not at {confidence}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _check(hits: int, whole: int) -> None:
    if not 0 <= hits <= whole:
        raise ValueError(f"{hits} of {whole} is no proportion.")


def wilson(hits: int, whole: int, confidence: float = 0.95) -> Interval:
    """The Wilson score interval of hits/whole as shares 0…1; it never leaves them.

    (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). Nothing of nothing gives 0…1.
    Raises ValueError for counts that are no proportion.
    """
    _check(hits, whole)
    if whole == 0:
        return Interval(0.0, 1.0)
    z = _z(confidence)
    share, squared = hits / whole, z * z
    scale = 1 + squared / whole
    centre = (share + squared / (2 * whole)) / scale
    half = z * sqrt(share * (1 - share) / whole + squared / (4 * whole * whole)) / scale
    # The closed form is exact at the ends; rounding is not.
    return Interval(0.0 if hits == 0 else max(centre - half, 0.0), 1.0 if hits == whole else min(centre + half, 1.0))


def agresti_coull(hits: int, whole: int, confidence: float = 0.95) -> Interval:
    """The adjusted Wald interval ("add two successes and two failures"), cut to 0…1."""
    _check(hits, whole)
    if whole == 0:
        return Interval(0.0, 1.0)
    z = _z(confidence)
    enlarged = whole + z * z
    share = (hits + z * z / 2) / enlarged
    half = z * sqrt(share * (1 - share) / enlarged)
    return Interval(max(share - half, 0.0), min(share + half, 1.0))
