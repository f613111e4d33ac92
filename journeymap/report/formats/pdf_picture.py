"""The map on paper, drawn as shapes and letters; too wide for a page, it goes on in the next row."""

import re
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader

from journeymap.present.image_size import image_size
from journeymap.present.picture import Box, Disc, Group, Image, Path, Pen, Picture, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped
from journeymap.report.content import Drawing
from journeymap.report.formats.pdf_lines import Span, Style, broken
from journeymap.report.formats.pdf_paper import COLOURS, LEFT, Paper
from journeymap.report.formats.pdf_pieces import NOTE, Piece, kept, text_pieces
from journeymap.report.formats.pdf_scripts import is_right_to_left
from journeymap.report.formats.pdf_tags import Element
from journeymap.report.formats.strips import Tile, extent, smallest_words, tiles

_SMALLEST: Final = 7.0  # points; no text of a picture is printed smaller …
_MOST_PIXELS: Final = 60_000_000  # of a picture in a cell
_UNREADABLE: Final = (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error, zlib.error)
"""What Pillow raises for pictures that are damaged."""
_INSET: Final = 14.0  # of the title of a phase that goes on
_PIECES: Final = re.compile(r"\S{1,12}")
_WHOLE: Final = 6.5  # … but that much is allowed where it saves cutting the picture


def drawing_pieces(parent: Element, drawing: Drawing, width: float, height: float) -> list[Piece]:
    """The picture in tiles of at most `width` × `height` points."""
    picture = drawing.picture
    fitting = min(width / max(picture.width, 1.0), height / max(picture.height, 1.0), 1.0)
    smallest = smallest_words(picture)
    scale = fitting if fitting * smallest >= _WHOLE else min(_SMALLEST / smallest, 1.0)
    figure = Element("Figure", parent, alternative=drawing.alternative)
    parts = tiles(picture, width / scale, height / scale)
    pieces = [
        Piece(tile.height * scale, _tile_painter(figure, picture, tile, scale, len(parts) == 1), 6.0) for tile in parts
    ]
    if drawing.caption:
        caption = text_pieces(Element("P", parent), [Span(drawing.caption, NOTE)], LEFT, width, 5.0)
        pieces = [*pieces[:-1], *kept(pieces[-1:]), *caption]
    return pieces


def _tile_painter(
    figure: Element, picture: Picture, tile: Tile, scale: float, alone: bool
) -> Callable[[Paper, float], None]:
    def paint(paper: Paper, top: float) -> None:
        with paper.tags.marked(figure):
            draw_tile(paper, picture, tile, (LEFT, top), scale, alone=alone)
        if alone:
            figure.box = (LEFT, top - picture.height * scale, LEFT + picture.width * scale, top)

    return paint


def draw_tile(
    paper: Paper, picture: Picture, tile: Tile, corner: tuple[float, float], scale: float, *, alone: bool
) -> None:
    """A part of the picture with its top left `corner` there; where it goes on, with its phases and lanes again."""
    left, top = corner
    if tile.crown:
        crown = Rect(tile.part.x, 0.0, tile.part.width, tile.crown)
        phases = [group for group in picture.groups if group.kind == "phase"]
        draw_part(paper, phases, crown, left + tile.head * scale, top, scale)
        top -= tile.crown * scale
    if tile.head:
        head = Rect(0.0, tile.part.y, tile.head, tile.part.height)
        lanes = [group for group in picture.groups if group.kind == "lane"]
        draw_part(paper, lanes, head, left, top, scale)
    groups = [group for group in picture.groups if alone or (group.kind == "legend") == tile.legend]
    draw_part(paper, groups, tile.part, left + tile.head * scale, top, scale)
    if tile.crown or tile.part.y == 0.0:
        again = Rect(tile.part.x, 0.0, tile.part.width, tile.crown or tile.part.height)
        draw_part(paper, _going_on(picture, tile.part), again, left + tile.head * scale, corner[1], scale)


