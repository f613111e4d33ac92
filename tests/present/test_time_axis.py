"""Sessions on the time axis as values: where marks lie, what they say, how far the axis goes."""

from pathlib import Path

import pytest

from journeymap.analysis.loading import load_summaries
from journeymap.core.model import Step
from journeymap.present.session_entries import read_entries
from journeymap.present.sessions_table import sessions_view
from journeymap.present.time_axis import (
    AxisLine,
    axis_lines,
    first_extent,
    longest,
    running_on,
    ticks,
    without_times,
)
from tests.analysis.study import Entry, by, mark, note, pain, study, telling, visit

MINUTE_MS = 60_000.0


def lines(folder: Path, *told_sessions: tuple[list[Entry], float | None], lead: str = "Al") -> list[AxisLine]:
    with study(folder, ("Find", "Pay")) as (document, told):
        with telling(document, told) as making:
            for number, (entries, ended_s) in enumerate(told_sessions, 1):
                making.session(f"P{number}", *entries, ended_s=ended_s, observer=lead)
        reader = document.read()
        summaries = load_summaries(reader, told.filter)
        entries_by_session = dict(read_entries(reader, None))
        rows = sessions_view(reader, told.filter, summaries, len(summaries), entries_by_session).rows
        titles = dict(reader.columns(Step, ("id", "title")))
        return list(axis_lines(rows, summaries, entries_by_session, titles).values())


def test_marks_lie_at_their_times_and_between_the_visits_by_order(tmp_path: Path) -> None:
    entries = [
        note("waits", 1), visit("Find", 5), pain(3, "lost", at_s=20), note("reads", 30), visit("Pay", 60),
        pain(None, at_s=70),
    ]  # fmt: skip
    (line,) = lines(tmp_path, (entries, 90))
    assert [mark.kind for mark in line.marks] == ["other", "visit", "pain", "other", "visit", "pain"]
    assert [mark.at("time") for mark in line.marks] == [1000, 5000, 20_000, 30_000, 60_000, 70_000]
    assert [mark.order for mark in line.marks] == [0.5, 1.0, pytest.approx(4 / 3), pytest.approx(5 / 3), 2.0, 2.5]
    assert (line.end("time"), line.end("order")) == (90_000, 3.0)
    assert line.marks[2].words == "00:00:20 pain, impact 3 of 4, needed help, at Find: trouble with lost"
    assert line.marks[5].words == "00:01:10 pain, not rated yet, at Pay: trouble with something"
    assert line.marks[0].words == "00:00:01 does, at before the first step: waits"


def test_a_pause_is_told_with_its_length_and_its_end_is_no_mark(tmp_path: Path) -> None:
    entries = [visit("Find", 0), mark("pause", 60), mark("resume", 180), visit("Pay", 200)]
    (line,) = lines(tmp_path, (entries, 300))
    assert line.pauses_ms == ((60_000, 180_000),)
    assert [each.kind for each in line.marks] == ["visit", "pause", "visit"]
    assert line.marks[1].words == "00:01:00 pause of 2\u00a0m"


@pytest.mark.parametrize("lead", ["Al", ""])
def test_visits_of_a_second_observer_are_no_visits_of_the_line(tmp_path: Path, lead: str) -> None:
    entries = [visit("Find", 0), by("Bo", visit("Find", 2)), by("Bo", pain(2, at_s=3))]
    (line,) = lines(tmp_path, (entries, 10), lead=lead)
    assert line.row.observers == (lead or "the lead", "Bo")
    assert [each.kind for each in line.marks] == ["visit", "other", "pain"]
    assert line.marks[2].words.endswith("(noted by Bo)")


def test_a_session_without_times_is_drawn_by_order_only_and_said_so(tmp_path: Path) -> None:
    timed, untimed = lines(tmp_path, ([visit("Find", 0), visit("Pay", 5)], 10), ([visit("Find"), visit("Pay")], None))
    assert (timed.timed, untimed.timed) == (True, False)
    assert untimed.end("time") is None
    assert [each.at("time") for each in untimed.marks] == [None, None]
    assert [each.at("order") for each in untimed.marks] == [1.0, 2.0]
    assert without_times([timed, untimed]) == "1 session has no times and can be seen by order only."
    assert not without_times([timed])


def test_the_first_view_is_not_decided_by_a_few_long_sessions(tmp_path: Path) -> None:
    short = [([visit("Find", 0)], 60.0 + number) for number in range(25)]
    every = lines(tmp_path, *short, ([visit("Find", 0)], 90_000.0))
    assert longest(every, "time") == 90_000_000
    assert first_extent(every, "time") < 100_000
    assert (
        running_on(every, "time") == "2 lines go on to the right of the first view: “Zoom to fit” shows the whole axis."
    )
    assert first_extent(every[:10], "time") == longest(every[:10], "time"), "a few are shown whole"


@pytest.mark.parametrize(
    ("last_ms", "least_ms", "words"),
    [
        (10 * MINUTE_MS, 1.5 * MINUTE_MS, ["0", "2 m", "4 m", "6 m", "8 m", "10 m"]),
        (90_000.0, 20_000.0, ["0", "30 s", "1 m", "1 m 30"]),
        (3 * 86_400_000.0, 80_000_000.0, ["0", "1 day", "2 days", "3 days"]),
    ],
)
def test_ticks_stand_at_round_times(last_ms: float, least_ms: float, words: list[str]) -> None:
    assert [text.replace("\u00a0", " ") for _, text in ticks(0, last_ms, "time", least_ms)] == words


def test_ticks_by_order_count_visits_from_one() -> None:
    assert ticks(0.5, 4.2, "order", 0.7) == [(1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4")]
