"""The small picture of where the person is on the map: rings for steps, lines for ways, the current step filled."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from journeymap.present.where_we_are import COLUMNS, Line, WhereWeAre
from journeymap.ui import theme
from journeymap.ui.plain import plain_tip

_RADIUS, _HERE_RADIUS = 6.0, 7.5
_ROW_PX, _TOP_PX, _FOOT_PX, _NAMED_FOOT_PX = 44, 24, 12, 30
_NEAR_PX = 14
_RISE_PX = 26


class WhereWeArePicture(QWidget):
    """Every ring has its title as a tool tip; the whole picture in words is the accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = WhereWeAre()
        theme.current().changed.connect(self.update)

    def show_where(self, shown: WhereWeAre) -> None:
        """Show another place, or another map."""
        self._shown = shown
        lowest = max((ring.row for ring in shown.rings), default=0)
        named = any(ring.state == "here" and ring.row == lowest for ring in shown.rings)
        self.setFixedHeight(_TOP_PX + lowest * _ROW_PX + (_NAMED_FOOT_PX if named else _FOOT_PX))
        self.setAccessibleName(f"Where we are: {shown.spoken}")
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.title_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def title_at(self, point: QPointF) -> str:
        """The title of the step whose ring is here; empty elsewhere."""
        for ring, middle in zip(self._shown.rings, self.middles(), strict=True):
            if (middle - point).manhattanLength() <= _NEAR_PX:
                return ring.title
        return ""

    def middles(self) -> list[QPointF]:
        """The middle of every ring."""
        gap = (self.width() - 4 * _HERE_RADIUS) / (COLUMNS - 1)
        return [
            QPointF(2 * _HERE_RADIUS + ring.column * gap, _TOP_PX + ring.row * _ROW_PX) for ring in self._shown.rings
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middles = self.middles()
        for line in sorted(self._shown.lines, key=lambda each: each.walked):  # what was walked lies on top
            pen = QPen(theme.color("ink" if line.walked else "line2"), 2.5)
            pen.setStyle(Qt.PenStyle.DashLine if line.back else Qt.PenStyle.SolidLine)
            painter.strokePath(self._way(line, middles), pen)
        for ring, middle in zip(self._shown.rings, middles, strict=True):
            here = ring.state == "here"
            painter.setPen(QPen(theme.color("accent" if here else "ink" if ring.state == "been" else "control"), 2.2))
            painter.setBrush(theme.color("accent" if here else "surface"))
            radius = _HERE_RADIUS if here else _RADIUS
            painter.drawEllipse(middle, radius, radius)
            if here:
                self._write_here(painter, middle)
        painter.end()

    def _write_here(self, painter: QPainter, middle: QPointF) -> None:
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("accent"))
        width = painter.fontMetrics().horizontalAdvance("here")
        left = min(max(0.0, middle.x() - width / 2), self.width() - width)
        painter.drawText(QPointF(left, middle.y() + _HERE_RADIUS + painter.fontMetrics().ascent() + 2), "here")

    def _way(self, line: Line, middles: list[QPointF]) -> QPainterPath:
        """Level or bent to another row; above the row where it leads back, or past a ring."""
        start, end = middles[line.source], middles[line.target]
        source, target = self._shown.rings[line.source], self._shown.rings[line.target]
        path = QPainterPath(start)
        if line.back or (source.row == target.row and target.column > source.column + 1):
            above = QPointF(0, -_RISE_PX)
            path.cubicTo(start + above, end + above, end)
        else:
            half = QPointF((end.x() - start.x()) / 2, 0)
            path.cubicTo(start + half, end - half, end)
        return path
