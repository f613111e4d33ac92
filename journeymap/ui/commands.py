"""Menus, shortcuts and actions of one window, made from the list in `present/actions.py`."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from journeymap.present.actions import COMMANDS, MENUS, Command, command, commands_of
from journeymap.ui import keys
from journeymap.ui.plain import plain


class Commands(QObject):
    """The commands of one window as Qt actions. `asked` carries the id of the command that a person asked for."""

    asked = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for each in COMMANDS:
            self._actions[each.id] = self._action(each)
        window.addActions([self._actions[each.id] for each in COMMANDS if not each.local])
        self._give_keys()
        keys.current().changed.connect(self._give_keys)

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus, in the order of the list, with a line between groups."""
        for key, title in MENUS.items():
            menu = bar.addMenu(title)
            self._fill_menu(menu, key)

    def enable(self, command_id: str, enabled: bool) -> None:
        self._actions[command_id].setEnabled(enabled)

    def name(self, command_id: str, words: str = "") -> None:
        """Add words to the title of a command, e.g. what would be undone; none restore the plain title."""
        title = command(command_id).title
        self._actions[command_id].setText(f"{title}: {plain(words)}" if words else title)

    def check(self, command_id: str, checked: bool) -> None:
        action = self._actions[command_id]
        action.setCheckable(True)
        action.setChecked(checked)

    def _action(self, each: Command) -> QAction:
        action = QAction(each.title, self)
        action.setData(each.id)
        # The keys of a local command stand in the menus; its place hears them itself.
        context = Qt.ShortcutContext
        action.setShortcutContext(context.WidgetShortcut if each.local else context.WindowShortcut)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if each.help:
            action.setStatusTip(each.help)
        action.triggered.connect(self._on_triggered)
        return action

    def _give_keys(self) -> None:
        for command_id, action in self._actions.items():
            action.setShortcut(QKeySequence(keys.current().map.of(command_id)))

    def _fill_menu(self, menu: QMenu, key: str) -> None:
        last_group: int | None = None
        for each in commands_of(key):
            if last_group is not None and each.group != last_group:
                menu.addSeparator()
            menu.addAction(self._actions[each.id])
            last_group = each.group

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.asked.emit(str(action.data()))