def _going_on(picture: Picture, part: Rect) -> list[Group]:
    """The titles of phases that began left of a part and go on in it, at its left edge where they have room."""
    found = []
    for group in picture.of_kind("phase"):
        words = [shape for shape in group.shapes if isinstance(shape, Words)]
        start = min((extent(each)[0] for each in words), default=0.0)
        end = max((extent(each)[1] for each in words), default=0.0)
        inside = min(group.bounds.right, part.right) - part.x - 2 * _INSET
        if group.bounds.x < part.x and start < part.x and words and end - start <= inside:
            by = part.x + _INSET - start
            found.append(replace(group, shapes=tuple(replace(each, x=each.x + by) for each in words)))
    return found


def draw_part(
    paper: Paper,
    groups: Iterable[Group],
    part: Rect,
    left: float,
    top: float,
    scale: float,
    *,
    glued: bool = False,
    least: float = 0.0,
) -> None:
    """What of these groups lies in a part of the picture.

    Every word stands whole on the side of a cut where its middle is; on sheets that are `glued` together, on both sides
    as far as it reaches. Words that would come out smaller than `least` points are left out.
    """
    canvas = paper.canvas
    canvas.saveState()
    frame = canvas.beginPath()
    width, height = part.width * scale, part.height * scale
    frame.rect(left - 1, top - height - 1, width + 2, height + 2)
    canvas.clipPath(frame, stroke=0, fill=0)
    pencil = _Pencil(paper, left - part.x * scale, top + part.y * scale, scale)
    across: list[Words] = []
    for group in groups:
        for shape in group.shapes:
            if not isinstance(shape, Words):
                if _meets(_bounds(shape), part):
                    pencil.draw(shape)
            elif shape.size * scale >= least and _meets(_reach(shape), part):
                if glued or _inside(shape, part) or is_right_to_left(shape.text):
                    pencil.draw(shape)
                else:
                    across += [each for each in _parts(shape) if _belongs(each, part)]
    canvas.restoreState()
    for words in across:
        pencil.draw(words)


def _reach(words: Words) -> tuple[float, float, float, float]:
    left, right = extent(words)
    return left, words.y - words.size, right, words.y + words.size / 3


def _inside(words: Words, part: Rect) -> bool:
    """Whether no letter lies across the edge of a part."""
    left, top, right, bottom = _reach(words)
    return part.contains(left, top) and part.contains(right, bottom)


def _belongs(words: Words, part: Rect) -> bool:
    left, right = extent(words)
    return part.contains((left + right) / 2, words.y - words.size / 3)


def _parts(words: Words) -> list[Words]:
    """A line word by word, each at its place; a word without an end in pieces."""
    left, _ = extent(words)
    found = []
    for match in _PIECES.finditer(words.text):
        before = text_width(words.text[: match.start()], words.size, words.weight, italic=words.italic)
        found.append(replace(words, text=match.group(), x=left + before, anchor="start"))
    return found


