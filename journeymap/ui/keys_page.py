"""The page of keys: all of them on one page, and those of every command to be changed."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journeymap.core.errors import Problem
from journeymap.present.actions import COMMANDS, MENUS, command, commands_of, find_commands
from journeymap.present.fixed_keys import FIXED
from journeymap.present.keys import KeyMap
from journeymap.ui import keys, theme
from journeymap.ui.plain import label, plain_tip, restyle
from journeymap.ui.problems import sentence

_ID = Qt.ItemDataRole.UserRole
_FREE = "Choose a command, then press its new keys here."


class KeysDialog(QDialog):
    """Commands by menu with their keys, then what cannot be changed. A change holds at once, in every window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys and signs")
        room = self.screen().availableGeometry()
        self.resize(min(680, room.width() - 20), min(640, room.height() - 40))
        self._rows: dict[str, QTreeWidgetItem] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a command or its keys")
        self.search.setAccessibleName("Find a command or its keys")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_find)
        self.list = self._make_list()
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName("New keys")
        line = self.field.findChild(QLineEdit)
        assert line is not None
        self._line = line
        line.setPlaceholderText("Press the new keys")
        line.setAccessibleName("New keys")
        self.field.keySequenceChanged.connect(self._on_keys)
        self.none = QPushButton("&No keys")
        self.none.clicked.connect(self._on_none)
        self.back = QPushButton("As it &was")
        self.back.setAccessibleDescription("Gives the chosen command the keys that it came with")
        self.back.clicked.connect(self._on_back)
        self.all_back = QPushButton("All as they were")
        self.all_back.clicked.connect(self._on_all_back)
        self.singles = QCheckBox("&Letters alone are keys, too: C connects the step on the map")
        self.singles.setChecked(keys.current().map.single_keys)
        self.singles.toggled.connect(self._on_singles)
        self._chosen = label("", "heading", wrap=True)
        self._says = label(_FREE, "secondary", wrap=True)
        self._says.setMinimumHeight(38)
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        keys.current().changed.connect(self._show_keys)
        self._show_keys()
        self._on_row()
        self.search.setFocus()

    def _lay_out(self) -> None:
        close = QPushButton("&Close")
        close.setProperty("role", "primary")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        for button in (self.none, self.back, self.all_back):
            button.setAutoDefault(False)
        change = QHBoxLayout()
        change.setSpacing(8)
        change.addWidget(self.field, 1)
        change.addWidget(self.none)
        change.addWidget(self.back)
        foot = QHBoxLayout()
        foot.addWidget(self.all_back)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addSpacing(4)
        layout.addWidget(self._chosen)
        layout.addLayout(change)
        layout.addWidget(self._says)
        layout.addWidget(self.singles)
        layout.addSpacing(4)
        layout.addLayout(foot)

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("Commands and their keys")
        tree.setHeaderLabels(["What is done", "Keys"])
        tree.header().setAccessibleName("Columns: what is done, keys")
        tree.setRootIsDecorated(False)
        tree.setIndentation(12)
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for menu, title in MENUS.items():
            group = self._group(tree, title.replace("&", ""))
            for found in commands_of(menu):
                row = QTreeWidgetItem(group, [found.name, ""])
                row.setData(0, _ID, found.id)
                row.setToolTip(0, plain_tip(found.help))
                self._rows[found.id] = row
        for title, lines in FIXED:
            group = self._group(tree, f"{title} (fixed)")
            for its_keys, words in lines:
                row = QTreeWidgetItem(group, [words, its_keys])
                row.setToolTip(0, plain_tip(words))
        tree.currentItemChanged.connect(self._on_row)
        tree.itemActivated.connect(self._on_activated)
        return tree

    @staticmethod
    def _group(tree: QTreeWidget, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(tree, [title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setFont(0, theme.font(13, semibold=True))
        group.setFirstColumnSpanned(True)
        group.setExpanded(True)
        return group

    def chosen(self) -> str:
        """The id of the chosen command; empty where none is, or a fixed key."""
        item = self.list.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    def choose(self, command_id: str) -> None:
        """Choose the row of a command."""
        self.list.setCurrentItem(self._rows[command_id])

    def listed(self) -> list[str]:
        """The ids of the commands that the words in the field above the list leave."""
        return [command_id for command_id, row in self._rows.items() if not row.isHidden()]

    def says(self) -> str:
        """What is said below the field of keys."""
        return self._says.text()

    def _show_keys(self) -> None:
        for command_id, row in self._rows.items():
            row.setText(1, self._keys_of(command_id))
            row.setForeground(1, theme.color("accent" if keys.current().map.is_changed(command_id) else "text"))
        self.all_back.setEnabled(bool(keys.current().map.changed))
        self.back.setEnabled(keys.current().map.is_changed(self.chosen()))

    @staticmethod
    def _keys_of(command_id: str) -> str:
        now = keys.current().map
        shown = " or ".join(keys.native(each) for each in now.heard(command_id))
        return f"{shown} (changed)" if now.is_changed(command_id) else shown

    def _on_row(self) -> None:
        command_id = self.chosen()
        for widget in (self.field, self.none):
            widget.setEnabled(bool(command_id))
        self.back.setEnabled(keys.current().map.is_changed(command_id))
        self._clear_field()
        if command_id:
            found = command(command_id)
            self._chosen.setText(found.name)
            self._say(f"Press the new keys in the field above. {found.help}".strip())
        else:
            self._chosen.setText("")
            fixed = self.list.currentItem() is not None
            self._say("These stay as they are, so that everybody’s notes read alike." if fixed else _FREE)

    def _on_activated(self) -> None:
        if self.field.isEnabled():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_keys(self, pressed: QKeySequence) -> None:
        if not pressed.isEmpty():
            typed = pressed.toString(QKeySequence.SequenceFormat.PortableText)
            self._clear_field()
            self._change(typed)

    def _on_none(self) -> None:
        self._change("")

    def _on_back(self) -> None:
        self._change(command(self.chosen()).keys)

    def _change(self, wanted: str) -> None:
        command_id = self.chosen()
        try:
            changed = keys.current().map.given(command_id, wanted)
        except Problem as problem:
            self._say(sentence(problem), trouble=True)
            return
        keys.current().choose(changed)
        name, its = command(command_id).name, keys.keys_text(command_id)
        self._say(f"“{name}” is now {its}." if its else f"“{name}” has no keys now.")

    def _on_all_back(self) -> None:
        keys.current().choose(KeyMap(single_keys=keys.current().map.single_keys))
        self._say("Every command has the keys that it came with.")

    def _on_singles(self, on: bool) -> None:
        keys.current().choose(replace(keys.current().map, single_keys=on))

    def _on_find(self, typed: str) -> None:
        matching = {found.id for found in find_commands(typed)}
        wanted = typed.casefold().strip()
        for found in COMMANDS:
            row = self._rows[found.id]
            row.setHidden(bool(wanted) and found.id not in matching and wanted not in row.text(1).casefold())
        for at in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(at)
            if group is not None:
                self._narrow_group(group, wanted)

    @staticmethod
    def _narrow_group(group: QTreeWidgetItem, wanted: str) -> None:
        """Leave the fixed keys that hold what is wanted, and the group where anything of it is left."""
        hidden = True
        for number in range(group.childCount()):
            row = group.child(number)
            if row is None:
                continue
            if not row.data(0, _ID):
                row.setHidden(wanted not in f"{row.text(0)} {row.text(1)}".casefold())
            hidden = hidden and row.isHidden()
        group.setHidden(hidden)

    def _clear_field(self) -> None:
        blocked = self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(blocked)

    def _say(self, words: str, *, trouble: bool = False) -> None:
        """Say it below the field, and as the description of what has the keyboard: screen readers speak that."""
        restyle(self._says, role="warn" if trouble else "secondary")
        self._says.setText(words)
        for where in (self.field, self._line):  # the focus, as Orca sees it, goes into the line
            where.setAccessibleDescription(words)
