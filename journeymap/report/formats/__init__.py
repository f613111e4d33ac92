"""The formats of an export: one line each. The export dialog, the command line and the tests walk this list."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from journeymap.core.progress import Progress
from journeymap.report.content import Report

Write = Callable[[Report, Path, Progress], None]


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` is what the file's name ends in, behind the project's title; `description` says what is in it."""

    name: str
    title: str
    suffix: str
    description: str
    write: Write


# Each format is loaded when it is used first: nobody who wants a table should wait for a PDF library.


def _pdf(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report.formats import pdf

    pdf.write(report, path, progress)


def _html(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report.formats import html

    html.write(report, path, progress)


def _csv(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report.formats import csv_tables

    csv_tables.write(report, path, progress)


def _json(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report.formats import json_values

    json_values.write(report, path, progress)


def _xlsx(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report.formats import xlsx

    xlsx.write(report, path, progress)


def _entries(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report.formats import entries_csv

    entries_csv.write(report, path, progress)


def _text(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report.formats import text

    text.write(report, path, progress)


FORMATS: Final = {
    each.name: each
    for each in (
        Format("pdf", "PDF", ".pdf", "pages to print and send, tagged for screen readers", _pdf),
        Format("html", "Web page", ".html", "one file that every browser opens", _html),
        Format("csv", "Tables (CSV)", ".csv", "the report's tables in one file; the column “table” says which", _csv),
        Format("json", "Data (JSON)", ".json", "the report's values, and every entry", _json),
        Format("xlsx", "Workbook (Excel)", ".xlsx", "a sheet for each table, and the entries", _xlsx),
        Format("entries", "Entries (CSV)", "-entries.csv", "one row for each entry of the sessions", _entries),
        Format("text", "Session text", ".txt", "the sessions as text that can be imported again", _text),
    )
}
"""By name, in the order in which they are offered."""


def render(report: Report, name: str, path: Path, progress: Progress) -> None:
    """Write the report to `path` in the format of this name."""
    FORMATS[name].write(report, path, progress)
