"""The journal: who changed what and when, as a hash chain over salted digests.

Each Change has its own 16-byte salt and a digest over salt and payload; an entry's hash covers the previous hash,
the entry's own fields and its list of digests. So payload and salt of a person who is erased can go, and the chain
still verifies. On its own the chain does not show a cut tail or a full rewrite: the last (number, hash) is therefore
printed in every report and kept on this computer.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from journeymap.core.changes import Change, Changes
from journeymap.core.clock import Clock
from journeymap.core.history import Done
from journeymap.store import engine
from journeymap.store.rows import SHAPES, canonical_json, from_payload, payload

START = b"\0" * 32
"""What stands for the previous hash of the first entry."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last entry's number and hash (hex): what a report prints and a later file can be held against."""

    seq: int
    hash: str


def change_digest(salt: bytes, entity: str, entity_id: str, before: str | None, after: str | None) -> bytes:
    """sha256 over a Change's salt and payload."""
    return hashlib.sha256(salt + canonical_json([entity, entity_id, before, after]).encode()).digest()


def entry_hash(previous: bytes, fields: Sequence[Any], digests: Sequence[bytes]) -> bytes:
    """sha256 over the previous hash, the entry's fields as JSON, and its changes' digests in order."""
    return hashlib.sha256(previous + canonical_json(list(fields)).encode() + b"".join(digests)).digest()


def last_anchor(connection: Connection) -> Anchor:
    row = engine.run(connection, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return Anchor(row[0], row[1].hex()) if row else Anchor(0, START.hex())


def holds(connection: Connection, anchor: Anchor) -> bool:
    """Whether this journal has that very entry, and so everything before it."""
    row = engine.run(connection, "SELECT hash FROM journal WHERE seq = ?", (anchor.seq,)).fetchone()
    return row is not None and row[0].hex() == anchor.hash


def write(connection: Connection, changes: Changes, project_id: str, clock: Clock) -> None:
    """Append one entry; `changes.seq` must be the number after the last."""
    last = last_anchor(connection)
    assert changes.seq == last.seq + 1
    rows = []
    for position, item in enumerate(changes.items):
        entity = item.entity
        name, salt = SHAPES[type(entity)].name, clock.new_salt()
        before, after = payload(item.before), payload(item.after)
        digest = change_digest(salt, name, entity.id, before, after)
        rows.append((changes.seq, position, name, entity.id, before, after, salt, digest))
    fields = (changes.seq, project_id, changes.at_ms, changes.actor, changes.label, changes.kind, changes.of,
              changes.scope)  # fmt: skip
    previous = bytes.fromhex(last.hash)
    engine.run(
        connection,
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, previous, entry_hash(previous, fields, [row[-1] for row in rows])),
    )
    if rows:
        engine.run_many(connection, "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def items(connection: Connection, seq: int) -> tuple[Change, ...]:
    """The Changes of one entry, in order."""
    rows = engine.run(
        connection, 'SELECT entity, "before", "after" FROM change WHERE seq = ? ORDER BY position', (seq,)
    )
    return tuple(Change(from_payload(name, before), from_payload(name, after)) for name, before, after in rows)


def done(connection: Connection) -> Iterator[Done]:
    """What History is folded from: every entry's number, label, kind and scope, oldest first."""
    rows = engine.run(connection, 'SELECT seq, label, kind, "of", scope FROM journal ORDER BY seq')
    return (Done(*row) for row in rows)


def broken_entries(connection: Connection) -> Iterator[str]:
    """Walk the whole chain; a sentence for each entry that does not fit."""
    previous, expected_seq = START, 1
    entries = engine.run(connection, "SELECT * FROM journal ORDER BY seq").fetchall()
    for seq, *rest, kept_previous, kept_hash in entries:
        digests = []
        for name, entity_id, before, after, salt, digest in engine.run(
            connection,
            'SELECT entity, entity_id, "before", "after", salt, digest FROM change WHERE seq = ? ORDER BY position',
            (seq,),
        ):
            digests.append(digest)
            if salt is not None and change_digest(salt, name, entity_id, before, after) != digest:
                yield f"journal entry {seq}: the record of a change to {name} was altered"
        if seq != expected_seq:
            yield f"journal entry {expected_seq} is missing"
        if kept_previous != previous or entry_hash(previous, (seq, *rest), digests) != kept_hash:
            yield f"journal entry {seq} does not follow from the one before it"
        previous, expected_seq = kept_hash, seq + 1
