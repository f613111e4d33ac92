"""How wide text is in the bundled fonts, without a window: so that text can be wrapped before anybody draws it.

The advance widths are read from the fonts' own `cmap` and `hmtx` tables when they are first needed. Nothing is
generated, so nothing can fall behind the fonts. Kerning is left out: with it, text is a little
narrower, so what fits here fits everywhere.
"""

import re
import struct
from bisect import bisect_left
from functools import cache, lru_cache
from math import fsum
from typing import Final

from journeymap.core.resources import resource

FALLBACK_FONTS: Final = (
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    "SymbolaEmoji.ttf",
)
_FACES: Final = {400: "NotoSans-Regular.ttf", 600: "NotoSans-SemiBold.ttf"}
_ITALIC: Final = "NotoSans-Italic.ttf"
_ELLIPSIS: Final = "…"
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")  # not the no-break space


class FontWidths:
    """Advance widths of one TrueType file, in parts of the font size."""

    def __init__(self, data: bytes) -> None:
        tables = {
            data[at : at + 4]: struct.unpack_from(">II", data, at + 8)
            for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
        }
        self._units: int = struct.unpack_from(">H", data, tables[b"head"][0] + 18)[0]
        count: int = struct.unpack_from(">H", data, tables[b"hhea"][0] + 34)[0]
        self._advances: tuple[int, ...] = struct.unpack_from(">" + "Hh" * count, data, tables[b"hmtx"][0])[::2]
        self._ranges = _glyph_ranges(data, tables[b"cmap"][0])
        self._ends = [end for _, end, _ in self._ranges]

    def advance(self, character: str) -> float | None:
        """Width of the character for a font size of 1, or None when the font does not have it."""
        code = ord(character)
        at = bisect_left(self._ends, code)
        if at == len(self._ranges):
            return None
        start, _, glyphs = self._ranges[at]
        if code < start:
            return None
        glyph = glyphs[code - start] if isinstance(glyphs, tuple) else glyphs + code - start
        if glyph == 0:
            return None
        return self._advances[min(glyph, len(self._advances) - 1)] / self._units


def _glyph_ranges(data: bytes, cmap: int) -> list[tuple[int, int, int | tuple[int, ...]]]:
    """(first code, last code, first glyph or all glyphs) in order, from the widest Unicode table there is."""
    offsets: dict[int, int] = {}
    for at in range(cmap + 4, cmap + 4 + 8 * struct.unpack_from(">H", data, cmap + 2)[0], 8):
        platform, _, offset = struct.unpack_from(">HHI", data, at)
        if platform in {0, 3}:
            offsets[struct.unpack_from(">H", data, cmap + offset)[0]] = cmap + offset
    if 12 in offsets:
        table = offsets[12]
        groups = struct.unpack_from(">I", data, table + 12)[0]
        return [struct.unpack_from(">III", data, table + 16 + 12 * at) for at in range(groups)]
    table = offsets[4]
    count = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, table + 14)
    starts = struct.unpack_from(f">{count}H", data, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, table + 16 + 4 * count)
    places = struct.unpack_from(f">{count}H", data, table + 16 + 6 * count)
    ranges: list[tuple[int, int, int | tuple[int, ...]]] = []
    for at, (start, end, delta, place) in enumerate(zip(starts, ends, deltas, places, strict=True)):
        if start == 0xFFFF:
            continue
        first = table + 16 + 6 * count + 2 * at + place
        raw = struct.unpack_from(f">{end - start + 1}H", data, first) if place else range(start, end + 1)
        ranges.append((start, end, tuple((glyph + delta) & 0xFFFF if glyph or not place else 0 for glyph in raw)))
    return ranges


@cache
def font_widths(file_name: str) -> FontWidths:
    """The widths of a font in `resources/fonts`."""
    return FontWidths(resource(f"fonts/{file_name}").read_bytes())


@cache
def _advance(character: str, face: str) -> float:
    for file_name in (face, *FALLBACK_FONTS):
        found = font_widths(file_name).advance(character)
        if found is not None:
            return found
    return 0.6  # the empty box that stands for a letter nobody has


def _words(text: str) -> list[str]:
    return [word for word in _BLANKS.split(text) if word]


def text_width(text: str, size: float, weight: int = 400, *, italic: bool = False) -> float:
    """Width of one line of text, in the unit of `size`. `weight` is 400 or 600."""
    face = _ITALIC if italic else _FACES[weight]
    # fsum, because Python 3.12 changed how sum adds: pictures shall be the same everywhere.
    return size * fsum(_advance(character, face) for character in text)


def elided(text: str, width: float, size: float, weight: int = 400) -> str:
    """The text, or as much of its beginning as fits into `width` with an ellipsis behind it."""
    text = " ".join(_words(text))
    if text_width(text, size, weight) <= width:
        return text
    kept = text
    while kept and text_width(kept + _ELLIPSIS, size, weight) > width:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


@lru_cache(maxsize=16_384)  # a change of a large map leaves nearly all of its words as they were
def wrapped(
    text: str, width: float, size: float, weight: int = 400, *, italic: bool = False, most_lines: int | None = None
) -> tuple[str, ...]:
    """The text in lines no wider than `width`, broken at blanks, inside a word only where it is wider than a line.

    With `most_lines`, the last line ends with an ellipsis when there is more. Empty text gives no line.
    """
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and text_width(f"{line} {word}", size, weight, italic=italic) <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        pieces = _pieces(word, width, size, weight, italic)
        lines.extend(pieces[:-1])
        line = pieces[-1]
        if most_lines is not None and len(lines) > most_lines:
            break
    if line:
        lines.append(line)
    if most_lines is not None and len(lines) > most_lines:
        rest = f"{lines[most_lines - 1]}{_ELLIPSIS}"
        while text_width(rest, size, weight, italic=italic) > width and len(rest) > 1:
            rest = rest[:-2].rstrip() + _ELLIPSIS
        lines = [*lines[: most_lines - 1], rest]
    return tuple(lines)


def _pieces(word: str, width: float, size: float, weight: int, italic: bool) -> list[str]:
    """One word, cut where it does not fit into a line; after a hyphen or a slash where there is one."""
    pieces = [""]
    for character in word:
        grown = pieces[-1] + character
        if pieces[-1] and text_width(grown, size, weight, italic=italic) > width:
            cut = max(pieces[-1].rfind(sign) for sign in "-/_.") + 1
            if 2 < cut < len(pieces[-1]):
                pieces[-1], begin = pieces[-1][:cut], pieces[-1][cut:]
            else:
                begin = ""
            pieces.append(begin + character)
        else:
            pieces[-1] = grown
    return pieces
