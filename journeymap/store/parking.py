"""Rows of imports that are switched off, moved out of the way of an undo that takes away what they refer to.

They wait in temporary tables of the connection, so a redo can bring them back; with the connection they are gone, as
the rows of switched-off imports are in any case.
"""

from sqlalchemy import Connection

from journeymap.core.model import ENTITIES
from journeymap.store import engine
from journeymap.store.rows import SHAPES

_TABLES = [SHAPES[kind].name for kind in ENTITIES if "import_id" in SHAPES[kind].names]


def park_dead_rows(connection: Connection) -> bool:
    """Move the rows of all switched-off imports aside; tells whether there were any."""
    moved = 0
    dead = "WHERE import_id IN (SELECT id FROM import_batch WHERE live = 0)"
    for name in reversed(_TABLES):
        engine.run(connection, f"CREATE TEMP TABLE IF NOT EXISTS parked_{name} AS SELECT * FROM main.{name} WHERE 0")
        engine.run(connection, f"INSERT INTO temp.parked_{name} SELECT * FROM main.{name} {dead}")
        moved += engine.run(connection, f"DELETE FROM main.{name} {dead}").rowcount
    return moved > 0


def bring_back(connection: Connection, import_id: str) -> None:
    """Put the parked rows of an import back, those first that others refer to."""
    there = engine.run(connection, "SELECT name FROM sqlite_temp_schema WHERE name LIKE 'parked%'").fetchall()
    if not there:
        return
    for name in _TABLES:
        engine.run(
            connection, f"INSERT INTO main.{name} SELECT * FROM temp.parked_{name} WHERE import_id = ?", (import_id,)
        )
        engine.run(connection, f"DELETE FROM temp.parked_{name} WHERE import_id = ?", (import_id,))
