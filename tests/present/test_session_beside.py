"""Two sessions side by side as values: rows in common, and the differences in words."""

from pathlib import Path

import pytest

from journeymap.analysis.loading import SummaryCache
from journeymap.present.session_beside import Beside, beside
from journeymap.present.whole_session import read_session
from tests.analysis.study import Entry, note, pain, study, telling, visit

LEFT = [visit("Find", 0), pain(3, "lost", at_s=10), visit("Apply", 60), visit("Pay", 90)]
RIGHT = [visit("Find", 0), note("reads", 10), visit("Ask", 30), visit("Pay", 40), pain(1, "lost", at_s=45)]


def pair(folder: Path, left: list[Entry], right: list[Entry], aligned: str, names: str = "P1 P2") -> Beside:
    with study(folder, ("Find", "Apply", "Ask", "Pay")) as (document, told):
        with telling(document, told) as making:
            for name, entries, outcome in zip(names.split(), (left, right), ("completed", "abandoned"), strict=True):
                making.session(name, *entries, ended_s=100 if outcome == "completed" else 50, outcome=outcome)
        reader = document.read()
        counts = SummaryCache()
        counts.refresh(reader, None)
        left_one, right_one = (read_session(reader, counts, session.id) for session in told.sessions)
        assert left_one is not None
        assert right_one is not None
        return beside(left_one, right_one, aligned)


def test_visits_to_the_same_step_share_a_row_and_a_step_of_one_alone_says_so(tmp_path: Path) -> None:
    value = pair(tmp_path, LEFT, RIGHT, "step")
    told = [(row.middle, row.left is not None, row.right is not None, row.alone) for row in value.rows]
    assert told == [
        ("Find", True, True, False),
        ("", True, True, False),
        ("Apply", True, False, True),
        ("Ask", False, True, True),
        ("Pay", True, True, False),
        ("", False, True, False),
    ]
    assert value.rows[3].spoken(*value.names) == "Ask; P2: 00:00:30 goes to Ask; only P2"


def test_by_time_entries_of_the_same_second_share_a_row(tmp_path: Path) -> None:
    value = pair(tmp_path, LEFT, RIGHT, "time")
    assert [row.middle for row in value.rows] == [
        "00:00:00", "00:00:10", "00:00:30", "00:00:40", "00:00:45", "00:01:00", "00:01:30",
    ]  # fmt: skip
    both = [row.middle for row in value.rows if row.left and row.right]
    assert both == ["00:00:00", "00:00:10"]


def test_the_differences_are_said_in_words(tmp_path: Path) -> None:
    value = pair(tmp_path, LEFT, RIGHT, "step")
    assert [sentence.replace("\u00a0", " ") for sentence in value.sentences] == [
        "P1: completed after 1 m 40; P2: gave up after 50 s. P2 was 50 s quicker.",
        "Both came to 2 steps; only P1 to “Apply”; only P2 to “Ask”.",
        "P1 met 1 pain, the worst: needed help; P2 met 1 pain, the worst: irritation. Both met #lost.",
        "The times lie furthest apart at “Find”: P1 1 m, P2 30 s.",
    ]


def test_two_sessions_of_the_same_person_are_told_apart(tmp_path: Path) -> None:
    value = pair(tmp_path, [visit("Find")], [visit("Pay")], "step", names="P1 P1")
    assert value.names == ("P1, first", "P1, second")
    assert value.sentences[1] == "They have no step in common; only P1, first to “Find”; only P1, second to “Pay”."


@pytest.mark.parametrize("aligned", ["step", "time"])
def test_sessions_without_entries_can_be_compared(tmp_path: Path, aligned: str) -> None:
    value = pair(tmp_path, [], [visit("Pay")], aligned)
    assert len(value.rows) == 1
    assert value.sentences
