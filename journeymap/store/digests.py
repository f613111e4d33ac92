"""The digest of an import: one number over all its rows, kept in the journaled ImportBatch."""

import hashlib
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from journeymap.core.model import ENTITIES
from journeymap.store import engine
from journeymap.store.migrations import FIRST, LATEST
from journeymap.store.rows import SHAPES, Shape, from_payload

_ROWS_AT_A_TIME: Final = 1000
_ADDED: Final[dict[int, dict[str, tuple[str, ...]]]] = {
    1001: {
        "step": ("lane_id", "organisation", "end_outcome", "aliases", "row", "column_shift", "opens_map_id"),
    },
    1002: {
        "round": ("consent_scopes", "form_version"),
        "task_scenario": ("success_rule", "time_limit_ms", "map_id"),
        "participant": ("segments", "assistive_tech", "device", "language"),
        "session": ("satisfaction", "ease", "offsets", "attributes"),
        "consent": ("expires_at_ms", "withdrawn_at_ms"),
        "observation": ("attachment_id",),
    },
}
SINCE: Final = {
    (table, field): version for version, tables in _ADDED.items() for table, names in tables.items() for field in names
}
"""(table, field) → the version that added it. Every migration that adds a field to a table of what imports bring says
so above, so that the digest of an import made before goes on to be taken over the fields that there were."""


def batch_digest(connection: Connection, import_id: str, version: int = LATEST) -> str:
    """`version:sha256` over the rows an import brought, as they came: edits made since are looked through.

    Tables by name, their rows by id, each as a JSON list of the fields that the version has. A row that was edited
    after the import is taken as the journal says it was before its first change.
    """
    digest = hashlib.sha256()
    for shape in sorted((SHAPES[kind] for kind in ENTITIES), key=lambda shape: shape.name):
        if "import_id" not in shape.names:
            continue
        changed = _before_first_change(connection, shape, import_id, version)
        sql = f"SELECT id, {_row_text(shape, version)} FROM {shape.name} WHERE import_id = ? ORDER BY id"
        found = engine.run(connection, sql, (import_id,))
        ordered = iter(sorted((dict(found) | changed).items())) if changed else found
        while texts := [text for _, text in islice(ordered, _ROWS_AT_A_TIME)]:
            digest.update("".join(texts).encode())
    return f"{version}:{digest.hexdigest()}"


def digest_holds(connection: Connection, import_id: str, kept: str) -> bool:
    """Whether the rows of an import are what its digest says."""
    version = kept.partition(":")[0]
    return version.isdigit() and batch_digest(connection, import_id, int(version)) == kept


def _row_text(shape: Shape, version: int) -> str:
    """SQL that gives one text for one row."""
    names = [name for name in shape.names if SINCE.get((shape.name, name), FIRST) <= version]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"json_array({quoted})"


def _before_first_change(connection: Connection, shape: Shape, import_id: str, version: int) -> dict[str, str]:
    """Rows of an import that were changed since: id → their text as they were imported."""
    payloads = engine.run(
        connection,
        """SELECT entity_id, "before" FROM change c
            WHERE entity = ? AND "before" IS NOT NULL AND json_extract("before", '$.import_id') = ?
              AND seq = (SELECT min(seq) FROM change f WHERE f.entity_id = c.entity_id)
              AND position = (SELECT min(position) FROM change f WHERE f.entity_id = c.entity_id AND f.seq = c.seq)""",
        (shape.name, import_id),
    )
    columns = ", ".join(f'? AS "{name}"' for name in shape.names)
    sql = f"SELECT {_row_text(shape, version)} FROM (SELECT {columns})"
    texts = {}
    for entity_id, payload in payloads:
        entity = from_payload(shape.name, payload)
        assert entity is not None
        texts[entity_id] = next(engine.run(connection, sql, tuple(shape.stored(entity).values())))[0]
    return texts
