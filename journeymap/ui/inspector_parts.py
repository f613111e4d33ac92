"""Small drawn parts of the inspector: the interval bar and the sign of an impact."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from journeymap.core.scales import IMPACTS
from journeymap.present.inspect import IntervalBar
from journeymap.present.marks import impact_mark
from journeymap.ui import theme
from journeymap.ui.map.painting import paint_shapes

_WIDEST_BAR, _NARROWEST_BAR, _GAP, _HEIGHT = 148, 60, 10, 22
_PX = 13


class BarView(QWidget):
    """An interval as a bar with a marked middle, its words beside it."""

    def __init__(self, bar: IntervalBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Interval {bar.label}")

    def sizeHint(self) -> QSize:
        return QSize(_WIDEST_BAR + 90, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar, middle, wide = self._bar, _HEIGHT / 2, self._wide()
        colour = f"impact{bar.impact}" if bar.impact else "accent"
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(QRectF(0, middle - 2, wide, 4), 2, 2)
        low, high = self._place(bar.low), self._place(bar.high)
        painter.setBrush(theme.color(colour, 0.55))
        painter.drawRoundedRect(QRectF(low, middle - 2, max(high - low, 2.0), 4), 2, 2)
        painter.setBrush(theme.color(colour))
        painter.drawEllipse(QPointF(self._place(bar.middle), middle), 5, 5)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(_PX))
        words = QRectF(wide + _GAP, 0, self.width() - wide - _GAP, _HEIGHT)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, bar.label)
        painter.end()

    def _wide(self) -> float:
        """The width of the bar: its words come first."""
        words = QFontMetricsF(theme.font(_PX)).horizontalAdvance(self._bar.label)
        return max(_NARROWEST_BAR, min(_WIDEST_BAR, self.width() - words - _GAP - 2))

    def _place(self, value: float) -> float:
        bar = self._bar
        share = (value - bar.least) / (bar.most - bar.least) if bar.most > bar.least else 0.0
        return max(0.0, min(1.0, share)) * self._wide()


class MarkView(QWidget):
    """The sign of an impact, with its meaning for who cannot see it."""

    def __init__(self, impact: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._impact = impact
        self.setFixedSize(16, 20)
        self.setAccessibleName(IMPACTS[impact])
        self.setToolTip(IMPACTS[impact])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shapes(painter, impact_mark(self._impact, 8.0, 10.0))
        painter.end()
