"""What lies over the map while somebody works on it: chosen cards, the handle for links, frames and marks of a hand."""

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from journeymap.ui import theme

HANDLE_RADIUS = 7.0
HANDLE_REACH = 11.0
"""The handle is caught from this far, in map units."""


@dataclass(slots=True)
class Overlay:
    """All in map units; what is None or empty is not there."""

    chosen: frozenset[str] = frozenset()
    cards: dict[str, QRectF] = field(default_factory=dict)
    handle: str = ""  # the step whose handle is shown
    link: QPainterPath | None = None  # the way of the selected link
    band: QRectF | None = None
    ghosts: tuple[QRectF, ...] = ()
    slot: QRectF | None = None
    wire: QLineF | None = None
    aimed_at: str = ""
    rule: QLineF | None = None
    grip: QRectF | None = None  # the cell whose right edge can be drawn over other columns

    def show_cards(self, cards: dict[str, QRectF]) -> None:
        """Take on the cards of another picture."""
        self.cards = cards
        self.grip = None

    def paint(self, painter: QPainter) -> None:
        """Draw it all over the map."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.link is not None:
            painter.setPen(_pen(16.0, opacity=0.3))
            painter.drawPath(self.link)
            painter.setPen(_pen(3.5))
            painter.drawPath(self.link)
        painter.setPen(_pen(2.25))
        for step in self.chosen:
            if step in self.cards:
                painter.drawRoundedRect(self.cards[step], 8, 8)
        if self.aimed_at in self.cards:
            painter.setPen(_pen(2.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.cards[self.aimed_at].adjusted(-3, -3, 3, 3), 10, 10)
        self._paint_handle(painter)
        self._paint_grip(painter)
        self._paint_hand(painter)

    def _paint_grip(self, painter: QPainter) -> None:
        if self.grip is None:
            return
        painter.setPen(_pen(3.0))
        middle, half = self.grip.center().y(), min(10.0, self.grip.height() / 2 - 3.0)
        painter.drawLine(QLineF(self.grip.right(), middle - half, self.grip.right(), middle + half))

    def _paint_handle(self, painter: QPainter) -> None:
        rect = self.cards.get(self.handle)
        if rect is None:
            return
        centre = handle_place(rect)
        painter.setPen(_pen(1.75))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(centre, HANDLE_RADIUS, HANDLE_RADIUS)
        painter.drawLine(centre - QPointF(3, 0), centre + QPointF(3, 0))
        painter.drawLine(centre - QPointF(0, 3), centre + QPointF(0, 3))

    def _paint_hand(self, painter: QPainter) -> None:
        painter.setBrush(theme.color("accent", 0.12))
        if self.band is not None:
            painter.setPen(_pen(1.0))
            painter.drawRect(self.band)
        if self.slot is not None:
            painter.setPen(_pen(1.75, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.slot, 8, 8)
        painter.setPen(_pen(1.0, opacity=0.7))
        for ghost in self.ghosts:
            painter.drawRoundedRect(ghost, 8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(2.25))
        for line in (self.wire, self.rule):
            if line is not None:
                painter.drawLine(line)


def handle_place(card: QRectF) -> QPointF:
    """Where the handle of a card is: in the middle of its right edge."""
    return QPointF(card.right(), card.center().y())


def _pen(width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine, opacity: float = 1.0) -> QPen:
    pen = QPen(theme.color("accent", opacity), width, style)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
