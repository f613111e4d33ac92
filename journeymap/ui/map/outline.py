"""The map as a tree to read, to listen to and to work in: phases, their steps, and the links and cells of each step.

It has the same selection as the canvas; every key that is not for walking the tree does what it does on the canvas.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from journeymap.present.map_values import MapView
from journeymap.ui import theme
from journeymap.ui.map.outline_rows import OutlineRow
from journeymap.ui.map.outline_tree import KEY, KIND, OutlineModel, OutlineTree

_WALKING: Final = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Asterisk,
    }
)  # fmt: skip


class OutlineList(QTreeView):
    """`step_selected` carries a step's id, `link_selected` FROM>TO, `step_opened` the id of a step that was entered.

    `cell_opened` carries LANE>STEP of a cell that was entered. `menu_asked` tells what a menu was asked for: phase (by
    its title), step, link or cell, its key, and a point on the screen.
    """

    step_selected = Signal(str)
    link_selected = Signal(str)
    step_opened = Signal(str)
    cell_opened = Signal(str)
    menu_asked = Signal(str, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = OutlineModel(self)
        self._open: set[str] = set()  # steps whose links are unfolded
        self._folded: set[str] = set()  # phases that were folded
        self._filling = False
        self._waiting: OutlineTree | None = None
        self._key = ""  # of the current row
        self.setModel(self._rows)
        self.setItemDelegate(OutlineRow(self))
        self.setHeaderHidden(True)
        self.setIndentation(22)
        self.setProperty("role", "outline")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName("Outline of the map")
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.current().changed.connect(self.viewport().update)

    def show_map(self, view: MapView) -> None:
        """List this map."""
        self.show_tree(OutlineTree(view))

    def show_tree(self, tree: OutlineTree) -> None:
        """List a map that was made ready; what is selected and unfolded stays so where it is still there."""
        self._waiting = tree
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        """List the map that waits; an outline that nobody sees stays as it is."""
        tree = self._waiting
        if tree is None:
            return
        self._waiting = None
        selected = self._key
        self._filling = True
        self._rows.show_tree(tree)
        self._unfold()
        self._filling = False
        self._go(selected)

    def selected(self) -> str:
        """The id of the step that is the current row, or whose cell that is; else empty."""
        return self.cell().partition(">")[2] if self.cell() else "" if ">" in self._key else self._key

    def cell(self) -> str:
        """The cell that is the current row, as LANE>STEP; else empty."""
        number = self._rows.tree.keys.get(self._key, -1)
        return self._key if number >= 0 and self._rows.tree.rows[number].kind == "cell" else ""

    def select(self, step_id: str) -> None:
        """Make a step the current row, without telling anybody."""
        if step_id != self.selected():
            self._go(step_id)

    def row_rect(self, key: str) -> QRect | None:
        """Where the row of a step, a link or a cell is seen, in pixels of the viewport; None where it is not."""
        number = self._rows.tree.keys.get(key)
        rect = self.visualRect(self._rows.index_of(number)) if number is not None else QRect()
        return rect if rect.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held:
            self._enter(self.currentIndex())
        elif key == Qt.Key.Key_F10 and held == Qt.KeyboardModifier.ShiftModifier:
            self._ask_menu(self.currentIndex())
        elif key in _WALKING and not held:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the map's place knows what it does

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self._ask_menu(self.indexAt(event.pos()) if by_mouse else self.currentIndex())

    def _ask_menu(self, index: QModelIndex) -> None:
        if index.isValid():
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_asked.emit(str(index.data(KIND)), str(index.data(KEY)), below)

    def _enter(self, index: QModelIndex) -> None:
        if index.data(KIND) == "phase":
            self.setExpanded(index, not self.isExpanded(index))
        elif index.data(KIND) == "link":
            self._go(str(index.data(KEY)).partition(">")[2])
            self.step_selected.emit(self.selected())
        elif index.data(KIND) == "cell":
            self.cell_opened.emit(str(index.data(KEY)))
        elif self.selected():
            self.step_opened.emit(self.selected())

    def _go(self, key: str) -> None:
        self._key = key
        if self._waiting is not None:
            return  # it goes there as soon as it is filled
        self._filling = True
        tree = self._rows.tree
        first, _, last = key.partition(">")
        number = tree.keys.get(key, tree.steps.get(first, tree.steps.get(last, -1)))  # a cell's step is the last
        self._key = tree.rows[number].key if number >= 0 else ""
        index = self._rows.index_of(number) if number >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        self._filling = False
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def _unfold(self) -> None:
        tree = self._rows.tree
        for number in tree.top:
            if tree.rows[number].kind == "phase":
                self.setExpanded(self._rows.index_of(number), tree.rows[number].key not in self._folded)
        for step_id in self._open & tree.steps.keys():
            self.setExpanded(self._rows.index_of(tree.steps[step_id]), True)

    def _on_expanded(self, index: QModelIndex) -> None:
        if not self._filling:
            (self._folded.discard if index.data(KIND) == "phase" else self._open.add)(str(index.data(KEY)))

    def _on_collapsed(self, index: QModelIndex) -> None:
        if not self._filling:
            (self._folded.add if index.data(KIND) == "phase" else self._open.discard)(str(index.data(KEY)))

    def _on_current_changed(self, current: QModelIndex) -> None:
        if self._filling:
            return
        self._key = str(current.data(KEY)) if current.data(KIND) in {"step", "link", "cell"} else ""
        if current.data(KIND) == "link":
            self.link_selected.emit(self._key)
        else:
            self.step_selected.emit(self.selected())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._enter(index)
