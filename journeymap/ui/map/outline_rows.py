"""How the rows of the outline are drawn: a phase, a step in two lines with its worst sign, a link in one."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journeymap.present.compared_marks import badge
from journeymap.present.marks import impact_mark
from journeymap.ui import theme
from journeymap.ui.map.outline_tree import DETAIL, IMPACT, KIND, NUMBER, STATE, Index
from journeymap.ui.map.painting import paint_shapes

_HEIGHTS: Final = {"phase": 36, "step": 50, "link": 30}


class OutlineRow(QStyledItemDelegate):
    """Draws by hand: what is selected has a ring, whoever works with the keyboard sees it darker."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _HEIGHTS.get(index.data(KIND), 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -8, -1), 8, 8)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(theme.color("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -8.5, -1.5), 8, 8)
        kind, words = index.data(KIND), rect.adjusted(10, 0, -20, 0)
        if kind == "step":
            _step(painter, rect, index)
        elif kind == "phase":
            _line(painter, words, str(index.data()), "text2", semibold=True)
            painter.setFont(theme.font(12, semibold=True))
            wide = painter.fontMetrics().horizontalAdvance(str(index.data()))
            _line(painter, words.adjusted(wide + 12, 0, 0, 0), str(index.data(DETAIL)), "text2")
        else:
            state = str(index.data(STATE) or "")
            if state:
                paint_shapes(painter, badge(state, words.left() + 8, words.center().y() + 0.5))
            _line(painter, words.adjusted(26 if state else 0, 0, 0, 0), str(index.data()), "text2")
        painter.restore()


def _step(painter: QPainter, rect: QRectF, index: Index) -> None:
    impact, state = index.data(IMPACT), index.data(STATE)
    if state:
        paint_shapes(painter, badge(str(state), rect.left() + 18, rect.top() + 17))
    elif impact:
        paint_shapes(painter, impact_mark(None if impact < 0 else impact, rect.left() + 18, rect.top() + 17))
    words = rect.adjusted(36, 7, -20, 0)
    painter.setFont(theme.font(13, semibold=True))
    painter.setPen(theme.color("text"))
    top = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
    painter.drawText(words, top, _cut(painter, f"{index.data(NUMBER)}  {index.data()}", words))
    painter.setFont(theme.font(12))
    painter.setPen(theme.color("text2"))
    below = words.adjusted(0, 19, 0, 0)
    painter.drawText(below, top, _cut(painter, str(index.data(DETAIL)), below))


def _line(painter: QPainter, rect: QRectF, text: str, colour: str, *, semibold: bool = False) -> None:
    painter.setFont(theme.font(12, semibold=semibold))
    painter.setPen(theme.color(colour))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, middle, _cut(painter, text, rect))


def _cut(painter: QPainter, text: str, room: QRectF) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
