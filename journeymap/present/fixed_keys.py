"""Keys and signs that stay as they are: what fields and lists understand, and the signs of the capture line."""

from typing import Final

from journeymap.present.actions import SIGNS

FIXED: Final = (
    ("The signs of the capture line", tuple((sign, words) for sign, _, words in SIGNS)),
    (
        "While typing",
        (
            ("Enter", "keeps the line; empty fields of a form take the button that stands out"),
            ("Tab", "takes the suggestion in the capture line; elsewhere goes on to the next control"),
            ("↑ ↓", "in the capture line: walks earlier entries to correct them"),
            ("Esc", "leaves a correction or a dialog as it was"),
        ),
    ),
    (
        "On the map",
        (
            ("← → ↑ ↓", "walk along the steps; with Shift they choose more of them"),
            ("Insert", "adds a step"),
            ("Tab", "in the name of a step: keeps it and adds the next one"),
            ("Menu, Shift+F10", "what can be done with what is selected"),
            ("Click twice", "adds a step, or names the phase, lane or cell under the pointer"),
            ("Shift and drag", "chooses every card that the frame touches"),
            ("Space and drag", "moves the map"),
        ),
    ),
)
"""Groups of (keys, what they do), for the page of keys."""
