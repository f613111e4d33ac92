"""Opening a project for one command: what was noticed on the way is told on stderr, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.cli.terminal import tell

if TYPE_CHECKING:
    from journeymap.store.document import Document


@contextmanager
def project(file: str, *, read_only: bool = False) -> Iterator["Document"]:
    """The open project; published and closed at the end.

    Raises Problem when it cannot be opened, or when the file cannot be written at the end.
    """
    from journeymap.store.document import Document

    told = 0
    document = Document.open(Path(file), read_only=read_only)
    try:
        with document:
            told = _tell_new(document, told)
            yield document
    finally:
        _tell_new(document, told)


def _tell_new(document: "Document", told: int) -> int:
    for notice in document.notices[told:]:
        tell(notice)
    return len(document.notices)
