"""Imports as the window does them: first a rehearsal that changes nothing, then the real one in one edit."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from journeymap.core.errors import Problem
from journeymap.core.model import Session
from journeymap.core.progress import Progress
from journeymap.interchange.importing import ImportResult, import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.interchange.sources import examine, text_lines
from journeymap.present.session_text import project_text
from journeymap.store.document import Document

LABEL = "Import"
PROJECT = ".journey"
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and the map that its sessions went to."""

    result: ImportResult
    map_id: str


class _Rehearsed(Exception):
    """Carries the result out of an edit that is taken back."""

    def __init__(self, imported: Imported) -> None:
        super().__init__("rehearsed")
        self.imported = imported


def rehearse(document: Document, paths: Sequence[Path], options: ImportOptions, progress: Progress) -> Imported:
    """Do the whole import, take it back, and give what it would have done."""
    try:
        with texts_of_projects(paths, options) as sources, document.edit(LABEL) as edit:
            result = import_sources(edit, sources, options, progress)
            raise _Rehearsed(Imported(result, ""))
    except _Rehearsed as done:
        return done.imported


def bring_in(document: Document, paths: Sequence[Path], options: ImportOptions, progress: Progress) -> Imported:
    """Import the files."""
    with texts_of_projects(paths, options) as sources, document.edit(LABEL) as edit:
        result = import_sources(edit, sources, options, progress)
    session = next(iter(document.read().columns(Session, ["map_id"], import_id=result.batch.id)), None)
    return Imported(result, session[0] if session else "")


@contextmanager
def texts_of_projects(paths: Sequence[Path], options: ImportOptions) -> Iterator[list[Path]]:
    """The files, with the sessions of another project written out as session text for the time of the import."""
    with TemporaryDirectory(prefix="journeymap-") as folder:
        sources = []
        for number, path in enumerate(paths):
            if path.suffix.lower() != PROJECT:
                sources.append(path)
                continue
            if options.observer is None:
                raise Problem(
                    f"{path.name} is a project. Nothing was changed. What its sessions hold can join those of this "
                    "project as a second observer's notes: please say whose they are."
                )
            with Document.open(path, read_only=True) as other:
                text = project_text(other.read())
            written = Path(folder, str(number), f"{path.name}.txt")
            written.parent.mkdir()
            written.write_text(text, encoding="utf-8")
            sources.append(written)
        yield sources


def table_columns(path: Path) -> list[str]:
    """The column names of a table; empty for files that have none. Raises Problem for what cannot be read."""
    if path.suffix.lower() == PROJECT:
        return []
    source = examine(path, None, None)
    if source.kind not in {"csv", "tsv"}:
        return []
    first = next(iter(text_lines(source, Progress())), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        names = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error as error:
        raise Problem(f"The first line of {path.name} cannot be read as column names ({error}).") from None
    return [name.strip() for name in names if name.strip()]
