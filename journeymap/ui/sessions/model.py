"""The sessions in the order and the choice in which the table and the time axis show them."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from journeymap.present.sessions_table import COLUMNS, Column, SessionRow, SessionsView, ordered, searched, spoken
from journeymap.ui.plain import plain_tip

ROW: Final = Qt.ItemDataRole.UserRole + 1
COLUMN: Final = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SessionsModel(QAbstractTableModel):
    """`rows` are those that are shown, in their order. Sorting and finding reset the model: ids stay, places do not."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[SessionRow] = []
        self.columns: tuple[Column, ...] = COLUMNS
        self.sorted_by = ""
        self.descending = False
        self.typed = ""
        self._all: tuple[SessionRow, ...] = ()
        self._searched: dict[str, str] = {}

    def show(self, view: SessionsView) -> None:
        """Take on what was counted anew."""
        self.beginResetModel()
        self._all = view.rows
        self._searched = {}
        self.columns = view.columns
        self._arrange()
        self.endResetModel()

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sort by the column of this key; an empty key brings back the order in which the sessions came."""
        self.beginResetModel()
        self.sorted_by, self.descending = key, descending
        self._arrange()
        self.endResetModel()

    def find(self, typed: str) -> None:
        """Show only the rows that hold every typed word."""
        self.beginResetModel()
        self.typed = typed
        self._arrange()
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many sessions there are, found or not."""
        return len(self._all)

    def row_of(self, session_id: str) -> int:
        """Where a session stands, −1 where it is not shown."""
        return next((number for number, row in enumerate(self.rows) if row.id == session_id), -1)

    def column_of(self, key: str) -> int:
        """Where a column stands, −1 where it is not shown."""
        return next((number for number, column in enumerate(self.columns) if column.key == key), -1)

    def rows_with(self, session_ids: Sequence[str]) -> list[SessionRow]:
        """The shown rows of these sessions, in the shown order."""
        wanted = set(session_ids)
        return [row for row in self.rows if row.id in wanted]

    def _arrange(self) -> None:
        rows: Sequence[SessionRow] = self._all
        wanted = self.typed.casefold().split()
        if wanted:
            if not self._searched:
                self._searched = {row.id: searched(row) for row in self._all}
            rows = [row for row in rows if all(word in self._searched[row.id] for word in wanted)]
        column = next((column for column in COLUMNS if column.key == self.sorted_by), None)
        self.rows = list(rows) if column is None else ordered(rows, column, descending=self.descending)

    # -- what Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == ROW:
            return row
        if role == COLUMN:
            return column
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken_cell(column, row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(spoken(row).replace("; ", "\n"))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title + ("" if column.key != self.sorted_by else " ↓" if self.descending else " ↑")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and column.key == self.sorted_by:
            return "sorted, last first" if self.descending else "sorted"
        return None


def _spoken_cell(column: Column, row: SessionRow) -> str:
    """A cell in words that say what they count: screen readers read a row without the heads of its columns."""
    text = column.text(row)
    if column.key in {"steps", "pains", "quotes"} and text:
        text = f"{text} {column.title.lower().removesuffix('s') if text == '1' else column.title.lower()}"
    if column.key == "pains" and row.pains:
        text = f"{text}, worst: {row.worst_words}"
    return text or f"no {column.title.lower()}"
