"""Draws one line of the command palette: the command, where it lives, its keys."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journeymap.ui import theme


class PaletteRow(QStyledItemDelegate):
    """Paints from the roles below; the accessible text is the item's own."""

    HEIGHT: Final = 34
    COMMAND: Final = Qt.ItemDataRole.UserRole + 1
    TITLE: Final = Qt.ItemDataRole.UserRole + 2
    KEYS: Final = Qt.ItemDataRole.UserRole + 3
    MENU: Final = Qt.ItemDataRole.UserRole + 4

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        usable = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(theme.color("accent"))
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        inner = rect.adjusted(12, 0, -10, 0)
        keys = str(index.data(self.KEYS) or "")
        if keys:
            inner.setRight(self._draw_keys(painter, inner, keys))
        painter.setFont(theme.font())
        painter.setPen(theme.color("text" if usable else "text2"))
        title = str(index.data(self.TITLE))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, title)
        used = QFontMetrics(painter.font()).horizontalAdvance(title) + 12
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(12))
        words = str(index.data(self.MENU)) if usable else "not now"
        room = inner.adjusted(used, 0, -12, 0)
        shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    @staticmethod
    def _draw_keys(painter: QPainter, inner: QRect, keys: str) -> int:
        """A key cap at the right end; gives where the room for words ends."""
        painter.setFont(theme.font(11))
        width = QFontMetrics(painter.font()).horizontalAdvance(keys) + 12
        cap = QRect(inner.right() - width, inner.center().y() - 9, width, 19)
        painter.setPen(theme.color("line2"))
        painter.setBrush(theme.color("bg"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.color("text2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        return cap.left()
