"""Intervals of proportions against published numbers (methods, section 1.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.analysis.proportions import Interval, Share, agresti_coull, wilson


@pytest.mark.parametrize(
    ("hits", "whole", "low", "high"),
    [
        (4, 5, 0.3755, 0.9638),
        (7, 10, 0.3968, 0.8922),
        (3, 10, 0.1078, 0.6032),
        (5, 5, 0.5655, 1),
        (0, 5, 0, 0.4345),
        # Newcombe 1998, table I
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(hits: int, whole: int, low: float, high: float) -> None:
    found = wilson(hits, whole)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("hits", "whole", "low", "high"),
    [(4, 5, 0.3596, 0.9797), (7, 10, 0.3923, 0.8967), (3, 10, 0.1033, 0.6077), (5, 5, 0.5109, 1), (0, 5, 0, 0.4891)],
)
def test_agresti_coull_gives_the_published_limits(hits: int, whole: int, low: float, high: float) -> None:
    found = agresti_coull(hits, whole)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilson_stays_within_what_is_possible_and_encloses_what_was_seen(counts: tuple[int, int]) -> None:
    hits, whole = counts
    found = wilson(hits, whole)
    assert 0 <= found.low <= found.high <= 1
    if whole:
        assert found.low <= hits / whole <= found.high
        mirrored = wilson(whole - hits, whole)
        assert (mirrored.low, mirrored.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-12)


def test_wilson_is_what_scipy_computes() -> None:
    from scipy.stats import binomtest

    for hits, whole, confidence in [(3, 7, 0.9), (50, 120, 0.95), (1, 1, 0.99)]:
        expected = binomtest(hits, whole).proportion_ci(confidence, method="wilson")
        found = wilson(hits, whole, confidence)
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_nothing_of_nothing_is_unknown() -> None:
    assert wilson(0, 0) == Interval(0, 1)
    assert agresti_coull(0, 0) == Interval(0, 1)
    assert Share(0, 0).value is None
    assert Share(3, 10).value == 0.3
    assert Share(3, 10).interval == wilson(3, 10)


@pytest.mark.parametrize(("hits", "whole"), [(6, 5), (-1, 5)])
def test_what_is_no_proportion_is_refused(hits: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(hits, whole)
    with pytest.raises(ValueError, match="no proportion"):
        agresti_coull(hits, whole)


def test_a_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, 95)
