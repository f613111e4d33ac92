"""The words and formats that window, report and terminal share."""

import pytest

from journeymap.core import wording

NB = wording.NO_BREAK
DAY_MS = 86_400_000


@pytest.mark.parametrize(
    ("duration_ms", "text"),
    [
        (0, "0 s"),
        (400, "0.4 s"),
        (20, "under 0.1 s"),
        (949, "0.9 s"),
        (950, "1 s"),
        (50_000, "50 s"),
        (59_600, "1 m"),
        (70_000, "1 m 10"),
        (380_000, "6 m 20"),
        (840_000, "14 m"),
        (3_599_700, "1 h"),
        (3_900_000, "1 h 05"),
        (DAY_MS - 1, "1 day"),
        (DAY_MS, "1 day"),
        (1.5 * DAY_MS, "1.5 days"),
        (9 * DAY_MS, "9 days"),
        (11.4 * DAY_MS, "11 days"),
        (1_500 * DAY_MS, "1,500 days"),
        (-8_000, "−8 s"),
    ],
)
def test_a_duration_is_told_in_the_unit_a_person_would_use(duration_ms: float, text: str) -> None:
    assert wording.duration_text(duration_ms).replace(NB, " ") == text


def test_no_times_is_said_and_never_shown_as_zero() -> None:
    assert wording.duration_text(None) == "no times"
    assert wording.clock_text(None) == ""


def test_a_duration_never_breaks_over_lines() -> None:
    assert " " not in wording.duration_text(380_000)


def test_a_share_stands_with_its_whole() -> None:
    assert wording.count_text(7, 11) == "7 of 11"
    assert wording.share_text(7, 11) == f"7 of 11 (64{NB}%)"
    assert wording.share_text(0, 0) == "0 of 0"
    assert wording.share_range_text(7, 11, 0.354, 0.848, "people") == f"7 of 11 people (35–85{NB}%)"


def test_a_range_names_its_unit_once() -> None:
    assert wording.range_text(0.78, 0.84) == f"78–84{NB}%"
    assert wording.range_text(0.7799, 0.7801) == f"78{NB}%"
    assert wording.range_text(0.0012, 0.003) == f"0.1–0.3{NB}%"
    assert wording.range_text(0.9996, 1) == f"100{NB}%"


def test_what_is_not_all_or_nothing_is_not_rounded_to_it() -> None:
    assert wording.percent_text(0.001) == f"under 1{NB}%"
    assert wording.percent_text(0.999) == f"over 99{NB}%"
    assert wording.percent_text(0) == f"0{NB}%"
    assert wording.percent_text(1) == f"100{NB}%"


def test_nouns_follow_their_number() -> None:
    assert wording.people(1) == "1 person"
    assert wording.people(12) == "12 people"
    assert wording.sessions(1434) == "1,434 sessions"
    assert wording.plural(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_read_like_a_sentence(words: tuple[str, ...], text: str) -> None:
    assert wording.list_text(words) == text


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1.0, "clear"), (0.9, "clear"), (0.897, "clear"), (0.894, "likely"), (0.6, "likely"), (0.59, "open"),
        (0.3, "open"), (0.29, "unlikely"), (0.0, "unlikely"),
    ],
)  # fmt: skip
def test_a_probability_has_a_word(probability: float, word: str) -> None:
    assert wording.clarity_word(probability) == word


def test_scores_show_what_they_know() -> None:
    assert wording.score_text(237.4) == "237"
    assert wording.score_text(8.43) == "8.4"
    assert wording.score_text(9.97) == "10"
    assert wording.score_text(0) == "0"
    assert wording.score_text(0.01) == "under 0.1"
    assert wording.score_range_text(103.3, 411.4) == "103–411"
    assert wording.score_range_text(8.96, 69.2) == "9–69"
    assert wording.score_range_text(0.04, 0.31) == "under 0.1–0.3"
    assert wording.score_range_text(2.2, 8) == "2.2–8"
    assert wording.rank_range_text(2, 4) == "2–4"
    assert wording.rank_range_text(1, 1) == "1"


def test_dates_are_written_out() -> None:
    second_of_march, later = 1_772_445_600_000, 1_772_445_600_000 + 12 * DAY_MS
    assert wording.date_text(second_of_march) == "2 March 2026"
    assert wording.date_range_text(second_of_march, later) == "2–14 March 2026"
    assert wording.date_range_text(second_of_march - 3 * DAY_MS, second_of_march) == "27 February – 2 March 2026"
    assert wording.date_range_text(second_of_march - 90 * DAY_MS, second_of_march) == "2 December 2025 – 2 March 2026"
    assert wording.date_range_text(second_of_march, second_of_march) == "2 March 2026"


def test_a_day_is_that_of_the_zone() -> None:
    just_before_midnight = 1_772_495_999_000  # 23:59:59 UTC on 2 March
    assert wording.date_text(just_before_midnight) == "2 March 2026"
    assert wording.date_text(just_before_midnight, "Asia/Tokyo") == "3 March 2026"
    assert wording.time_text(just_before_midnight, "Asia/Tokyo") == "08:59"


def test_session_times_count_hours_minutes_and_seconds() -> None:
    assert wording.clock_text(370_500) == "00:06:10"
    assert wording.clock_text(100 * 3_600_000) == "100:00:00"


def test_where_the_first_ones_stand_is_said_in_words() -> None:
    assert wording.among_first(1) == "first"
    assert wording.among_first(3) == "among the first three"
    assert wording.number_word(12) == "12"
    assert wording.duration_range_text(250_000, 580_000).replace(NB, " ") == "4 m 10 – 9 m 40"
    assert wording.quoted("a") == "“a”"
