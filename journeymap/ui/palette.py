"""Every command by its name: type some of its words, Enter does it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from journeymap.present.actions import MENUS, Command, find_commands
from journeymap.ui.commands import Commands
from journeymap.ui.keys import keys_text
from journeymap.ui.palette_row import PaletteRow

WIDTH = 560
ROWS_SHOWN = 11
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QDialog):
    """A small dialog over the window. `chosen` carries the id of the command."""

    chosen = Signal(str)

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._commands = commands
        self.setWindowTitle("Find a command")
        self.setModal(True)
        self.setSizeGripEnabled(False)
        self.setProperty("role", "palette")
        self.setFixedWidth(WIDTH)
        self._line = QLineEdit()
        self._line.setPlaceholderText("What do you want to do?")
        self._line.setAccessibleName("Find a command")
        self._line.setClearButtonEnabled(False)
        self._list = QListWidget()
        self._list.setAccessibleName("Commands")
        self._list.setItemDelegate(PaletteRow(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setProperty("role", "flush")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._line)
        layout.addWidget(self._list)
        self._line.textEdited.connect(self._on_typed)
        self._line.installEventFilter(self)
        self._line.returnPressed.connect(self._on_enter)
        self._list.itemClicked.connect(self._on_clicked)
        self._on_typed("")

    def open_over(self, window: QWidget) -> None:
        """Show the palette near the top of the window."""
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - WIDTH) // 2, corner.y() + 96)
        self._line.setFocus()
        self.open()

    def count(self) -> int:
        """How many commands are listed."""
        return self._list.count()

    def listed(self, row: int) -> str:
        """The name of the command in a row."""
        return str(self._list.item(row).data(PaletteRow.TITLE))

    def keys_of(self, row: int) -> str:
        """The keys of the command in a row: its own, else the letters of its menu."""
        return str(self._list.item(row).data(PaletteRow.KEYS))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and watched is self._line and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _MOVES:
            self._move(event)
            return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        row = self._list.currentRow() + step[Qt.Key(event.key())]
        self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
        self._speak()

    def _speak(self) -> None:
        """Put the chosen command into the description of the field that has the keyboard: readers speak that."""
        row = self._list.currentRow()
        self._line.setAccessibleDescription(self._list.item(row).text() if row >= 0 else "No command has these words")

    def _on_typed(self, typed: str) -> None:
        self._list.clear()
        for found in find_commands(typed):
            self._list.addItem(self._item(found))
        self._list.setCurrentRow(0)
        self._list.setFixedHeight(PaletteRow.HEIGHT * max(1, min(ROWS_SHOWN, self._list.count())) + 4)
        self.adjustSize()
        self._speak()

    def _item(self, found: Command) -> QListWidgetItem:
        keys = keys_text(found.id) or found.letters
        enabled = self._commands.action(found.id).isEnabled()
        item = QListWidgetItem(f"{found.name}, {keys}{'' if enabled else ', not now'}")
        item.setData(PaletteRow.COMMAND, found.id)
        item.setData(PaletteRow.TITLE, found.name)
        item.setData(PaletteRow.KEYS, keys)
        item.setData(PaletteRow.MENU, found.help or MENUS[found.menu].replace("&", ""))
        if not enabled:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        return item

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.accept()
            self.chosen.emit(str(item.data(PaletteRow.COMMAND)))

    def _on_enter(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            self._on_clicked(self._list.item(row))
