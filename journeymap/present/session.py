"""A session while it is recorded, as values: the stream of entries, where we are, and where people went from here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from journeymap.analysis.sessions import Place, SessionSummary, counted
from journeymap.core.capture import format_line, line_of, match_step
from journeymap.core.model import (
    Consent,
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
from journeymap.core.reader import Reader
from journeymap.core.scales import CONSENT_SCOPES, DROPPED, FEELINGS, IMPACTS
from journeymap.core.wording import MINUS, clock_text, count_text, list_text, quoted

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

NEXT_AT_MOST: Final = 9
LEAVES: Final = "Leaves"


@dataclass(frozen=True, slots=True)
class StreamEntry:
    """One line of the stream. `spoken` is all of it in words; `typed` is the line as it would be typed."""

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


@dataclass(frozen=True, slots=True)
class NextStep:
    """A likely next step. `words` say how often ("8 of 11"); an empty `step_id` with `LEAVES` ends the journey."""

    step_id: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of the map for the small picture of where we are: been there, here, or still ahead."""

    step_id: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class SessionHead:
    """What does not change from entry to entry. `scopes` None: consent not recorded; empty: refused."""

    session: Session
    pseudonym: str
    inclusion: int | None
    attributes: tuple[tuple[str, str], ...]
    round_title: str
    map_title: str
    task: str
    scopes: tuple[str, ...] | None
    steps: tuple[Step, ...]
    phases: Mapping[str, str]
    links: tuple[tuple[str, str], ...]

    @property
    def may_quote(self) -> bool:
        """Whether quotes are offered: yes, unless consent was asked for and quoting is not in it."""
        return self.scopes is None or "quotes" in self.scopes

    def title_of(self, entry: Observation) -> str:
        """The title of the place that a visit names."""
        if entry.step_id is None:
            return entry.raw_label or ""
        return next((step.title for step in self.steps if step.id == entry.step_id), "a step of another map")

    def phase_of(self, step_id: str | None) -> str:
        step = next((step for step in self.steps if step.id == step_id), None)
        return self.phases.get(step.phase_id or "", "") if step else ""


