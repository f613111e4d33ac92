"""A project to import into, and the import as a command does it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.progress import Progress
from journeymap.interchange.importing import ImportResult, import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """An empty project."""
    with Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as made:
        yield made


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a source file: text as UTF-8, bytes as they are."""

    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def run_import(document: Document) -> Callable[..., ImportResult]:
    """Imports files in one edit; options by name."""

    def run(*paths: Path, **options: Any) -> ImportResult:
        with document.edit("Import") as edit:
            return import_sources(edit, paths, ImportOptions(**options), Progress())

    return run
