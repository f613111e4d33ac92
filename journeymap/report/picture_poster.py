"""The map as a poster: a tagged PDF whose page has the size of the paper."""

from pathlib import Path
from typing import Any

from journeymap.core.progress import Progress
from journeymap.core.wording import plural
from journeymap.report.content import Remark, Report
from journeymap.report.formats.pdf import begun, one_line
from journeymap.report.formats.pdf_lines import Span, Style, broken
from journeymap.report.formats.pdf_paper import COLOURS, Paper
from journeymap.report.formats.pdf_picture import draw_tile
from journeymap.report.formats.pdf_tags import Element
from journeymap.report.picture_frame import picture_title
from journeymap.report.picture_sheets import Poster, head_pieces, paper_for_one_sheet, poster


def write(report: Report, path: Path, progress: Progress) -> None:
    """Print the poster to `path`."""
    progress.at(0.1, "Finding room for the map")
    made = poster(report)
    paper = begun(report, str(path), picture_title(report))
    canvas: Any = paper.canvas
    figure: Element | None = None
    for number, placed in enumerate(made.sheets, start=1):
        progress.at(0.3 + 0.7 * number / len(made.sheets), "Printing the poster")
        canvas.setPageSize((made.sheet.width, made.sheet.height))
        if figure is None:
            _head(paper, report, made)
            figure = Element("Figure", paper.tags.root, alternative=report.picture.alternative)
        for part in placed:
            corner = made.sheet.margin, made.sheet.height - made.top - part.y
            with paper.tags.marked(figure):
                draw_tile(paper, report.picture.picture, part.tile, corner, made.scale, alone=made.whole)
        if made.whole:
            left, top = made.sheet.margin, made.sheet.height - made.top
            picture = report.picture.picture
            figure.box = left, top - picture.height * made.scale, left + picture.width * made.scale, top
        _foot(paper, report, made, number)
        canvas.showPage()
        paper.tags.end_page()
    paper.tags.write()
    canvas.save()


def remarks(report: Report) -> tuple[Remark, ...]:
    """That a map cannot be read on one sheet, and what paper it would need."""
    made = poster(report)
    count = len(made.sheets)
    if count == 1:
        return ()
    words = f"So that it can be read, this map takes {plural(count, 'sheet')} of {made.paper}."
    larger = paper_for_one_sheet(report, made.paper)
    return (Remark("Poster", f"{words} On {larger} it fits on one." if larger else words),)


def _head(paper: Paper, report: Report, made: Poster) -> None:
    y = made.sheet.height - made.sheet.margin
    for piece in head_pieces(report, made.sheet, paper.tags.root):
        piece.paint(paper, y - piece.gap)
        y -= piece.gap + piece.height


def _foot(paper: Paper, report: Report, made: Poster, number: int) -> None:
    """Whose data it is on every sheet, and which sheet it is where there are several."""
    sheet, count = made.sheet, len(made.sheets)
    style = Style(sheet.small, colour=COLOURS["text2"])
    whose = " · ".join(part for part in (report.edge_words, report.anchor_words) if part)
    with paper.tags.artifact("Pagination"):
        right = broken([Span(f"sheet {number} of {count}" if count > 1 else "", style)], sheet.room_width)[0]
        paper.line(sheet.width - sheet.margin - right.width, sheet.margin, right)
        paper.line(sheet.margin, sheet.margin, one_line(whose, sheet.room_width - right.width - 20.0, style))
