"""The capture line: every sign of the notation, and any text survives a round trip."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journeymap.core.capture import (
    Line,
    clock_text,
    format_line,
    match_step,
    one_line,
    outcome_key,
    parse_line,
    suggest,
    tag_key,
)
from journeymap.core.model import Step
from journeymap.core.scales import FEELINGS, IMPACTS, OUTCOMES


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("> pay", Line("visit", label="pay")),
        (">Pay the fee #card", Line("visit", label="Pay the fee", tags=("card",))),
        ("!3 cannot find the upload button", Line("pain", "cannot find the upload button", impact=3)),
        ("!0 saw it, no harm", Line("pain", "saw it, no harm", impact=0)),
        ("!4", Line("pain", impact=4)),
        ("! something hurts #Upload", Line("pain", "something hurts", tags=("upload",))),
        ("! 3 people queue", Line("pain", "3 people queue")),
        ("!3rd attempt fails", Line("pain", "3rd attempt fails")),
        ('"I thought I had finished', Line("quote", "I thought I had finished")),
        ('"I thought I had finished"', Line("quote", "I thought I had finished")),
        ("“Why can’t you just look it up” #upload", Line("quote", "Why can’t you just look it up", tags=("upload",))),
        ("„Wo ist das Formular“", Line("quote", "Wo ist das Formular")),
        ("« où est-ce »", Line("quote", "où est-ce")),
        ('"he said "no"', Line("quote", 'he said "no"')),
        ("? which form is it", Line("think", "which form is it")),
        ("~-2 exasperated", Line("emotion", "exasperated", value=-2)),
        ("~−2 exasperated", Line("emotion", "exasperated", value=-2)),
        ("~–1", Line("emotion", value=-1)),
        ("~ +2", Line("emotion", value=2)),
        ("~0 calm", Line("emotion", "calm", value=0)),
        ("& phoned daughter", Line("help", "phoned daughter")),
        ("&", Line("help")),
        ("* merge both forms", Line("idea", "merge both forms")),
        ("goes back to the letter", Line("do", "goes back to the letter")),
        ("- a plain dash", Line("do", "- a plain dash")),
        ("!2 timed out again #Session-Timeout", Line("pain", "timed out again", impact=2, tags=("session-timeout",))),
        ("timed #out again, #b_2, done", Line("do", "timed again,, done", tags=("out", "b_2"))),
        ("#upload !3 no button", Line("pain", "no button", impact=3, tags=("upload",))),
        ("#upload", Line("do", tags=("upload",))),
        ("room #4 and C# are no tags", Line("do", "room #4 and C# are no tags")),
        ("!1 slow #किताब", Line("pain", "slow", impact=1, tags=("किताब",))),
        (r"\> not a visit #kept", Line("do", "> not a visit #kept")),
        (r"> \Form #A12", Line("visit", label="Form #A12")),
        (r"!2 #a \#b is literal", Line("pain", "#b is literal", impact=2, tags=("a",))),
        ("-- pause", Line("marker", "pause")),
        ("−− Resume", Line("marker", "resume")),
        ("—pause", Line("marker", "pause")),
        ("= abandoned", Line("end", outcome="abandoned")),
        ("=Completed with help", Line("end", outcome="completed_with_help")),
        ("= gave up", Line("end", outcome="abandoned")),
        ("= completed, not eligible", Line("end", outcome="completed_not_eligible")),
        ("= TIMED_OUT", Line("end", outcome="timed_out")),
        ("[02:05] > pay", Line("visit", label="pay", at_ms=125_000)),
        ("[75:00] late", Line("do", "late", at_ms=4_500_000)),
        ("[01:02:03.5] late", Line("do", "late", at_ms=3_723_500)),
        ("[105120:00:01] years later", Line("do", "years later", at_ms=378_432_001_000)),
        ("[00:05-01:10] > pay", Line("visit", label="pay", at_ms=5000, until_ms=70_000)),
        ("[ 0:05 – 1:00:00.5 ] waits", Line("do", "waits", at_ms=5000, until_ms=3_600_500)),
        ("[00:05-00:05] -- pause asleep", Line("marker", "pause", at_ms=5000, until_ms=5000, gap="asleep")),
        ("-- Pause CRASH, counted", Line("marker", "pause", gap="crash", counted=True)),
        ("[2-3] people", Line("do", "[2-3] people")),
        ("[laughs] goes on", Line("do", "[laughs] goes on")),
    ],
)
def test_each_line_records_what_the_notation_says(raw: str, line: Line) -> None:
    assert parse_line(raw) == line
    assert parse_line(format_line(line)) == line


@pytest.mark.parametrize(
    "raw",
    [
        "= no such end", "=", "!7 too much", "!-1 x", "~ meh", "~5", "~1.5", ">", "> #onlytag", '"', "?", "*",
        "-- lunch", "[00:61] x", "[1:2:3:4] x", "[00:99:00] x", "",
        "[00:10-00:05] x", "[00:10-] x", "[00:10-00:61] x", "-- pause lunch", "-- resume asleep", "-- pause, counted",
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_kept_as_it_came(raw: str) -> None:
    line = parse_line(raw)
    assert line == Line("marker", raw, readable=False)
    assert parse_line(format_line(line)) == line


def test_an_unreadable_line_keeps_the_time_before_it() -> None:
    assert parse_line("[00:10] !9 x") == Line("marker", "!9 x", at_ms=10_000, readable=False)


@given(st.text())
@example("#a#b")
@example('""""')
@example("[00:61] [00:10] x")
@example("\ud800\0\r\n")
@example("#İ x")
@example("! #a")
@example("=\t=")
@example("\\")
def test_reading_what_was_written_gives_the_same_line(raw: str) -> None:
    line = parse_line(raw)
    assert parse_line(format_line(line)) == line


