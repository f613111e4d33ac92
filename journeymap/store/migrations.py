"""Versions of the file's tables as ordered functions: `user_version` = major × 1000 + minor.

To change the schema: change `schema.py`, add a function here that makes the old tables equal to the new ones (with
Alembic's operations, or plain SQL), and keep a file of the released version among the tests. A test compares the
text of every table, index and trigger of a migrated file with those of a fresh one.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from journeymap.store.engine import transaction
from journeymap.store.migration_1001 import lanes_and_cells
from journeymap.store.migration_1002 import recorder
from journeymap.store.schema import APPLICATION_ID, METADATA

if TYPE_CHECKING:
    from alembic.operations import Operations

Migration = Callable[["Operations"], None]
FIRST = 1000
MIGRATIONS: tuple[tuple[int, Migration], ...] = ((1001, lanes_and_cells), (1002, recorder))
"""(version it leads to, what it does), oldest first. Version 1.0 is the first that was released."""
LATEST = MIGRATIONS[-1][0]
VERSIONS = (FIRST, *(version for version, _ in MIGRATIONS))


def version_text(version: int) -> str:
    return f"{version // 1000}.{version % 1000}"


def user_version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def create(connection: Connection) -> None:
    """Make the tables of the newest version in an empty database."""
    with transaction(connection):
        METADATA.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {LATEST}")


def migrate(connection: Connection, migrations: Sequence[tuple[int, Migration]] = MIGRATIONS) -> None:
    """Bring an older database to the newest version, all or nothing.

    Foreign keys are off meanwhile (a rebuilt table would empty its children) and checked before the commit.
    """
    old = user_version(connection)
    waiting = [(version, change) for version, change in migrations if version > old]
    if not waiting:
        return
    # Alembic takes 0.1 s to import and is needed only for old files.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    try:
        with transaction(connection):
            operations = Operations(MigrationContext.configure(connection))
            for version, change in waiting:
                change(operations)
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise RuntimeError("the migration left dangling references")
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def schema_text(connection: Connection) -> dict[str, str]:
    """The SQL of every table, index, view and trigger by name, blanks folded: what drift is measured on."""
    rows = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {f"{kind} {name}": " ".join((sql or "").split()) for kind, name, sql in rows}
