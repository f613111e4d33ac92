"""What people typed, made safe to look at: signs that are not seen but change how others are read are written out."""

import unicodedata
from typing import Final

_HIDDEN: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def shown(text: str) -> str:
    """The text on one line, with control characters and direction overrides written out, e.g. `[U+202E]`.

    A right-to-left override would turn round the letters that follow it, so that a reader sees another text than
    the one that is kept. Line ends and tabs become blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    if letter in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    code = ord(letter)
    no_letter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # never a letter, and not allowed in XML
    if letter in _HIDDEN or no_letter or unicodedata.category(letter) in {"Cc", "Cs", "Co"}:
        return f"[U+{code:04X}]"
    return letter
