"""Opening a project for one command: what was noticed on the way is told on stderr, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.cli.terminal import tell
from journeymap.core.errors import Cancelled, Problem

if TYPE_CHECKING:
    from journeymap.store.document import Document


@contextmanager
def project(file: str, *, read_only: bool = False) -> Iterator["Document"]:
    """The open project; published and closed at the end.

    Raises Problem when it cannot be opened, when the file cannot be written at the end, and when something unforeseen
    went wrong because the file is damaged: digests are looked at only then, as they take longer than most commands.
    """
    try:
        with _opened(Path(file), read_only) as document:
            yield document
    except (Problem, Cancelled, OSError):
        raise
    except Exception as error:
        damage = _damage(Path(file))
        if not damage:
            raise
        raise Problem(
            f"{file} is damaged: {damage} It was left as it is; “journeymap verify” lists all that is wrong. Take"
            " another copy, or restore a backup."
        ) from error


@contextmanager
def _opened(path: Path, read_only: bool) -> Iterator["Document"]:
    from journeymap.store.document import Document

    if not read_only:
        _refuse_read_only(path)
    told = 0
    document = Document.open(path, read_only=read_only)
    try:
        with document:
            told = _tell_new(document, told)
            yield document
    finally:
        _tell_new(document, told)


def _refuse_read_only(path: Path) -> None:
    """A command has nobody to wait with unpublished work for a better moment, so it does not begin."""
    from journeymap.core.real_file import real_file
    from journeymap.store.publish import refuse_read_only

    if not path.exists():
        return  # told when it is opened
    try:
        refuse_read_only(real_file(path))
    except PermissionError as error:
        raise Problem(
            f"{path} cannot be changed, because {error.strerror}. Nothing was changed. Make it writable, or work on"
            " a copy in another folder."
        ) from None


def _damage(path: Path) -> str:
    """The first thing that is wrong with the file itself; empty when it is sound, or in use."""
    from journeymap.store.verify import verify

    try:
        return next(iter(verify(path).wrong), "")
    except Problem:
        return ""


def _tell_new(document: "Document", told: int) -> int:
    for notice in document.notices[told:]:
        tell(notice)
    return len(document.notices)
