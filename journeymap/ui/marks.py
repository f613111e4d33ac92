"""Draws the signs of impacts with a painter: the same shapes as on the map and on paper."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QIcon, QPainter, QPainterPath, QPen, QPixmap

from journeymap.present.marks import impact_mark
from journeymap.present.outcome_marks import outcome_mark
from journeymap.present.picture import Box, Disc, Path, Pen, Shape
from journeymap.ui import theme


def paint_mark(painter: QPainter, impact: int | None, centre: QPointF, size: float = 14.0) -> None:
    """Draw the sign of an impact around `centre`; impact 0 has none, None is the sign of "not rated yet"."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in impact_mark(impact, centre.x(), centre.y(), size):
        _paint(painter, shape)
    painter.restore()


def paint_outcome(painter: QPainter, outcome: str, centre: QPointF, size: float = 14.0) -> None:
    """Draw the sign of an outcome around `centre`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in outcome_mark(outcome, centre.x(), centre.y(), size):
        _paint(painter, shape)
    painter.restore()


def mark_icon(impact: int, size: int = 16) -> QIcon:
    """The sign as an icon for a button, crisp at twice the scale."""
    pixmap = QPixmap(QSize(size * 3, size * 3))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.scale(3, 3)
    paint_mark(painter, impact, QPointF(size / 2, size / 2), size - 2.5)
    painter.end()
    pixmap.setDevicePixelRatio(3)
    return QIcon(pixmap)


def _paint(painter: QPainter, shape: Shape) -> None:
    if isinstance(shape, Disc | Path | Box):
        painter.setPen(_pen(shape.pen))
        painter.setBrush(QBrush(theme.color(shape.fill)) if shape.fill else QBrush(Qt.BrushStyle.NoBrush))
    if isinstance(shape, Disc):
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    elif isinstance(shape, Box):
        rect = QRectF(shape.rect.x, shape.rect.y, shape.rect.width, shape.rect.height)
        painter.drawRoundedRect(rect, shape.radius, shape.radius)
    elif isinstance(shape, Path):
        path = QPainterPath()
        for command, numbers in shape.commands:
            if command == "M":
                path.moveTo(*numbers)
            elif command == "L":
                path.lineTo(*numbers)
            elif command == "Z":
                path.closeSubpath()
        painter.drawPath(path)


def _pen(pen: Pen | None) -> QPen:
    if pen is None:
        return QPen(Qt.PenStyle.NoPen)
    made = QPen(theme.color(pen.colour), pen.width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    if pen.dash:
        made.setDashPattern([length / pen.width for length in pen.dash])
    return made
