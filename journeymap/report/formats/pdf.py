"""The report as a tagged A4 PDF. The same report gives the same bytes."""

import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from journeymap.core.progress import Progress
from journeymap.report.content import (
    Beside,
    Block,
    Bullets,
    Drawing,
    Facts,
    Heading,
    Paragraph,
    Quotes,
    Report,
    Table,
)
from journeymap.report.formats.pdf_fonts import STYLES, font
from journeymap.report.formats.pdf_lines import Line, Span, Style, broken
from journeymap.report.formats.pdf_paper import BOTTOM, COLOURS, HEAD, LEFT, PAGE_HEIGHT, PAGE_WIDTH, Paper
from journeymap.report.formats.pdf_picture import drawing_pieces
from journeymap.report.formats.pdf_pieces import (
    Piece,
    beside_pieces,
    bullet_pieces,
    facts_pieces,
    heading_pieces,
    paragraph_pieces,
    quote_pieces,
)
from journeymap.report.formats.pdf_tables import table_pieces
from journeymap.report.formats.pdf_tags import Element, TagTree
from journeymap.report.plain import shown

_HEADING = 38.0  # room for a large heading above a picture, in points
_EDGE = Style(7.2, colour=COLOURS["text2"])


def write(report: Report, path: Path, progress: Progress) -> None:
    """Print the report to `path`."""
    paper = begun(report, str(path), report.title)
    canvas, tags = paper.canvas, paper.tags
    pages = _pages(_pieces(tags.root, report, progress))
    section = ""
    for number, page in enumerate(pages, start=1):
        progress.at(0.4 + 0.6 * number / len(pages), "Printing the pages")
        sections = [piece.section for piece, _ in page.items if piece.section is not None]
        canvas.setPageSize((page.width, page.height))
        for piece, top in page.items:
            piece.paint(paper, top)
        _edges(paper, report, sections[0] if sections else section, page, number, len(pages))
        section = sections[-1] if sections else section
        canvas.showPage()
        tags.end_page()
    tags.write()
    canvas.save()


def begun(report: Report, target: str | BytesIO, title: str) -> Paper:
    """An empty document with its title, date and language. It is finished by `paper.tags.write()` and `save()`."""
    for name in STYLES.values():
        font(name)
    first_font: Any = STYLES["regular"]
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=first_font,
    )
    canvas.setTitle(shown(title))
    canvas.setAuthor("")
    canvas.setSubject(shown(report.subtitle))
    canvas.setCreator(f"journeymap {report.version}")
    canvas.setProducer("ReportLab")
    _date(vars(canvas)["_doc"], report.made_at_ms)
    return Paper(canvas, TagTree(canvas, shown(title), report.language))


def _date(document: Any, made_at_ms: int) -> None:
    """The document's date is the report's, not that of the computer."""
    stamp = document._timeStamp
    stamp.t = made_at_ms // 1000
    stamp.lt = time.gmtime(stamp.t)
    stamp.YMDhms = tuple(stamp.lt)[:6]


def _pieces(root: Element, report: Report, progress: Progress) -> list[Piece]:
    pieces: list[Piece] = []
    landscape = False
    for index, block in enumerate(report.blocks):
        progress.at(0.4 * index / len(report.blocks), "Setting the text")
        if isinstance(block, Heading | Drawing) and block.on == "screen":
            continue
        if isinstance(block, Heading) and block.level == 2:
            landscape = block.landscape
        after_heading = index > 0 and isinstance(report.blocks[index - 1], Heading)
        belongs = isinstance(block, Paragraph) and block.size == "note" and index > 0
        if belongs and isinstance(report.blocks[index - 1], Table):
            pieces[-1] = replace(pieces[-1], keep=True)  # a note stands with the last row of its table
        pieces += _block(root, block, landscape, after_heading)
    return pieces


