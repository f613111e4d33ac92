"""The bar at the top: what is looked at, and the tools of the place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from journeymap.ui.plain import Elided, plain, plain_tip

HEIGHT = 48
SHORTEST_TITLE_PX, LONGEST_TITLE_PX = 120, 300


class TopBar(QFrame):
    """Title, quieter words, and at the right end the tools of the place that is shown.

    Where the place has a menu for what is looked at, the title is the button that opens it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "topbar")
        self.setFixedHeight(HEIGHT)
        self._title = Elided("", "bar-title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._secondary = Elided("", "secondary")
        self.title_button = QPushButton()
        self.title_button.setProperty("role", "title")
        self.title_button.hide()
        self._tools: dict[str, QWidget] = {}
        self._heading = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self.title_button)
        row.addWidget(self._secondary, 1)
        self._row = row

    def add_tools(self, key: str, tools: Sequence[QWidget]) -> None:
        """Take in the tools of a place; they are shown while it is."""
        holder = QWidget()
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        for tool in tools:
            inner.addWidget(tool)
        holder.hide()
        self._tools[key] = holder
        self._row.addWidget(holder)

    def show_tools(self, key: str) -> None:
        for known, holder in self._tools.items():
            holder.setVisible(known == key)

    def show_heading(self, title: str, secondary: str) -> None:
        self._title.setText(title)
        self._heading = " ".join(title.split())
        self._shorten()
        self.title_button.setAccessibleName(f"Map: {title}")
        self.title_button.setToolTip(plain_tip(title))
        self._secondary.setText(secondary)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        """The title takes a fifth of the bar, so that it leaves the tools their room."""
        room = max(SHORTEST_TITLE_PX, min(LONGEST_TITLE_PX, self.width() // 5))
        shown = self.title_button.fontMetrics().elidedText(self._heading, Qt.TextElideMode.ElideRight, room)
        self.title_button.setText(f"{plain(shown)} ▾")

    def show_menu(self, menu: QMenu | None) -> None:
        """Open this menu by the title; None makes the title a mere title again."""
        if menu is not None:
            self.title_button.setMenu(menu)
        self.title_button.setVisible(menu is not None)
        self._title.setVisible(menu is None)
