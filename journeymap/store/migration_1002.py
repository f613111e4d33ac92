"""Version 1.2: the recorder. Attributes, forms of rounds, task rules, segments and devices, identities, ratings,
questionnaires, several observers, pictures of entries; hand-made words of a map that may be shared.

The statements are written out, not taken from `schema.py`, so that later changes there leave this step as it is.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alembic.operations import Operations

_NEW_TABLES: Final = (
    """CREATE TABLE participant_identity ( id TEXT NOT NULL, project_id TEXT NOT NULL, participant_id TEXT NOT NULL,
    name TEXT NOT NULL, contact TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(project_id) REFERENCES project (id),
    FOREIGN KEY(participant_id) REFERENCES participant (id) ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE questionnaire ( id TEXT NOT NULL, project_id TEXT NOT NULL, session_id TEXT NOT NULL, kind TEXT NOT
    NULL, answers TEXT NOT NULL, at_ms INTEGER, import_id TEXT, PRIMARY KEY (id), CHECK (kind IN ('sus',
    'umux_lite')), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(session_id) REFERENCES session (id),
    FOREIGN KEY(import_id) REFERENCES import_batch (id) ) WITHOUT ROWID, STRICT""",
)
_REBUILT: Final = {
    "project": """CREATE TABLE project ( id TEXT NOT NULL, project_id TEXT NOT NULL, title TEXT NOT NULL, description
    TEXT NOT NULL, classification TEXT NOT NULL, language TEXT NOT NULL, zone TEXT NOT NULL, made_up INTEGER NOT NULL,
    attribute_names TEXT NOT NULL, PRIMARY KEY (id), CHECK (made_up IN (0, 1)), CHECK (project_id = id) ) WITHOUT ROWID,
    STRICT""",
    "cell": """CREATE TABLE cell ( id TEXT NOT NULL, project_id TEXT NOT NULL, map_id TEXT NOT NULL, lane_id TEXT NOT
    NULL, step_id TEXT NOT NULL, span INTEGER NOT NULL, text TEXT NOT NULL, attachment_id TEXT, alt_text TEXT NOT NULL,
    assumed INTEGER NOT NULL, may_be_shared INTEGER NOT NULL, PRIMARY KEY (id), CHECK (span >= 1), CHECK (assumed IN (0,
    1)), CHECK (may_be_shared IN (0, 1)), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(map_id)
    REFERENCES journey_map (id), FOREIGN KEY(lane_id) REFERENCES lane (id), FOREIGN KEY(step_id) REFERENCES step (id),
    FOREIGN KEY(attachment_id) REFERENCES attachment (id) ) WITHOUT ROWID, STRICT""",
    "round": """CREATE TABLE round ( id TEXT NOT NULL, project_id TEXT NOT NULL, title TEXT NOT NULL, position INTEGER
    NOT NULL, method TEXT NOT NULL, consent_scopes TEXT NOT NULL, form_version TEXT NOT NULL, import_id TEXT, PRIMARY
    KEY (id), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(import_id) REFERENCES import_batch (id) )
    WITHOUT ROWID, STRICT""",
    "task_scenario": """CREATE TABLE task_scenario ( id TEXT NOT NULL, project_id TEXT NOT NULL, title TEXT NOT NULL,
    instructions TEXT NOT NULL, success_rule TEXT NOT NULL, time_limit_ms INTEGER, map_id TEXT, import_id TEXT, PRIMARY
    KEY (id), CHECK (time_limit_ms > 0), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(map_id) REFERENCES
    journey_map (id), FOREIGN KEY(import_id) REFERENCES import_batch (id) ) WITHOUT ROWID, STRICT""",
    "participant": """CREATE TABLE participant ( id TEXT NOT NULL, project_id TEXT NOT NULL, pseudonym TEXT NOT NULL,
    digital_inclusion INTEGER, segments TEXT NOT NULL, assistive_tech TEXT NOT NULL, device TEXT NOT NULL, language TEXT
    NOT NULL, attributes TEXT NOT NULL, import_id TEXT, PRIMARY KEY (id), CHECK (digital_inclusion BETWEEN 1 AND 9),
    FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(import_id) REFERENCES import_batch (id) ) WITHOUT
    ROWID, STRICT""",
    "session": """CREATE TABLE session ( id TEXT NOT NULL, project_id TEXT NOT NULL, seq INTEGER NOT NULL,
    participant_id TEXT NOT NULL, map_id TEXT NOT NULL, round_id TEXT, scenario_id TEXT, sitting TEXT NOT NULL, mode
    TEXT NOT NULL, method TEXT NOT NULL, started_at_ms INTEGER, zone TEXT NOT NULL, timed INTEGER NOT NULL, ended_ms
    INTEGER, outcome TEXT NOT NULL, quality TEXT NOT NULL, quality_reason TEXT NOT NULL, satisfaction INTEGER, ease
    INTEGER, not_asked_step_ids TEXT NOT NULL, not_asked_labels TEXT NOT NULL, observer TEXT NOT NULL, offsets TEXT NOT
    NULL, case_id TEXT NOT NULL, attributes TEXT NOT NULL, import_id TEXT, PRIMARY KEY (id), CHECK (satisfaction BETWEEN
    1 AND 5), CHECK (ease BETWEEN 1 AND 7), CHECK (timed IN (0, 1)), CHECK (mode IN ('live', 'from_recording', 'diary',
    'imported', 'reconstructed')), CHECK (outcome IN ('completed', 'completed_not_eligible', 'completed_with_help',
    'abandoned', 'error', 'blocked_by_policy', 'timed_out', 'in_progress', 'not_observed')), CHECK (quality IN ('ok',
    'incomplete', 'excluded')), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(participant_id) REFERENCES
    participant (id), FOREIGN KEY(map_id) REFERENCES journey_map (id), FOREIGN KEY(round_id) REFERENCES round (id),
    FOREIGN KEY(scenario_id) REFERENCES task_scenario (id), FOREIGN KEY(import_id) REFERENCES import_batch (id) )
    WITHOUT ROWID, STRICT""",
    "consent": """CREATE TABLE consent ( id TEXT NOT NULL, project_id TEXT NOT NULL, participant_id TEXT NOT NULL,
    session_id TEXT NOT NULL, state TEXT NOT NULL, scopes TEXT NOT NULL, given_at_ms INTEGER, how TEXT NOT NULL,
    form_version TEXT NOT NULL, expires_at_ms INTEGER, withdrawn_at_ms INTEGER, import_id TEXT, PRIMARY KEY (id), CHECK
    (state IN ('given', 'refused', 'withdrawn')), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN
    KEY(participant_id) REFERENCES participant (id), FOREIGN KEY(session_id) REFERENCES session (id), FOREIGN
    KEY(import_id) REFERENCES import_batch (id) ) WITHOUT ROWID, STRICT""",
    "observation": """CREATE TABLE observation ( id TEXT NOT NULL, project_id TEXT NOT NULL, session_id TEXT NOT NULL,
    seq INTEGER NOT NULL, at_ms INTEGER, kind TEXT NOT NULL, until_ms INTEGER, step_id TEXT, raw_label TEXT, channel_id
    TEXT, value INTEGER, text TEXT NOT NULL, tags TEXT NOT NULL, impact INTEGER, pain_point_id TEXT, attachment_id TEXT,
    observer TEXT NOT NULL, source TEXT NOT NULL, attributes TEXT NOT NULL, import_id TEXT, PRIMARY KEY (id), CHECK
    (kind IN ('visit', 'do', 'think', 'quote', 'pain', 'emotion', 'help', 'idea', 'marker')), CHECK (value BETWEEN -2
    AND 2), CHECK (impact BETWEEN 0 AND 4), CHECK (source IN ('keyboard', 'pointer', 'import')), CHECK ((kind = 'visit')
    = (step_id IS NOT NULL OR raw_label IS NOT NULL)), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN
    KEY(session_id) REFERENCES session (id), FOREIGN KEY(step_id) REFERENCES step (id), FOREIGN KEY(channel_id)
    REFERENCES channel (id), FOREIGN KEY(pain_point_id) REFERENCES pain_point (id), FOREIGN KEY(attachment_id)
    REFERENCES attachment (id), FOREIGN KEY(import_id) REFERENCES import_batch (id) ) WITHOUT ROWID, STRICT""",
}
_NEW_FIELDS: Final = {
    "project": {"attribute_names": "'[]'"},
    "cell": {"may_be_shared": "0"},
    "round": {"consent_scopes": "'[]'", "form_version": "''"},
    "task_scenario": {"success_rule": "''", "time_limit_ms": "NULL", "map_id": "NULL"},
    "participant": {"segments": "'[]'", "assistive_tech": "''", "device": "''", "language": "''"},
    "session": {"satisfaction": "NULL", "ease": "NULL", "offsets": "'[]'", "attributes": "'[]'"},
    "consent": {"expires_at_ms": "NULL", "withdrawn_at_ms": "NULL"},
    "observation": {"attachment_id": "NULL"},
}
"""By table: what the fields that are new hold at first, as SQL."""
_INDEXES: Final = (
    "CREATE INDEX consent_of_session ON consent (session_id)",
    "CREATE INDEX questionnaire_of_session ON questionnaire (session_id)",
    "CREATE INDEX observation_in_order ON observation (session_id, at_ms, seq)",
)


def recorder(operations: "Operations") -> None:
    """From 1.1 to 1.2."""
    for statement in _NEW_TABLES:
        operations.execute(statement)
    # Renaming must not turn the references of the other tables towards the old table.
    operations.execute("PRAGMA legacy_alter_table = ON")
    for name, statement in _REBUILT.items():
        operations.execute(f"ALTER TABLE {name} RENAME TO {name}_before")
        operations.execute(statement)
        found = operations.get_bind().exec_driver_sql(f"PRAGMA table_info({name}_before)")
        kept = ", ".join(f'"{row[1]}"' for row in found)
        new = _NEW_FIELDS[name]
        operations.execute(
            f"INSERT INTO {name} ({kept}, {', '.join(new)}) SELECT {kept}, {', '.join(new.values())} FROM {name}_before"
        )
        operations.execute(f"DROP TABLE {name}_before")
    operations.execute("PRAGMA legacy_alter_table = OFF")
    for statement in _INDEXES:
        operations.execute(statement)
