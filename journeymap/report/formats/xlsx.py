"""The tables and the entries as a workbook: a sheet each. Text is text, whatever it begins with."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from journeymap.core.progress import Progress
from journeymap.report.content import DataTable, Report, Value
from journeymap.report.plain import shown

_LONGEST: Final = 32_000  # Excel takes 32,767 letters in a cell
_ROWS_A_SHEET: Final = 1_000_000  # Excel takes 1,048,576
_SHARES: Final = frozenset({"share", "share_low", "share_high", "p_top"})


def write(report: Report, path: Path, progress: Progress) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties(
            {
                "title": shown(report.title),
                "subject": shown(report.subtitle),
                "author": "",
                "comments": f"journeymap {report.version}",
                "created": datetime.fromtimestamp(report.made_at_ms // 1000, UTC).replace(tzinfo=None),
            }
        )
        _Sheets(workbook, progress).add_all(report)


class _Sheets:
    """Writes tables to sheets and keeps the texts that are too long for a cell for a sheet of their own."""

    def __init__(self, workbook: Workbook, progress: Progress) -> None:
        self._workbook = workbook
        self._progress = progress
        self._head: CellFormat = workbook.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#F4F3EF"}
        )
        self._wrapped: CellFormat = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._share: CellFormat = workbook.add_format({"num_format": "0.0%", "valign": "top"})
        self._number: CellFormat = workbook.add_format({"num_format": "#,##0.##", "valign": "top"})
        self._whole: CellFormat = workbook.add_format({"num_format": "#,##0", "valign": "top"})
        self._long: list[tuple[Value, ...]] = []

    def add_all(self, report: Report) -> None:
        tables = [*report.tables, report.entries]
        for place, table in enumerate(tables):
            self._progress.at(place / len(tables), "Writing the sheets")
            self._add(table)
        if self._long:
            columns = ("text", "part", "of", "letters")
            self._add(DataTable("long_texts", "Long texts", columns, tuple(self._long)))

    def _add(self, table: DataTable) -> None:
        parts = range(0, max(len(table.rows), 1), _ROWS_A_SHEET)
        for number, start in enumerate(parts, start=1):
            sheet = self._workbook.add_worksheet(table.title if number == 1 else f"{table.title} {number}")
            self._fill(sheet, table, start)

    def _fill(self, sheet: Worksheet, table: DataTable, start: int) -> None:
        rows = table.rows[start : start + _ROWS_A_SHEET]
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name.replace("_", " "), self._head)
            longest = max((len(str(row[column])) for row in rows[:200] if row[column] is not None), default=0)
            sheet.set_column(column, column, min(max(longest, len(name)) + 2, 60))
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._write(sheet, place, column, table.columns[column], value)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)

    def _write(self, sheet: Worksheet, row: int, column: int, name: str, value: Value) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self._wrapped)
        elif isinstance(value, int | float):
            style = self._share if name in _SHARES else self._whole if isinstance(value, int) else self._number
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, self._fitting(shown(value)), self._wrapped)

    def _fitting(self, text: str) -> str:
        """The text, or where to find it when it is too long for a cell."""
        if len(text) <= _LONGEST:
            return text
        number = 1 + len({row[0] for row in self._long})
        parts = [text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)]
        self._long += [(f"text {number}", place, len(parts), part) for place, part in enumerate(parts, start=1)]
        return f"{text[:200]}… (too long for a cell: see “Long texts”, text {number})"
