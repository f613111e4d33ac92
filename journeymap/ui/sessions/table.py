"""The table on screen: one row a session, sorted by any column, several rows chosen at once."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from journeymap.present.sessions_table import Column, SessionRow
from journeymap.ui import theme
from journeymap.ui.marks import paint_mark, paint_outcome
from journeymap.ui.sessions.model import COLUMN, ROW, SessionsModel
from journeymap.ui.sessions.rows import set_up_rows

ROW_HEIGHT: Final = 32
_PAD: Final = 8
_MARK: Final = 13
_APART: Final = 7  # of a sign and its words
_GROWING: Final = ("person", "round", "task", "outcome", "observers", "counted", "segment")
_WHOLE: Final = ("person", "outcome")  # as wide as their words, whether there is room or not
_MOST_WIDE: Final = 260
_MEASURED: Final = 12  # of the longest words so many are measured
_Index = QModelIndex | QPersistentModelIndex
_Selection = QItemSelectionModel.SelectionFlag
ROWS: Final = _Selection.Rows


class CellPainter(QStyledItemDelegate):
    """Draws one cell: words, and before an outcome or the pains their sign."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(60, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, column = index.data(ROW), index.data(COLUMN)
        if not isinstance(row, SessionRow) or not isinstance(column, Column):
            return
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("soft"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        left = rect.left() + _PAD
        middle = rect.center().y() + 1
        if column.key == "outcome":
            paint_outcome(painter, row.outcome, QPointF(left + _MARK / 2, middle), _MARK)
            left += _MARK + _APART
        elif column.key == "pains" and row.pains:
            paint_mark(painter, row.worst, QPointF(left + _MARK / 2, middle), _MARK)
            left += _MARK + _APART
        words = column.text(row)
        if words:
            quiet = not row.counted or words == "not recorded"
            painter.setFont(theme.font(13, semibold=column.key == "person"))
            painter.setPen(theme.color("text2" if quiet else "text"))
            room = QRect(left, rect.top(), rect.right() - _PAD - left + 1, rect.height())
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()


class SessionsTable(QTableView):
    """`opened` carries the id of a session that was entered; `typed` a letter that begins to look for one.

    `chosen_changed` says that other rows are selected; it is silent while rows are only put in another order, which
    `rearranged` tells.
    """

    opened = Signal(str)
    typed = Signal(str)
    chosen_changed = Signal()
    rearranged = Signal()
    delete_asked = Signal()

    def __init__(self, model: SessionsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions = model
        self._quiet = False
        self._column = 0  # with the keyboard; it outlives a new order of the rows
        self._fitting = False
        self._by_hand = False  # somebody made a column wider or narrower
        self.setModel(model)
        self.setItemDelegate(CellPainter(self))
        self.setAccessibleName("Sessions")
        set_up_rows(self, ROW_HEIGHT)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        heads = self.horizontalHeader()
        heads.setSectionsClickable(True)
        heads.setStretchLastSection(True)
        heads.setMinimumSectionSize(48)
        heads.setAccessibleName("Columns of the table")
        heads.sectionClicked.connect(self._on_head_clicked)
        heads.sectionResized.connect(self._on_head_resized)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.current().changed.connect(self.viewport().update)

    # -- what is chosen

    def chosen(self) -> list[str]:
        """The ids of the selected sessions, in the order of the table."""
        return [self.sessions.rows[row].id for row in self._chosen_rows()]

    def _chosen_rows(self) -> list[int]:
        """From the runs of the selection: asking Qt for each row of thousands takes long."""
        runs = self.selectionModel().selection()
        ends = [(runs.at(number).top(), runs.at(number).bottom()) for number in range(runs.size())]
        rows = {row for top, bottom in ends for row in range(top, bottom + 1)}
        return sorted(row for row in rows if row < len(self.sessions.rows))

    def current(self) -> str:
        """The id of the session with the keyboard, or empty."""
        row = self.currentIndex().row()
        return self.sessions.rows[row].id if 0 <= row < len(self.sessions.rows) else ""

    def choose(self, session_ids: Sequence[str], current: str) -> None:
        """Select these sessions, and put the keyboard on one of them."""
        wanted = set(session_ids)
        places = [number for number, row in enumerate(self.sessions.rows) if row.id in wanted]
        selection = QItemSelection()
        last = len(self.sessions.columns) - 1
        for first, end in _runs(places):
            selection.select(self.sessions.index(first, 0), self.sessions.index(end, last))
        here = self.sessions.row_of(current)
        if here < 0 and places:
            here = places[0]
        index = self.sessions.index(here, min(self._column, last)) if here >= 0 else QModelIndex()
        chooser = self.selectionModel()
        chooser.setCurrentIndex(index, _Selection.NoUpdate)
        chooser.select(selection, _Selection.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index)

    def walk(self, row: int, *, extend: bool = False) -> None:
        """Put the keyboard on another row, and select it: alone, or with what is selected already."""
        row = max(0, min(row, len(self.sessions.rows) - 1))
        if self.sessions.rows:
            flags = (_Selection.Select if extend else _Selection.ClearAndSelect) | ROWS
            index = self.sessions.index(row, min(self._column, len(self.sessions.columns) - 1))
            self.selectionModel().setCurrentIndex(index, flags)

    # -- order

    def fit(self) -> None:
        """Make columns as wide as their words, as far as there is room; not where somebody made them otherwise."""
        if self._by_hand:
            return
        columns = self.sessions.columns
        wanted = [max(column.width, min(_MOST_WIDE, self._widest(column))) for column in columns]
        whole = [
            max(0, wide - column.width) for column, wide in zip(columns, wanted, strict=True) if column.key in _WHOLE
        ]
        spare = self.viewport().width() - sum(column.width for column in columns) - sum(whole)
        self._fitting = True
        for number, (column, wide) in enumerate(zip(columns, wanted, strict=True)):
            more = max(0, wide - column.width)
            given = more if column.key in _WHOLE else max(0, min(more, spare))
            spare -= 0 if column.key in _WHOLE else given
            self.setColumnWidth(number, column.width + given)
        self._fitting = False

    def _widest(self, column: Column) -> int:
        """The room that the longest words of a column take, in px."""
        if column.key not in _GROWING:
            return 0
        longest = sorted({column.text(row) for row in self.sessions.rows}, key=len)[-_MEASURED:]
        metrics = QFontMetrics(theme.font(13, semibold=column.key == "person"))
        sign = _MARK + _APART if column.key == "outcome" else 0
        return max((metrics.horizontalAdvance(words) for words in longest), default=0) + 2 * _PAD + 2 + sign

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def rearrange(self, key: str, *, descending: bool) -> None:
        """Sort by a column; whoever is selected stays so."""
        with_current = self.chosen(), self.current()
        self._quiet = True
        self.sessions.sort_by(key, descending=descending)
        self.choose(*with_current)
        self._quiet = False
        self.rearranged.emit()

    def sort_by_current(self) -> None:
        """Sort by the column with the keyboard; again: the other way round."""
        self._on_head_clicked(self._column)

    def keep_chosen(self, change: Callable[[], object]) -> None:
        """Do what gives the model other rows; whoever is selected and still there stays selected."""
        before, current = self.chosen(), self.current()
        self._quiet = True
        change()
        self.choose(before, current)
        self._quiet = False
        self.fit()
        self.rearranged.emit()
        if self.chosen() != before or self.current() != current:
            self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.current():
                self.opened.emit(self.current())
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.delete_asked.emit()
        elif begins_typing(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.sessions.rows[index.row()].id)

    def _on_head_clicked(self, section: int) -> None:
        if 0 <= section < len(self.sessions.columns):
            key = self.sessions.columns[section].key
            again = key == self.sessions.sorted_by
            self.rearrange(key, descending=again and not self.sessions.descending)

    def _on_head_resized(self, section: int, _before: int, _now: int) -> None:
        last = section == len(self.sessions.columns) - 1  # it takes what is left by itself
        self._by_hand |= not self._fitting and not last and self.isVisible()

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._column = current.column()

    def _on_selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if not self._quiet:
            self.chosen_changed.emit()


def begins_typing(event: QKeyEvent) -> bool:
    """Whether a key is a letter, a digit or a sign: then whoever pressed it looks for a session."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and event.text().isprintable() and bool(event.text().strip())


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Whole numbers in rising order as runs of neighbours: (first, last) each."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
