"""Between frozen values and what SQLite stores: one rule for every entity, read from its fields."""

import json
from base64 import b64decode, b64encode
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from journeymap.core.model import ENTITIES, Entity
from journeymap.store.schema import TABLES

E = TypeVar("E", bound=Entity)


def canonical_json(value: object) -> str:
    """One text for one value: no blanks, letters as they are, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _tuples(value: object) -> object:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Shape:
    """How an entity lies in its table: its field names, and which of them are tuples or truth values."""

    kind: type[Entity]
    name: str
    names: tuple[str, ...]
    tuples: frozenset[str]
    flags: frozenset[str]
    blobs: frozenset[str]

    def stored(self, entity: Entity) -> dict[str, Any]:
        """The column values of an entity."""
        return {name: self.stored_value(name, getattr(entity, name)) for name in self.names}

    def stored_value(self, name: str, value: Any) -> Any:
        if name in self.tuples:
            return canonical_json(value)
        return int(value) if name in self.flags else value

    def default(self, name: str) -> Any:
        """What is stored where nothing is given; MISSING for a field that must be given."""
        value = self.kind.__dataclass_fields__[name].default
        return value if value is MISSING else self.stored_value(name, value)

    def default_literal(self, name: str) -> str:
        """The default of a field as SQL; raises KeyError for one that must be given."""
        value = self.default(name)
        if value is MISSING:
            raise KeyError(f"{self.name}: {name} has no default and must be given")
        if value is None:
            return "NULL"
        return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"

    def entity(self, row: tuple[Any, ...]) -> Entity:
        """The value of a row that has all columns in the order of the fields."""
        values = dict(zip(self.names, row, strict=True))
        for name in self.tuples:
            values[name] = _tuples(json.loads(values[name]))
        for name in self.flags:
            values[name] = bool(values[name])
        return self.kind(**values)


def _shape(kind: type[Entity]) -> Shape:
    hints = get_type_hints(kind)
    names = tuple(field.name for field in fields(kind))
    tuples = frozenset(name for name in names if get_origin(hints[name]) is tuple)
    flags = frozenset(name for name in names if hints[name] is bool)
    blobs = frozenset(name for name in names if hints[name] is bytes)
    plain = {name for name in names if name not in tuples | flags | blobs}
    assert all(set(get_args(hints[n]) or (hints[n],)) <= {str, int, type(None)} for n in plain), kind
    return Shape(kind, TABLES[kind].name, names, tuples, flags, blobs)


SHAPES: dict[type[Entity], Shape] = {kind: _shape(kind) for kind in ENTITIES}
SHAPE_OF_NAME: dict[str, Shape] = {shape.name: shape for shape in SHAPES.values()}


def payload(entity: Entity | None) -> str | None:
    """An entity as the journal keeps it: JSON of its stored columns."""
    if entity is None:
        return None
    shape = SHAPES[type(entity)]
    values = shape.stored(entity)
    # JSON has no bytes: the letters of base64 stand for them.
    return canonical_json(values | {name: b64encode(values[name]).decode() for name in shape.blobs})


def from_payload(name: str, text: str | None) -> Entity | None:
    """The entity of a journal payload; `name` is its table's. Fields that came with a later version get defaults."""
    if text is None:
        return None
    shape = SHAPE_OF_NAME[name]
    values = json.loads(text)
    values |= {field: b64decode(values[field]) for field in shape.blobs if field in values}
    return shape.entity(tuple(values[field] if field in values else shape.default(field) for field in shape.names))
