"""The bar at the top: what is looked at, and the tools of the place."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from journeymap.ui.plain import Elided

HEIGHT = 48


class TopBar(QFrame):
    """Title, quieter words, and at the right end the tools of the place that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "topbar")
        self.setFixedHeight(HEIGHT)
        self._title = Elided("", "bar-title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._secondary = Elided("", "secondary")
        self._tools: dict[str, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
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
        self._secondary.setText(secondary)
