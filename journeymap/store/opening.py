"""What a file must pass before it is opened as a project. Every refusal is one plain sentence; nothing is changed."""

import hashlib
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from journeymap.core.errors import Problem
from journeymap.store import engine
from journeymap.store.migrations import LATEST, VERSIONS, migrate, schema_text, user_version, version_text
from journeymap.store.schema import APPLICATION_ID, METADATA

_MAGIC = b"SQLite format 3\0"


def sha256_of(path: Path) -> str:
    """sha256 (hex) of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fresh_schema() -> dict[str, str]:
    """The schema of a freshly made database of the newest version."""
    raw = sqlite3.connect(":memory:", check_same_thread=False)
    made = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    with made.connect() as connection:
        METADATA.create_all(connection)
        found = schema_text(connection)
    made.dispose()
    return found


def drift(connection: Connection) -> list[str]:
    """Sentences on what differs between this file's tables and fresh ones, foreign triggers and views included."""
    wanted, found = fresh_schema(), schema_text(connection)
    return (
        [f"the {name} is missing" for name in sorted(wanted.keys() - found.keys())]
        + [f"the {name} was not made by journeymap" for name in sorted(found.keys() - wanted.keys())]
        + [f"the {name} is not as journeymap makes it" for name in sorted(wanted.keys() & found.keys())
           if wanted[name] != found[name]]
    )  # fmt: skip


def check_header(path: Path) -> None:
    """Refuse what is plainly no project file, before SQLite touches it."""
    name = path.name
    if not path.exists():
        raise Problem(f"There is no file {path}. Check the name, or make a new project with “journeymap new”.")
    if not path.is_file():
        raise Problem(f"{path} is not a file. Choose a project file; its name usually ends in .journey.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}. Check its permissions.") from None
    if not head:
        raise Problem(
            f"{name} is empty (0 bytes), so it is damaged or was not copied to the end. "
            "Take another copy, or restore a backup."
        )
    if not head.startswith(_MAGIC):
        raise Problem(f"{name} is not a journeymap project: it begins like another kind of file. Choose another file.")
    if len(head) < 100:
        raise Problem(f"{name} is cut off, so it is damaged. Take another copy, or restore a backup.")
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise Problem(f"{name} is an SQLite file of another program, not a journeymap project. Choose another file.")
    version = int.from_bytes(head[60:64])
    if version > LATEST:
        raise Problem(
            f"{name} was made by a newer journeymap (file version {version_text(version)}; "
            f"this one reads up to {version_text(LATEST)}). Update journeymap to open it."
        )
    if version not in VERSIONS:
        raise Problem(
            f"{name} is damaged: there is no file version {version_text(version)}. "
            "Take another copy, or restore a backup."
        )


def check_content(connection: Connection, name: str) -> str:
    """Check tables, pages and references of an opened file; returns the project's id."""
    try:
        if user_version(connection) == LATEST:
            found = drift(connection)
            if found:
                raise Problem(f"{name} was not opened, because {found[0]}. Take another copy, or restore a backup.")
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise DBAPIError("", None, sqlite3.DatabaseError("quick_check"))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone():
            raise DBAPIError("", None, sqlite3.DatabaseError("foreign_key_check"))
        ids = connection.exec_driver_sql("SELECT id FROM project").fetchall()
    except (DBAPIError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Problem(
            f"{name} is damaged: its content does not hold together. It was left as it is. "
            "Take another copy, or restore a backup."
        ) from error
    if len(ids) != 1:
        raise Problem(f"{name} holds {len(ids)} projects instead of one. Take another copy, or restore a backup.")
    return str(ids[0][0])


def bring_up_to_date(connection: Connection, name: str) -> None:
    """Bring an older file's tables to the newest version, all or nothing; what it leads to is checked."""
    old = user_version(connection)
    if old == LATEST:
        return
    try:
        migrate(connection)
    except (DBAPIError, sqlite3.DatabaseError, RuntimeError) as error:
        raise Problem(
            f"{name} is damaged: it says that it is of file version {version_text(old)}, and its content is not. "
            "It was left as it is. Take another copy, or restore a backup."
        ) from error
    check_content(connection, name)


def check_file(path: Path) -> str:
    """All checks on a published file; returns its project's id."""
    check_header(path)
    try:
        connection = engine.open_published(path)
    except (sqlite3.DatabaseError, DBAPIError) as error:
        raise Problem(
            f"{path.name} cannot be opened: it is damaged. Take another copy, or restore a backup."
        ) from error
    try:
        return check_content(connection, path.name)
    finally:
        engine.close(connection)


def companions(path: Path) -> list[str]:
    """Names of foreign SQLite companions that lie beside a published file; it never has any of its own."""
    return [name for ending in ("-wal", "-journal", "-shm") if (path.parent / (name := path.name + ending)).exists()]
