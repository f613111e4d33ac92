"""Two sessions side by side: which two, how they differ in words, and their entries in common rows."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from journeymap.core.changes import Changes
from journeymap.core.model import ImportBatch, Observation, Participant, Round, Session, Step
from journeymap.core.reader import Reader
from journeymap.present.session import StreamEntry
from journeymap.present.session_beside import ALIGNED, Beside, BesideRow, beside
from journeymap.present.sessions_table import SessionRow
from journeymap.present.whole_session import read_session
from journeymap.ui import theme
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.marks import paint_mark
from journeymap.ui.panel import Panel
from journeymap.ui.plain import label, plain_tip
from journeymap.ui.sessions.rows import set_up_rows
from journeymap.ui.sessions.switch import Switch

ROW_HEIGHT: Final = 28
_ROW: Final = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class BesideModel(QAbstractTableModel):
    """Three columns: the entry of the one, the step or the time, the entry of the other."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.value = Beside(("", ""), (), ())
        self.middle = ""

    def show(self, value: Beside, middle: str) -> None:
        self.beginResetModel()
        self.value, self.middle = value, middle
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.value.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.value.rows):
            return None
        row = self.value.rows[index.row()]
        if role == _ROW:
            return row
        entry = (row.left, None, row.right)[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if index.column() == 1:
                return row.middle
            return entry.spoken if entry is not None else ("did not come here" if row.alone else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.spoken(*self.value.names))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.value.names[0], self.middle, self.value.names[1])[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if section == 1 else Qt.AlignmentFlag.AlignLeft | _MIDDLE
        return None


class BesideCell(QStyledItemDelegate):
    """Draws one cell; a step that only one of the two came to says so beside it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(60, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, BesideRow):
            return
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("soft"))
        elif row.heading:
            painter.fillRect(rect, theme.color("paper"))
        if row.heading:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        if index.column() == 1:
            self._paint_middle(painter, rect, row)
        else:
            entry = row.left if index.column() == 0 else row.right
            if entry is not None:
                self._paint_entry(painter, rect, entry, heading=row.heading)
            elif row.alone:
                painter.setFont(theme.font(12, italic=True))
                painter.setPen(theme.color("text2"))
                painter.drawText(rect.adjusted(74, 0, -8, 0), _MIDDLE, "did not come here")
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

    @staticmethod
    def _paint_middle(painter: QPainter, rect: QRect, row: BesideRow) -> None:
        painter.setFont(theme.font(13 if row.heading else 12, semibold=row.heading))
        painter.setPen(theme.color("text" if row.heading else "text2"))
        shown = painter.fontMetrics().elidedText(row.middle, Qt.TextElideMode.ElideRight, rect.width() - 16)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)

    @staticmethod
    def _paint_entry(painter: QPainter, rect: QRect, entry: StreamEntry, *, heading: bool) -> None:
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text2"))
        painter.drawText(rect.adjusted(10, 0, 0, 0), _MIDDLE, entry.clock)
        left = rect.left() + 74
        if entry.kind == "pain":
            paint_mark(painter, entry.impact, QPointF(left + 6, rect.center().y() + 1), 12)
            left += 18
        word = "came here" if heading else entry.word
        painter.setFont(theme.font())
        painter.setPen(theme.color("text" if heading else "text2"))
        painter.drawText(QRect(left, rect.top(), 80, rect.height()), _MIDDLE, word)
        if heading:
            return
        left = rect.left() + 138
        words = entry.text if entry.lead else f"{entry.noted_by}: {entry.text}"
        aside = "  ".join(part for part in (entry.tags, entry.value_text) if part)
        whole = f"{words}  {aside}" if aside else words
        painter.setFont(theme.font(13, italic=entry.kind == "quote"))
        painter.setPen(theme.color("text"))
        room = QRect(left, rect.top(), rect.right() - left - 8, rect.height())
        painter.drawText(
            room, _MIDDLE, painter.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())
        )


class BesideTable(QTableView):
    """`left` when Esc is pressed."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = BesideModel(self)
        self.setModel(self.pairs)
        self.setItemDelegate(BesideCell(self))
        self.setAccessibleName("Entries of both sessions")
        set_up_rows(self, ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heads = self.horizontalHeader()
        heads.setAccessibleName("The two sessions")
        for section, mode in enumerate((_STRETCH, QHeaderView.ResizeMode.Fixed, _STRETCH)):
            heads.setSectionResizeMode(section, mode)
        self.setColumnWidth(1, 190)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


_STRETCH: Final = QHeaderView.ResizeMode.Stretch


class SideBySide(Panel[Beside | None]):
    """`left` when the list is wanted again."""

    shows = (Session, Observation, Participant, Round, Step, ImportBatch)
    obeys_filter = False
    left = Signal()
    loaded = Signal()

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self._ids = ("", "")
        self._aligned = "step"
        self._offered: tuple[str, ...] = ()
        self.back = QPushButton("‹ All sessions")
        self.back.setProperty("role", "quiet")
        self.one = _choice("The one")
        self.other = _choice("The other")
        self.aligned = Switch("How the entries are aligned", ALIGNED, {"step": "Visits to the same step share a row"})
        self.table = BesideTable()
        self._words = label("", "headline", wrap=True)
        self._build()
        self.back.clicked.connect(self.left)
        self.table.left.connect(self.left)
        for box in (self.one, self.other):
            box.activated.connect(self._on_chosen)
        self.aligned.chosen.connect(self._on_aligned)

    def open(self, rows: list[SessionRow], one: str, other: str) -> None:
        """Show two of these sessions."""
        offered = tuple(row.id for row in rows)
        if offered != self._offered:
            self._offered = offered
            words = [" · ".join(part for part in (row.title, row.started, row.outcome_words) if part) for row in rows]
            for box in (self.one, self.other):
                box.clear()
                for session_id, text in zip(offered, words, strict=True):
                    box.addItem(text, session_id)
        for box, wanted in ((self.one, one), (self.other, other)):
            box.setCurrentIndex(box.findData(wanted))
        self._ids = (one, other)
        self.refresh()

    def load(self, reader: Reader, changes: Changes | None) -> Beside | None:
        del changes
        counts = self.document.counts.fresh(reader)
        one, other = (read_session(reader, counts, session_id) for session_id in self._ids)
        return beside(one, other, self._aligned) if one is not None and other is not None else None

    def show_value(self, value: Beside | None) -> None:
        if value is None:
            self.left.emit()
            return
        row = self.table.currentIndex().row()
        self._words.setText("\n".join(value.sentences))
        self.table.pairs.show(value, "Time" if self._aligned == "time" else "Step")
        self.table.setCurrentIndex(self.table.pairs.index(max(0, min(row, len(value.rows) - 1)), 0))
        self.loaded.emit()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(self.one, 1)
        head.addWidget(label("and", "secondary"))
        head.addWidget(self.other, 1)
        head.addWidget(self.aligned)
        words = QFrame()
        words.setProperty("role", "panel")
        inner = QVBoxLayout(words)
        inner.setContentsMargins(18, 12, 18, 12)
        inner.addWidget(self._words)
        frame = QFrame()
        frame.setProperty("role", "panel")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(2, 4, 2, 4)
        rows.addWidget(self.table)
        page = QVBoxLayout(self)
        page.setContentsMargins(22, 12, 22, 16)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(words)
        page.addWidget(frame, 1)

    def _on_chosen(self) -> None:
        self._ids = (str(self.one.currentData()), str(self.other.currentData()))
        self.refresh()

    def _on_aligned(self, key: str) -> None:
        self._aligned = key
        self.refresh()


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setAccessibleDescription(f"{name} of the two sessions")
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.setMaxVisibleItems(20)
    return box
