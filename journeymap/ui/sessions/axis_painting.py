"""Draws the time axis: its ticks, and one line a session. Places are px of the viewport, rows come from above."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from journeymap.present.time_axis import AxisLine, AxisMark, ticks
from journeymap.ui import theme
from journeymap.ui.marks import paint_mark, paint_outcome

ROW_HEIGHT: Final = 40
HEAD: Final = 30
GUTTER: Final = 148
LEFT_PAD: Final = 16
RIGHT_PAD: Final = 216
PAIN_ABOVE: Final = 11
_TICK_PX: Final = 86
_DOT: Final = 4.0
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class AxisSpan:
    """What of the axis is seen: `scale` is time or order, `px` of one unit (ms or visits), scrolled by `left` px."""

    scale: str
    px: float
    left: float
    width: int

    @property
    def begin(self) -> float:
        """The value at which the axis starts: visits are counted from 1."""
        return 0.5 if self.scale == "order" else 0.0

    def x(self, value: float) -> float:
        """Where a value lies."""
        return GUTTER + LEFT_PAD + (value - self.begin) * self.px - self.left

    def value(self, x: float) -> float:
        """The value at a place."""
        return (x - GUTTER - LEFT_PAD + self.left) / self.px + self.begin


def mark_place(line: AxisLine, number: int, span: AxisSpan, top: int) -> QPointF | None:
    """Where a mark of a line is drawn whose row begins at `top`; None where it has no place on this axis."""
    mark = line.marks[number]
    value = mark.at(span.scale)
    if value is None:
        return None
    middle = top + ROW_HEIGHT / 2 + 4
    return QPointF(span.x(value), middle - (PAIN_ABOVE if mark.kind == "pain" else 0))


def paint_ticks(painter: QPainter, span: AxisSpan, height: int) -> None:
    """The words along the top, and a hair line down from each."""
    first, last = span.value(GUTTER), span.value(span.width)
    painter.fillRect(QRect(0, 0, span.width, HEAD), theme.color("surface"))
    painter.setFont(theme.font(12))
    for value, words in ticks(first, last, span.scale, _TICK_PX / span.px):
        x = span.x(value)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(x, HEAD), QPointF(x, height))
        painter.setPen(theme.color("text2"))
        painter.drawText(QRectF(x - 60, 0, 120, HEAD - 4), Qt.AlignmentFlag.AlignCenter, words)
    painter.fillRect(QRect(0, 0, GUTTER, HEAD), theme.color("surface"))
    painter.setPen(theme.color("text2"))
    painter.setFont(theme.font(12, semibold=True))
    painter.drawText(QRect(14, 0, GUTTER - 16, HEAD - 4), _MIDDLE, "Visit" if span.scale == "order" else "Since start")
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(0, HEAD - 1, span.width, HEAD - 1)


def paint_row(
    painter: QPainter, line: AxisLine, span: AxisSpan, top: int, *, selected: bool, current: bool, mark: int
) -> None:
    """One session. `current` has the keyboard, on the mark of number `mark` or, below 0, on the whole line."""
    rect = QRect(0, top, span.width, ROW_HEIGHT)
    if selected:
        painter.fillRect(rect, theme.color("soft"))
    painter.save()
    painter.setClipRect(QRect(GUTTER, top, span.width - GUTTER, ROW_HEIGHT), Qt.ClipOperation.IntersectClip)
    end = line.end(span.scale)
    if end is None:
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text2"))
        painter.drawText(rect.adjusted(GUTTER + LEFT_PAD, 8, 0, 0), _MIDDLE, "no times: see it by order")
    else:
        _paint_line(painter, line, span, top, end)
        if current and mark >= 0:
            _paint_ring(painter, mark_place(line, mark, span, top))
        _paint_end(painter, line, span, top, end)
    painter.restore()
    _paint_label(painter, line, rect, selected=selected)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(0, rect.bottom(), span.width, rect.bottom())
    if current and mark < 0:
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(2, 2, -3, -3), 6, 6)


def _paint_label(painter: QPainter, line: AxisLine, rect: QRect, *, selected: bool) -> None:
    painter.fillRect(QRect(0, rect.top(), GUTTER, rect.height()), theme.color("soft" if selected else "surface"))
    about = " · ".join(part for part in (line.row.round_title, "" if line.row.counted else "not counted") if part)
    painter.setFont(theme.font(13, semibold=True))
    painter.setPen(theme.color("text" if line.row.counted else "text2"))
    whole = QRect(14, rect.top() + (1 if about else 0), GUTTER - 22, 20 if about else rect.height())
    elide = Qt.TextElideMode.ElideRight
    painter.drawText(whole, _MIDDLE, painter.fontMetrics().elidedText(line.row.pseudonym, elide, whole.width()))
    if about:
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text2"))
        below = QRect(14, rect.top() + 18, GUTTER - 22, 17)
        painter.drawText(below, _MIDDLE, painter.fontMetrics().elidedText(about, elide, below.width()))


def _paint_line(painter: QPainter, line: AxisLine, span: AxisSpan, top: int, end: float) -> None:
    middle = top + ROW_HEIGHT / 2 + 4
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("line2"), 3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(span.x(span.begin), middle), QPointF(span.x(end), middle))
    if span.scale == "time":
        for first, last in line.pauses_ms:
            paint_pause(painter, QRectF(span.x(first), middle - 6, max(6.0, span.x(last) - span.x(first)), 12))
    seen_from, seen_to = span.value(GUTTER - 10), span.value(span.width + 10)
    dots: list[tuple[AxisMark, float]] = []
    painter.setPen(QPen(theme.color("text2"), 1.5))
    for mark in line.marks:
        value = mark.at(span.scale)
        if value is None or not seen_from <= value <= seen_to:
            continue
        x = span.x(value)
        if mark.kind in {"visit", "pain"}:
            dots.append((mark, x))
        elif mark.kind == "other":
            painter.drawLine(QPointF(x, middle + 5), QPointF(x, middle + 10))
        elif span.scale == "order":
            paint_pause(painter, QRectF(x - 5, middle - 6, 10, 12))
    painter.setPen(QPen(theme.color("surface"), 1))
    painter.setBrush(QBrush(theme.color("accent")))
    for mark, x in dots:
        if mark.kind == "visit":
            painter.drawEllipse(QPointF(x, middle), _DOT, _DOT)
    for mark, x in dots:
        if mark.kind == "pain":
            paint_pain(painter, mark.impact, QPointF(x, middle - PAIN_ABOVE))


def paint_pain(painter: QPainter, impact: int | None, centre: QPointF) -> None:
    """The sign of a pain; one that did no harm is a small dot, so that it can be seen at all."""
    if impact == 0:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("impact1"))
        painter.drawEllipse(centre, 2.0, 2.0)
        painter.restore()
    else:
        paint_mark(painter, impact, centre, 11)


def paint_pause(painter: QPainter, rect: QRectF) -> None:
    """A break: hatched."""
    painter.save()
    painter.setPen(QPen(theme.color("control"), 1))
    painter.setBrush(theme.color("surface"))
    painter.drawRect(rect)
    painter.setBrush(QBrush(theme.color("control"), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(rect)
    painter.restore()


def _paint_end(painter: QPainter, line: AxisLine, span: AxisSpan, top: int, end: float) -> None:
    """How it ended, at the end of the line; at the edge, with an arrow, where the end is out of sight."""
    middle = top + ROW_HEIGHT / 2 + 4
    x = span.x(end)
    row = line.row
    length = row.length if line.timed else ""
    words = " · ".join(part for part in (row.outcome_words, length) if part)
    painter.setFont(theme.font(12))
    wide = painter.fontMetrics().horizontalAdvance(words)
    if x > span.width - 8:
        ground = QRectF(span.width - wide - 44, middle - 11, wide + 44, 22)
        painter.fillRect(ground, theme.color("surface", 0.9))
        painter.setPen(theme.color("text2"))
        painter.drawText(ground.adjusted(24, 0, 0, 0), _MIDDLE, f"{words}  ▸")
        paint_outcome(painter, row.outcome, QPointF(ground.left() + 12, middle), 13)
        return
    if x < GUTTER - 40:
        painter.setPen(theme.color("text2"))
        painter.drawText(QRectF(GUTTER + 6, middle - 11, wide + 60, 22), _MIDDLE, f"◂  {words}")
        return
    paint_outcome(painter, row.outcome, QPointF(x + 11, middle), 13)
    painter.setPen(theme.color("text2"))
    painter.drawText(QRectF(x + 23, middle - 11, wide + 20, 22), _MIDDLE, words)


def _paint_ring(painter: QPainter, place: QPointF | None) -> None:
    if place is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawEllipse(place, 9.0, 9.0)


def nearest_mark(line: AxisLine, span: AxisSpan, top: int, point: QPointF, within: float) -> int:
    """The number of the mark at a point, −1 where there is none within so many px."""
    best, found = within, -1
    for number in range(len(line.marks)):
        place = mark_place(line, number, span, top)
        if place is None:
            continue
        away = max(abs(place.x() - point.x()), abs(place.y() - point.y()) * 0.7)
        if away <= best:
            best, found = away, number
    return found


def legend_words(lines: Sequence[AxisLine]) -> tuple[str, ...]:
    """The kinds of sign that these lines show: visit, other, pause, and impacts as `impact0`…, `unrated`."""
    kinds: dict[str, None] = {"visit": None}
    for line in lines:
        for mark in line.marks:
            kinds.setdefault(_sign(mark))
        if line.pauses_ms:
            kinds.setdefault("pause")
    order = ("visit", "impact1", "impact2", "impact3", "impact4", "unrated", "impact0", "other", "pause")
    return tuple(kind for kind in order if kind in kinds)


def _sign(mark: AxisMark) -> str:
    if mark.kind == "pain":
        return "unrated" if mark.impact is None else f"impact{mark.impact}"
    return mark.kind
