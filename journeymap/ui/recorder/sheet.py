"""How the pages around a session are laid out: a sheet of fixed width in the middle, which scrolls where it must."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journeymap.ui.pieces import centred, scrolled


def sheet(width: int) -> tuple[QFrame, QVBoxLayout]:
    """A panel of this width in px, and the column to put its parts into."""
    panel = QFrame()
    panel.setProperty("role", "panel")
    panel.setFixedWidth(width)
    column = QVBoxLayout(panel)
    column.setContentsMargins(32, 24, 32, 24)
    column.setSpacing(10)
    return panel, column


def in_the_middle(content: QWidget, name: str) -> QScrollArea:
    """A page with this in its middle, from the top; `name` is spoken."""
    page = QWidget()
    around = QVBoxLayout(page)
    around.setContentsMargins(20, 24, 20, 24)
    around.addWidget(centred(content, 0))
    around.addStretch(1)
    return scrolled(page, name)