TAGS = st.lists(st.from_regex(r"[a-zé][a-z0-9_-]{0,6}", fullmatch=True), unique=True, max_size=3).map(tuple)
ANY_TEXT = st.one_of(
    st.text(), st.text(alphabet='\\!>~?"=&*#-–—[]0123:. ab', max_size=12), st.from_regex(r"#?\w+ .*")
).map(one_line)
TIMES = st.none() | st.integers(0, 10**8)


@given(
    ANY_TEXT, TAGS, TIMES, TIMES, st.sampled_from(["do", "think", "quote", "pain", "help", "idea", "emotion", "visit"])
)
@example('a"', ("t",), None, None, "quote")
@example("3 people", (), 5, 7, "pain")
def test_any_text_survives_in_every_kind_of_line(
    text: str, tags: tuple[str, ...], at_ms: int | None, lasts_ms: int | None, kind: str
) -> None:
    until_ms = None if at_ms is None or lasts_ms is None else at_ms + lasts_ms
    needs_words = kind in {"think", "quote", "idea", "visit"} or (kind == "do" and not tags)
    if needs_words and not text:
        return
    tags = tuple(dict.fromkeys(tag_key(tag) for tag in tags))
    for value in FEELINGS if kind == "emotion" else (None,):
        for impact in (None, *IMPACTS) if kind == "pain" else (None,):
            line = Line(kind, text, tags=tags, at_ms=at_ms, until_ms=until_ms, value=value, impact=impact)
            if kind == "visit":
                line = Line(kind, label=text, tags=tags, at_ms=at_ms, until_ms=until_ms)
            assert parse_line(format_line(line)) == line


def test_every_outcome_is_known_by_its_key_and_by_its_words() -> None:
    for key, words in OUTCOMES.items():
        assert outcome_key(key) == outcome_key(words.upper()) == outcome_key(key.replace("_", " ")) == key
    assert outcome_key("finished") == ""


@given(st.integers(0, 10**9))
def test_clock_text_is_read_back(ms: int) -> None:
    assert parse_line(f"[{clock_text(ms)}] x").at_ms == ms


def test_clock_text_shows_milliseconds_only_where_there_are_any() -> None:
    assert (clock_text(401_000), clock_text(401_005), clock_text(360_000_000)) == (
        "00:06:41",
        "00:06:41.005",
        "100:00:00",
    )


def _step(title: str) -> Step:
    return Step(id=title, project_id="p", map_id="m", phase_id=None, position=0, title=title)


def test_steps_are_matched_without_case_and_outer_blanks_and_no_further() -> None:
    steps = [_step("Pay"), _step("Straße prüfen")]
    assert match_step("  pAY ", steps) is steps[0]
    assert match_step("STRASSE PRÜFEN", steps) is steps[1]
    assert match_step("Pa", steps) is None


def test_suggestions_come_closest_first() -> None:
    titles = ["Prepay card", "Wait to pay", "Pay the fee", "Pay", "Upload proof"]
    assert suggest("pay", titles) == ["Pay", "Pay the fee", "Wait to pay", "Prepay card"]
    assert suggest("uplaod proof", titles) == ["Upload proof"]
    assert suggest("", titles, 2) == ["Prepay card", "Wait to pay"]


def test_an_unknown_name_is_not_taken_for_another() -> None:
    assert suggest("Step 2", ["Step 1", "Step 3"]) == []
    assert suggest("Log out", ["Log in"]) == []
    assert suggest("Ask a neighbour", ["Pay", "Upload proof"]) == []
