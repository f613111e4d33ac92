"""How far two observers of the same session agree, worked out by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.analysis.observers import observer_agreement
from journeymap.store.document import Document
from tests.analysis.study import Study, by, pain, study, telling, visit


@pytest.fixture
def project(tmp_path: Path) -> Iterator[tuple[Document, Study]]:
    with study(tmp_path) as made:
        yield made


def ids(told: Study) -> list[str]:
    return [session.id for session in told.sessions]


def test_visits_are_compared_in_time_and_pains_as_lists(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session(
            "P01",
            visit("A", 0), visit("B", 10), visit("A", 20), visit("B", 30),
            by("Ben", visit("A", 2)), by("Ben", visit("B", 11)), by("Ben", visit("C", 24)), by("Ben", visit("B", 32)),
            pain(2, "slow", at_s=5), pain(3, "lost", at_s=6), pain(1, at_s=7),
            by("Ben", pain(4, "slow", at_s=5)), by("Ben", pain(1, "small", at_s=6)), by("Ben", pain(2, "slow", at_s=8)),
            observer="Ada", ended_s=40,
        )  # fmt: skip
        told.session("P02", visit("A", 0))
    found = observer_agreement(document.read(), ids(told))
    assert found is not None
    assert (found.observers, found.sessions) == (("Ada", "Ben"), 1)
    # Ben sees the third visit at C from 24 to 30 and at B before: C is the longest part of it.
    assert (found.visits, found.same) == (4, 3)
    assert found.kappa is not None
    assert (found.kappa.units, found.kappa.observed) == (4, 0.75)
    assert found.kappa.value == pytest.approx((0.75 - (0.5 * 0.25 + 0.5 * 0.5)) / (1 - 0.375))
    # 2–10, 11–20 and 32–40 are the same, of 2–40 which both cover.
    assert found.same_time == pytest.approx(25 / 38)
    assert (found.found, found.shared, found.rated) == (3, 1, 1)
    assert found.pains == pytest.approx(1 / 3)
    assert found.alpha is not None


def test_observers_who_say_the_same_agree_wholly_and_without_times_only_pains_are_compared(
    project: tuple[Document, Study],
) -> None:
    document, told = project
    with telling(document, told):
        for number, impacts in enumerate(((1, 1), (3, 3))):
            told.session(
                f"P0{number}",
                visit("A", 0), by("Ben", visit("A", 0)), visit("B", 9), by("Ben", visit("B", 9)),
                pain(impacts[0], "x", at_s=10), by("Ben", pain(impacts[1], "x", at_s=10)),
            )  # fmt: skip
        told.session("P09", visit("A"), by("Ben", visit("B")), pain(1, "x"), by("Ben", pain(2, "y")))
    reader = document.read()
    timed = observer_agreement(reader, ids(told)[:2])
    assert timed is not None
    assert timed.kappa is not None
    assert (timed.kappa.value, timed.alpha, timed.same_time, timed.pains, timed.impact) == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert (timed.observers, timed.visits) == (("", "Ben"), 4)
    untimed = observer_agreement(reader, ids(told)[2:])
    assert untimed is not None
    assert (untimed.visits, untimed.kappa, untimed.alpha, untimed.same_time) == (0, None, None, None)
    assert (untimed.pains, untimed.found, untimed.shared, untimed.impact) == (0.0, 2, 0, None)


def test_three_observers_have_fleiss_kappa_and_one_alone_nothing(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session(
            "P01",
            visit("A", 0), visit("B", 10),
            by("Ben", visit("A", 1)), by("Ben", visit("B", 11)),
            by("Cid", visit("A", 0)), by("Cid", visit("C", 9)),
            ended_s=20,
        )  # fmt: skip
        told.session("P02", visit("A", 0), pain(1, "x", at_s=1))
    found = observer_agreement(document.read(), ids(told))
    assert found is not None
    assert (found.observers, found.kappa, found.visits, found.same) == (("", "Cid", "Ben"), None, 2, 1)
    assert found.fleiss == pytest.approx((2 / 3 - 14 / 36) / (1 - 14 / 36))
    assert observer_agreement(document.read(), ids(told)[1:]) is None
    assert observer_agreement(document.read(), []) is None
