"""Coefficients of agreement against published numbers (methods, section 1.6)."""

import pytest

from journeymap.analysis.agreement import any_two, cohen, cohen_of_table, fleiss, krippendorff, quadratic

DIAGNOSES = [
    "444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334", "114444", "555555", "144444",
    "124444", "222333", "144444", "224445", "333335", "111455", "111112", "224444", "133555", "555555", "244444",
    "224555", "114444", "144445", "222224", "111155", "224444", "133333", "555555",
]  # fmt: skip
"""Fleiss 1971: thirty patients, six psychiatrists each."""
ANXIETY = [
    "332", "361", "344", "464", "523", "542", "221", "346", "531", "231", "221", "632", "133", "533", "221", "221",
    "113", "233", "432", "342",
]  # fmt: skip
"""The data set `anxiety` of the R package irr: twenty people, three raters, 1 to 6."""
WIKIPEDIA = [
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
]  # fmt: skip
KRIPPENDORFF = [
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4), (1, 1, 2, 1),
    (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, None, 3, None),
]  # fmt: skip
"""Krippendorff's data "C": twelve units, four observers."""


def test_cohen_as_published() -> None:
    found = cohen_of_table([[20, 5], [10, 15]])
    assert found is not None
    assert (found.units, found.observed) == (50, 0.7)
    assert found.value == pytest.approx(0.4)
    sas = cohen_of_table([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    assert sas is not None
    assert sas.value == pytest.approx(0.4842, abs=5e-5)
    assert sas.low == pytest.approx(0.2137, abs=5e-5)
    assert sas.high == pytest.approx(0.7547, abs=5e-5)
    pair = cohen([unit[1] for unit in DIAGNOSES], [unit[2] for unit in DIAGNOSES])
    assert pair is not None
    assert pair.value == pytest.approx(0.63115, abs=5e-6)


def test_weights_for_ordered_categories() -> None:
    table = [[0] * 6 for _ in range(6)]
    for rated in ANXIETY:
        table[int(rated[0]) - 1][int(rated[1]) - 1] += 1
    found = cohen_of_table(table, quadratic(6))
    assert found is not None
    assert found.value == pytest.approx(0.29677, abs=5e-6)


def test_where_chance_alone_agrees_there_is_no_kappa() -> None:
    found = cohen("aaa", "aaa")
    assert found is not None
    assert (found.observed, found.value) == (1.0, None)
    assert cohen("", "") is None
    perfect = cohen("abc", "abc")
    assert perfect is not None
    assert (perfect.value, perfect.low, perfect.high) == (1.0, 1.0, 1.0)


def test_fleiss_as_published() -> None:
    spread = [[category for category, count in enumerate(unit) for _ in range(count)] for unit in WIKIPEDIA]
    assert fleiss(spread) == pytest.approx(0.2099, abs=5e-5)
    assert fleiss(DIAGNOSES) == pytest.approx(0.43024, abs=5e-6)
    assert fleiss([unit[:4] for unit in DIAGNOSES]) == pytest.approx(0.48933, abs=5e-6)
    assert fleiss([]) is None
    assert fleiss(["aa", "aa"]) is None
    with pytest.raises(ValueError, match="same number"):
        fleiss(["aab", "ab"])


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.74342), ("ordinal", 0.81539), ("interval", 0.84911), ("ratio", 0.79740)]
)
def test_krippendorff_as_published(level: str, alpha: float) -> None:
    assert krippendorff(KRIPPENDORFF, level) == pytest.approx(alpha, abs=5e-6)


def test_krippendorff_of_nothing_to_compare_is_nothing() -> None:
    assert krippendorff([]) is None
    assert krippendorff([(1, None), (None, 2)]) is None
    assert krippendorff([(1, 1), (1, 1)]) is None
    assert krippendorff([(0, 0), (0, 1)], "ratio") == pytest.approx(0.0)
    with pytest.raises(ValueError, match="no level"):
        krippendorff([], "fine")


def test_any_two_agreement_as_published() -> None:
    assert any_two([{1, 2, 3, 4}, {2, 3, 5}, {1, 2, 3}]) == pytest.approx(0.55)
    assert any_two([{1}, {2}]) == 0.0
    assert any_two([{1}, set(), set()]) == 0.0
    assert any_two([set(), set()]) is None
    assert any_two([{1}]) is None
