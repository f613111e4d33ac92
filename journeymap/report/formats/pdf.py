"""The report as a tagged A4 PDF. The same report gives the same bytes."""

import time
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
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
from journeymap.report.formats.pdf_paper import BOTTOM, COLOURS, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP, Paper
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

_EDGE = Style(7.2, colour=COLOURS["text2"])


def write(report: Report, path: Path, progress: Progress) -> None:
    """Print the report to `path`."""
    for name in STYLES.values():
        font(name)
    first_font: Any = STYLES["regular"]
    canvas = Canvas(
        str(path),
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=first_font,
    )
    title = shown(report.title)
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject(shown(report.subtitle))
    canvas.setCreator(f"journeymap {report.version}")
    canvas.setProducer("ReportLab")
    _date(vars(canvas)["_doc"], report.made_at_ms)
    tags = TagTree(canvas, title, report.language)
    pages = _pages(_pieces(tags.root, report, progress))
    paper = Paper(canvas, tags)
    section = ""
    for number, page in enumerate(pages, start=1):
        progress.at(0.4 + 0.6 * number / len(pages), "Printing the pages")
        named = next((piece.section for piece, _ in page if piece.section is not None), None)
        section = section if named is None else named
        for piece, top in page:
            piece.paint(paper, top)
        _edges(paper, report, section, number, len(pages))
        canvas.showPage()
        tags.end_page()
    tags.write()
    canvas.save()


def _date(document: Any, made_at_ms: int) -> None:
    """The document's date is the report's, not that of the computer."""
    stamp = document._timeStamp
    stamp.t = made_at_ms // 1000
    stamp.lt = time.gmtime(stamp.t)
    stamp.YMDhms = tuple(stamp.lt)[:6]


def _pieces(root: Element, report: Report, progress: Progress) -> list[Piece]:
    pieces: list[Piece] = []
    for index, block in enumerate(report.blocks):
        progress.at(0.4 * index / len(report.blocks), "Setting the text")
        pieces += _block(root, block)
    return pieces


def _block(root: Element, block: Block) -> list[Piece]:
    match block:
        case Heading():
            return heading_pieces(root, block)
        case Paragraph():
            return paragraph_pieces(root, block)
        case Facts():
            return facts_pieces(root, block)
        case Beside():
            return beside_pieces(root, block)
        case Table():
            return table_pieces(root, block)
        case Drawing():
            return drawing_pieces(root, block)
        case Quotes():
            return quote_pieces(root, block)
        case Bullets():
            return bullet_pieces(root, block)


def _pages(pieces: list[Piece]) -> list[list[tuple[Piece, float]]]:
    """Pieces on pages, each with the height at which it begins."""
    pages: list[list[tuple[Piece, float]]] = [[]]
    y = TOP
    index = 0
    while index < len(pieces):
        end = index + 1
        while end < len(pieces) and pieces[end - 1].keep:
            end += 1
        chunk = pieces[index:end]
        height = sum(piece.height + piece.gap for piece in chunk)
        if pages[-1] and (chunk[0].new_page or (y - height < BOTTOM and height <= TOP - BOTTOM)):
            pages.append([])
            y = TOP
        for piece in chunk:
            if pages[-1] and y - piece.gap - piece.height < BOTTOM:
                pages.append([])
                y = TOP
            if not pages[-1] and piece.again is not None:
                pages[-1].append((piece.again, y))
                y -= piece.again.height
            elif pages[-1]:
                y -= piece.gap
            pages[-1].append((piece, y))
            y -= piece.height
        index = end
    return pages


def _edges(paper: Paper, report: Report, section: str, number: int, total: int) -> None:
    """Head and foot of a page: classification and section, version, data and page number."""
    left = " · ".join(part for part in (report.classification, report.audience_words) if part)
    if report.made_up:
        left = " · ".join(part for part in (left, "made-up sample data") if part)
    anchor = f"journeymap {report.version} · data {report.data_mark} · entry {report.anchor.seq:,}"
    _edge_line(paper, left, section or report.project_title, PAGE_HEIGHT - 32)
    _edge_line(paper, anchor, f"{number} of {total}", 24)
    paper.rule(LEFT, RIGHT, 36)
    paper.canvas.setFillColor(HexColor(COLOURS["text"]))


def _edge_line(paper: Paper, left: str, right: str, baseline: float) -> None:
    half = (RIGHT - LEFT) / 2 - 6
    with paper.tags.artifact("Pagination"):
        paper.line(LEFT, baseline, _one_line(left, half))
        words = _one_line(right, half)
        paper.line(RIGHT - words.width, baseline, words)


def _one_line(text: str, width: float) -> Line:
    """The text on one line; the head of a page ends in dots where a title is longer (it stands whole on its page)."""
    first, *others = broken([Span(text, _EDGE)], width - 8)
    if not others:
        return first
    return broken([Span("".join(fragment.text for fragment in first.fragments).rstrip() + "…", _EDGE)], 1e9)[0]
