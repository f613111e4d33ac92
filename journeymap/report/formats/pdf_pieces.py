"""Blocks into pieces: each knows its height, whether the next must stay with it, and how it is painted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from journeymap.core.scales import IMPACTS
from journeymap.report.content import Beside, Bullets, Facts, Heading, Paragraph, Quotes
from journeymap.report.formats.pdf_lines import Line, Span, Style, broken
from journeymap.report.formats.pdf_paper import COLOURS, LEFT, WIDTH, Paper
from journeymap.report.formats.pdf_tags import Element

SOFT: Final = COLOURS["text2"]
TEXT: Final = Style(9.0)
STRONG: Final = Style(9.0, "strong")
NOTE: Final = Style(7.6, colour=SOFT)
SMALL_HEAD: Final = Style(9.4, "strong")
_PARAGRAPHS: Final = {"lead": Style(10.6), "text": TEXT, "note": NOTE}
_LEADING: Final = 1.44


@dataclass(frozen=True, slots=True)
class Piece:
    """`paint(paper, top)` prints it below `top`. `gap` is the room above it, which falls away at the top of a page.

    `keep`: the next piece must stand on the same page. `again` (the head of a table) is painted first when the piece
    begins a page.
    """

    height: float
    paint: Callable[[Paper, float], None]
    gap: float = 0.0
    keep: bool = False
    new_page: bool = False
    section: str | None = None
    again: "Piece | None" = None
    large: bool = False  # begins a section that is not divided when it fits on a page
    landscape: bool | None = None  # the page must lie on its side, or stand; None: as it is


def text_pieces(
    element: Element, spans: Iterable[Span], x: float, width: float, gap: float = 0.0, leading: float = _LEADING
) -> list[Piece]:
    """A paragraph, one piece a line; two lines at least stay together at either end."""
    lines = broken(spans, width)
    pieces = []
    for index, line in enumerate(lines):
        size = max((fragment.style.size for fragment in line.fragments), default=TEXT.size)
        height = size * leading
        keep = len(lines) > 1 and index in {0, len(lines) - 2}
        pieces.append(Piece(height, _line_painter(element, line, x, size, height), gap if index == 0 else 0.0, keep))
    return pieces


def _line_painter(element: Element, line: Line, x: float, size: float, height: float) -> Callable[[Paper, float], None]:
    baseline = (height - size) / 2 + size * 0.82

    def paint(paper: Paper, top: float) -> None:
        if line.fragments:
            with paper.tags.marked(element):
                paper.line(x, top - baseline, line)

    return paint


def kept(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, all staying with what follows."""
    return [replace(piece, keep=True) for piece in pieces]


def heading_pieces(parent: Element, heading: Heading, *, after_heading: bool = False) -> list[Piece]:
    size, gap = {1: (21.0, 0.0), 2: (12.6, 19.0), 3: (11.6, 18.0)}[heading.level]
    if heading.large:
        size, gap = 18.5, 34.0
    elif after_heading:
        gap = 6.0
    pieces: list[Piece] = []
    if heading.kicker:
        pieces += _kicker(parent, heading, gap)
        gap = 1.0
    element = Element(f"H{heading.level}", parent)
    pieces += text_pieces(element, [Span(heading.text, Style(size, "strong"))], LEFT, WIDTH, gap, 1.25)
    first, *others = kept(pieces)
    begin = replace(
        first,
        new_page=heading.new_page,
        section=heading.section or None,
        large=heading.large,
        landscape=heading.landscape if heading.level == 2 else None,
    )
    last = Piece(4.0 if heading.level > 1 else 6.0, _paint_nothing, keep=True)
    return [begin, *others, last]


def _paint_nothing(_paper: Paper, _top: float) -> None:
    """Room only."""


def _kicker(parent: Element, heading: Heading, gap: float) -> list[Piece]:
    element = Element("P", parent)
    x = LEFT
    mark: Element | None = None
    if heading.impact is not None:
        mark = Element("Figure", element, alternative=f"Worst impact: {IMPACTS[heading.impact]}")
        x += 16
    pieces = text_pieces(element, [Span(heading.kicker, Style(8.6, colour=SOFT))], x, WIDTH - (x - LEFT), gap)
    first = pieces[0]

    def paint(paper: Paper, top: float) -> None:
        if mark is not None and heading.impact is not None:
            paper.mark(mark, LEFT, top - first.height + 2.2, 9.0, heading.impact)
        first.paint(paper, top)

    return [Piece(first.height, paint, first.gap, True), *pieces[1:]]


