"""The report's tables as one rectangular CSV file: the first column says which table a row belongs to.

One file, because one was asked for; rectangular, because scripts and spreadsheets read nothing else well. The columns
are those of all tables together; cells of columns that a table does not have are empty.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from journeymap.core.progress import Progress
from journeymap.report.content import Report, Value
from journeymap.report.formats.cells import write_csv


def write(report: Report, path: Path, progress: Progress) -> None:
    progress.at(0.1, "Writing the tables")
    columns = ["table", *dict.fromkeys(name for table in report.tables for name in table.columns)]
    write_csv(path, columns, _rows(report, columns))


def _rows(report: Report, columns: list[str]) -> Iterator[Sequence[Value]]:
    for table in report.tables:
        places = [columns.index(name) for name in table.columns]
        for row in table.rows:
            cells: list[Value] = [None] * len(columns)
            cells[0] = table.name
            for place, value in zip(places, row, strict=True):
                cells[place] = value
            yield cells
