"""The letters of the PDF: bundled fonts, a fallback for each letter, and a right map back from glyphs to text."""

from functools import cache
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from journeymap.core.resources import resource
from journeymap.report.formats.pdf_scripts import basic_letters

STYLES: Final = {"regular": "NotoSans-Regular", "strong": "NotoSans-SemiBold", "italic": "NotoSans-Italic"}
_FALLBACKS: Final = (
    "NotoSansMath-Regular",
    "NotoSansSymbols2-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansArabic-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansThai-Regular",
    "DroidSansFallbackFull",
    "SymbolaEmoji",
)
_SILENT: Final = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\u00ad")  # joiners and selectors: nothing to print


class PaperFont(TTFont):
    """A TrueType font whose text can be copied and read aloud as it was written.

    ReportLab's own map gives U+0000 for unused codes and breaks on letters above U+FFFF; this one leaves the former
    out, writes the latter as surrogate pairs, and gives Arabic letters back in their basic form.
    """

    def addObjects(self, doc: Any) -> None:
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for name, stream in list(doc.idToObject.items()):
            if name.startswith("toUnicodeCMap:") and name.endswith("+" + self._face_name()):
                number = _subset_number(name)
                stream.content = _to_unicode(subsets[number])

    def _face_name(self) -> str:
        name = self.face.name
        return name.decode("ascii") if isinstance(name, bytes) else str(name)


def _subset_number(name: str) -> int:
    """The number of a subset from its tag of six letters, in which ABCDEFGIJK stand for 0…9."""
    tag = name.removeprefix("toUnicodeCMap:")[:6]
    return int("".join(str("ABCDEFGIJK".index(letter)) for letter in tag))


def _to_unicode(subset: list[int]) -> str:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3) for the codes of a subset; code 0 and unused codes stay out."""
    lines = [f"<{code:02X}> <{_utf16(letter)}>" for code, letter in enumerate(subset) if letter]
    blocks = []
    for start in range(0, len(lines), 100):  # at most 100 to a block
        part = lines[start : start + 100]
        blocks.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar")
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _utf16(letter: int) -> str:
    return basic_letters(chr(letter)).encode("utf-16-be").hex().upper()


@cache
def font(name: str) -> PaperFont:
    """The bundled font of this name, read at its first use and known to ReportLab from then on."""
    made = PaperFont(name, str(resource(f"fonts/{name}.ttf")))
    pdfmetrics.registerFont(made)
    return made


@cache
def font_for(letter: str, style: str) -> str:
    """The name of the first font that holds the letter; empty where none does."""
    code = ord(letter)
    for name in (STYLES[style], *_FALLBACKS):
        if code in font(name).face.charToGlyph:
            return name
    return ""


@cache
def letter_width(letter: str, name: str) -> float:
    """Width in units of the font size."""
    face: Any = font(name).face
    return float(face.getCharWidth(ord(letter))) / 1000


@cache
def printable(letter: str, style: str) -> str:
    """The letter itself, nothing for one that shows nothing, or its number where no font holds it."""
    if letter in _SILENT:
        return ""
    if letter in "\u00a0\u202f\u2007\u2009":
        return "\u00a0"
    return letter if font_for(letter, style) else f"[U+{ord(letter):04X}]"


def pdf_text(text: str, style: str = "regular") -> str:
    """The one way of user text into the PDF: every letter has a glyph, nothing is markup."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(printable(letter, style) for letter in text)
