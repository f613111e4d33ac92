"""The stream of entries: a list that grows at its end, each entry drawn with its time, its kind and its words."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journeymap.core.model import Observation
from journeymap.present.session import SessionHead, StreamEntry, stream_entry
from journeymap.ui import theme
from journeymap.ui.marks import paint_mark
from journeymap.ui.plain import plain_tip

ROW_HEIGHT: Final = 28
_OBSERVER: Final = 110
_Index = QModelIndex | QPersistentModelIndex
_ENTRY: Final = Qt.ItemDataRole.UserRole + 1


class StreamModel(QAbstractListModel):
    """The entries of the recording, worded when they are looked at. `entries` is the recording's own list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Observation] = []
        self._worded: dict[int, StreamEntry] = {}
        self._count = 0
        self._head: SessionHead | None = None

    def show_all(self, head: SessionHead, entries: list[Observation]) -> None:
        """Take on a session, or what became of it."""
        self.beginResetModel()
        self._head, self._entries, self._count = head, entries, len(entries)
        self._worded.clear()
        self.endResetModel()

    def grow(self) -> None:
        """One entry has come in at the end."""
        self.beginInsertRows(QModelIndex(), self._count, self._count)
        self._count += 1
        self.endInsertRows()

    def entry_at(self, row: int) -> Observation:
        return self._entries[row]

    def row_of(self, entry_id: str) -> int:
        """The row of an entry, −1 when it is not there."""
        return next((row for row in range(self._count - 1, -1, -1) if self._entries[row].id == entry_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._head is None:
            return None
        if role == _ENTRY:
            return self._worded_at(index.row(), self._head)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._worded_at(index.row(), self._head).spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._worded_at(index.row(), self._head).spoken)
        return None

    def _worded_at(self, row: int, head: SessionHead) -> StreamEntry:
        """Worded once: every entry that comes in paints all rows in sight anew."""
        worded = self._worded.get(row)
        if worded is None:
            worded = self._worded[row] = stream_entry(self._entries[row], head)
        return worded


class StreamRow(QStyledItemDelegate):
    """Draws one entry in a row of fixed height: a visit as a heading with a rule, the rest in columns.

    Where there are several observers, the last column says who noted it; a visit that is not the lead's has a ring.
    """

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, StreamEntry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(12))
        painter.drawText(rect.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.clock)
        if entry.noted_by:
            room = QRect(rect.right() - _OBSERVER, rect.top(), _OBSERVER - 18, rect.height())
            name = painter.fontMetrics().elidedText(entry.noted_by, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
            rect = rect.adjusted(0, 0, -_OBSERVER, 0)
        if entry.kind == "visit":
            self._paint_visit(painter, rect, entry)
        else:
            self._paint_rest(painter, rect, entry)
        painter.restore()

    @staticmethod
    def _paint_visit(painter: QPainter, rect: QRect, entry: StreamEntry) -> None:
        middle = rect.center().y() + 1
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.setBrush(theme.color("accent" if entry.lead else "surface"))
        painter.drawEllipse(QPointF(rect.left() + 101, middle), 4.75, 4.75)
        painter.setFont(theme.font(13, semibold=entry.lead))
        painter.setPen(theme.color("text"))
        room = rect.adjusted(116, 0, -24, 0)
        words = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, room.width() - 120)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        start = room.left() + painter.fontMetrics().horizontalAdvance(words) + 10
        end = rect.right() - 18
        if entry.value_text:
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text2"))
            width = painter.fontMetrics().horizontalAdvance(entry.value_text)
            painter.drawText(rect.adjusted(0, 0, -18, 0), _RIGHT, entry.value_text)
            end -= width + 10
        if end > start:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(start, middle, end, middle)

    @staticmethod
    def _paint_rest(painter: QPainter, rect: QRect, entry: StreamEntry) -> None:
        word_left = 95
        if entry.kind == "pain":
            paint_mark(painter, entry.impact, QPointF(rect.left() + 102, rect.center().y() + 1), 13)
            word_left = 114
        painter.setFont(theme.font())
        painter.setPen(theme.color("text2"))
        painter.drawText(rect.adjusted(word_left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.word)
        aside = "  ".join(part for part in (entry.tags, entry.value_text, "picture" if entry.picture else "") if part)
        painter.setFont(theme.font(12))
        width = min(painter.fontMetrics().horizontalAdvance(aside), rect.width() // 3)
        painter.setPen(theme.color("accent"))
        shown = painter.fontMetrics().elidedText(aside, Qt.TextElideMode.ElideRight, width + 1)
        painter.drawText(rect.adjusted(0, 0, -24, 0), _RIGHT, shown)
        painter.setFont(theme.font(13, italic=entry.kind == "quote"))
        painter.setPen(theme.color("text2" if entry.kind in {"idea", "marker"} else "text"))
        room = rect.adjusted(186, 0, -width - 40, 0)
        words = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class StreamView(QListView):
    """The stream on screen; stays at its end while entries come in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.when_empty = "Nothing was noted."
        self.stream = StreamModel(self)
        self.setModel(self.stream)
        self.setItemDelegate(StreamRow(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "stream")
        self.setAccessibleName("Entries of this session")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_all(self, head: SessionHead, entries: list[Observation]) -> None:
        """Show a session and go to its end."""
        self.stream.show_all(head, entries)
        self.scrollToBottom()

    def grow(self) -> None:
        """Show the entry that came in at the end."""
        self.stream.grow()
        self.scrollToBottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.stream.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.when_empty)
            painter.end()

    def mark(self, entry_id: str) -> None:
        """Mark the entry that is being corrected; an empty id marks none."""
        row = self.stream.row_of(entry_id) if entry_id else -1
        index = self.stream.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if row < 0:
            self.clearSelection()
            self.scrollToBottom()