def _block(root: Element, block: Block, landscape: bool, after_heading: bool) -> list[Piece]:
    match block:
        case Heading():
            return heading_pieces(root, block, after_heading=after_heading)
        case Paragraph():
            return paragraph_pieces(root, block)
        case Facts():
            return facts_pieces(root, block)
        case Beside():
            return beside_pieces(root, block)
        case Table():
            return table_pieces(root, block)
        case Drawing():
            width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
            return drawing_pieces(root, block, width - 2 * LEFT, height - HEAD - BOTTOM - _HEADING)
        case Quotes():
            return quote_pieces(root, block)
        case Bullets():
            return bullet_pieces(root, block)


class _Page:
    """Pieces with the heights at which they begin."""

    def __init__(self, landscape: bool) -> None:
        self.landscape = landscape
        self.items: list[tuple[Piece, float]] = []
        self.width, self.height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        self.top = self.height - HEAD
        self.y = self.top

    def put(self, piece: Piece) -> None:
        """Below what there is; at the top of the page without a gap, and after the head of its table."""
        if not self.items and piece.again is not None:
            self.items.append((piece.again, self.y))
            self.y -= piece.again.height
        elif self.items:
            self.y -= piece.gap
        self.items.append((piece, self.y))
        self.y -= piece.height

    def has_room(self, height: float) -> bool:
        return self.y - height >= BOTTOM


def _pages(pieces: list[Piece]) -> list[_Page]:
    pages = [_Page(landscape=False)]
    index = 0
    while index < len(pieces):
        end = index + 1
        while end < len(pieces) and pieces[end - 1].keep and not _turns(pieces[end], pieces[index]):
            end += 1
        chunk = pieces[index:end]
        index = end
        turned = pages[-1].landscape if chunk[0].landscape is None else chunk[0].landscape
        height = sum(piece.height + piece.gap for piece in chunk)
        whole = pages[-1].top - BOTTOM
        section = min(_section_height(pieces, end - len(chunk)), whole) if chunk[0].large else 0.0
        fits = pages[-1].has_room(max(height, section)) or height > whole
        if turned != pages[-1].landscape and not pages[-1].items:
            pages[-1] = _Page(turned)
        elif pages[-1].items and (chunk[0].new_page or turned != pages[-1].landscape or not fits):
            pages.append(_Page(turned))
        for piece in chunk:
            if pages[-1].items and not pages[-1].has_room(piece.gap + piece.height):
                pages.append(_Page(turned))
            pages[-1].put(piece)
    return pages


def _turns(piece: Piece, first: Piece) -> bool:
    """Whether the piece begins a page whatever stands before it."""
    return piece.new_page or ((piece.landscape or False) != (first.landscape or False) and piece.landscape is not None)


def _section_height(pieces: list[Piece], start: int) -> float:
    """The height of the section that begins here: up to the next heading of level 2."""
    height = 0.0
    for index, piece in enumerate(pieces[start:]):
        if index and piece.landscape is not None:
            break
        height += piece.gap + piece.height
    return height


def _edges(paper: Paper, report: Report, section: str, page: _Page, number: int, total: int) -> None:
    """Head and foot of a page: classification and section, version, data and page number."""
    right = page.width - LEFT
    _edge_line(paper, report.edge_words, section or report.project_title, right, page.height - 32)
    _edge_line(paper, report.anchor_words, f"{number} of {total}", right, 24)
    paper.rule(LEFT, right, 36)


def _edge_line(paper: Paper, left: str, right: str, edge: float, baseline: float) -> None:
    half = (edge - LEFT) / 2 - 6
    with paper.tags.artifact("Pagination"):
        paper.line(LEFT, baseline, one_line(left, half))
        words = one_line(right, half)
        paper.line(edge - words.width, baseline, words)


def one_line(text: str, width: float, style: Style = _EDGE) -> Line:
    """The text on one line; the head of a page ends in dots where a title is longer (it stands whole on its page)."""
    first, *others = broken([Span(text, style)], width - 8)
    if not others:
        return first
    return broken([Span("".join(fragment.text for fragment in first.fragments).rstrip() + "…", style)], 1e9)[0]
