"""Changing entities inside one transaction: the one implementation of the Edit protocol."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection

from journeymap.core.changes import Change, Changes
from journeymap.core.clock import Clock
from journeymap.core.errors import Conflict
from journeymap.core.model import Entity, ImportBatch
from journeymap.store import engine
from journeymap.store.digests import batch_digest
from journeymap.store.parking import bring_back, park_dead_rows
from journeymap.store.reading import SqlReader
from journeymap.store.rows import SHAPES, Shape
from journeymap.store.schema import TABLES

_ROWS_AT_A_TIME = 4000
_ROWS_OF_A_STATEMENT = 50  # SQLite makes the lists of a table's checks anew for every statement: half its time


@dataclass(frozen=True, slots=True)
class _Statements:
    put: str
    read: str
    remove: str


def _statements(shape: Shape) -> _Statements:
    names = ", ".join(f'"{name}"' for name in shape.names)
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in shape.names if name != "id")
    marks = ", ".join("?" * len(shape.names))
    return _Statements(
        put=f"INSERT INTO {shape.name} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",
        read=f"SELECT {names} FROM {shape.name} WHERE id = ?",
        remove=f"DELETE FROM {shape.name} WHERE id = ?",
    )


_STATEMENTS = {kind: _statements(shape) for kind, shape in SHAPES.items()}


class SqlEdit(SqlReader):
    """A Reader that may also change the project. Notes a Change for every put and remove."""

    def __init__(self, connection: Connection, project_id: str, clock: Clock) -> None:
        super().__init__(connection, project_id)
        self._clock = clock
        self.changes: list[Change] = []

    @property
    def clock(self) -> Clock:
        return self._clock

    def put(self, entity: Entity) -> None:
        before = self._stored(type(entity), entity.id)
        if before == entity:
            return
        self._write(entity)
        self.changes.append(Change(before, entity))

    def remove(self, entity: Entity) -> None:
        before = self._stored(type(entity), entity.id)
        if before is None:
            return
        self._delete(entity)
        self.changes.append(Change(before, None))

    def put_rows(self, kind: type[Entity], names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
        shape = SHAPES[kind]
        missing = {"id", "project_id"} - set(names)
        if missing or not set(names) <= set(shape.names):
            raise KeyError(f"{shape.name}: wrong or missing fields among {', '.join(names)}")
        count, width = 0, _ROWS_OF_A_STATEMENT
        for chunk in iter(lambda: list(islice(rows, _ROWS_AT_A_TIME)), []):
            whole = len(chunk) // width * width
            groups = [tuple(chain.from_iterable(chunk[i : i + width])) for i in range(0, whole, width)]
            for sql, values in ((_insert_sql(shape, names, width), groups), (_insert_sql(shape, names), chunk[whole:])):
                if values:
                    engine.run_many(self._connection, sql, values)
            count += len(chunk)
        if kind is ImportBatch:
            self.look_at_imports()
        return count

    def batch_digest(self, import_id: str) -> str:
        return batch_digest(self._connection, import_id)

    def revert(self, changes: Changes) -> None:
        """Apply the inverse of `changes` in reverse; raises Conflict where what is stored is not what they left."""
        for item in reversed(changes.items):
            kind = type(item.entity)
            if self._stored(kind, item.entity.id) != item.after:
                raise Conflict(
                    f"“{changes.label}” can no longer be undone or redone: it was changed again since. "
                    "Nothing was changed."
                )
            if item.before is None:
                self.remove(item.entity)
            else:
                self.put(item.before)
            if isinstance(item.before, ImportBatch) and not item.before.live:
                self._refuse_when_used(item.before)

    def _refuse_when_used(self, batch: ImportBatch) -> None:
        """An import cannot be switched off while something that did not come with it refers to what it brought."""
        live = "AND (import_id IS NULL OR import_id IN (SELECT id FROM import_batch WHERE live = 1))"
        for kind, shape in SHAPES.items():
            theirs = live if "import_id" in shape.names else ""
            for key in TABLES[kind].foreign_keys:
                if "import_id" not in key.column.table.columns:
                    continue
                sql = f"""SELECT 1 FROM {shape.name} WHERE "{key.parent.name}" IN
                    (SELECT id FROM {key.column.table.name} WHERE import_id = ?) {theirs} LIMIT 1"""
                if engine.run(self._connection, sql, (batch.id,)).fetchone():
                    raise Conflict(
                        "This import can no longer be undone: something recorded or imported later uses what it "
                        "brought. Nothing was changed."
                    )

    def _stored(self, kind: type[Entity], entity_id: str) -> Entity | None:
        """The stored value, even when its import is switched off."""
        row = engine.run(self._connection, _STATEMENTS[kind].read, (entity_id,)).fetchone()
        return None if row is None else SHAPES[kind].entity(tuple(row))

    def _delete(self, entity: Entity) -> None:
        statement = _STATEMENTS[type(entity)].remove
        try:
            engine.run(self._connection, statement, (entity.id,))
        except sqlite3.IntegrityError:
            # Only rows that nobody sees may be what still refers to it.
            if not park_dead_rows(self._connection):
                raise
            engine.run(self._connection, statement, (entity.id,))

    def _write(self, entity: Entity) -> None:
        kind = type(entity)
        engine.run(self._connection, _STATEMENTS[kind].put, tuple(SHAPES[kind].stored(entity).values()))
        if isinstance(entity, ImportBatch):
            if entity.live:
                bring_back(self._connection, entity.id)
            self.look_at_imports()


def _insert_sql(shape: Shape, names: Sequence[str], rows: int = 1) -> str:
    """INSERT of some fields of so many rows; the other fields get the entity's own defaults."""
    others = [name for name in shape.names if name not in names]
    columns = ", ".join(f'"{name}"' for name in (*names, *others))
    values = ", ".join((*("?" * len(names)), *(shape.default_literal(name) for name in others)))
    return f"INSERT INTO {shape.name} ({columns}) VALUES {', '.join([f'({values})'] * rows)}"
