"""The formats of an export: one line each. The export dialog, the command line and the tests walk this list."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from journeymap.core.progress import Progress
from journeymap.report.content import Remark, Report


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` is what the file's name ends in, behind the project's title; `description` says what is in it.

    `module`, a path below `journeymap.report`, has `write(report, path, progress)`, and `remarks(report)` where there
    is something to know. It is loaded when it is used first: nobody who wants a table should wait for a PDF library.
    """

    name: str
    title: str
    suffix: str
    module: str
    description: str
    is_picture: bool = False  # the map and nothing else

    def write(self, report: Report, path: Path, progress: Progress) -> None:
        """Write the report to `path`."""
        self._loaded().write(report, path, progress)

    def remarks(self, report: Report) -> tuple[Remark, ...]:
        """What a person should know of a report in this format before it leaves."""
        tell: Callable[[Report], tuple[Remark, ...]] | None = getattr(self._loaded(), "remarks", None)
        return tell(report) if tell is not None else ()

    def _loaded(self) -> ModuleType:
        return import_module(f"journeymap.report.{self.module}")


_ALL: Final = (
    ("pdf", "PDF", ".pdf", "formats.pdf", "pages to print and send, tagged for screen readers"),
    ("html", "Web page", ".html", "formats.html", "one file that every browser opens"),
    ("csv", "Tables (CSV)", ".csv", "formats.csv_tables",
     "the report's tables in one file; the column “table” says which"),
    ("json", "Data (JSON)", ".json", "formats.json_values", "the report's values, and every entry"),
    ("xlsx", "Workbook (Excel)", ".xlsx", "formats.xlsx", "a sheet for each table, and the entries"),
    ("entries", "Entries (CSV)", "-entries.csv", "formats.entries_csv", "one row for each entry of the sessions"),
    ("text", "Session text", ".txt", "formats.text", "the sessions as text that can be imported again"),
    ("svg", "Map picture (SVG)", ".svg", "picture_svg", "the map as lines and letters, for drawing programs", True),
    ("png", "Map picture (PNG)", ".png", "picture_png", "the map as pixels, for slides and documents", True),
    ("poster", "Poster (PDF)", "-poster.pdf", "picture_poster", "the map on one sheet, A3 to A0", True),
    ("tiles", "Poster on pages (PDF)", "-poster-pages.pdf", "picture_tiles",
     "the map on A4 pages to glue together", True),
)  # fmt: skip

FORMATS: Final = {each.name: each for each in (Format(*values) for values in _ALL)}
"""By name, in the order in which they are offered."""
