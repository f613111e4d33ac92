"""Every entry as one row of a CSV file."""

from pathlib import Path

from journeymap.core.progress import Progress
from journeymap.report.content import Report
from journeymap.report.formats.cells import write_csv


def write(report: Report, path: Path, progress: Progress) -> None:
    progress.at(0.1, "Writing the entries")
    write_csv(path, report.entries.columns, report.entries.rows)
