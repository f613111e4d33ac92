"""Problem discovery against a published matrix (Sauro and Lewis, 2nd edition, table 7.11)."""

import pytest

from journeymap.analysis.discovery import discovered, discovery, people_needed


def test_the_published_matrix_gives_the_published_numbers() -> None:
    columns = [1, 2, 3, 1, 1, 1, 1, 1, 1, 1, 5, 2]
    met = [[person < count for count in columns] for person in range(6)]  # who met what does not matter, how many does
    found = discovery(met)
    assert found is not None
    assert found.people == 6
    assert found.found == 12
    assert found.rate == pytest.approx(0.27778, abs=5e-6)
    assert found.adjusted_rate == pytest.approx(0.12963, abs=5e-6)
    assert found.share == pytest.approx(0.565, abs=5e-4)
    assert found.total == pytest.approx(21.2, abs=0.05)
    assert found.undiscovered == pytest.approx(9.2, abs=0.05)
    assert found.chao == pytest.approx(19.8, abs=0.05)


@pytest.mark.parametrize(("rate", "people"), [(0.25, 7), (0.2, 9)])
def test_the_number_of_people_for_a_goal_is_the_published_one(rate: float, people: int) -> None:
    assert people_needed(rate, 0.85) == people


@pytest.mark.parametrize(("rate", "share"), [(0.5, 0.9375), (0.01, 0.0394), (0.9, 0.9999), (0.25, 0.6836)])
def test_four_people_find_the_published_share(rate: float, share: float) -> None:
    assert discovered(rate, 4) == pytest.approx(share, abs=5e-5)


def test_nothing_is_said_of_fewer_than_four_people_or_of_no_problem() -> None:
    assert discovery([[True]] * 3) is None
    assert discovery([[False]] * 8) is None
    assert discovery([[]] * 8) is None


def test_more_people_find_more() -> None:
    found = discovery([[True, False], [False, True], [False, False], [True, False]])
    assert found is not None
    assert found.share < found.share_with(8) < 1
    needed = found.people_for(0.9)
    assert needed is not None
    assert found.share_with(needed) >= 0.9 > found.share_with(needed - 1)


def test_no_number_of_people_finds_what_nobody_meets() -> None:
    assert people_needed(0, 0.5) is None
    assert people_needed(0.5, 1) is None
    assert people_needed(1, 0.5) == 1
