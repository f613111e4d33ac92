"""Everything a project holds, as frozen values. Nobody mutates; `dataclasses.replace` makes the next value.

Planned (a map: what the service intends) and actual (sessions: what happened to people) never mix: everything
that is counted comes from sessions. Times are UTC integers in milliseconds with the IANA zone beside them.
Rows made by an import carry its `import_id`; switching the import off hides them all.

Several people may observe one session. The *lead* is `Session.observer`; an entry whose observer is empty or is the
lead's is the lead's. Flow, times and feelings are counted from the lead's entries. What others noted is kept and
shown; a pain counts once for a person, by the worst impact that anybody gave it.

A *gap* (the computer was asleep, stopped, or the app had crashed) is a marker `pause` with an `until_ms` and the
attribute (`gap`, one of core.scales.GAPS). Like any pause it is out of all durations, until the attribute
(`counted`, `yes`) counts it in again.
"""

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
"""An immutable mapping of text to text, in the order in which it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing of a project. `id` is a UUIDv7 as text."""

    id: str
    project_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Entity):
    """The whole; its `id` and `project_id` are the same."""

    title: str
    description: str = ""
    classification: str = ""  # e.g. OFFICIAL; printed on every page
    language: str = "en"
    zone: str = "UTC"  # IANA; times without a zone are read in it
    made_up: bool = False  # a sample: said wherever its numbers are shown
    attribute_names: tuple[str, ...] = ()  # what is asked of every participant, beside what each has


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(Entity):
    title: str
    kind: str = "other"  # a key of core.channels.CHANNEL_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Entity):
    """A picture. `data` are the bytes of the file as it is kept (made small enough when it was taken in)."""

    name: str
    media_type: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyMap(Entity):
    title: str
    description: str = ""
    kind: str = "journey"
    state: str = "as_is"
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Entity):
    map_id: str
    position: int
    title: str
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane(Entity):
    """A row of a map; `kind` is a key of core.lanes.LANE_KINDS. A hidden lane is neither drawn nor exported."""

    map_id: str
    position: int
    kind: str
    title: str = ""  # empty: as its kind is called
    collapsed: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Entity):
    """A step of a map; titles are unique within it. `position` orders the steps of the map from left to right.

    `lane_id` None is the first lane that holds steps. `aliases` are titles that the step had before: an import finds
    it by them. `end_outcome` belongs to a step of kind `end`. `row` and `column_shift` are set only when the card was
    moved by hand: the row within its lane, and how many columns it stands after the place it would be given.
    `opens_map_id` is the map that shows this step in detail.
    """

    map_id: str
    phase_id: str | None
    position: int
    title: str
    description: str = ""
    kind: str = "action"
    channel_id: str | None = None
    lane_id: str | None = None
    organisation: str = ""
    end_outcome: str = ""
    aliases: tuple[str, ...] = ()
    row: int | None = None
    column_shift: int | None = None
    opens_map_id: str | None = None
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Entity):
    """What stands in a lane under a step, over `span` columns. A picture has words for those who do not see it.

    `assumed` marks what nobody has shown yet; in the feelings lane it is the only way to type a feeling.
    Words and pictures put by hand into a quote, feelings or image lane belong to no session, so that no consent covers
    them: only with `may_be_shared` do they leave the team.
    """

    map_id: str
    lane_id: str
    step_id: str
    span: int = 1
    text: str = ""
    attachment_id: str | None = None
    alt_text: str = ""
    assumed: bool = False
    may_be_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Entity):
    """A planned link from one step to another of the same map."""

    map_id: str
    from_step_id: str
    to_step_id: str
    kind: str = "next"
    condition: str = ""
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Entity):
    """A round of research. Its form: the scopes of consent it asks for, and the version of the wording."""

    title: str
    position: int
    method: str = ""  # a key of core.scales.METHODS, or empty
    consent_scopes: tuple[str, ...] = ()
    form_version: str = ""
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskScenario(Entity):
    """What people are asked to do. `success_rule` says when it counts as done; `map_id` None: for any map."""

    title: str
    instructions: str = ""
    success_rule: str = ""
    time_limit_ms: int | None = None
    map_id: str | None = None
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Entity):
    """A person, known by pseudonym only.

    `digital_inclusion` is the GDS scale 1–9; `segments` are compared without case.
    """

    pseudonym: str
    digital_inclusion: int | None = None
    segments: tuple[str, ...] = ()
    assistive_tech: str = ""
    device: str = ""
    language: str = ""
    attributes: Pairs = ()
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantIdentity(Entity):
    """Who a pseudonym stands for. In no export, report or output of a command; erased first."""

    participant_id: str
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Entity):
    """One person's attempt at one task.

    `started_at_ms` is UTC; entries count from it. `timed` is False where the source gave no times: order is known,
    durations are not. `ended_ms` counts from the start, like the entries. `not_asked_*` name what the protocol left
    out for this person (no opportunity there). `case_id` is the id in the log that the session was imported from.
    `seq` numbers the sessions of the project in the order they came. `satisfaction` is 1–5, `ease` 1–7 (the single
    ease question, for this attempt). `offsets`: by how many ms the entries of an observer were moved.
    """

    seq: int
    participant_id: str
    map_id: str
    round_id: str | None = None
    scenario_id: str | None = None
    sitting: str = ""  # attempts of one visit share it
    mode: str = "live"
    method: str = ""
    started_at_ms: int | None = None
    zone: str = "UTC"
    timed: bool = True
    ended_ms: int | None = None
    outcome: str = "in_progress"
    quality: str = "ok"
    quality_reason: str = ""
    satisfaction: int | None = None
    ease: int | None = None
    not_asked_step_ids: tuple[str, ...] = ()
    not_asked_labels: tuple[str, ...] = ()
    observer: str = ""
    offsets: Pairs = ()
    case_id: str = ""
    attributes: Pairs = ()  # what its source says of this attempt and not of the person
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Entity):
    """What a person agreed to for one session. No row for a session means: not recorded.

    `state` is given, refused or withdrawn; `scopes` are keys of core.scales.CONSENT_SCOPES. After `expires_at_ms` it
    counts no more.
    """

    participant_id: str
    session_id: str
    state: str = "given"
    scopes: tuple[str, ...] = ()
    given_at_ms: int | None = None
    how: str = ""
    form_version: str = ""
    expires_at_ms: int | None = None
    withdrawn_at_ms: int | None = None
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire(Entity):
    """Answers to a questionnaire at the end of a sitting, kept with the sitting's last session.

    `kind` is a key of core.scales.QUESTIONNAIRES; `answers` are in the order of its questions, 0 where there is none.
    """

    session_id: str
    kind: str
    answers: tuple[int, ...]
    at_ms: int | None = None  # UTC
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Entity):
    """One entry of a session, in order of (`at_ms`, `seq`); `at_ms` and `until_ms` count from the session's start.

    Only a visit names a place (`step_id`, or `raw_label` for a step that has no place on the map yet); the place of
    any other entry is that of the last visit before it. `value` is a feeling −2…+2; `impact` belongs to pain
    encounters (None: not rated yet). A marker's text says what it is: `pause`, `resume`, or a line that could not be
    read. A picture (`attachment_id`) has `text` as its words. In a session with times, an entry without one was made
    before the clock started: it comes first and enters no duration.
    """

    session_id: str
    seq: int
    at_ms: int | None
    kind: str
    until_ms: int | None = None
    step_id: str | None = None
    raw_label: str | None = None
    channel_id: str | None = None
    value: int | None = None
    text: str = ""
    tags: tuple[str, ...] = ()
    impact: int | None = None
    pain_point_id: str | None = None
    attachment_id: str | None = None
    observer: str = ""
    source: str = "keyboard"  # keyboard, pointer or import
    attributes: Pairs = ()
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPoint(Entity):
    """An observed fact that hurts. Encounters with the same tag (compared without case) are the same pain point."""

    tag: str
    title: str
    description: str = ""
    kind: str = ""
    state: str = "draft"
    merged_into_id: str | None = None
    import_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBatch(Entity):
    """One import command. `live` is all that undo and redo change; what it brought is hidden while it is False.

    `sources` are (file name, sha256 of its bytes); `rejected` are (file name, line, reason); `mapping` says which
    column was read as what, and what else was decided (zone, encoding).
    """

    live: bool
    format: str
    sources: Pairs
    mapping: Pairs = ()
    rows_read: int = 0
    rows_kept: int = 0
    rejected: tuple[tuple[str, int, str], ...] = ()
    digest: str = ""  # over the rows it brought, so that the journal vouches for them
    at_ms: int = 0


ENTITIES: tuple[type[Entity], ...] = (
    Project,
    ImportBatch,
    Channel,
    Attachment,
    JourneyMap,
    Phase,
    Lane,
    Step,
    Cell,
    Transition,
    Round,
    TaskScenario,
    Participant,
    ParticipantIdentity,
    Session,
    Consent,
    Questionnaire,
    PainPoint,
    Observation,
)
"""Every entity, those that others refer to first."""