def _bounds(shape: Box | Disc | Path | Image) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape, with the width of its outline."""
    edge = 0.0 if isinstance(shape, Image) or shape.pen is None else shape.pen.width
    if isinstance(shape, Box | Image):
        rect = shape.rect
        return rect.x - edge, rect.y - edge, rect.right + edge, rect.bottom + edge
    if isinstance(shape, Disc):
        reach = shape.radius + edge
        return shape.x - reach, shape.y - reach, shape.x + reach, shape.y + reach
    xs = [number for _, numbers in shape.commands for number in numbers[::2]]
    ys = [number for _, numbers in shape.commands for number in numbers[1::2]]
    if not xs:
        return 0.0, 0.0, 0.0, 0.0
    return min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge


def _meets(bounds: tuple[float, float, float, float], part: Rect) -> bool:
    left, top, right, bottom = bounds
    return right >= part.x and left <= part.right and bottom >= part.y and top <= part.bottom


class _Pencil:
    """Draws shapes whose units are `scale` points, from the corner (`left`, `top`) downwards."""

    def __init__(self, paper: Paper, left: float, top: float, scale: float) -> None:
        self._paper = paper
        self._canvas = paper.canvas
        self._left = left
        self._top = top
        self._scale = scale

    def draw(self, shape: Shape) -> None:
        if isinstance(shape, Words):
            self._words(shape)
            return
        if isinstance(shape, Image):
            self._image(shape)
            return
        canvas = self._canvas
        canvas.saveState()
        fill = self._fill(shape.fill, shape.opacity)
        if isinstance(shape, Box):
            rect = shape.rect
            x, y = self._at(rect.x, rect.bottom)
            stroke = self._pen(shape.pen)
            width, height = rect.width * self._scale, rect.height * self._scale
            radius = min(shape.radius * self._scale, width / 2, height / 2)
            canvas.roundRect(x, y, width, height, radius, stroke=stroke, fill=fill)
        elif isinstance(shape, Disc):
            x, y = self._at(shape.x, shape.y)
            canvas.circle(x, y, shape.radius * self._scale, stroke=self._pen(shape.pen), fill=fill)
        else:
            canvas.drawPath(self._path(shape), stroke=self._pen(shape.pen), fill=fill)
        canvas.restoreState()

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self._scale, self._top - y * self._scale

    def _fill(self, colour: str, opacity: float) -> int:
        if not colour:
            return 0
        self._canvas.setFillColor(HexColor(COLOURS[colour]))
        self._canvas.setFillAlpha(opacity)
        return 1

    def _pen(self, pen: Pen | None) -> int:
        if pen is None or not pen.colour:
            return 0
        canvas = self._canvas
        canvas.setStrokeColor(HexColor(COLOURS[pen.colour]))
        canvas.setStrokeAlpha(pen.opacity)
        canvas.setLineWidth(pen.width * self._scale)
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        if pen.dash:
            canvas.setDash([part * self._scale for part in pen.dash])
        return 1

    def _path(self, shape: Path) -> Any:
        path = self._canvas.beginPath()
        for letter, numbers in shape.commands:
            points = [self._at(x, y) for x, y in list(pairwise(numbers))[::2]]
            if letter == "M":
                path.moveTo(*points[0])
            elif letter == "L":
                path.lineTo(*points[0])
            elif letter == "C":
                path.curveTo(*points[0], *points[1], *points[2])
            else:
                path.close()
        return path

    def _image(self, shape: Image) -> None:
        """The picture as it is kept; where it cannot be read, its place and what would be seen there."""
        rect = shape.rect
        x, y = self._at(rect.x, rect.bottom)
        width, height = rect.width * self._scale, rect.height * self._scale
        wide, high = image_size(shape.data)
        try:
            if wide * high > _MOST_PIXELS:
                raise ValueError("more pixels than fit into memory")
            self._canvas.drawImage(ImageReader(BytesIO(shape.data)), x, y, width, height, mask="auto")
        except _UNREADABLE:
            self.draw(Box(rect, 4.0, pen=Pen("line2")))
            for number, line in enumerate(wrapped(shape.alt, rect.width - 8.0, 11.0)):
                self._words(Words(rect.x + 4.0, rect.y + 14.0 + 14.5 * number, line, 11.0, colour="text2"))

    def _words(self, words: Words) -> None:
        style = "strong" if words.weight >= 600 else "italic" if words.italic else "regular"
        size = words.size * self._scale
        room = text_width(words.text, size, words.weight, italic=words.italic)
        line = broken([Span(words.text, Style(size, style, COLOURS[words.colour]))], 1e9)[0]
        if line.width > room * 1.02:  # signs that are written out take more room than was measured
            fitting = max(size * room / line.width, min(size, _SMALLEST))
            line = broken([Span(words.text, Style(fitting, style, COLOURS[words.colour]))], 1e9)[0]
        x, y = self._at(words.x, words.y)
        x -= {"start": 0.0, "middle": line.width / 2, "end": line.width}[words.anchor]
        self._paper.line(x, y, line)