def paragraph_pieces(parent: Element, paragraph: Paragraph) -> list[Piece]:
    style = _PARAGRAPHS[paragraph.size]
    spans = [
        Span(run.text, Style(style.size, "strong", style.colour) if run.strong else style) for run in paragraph.runs
    ]
    return text_pieces(Element("P", parent), spans, LEFT, WIDTH, 5.0 if paragraph.size == "note" else 4.0)


def bullet_pieces(parent: Element, bullets: Bullets) -> list[Piece]:
    listing = Element("L", parent)
    pieces: list[Piece] = []
    for item in bullets.items:
        entry = Element("LI", listing)
        label = text_pieces(Element("Lbl", entry), [Span("•", TEXT)], LEFT + 2, 10)[0]
        lines = text_pieces(Element("LBody", entry), [Span(item, TEXT)], LEFT + 14, WIDTH - 14, 2.5)
        pieces += [_together(lines[0], label), *lines[1:]]
    return pieces


def quote_pieces(parent: Element, quotes: Quotes) -> list[Piece]:
    pieces: list[Piece] = []
    for quote in quotes.quotes:
        block = Element("BlockQuote", parent)
        words = Element("P", block)
        lines = text_pieces(words, [Span(f"“{quote.text}”", Style(9.6))], LEFT + 12, WIDTH - 12)
        source = text_pieces(Element("P", block), [Span(quote.source, NOTE)], LEFT + 12, WIDTH - 12)
        rows = [*lines[:-1], *kept(lines[-1:]), *source]
        gap = 9.0 if pieces else 4.0
        pieces += [_with_bar(piece, gap if index == 0 else 0.0) for index, piece in enumerate(rows)]
    return pieces


def _with_bar(piece: Piece, gap: float) -> Piece:
    def paint(paper: Paper, top: float) -> None:
        paper.bar(LEFT, top - piece.height - 0.2, 2.2, piece.height + 0.4, COLOURS["line2"])
        piece.paint(paper, top)

    return Piece(piece.height, paint, gap, piece.keep)


def _together(*pieces: Piece) -> Piece:
    """Pieces painted at the same height, in this order of reading but the first last."""

    def paint(paper: Paper, top: float) -> None:
        for piece in reversed(pieces):
            piece.paint(paper, top)

    return Piece(max(piece.height for piece in pieces), paint, pieces[0].gap, pieces[0].keep)


def facts_pieces(parent: Element, facts: Facts, x: float = LEFT, width: float = WIDTH) -> list[Piece]:
    """Name and value of each fact beside each other, under their heading."""
    pieces: list[Piece] = []
    if facts.title:
        head = text_pieces(Element("H3", parent), [Span(facts.title, SMALL_HEAD)], x, width, 14.0)
        pieces += kept(head)
    first_gap = 3.0 if facts.title else 9.0
    names = min(width * 0.34, 118.0)
    listing = Element("L", parent)
    for fact in facts.facts:
        entry = Element("LI", listing)
        label = text_pieces(Element("Lbl", entry), [Span(fact.name, Style(8.6, colour=SOFT))], x, names - 8)
        body = Element("LBody", entry)
        value = text_pieces(body, [Span(fact.value, Style(8.6))], x + names, width - names)
        if fact.note:
            value += text_pieces(body, [Span(fact.note, NOTE)], x + names, width - names)
        pieces += _side_by_side(label, value, first_gap)
        first_gap = 3.0
    return pieces


def _side_by_side(left: list[Piece], right: list[Piece], gap: float) -> list[Piece]:
    """Two columns of lines, row by row."""
    rows = []
    for index in range(max(len(left), len(right))):
        row = [column[index] for column in (left, right) if index < len(column)]
        height = max(piece.height for piece in row)
        rows.append(Piece(height, _row_painter(row), gap if index == 0 else 0.0, index == 0 and len(right) > 1))
    return rows


def _row_painter(row: list[Piece]) -> Callable[[Paper, float], None]:
    def paint(paper: Paper, top: float) -> None:
        for piece in row:
            piece.paint(paper, top)

    return paint


def beside_pieces(parent: Element, beside: Beside) -> list[Piece]:
    """Two groups of facts next to each other; both kept on one page as a whole."""
    half = (WIDTH - 24) / 2
    left = facts_pieces(Element("Div", parent), beside.left, LEFT, half)
    right = facts_pieces(Element("Div", parent), beside.right, LEFT + half + 24, half)
    height = max(sum(piece.height + piece.gap for piece in column) for column in (left, right))

    def paint(paper: Paper, top: float) -> None:
        for column in (left, right):
            y = top
            for piece in column:
                y -= piece.gap
                piece.paint(paper, y)
                y -= piece.height

    return [Piece(height, paint)] if height < 600 else [*left, *right]
