"""The poster on ordinary pages, to be cut along marks and glued together; first a page that shows how."""

from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Final

from journeymap.core.progress import Progress
from journeymap.core.wording import number_text, plural
from journeymap.present.picture import Rect
from journeymap.report.content import Remark, Report
from journeymap.report.formats.pdf import begun
from journeymap.report.formats.pdf_lines import Span, Style, broken
from journeymap.report.formats.pdf_paper import COLOURS, Paper
from journeymap.report.formats.pdf_picture import draw_part
from journeymap.report.formats.pdf_pieces import text_pieces
from journeymap.report.formats.pdf_tags import Element
from journeymap.report.formats.strips import Span as Reach
from journeymap.report.formats.strips import sheet_cuts, smallest_words
from journeymap.report.picture_frame import WIDEST, Framed, framed, picture_title
from journeymap.report.picture_sheets import POINTS_A_MM, READABLE, SIZES_MM, Sheet, sheet_of

OVERLAP: Final = 10 * POINTS_A_MM
MARGIN: Final = 10 * POINTS_A_MM
"""Points at each side of a page: printers leave some 5 mm white."""
_FULL_SIZE: Final = (0.75, 0.7, 0.65)  # points for one unit of the map: about as large as on the screen
_MARK: Final = 12.0  # length of a cutting mark, in points
_SEEN: Final = READABLE  # smaller words are left out of the small picture of the whole
_LABEL: Final = Style(7.6, colour=COLOURS["text2"])


@dataclass(frozen=True, slots=True)
class Tiling:
    """The framed picture in `columns` × `rows` of pages (each from … to, in units of the map)."""

    frame: Framed
    sheet: Sheet
    scale: float
    columns: tuple[Reach, ...]
    rows: tuple[Reach, ...]
    smallest: float  # size of the smallest text on the chosen poster, in points; 0 where none was chosen

    @property
    def count(self) -> int:
        return len(self.columns) * len(self.rows)

    @property
    def size_words(self) -> str:
        """How large the poster is when it is glued together."""
        width, height = (
            round(side * self.scale / POINTS_A_MM) for side in (self.frame.part.width, self.frame.part.height)
        )
        return f"{number_text(width)} × {number_text(height)} mm"

    def label(self, column: int, row: int) -> str:
        """What a page is called: letters for its column, a number for its row."""
        return f"{column_letters(column)}{row + 1}"

    @property
    def grid_words(self) -> str:
        return f"{len(self.columns)} × {len(self.rows)}"


