"""Widths of text without a window, and wrapping by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.core.wording import NO_BREAK
from journeymap.present.text_width import elided, text_width, wrapped


@pytest.mark.parametrize(
    ("text", "weight", "units"),
    [("a", 400, 561), ("A", 600, 671), ("0", 400, 572), ("9", 400, 572)],
)
def test_widths_are_those_of_the_font(text: str, weight: int, units: int) -> None:
    assert text_width(text, 1000, weight) == pytest.approx(units, abs=1)


def test_figures_are_all_equally_wide() -> None:
    assert len({text_width(figure, 12) for figure in "0123456789"}) == 1


def test_other_scripts_have_widths_of_the_fonts_that_hold_them() -> None:
    assert text_width("漢", 12) == pytest.approx(12, abs=0.5)
    assert text_width("Ж", 12) > 8
    assert text_width("\U0001f600", 12) > 8


@given(st.text(max_size=80), st.floats(20, 300))
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = wrapped(text, width, 12)
    blanks = " \t\r\n\f\v\u2028\u2029"
    assert "".join("".join(lines).split(" ")) == "".join(letter for letter in text if letter not in blanks)
    assert all(text_width(line, 12) <= width or len(line) == 1 for line in lines)


def test_a_line_never_breaks_at_a_no_break_space() -> None:
    assert wrapped(f"about 6{NO_BREAK}m{NO_BREAK}20", 60, 12)[-1] == f"6{NO_BREAK}m{NO_BREAK}20"


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    lines = wrapped("one two three four five six seven eight", 50, 12, most_lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert elided("one two three four", 50, 12).endswith("…")
    assert elided("one", 50, 12) == "one"
