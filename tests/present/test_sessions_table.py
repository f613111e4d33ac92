"""The table of sessions as values, from real projects."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from journeymap.analysis.loading import load_summaries
from journeymap.core.capture import Line
from journeymap.core.changes import Changes
from journeymap.core.edits.consent import give_consent
from journeymap.core.edits.correcting import insert_entry
from journeymap.core.edits.questionnaires import answer_questionnaire
from journeymap.core.filters import Filter
from journeymap.core.reader import Reader
from journeymap.core.wording import NO_BREAK
from journeymap.present.session_entries import EntryCache, read_entries
from journeymap.present.sessions_table import (
    COLUMNS,
    SessionsView,
    chosen_sentence,
    moment_text,
    ordered,
    searched,
    sessions_view,
    spoken,
)
from tests.analysis.study import by, note, pain, quote, study, telling, visit


def view(reader: Reader, chosen: Filter, whole: int | None = None) -> SessionsView:
    summaries = load_summaries(reader, chosen)
    entries = dict(read_entries(reader, None))
    return sessions_view(reader, chosen, summaries, len(summaries) if whole is None else whole, entries)


def names(shown: SessionsView, key: str, *, descending: bool = False) -> list[str]:
    column = next(each for each in COLUMNS if each.key == key)
    return [row.pseudonym for row in ordered(shown.rows, column, descending=descending)]


@pytest.fixture
def shown(tmp_path: Path) -> SessionsView:
    with study(tmp_path, ("A", "B")) as (document, told):
        with telling(document, told) as making:
            first = making.session(
                "P2", visit("A", 0), pain(3, "lost", at_s=10), quote("why", at_s=20), by("Bo", note("sighs", 30)),
                visit("B", 40), ended_s=100, round_title="Round 1", observer="Al", ease=6, satisfaction=2,
                started_at_ms=1_772_445_600_000, zone="Europe/London", segments=("carers",),
            )  # fmt: skip
            making.session("P10", visit("A"), outcome="abandoned")
            making.session(
                "P1", visit("A", 0), pain(None, at_s=1), ended_s=50, outcome="abandoned", quality="excluded",
                quality_reason="a pilot", started_at_ms=1_772_445_000_000,
            )  # fmt: skip
            give_consent(making.edit, first.id, ("notes", "quotes"))
        return view(document.read(), told.filter)


def test_a_row_says_what_a_session_was(shown: SessionsView) -> None:
    row = shown.rows[0]
    assert (row.pseudonym, row.round_title, row.started, row.length) == (
        "P2", "Round 1", "2 Mar 2026 10:00", f"1{NO_BREAK}m{NO_BREAK}40",
    )  # fmt: skip
    assert (row.steps, row.pains, row.worst, row.quotes) == (2, 1, 3, 1)
    assert (row.ease, row.satisfaction, row.observers, row.segment) == (6, 2, ("Al", "Bo"), "carers")
    assert (row.consent, row.consent_brief) == ("notes and being quoted", "2 of 8")
    assert row.counted
    assert (shown.rows[1].length, shown.rows[1].started, shown.rows[1].consent) == ("no times", "", "not recorded")
    assert (shown.rows[2].reason, shown.rows[2].left_out_for) == ("left out: a pilot", "a pilot")
    assert shown.rows[2].worst_words == "not rated yet"
    said = spoken(row)
    for words in ("P2", "started 2 Mar 2026 10:00 (Europe/London)", "worst: needed help", "ease 6 of 7", "Al and Bo"):
        assert words in said


def test_the_start_is_told_in_the_local_time_of_its_zone() -> None:
    assert moment_text(1_784_000_000_000, "UTC") == "14 Jul 2026 03:33"
    assert moment_text(1_784_000_000_000, "America/New_York") == "13 Jul 2026 23:33"


def test_the_sentence_says_how_sessions_ended_and_what_is_left_out(shown: SessionsView) -> None:
    assert shown.sentence == "3 sessions: 1 completed, 1 gave up; 1 left out of all counts."


@pytest.mark.parametrize(
    ("outcomes", "whole", "sentence"),
    [
        (["completed"] * 3, 3, "3 sessions: all completed."),
        (["not_observed"] * 2, 2, "2 sessions: how they ended was not observed."),
        (
            ["completed", "not_observed"], 12,
            "2 sessions under the filter, of 12: 1 completed, 1 whose end was not observed.",
        ),
        ([], 4, ""),
    ],
)  # fmt: skip
def test_the_sentence_in_other_projects(tmp_path: Path, outcomes: Sequence[str], whole: int, sentence: str) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told) as making:
            for number, outcome in enumerate(outcomes):
                making.session(f"P{number}", visit("A"), outcome=outcome)
        assert view(document.read(), told.filter, whole).sentence == sentence


def test_rows_are_sorted_as_people_count_and_what_is_missing_comes_last(shown: SessionsView) -> None:
    assert names(shown, "person") == ["P1", "P2", "P10"]
    assert names(shown, "person", descending=True) == ["P10", "P2", "P1"]
    assert names(shown, "started") == ["P1", "P2", "P10"]
    assert names(shown, "started", descending=True) == ["P2", "P1", "P10"], "P10 has no start and stays last"
    assert names(shown, "length", descending=True) == ["P2", "P1", "P10"]
    assert names(shown, "pains", descending=True) == ["P2", "P1", "P10"], "rated before not rated, none last"
    assert names(shown, "counted") == ["P2", "P10", "P1"]


def test_columns_in_which_nobody_has_anything_are_left_out(tmp_path: Path, shown: SessionsView) -> None:
    assert "ease" in [column.key for column in shown.columns]
    assert "task" not in [column.key for column in shown.columns]
    (tmp_path / "log").mkdir()
    with study(tmp_path / "log") as (document, told):
        with telling(document, told) as making:
            making.session("P1", visit("A"))
        keys = [column.key for column in view(document.read(), told.filter).columns]
    assert keys == ["person", "started", "length", "outcome", "steps", "consent"]


def test_a_row_is_found_by_any_of_its_words(shown: SessionsView) -> None:
    words = searched(shown.rows[0])
    assert all(word in words for word in ("p2", "round 1", "completed", "needed help", "quoted", "bo", "carers"))
    assert "no times" in searched(shown.rows[1])


def test_what_is_chosen_is_told_with_its_outcomes(shown: SessionsView) -> None:
    assert chosen_sentence(shown.rows) == "3 sessions chosen: 2 gave up, 1 completed"
    assert not chosen_sentence(shown.rows[:1])


def test_entries_are_read_again_only_for_the_sessions_an_edit_names(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told) as making:
            one = making.session("P1", visit("A", 0))
            other = making.session("P2", visit("A", 0))
        cache = EntryCache()
        before = dict(cache.refresh(document.read(), None))
        heard: list[Changes] = []
        document.subscribe(heard.append)
        with document.edit("Insert") as edit:
            insert_entry(edit, one.id, Line("do", "more"), 5000)
        after = cache.refresh(document.read(), heard[0])
        assert len(after[one.id]) == 2
        assert after[other.id] is before[other.id], "the other session is not read again"


def test_the_score_of_a_questionnaire_stands_at_every_attempt_of_its_sitting(tmp_path: Path) -> None:
    with study(tmp_path, ("A",)) as (document, told):
        with telling(document, told) as making:
            first = making.session("P1", visit("A"), sitting="one")
            making.session("P2", visit("A"))
            making.session("P1", visit("A"), sitting="one")
            begun = making.session("P3", visit("A"))
            answer_questionnaire(making.edit, first.id, "sus", [4, 1, 5, 2, 5, 1, 4, 2, 3, 1])
            answer_questionnaire(making.edit, begun.id, "sus", [4, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        found = view(document.read(), told.filter)
        column = next(each for each in found.columns if each.key == "sus")
        assert [column.text(row) for row in found.rows] == ["85", "", "85", "unfinished"]
        assert "umux_lite" not in [each.key for each in found.columns]
        assert names(found, "sus", descending=True) == ["P1", "P1", "P2", "P3"], "no score comes last"
        assert "SUS 85" in spoken(found.rows[0])
