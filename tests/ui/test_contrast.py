"""Words and rings can be told from their ground in every look: WCAG 2.2, 1.4.3 and 1.4.11; 1.4.6 in high contrast."""

import pytest
from PySide6.QtGui import QColor

from journeymap.ui import theme

GROUNDS = ("bg", "paper", "surface", "hover", "soft", "warn_soft", "bad_soft")
WORDS = ("text", "text2", "ink", "accent")
SPOKEN_ON = {"good": ("bg", "paper", "surface", "soft"), "warn": ("bg", "paper", "surface", "soft", "warn_soft"),
             "impact4": ("bg", "paper", "surface", "bad_soft")}  # fmt: skip
RINGS = ("control", "accent", "impact1", "impact2", "impact3", "impact4", "good")
LOOKS = {
    "light": (theme.LIGHT, 4.5),
    "dark": (theme.DARK, 4.5),
    "high contrast": (theme.CONTRAST_LIGHT, 7.0),
    "high contrast, dark": (theme.CONTRAST_DARK, 7.0),
}


def luminance(name: str) -> float:
    """The relative luminance of a colour, 0 to 1, as WCAG 2.2 defines it."""
    colour = QColor(name)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("look", LOOKS)
def test_words_can_be_read_on_every_ground(look: str) -> None:
    tokens, least = LOOKS[look]
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS]
    pairs += [(word, ground) for word, grounds in SPOKEN_ON.items() for ground in grounds]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_hover")]
    faint = [
        f"{word} on {ground}: {contrast(tokens[word], tokens[ground]):.2f}"
        for word, ground in pairs
        if contrast(tokens[word], tokens[ground]) < least
    ]
    assert not faint, faint


@pytest.mark.parametrize("look", LOOKS)
def test_focus_rings_outlines_of_fields_and_marks_stand_out_from_every_ground(look: str) -> None:
    tokens, _ = LOOKS[look]
    faint = [
        f"{ring} on {ground}: {contrast(tokens[ring], tokens[ground]):.2f}"
        for ring in RINGS
        for ground in ("bg", "paper", "surface", "soft", "hover")
        if contrast(tokens[ring], tokens[ground]) < 3
    ]
    # The ring of a primary button is in the colour of words, around the accent.
    faint += ["text beside accent"] if contrast(tokens["text"], tokens["surface"]) < 3 else []
    assert not faint, faint


@pytest.mark.parametrize("look", LOOKS)
def test_what_cannot_be_pressed_is_paler_than_what_can_and_still_seen(look: str) -> None:
    tokens, _ = LOOKS[look]
    for ground in ("bg", "surface"):
        assert 3 <= contrast(tokens["disabled"], tokens[ground]) < contrast(tokens["text2"], tokens[ground])
