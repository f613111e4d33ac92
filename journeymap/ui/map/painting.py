"""Draws the shapes of a picture with a painter, in the colours of the look in force."""

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPixmap,
)

from journeymap.present.picture import Box, Command, Disc, Group, Image, Path, Pen, Rect, Shape, Words
from journeymap.present.text_width import wrapped
from journeymap.ui import theme
from journeymap.ui.pictures import shown_picture

LEAST_TEXT_PX = 9.0
"""Text that would be smaller on the screen is not drawn."""
_LINE = 1.22  # from one line of a title to the next, in sizes of its letters
_NUMBER_PX = 11.0  # the size of the numbers on links
_FAR = 0.4  # below this zoom, lines are drawn without dashes and cards without shadows
_VERY_FAR = 0.15  # below this one, what hangs on cards and links is not drawn
_BLOCK = ("control", 0.55)  # the colour of a card without its words, and how thin it is
_SPECKS = 0.03  # below this one, cards are specks, and a window may show thousands
_LARGEST_SIDE = 1024  # pixels of a picture in a cell


def paint_shapes(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Draw the shapes in order. The painter keeps its state but for pen, brush and font."""
    for shape in shapes:
        if isinstance(shape, Words):
            paint_words(painter, shape)
            continue
        if isinstance(shape, Image):
            paint_image(painter, shape)
            continue
        dashed = shape.pen is not None and bool(shape.pen.dash) and _is_curved(shape)
        painter.setPen(made_pen(None if dashed else shape.pen))
        painter.setBrush(_brush(shape.fill, shape.opacity))
        if isinstance(shape, Box):
            painter.drawRoundedRect(rect_of(shape.rect), shape.radius, shape.radius)
        elif isinstance(shape, Disc):
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        else:
            painter.drawPath(path_of(shape))
        if shape.pen is not None and dashed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_brush(shape.pen.colour, shape.pen.opacity))
            painter.drawPath(_dashes(shape))


def paint_group(painter: QPainter, group: Group, zoom: float) -> None:
    """Draw a group as it is seen at this zoom: no text too small to read, and far away the plainest of lines."""
    if (
        zoom >= _FAR
        and min((s.size for s in group.shapes if isinstance(s, Words)), default=99.0) * zoom >= LEAST_TEXT_PX
    ):
        paint_shapes(painter, group.shapes)
        return
    if group.kind in {"number", "label", "leader"} and _NUMBER_PX * zoom < LEAST_TEXT_PX:
        return
    if zoom < _VERY_FAR and group.kind not in {"card", "link", "ground", "feelings", "line"}:
        return
    if zoom < _SPECKS and group.kind == "card":
        painter.fillRect(rect_of(group.bounds), _brush(*_BLOCK))
        return
    if zoom < _SPECKS and group.kind == "link":
        paint_shapes(painter, (_plainer(group.shapes[0]),))  # the line alone
        return
    readable = [shape for shape in group.shapes if isinstance(shape, Words) and shape.size * zoom >= LEAST_TEXT_PX]
    if group.kind == "card" and zoom >= _FAR and not readable:
        readable = list(_large_title(group, zoom))
    for shape in group.shapes:
        if isinstance(shape, Words):
            continue
        if zoom >= _FAR:
            paint_shapes(painter, (shape,))
        elif group.kind == "card" and isinstance(shape, Box) and shape.fill == "line2":
            continue  # the shadow
        elif group.kind == "card" and isinstance(shape, Box) and shape.fill:
            paint_shapes(painter, (replace(shape, fill=_BLOCK[0], opacity=_BLOCK[1], pen=None),))
        else:
            paint_shapes(painter, (_plainer(shape),))
    for words in readable:
        paint_words(painter, words)


def _large_title(group: Group, zoom: float) -> tuple[Words, ...]:
    """The title of a card so large that it can be read from far away, as much of it as the card holds."""
    lines = [shape for shape in group.shapes if isinstance(shape, Words) and shape.weight >= 600]
    if not lines:
        return ()
    title, first, bounds = " ".join(line.text for line in lines), lines[0], group.bounds
    size = float(math.ceil(LEAST_TEXT_PX / zoom))  # letters have whole sizes
    inset = 5.0 / zoom
    most = max(1, int((bounds.height - inset) / (size * _LINE)))
    broken = _broken(title, round(bounds.width - 2 * inset, 3), size, most)
    top = bounds.y + inset + size * 0.82
    return tuple(
        Words(bounds.x + inset, top + number * size * _LINE, line, size, 600, first.colour)
        for number, line in enumerate(broken)
    )


@lru_cache(maxsize=4_000)
def _broken(title: str, width: float, size: float, most: int) -> tuple[str, ...]:
    return wrapped(title, width, size, 600, most_lines=most)


def _plainer(shape: Shape) -> Shape:
    """The same without dashes, which far away are nothing but slow."""
    if isinstance(shape, Words | Image) or shape.pen is None or not shape.pen.dash:
        return shape
    return replace(shape, pen=replace(shape.pen, dash=()))


def paint_image(painter: QPainter, image: Image) -> None:
    """Draw a picture; where its bytes cannot be read, an empty frame stands for it."""
    found = _pixmap(image.data)
    if found.isNull():
        painter.setPen(made_pen(Pen("line2", 1.0, dash=(4.0, 3.0))))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect_of(image.rect))
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(rect_of(image.rect), found, QRectF(found.rect()))


@lru_cache(maxsize=48)
def _pixmap(data: bytes) -> QPixmap:
    """The picture, made no larger than it is ever looked at."""
    image = shown_picture(data)
    if max(image.width(), image.height()) > _LARGEST_SIDE:
        size = QSize(_LARGEST_SIDE, _LARGEST_SIDE)
        image = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return QPixmap.fromImage(image)


def rect_of(rect: Rect) -> QRectF:
    """The same rectangle in Qt's words."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def path_of(shape: Path) -> QPainterPath:
    """The lines and curves of a shape; kept, because they are drawn again and again."""
    return _path(shape.commands)


@lru_cache(maxsize=20_000)
def _path(commands: tuple[Command, ...]) -> QPainterPath:
    path = QPainterPath()
    for letter, numbers in commands:
        if letter == "M":
            path.moveTo(*numbers)
        elif letter == "L":
            path.lineTo(*numbers)
        elif letter == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


def _is_curved(shape: Box | Disc | Path) -> bool:
    return not isinstance(shape, Path) or any(letter == "C" for letter, _ in shape.commands)


@lru_cache(maxsize=2_000)
def _dashes(shape: Box | Disc | Path) -> QPainterPath:
    """The outlines of the dashes of a curved shape.

    Qt shortens the curves that lie outside of what is drawn, so that dashes behind them are shifted: drawn in squares,
    they would not meet. Straight lines keep their dashes, of which a large map has too many to be held.
    """
    assert shape.pen is not None
    if isinstance(shape, Path):
        path = path_of(shape)
    else:
        path = QPainterPath()
        if isinstance(shape, Box):
            path.addRoundedRect(rect_of(shape.rect), shape.radius, shape.radius)
        else:
            path.addEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    return QPainterPathStroker(_pen(shape.pen)).createStroke(path)


def made_pen(pen: Pen | None) -> QPen:
    """A pen with round ends and corners; no line where there is none."""
    return _pen(pen) if pen is not None else QPen(Qt.PenStyle.NoPen)


def forget_looks() -> None:
    """Make pens and brushes anew: the colours have changed."""
    _pen.cache_clear()
    _brush.cache_clear()


@lru_cache(maxsize=2_000)
def _pen(pen: Pen) -> QPen:
    made = QPen(theme.color(pen.colour, pen.opacity), pen.width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if pen.dash:
        made.setCapStyle(Qt.PenCapStyle.RoundCap if pen.dash[0] <= pen.width else Qt.PenCapStyle.FlatCap)
        # Qt counts dashes in widths of the line. A dot is a dash of no length with a round end.
        made.setDashPattern([max(length / pen.width, 0.01) for length in pen.dash])
    return made


@lru_cache(maxsize=200)
def _brush(fill: str, opacity: float) -> QBrush:
    return QBrush(theme.color(fill, opacity)) if fill else QBrush(Qt.BrushStyle.NoBrush)


@lru_cache(maxsize=64)
def _font(size: int, semibold: bool, italic: bool) -> QFont:
    return theme.font(size, semibold=semibold, italic=italic)


def paint_words(painter: QPainter, words: Words) -> None:
    """Draw one line of text."""
    font = _font(round(words.size), words.weight >= 600, words.italic)
    painter.setFont(font)
    painter.setPen(QPen(QColor(theme.color(words.colour))))
    x = words.x
    if words.anchor != "start":
        width = QFontMetricsF(font).horizontalAdvance(words.text)
        x -= width if words.anchor == "end" else width / 2
    painter.drawText(QPointF(x, words.y), words.text)
