"""What the signs of the time axis mean: only those that can be seen on it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from journeymap.core.scales import IMPACTS
from journeymap.ui import theme
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.pieces import empty
from journeymap.ui.sessions.axis_painting import paint_pain, paint_pause

_WORDS: Final = {
    "visit": "visit to a step",
    "unrated": "pain, not rated yet",
    "other": "other entry",
    "pause": "pause",
    **{f"impact{level}": words for level, words in IMPACTS.items()},
}
_SIGN: Final = 22
_HEIGHT: Final = 22


class AxisLegend(QWidget):
    """One sign after the other with its words; goes on in the next row where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What the signs mean")
        self._flow = FlowLayout(self, spacing=4)
        self._kinds: tuple[str, ...] = ()

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Explain these kinds of sign (see `axis_painting.legend_words`)."""
        if tuple(kinds) == self._kinds:
            return
        self._kinds = tuple(kinds)
        empty(self._flow)
        for kind in kinds:
            self._flow.addWidget(_Sign(kind))
        self.setAccessibleDescription(", ".join(_WORDS[kind] for kind in kinds))


class _Sign(QWidget):
    """A sign and its words."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self._words = _WORDS[kind]
        self.ensurePolished()
        metrics = self.fontMetrics()
        self.setFixedSize(_SIGN + metrics.horizontalAdvance(self._words) + 14, _HEIGHT)
        self.setAccessibleName(self._words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(9, _HEIGHT / 2)
        if self._kind == "visit":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(middle, 4, 4)
        elif self._kind == "pause":
            paint_pause(painter, QRectF(2, _HEIGHT / 2 - 6, 14, 12))
        elif self._kind == "other":
            painter.setPen(QPen(theme.color("text2"), 1.5))
            painter.drawLine(QPointF(9, _HEIGHT / 2 - 3), QPointF(9, _HEIGHT / 2 + 3))
        else:
            paint_pain(painter, None if self._kind == "unrated" else int(self._kind[-1]), middle)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(12))
        painter.drawText(self.rect().adjusted(_SIGN, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()
