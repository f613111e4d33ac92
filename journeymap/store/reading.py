"""Reading entities from SQLite: the one implementation of the Reader protocol."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from journeymap.core.model import Entity, Observation
from journeymap.store import engine
from journeymap.store.rows import SHAPES, Shape, canonical_json

E = TypeVar("E", bound=Entity)


def natural_order(shape: Shape) -> str:
    """The ORDER BY that the Reader protocol promises for an entity."""
    if shape.kind is Observation:
        return "session_id, at_ms, seq"
    first = [name for name in ("map_id", "position", "seq") if name in shape.names]
    return ", ".join((*first, "id"))


class SqlReader:
    """Reads the entities of one connection. What belongs to an import that is switched off is left out."""

    def __init__(self, connection: Connection, project_id: str) -> None:
        self._connection = connection
        self._project_id = project_id
        self._dead: tuple[str, ...] = ()
        self.look_at_imports()

    @property
    def project_id(self) -> str:
        return self._project_id

    def look_at_imports(self) -> None:
        """Note again which imports are switched off. To be called when one of them changed."""
        rows = engine.run(self._connection, "SELECT id FROM import_batch WHERE live = 0")
        self._dead = tuple(row[0] for row in rows)

    def get(self, kind: type[E], entity_id: str) -> E | None:
        found = self.find(kind, id=entity_id)
        return found[0] if found else None

    def find(self, kind: type[E], /, **equals: Any) -> list[E]:
        shape = SHAPES[kind]
        return [cast(E, shape.entity(row)) for row in self._select(shape, shape.names, equals)]

    def columns(self, kind: type[Entity], names: Sequence[str], /, **equals: Any) -> Iterator[tuple[Any, ...]]:
        return self._select(SHAPES[kind], names, equals)

    def count(self, kind: type[Entity], /, **equals: Any) -> int:
        shape = SHAPES[kind]
        where, values = self._where(shape, equals)
        return int(engine.run(self._connection, f"SELECT count(*) FROM {shape.name}{where}", values).fetchone()[0])

    def highest(self, kind: type[Entity], field: str, /, **equals: Any) -> int:
        shape = SHAPES[kind]
        where, values = self._where(shape, equals, hidden_too=True)
        found = engine.run(self._connection, f'SELECT max("{field}") FROM {shape.name}{where}', values)
        return int(found.fetchone()[0] or 0)

    def _select(self, shape: Shape, names: Sequence[str], equals: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        unknown = set(names) - set(shape.names)
        if unknown:
            raise KeyError(f"{shape.name} has no field {', '.join(sorted(unknown))}")
        where, values = self._where(shape, equals)
        quoted = ", ".join(f'"{name}"' for name in names)
        sql = f"SELECT {quoted} FROM {shape.name}{where} ORDER BY {natural_order(shape)}"
        return engine.run(self._connection, sql, values)

    def _where(self, shape: Shape, equals: dict[str, Any], hidden_too: bool = False) -> tuple[str, tuple[Any, ...]]:
        terms: list[str] = []
        values: list[Any] = []
        for name, wanted in equals.items():
            if name not in shape.names:
                raise KeyError(f"{shape.name} has no field {name}")
            if wanted is None:
                terms.append(f'"{name}" IS NULL')
            elif isinstance(wanted, (list, set, frozenset)) or (isinstance(wanted, tuple) and name not in shape.tuples):
                # One JSON list, however many there are: SQLite takes 32,766 parameters at the most.
                terms.append(f'"{name}" IN (SELECT value FROM json_each(?))')
                values.append(canonical_json(list(wanted)))
            else:
                terms.append(f'"{name}" = ?')
                values.append(shape.stored_value(name, wanted))
        if self._dead and not hidden_too and "import_id" in shape.names:
            terms.append(f"(import_id IS NULL OR import_id NOT IN ({', '.join('?' * len(self._dead))}))")
            values.extend(self._dead)
        return (f" WHERE {' AND '.join(terms)}" if terms else ""), tuple(values)
