"""A session while it is recorded, as values: who is here and what was agreed to, and the stream of entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from journeymap.core.capture import format_line, line_of
from journeymap.core.edits.consent import consent_of
from journeymap.core.gaps import BREAKS, gap_of, is_counted
from journeymap.core.model import (
    JourneyMap,
    Observation,
    PainPoint,
    Participant,
    Phase,
    Round,
    Session,
    Step,
    TaskScenario,
    Transition,
)
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader
from journeymap.core.scales import CONSENT_SCOPES, FEELINGS, GAPS, IMPACTS, WRITTEN_UP
from journeymap.core.wording import MINUS, clock_text, date_text, duration_text, list_text, quoted

KIND_WORDS: Final = {
    "visit": "goes to",
    "do": "does",
    "think": "thinks",
    "quote": "says",
    "pain": "pain",
    "emotion": "feels",
    "help": "help",
    "idea": "idea",
    "marker": "note",
}
"""The word before an entry of each kind."""

EDIT_LABELS: Final = {
    "visit": "Record a step",
    "do": "Record what the person does",
    "think": "Record a thought",
    "quote": "Record a quote",
    "pain": "Record a pain",
    "emotion": "Record a feeling",
    "help": "Record help",
    "idea": "Park an idea",
    "marker": "Record a note",
    "end": "End the session",
}
"""What undo and the journal call an entry of each kind; never the entry's own words."""
UNNAMED_LEAD: Final = "the lead"
"""What the lead observer is called who was not named."""


@dataclass(frozen=True, slots=True)
class StreamEntry:
    """One line of the stream. `spoken` is all of it in words; `typed` is the line as it would be typed.

    `noted_by` is empty where the session has one observer; `lead`: whether it is the lead observer's.
    """

    id: str
    clock: str
    kind: str
    word: str
    text: str
    tags: str
    impact: int | None
    value_text: str
    spoken: str
    typed: str
    picture: bool = False
    noted_by: str = ""
    lead: bool = True


@dataclass(frozen=True, slots=True)
class SessionHead:
    """What does not change from entry to entry. `scopes` None: consent not recorded; empty: refused.

    `others` are the observers beside the lead. After `holds_until_ms` (UTC) the consent counts no more; None: no end.
    """

    session: Session
    participant: Participant | None
    round: Round | None
    map_title: str
    task: TaskScenario | None
    scopes: tuple[str, ...] | None
    steps: tuple[Step, ...]
    phases: Mapping[str, str]
    links: tuple[tuple[str, str], ...]
    others: tuple[str, ...] = ()
    holds_until_ms: int | None = None

    @property
    def pseudonym(self) -> str:
        return self.participant.pseudonym if self.participant else ""

    @property
    def round_title(self) -> str:
        return self.round.title if self.round else ""

    @property
    def written_up(self) -> bool:
        """Whether the session is written down afterwards: its clock stands at the last time that was given."""
        return self.session.mode in WRITTEN_UP

    @property
    def waits(self) -> bool:
        """Whether the clock of a live session has not been started yet."""
        return self.session.started_at_ms is None and not self.written_up

    @property
    def form(self) -> tuple[str, ...]:
        """The scopes that this round's form asks for; none where the round has no form."""
        return self.round.consent_scopes if self.round else ()

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """What is known of the person, as names and values."""
        who = self.participant
        if who is None:
            return ()
        inclusion = f"{who.digital_inclusion} of 9" if who.digital_inclusion is not None else ""
        facts = (
            ("Inclusion", inclusion),
            ("Segment", list_text(who.segments)),
            ("Uses", list_text([words for words in (who.assistive_tech, who.device) if words])),
            ("Language", who.language),
            *((name[:1].upper() + name[1:], value) for name, value in who.attributes),
        )
        return tuple((name, value) for name, value in facts if value)

    @property
    def may_quote(self) -> bool:
        """Whether quotes are offered: yes, unless consent was asked for and quoting is not in it."""
        return self.scopes is None or "quotes" in self.scopes

    def title_of(self, entry: Observation) -> str:
        """The title of the place that a visit names."""
        if entry.step_id is None:
            return entry.raw_label or ""
        return next((step.title for step in self.steps if step.id == entry.step_id), "a step of another map")

    def noted_by(self, entry: Observation) -> str:
        """Who noted an entry; empty where nobody but the lead observed."""
        return (entry.observer or self.session.observer or UNNAMED_LEAD) if self.others else ""

    def phase_of(self, step_id: str | None) -> str:
        step = next((step for step in self.steps if step.id == step_id), None)
        return self.phases.get(step.phase_id or "", "") if step else ""


