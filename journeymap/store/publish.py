"""From the working copy to the user's file: a complete copy beside the target, checked, then put in its place.

The published file never has a `-wal` or `-journal` beside it, so it can lie in a synchronised folder or on a stick.
"""

import contextlib
import errno
import hashlib
import os
import platform
import shutil
import time
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import tzlocal
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from journeymap.core.errors import Problem
from journeymap.store import engine
from journeymap.store.opening import sha256_of

FOREIGN: Final = "another file"
"""In place of a sha256 that nobody knows: the file that is there is not what the working copy was made from."""


def publish(connection: Connection, target: Path, made_from_sha256: str, patience_s: float = 0.0) -> tuple[Path, str]:
    """Write the database to `target`, atomically; returns where it went and the sha256 of the file.

    When the target is not the file that the working copy was made from (it was changed by somebody else meanwhile),
    it is left alone and the copy goes beside it. Where there was none (`made_from_sha256` is empty), one that came
    meanwhile is a Problem. A replace that is refused is tried for `patience_s` seconds.
    """
    if made_from_sha256 and target.exists() and sha256_of(target) != made_from_sha256:
        target = _beside(target)
    temporary = _temporary(target)
    try:
        refuse_read_only(target)
        _remove(temporary)
        connection.exec_driver_sql("VACUUM INTO ?", (str(temporary),))
        _check(temporary)
        if target.exists():
            shutil.copymode(target, temporary)  # a file that only its owner may read stays so
        _sync(temporary)
        digest = sha256_of(temporary)
        if made_from_sha256 or not _put_where_nothing_is(temporary, target):
            _replace(temporary, target, patience_s)
        _sync_folder(target.parent)
    except (OSError, DBAPIError) as error:
        with contextlib.suppress(OSError):
            _remove(temporary)
        reason = error.strerror if isinstance(error, OSError) else str(error.orig)
        raise Problem(
            f"{target.name} could not be written ({reason}). Everything is safe on this computer; "
            "journeymap tries again after the next change and when it closes."
        ) from error
    return target, digest


def refuse_read_only(target: Path) -> None:
    """Raises PermissionError when the target is there and marked as read-only, or its folder may not be written.

    Replacing a file asks for the folder's rights only, so it would go past the mark.
    """
    if target.exists() and not target.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, "the file is read-only", str(target))
    if not os.access(target.parent, os.W_OK):
        raise PermissionError(errno.EACCES, "its folder is read-only", str(target))


def _temporary(target: Path) -> Path:
    """Where the copy is made: one name on each computer, so that what a killed process left is replaced."""
    computer = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
    return target.with_name(f".{target.name}.{computer}.new")


def _remove(temporary: Path) -> None:
    for ending in ("", "-journal"):
        temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def _check(path: Path) -> None:
    """Read the copy once before it takes the place of the old file."""
    copy = engine.open_published(path)
    try:
        if copy.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise OSError(0, "the copy did not read back right")
    finally:
        engine.close(copy)


def _beside(target: Path) -> Path:
    """`NAME (computer, time).journey`, not there yet."""
    now = datetime.now(ZoneInfo(tzlocal.get_localzone_name())).strftime("%Y-%m-%d %H.%M.%S")
    name = f"{target.stem} ({platform.node() or 'this computer'}, {now})"
    found, number = target.with_name(f"{name}{target.suffix}"), 1
    while found.exists():
        number += 1
        found = target.with_name(f"{name} {number}{target.suffix}")
    return found


def _put_where_nothing_is(source: Path, target: Path) -> bool:
    """Give a new file its name; False where the file system cannot do that without a risk of replacing another."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # no hard links there
        return False
    source.unlink()
    return True


def _replace(source: Path, target: Path, patience_s: float) -> None:
    """os.replace; a program that holds the target for a moment (Windows) is waited for."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            source.replace(target)
            return
        except PermissionError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.2)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, where the platform can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
