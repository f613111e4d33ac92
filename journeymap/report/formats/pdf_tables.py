"""Tables on paper: a head that comes again on every page, rows that stay whole, interval bars in their own column."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from journeymap.core.scales import IMPACTS
from journeymap.report.content import Cell, Column, Table
from journeymap.report.formats.pdf_lines import Line, Span, Style, broken
from journeymap.report.formats.pdf_paper import LEFT, RIGHT, WIDTH, Paper, Scale, impact_colour
from journeymap.report.formats.pdf_pieces import NOTE, SOFT, Piece, kept, text_pieces
from journeymap.report.formats.pdf_tags import Element

_HEAD: Final = Style(7.8, "strong", SOFT)
_CELL: Final = Style(8.5)
_CELL_STRONG: Final = Style(8.5, "strong")
_LEADING: Final = 1.4
_PAD: Final = 4.0  # above and below the lines of a row
_LINES_A_PIECE: Final = 44  # a cell that is longer goes on in a further piece of its row


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands."""

    x: float
    width: float


def table_pieces(parent: Element, table: Table) -> list[Piece]:
    element = Element("Table", parent)
    places = _places(table.columns)
    pieces: list[Piece] = []
    if table.caption_shown:
        pieces += kept(text_pieces(Element("Caption", element), [Span(table.caption, NOTE)], LEFT, WIDTH, 8.0))
    head = _head(element, table.columns, places)
    pieces.append(head)
    again = _head(None, table.columns, places)
    for row in table.rows:
        pieces += _row(element, table, row, places, again)
    return pieces


def _places(columns: tuple[Column, ...]) -> list[_Place]:
    total = sum(column.width for column in columns)
    edges = [LEFT]
    for column in columns:
        edges.append(edges[-1] + WIDTH * column.width / total)
    return [_Place(x, right - x - 8.0) for x, right in pairwise(edges)]


def _head(table: Element | None, columns: tuple[Column, ...], places: list[_Place]) -> Piece:
    """The head of the table; without an element it is the repeated one, which says nothing new."""
    row = Element("TR", table) if table is not None else None
    cells = [Element("TH", row, scope="Column") if row is not None else None for _ in columns]
    lines = [broken([Span(column.title, _HEAD)], place.width) for column, place in zip(columns, places, strict=True)]
    step = _HEAD.size * 1.3
    height = max(len(cell) for cell in lines) * step + _PAD + 3.5

    def paint(paper: Paper, top: float) -> None:
        for place, cell, element, column in zip(places, lines, cells, columns, strict=True):
            y = top - _HEAD.size
            for line in cell:
                x = place.x + place.width - line.width if column.kind == "number" else place.x
                with paper.tags.marked(element) if element is not None else paper.tags.artifact("Pagination"):
                    paper.line(x, y, line)
                y -= step
        paper.rule(LEFT, RIGHT, top - height + 0.4, "text", 0.8)

    return Piece(height, paint, 4.0, keep=True)


def _row(parent: Element, table: Table, cells: tuple[Cell, ...], places: list[_Place], again: Piece) -> list[Piece]:
    row = Element("TR", parent)
    elements = [
        Element("TH", row, scope="Row") if index == table.header else Element("TD", row) for index in range(len(cells))
    ]
    marks = [
        Element("Figure", element, alternative=IMPACTS[cell.impact]) if cell.impact is not None else None
        for cell, element in zip(cells, elements, strict=True)
    ]
    lines = [_cell_lines(cell, place) for cell, place in zip(cells, places, strict=True)]
    longest = max(len(cell) for cell in lines)
    pieces = []
    for start in range(0, longest, _LINES_A_PIECE):
        part = [cell[start : start + _LINES_A_PIECE] for cell in lines]
        first, last = start == 0, start + _LINES_A_PIECE >= longest
        height = max(len(cell) for cell in part) * _CELL.size * _LEADING + _PAD * (first + last)
        paint = _row_painter(table, cells if first else (), part, places, elements, marks, height, first, last)
        pieces.append(Piece(height, paint, again=again))
    return pieces


def _cell_lines(cell: Cell, place: _Place) -> list[Line]:
    """The lines of a cell; an interval's numbers stand right of its bar, a mark takes room before the first words."""
    if cell.interval is not None:
        return broken([Span(cell.text, _CELL), Span(f" {cell.note}".rstrip(), NOTE)], place.width * 0.52)
    spans = [Span(cell.text, _CELL_STRONG if cell.strong else _CELL)] if cell.text else []
    if cell.note:
        spans.append(Span(f" {cell.note}" if cell.text else cell.note, NOTE))
    return broken(spans, place.width - (14.0 if cell.impact is not None else 0.0))


def _row_painter(
    table: Table,
    cells: tuple[Cell, ...],
    lines: list[list[Line]],
    places: list[_Place],
    elements: list[Element],
    marks: list[Element | None],
    height: float,
    first: bool,
    last: bool,
) -> Callable[[Paper, float], None]:
    step = _CELL.size * _LEADING

    def paint(paper: Paper, top: float) -> None:
        start = top - (_PAD if first else 0.0)
        for index, place in enumerate(places):
            x = place.x
            cell = cells[index] if cells else None
            mark = marks[index]
            if mark is not None:
                if cell is not None and cell.impact is not None:
                    paper.mark(mark, x, start - step + 2.0, 8.2, cell.impact)
                x += 14.0
            interval = cell.interval if cell is not None else None
            if interval is not None:
                scale = Scale(x, place.width * 0.44, table.most)
                colour = impact_colour(interval.impact)
                paper.interval(scale, start - step / 2, interval.low, interval.middle, interval.high, colour)
            if table.columns[index].kind == "interval":
                x = place.x + place.width * 0.48
            for number, line in enumerate(lines[index]):
                if not line.fragments:
                    continue
                right = table.columns[index].kind == "number"
                with paper.tags.marked(elements[index]):
                    left = place.x + place.width - line.width if right else x
                    paper.line(left, start - number * step - step * 0.74, line)
        if last:
            paper.rule(LEFT, RIGHT, top - height + 0.3)

    return paint
