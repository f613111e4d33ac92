"""What nobody was seen doing is an assumption."""

import pytest

from journeymap.analysis.evidence import Evidence, evidence
from tests.analysis.told import at, went


@pytest.mark.parametrize(
    ("people", "rounds", "state"),
    [
        (1, 1, "some"),
        (4, 2, "some"),
        (5, 1, "some"),
        (5, 2, "strong"),
        (7, 1, "some"),
        (8, 1, "strong"),
        (8, 0, "strong"),
    ],
)
def test_the_state_goes_by_people_and_rounds(people: int, rounds: int, state: str) -> None:
    assert Evidence(people, rounds, people).state == state


def test_people_and_rounds_are_counted_once_and_left_out_sessions_not_at_all() -> None:
    found = evidence(
        [
            went("a", "b", "a", person="P01", round_id="one"),
            went("a", person="P01", round_id="two"),
            went("a", person="P02"),
            went("c", person="P03", quality="excluded"),
        ]
    )
    assert found == {at("a"): Evidence(2, 2, 3), at("b"): Evidence(1, 1, 1)}
    assert Evidence().state == "assumption"
