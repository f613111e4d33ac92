"""Quantiles of Student's t distribution, for intervals of means."""

from functools import cache
from math import atan, cos, fsum, pi, sin, sqrt


def share_within(t: float, freedom: int) -> float:
    """How much of the distribution lies between −t and t (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(freedom))
    squared = cos(angle) ** 2
    odd = freedom % 2 == 1
    term, terms = (cos(angle) if odd else 1.0), []
    for step in range(2 + odd, freedom + 1, 2):
        terms.append(term)
        term *= squared * (step - 1) / step
    sum_of_terms = sin(angle) * fsum(terms)
    return 2 / pi * (angle + sum_of_terms) if odd else sum_of_terms


@cache
def t_quantile(confidence: float, freedom: int) -> float:
    """The t that encloses `confidence` (0…1) of the distribution with so many degrees of freedom, both sides."""
    if not 0 < confidence < 1 or freedom < 1:
        raise ValueError(f"no quantile for {confidence} with {freedom} degrees of freedom")
    low, high = 0.0, 1.0
    while share_within(high, freedom) < confidence:
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        if share_within(middle, freedom) < confidence:
            low = middle
        else:
            high = middle
    return (low + high) / 2
