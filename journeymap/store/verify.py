"""Is this file what it says it is? Every check that can be made, each finding one plain sentence."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from journeymap.core.model import ImportBatch
from journeymap.core.real_file import real_file
from journeymap.core.wording import plural
from journeymap.store import engine, journal, opening, recovery
from journeymap.store.anchors import known_anchor
from journeymap.store.digests import digest_holds
from journeymap.store.journal import Anchor
from journeymap.store.migrations import LATEST, user_version
from journeymap.store.rows import SHAPES, from_payload


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `wrong` is empty when the file is sound; `notes` say what else is worth knowing."""

    checks: tuple[str, ...]
    wrong: tuple[str, ...]
    notes: tuple[str, ...]
    last: Anchor


def verify(path: Path) -> Verification:
    """Check a project file: pages, references, tables, every record, the journal's chain, known anchors.

    Raises `Problem` when it cannot even be opened. Entries that a dead process left are taken over first.
    """
    notes: list[str] = []
    path = real_file(path)
    project_id = recovery.take_over(path, notes, to_read=True)
    notes += [f"A foreign file {name} lies beside the project; it was not used." for name in opening.companions(path)]
    connection = engine.open_published(path)
    if user_version(connection) < LATEST:  # the tables are brought up to date in a copy
        engine.close(connection)
        connection = recovery.open_private_copy(path)
    try:
        last = journal.last_anchor(connection)
        entries = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
        wrong = [
            *_to_the_end("The pages", _integrity(connection)),
            *_to_the_end("The references", _references(connection)),
            *_to_the_end("The tables", (f"In the tables, {line}." for line in opening.drift(connection))),
            *_to_the_end("The journal", (f"In the chain, {line}." for line in journal.broken_entries(connection))),
            *_to_the_end("The records", _records(connection)),
            *_to_the_end("The imports", _imports(connection)),
            *_to_the_end("The last entry", _anchor(connection, known_anchor(project_id), last)),
        ]
    finally:
        engine.close(connection)
    checks = (
        "pages and references",
        "tables",
        plural(entries, "journal entry", "journal entries"),
        "every record against the journal",
        "every import against its digest",
        "the last entry known on this computer",
    )
    return Verification(checks, tuple(wrong), tuple(notes), last)


def _to_the_end(what: str, findings: Iterable[str]) -> Iterator[str]:
    """The findings of one check; where damage keeps it from going on, that is a finding, too."""
    try:
        yield from findings
    except (sqlite3.Error, DBAPIError, ValueError, LookupError, TypeError, AttributeError):
        yield f"{what} could not be read to the end: something in them is damaged."


def _integrity(connection: Connection) -> Iterator[str]:
    rows = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    if rows != ["ok"]:
        yield from (f"SQLite says: {line}." for line in rows)


def _references(connection: Connection) -> Iterator[str]:
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        yield f"A row of {row[0]} refers to a {row[2]} that is not there."


def _records(connection: Connection) -> Iterator[str]:
    """Each row that was edited must be what the journal's last Change of it says."""
    kept: dict[str, tuple[str, str | None]] = {}
    for name, entity_id, after in connection.exec_driver_sql(
        'SELECT entity, entity_id, "after" FROM change WHERE entity IS NOT NULL ORDER BY seq, position'
    ):
        kept[entity_id] = (name, after)
    dead = {row[0] for row in connection.exec_driver_sql("SELECT id FROM import_batch WHERE live = 0")}
    for shape in SHAPES.values():
        columns = ", ".join(f'"{name}"' for name in shape.names)
        rows = connection.exec_driver_sql(f"SELECT {columns} FROM {shape.name}")
        for row in rows:
            try:
                entity = shape.entity(tuple(row))
            except ValueError:
                yield f"The {shape.name} {row[0]} holds a value that cannot be read."
                kept.pop(row[0], None)
                continue
            expected = kept.pop(entity.id, None)
            if expected is None:
                if getattr(entity, "import_id", None) is None:
                    yield f"The {shape.name} {entity.id} is in no journal entry."
            elif from_payload(*expected) != entity:
                yield f"The {shape.name} {entity.id} is not as the journal says."
    for entity_id, (name, after) in kept.items():
        if after is not None and not any(batch in after for batch in dead):
            yield f"The {name} {entity_id} is missing, though the journal has it."


def _imports(connection: Connection) -> Iterator[str]:
    shape = SHAPES[ImportBatch]
    columns = ", ".join(f'"{name}"' for name in shape.names)
    for row in connection.exec_driver_sql(f"SELECT {columns} FROM import_batch WHERE live = 1").fetchall():
        batch = shape.entity(tuple(row))
        assert isinstance(batch, ImportBatch)
        if not digest_holds(connection, batch.id, batch.digest):
            names = ", ".join(name for name, _ in batch.sources)
            yield f"What was imported from {names} is no longer as it came."


def _anchor(connection: Connection, known: Anchor | None, last: Anchor) -> Iterator[str]:
    if known is None:
        return
    if known.seq > last.seq:
        yield (
            f"This computer has seen entry {known.seq} of this project, but the file ends at {last.seq}: "
            "it is an older copy, or its end was cut off."
        )
        return
    if not journal.holds(connection, known):
        yield f"Entry {known.seq} is not the one this computer has seen: the journal was rewritten."
