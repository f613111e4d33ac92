"""Version 1.1: lanes, cells and pictures; steps with a lane, an organisation, earlier titles and a place by hand.

The statements are written out, not taken from `schema.py`, so that later changes there leave this step as it is.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alembic.operations import Operations

_NEW_TABLES: Final = (
    """CREATE TABLE attachment ( id TEXT NOT NULL, project_id TEXT NOT NULL, name TEXT NOT NULL,
    media_type TEXT NOT NULL, sha256 TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(project_id) REFERENCES project (id) )
    WITHOUT ROWID, STRICT""",
    """CREATE TABLE lane ( id TEXT NOT NULL, project_id TEXT NOT NULL, map_id TEXT NOT NULL, position INTEGER NOT NULL,
    kind TEXT NOT NULL, title TEXT NOT NULL, collapsed INTEGER NOT NULL, hidden INTEGER NOT NULL, PRIMARY KEY (id),
    CHECK (collapsed IN (0, 1)), CHECK (hidden IN (0, 1)), FOREIGN KEY(project_id) REFERENCES project (id),
    FOREIGN KEY(map_id) REFERENCES journey_map (id) ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE cell ( id TEXT NOT NULL, project_id TEXT NOT NULL, map_id TEXT NOT NULL, lane_id TEXT NOT NULL,
    step_id TEXT NOT NULL, span INTEGER NOT NULL, text TEXT NOT NULL, attachment_id TEXT, alt_text TEXT NOT NULL,
    assumed INTEGER NOT NULL, PRIMARY KEY (id), CHECK (span >= 1), CHECK (assumed IN (0, 1)),
    FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(map_id) REFERENCES journey_map (id),
    FOREIGN KEY(lane_id) REFERENCES lane (id), FOREIGN KEY(step_id) REFERENCES step (id),
    FOREIGN KEY(attachment_id) REFERENCES attachment (id) ) WITHOUT ROWID, STRICT""",
)
_STEP: Final = """CREATE TABLE step ( id TEXT NOT NULL, project_id TEXT NOT NULL, map_id TEXT NOT NULL, phase_id TEXT,
    position INTEGER NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, kind TEXT NOT NULL, channel_id TEXT,
    lane_id TEXT, organisation TEXT NOT NULL, end_outcome TEXT NOT NULL, aliases TEXT NOT NULL, "row" INTEGER,
    column_shift INTEGER, opens_map_id TEXT, import_id TEXT, PRIMARY KEY (id), CHECK (kind IN ('start', 'action',
    'decision', 'wait', 'communication', 'system', 'end')), CHECK (end_outcome IN ('', 'completed',
    'completed_not_eligible', 'completed_with_help', 'abandoned', 'error', 'blocked_by_policy', 'timed_out',
    'in_progress', 'not_observed')), FOREIGN KEY(project_id) REFERENCES project (id),
    FOREIGN KEY(map_id) REFERENCES journey_map (id), FOREIGN KEY(phase_id) REFERENCES phase (id),
    FOREIGN KEY(channel_id) REFERENCES channel (id), FOREIGN KEY(lane_id) REFERENCES lane (id),
    FOREIGN KEY(opens_map_id) REFERENCES journey_map (id), FOREIGN KEY(import_id) REFERENCES import_batch (id) )
    WITHOUT ROWID, STRICT"""


def lanes_and_cells(operations: "Operations") -> None:
    """From 1.0 to 1.1."""
    for statement in _NEW_TABLES:
        operations.execute(statement)
    # Renaming must not turn the references of the other tables towards the old table.
    operations.execute("PRAGMA legacy_alter_table = ON")
    operations.execute("ALTER TABLE step RENAME TO step_before")
    operations.execute(_STEP)
    operations.execute(
        """INSERT INTO step (id, project_id, map_id, phase_id, position, title, description, kind, channel_id,
        organisation, end_outcome, aliases, import_id) SELECT id, project_id, map_id, phase_id, position, title,
        description, kind, channel_id, '', '', '[]', import_id FROM step_before"""
    )
    operations.execute("DROP TABLE step_before")
    operations.execute("PRAGMA legacy_alter_table = OFF")
