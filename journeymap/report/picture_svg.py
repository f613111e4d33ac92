"""The map as one SVG file: shapes and text with the letters it needs inside, nothing from elsewhere."""

import base64
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Final

from journeymap.core.progress import Progress
from journeymap.core.resources import resource
from journeymap.present.picture import Group, Words
from journeymap.report.content import Report
from journeymap.report.formats.pdf_fonts import STYLES, font_for
from journeymap.report.formats.pdf_paper import COLOURS
from journeymap.report.formats.svg_shapes import rounded, shape_values, template
from journeymap.report.picture_frame import framed, picture_title
from journeymap.report.plain import shown

_FAMILIES: Final = {
    "NotoSans-Regular": "Noto Sans",
    "NotoSans-SemiBold": "Noto Sans",
    "NotoSans-Italic": "Noto Sans",
    "NotoSansMath-Regular": "Noto Sans Math",
    "NotoSansSymbols2-Regular": "Noto Sans Symbols 2",
    "NotoSansHebrew-Regular": "Noto Sans Hebrew",
    "NotoSansArabic-Regular": "Noto Sans Arabic",
    "NotoSansDevanagari-Regular": "Noto Sans Devanagari",
    "NotoSansThai-Regular": "Noto Sans Thai",
    "DroidSansFallbackFull": "Droid Sans Fallback",
    "SymbolaEmoji": "Symbola",
}
_TEXT_RULE: Final = "text{font-kerning:none;font-synthesis:none}"  # widths are measured without kerning
_ALWAYS: Final = " "
_MADE_BY: Final = {0, 1, 2, 3, 4, 5, 6, 7, 13, 14}
"""The entries of a font's name table that stay: who made it and under which licence."""


def write(report: Report, path: Path, progress: Progress) -> None:
    """Draw the report's picture to `path`."""
    progress.at(0.1, "Drawing the map")
    frame = framed(report)
    letters = _letters(frame.groups)
    faces = []
    for number, (name, used) in enumerate(sorted(letters.items())):
        progress.at(0.2 + 0.6 * number / len(letters), "Putting in the letters")
        faces.append(_face(name, used))
    colours = "".join(f".f-{name}{{fill:{value}}}.s-{name}{{stroke:{value}}}" for name, value in COLOURS.items())
    part = frame.part
    page = template("picture.html").render(
        report=report,
        title=picture_title(report),
        part={name: rounded(getattr(part, name)) for name in ("x", "y", "width", "height")},
        families=", ".join([*dict.fromkeys(f"'{_FAMILIES[name]}'" for name in _in_order(letters)), "sans-serif"]),
        style="\n".join([*faces, f"{colours}.f-none{{fill:none}}", _TEXT_RULE]),
        groups=[
            {"name": group.name, "shapes": [shape_values(each) for each in group.shapes]} for group in frame.groups
        ],
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _in_order(letters: dict[str, str]) -> list[str]:
    """The fonts in the order in which a letter is looked for."""
    return [name for name in _FAMILIES if name in letters]


def _letters(groups: tuple[Group, ...]) -> dict[str, str]:
    """The letters that are set in each font, in their order."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        for shape in group.shapes:
            if isinstance(shape, Words):
                style = "strong" if shape.weight >= 600 else "italic" if shape.italic else "regular"
                for letter in set(shown(shape.text)):
                    used[font_for(letter, style) or STYLES[style]].add(letter)
    return {name: "".join(sorted(signs | set(_ALWAYS))) for name, signs in used.items()}


def _face(name: str, letters: str) -> str:
    """An `@font-face` with those glyphs of a bundled font that these letters need, joined forms and marks included."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.name_IDs = sorted(_MADE_BY)
    options.notdef_outline = True
    face = TTFont(str(resource(f"fonts/{name}.ttf")), recalcTimestamp=False, lazy=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(face)
    kept = BytesIO()
    face.save(kept)
    face.close()
    weight = 600 if name == STYLES["strong"] else 400
    style = "italic" if name == STYLES["italic"] else "normal"
    data = base64.b64encode(kept.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{_FAMILIES[name]}";font-weight:{weight};font-style:{style};'
        f"src:url(data:font/ttf;base64,{data})}}"
    )
