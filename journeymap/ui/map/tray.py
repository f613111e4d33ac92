"""The tray under the map: what sessions name and the map has not, to be placed by a person. Nothing places itself."""

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.core.changes import Changes
from journeymap.core.edits.placing import place_label
from journeymap.core.edits.steps import steps_in_order
from journeymap.core.filters import Filter
from journeymap.core.model import ImportBatch, Observation, Session, Step
from journeymap.core.reader import Reader
from journeymap.core.wording import plural
from journeymap.present.tray import TrayLabel, tray, tray_text
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.panel import Panel
from journeymap.ui.plain import label, plain

LABEL_FORMAT = "application/x-journeymap-label"
"""What a label carries while it is dragged: its words, as UTF-8."""
_NEW = "new"
_MOST_ROWS = 4
_ROW_PX = 32
_ROOMY_PX = 680
Loaded = tuple[tuple[TrayLabel, ...], tuple[tuple[str, str], ...]]
"""The labels, and the steps they can join (id, title)."""


class TrayList(QListWidget):
    """The labels as a list; a row can be dragged onto the map. `menu_asked` when Enter or a menu key is pressed."""

    menu_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "flush")
        self.setAccessibleName("Labels that have no place on the map")
        self.setUniformItemSizes(True)
        self._pressed: QPoint | None = None
        self.itemDoubleClicked.connect(self.menu_asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu}:
            self.menu_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if self._pressed is not None and held:
            if (event.position().toPoint() - self._pressed).manhattanLength() >= far:
                self._pressed = None
                self._drag()
            return
        super().mouseMoveEvent(event)

    def _drag(self) -> None:
        if self.currentRow() >= 0:
            drag = QDrag(self)
            drag.setMimeData(dragged(str(self.currentItem().data(Qt.ItemDataRole.UserRole))))
            drag.exec(Qt.DropAction.MoveAction)


