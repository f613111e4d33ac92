"""What an import would do: rows read, kept and rejected with their reasons, and what would be made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from journeymap.core.wording import number_text, people, plural, quoted, sessions
from journeymap.interchange.importing import ImportResult
from journeymap.ui.notice import Notice
from journeymap.ui.plain import label
from journeymap.ui.problems import without_options

_LISTED = 200
_LEAST_HEIGHT = 150
_NAMED = 4
_MADE = {
    "maps": "map",
    "rounds": "round",
    "channels": "channel",
    "tasks": "task",
    "phases": "phase",
    "steps": "step",
    "pain_points": "pain point",
    "participants": "person",
}


class ImportPreview(QFrame):
    """The account of a rehearsal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.summary = Notice("heading", wrap=True)
        self._made = label("", wrap=True)
        self._told = label("", "secondary", wrap=True)
        self._rows_title = label("Rows that need a look, and what was left out", "section")
        self.rows = QTableWidget(0, 3)
        self.rows.setHorizontalHeaderLabels(["File", "Line", "Why"])
        self.rows.setAccessibleName("Rows that could not be read, and why")
        self.rows.setTabKeyNavigation(False)
        self.rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.rows.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.rows.verticalHeader().hide()
        self.rows.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.rows.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.rows.setMinimumHeight(_LEAST_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        for part in (self.summary, self._made, self._told, self._rows_title):
            layout.addWidget(part)
        layout.addWidget(self.rows, 1)
        layout.addStretch(0)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        for part in (self.summary, self._made, self._told):
            part.setText("")
        self._show_rows([])

    def show_result(self, result: ImportResult) -> None:
        """Show what the rehearsal did."""
        rejected = f"{number_text(result.rejected_count)} rejected" if result.rejected_count else "none rejected"
        left_out = f", {number_text(result.left_out)} left out" if result.left_out else ""
        self.summary.setText(
            f"{plural(result.read, 'row')} read, {number_text(result.kept)} kept, {rejected}{left_out}: "
            f"{sessions(result.sessions)}."
        )
        self._made.setText(_made_text(result.made))
        self._made.setVisible(bool(self._made.text()))
        names = [name for name, _ in result.batch.sources]
        told = result.announcements
        if len(names) == 1:
            told = [each.removeprefix(f"{names[0]}: ") for each in told]
        said = [without_options(each) for each in told]
        self._told.setText("\n".join(each for each in said if each.strip(" .")))
        self._told.setVisible(bool(self._told.text()))
        self._show_rows([*result.rejected, *result.noted, *result.skipped])

    def _show_rows(self, rows: list[tuple[str, int, str]]) -> None:
        shown = rows[:_LISTED]
        self.rows.setRowCount(len(shown))
        for at, (name, line, why) in enumerate(shown):
            number = QTableWidgetItem(number_text(line) if line else "")
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.rows.setItem(at, 0, QTableWidgetItem(name))
            self.rows.setItem(at, 1, number)
            self.rows.setItem(at, 2, QTableWidgetItem(why))
        self.rows.setColumnHidden(1, not any(line for _, line, _ in shown))
        self.rows.resizeColumnToContents(0)
        self.rows.resizeColumnToContents(1)
        self.rows.setVisible(bool(rows))
        self._rows_title.setVisible(bool(rows))


def _made_text(made: dict[str, list[str] | int]) -> str:
    """What would be new, in words: "New: map “Permits”, 9 steps, 12 people"."""
    parts: list[str] = []
    for key, value in made.items():
        one = _MADE.get(key, key)
        if isinstance(value, int):
            if value:
                parts.append(people(value) if one == "person" else plural(value, one))
        elif value:
            few = len(value) <= _NAMED and key in {"maps", "rounds", "channels", "tasks"}
            named = ", ".join(quoted(name) for name in value)
            parts.append(f"{one if len(value) == 1 else one + 's'} {named}" if few else plural(len(value), one))
    return f"New: {', '.join(parts)}." if parts else ""
