"""The columns of the table of entries: the public contract for analysts. `resources/entries-table.md` explains it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` is text, whole number, true/false, or time (UTC, ISO 8601)."""

    name: str
    kind: str
    meaning: str


_TEXT: Final = "text"
_NUMBER: Final = "whole number"
_FLAG: Final = "true/false"
_TIME: Final = "time"

SESSION_COLUMNS: Final = (
    Column("session", _NUMBER, "the session's number in the project; the same in every export"),
    Column("session_id", _TEXT, "the session's id (UUID), the same in copies of the project"),
    Column("participant", _TEXT, "the person's pseudonym; the same name is the same person"),
    Column("segments", _TEXT, "the person's segments, with `; ` between them"),
    Column("digital_inclusion", _NUMBER, "the person's place on the digital inclusion scale, 1–9"),
    Column("assistive_tech", _TEXT, "assistive technology that the person uses"),
    Column("device", _TEXT, "the person's device"),
    Column("language", _TEXT, "the person's language"),
    Column("person_attributes", _TEXT, "what else is known of the person, `name=value` with `; ` between them"),
    Column("round", _TEXT, "the round of research"),
    Column("method", _TEXT, "the method of the session, else of its round"),
    Column("map", _TEXT, "the title of the map"),
    Column("task", _TEXT, "the task that the person was given"),
    Column("sitting", _NUMBER, "`session` of the first attempt of the same visit; attempts of one visit share it"),
    Column("attempt", _NUMBER, "which attempt of the sitting this session is, from 1"),
    Column("mode", _TEXT, "live, from_recording, diary, imported or reconstructed"),
    Column("case", _TEXT, "the session's id in the log, or the observation's name, that it was imported from"),
    Column("started", _TIME, "when the session started; empty where that is not known"),
    Column("zone", _TEXT, "the time zone of the place (IANA); times in this table are UTC all the same"),
    Column("timed", _FLAG, "false: the source gave no times, only the order is known"),
    Column("outcome", _TEXT, "how the session ended, one of the nine outcomes"),
    Column("ended_ms", _NUMBER, "when it ended, in milliseconds since its start"),
    Column("duration_ms", _NUMBER, "how long it took without pauses, in milliseconds"),
    Column("satisfaction", _NUMBER, "1 (very dissatisfied) to 5 (very satisfied)"),
    Column("ease", _NUMBER, "the single ease question, 1 (very difficult) to 7 (very easy)"),
    Column("quality", _TEXT, "ok, incomplete (a row was rejected on import) or excluded; only ok is counted"),
    Column("consent", _TEXT, "the scopes that the person agreed to, or `not recorded`"),
    Column("session_attributes", _TEXT, "what the source says of this session, `name=value` with `; ` between them"),
)

ENTRY_COLUMNS: Final = (
    Column("entry", _NUMBER, "the entry's number in its session, from 1, in order of time"),
    Column("entry_id", _TEXT, "the entry's id (UUID)"),
    Column("kind", _TEXT, "visit, do, think, quote, pain, emotion, help, idea or marker"),
    Column("at", _TIME, "when it happened"),
    Column("at_ms", _NUMBER, "milliseconds since the session's start; empty before the clock was started"),
    Column("active_ms", _NUMBER, "the same without the pauses"),
    Column("until", _TIME, "when it ended, for what has a length"),
    Column("until_ms", _NUMBER, "the same in milliseconds since the session's start"),
    Column("step", _TEXT, "where it happened: the step of the lead's last visit before it; of a visit its own"),
    Column("step_id", _TEXT, "the step's id; empty for a label that has no place on the map"),
    Column("on_map", _FLAG, "false: the step is a label that has no place on the map"),
    Column("phase", _TEXT, "the step's phase"),
    Column("channel", _TEXT, "the channel of the visit, where the entry names one"),
    Column("value", _NUMBER, "of an emotion: −2 (very negative) to 2 (very positive)"),
    Column("impact", _NUMBER, "of a pain: 0 (no harm) to 4 (could not go on); empty: not rated yet"),
    Column("pain_point", _TEXT, "the title of the pain point that a pain belongs to"),
    Column("tags", _TEXT, "the entry's tags, without their sign, with a blank between them"),
    Column("text", _TEXT, "the words; empty where the person did not agree to them being shown"),
    Column("picture", _FLAG, "whether a picture belongs to the entry"),
    Column("observer", _TEXT, "who noted it, where that is not the lead observer alone"),
    Column("lead", _FLAG, "whether it is the lead observer's; flow, times and feelings come from these alone"),
    Column("gap", _TEXT, "of a pause that nobody made: why (asleep, stopped, crash …)"),
    Column("gap_counted", _FLAG, "of such a pause: whether its time was counted in again"),
    Column("counted", _FLAG, "whether the entry enters the counts of the report"),
    Column("source", _TEXT, "keyboard, pointer or import"),
    Column("attributes", _TEXT, "what the source says of the entry, `name=value` with `; ` between them"),
)

COLUMNS: Final = tuple(column.name for column in (*SESSION_COLUMNS, *ENTRY_COLUMNS))
PUBLIC_COLUMNS: Final = ("map", "kind", "step", "value", "impact", "pain_point", "text")
"""What the public sees of an entry that at least five people share."""
