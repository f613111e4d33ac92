"""The tables of a project file: STRICT, without triggers, cascades or types of SQLAlchemy's own.

Entity tables have the entity's fields as columns, in the same order. Tuple-valued fields are JSON text, truth values
0 or 1.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from journeymap.core import model, scales
from journeymap.core.channels import CHANNEL_KINDS

APPLICATION_ID = 0x4A4D4150  # "JMAP"
METADATA = MetaData()


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _number(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _to(name: str, table: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(f"{table}.id"), nullable=null)


def _one_of(name: str, words: "list[str] | tuple[str, ...]") -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(repr(word) for word in words)})")


def _flag(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN (0, 1)")


def _table(
    name: str, *parts: "Column[str] | Column[int] | Column[bytes] | CheckConstraint", imported: bool = True
) -> Table:
    last = [_to("import_id", "import_batch", null=True)] if imported else []
    columns = [part for part in parts if isinstance(part, Column)]
    rules = [part for part in parts if not isinstance(part, Column)]
    return Table(
        name,
        METADATA,
        Column("id", Text, primary_key=True),
        _text("project_id") if name == "project" else _to("project_id", "project"),
        *columns,
        *last,
        *rules,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


TABLES: dict[type[model.Entity], Table] = {
    model.Project: _table(
        "project", _text("title"), _text("description"), _text("classification"), _text("language"), _text("zone"),
        _number("made_up"), _text("attribute_names"), _flag("made_up"), CheckConstraint("project_id = id"),
        imported=False,
    ),
    model.ImportBatch: _table(
        "import_batch", _number("live"), _text("format"), _text("sources"), _text("mapping"), _number("rows_read"),
        _number("rows_kept"), _text("rejected"), _text("digest"), _number("at_ms"), _flag("live"), imported=False,
    ),
    model.Channel: _table(
        "channel", _text("title"), _text("kind"), _one_of("kind", list(CHANNEL_KINDS)), imported=False
    ),
    model.Attachment: _table(
        "attachment", _text("name"), _text("media_type"), _text("sha256"),
        Column("data", LargeBinary, nullable=False), imported=False,
    ),
    model.JourneyMap: _table(
        "journey_map", _text("title"), _text("description"), _text("kind"), _text("state"),
        _one_of("kind", scales.MAP_KINDS), _one_of("state", list(scales.MAP_STATES)),
    ),
    model.Phase: _table("phase", _to("map_id", "journey_map"), _number("position"), _text("title")),
    model.Lane: _table(
        "lane", _to("map_id", "journey_map"), _number("position"), _text("kind"), _text("title"),
        _number("collapsed"), _number("hidden"), _flag("collapsed"),
        _flag("hidden"), imported=False,
    ),
    model.Step: _table(
        "step", _to("map_id", "journey_map"), _to("phase_id", "phase", null=True), _number("position"), _text("title"),
        _text("description"), _text("kind"), _to("channel_id", "channel", null=True),
        _to("lane_id", "lane", null=True), _text("organisation"), _text("end_outcome"), _text("aliases"),
        _number("row", null=True), _number("column_shift", null=True), _to("opens_map_id", "journey_map", null=True),
        _one_of("kind", scales.STEP_KINDS), _one_of("end_outcome", ["", *scales.OUTCOMES]),
    ),
    model.Cell: _table(
        "cell", _to("map_id", "journey_map"), _to("lane_id", "lane"), _to("step_id", "step"), _number("span"),
        _text("text"), _to("attachment_id", "attachment", null=True), _text("alt_text"), _number("assumed"),
        _number("may_be_shared"), CheckConstraint("span >= 1"), _flag("assumed"), _flag("may_be_shared"),
        imported=False,
    ),
    model.Transition: _table(
        "transition", _to("map_id", "journey_map"), _to("from_step_id", "step"), _to("to_step_id", "step"),
        _text("kind"), _text("condition"), _one_of("kind", scales.TRANSITION_KINDS),
    ),
    model.Round: _table(
        "round", _text("title"), _number("position"), _text("method"), _text("consent_scopes"), _text("form_version")
    ),
    model.TaskScenario: _table(
        "task_scenario", _text("title"), _text("instructions"), _text("success_rule"),
        _number("time_limit_ms", null=True), _to("map_id", "journey_map", null=True),
        CheckConstraint("time_limit_ms > 0"),
    ),
    model.Participant: _table(
        "participant", _text("pseudonym"), _number("digital_inclusion", null=True), _text("segments"),
        _text("assistive_tech"), _text("device"), _text("language"), _text("attributes"),
        CheckConstraint("digital_inclusion BETWEEN 1 AND 9"),
    ),
    model.ParticipantIdentity: _table(
        "participant_identity", _to("participant_id", "participant"), _text("name"), _text("contact"), imported=False
    ),
    model.Session: _table(
        "session", _number("seq"), _to("participant_id", "participant"), _to("map_id", "journey_map"),
        _to("round_id", "round", null=True), _to("scenario_id", "task_scenario", null=True), _text("sitting"),
        _text("mode"), _text("method"), _number("started_at_ms", null=True), _text("zone"), _number("timed"),
        _number("ended_ms", null=True), _text("outcome"), _text("quality"), _text("quality_reason"),
        _number("satisfaction", null=True), _number("ease", null=True), _text("not_asked_step_ids"),
        _text("not_asked_labels"), _text("observer"), _text("offsets"), _text("case_id"), _text("attributes"),
        CheckConstraint("satisfaction BETWEEN 1 AND 5"), CheckConstraint("ease BETWEEN 1 AND 7"), _flag("timed"),
        _one_of("mode", scales.SESSION_MODES), _one_of("outcome", list(scales.OUTCOMES)),
        _one_of("quality", scales.SESSION_QUALITIES),
    ),
    model.Consent: _table(
        "consent", _to("participant_id", "participant"), _to("session_id", "session"), _text("state"), _text("scopes"),
        _number("given_at_ms", null=True), _text("how"), _text("form_version"),
        _number("expires_at_ms", null=True), _number("withdrawn_at_ms", null=True),
        _one_of("state", ("given", "refused", "withdrawn")),
    ),
    model.Questionnaire: _table(
        "questionnaire", _to("session_id", "session"), _text("kind"), _text("answers"), _number("at_ms", null=True),
        _one_of("kind", list(scales.QUESTIONNAIRES)),
    ),
    model.PainPoint: _table(
        "pain_point", _text("tag"), _text("title"), _text("description"), _text("kind"), _text("state"),
        _to("merged_into_id", "pain_point", null=True), _one_of("state", scales.PAIN_STATES),
        _one_of("kind", ("", *scales.PAIN_KINDS)),
    ),
    model.Observation: _table(
        "observation", _to("session_id", "session"), _number("seq"), _number("at_ms", null=True), _text("kind"),
        _number("until_ms", null=True), _to("step_id", "step", null=True), _text("raw_label", null=True),
        _to("channel_id", "channel", null=True), _number("value", null=True), _text("text"), _text("tags"),
        _number("impact", null=True), _to("pain_point_id", "pain_point", null=True),
        _to("attachment_id", "attachment", null=True), _text("observer"), _text("source"), _text("attributes"),
        _one_of("kind", scales.OBSERVATION_KINDS),
        CheckConstraint("value BETWEEN -2 AND 2"), CheckConstraint("impact BETWEEN 0 AND 4"),
        _one_of("source", ("keyboard", "pointer", "import")),
        CheckConstraint("(kind = 'visit') = (step_id IS NOT NULL OR raw_label IS NOT NULL)"),
    ),
}  # fmt: skip

Index("observation_in_order", *(TABLES[model.Observation].c[name] for name in ("session_id", "at_ms", "seq")))
Index("consent_of_session", TABLES[model.Consent].c.session_id)
Index("questionnaire_of_session", TABLES[model.Questionnaire].c.session_id)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("seq", Integer, primary_key=True),
    _to("project_id", "project"),
    _number("at_ms"),
    _text("actor"),
    _text("label"),
    _text("kind"),
    _number("of", null=True),
    _text("scope"),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    _one_of("kind", ("new", "edit", "undo", "redo")),
    sqlite_strict=True,
)
CHANGE = Table(
    "change",
    METADATA,
    Column("seq", Integer, ForeignKey("journal.seq"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("entity", null=True),
    _text("entity_id", null=True),
    _text("before", null=True),
    _text("after", null=True),
    Column("salt", LargeBinary, nullable=True),
    Column("digest", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("change_of_entity", CHANGE.c.entity_id)