class Tray(Panel[Loaded]):
    """In sight only while something waits, and up to date only while `around` is seen.

    `said` carries a sentence about what was placed.
    """

    shows = (Session, Observation, Step, ImportBatch)
    said = Signal(str)
    arrived = Signal()

    def __init__(self, document: DocumentThread, looking: Looking, around: QWidget) -> None:
        super().__init__(document, looking)
        self._around = around
        self.labels: tuple[TrayLabel, ...] = ()
        self._steps: tuple[tuple[str, str], ...] = ()
        self._open = False
        self.fold = QPushButton()
        self.fold.setProperty("role", "quiet")
        self.fold.clicked.connect(self.toggle)
        self.list = TrayList()
        self.list.menu_asked.connect(self.offer)
        self.list.currentRowChanged.connect(self._show_buttons)
        self.as_new = QPushButton("Place as a new step")
        self.as_new.clicked.connect(self._on_new)
        self.onto = QPushButton("Place on a step…")
        self.onto.clicked.connect(self.offer)
        self.picker: PickOne | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 12, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.fold)
        head.addStretch(1)
        self._hint = label("Drag a label onto the map, or choose here.", "small")
        head.addWidget(self._hint)
        head.addWidget(self.as_new)
        head.addWidget(self.onto)
        column.addLayout(head)
        column.addWidget(self.list)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_open()

    # A hidden panel waits until it is seen, but this one is seen only when there is something in it.
    def _mark_stale(self) -> None:
        self._stale = True
        self.catch_up()

    def catch_up(self) -> None:
        """Load what was missed while nobody saw the map."""
        if self._stale and self._around.isVisible():
            self._due.start()

    def load(self, reader: Reader, changes: Changes | None) -> Loaded:
        del changes
        map_id = self.looking.filter.map_id
        if not map_id:
            return (), ()
        steps = steps_in_order(reader, map_id)
        everyone = self.document.counts.summaries(reader, Filter(map_id))
        return tray(everyone, steps), tuple((step.id, step.title) for step in steps)

    def show_value(self, value: Loaded) -> None:
        self.labels, self._steps = value
        chosen = self.list.currentRow()
        had = self.list.hasFocus()
        self.list.clear()
        for found in self.labels:
            item = QListWidgetItem(" ".join(found.words.split()))
            item.setData(Qt.ItemDataRole.UserRole, found.label)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(chosen, 0), self.list.count() - 1))
        self.list.setFixedHeight(_ROW_PX * min(_MOST_ROWS, max(1, len(self.labels))) + 6)
        self.setVisible(bool(self.labels))
        self._show_open()
        if had and not self.labels:
            self.arrived.emit()

    def toggle(self) -> None:
        """Fold the tray to its sentence, or unfold it."""
        self._open = not self._open
        self._show_open()
        if self._open:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self) -> None:
        """Unfold the tray and go to it."""
        if self.labels and not self._open:
            self.toggle()
        elif self.labels:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def point_at(self, words: str) -> None:
        """Make a label the current one, in sight; the keyboard stays where it is."""
        row = next((at for at, found in enumerate(self.labels) if found.label == words), -1)
        if row >= 0:
            self._open = True
            self._show_open()
            self.list.setCurrentRow(row)

    def offer(self) -> None:
        """Show the steps that the current label can be placed on, the suggested one first."""
        found = self._current()
        if found is None:
            return
        words = found.label
        choices = [("A new step", _NEW), *((title, step_id) for step_id, title in self._steps)]
        if found.suggested_step_id is not None:
            choices.insert(0, (f"{found.suggested_title} (most like it)", found.suggested_step_id))
        self.picker = PickOne(f"Where does “{words}” belong?", choices, self)
        self.picker.picked.connect(lambda key: self.place(words, None if key == _NEW else key))
        self.picker.open_over(self.parentWidget() or self)

    def place(self, words: str, step_id: str | None) -> None:
        """Give a label a place: a step, or None for a new one. One entry to undo."""
        map_id = self.looking.filter.map_id
        visits = next((found.visits for found in self.labels if found.label == words), 0)

        def work(document: Document) -> str:
            with document.edit("Place a label") as edit:
                return place_label(edit, map_id, words, step_id).title

        def done(title: str) -> None:
            count = f"1 visit of “{words}” counts" if visits == 1 else f"{visits:,} visits of “{words}” count"
            self.said.emit(f"{count} at “{title}” now, and so will later ones. Undo takes it back.")

        self.document.do(work, done, owner=self)

    def _on_new(self) -> None:
        found = self._current()
        if found is not None:
            self.place(found.label, None)

    def _current(self) -> TrayLabel | None:
        row = self.list.currentRow()
        return self.labels[row] if 0 <= row < len(self.labels) else None

    def _show_open(self) -> None:
        self.list.setVisible(self._open)
        self._hint.setVisible(self._open and self.width() > _ROOMY_PX + 100)
        self._show_buttons()
        words = tray_text(self.labels)
        shown = words if self.width() > _ROOMY_PX else f"Tray: {plural(len(self.labels), 'label')}"
        self.fold.setText(plain(f"{'▾' if self._open else '▸'} {shown}"))
        self.fold.setAccessibleName(f"Tray: {words}")
        self.fold.setAccessibleDescription("open" if self._open else "folded")

    def _show_buttons(self) -> None:
        shown = self._open and self._current() is not None
        self.as_new.setVisible(shown)
        self.onto.setVisible(shown)


def dragged(words: str) -> QMimeData:
    """A label on its way to the map."""
    data = QMimeData()
    data.setData(LABEL_FORMAT, words.encode())
    data.setText(words)
    return data


def dropped(data: QMimeData) -> str:
    """The label that was dragged; empty for anything else."""
    return bytes(data.data(LABEL_FORMAT).data()).decode() if data.hasFormat(LABEL_FORMAT) else ""
