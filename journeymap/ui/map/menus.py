"""Menus that pop up over the map, made from plain lists."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from journeymap.ui.plain import plain

Deed = Callable[[], object]
Entry = tuple[str, "Deed | Sequence[Entry]"] | None
"""Words and what they do, or a menu of their own; None is a line between groups."""


class PopUp(QObject):
    """Shows one menu at a time. Keys walk it; Esc leaves it."""

    def __init__(self, parent: QObject, over: QWidget) -> None:
        super().__init__(parent)
        self._over = over
        self._deeds: dict[int, Deed] = {}
        self.menu: QMenu | None = None

    def open(self, entries: Sequence[Entry], at: QPoint) -> None:
        """Show a menu at a point of the screen."""
        if self.menu is not None:
            self.menu.deleteLater()
        self._deeds = {}
        self.menu = QMenu(self._over)
        self._fill(self.menu, entries)
        self.menu.triggered.connect(self._on_triggered)
        self.menu.popup(at)
        first = next((action for action in self.menu.actions() if not action.isSeparator()), None)
        if first is not None:
            self.menu.setActiveAction(first)

    def _fill(self, menu: QMenu, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif callable(entry[1]):
                action = menu.addAction(plain(entry[0]))
                action.setData(len(self._deeds))
                self._deeds[len(self._deeds)] = entry[1]
            else:
                self._fill(menu.addMenu(plain(entry[0])), entry[1])

    def _on_triggered(self, action: QAction) -> None:
        deed = self._deeds.get(action.data())
        if deed is not None:
            deed()
