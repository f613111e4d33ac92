"""Days and times of day are read as people type them."""

from datetime import date, time

import pytest

from journeymap.core.days import day_text, moment_ms, read_day, read_time_of_day
from journeymap.core.errors import Problem

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", TODAY),
        (" Yesterday ", date(2026, 11, 22)),
        ("2 March 2026", date(2026, 3, 2)),
        ("2nd of march, 2026", date(2026, 3, 2)),
        ("Mar 2", date(2026, 3, 2)),
        ("31 Dec", date(2025, 12, 31)),
        ("29 Feb", date(2024, 2, 29)),
        ("2/3/2026", date(2026, 3, 2)),
        ("2.3.26", date(2026, 3, 2)),
        ("2026-03-02", date(2026, 3, 2)),
        ("Friday 20 November 2026", date(2026, 11, 20)),
    ],
)
def test_a_day_is_read_in_the_ways_people_write_it_and_without_a_year_it_is_the_last_one(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("for 1 year", date(2027, 11, 23)),
        ("6 months", date(2027, 5, 23)),
        ("in a week", date(2026, 11, 30)),
        ("until 31 December 2027", date(2027, 12, 31)),
        ("2 March", date(2027, 3, 2)),
        ("23 November", date(2027, 11, 23)),
    ],
)
def test_ahead_it_is_the_next_such_day_or_a_length_of_time_from_today(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, ahead=True) == day


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert read_day("1 month", date(2027, 1, 31), ahead=True) == date(2027, 2, 28)


@pytest.mark.parametrize("typed", ["", "soon", "31/2/2026", "2/30/2026", "2 Ma", "1 Jan 1500", "5/2026", "9" * 500])
def test_what_is_no_day_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Problem, match="is no day"):
        read_day(typed, TODAY)


def test_a_length_of_time_is_a_day_only_where_it_lies_ahead_and_not_for_ever() -> None:
    with pytest.raises(Problem, match="is no day"):
        read_day("for 1 year", TODAY)
    with pytest.raises(Problem, match="is too long"):
        read_day("for 999 years", TODAY, ahead=True)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("14:30", time(14, 30)), ("9.05", time(9, 5)), ("2 pm", time(14)), ("12am", time(0)), ("12:30 PM", time(12, 30))],
)
def test_a_time_of_day_is_read_in_the_ways_people_write_it(typed: str, at: time) -> None:
    assert read_time_of_day(typed) == at


@pytest.mark.parametrize("typed", ["14", "25:00", "13 pm", "2.60", "half past two", ""])
def test_what_is_no_time_of_day_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Problem, match="is no time of day"):
        read_time_of_day(typed)


def test_a_day_without_a_time_is_its_first_moment_where_the_project_is() -> None:
    assert moment_ms(date(2026, 7, 2), None, "Europe/London") == moment_ms(date(2026, 7, 1), time(23), "UTC")
    assert day_text(date(2026, 3, 2)) == "Monday 2 March 2026"
