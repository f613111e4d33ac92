"""The map as a list of its steps, with the same selection as the canvas: for screen readers and for quick reading."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journeymap.present.map_values import MapView
from journeymap.present.marks import impact_mark
from journeymap.present.outline import outline
from journeymap.ui import theme
from journeymap.ui.map.painting import paint_shapes

_STEP_ID, _DETAIL, _PHASE, _IMPACT = (Qt.ItemDataRole.UserRole + number for number in range(1, 5))
_ROW_HEIGHT = 52
_PHASE_HEIGHT = 34

Index = QModelIndex | QPersistentModelIndex


class OutlineList(QListView):
    """`step_selected` carries a step's id, `step_opened` that of a step that was entered."""

    step_selected = Signal(str)
    step_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_OutlineRow(self))
        self.setProperty("role", "flush")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Outline of the map")
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.current().changed.connect(self.viewport().update)

    def show_map(self, view: MapView) -> None:
        """List the steps of this map; the selection stays where its step is still there."""
        selected = self.selected()
        self.selectionModel().blockSignals(True)
        self._items.clear()
        by_id = {step.step_id: step for step in view.steps}
        phase = ""
        for entry in outline(view):
            item = QStandardItem(entry.title)
            item.setData(entry.step_id, _STEP_ID)
            item.setData(entry.description, _DETAIL)
            item.setData(entry.phase if entry.phase != phase else "", _PHASE)
            step = by_id[entry.step_id]
            item.setData((step.worst_impact or -1) if step.pains else 0, _IMPACT)
            item.setData(f"{entry.title}, {entry.description}", Qt.ItemDataRole.AccessibleTextRole)
            item.setData(" ".join(entry.lines), Qt.ItemDataRole.AccessibleDescriptionRole)
            self._items.appendRow(item)
            phase = entry.phase
        self.selectionModel().blockSignals(False)
        self.select(selected)

    def selected(self) -> str:
        """The id of the current step, or empty."""
        return str(self.currentIndex().data(_STEP_ID) or "")

    def select(self, step_id: str) -> None:
        """Make a step the current one, without telling anybody."""
        if step_id == self.selected():
            return
        found = self._items.match(self._items.index(0, 0), _STEP_ID, step_id, 1, Qt.MatchFlag.MatchExactly)
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(found[0] if step_id and found else QModelIndex())
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.selected():
            self.step_opened.emit(self.selected())
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self) -> None:
        if self.selected():
            self.step_selected.emit(self.selected())


class _OutlineRow(QStyledItemDelegate):
    """A row: the number and the title, its words below, its worst sign at the left; the phase above the first."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW_HEIGHT + (_PHASE_HEIGHT if index.data(_PHASE) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if phase := index.data(_PHASE):
            painter.setFont(theme.font(12, semibold=True))
            painter.setPen(theme.color("text2"))
            painter.drawText(rect.adjusted(20, 12, -16, 0), Qt.AlignmentFlag.AlignTop, phase)
            rect.setTop(rect.top() + _PHASE_HEIGHT)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(rect.adjusted(8, 1, -8, -1), 8, 8)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(theme.color("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(8.5, 1.5, -8.5, -1.5), 8, 8)
        impact = index.data(_IMPACT)
        if impact:
            paint_shapes(painter, impact_mark(None if impact < 0 else impact, rect.left() + 28, rect.top() + 18))
        words = rect.adjusted(46, 8, -20, 0)
        title = f"{index.row() + 1}  {index.data()}"
        painter.setFont(theme.font(13, semibold=True))
        painter.setPen(theme.color("text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, _cut(painter, title, words))
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text2"))
        below = words.adjusted(0, 19, 0, 0)
        painter.drawText(
            below, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, _cut(painter, index.data(_DETAIL), below)
        )
        painter.restore()


def _cut(painter: QPainter, text: str, room: QRectF) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
