"""Where a map stands on a poster: on which paper, how large, and in how many rows, so that all of it can be read."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from journeymap.present.picture import Picture, Rect
from journeymap.report.content import Report
from journeymap.report.formats.pdf_lines import Span, Style
from journeymap.report.formats.pdf_paper import COLOURS
from journeymap.report.formats.pdf_pieces import Piece, text_pieces
from journeymap.report.formats.pdf_tags import Element
from journeymap.report.formats.strips import Tile, smallest_words, tiles
from journeymap.report.picture_frame import picture_title

POINTS_A_MM: Final = 72 / 25.4
SIZES_MM: Final = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
READABLE: Final = 7.0
"""Points; no text of a poster is printed smaller."""
_POSTERS: Final = ("A3", "A2", "A1", "A0")  # what is tried, where no paper was chosen
_MOST: Final = 4.0  # points for one unit of the map; a small map does not fill a wall
_GAP: Final = 16.0  # points between two rows of a map
_CLOSER: Final = 6  # halvings when the largest scale is looked for


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece of paper; lengths in points."""

    width: float
    height: float

    @property
    def margin(self) -> float:
        return max(30.0, 0.028 * min(self.width, self.height))

    @property
    def room_width(self) -> float:
        return self.width - 2 * self.margin

    @property
    def title(self) -> float:
        return max(14.0, 0.023 * min(self.width, self.height))

    @property
    def text(self) -> float:
        return max(8.5, 0.48 * self.title)

    @property
    def small(self) -> float:
        return max(7.2, 0.34 * self.title)


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of the picture, `y` points below the top of the room for it."""

    tile: Tile
    y: float


@dataclass(frozen=True, slots=True)
class Poster:
    """The picture on sheets of one paper: `scale` points for one unit of the map, `top` the height of the heading."""

    paper: str
    sheet: Sheet
    top: float
    scale: float
    sheets: tuple[tuple[Placed, ...], ...]

    @property
    def whole(self) -> bool:
        """Whether the map stands in one piece."""
        return len(self.sheets) == 1 and len(self.sheets[0]) == 1


def sheet_of(paper: str, *, landscape: bool) -> Sheet:
    """A sheet of this paper."""
    short, long = (side * POINTS_A_MM for side in SIZES_MM[paper])
    return Sheet(long, short) if landscape else Sheet(short, long)


def head_pieces(report: Report, sheet: Sheet, parent: Element | None) -> list[Piece]:
    """The title of the poster, what its map shows, and whose data it is."""
    soft = COLOURS["text2"]
    pieces = []
    for role, words, style in (
        ("H1", picture_title(report), Style(sheet.title, "strong")),
        ("P", report.picture.caption, Style(sheet.text)),
        ("P", report.edge_words, Style(sheet.small, colour=soft)),
    ):
        if words:
            pieces += text_pieces(Element(role, parent), [Span(words, style)], sheet.margin, sheet.room_width, 0.0, 1.4)
    return pieces


def poster(report: Report) -> Poster:
    """The poster on the chosen paper, or on the smallest that holds the map on one sheet; else on several of A0."""
    if report.choices.paper:
        return _best(report, report.choices.paper)
    for paper in _POSTERS[:-1]:
        found = _best(report, paper)
        if len(found.sheets) == 1:
            return found
    return _best(report, _POSTERS[-1])


def paper_for_one_sheet(report: Report, paper: str) -> str:
    """The smallest paper above this one on which the map fits on one sheet; empty where there is none."""
    names = list(SIZES_MM)
    larger = (_best(report, name) for name in names[names.index(paper) + 1 :])
    return next((each.paper for each in larger if len(each.sheets) == 1), "")


def _best(report: Report, paper: str) -> Poster:
    """Upright or on its side: fewer sheets, then one piece, then larger."""
    found = [_arranged(report, paper, sheet_of(paper, landscape=turned)) for turned in (True, False)]
    return max(found, key=lambda each: (-len(each.sheets), each.whole, each.scale))


def _arranged(report: Report, paper: str, sheet: Sheet) -> Poster:
    picture = report.picture.picture
    head = sum(piece.gap + piece.height for piece in head_pieces(report, sheet, None))
    top = sheet.margin + head + sheet.text
    width, height = sheet.room_width, sheet.height - top - sheet.margin - 2 * sheet.small
    fitting = min(width / picture.width, height / picture.height, _MOST)
    least = READABLE / smallest_words(picture)
    if fitting >= least:
        whole = Placed(Tile(Rect(0.0, 0.0, picture.width, picture.height)), 0.0)
        return Poster(paper, sheet, top, fitting, ((whole,),))
    scale, sheets = least, _stacked(picture, width, height, least)
    # As large as these sheets allow.
    most = max(least, min(_MOST, sqrt(len(sheets) * width * height / (picture.width * picture.height))))
    for _ in range(_CLOSER):
        middle = (scale + most) / 2
        tried = _stacked(picture, width, height, middle)
        if len(tried) == len(sheets):
            scale, sheets = middle, tried
        else:
            most = middle
    return Poster(paper, sheet, top, scale, tuple(sheets))


def _stacked(picture: Picture, width: float, height: float, scale: float) -> list[tuple[Placed, ...]]:
    """The parts of the picture one below the other, on as many sheets as that takes."""
    sheets: list[list[Placed]] = [[]]
    y = 0.0
    for tile in tiles(picture, width / scale, height / scale):
        if sheets[-1] and y + tile.height * scale > height + 0.01:
            sheets.append([])
            y = 0.0
        sheets[-1].append(Placed(tile, y))
        y += tile.height * scale + _GAP
    return [tuple(sheet) for sheet in sheets]
