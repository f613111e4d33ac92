"""The map as a tree to read, to listen to and to work in: phases, their steps, and the links of each step.

It has the same selection as the canvas; every key that is not for walking the tree does what it does on the canvas.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from journeymap.core.wording import plural
from journeymap.present.map_values import MapLink, MapView
from journeymap.present.outline import OutlineEntry, link_words, outline
from journeymap.ui import theme
from journeymap.ui.map.outline_rows import DETAIL, IMPACT, KIND, NUMBER, OutlineRow

_KEY: Final = Qt.ItemDataRole.UserRole
"""The id of a step, `FROM>TO` of a link, the title of a phase."""
_WALKING: Final = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Asterisk,
    }
)  # fmt: skip


class OutlineList(QTreeView):
    """`step_selected` carries a step's id, `link_selected` FROM>TO, `step_opened` the id of a step that was entered.

    `command_asked` carries the id of a command of present/actions.py.
    """

    step_selected = Signal(str)
    link_selected = Signal(str)
    step_opened = Signal(str)
    command_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self._by_step: dict[str, QStandardItem] = {}
        self._open: set[str] = set()  # steps whose links are unfolded
        self._folded: set[str] = set()  # phases that were folded
        self._filling = False
        self._waiting: MapView | None = None
        self._key = ""  # of the current row
        self.setModel(self._items)
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
        """List this map; what is selected and unfolded stays so where it is still there."""
        self._waiting = view
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        """List the map that waits. An outline that nobody sees is not filled: maps may have thousands of steps."""
        view = self._waiting
        if view is None:
            return
        self._waiting = None
        selected = self._key
        self._filling = True
        self._items.clear()
        self._by_step.clear()
        titles = {step.step_id: step.title for step in view.steps}
        leading: dict[str, list[MapLink]] = {}
        for link in view.links:
            if link.kind != "folded":
                leading.setdefault(link.from_step_id, []).append(link)
        impacts = {step.step_id: (step.worst_impact or -1) if step.pains else 0 for step in view.steps}
        entries: dict[str, list[OutlineEntry]] = {}
        for entry in outline(view):
            entries.setdefault(entry.phase, []).append(entry)
        number = 0
        for phase, steps in entries.items():
            above = self._items.invisibleRootItem()
            if phase or len(entries) > 1:
                above = _phase_item(phase or "Without a phase", len(steps))
                self._items.appendRow(above)
            for entry in steps:
                number += 1
                item = _step_item(entry, number, impacts[entry.step_id])
                self._by_step[entry.step_id] = item
                above.appendRow(item)
                for link in sorted(leading.get(entry.step_id, ()), key=lambda each: -each.sessions):
                    item.appendRow(_link_item(entry.title, titles[link.to_step_id], link))
        self._unfold()
        self._filling = False
        self._go(selected)

    def selected(self) -> str:
        """The id of the step that is the current row, or empty."""
        return self._key if ">" not in self._key else ""

    def select(self, step_id: str) -> None:
        """Make a step the current row, without telling anybody."""
        if step_id != self.selected():
            self._go(step_id)

    def row_rect(self, step_id: str) -> QRect | None:
        """Where a step's row is seen, in pixels of the viewport; None where it is not."""
        item = self._by_step.get(step_id)
        rect = self.visualRect(item.index()) if item is not None else QRect()
        return rect if rect.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held:
            self._enter(self.currentIndex())
        elif key in _WALKING and not held:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_C and not held:
            self.command_asked.emit("map.connect")
        else:
            event.ignore()  # the map's place knows what it does

    def _enter(self, index: QModelIndex) -> None:
        if index.data(KIND) == "phase":
            self.setExpanded(index, not self.isExpanded(index))
        elif index.data(KIND) == "link":
            self._go(str(index.data(_KEY)).partition(">")[2])
            self.step_selected.emit(self.selected())
        elif self.selected():
            self.step_opened.emit(self.selected())

    def _go(self, key: str) -> None:
        self._key = key
        if self._waiting is not None:
            return  # it goes there as soon as it is filled
        self._filling = True
        item = self._by_step.get(key.partition(">")[0])
        self._key = key if item is not None else ""
        index = item.index() if item is not None else QModelIndex()
        if item is not None and ">" in key:
            links = [item.child(row) for row in range(item.rowCount())]
            index = next((link.index() for link in links if link.data(_KEY) == key), index)
        self.setCurrentIndex(index)
        self._filling = False
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def _unfold(self) -> None:
        for row in range(self._items.rowCount()):
            item = self._items.item(row)
            if item.data(KIND) == "phase":
                self.setExpanded(item.index(), item.text() not in self._folded)
        for step_id, item in self._by_step.items():
            if step_id in self._open:
                self.setExpanded(item.index(), True)

    def _on_expanded(self, index: QModelIndex) -> None:
        if not self._filling:
            (self._folded.discard if index.data(KIND) == "phase" else self._open.add)(str(index.data(_KEY)))

    def _on_collapsed(self, index: QModelIndex) -> None:
        if not self._filling:
            (self._folded.add if index.data(KIND) == "phase" else self._open.discard)(str(index.data(_KEY)))

    def _on_current_changed(self, current: QModelIndex) -> None:
        if self._filling:
            return
        self._key = str(current.data(_KEY)) if current.data(KIND) in {"step", "link"} else ""
        if current.data(KIND) == "link":
            self.link_selected.emit(self._key)
        else:
            self.step_selected.emit(self._key)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._enter(index)


def _phase_item(title: str, steps: int) -> QStandardItem:
    item = QStandardItem(title)
    item.setData("phase", KIND)
    item.setData(title, _KEY)
    item.setData(plural(steps, "step"), DETAIL)
    item.setData(f"Phase {title}, {plural(steps, 'step')}", Qt.ItemDataRole.AccessibleTextRole)
    return item


def _step_item(entry: OutlineEntry, number: int, impact: int) -> QStandardItem:
    item = QStandardItem(entry.title)
    item.setData("step", KIND)
    item.setData(entry.step_id, _KEY)
    item.setData(entry.description, DETAIL)
    item.setData(number, NUMBER)
    item.setData(impact, IMPACT)
    item.setData(f"{entry.title}, {entry.description}", Qt.ItemDataRole.AccessibleTextRole)
    item.setData(" ".join(entry.lines), Qt.ItemDataRole.AccessibleDescriptionRole)
    return item


def _link_item(source: str, target: str, link: MapLink) -> QStandardItem:
    words = link_words(source, target, link)
    item = QStandardItem(f"to {words.removeprefix(f'{source} to ')}")
    item.setData("link", KIND)
    item.setData(f"{link.from_step_id}>{link.to_step_id}", _KEY)
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    return item
