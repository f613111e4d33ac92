"""All sessions as lines on one axis. A second view of the model of the table: same order, same selection."""

from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from journeymap.present.time_axis import AxisLine, first_extent, longest
from journeymap.ui import theme
from journeymap.ui.plain import plain_tip
from journeymap.ui.sessions.axis_painting import (
    GUTTER,
    HEAD,
    LEFT_PAD,
    RIGHT_PAD,
    ROW_HEIGHT,
    AxisSpan,
    mark_place,
    nearest_mark,
    paint_row,
    paint_ticks,
)
from journeymap.ui.sessions.table import SessionsTable, begins_typing

_NEAR_PX: Final = 9.0
_ZOOM: Final = 1.25
_MOST: Final = 4000.0
_LEAST_VISIT_PX: Final = 6.0
_MOST_VISIT_PX: Final = 90.0
_WALK: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TimeAxis(QAbstractScrollArea):
    """`opened` carries the ids of a session and of the entry with the keyboard (or empty); `pointed` words.

    `zoom_changed` carries the zoom as a share of the first one; `typed` a letter that begins to look for a session.
    """

    opened = Signal(str, str)
    pointed = Signal(str)
    zoom_changed = Signal(float)
    typed = Signal(str)
    delete_asked = Signal()

    def __init__(self, table: SessionsTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._model = table.sessions
        self._lines: dict[str, AxisLine] = {}
        self.scale = "time"
        self._zooms = {"time": 1.0, "order": 1.0}
        self._firsts = {"time": 0.0, "order": 0.0}
        self._extents = {"time": 0.0, "order": 0.0}
        self._mark = -1
        self._dragged: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "axis")
        self.setAccessibleName("Time axis of the sessions")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        self.horizontalScrollBar().setSingleStep(40)
        self._model.modelReset.connect(self._on_reset)
        chooser = table.selectionModel()
        chooser.currentChanged.connect(self._on_current)
        chooser.selectionChanged.connect(self._on_selection)
        theme.current().changed.connect(self.viewport().update)

    # -- what is shown

    def show_lines(self, lines: dict[str, AxisLine]) -> None:
        """Take on the lines of the sessions by id, after the model has been given the same sessions."""
        self._lines = lines
        for scale in self._zooms:
            self._extents[scale] = longest(lines.values(), scale)
            self._firsts[scale] = first_extent(lines.values(), scale)
        self._mark = min(self._mark, len(line.marks) - 1) if (line := self.current_line()) else -1
        self._measure()
        self._tell()

    def show_scale(self, scale: str) -> None:
        """Scale the axis by time or by order."""
        self.scale = scale
        self._measure()
        self.zoom_changed.emit(self.zoom)
        self._tell()

    @property
    def zoom(self) -> float:
        """1 is how the axis is shown at first."""
        return self._zooms[self.scale]

    def zoom_by(self, factor: float, x: float | None = None) -> None:
        """Draw wider or narrower; what lies at `x` (px; None: the entry with the keyboard) stays there."""
        span = self._span()
        place = self._mark_place() if x is None else None
        at = x if x is not None else place.x() if place is not None else float(GUTTER + LEFT_PAD)
        value = span.value(at)
        self._zooms[self.scale] = max(self._least_zoom(), min(self._most_zoom(), self.zoom * factor))
        self._measure()
        moved = self._span().x(value) - at
        self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() + moved))
        self.zoom_changed.emit(self.zoom)

    def zoom_to_fit(self) -> None:
        """Show the whole of the longest line."""
        self._zooms[self.scale] = self._least_zoom()
        self._measure()
        self.horizontalScrollBar().setValue(0)
        self.zoom_changed.emit(self.zoom)

    def current_line(self) -> AxisLine | None:
        """The line with the keyboard."""
        return self._lines.get(self._table.current())

    def words(self) -> str:
        """The line with the keyboard, and the entry of it, in words."""
        line = self.current_line()
        if line is None:
            return ""
        if self._mark < 0:
            return line.words
        return f"{line.marks[self._mark].words} ({self._mark + 1} of {len(line.marks)} entries of {line.row.pseudonym})"

    # -- sizes

    def _room(self) -> int:
        return max(80, self.viewport().width() - GUTTER - LEFT_PAD - RIGHT_PAD)

    def _fit_px(self, extent: float) -> float:
        begin = 0.5 if self.scale == "order" else 0.0
        px = self._room() / max(extent - begin, 1.0 if self.scale == "order" else 1000.0)
        return max(_LEAST_VISIT_PX, min(_MOST_VISIT_PX, px)) if self.scale == "order" else px

    def _span(self) -> AxisSpan:
        px = self._fit_px(self._firsts[self.scale]) * self.zoom
        return AxisSpan(self.scale, px, self.horizontalScrollBar().value(), self.viewport().width())

    def _least_zoom(self) -> float:
        whole = self._fit_px(self._extents[self.scale]) / self._fit_px(self._firsts[self.scale])
        return min(1.0, whole)

    def _most_zoom(self) -> float:
        if self.scale == "order":
            return 8.0
        return max(1.0, min(_MOST, self._firsts["time"] / 5000.0))  # five seconds from edge to edge

    def _measure(self) -> None:
        span = self._span()
        end = (self._extents[self.scale] - span.begin) * span.px
        width = GUTTER + LEFT_PAD + end + RIGHT_PAD
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(width) - self.viewport().width()))
        across.setPageStep(self._room())
        body = self.viewport().height() - HEAD
        down.setRange(0, max(0, len(self._model.rows) * ROW_HEIGHT - body))
        down.setPageStep(max(ROW_HEIGHT, body - ROW_HEIGHT))
        self.viewport().update()

    def _top(self, row: int) -> int:
        return HEAD + row * ROW_HEIGHT - self.verticalScrollBar().value()

    def _row_at(self, y: float) -> int:
        row = int((y - HEAD + self.verticalScrollBar().value()) // ROW_HEIGHT) if y >= HEAD else -1
        return row if 0 <= row < len(self._model.rows) else -1

    def _mark_place(self) -> QPointF | None:
        line = self.current_line()
        if line is None or self._mark < 0:
            return None
        return mark_place(line, self._mark, self._span(), self._top(self._table.currentIndex().row()))

    def _show_row(self, row: int) -> None:
        """Scroll so that a row is seen whole."""
        top, height, down = self._top(row), self.viewport().height(), self.verticalScrollBar()
        if row >= 0 and top < HEAD:
            down.setValue(down.value() + top - HEAD)
        elif row >= 0 and top + ROW_HEIGHT > height:
            down.setValue(down.value() + top + ROW_HEIGHT - height)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()
        self._show_row(self._table.currentIndex().row())  # it was chosen in the table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the rows that are seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("surface"))
        span, height = self._span(), self.viewport().height()
        chosen = self._table.selectionModel()
        here = self._table.currentIndex().row() if self.hasFocus() else -1
        first = max(0, self.verticalScrollBar().value() // ROW_HEIGHT)
        last = min(len(self._model.rows), first + height // ROW_HEIGHT + 2)
        paint_ticks(painter, span, min(height, self._top(last)))
        painter.setClipRect(QRect(0, HEAD, span.width, height - HEAD))
        for row in range(first, last):
            line = self._lines.get(self._model.rows[row].id)
            if line is not None:
                selected = chosen.isRowSelected(row, QModelIndex())
                top = self._top(row)
                paint_row(painter, line, span, top, selected=selected, current=row == here, mark=self._mark)
        painter.end()

    # -- keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        row = self._table.currentIndex().row()
        page = max(1, self.verticalScrollBar().pageStep() // ROW_HEIGHT)
        pages = {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._model.rows) - 1}
        if key in _WALK and held in {Qt.KeyboardModifier.NoModifier, shift}:
            self._walk(row + _WALK[key], extend=bool(held & shift))
        elif key in pages:
            self._walk(row + pages[key], extend=bool(held & shift))
        elif key in ends and held & control:
            self._walk(ends[key], extend=bool(held & shift))
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and held & control:
            step = self._room() // 2
            across = self.horizontalScrollBar()
            across.setValue(across.value() + (step if key == Qt.Key.Key_Right else -step))
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, *ends} and not held:
            self._walk_marks(key)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif key == Qt.Key.Key_A and held == control:
            self._table.selectAll()
        elif key == Qt.Key.Key_Delete and not held:
            self.delete_asked.emit()
        elif begins_typing(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _walk(self, row: int, *, extend: bool) -> None:
        self._mark = -1
        self._table.walk(row, extend=extend)
        self._tell()

    def _walk_marks(self, key: Qt.Key) -> None:
        line = self.current_line()
        if line is None:
            self._walk(0, extend=False)
            return
        last = len(line.marks) - 1
        steps = {Qt.Key.Key_Left: self._mark - 1, Qt.Key.Key_Right: self._mark + 1, Qt.Key.Key_Home: 0}
        self._mark = max(-1, min(last, steps.get(key, last)))
        self._show_mark()
        self._tell()

    def _show_mark(self) -> None:
        """Scroll so that the mark with the keyboard is seen."""
        place = self._mark_place()
        if place is None:
            return
        across, width = self.horizontalScrollBar(), self.viewport().width()
        if place.x() < GUTTER + LEFT_PAD:
            across.setValue(round(across.value() + place.x() - GUTTER - LEFT_PAD - 20))
        elif place.x() > width - 40:
            across.setValue(round(across.value() + place.x() - width + self._room() // 3))

    def _open(self) -> None:
        line = self.current_line()
        if line is not None:
            self.opened.emit(line.row.id, line.marks[self._mark].entry_id if self._mark >= 0 else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragged = event.position().toPoint()
        row = self._row_at(event.position().y())
        if row < 0:
            return
        line = self._lines.get(self._model.rows[row].id)
        number = -1
        if line is not None:
            number = nearest_mark(line, self._span(), self._top(row), event.position(), _NEAR_PX)
        self._table.walk(row, extend=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self._mark = number
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        now = event.position().toPoint()
        across = self.horizontalScrollBar()
        across.setValue(across.value() - (now.x() - self._dragged.x()))
        self._dragged = now

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._row_at(event.position().y()) >= 0:
            self._open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM, event.position().x())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.words_at(QPointF(event.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)

    def words_at(self, point: QPointF) -> str:
        """What lies at a point of the viewport in words: an entry, or the whole line; empty beside the lines."""
        row = self._row_at(point.y())
        line = self._lines.get(self._model.rows[row].id) if row >= 0 else None
        if line is None:
            return ""
        number = nearest_mark(line, self._span(), self._top(row), point, _NEAR_PX) if point.x() >= GUTTER else -1
        return line.marks[number].words if number >= 0 else line.words

    # -- news

    def _on_reset(self) -> None:
        self._measure()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._mark = -1
        self._show_row(current.row())
        self._tell()

    def _on_selection(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.viewport().update()

    def _tell(self) -> None:
        """Say in words what has the keyboard: below the axis, and to whoever listens to the screen."""
        words = self.words()
        row = self._table.currentIndex().row()
        place = f"line {row + 1} of {len(self._model.rows)}: " if row >= 0 and words else ""
        self.setAccessibleDescription(f"{place}{words}")
        self.pointed.emit(words)
        self.viewport().update()
