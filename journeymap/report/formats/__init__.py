"""The formats of an export: one line each. The export dialog, the command line and the tests walk this list."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from journeymap.core.progress import Progress
from journeymap.report.content import Remark, Report

Write = Callable[[Report, Path, Progress], None]
Remarks = Callable[[Report], tuple[Remark, ...]]


def _nothing(_report: Report) -> tuple[Remark, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` is what the file's name ends in, behind the project's title; `description` says what is in it.

    `remarks` is what a person should know of a report in this format before it leaves.
    """

    name: str
    title: str
    suffix: str
    description: str
    write: Write
    remarks: Remarks = _nothing


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


def _svg(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report import picture_svg

    picture_svg.write(report, path, progress)


def _png(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report import picture_png

    picture_png.write(report, path, progress)


def _poster(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report import picture_poster

    picture_poster.write(report, path, progress)


def _poster_remarks(report: Report) -> tuple[Remark, ...]:
    from journeymap.report import picture_sheets

    return picture_sheets.poster_remarks(report)


def _tiles(report: Report, path: Path, progress: Progress) -> None:
    from journeymap.report import picture_tiles

    picture_tiles.write(report, path, progress)


def _tiles_remarks(report: Report) -> tuple[Remark, ...]:
    from journeymap.report import picture_tiles

    return picture_tiles.tiles_remarks(report)


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
        Format("svg", "Map picture (SVG)", ".svg", "the map as lines and letters, for drawing programs", _svg),
        Format("png", "Map picture (PNG)", ".png", "the map as pixels, for slides and documents", _png),
        Format("poster", "Poster (PDF)", "-poster.pdf", "the map on one sheet, A3 to A0", _poster, _poster_remarks),
        Format(
            "tiles",
            "Poster on pages (PDF)",
            "-poster-pages.pdf",
            "the map on A4 pages to glue together",
            _tiles,
            _tiles_remarks,
        ),
    )
}
"""By name, in the order in which they are offered."""


def render(report: Report, name: str, path: Path, progress: Progress) -> None:
    """Write the report to `path` in the format of this name."""
    FORMATS[name].write(report, path, progress)
