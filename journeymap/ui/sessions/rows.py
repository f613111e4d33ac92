"""How the tables of the Sessions place are set up: whole rows of one height, drawn without a grid."""

from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


def set_up_rows(table: QTableView, height: int) -> None:
    """Give a table rows of `height` px that are chosen as a whole; Tab leaves it."""
    table.setProperty("role", "flush")
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(height)
    rows.setMinimumSectionSize(height)
    table.horizontalHeader().setHighlightSections(False)
