"""Opening SQLite: one connection, its settings, and transactions that are really ours."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from journeymap.core.errors import Problem

OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
LONGEST_VALUE_BYTES = 64 * 1024 * 1024
_WORKING = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)
_ALWAYS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",
)


def _connect(raw: sqlite3.Connection, statements: tuple[str, ...]) -> Connection:
    try:
        raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE_BYTES)
        for statement in statements:
            raw.execute(statement)
    except sqlite3.Error:
        raw.close()
        raise
    except UnicodeDecodeError:  # SQLite's own message quotes damaged letters
        raw.close()
        raise sqlite3.DatabaseError("the schema is damaged") from None
    # With isolation_level None the driver opens no transaction of its own; `transaction` below does.
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    return engine.connect()


def check_sqlite() -> None:
    """Say in one sentence that this computer's SQLite is too old."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise Problem(f"journeymap needs SQLite {wanted} or newer; this Python has {sqlite3.sqlite_version}.")


def open_working(path: Path) -> Connection:
    """Open (or make) a private working copy: write-ahead log, every commit on disk, nobody else beside us."""
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0.2)
    return _connect(raw, _WORKING + _ALWAYS)


def open_published(path: Path) -> Connection:
    """Open a published file for reading only; a foreign `-wal` or `-journal` beside it is left out of account."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    raw = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    return _connect(raw, _ALWAYS)


def close(connection: Connection) -> None:
    """Close the connection and the file behind it."""
    connection.close()
    connection.engine.dispose()


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back whatever happens inside. A full disk is told as a Problem."""
    run(connection, "BEGIN IMMEDIATE")
    try:
        yield
        run(connection, "COMMIT")
    except BaseException as error:
        if _raw(connection).in_transaction:
            run(connection, "ROLLBACK")
        told = told_plainly(error)
        if told is error:
            raise
        raise told from error


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def run(connection: Connection, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Run one statement on the driver's own connection.

    On the path of every entry and of every row that is read: SQLAlchemy's result objects would cost ten times the
    statement, and as much again for each row.
    """
    return _raw(connection).execute(sql, values)


def run_many(connection: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run one statement for each of these rows."""
    _raw(connection).executemany(sql, rows)


def told_plainly(error: BaseException) -> BaseException:
    """The Problem that a database error means for a person, or the error itself when it is a bug."""
    if not isinstance(error, (DBAPIError, sqlite3.Error)):
        return error
    text = str(error.orig if isinstance(error, DBAPIError) else error)
    if "disk is full" in text or "disk I/O error" in text:
        return Problem(
            "The disk of this computer is full, so this last step could not be kept. "
            "Everything before it is safe. Free some space and do it again."
        )
    if "readonly" in text:
        return Problem("This project is open for reading only, so nothing was changed.")
    if "FOREIGN KEY" in text:
        return Problem("Something else in the project still refers to this, so nothing was changed.")
    return error


def open_in_memory(path: Path) -> Connection:
    """Read a published file into memory, so that no handle on it stays open."""
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        source.backup(memory)
    except sqlite3.Error:
        memory.close()
        raise
    finally:
        source.close()
    return _connect(memory, _ALWAYS)