def column_letters(column: int) -> str:
    """A, B, … Z, AA, AB, … as in a spreadsheet; `column` counts from 0."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def tiling(report: Report) -> Tiling:
    """The poster on the fewest pages, upright or on their sides; among equals the largest."""
    sheets = [sheet_of(report.choices.pages, landscape=turned) for turned in (False, True)]
    scales, size = _scales(report)
    found = [_tiled(report, sheet, scale, size) for scale in scales for sheet in sheets]
    return min(found, key=lambda each: (each.count, -each.scale))


def remarks(report: Report) -> tuple[Remark, ...]:
    """That the poster is larger than the paper that was asked for, where its text could not be read on that."""
    made = tiling(report)
    if not made.smallest or made.smallest >= READABLE - 0.01:
        return ()
    words = (
        f"On {report.choices.paper} the smallest text of this map would be {made.smallest:.1f} points high, "
        f"so the poster is larger: {made.size_words} when it is glued together."
    )
    return (Remark("Poster on pages", words),)


def _scales(report: Report) -> tuple[list[float], float]:
    """What is tried, in points for one unit of the map, and the size of the smallest text on the paper chosen."""
    smallest = smallest_words(report.picture.picture)
    least = READABLE / smallest
    if not report.choices.paper:
        return sorted({max(scale, least) for scale in _FULL_SIZE}), 0.0
    whole = framed(report).part
    short, long = sorted((whole.width, whole.height))
    low, high = (side * POINTS_A_MM for side in SIZES_MM[report.choices.paper])
    scale = min(low / short, high / long)
    return [max(scale, least)], scale * smallest


def _tiled(report: Report, sheet: Sheet, scale: float, size: float) -> Tiling:
    width, height = ((side - 2 * MARGIN - OVERLAP) / scale for side in (sheet.width, sheet.height))
    frame = framed(report, min(WIDEST, 0.45 * width))  # so that the first cut need not go through the title
    columns, rows = sheet_cuts(frame.groups, frame.part, width, height)
    return Tiling(frame, sheet, scale, tuple(columns), tuple(rows), size)


def write(report: Report, path: Path, progress: Progress) -> None:
    """Print the overview and the pages to `path`."""
    progress.at(0.1, "Cutting the map into pages")
    made = tiling(report)
    paper = begun(report, str(path), picture_title(report))
    _overview(paper, report, made)
    pages = [(column, row) for row in range(len(made.rows)) for column in range(len(made.columns))]
    for number, (column, row) in enumerate(pages, start=1):
        progress.at(0.2 + 0.8 * number / len(pages), "Printing the pages")
        _page(paper, made, column, row)
    paper.tags.write()
    paper.canvas.save()


def _overview(paper: Paper, report: Report, made: Tiling) -> None:
    """What the pages become, how to put them together, and which of them lies where."""
    part = made.frame.part
    canvas, sheet = paper.canvas, sheet_of(report.choices.pages, landscape=part.width > part.height)
    canvas.setPageSize((sheet.width, sheet.height))
    y = sheet.height - sheet.margin
    pages = plural(made.count, "page")
    how = (
        "Print at 100 %, not fitted to the page. Every page says where it lies: the letter is its column, the number "
        "its row. Cut off the left and the upper edge of each page along its marks, lay it over the 10 mm that the "
        "pages beside and above it have more, up to their dotted line, and glue it."
    )
    for role, words, style in (
        ("H1", picture_title(report), Style(sheet.title, "strong")),
        (
            "P",
            f"{pages} of {report.choices.pages}, {made.grid_words}; glued together {made.size_words}.",
            Style(sheet.text),
        ),
        ("P", how if made.count > 1 else "Print at 100 %, not fitted to the page.", Style(sheet.text)),
        ("P", " · ".join(part for part in (report.edge_words, report.anchor_words) if part), Style(sheet.small)),
    ):
        element = Element(role, paper.tags.root)
        for piece in text_pieces(element, [Span(words, style)], sheet.margin, sheet.room_width, 5.0):
            piece.paint(paper, y - piece.gap)
            y -= piece.gap + piece.height
    y -= 14.0
    scale = min(sheet.room_width / part.width, (y - sheet.margin) / part.height, made.scale)
    figure = Element("Figure", paper.tags.root, alternative=report.picture.alternative)
    figure.box = sheet.margin, y - part.height * scale, sheet.margin + part.width * scale, y
    with paper.tags.marked(figure):
        draw_part(paper, made.frame.groups, part, sheet.margin, y, scale, least=_SEEN)
        _grid(paper, made, (sheet.margin, y), scale)
    canvas.showPage()
    paper.tags.end_page()


def _grid(paper: Paper, made: Tiling, corner: tuple[float, float], scale: float) -> None:
    """The cuts over the small picture, and the names of the pages where there is room."""
    canvas, part = paper.canvas, made.frame.part
    left, top = corner
    canvas.saveState()
    canvas.setStrokeColor(COLOURS["accent"])
    canvas.setLineWidth(0.8)
    style = Style(9.0, "strong", COLOURS["accent"])
    longest = broken([Span(made.label(len(made.columns) - 1, len(made.rows) - 1), style)], 1e9)[0].width + 8.0
    every = max(1, ceil(longest / (part.width * scale / len(made.columns))))
    every_row = max(1, ceil(13.0 / (part.height * scale / len(made.rows))))
    for row, (above, below) in enumerate(made.rows):
        for column, (start, end) in enumerate(made.columns):
            x, y = left + (start - part.x) * scale, top - (below - part.y) * scale
            canvas.rect(x, y, (end - start) * scale, (below - above) * scale, stroke=1, fill=0)
            if column % every == 0 and row % every_row == 0:
                words = broken([Span(made.label(column, row), style)], 1e9)[0]
                middle = x + max((end - start) * scale / 2, words.width / 2 + 2.0), y + (below - above) * scale / 2
                canvas.setFillColor(COLOURS["paper"])
                canvas.setFillAlpha(0.85)
                canvas.roundRect(middle[0] - words.width / 2 - 2.0, middle[1] - 6.0, words.width + 4.0, 12.0, 2.0, 0, 1)
                canvas.setFillAlpha(1)
                paper.line(middle[0] - words.width / 2, middle[1] - 3.2, words)
    canvas.restoreState()


def _page(paper: Paper, made: Tiling, column: int, row: int) -> None:
    canvas: Any = paper.canvas
    canvas.setPageSize((made.sheet.width, made.sheet.height))
    (start, end), (above, below) = made.columns[column], made.rows[row]
    more_right = OVERLAP / made.scale if column + 1 < len(made.columns) else 0.0
    more_below = OVERLAP / made.scale if row + 1 < len(made.rows) else 0.0
    part = Rect(start, above, end - start + more_right, below - above + more_below)
    top = made.sheet.height - MARGIN
    own = Rect(start, above, end - start, below - above)
    name = f"{made.label(column, row)} of {made.grid_words}"
    figure = Element("Figure", paper.tags.root, alternative=f"Page {name}. {_said(made.frame, own)}")
    figure.box = MARGIN, top - part.height * made.scale, MARGIN + part.width * made.scale, top
    with paper.tags.marked(figure):
        draw_part(paper, made.frame.groups, part, MARGIN, top, made.scale, glued=True)
    with paper.tags.artifact():
        _marks(canvas, own.width * made.scale, own.height * made.scale, top, bool(more_right), bool(more_below))
    with paper.tags.artifact("Pagination"):
        words = broken([Span(name, _LABEL)], 1e9)[0]
        paper.line(made.sheet.width / 2 - words.width / 2, MARGIN / 2 + 2.0, words)
    canvas.showPage()
    paper.tags.end_page()


def _said(frame: Framed, part: Rect) -> str:
    """Which cards stand on a page, in words."""
    cards = [group.name for group in frame.groups if group.kind == "card" and part.contains(*group.bounds.centre)]
    return "; ".join(cards) + "." if cards else "A part of the map without steps."


def _marks(canvas: Any, width: float, height: float, top: float, more_right: bool, more_below: bool) -> None:
    """Marks in the margin at the four corners of the page's own part; dotted lines where a neighbour lies over it."""
    left, right, bottom = MARGIN, MARGIN + width, top - height
    canvas.saveState()
    canvas.setStrokeColor(COLOURS["ink"])
    canvas.setLineWidth(0.4)
    above, beside = top + 4.0, left - 4.0
    low = bottom - (OVERLAP if more_below else 0.0) - 4.0
    far = right + (OVERLAP if more_right else 0.0) + 4.0
    for x in (left, right):
        canvas.line(x, above, x, above + _MARK)
        canvas.line(x, low, x, low - _MARK)
    for y in (top, bottom):
        canvas.line(beside, y, beside - _MARK, y)
        canvas.line(far, y, far + _MARK, y)
    canvas.setDash([0.5, 3])
    canvas.setLineCap(1)
    if more_right:
        canvas.line(right, top, right, bottom)
    if more_below:
        canvas.line(left, bottom, right, bottom)
    canvas.restoreState()