def load_head(reader: Reader, session_id: str) -> SessionHead | None:
    """The head of a session; None when it is not in the project any more."""
    session = reader.get(Session, session_id)
    if session is None:
        return None
    participant = reader.get(Participant, session.participant_id)
    journey = reader.get(JourneyMap, session.map_id)
    found = reader.get(Round, session.round_id) if session.round_id else None
    task = reader.get(TaskScenario, session.scenario_id) if session.scenario_id else None
    consent = next(iter(reader.find(Consent, session_id=session_id)), None)
    return SessionHead(
        session=session,
        pseudonym=participant.pseudonym if participant else "",
        inclusion=participant.digital_inclusion if participant else None,
        attributes=participant.attributes if participant else (),
        round_title=found.title if found else "",
        map_title=journey.title if journey else "",
        task=task.title if task else "",
        scopes=None if consent is None else (consent.scopes if consent.state == "given" else ()),
        steps=tuple(reader.find(Step, map_id=session.map_id)),
        phases={phase.id: phase.title for phase in reader.find(Phase, map_id=session.map_id)},
        links=tuple((link.from_step_id, link.to_step_id) for link in reader.find(Transition, map_id=session.map_id)),
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
        value = "not rated yet" if entry.impact is None else ""
    elif entry.kind == "marker" and entry.text in {"pause", "resume"}:
        word, text = "", "Pause" if entry.text == "pause" else "Goes on"
    tags = " ".join(f"#{tag}" for tag in entry.tags)
    clock = clock_text(entry.at_ms)
    impact = f", impact {entry.impact} of 4, {IMPACTS[entry.impact]}" if entry.impact is not None else ""
    spoken = " ".join(part for part in (clock, word, text, tags, value) if part) + impact
    line = line_of(entry, head.title_of(entry) if entry.kind == "visit" else "")
    typed = format_line(replace(line, at_ms=None))
    return StreamEntry(entry.id, clock, entry.kind, word, text, tags, entry.impact, value, spoken, typed)


def place_now(entries: Sequence[Observation]) -> Place | None:
    """The place of the last visit, None before the first."""
    for entry in reversed(entries):
        if entry.kind == "visit":
            return Place(entry.step_id, "" if entry.step_id else entry.raw_label or "")
    return None


def is_paused(entries: Sequence[Observation]) -> bool:
    """Whether the last pause has not been ended."""
    marks = [entry.text for entry in entries if entry.kind == "marker" and entry.text in {"pause", "resume"}]
    return bool(marks) and marks[-1] == "pause"


def likely_next(summaries: Iterable[SessionSummary], head: SessionHead, here: Place | None) -> tuple[NextStep, ...]:
    """Where people went from here, most frequent first, then what the map plans, then the step after it in order.

    The words give the sessions that went there directly, of those that came here. Before the first visit it is where
    sessions began.
    """
    others = [each for each in counted(summaries) if each.id != head.session.id and each.places]
    came, went, left = _tally(others, here)
    titles = {step.id: step.title for step in head.steps}
    order = {step.id: position for position, step in enumerate(head.steps)}
    found: dict[str, NextStep] = {}
    for place, number in sorted(went.items(), key=lambda item: (-item[1], item[0])):
        step = titles.get(place.step_id or "") or place.raw_label
        known = match_step(step, head.steps)
        back = known is not None and here is not None and order.get(here.step_id or "", -1) > order[known.id]
        words = f"back, {number}" if back else count_text(number, came)
        found.setdefault(step, NextStep(known.id if known else "", step, words))
    if here is not None and here.step_id is not None:
        for source, target in head.links:
            if source == here.step_id and target in titles:
                found.setdefault(titles[target], NextStep(target, titles[target], "on the map"))
    position = order.get(here.step_id or "", -1) if here is not None else -1
    if (here is None or here.step_id is not None) and position + 1 < len(head.steps):
        after = head.steps[position + 1]
        found.setdefault(after.title, NextStep(after.id, after.title, "next on the map"))
    listed = list(found.values())[: NEXT_AT_MOST - 1]
    if left:
        listed.append(NextStep("", LEAVES, count_text(left, came)))
    return tuple(listed)


def _tally(others: Sequence[SessionSummary], here: Place | None) -> tuple[int, Counter[Place], int]:
    """Sessions that came here, where they went next (each once a session), and how many left from here."""
    if here is None:
        return len(others), Counter(each.places[0] for each in others), 0
    came = [each for each in others if here in each.places]
    went: Counter[Place] = Counter()
    for each in came:
        after = {each.places[index + 1] for index in range(len(each.places) - 1) if each.places[index] == here}
        went.update(after - {here})
    left = sum(1 for each in came if each.places[-1] == here and each.outcome in DROPPED)
    return len(came), went, left


def path_steps(head: SessionHead, entries: Sequence[Observation]) -> tuple[PathStep, ...]:
    """The steps of the map in order, each with whether the person has been there."""
    been = {entry.step_id for entry in entries if entry.kind == "visit"}
    here = place_now(entries)

    def state(step: Step) -> str:
        if here is not None and step.id == here.step_id:
            return "here"
        return "been" if step.id in been else "ahead"

    return tuple(PathStep(step.id, step.title, state(step)) for step in head.steps)


def consent_words(scopes: Sequence[str] | None) -> tuple[str, str]:
    """What was agreed to and what not, in words: ("notes, being quoted", "audio recording …")."""
    if scopes is None:
        return "not recorded", ""
    if not scopes:
        return "refused", ""
    given = [words for key, words in CONSENT_SCOPES.items() if key in scopes]
    missing = [words for key, words in CONSENT_SCOPES.items() if key not in scopes]
    return list_text(given), list_text(missing)


def tags_in_use(reader: Reader) -> dict[str, tuple[str, int]]:
    """Tags of pain points: title, and how many people met them so far."""
    people: dict[str, set[str]] = {}
    who = dict(reader.columns(Session, ["id", "participant_id"]))
    for point_id, session_id in reader.columns(Observation, ["pain_point_id", "session_id"], kind="pain"):
        if point_id is not None:
            people.setdefault(point_id, set()).add(who.get(session_id, ""))
    return {point.tag: (point.title, len(people.get(point.id, ()))) for point in reader.find(PainPoint) if point.tag}
