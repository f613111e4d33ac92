"""What people met at each place: counted by people, with the worst that happened to anybody."""

from dataclasses import replace

import pytest

from journeymap.analysis.at_steps import at_steps, quartiles
from journeymap.analysis.sessions import Encounter, Feeling, Place, SessionSummary
from tests.analysis.told import at, went


def test_a_person_who_meets_the_same_pain_twice_counts_once() -> None:
    twice = (Encounter(at("A"), "p", "x", 2, 0), Encounter(at("A"), "p", "x", 4, 9))
    found = at_steps([replace(went("A", person="P1"), encounters=twice), went("A", person="P2")])[at("A")]
    assert [(len(pain.participants), pain.encounters, pain.worst) for pain in found.pains] == [(1, 2, 4)]
    assert (len(found.participants), len(found.hurt), found.worst) == (2, 1, 4)


def test_an_impact_of_0_is_no_pain_and_one_not_rated_is() -> None:
    seen = (Encounter(at("A"), "p", "x", 0, 0), Encounter(at("A"), "q", "y", None, 1))
    found = at_steps([replace(went("A"), encounters=seen)])[at("A")]
    assert [(pain.key, pain.worst) for pain in found.pains] == [("q", None)]
    assert found.worst is None


def test_encounters_of_merged_pain_points_count_where_they_are_now() -> None:
    one = replace(went("A", person="P1"), encounters=(Encounter(at("A"), "old", "x", 1, 0),))
    other = replace(went("A", person="P2"), encounters=(Encounter(at("A"), "new", "y", 3, 0),))
    found = at_steps([one, other], {"old": "new"})[at("A")]
    assert [(pain.key, len(pain.participants), pain.worst) for pain in found.pains] == [("new", 2, 3)]


def test_the_worst_pain_comes_first_then_the_one_of_more_people_and_the_ungrouped_last() -> None:
    def hit(person: str, *pains: tuple[str | None, int]) -> SessionSummary:
        met = tuple(Encounter(at("A"), key, "", impact, 0) for key, impact in pains)
        return replace(went("A", person=person), encounters=met)

    sessions = [hit("P1", ("a", 2), ("b", 2), (None, 2)), hit("P2", ("b", 1), ("c", 4))]
    found = at_steps(sessions)[at("A")]
    assert [pain.key for pain in found.pains] == ["c", "b", "a", ""]


def test_every_person_has_one_feeling_at_a_place() -> None:
    restless = went("A", person="P1", feelings=(Feeling(at("A"), -2), Feeling(at("A"), 2)))
    others = [went("A", person=f"P{n}", feelings=(Feeling(at("A"), value),)) for n, value in ((2, 1), (3, 2))]
    felt = at_steps([restless, *others])[at("A")].feelings
    assert felt is not None
    assert (felt.people, felt.median, felt.low, felt.high) == (3, 1, 0.5, 1.5)


def test_sessions_that_are_not_counted_are_not_here() -> None:
    assert at_steps([went("A", quality="incomplete")]) == {}
    assert Place("A") == at("A")


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1.0], (1, 1, 1)), ([1.0, 2.0], (1.5, 1.25, 1.75)), ([1.0, 2.0, 3.0, 4.0, 5.0], (3, 2, 4))],
)
def test_quartiles_are_those_of_type_7(values: list[float], expected: tuple[float, float, float]) -> None:
    assert quartiles(values) == pytest.approx(expected)
