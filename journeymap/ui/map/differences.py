"""Two maps compared: a strip over the map with every difference as a line, for who would rather read than look."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from journeymap.core.wording import quoted
from journeymap.present.compared_map import ComparedMap
from journeymap.present.compared_marks import badge
from journeymap.present.comparison import Difference, comparison_text
from journeymap.ui import theme
from journeymap.ui.keys import with_keys
from journeymap.ui.map.painting import paint_shapes
from journeymap.ui.plain import Elided, label, plain_tip

_ROW_PX: Final = 28
_ROWS, _FEW_ROWS, _LOW_PX = 5, 3, 900
"""Lines in sight at once, and on a window that is lower than this."""
_STATE, _TITLE, _REST = (Qt.ItemDataRole.UserRole + number for number in range(3))


class ComparisonView(QFrame):
    """`closed` when it is no longer wanted; `chosen` carries the Difference of the line that was gone to.

    `entered` when the map is to have the keyboard, `copied` when the whole comparison is wanted as text, `save_asked`
    when it is wanted as a picture.
    """

    closed = Signal()
    chosen = Signal(object)
    entered = Signal()
    copied = Signal(str)
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "filterbar")
        self.value: ComparedMap | None = None
        self.title = Elided("", "heading")
        self.place = label("", "secondary")
        self.list = QListWidget()
        self.list.setProperty("role", "flush")
        self.list.setAccessibleName("Differences between the two maps")
        self.list.setItemDelegate(DifferenceRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self._on_activated)
        self.previous = _button("Previous", "The difference before", "map.previous_difference")
        self.next = _button("Next", "The difference after", "map.next_difference")
        self.copy = _button("Copy as text", "Every difference, one on each line")
        self.save = _button("Save picture…", "As SVG, PNG or PDF")
        self.close_button = _button("Close", "Back to the map alone (Esc)")
        self.close_button.setAccessibleName("Close the comparison")
        self.previous.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self.save_asked)
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title)
        head.addSpacing(10)
        head.addWidget(self.place, 1)
        for button in (self.previous, self.next, self.copy, self.save, self.close_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.list)
        theme.current().changed.connect(self.list.viewport().update)
        self.hide()

    def show_comparison(self, found: ComparedMap) -> None:
        """List the differences; the line that was gone to stays where its difference is still there."""
        at = self.current()
        self.value = found
        self.title.setText(f"Compared with {quoted(found.comparison.before_title)}")
        self.list.setAccessibleDescription(found.comparison.sentence)
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for each in found.differences:
            item = QListWidgetItem(each.words)
            item.setData(_STATE, each.state)
            item.setData(_TITLE, each.title)
            item.setData(_REST, "; ".join(each.lines))
            item.setToolTip(plain_tip(each.words))
            self.list.addItem(item)
        self.list.blockSignals(blocked)
        count = self.list.count()
        self.list.setVisible(count > 0)
        most = _FEW_ROWS if self.window().height() < _LOW_PX else _ROWS
        self.list.setFixedHeight(_ROW_PX * max(1, min(most, count)) + 4)
        for button in (self.previous, self.next, self.copy):
            button.setEnabled(count > 0)
        if at is not None:
            self.point_at(at.kind, at.key)
        self._say_place()
        self.show()

    def current(self) -> Difference | None:
        """The difference whose line was gone to."""
        row = self.list.currentRow()
        return self.value.differences[row] if self.value is not None and row >= 0 else None

    def point_at(self, kind: str, key: str) -> None:
        """Make the line of a step or link the current one, without telling anybody; none where it has no line."""
        differences = self.value.differences if self.value is not None else ()
        row = next((at for at, each in enumerate(differences) if (each.kind, each.key) == (kind, key)), -1)
        blocked = self.list.blockSignals(True)
        self.list.setCurrentRow(row)
        self.list.blockSignals(blocked)
        if row < 0:
            self.list.clearSelection()
        self._say_place()

    def go_on(self) -> None:
        """To the next difference; after the last comes the first."""
        self._go(1)

    def go_back(self) -> None:
        """To the difference before; before the first comes the last."""
        self._go(-1)

    def take_keyboard(self) -> None:
        """Put the keyboard into the list, at its first line unless one was gone to."""
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        (self.list if self.list.count() else self.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, way: int) -> None:
        count, row = self.list.count(), self.list.currentRow()
        if count:
            self.list.setCurrentRow((row + way) % count if row >= 0 else 0 if way > 0 else count - 1)

    def _on_row(self, row: int) -> None:
        self._say_place()
        current = self.current()
        if row >= 0 and current is not None:
            self.chosen.emit(current)

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.entered.emit()

    def _on_copy(self) -> None:
        if self.value is not None:
            self.copied.emit(comparison_text(self.value.comparison))

    def _say_place(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        many = f"{count} difference{'' if count == 1 else 's'}" if count else "No difference"
        self.place.setText(f"{row + 1} of {many}" if row >= 0 else many)


class DifferenceRow(QStyledItemDelegate):
    """One line: the badge as on the map, the title, and what differs in quieter words."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(theme.color("accent") if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        paint_shapes(painter, badge(str(index.data(_STATE)), rect.left() + 18, rect.center().y() + 0.5))
        room = rect.adjusted(36, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        for words, semibold, colour in ((index.data(_TITLE), True, "text"), (index.data(_REST), False, "text2")):
            painter.setFont(theme.font(12, semibold=semibold))
            painter.setPen(theme.color(colour))
            measured = painter.fontMetrics()
            shown = measured.elidedText(str(words), Qt.TextElideMode.ElideRight, max(0, int(room.width())))
            painter.drawText(room, middle, shown)
            room.setLeft(room.left() + measured.horizontalAdvance(shown) + 14)
        painter.restore()


def _button(words: str, tip: str, command_id: str = "") -> QPushButton:
    made = QPushButton(words)
    made.setProperty("role", "quiet")
    said = with_keys(tip, command_id) if command_id else tip
    made.setToolTip(plain_tip(said))
    made.setAccessibleDescription(said)
    return made
