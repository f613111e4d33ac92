"""Exports as the window does them: the file is brought up to date, and a copy of it is read in the pool.

So the project stays usable while a report is written, and what is exported is what the file holds.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.progress import Progress
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.tasks import Task

if TYPE_CHECKING:
    from journeymap.report.content import PictureChoices
    from journeymap.report.export import Exported


@dataclass(frozen=True, slots=True)
class Export:
    """What is wanted."""

    chosen: Filter
    audience: str
    formats: tuple[str, ...]
    folder: Path
    picture: "PictureChoices"


def run_export(document: DocumentThread, task: "Task[Exported]", wanted: Export) -> None:
    """Start the export as a task; its signals tell how it goes."""

    def published(path: Path) -> None:
        task.start(document, lambda progress: export_copy(path, wanted, progress))

    document.do(_publish, published, task.failed.emit, owner=task)


def run_comparison(document: DocumentThread, task: "Task[Path]", before_id: str, after_id: str, target: Path) -> None:
    """Start writing two maps compared as a picture; it is done with the path."""

    def write(path: Path, progress: Progress) -> Path:
        from journeymap.report.comparison_picture import export_comparison
        from journeymap.report.content import Anchor

        with Document.open(path, read_only=True) as copy:
            last = copy.last_entry()
            export_comparison(
                copy.read(),
                before_id,
                after_id,
                target,
                anchor=Anchor(last.seq, last.hash),
                made_at_ms=copy.clock.now_ms(),
                progress=progress,
            )
        return target

    def published(path: Path) -> None:
        task.start(document, lambda progress: write(path, progress))

    document.do(_publish, published, task.failed.emit, owner=task)


def _publish(document: Document) -> Path:
    if not document.read_only and document.status().pending:
        document.publish()
    return document.path


def export_copy(path: Path, wanted: Export, progress: Progress) -> "Exported":
    """Export from the published file, read into memory by the thread that works."""
    from journeymap.report.content import Anchor
    from journeymap.report.export import export_formats

    progress.at(0.0, "Reading the project")
    with Document.open(path, read_only=True) as copy:
        last = copy.last_entry()
        folder = wanted.folder
        if not folder.is_dir():
            raise Problem(f"There is no folder {folder}. Nothing was written. Please choose another one.")
        return export_formats(
            copy.read(),
            wanted.chosen,
            wanted.formats,
            folder,
            audience=wanted.audience,
            picture=wanted.picture,
            anchor=Anchor(last.seq, last.hash),
            made_at_ms=copy.clock.now_ms(),
            progress=progress,
        )
