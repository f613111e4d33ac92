"""The sessions in the notation of the capture line, as a file that can be imported again."""

from pathlib import Path

from journeymap.core.progress import Progress
from journeymap.report.content import Report


def write(report: Report, path: Path, progress: Progress) -> None:
    progress.at(0.1, "Writing the sessions")
    path.write_text(report.session_text, encoding="utf-8", newline="\n")