def load_head(reader: Reader, session_id: str) -> SessionHead | None:
    """The head of a session; None when it is not in the project any more."""
    session = reader.get(Session, session_id)
    if session is None:
        return None
    journey = reader.get(JourneyMap, session.map_id)
    consent = consent_of(reader, session_id)
    observers = dict.fromkeys(name for (name,) in reader.columns(Observation, ("observer",), session_id=session_id))
    return SessionHead(
        session=session,
        participant=reader.get(Participant, session.participant_id),
        round=reader.get(Round, session.round_id) if session.round_id else None,
        map_title=journey.title if journey else "",
        task=reader.get(TaskScenario, session.scenario_id) if session.scenario_id else None,
        scopes=None if consent is None else (consent.scopes if consent.state == "given" else ()),
        steps=tuple(reader.find(Step, map_id=session.map_id)),
        phases={phase.id: phase.title for phase in reader.find(Phase, map_id=session.map_id)},
        links=tuple((link.from_step_id, link.to_step_id) for link in reader.find(Transition, map_id=session.map_id)),
        others=tuple(name for name in observers if not is_lead(name, session.observer)),
        holds_until_ms=consent.expires_at_ms if consent is not None and consent.state == "given" else None,
    )


def load_entries(reader: Reader, session_id: str) -> list[Observation]:
    """The entries of a session in order of time."""
    return reader.find(Observation, session_id=session_id)


def stream_entry(entry: Observation, head: SessionHead) -> StreamEntry:
    """One entry as the stream shows it."""
    word = KIND_WORDS.get(entry.kind, entry.kind)
    text, value = entry.text, ""
    if entry.kind == "visit":
        text = head.title_of(entry)
        if entry.step_id is None:
            value = "not on the map yet"
    elif entry.kind == "quote":
        text = quoted(text)
    elif entry.kind == "emotion" and entry.value is not None:
        value = f"{entry.value:+d}".replace("-", MINUS) if entry.value else "0"
        text = text or FEELINGS[entry.value]
    elif entry.kind == "pain":
        text = text or ("not described" if entry.impact is None else IMPACTS[entry.impact])
        value = "not rated yet" if entry.impact is None else IMPACTS[0] if entry.impact == 0 else ""
    elif gap_of(entry):
        length = duration_text((entry.until_ms or 0) - (entry.at_ms or 0))
        word, text = "", f"Nobody saw {length}: {GAPS[gap_of(entry)]}"
        value = "counted in" if is_counted(entry) else "left out"
    elif entry.kind == "marker" and entry.text in BREAKS:
        word, text = "", "Pause" if entry.text == "pause" else "Goes on"
    tags = " ".join(f"#{tag}" for tag in entry.tags)
    clock = clock_text(entry.at_ms)
    impact = f", impact {entry.impact} of 4, {IMPACTS[entry.impact]}" if entry.impact is not None else ""
    picture = "with a picture" if entry.attachment_id else ""
    noted_by = head.noted_by(entry)
    by = f", noted by {noted_by}" if noted_by else ""
    spoken = " ".join(part for part in (clock, word, text, tags, value, picture) if part) + impact + by
    line = line_of(entry, head.title_of(entry) if entry.kind == "visit" else "")
    typed = format_line(replace(line, at_ms=None))
    shown = (entry.id, clock, entry.kind, word, text, tags, entry.impact, value, spoken, typed)
    lead = is_lead(entry.observer, head.session.observer)
    return StreamEntry(*shown, picture=bool(picture), noted_by=noted_by, lead=lead)


def is_paused(entries: Sequence[Observation]) -> bool:
    """Whether the last pause has not been ended. A gap has an end of its own."""
    marks = [
        entry.text for entry in entries if entry.kind == "marker" and entry.text in BREAKS and entry.until_ms is None
    ]
    return bool(marks) and marks[-1] == "pause"


def breaks_ms(entries: Sequence[Observation], now_ms: int) -> int:
    """The time of a running session that is in no duration: pauses, and gaps that are not counted in."""
    total, since = 0, None
    for entry in entries:
        if entry.kind != "marker" or entry.text not in BREAKS or is_counted(entry):
            continue
        if entry.until_ms is not None:
            total += entry.until_ms - (entry.at_ms or 0)
        elif entry.text == "pause":
            since = entry.at_ms if since is None else since
        elif since is not None:
            total, since = total + (entry.at_ms or 0) - since, None
    return total + (now_ms - since if since is not None else 0)


def consent_words(scopes: Sequence[str] | None) -> tuple[str, str]:
    """What was agreed to and what not, in words: ("notes, being quoted", "audio recording …")."""
    if scopes is None:
        return "not recorded", ""
    if not scopes:
        return "refused", ""
    given = [words for key, words in CONSENT_SCOPES.items() if key in scopes]
    missing = [words for key, words in CONSENT_SCOPES.items() if key not in scopes]
    return list_text(given), list_text(missing)


def held_until(head: SessionHead) -> str:
    """The last day on which the consent of a session holds: "31 December 2027"; empty where no end was said."""
    return "" if head.holds_until_ms is None else date_text(head.holds_until_ms - 1, head.session.zone)


def tags_in_use(reader: Reader) -> dict[str, tuple[str, int]]:
    """Tags of pain points: title, and how many people met them so far."""
    people: dict[str, set[str]] = {}
    who = dict(reader.columns(Session, ["id", "participant_id"]))
    for point_id, session_id in reader.columns(Observation, ["pain_point_id", "session_id"], kind="pain"):
        if point_id is not None:
            people.setdefault(point_id, set()).add(who.get(session_id, ""))
    return {point.tag: (point.title, len(people.get(point.id, ()))) for point in reader.find(PainPoint) if point.tag}
