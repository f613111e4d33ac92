"""Text into lines of a given width: letters get their font, lines break at blanks, and anywhere in a word too long."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from typing import Final, NamedTuple

from journeymap.report.formats.pdf_fonts import font_for, letter_width, pdf_text
from journeymap.report.formats.pdf_scripts import (
    basic_letters,
    is_right_to_left,
    mirrored,
    shaped,
    stretches,
    visual_order,
)
from journeymap.report.plain import shown

_BREAKS_AFTER: Final = frozenset("-–—/›·…")


@dataclass(frozen=True, slots=True)
class Style:
    """How a run is printed: style of the family, size in points, colour as `#RRGGBB`."""

    size: float
    style: str = "regular"
    colour: str = "#1C2227"


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Fragment:
    """Letters of one font in a line.

    Where letters stand in another order than they are read, `actual` is what they say and `parts` are their fragments.
    """

    text: str
    font: str
    style: Style
    width: float
    actual: str = ""
    parts: "tuple[Fragment, ...]" = ()


@dataclass(frozen=True, slots=True)
class Line:
    fragments: tuple[Fragment, ...]
    width: float


class _Letter(NamedTuple):
    sign: str
    font: str
    style: Style
    width: float


def _letters(spans: Iterable[Span]) -> list[_Letter]:
    found = []
    for span in spans:
        style = span.style
        for sign in shaped(pdf_text(shown(span.text), style.style)):
            name = font_for(sign, style.style) or font_for("?", style.style)
            found.append(_Letter(sign, name, style, letter_width(sign, name) * style.size))
    return found


def broken(spans: Iterable[Span], width: float) -> list[Line]:
    """Lines of at most `width` points; at least one, and empty for an empty text."""
    letters = _letters(spans)
    lines: list[Line] = []
    start = 0
    while start < len(letters):
        end, after = _line_end(letters, start, width)
        lines.append(_line(letters[start:end]))
        start = after
    return lines or [Line((), 0.0)]


def _line_end(letters: list[_Letter], start: int, width: float) -> tuple[int, int]:
    """Where the line that begins at `start` ends, and where the next begins (one blank stays at the end)."""
    used = 0.0
    chance = -1
    for index in range(start, len(letters)):
        letter = letters[index]
        if letter.sign == " ":
            chance = index
            used += letter.width
            continue
        used += letter.width
        if used > width + 0.01 and index > start:
            if chance > start:
                return _without_blanks(letters, start, chance)
            return index, index
        if letter.sign in _BREAKS_AFTER or _breaks_anywhere(letter.sign):
            chance = index + 1
    return len(letters), len(letters)


def _without_blanks(letters: list[_Letter], start: int, chance: int) -> tuple[int, int]:
    """One blank stays at the end, so that copied and spoken words keep apart."""
    after = chance
    while after < len(letters) and letters[after].sign == " ":
        after += 1
    end = chance
    while end > start and letters[end - 1].sign == " ":
        end -= 1
    return (end + 1 if end < after else end), after


def _breaks_anywhere(sign: str) -> bool:
    """Chinese and Japanese letters, between which a line may end."""
    return "\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff"


def _line(letters: list[_Letter]) -> Line:
    signs = "".join(letter.sign for letter in letters)
    fragments: list[Fragment] = []
    position = 0
    for start, end in stretches(signs) if is_right_to_left(signs) else []:
        fragments += _fragments(letters[position:start])
        fragments.append(_turned(letters[start:end]))
        position = end
    fragments += _fragments(letters[position:])
    return Line(tuple(fragments), fsum(fragment.width for fragment in fragments))


def _turned(letters: list[_Letter]) -> Fragment:
    """A right-to-left stretch as it is printed, with what it says as it is read."""
    signs = "".join(letter.sign for letter in letters)
    printed = [
        letters[place]._replace(sign=mirrored(signs[place])) if turn else letters[place]
        for place, turn in visual_order(signs)
    ]
    parts = tuple(_fragments(printed))
    words = "".join(part.text for part in parts)
    width = fsum(part.width for part in parts)
    return Fragment(words, parts[0].font, parts[0].style, width, basic_letters(signs), parts)


def _fragments(letters: list[_Letter]) -> list[Fragment]:
    """Letters by font and style."""
    return [
        Fragment("".join(letter.sign for letter in run), name, style, fsum(letter.width for letter in run))
        for (name, style), group in groupby(letters, key=lambda letter: (letter.font, letter.style))
        for run in [list(group)]
    ]
