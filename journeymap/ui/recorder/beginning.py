"""What the page before a session offers, read from the project."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final

from journeymap.core.capture import title_key
from journeymap.core.edits.people import next_pseudonym, segments_of
from journeymap.core.model import (
    JourneyMap,
    Participant,
    ParticipantIdentity,
    Project,
    Round,
    Session,
    TaskScenario,
)
from journeymap.core.reader import Reader
from journeymap.core.wording import date_text, sessions
from journeymap.ui.recorder.about_person import About
from journeymap.ui.recorder.left_open import RunningSession, open_sessions
from journeymap.ui.recorder.task_plan import WantedTask

MOST_PEOPLE: Final = 500


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who has been here before; `words` say how often and when last."""

    inclusion: int | None
    about: About
    words: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the page offers. `offered` has what others have, by field; `prefix` is the letter of new pseudonyms."""

    prefix: str
    suggested: str
    people: Mapping[str, KnownPerson]
    rounds: tuple[str, ...]
    maps: tuple[tuple[str, str], ...]
    tasks: tuple[WantedTask, ...]
    attribute_names: tuple[str, ...]
    offered: Mapping[str, tuple[str, ...]]
    running: tuple[RunningSession, ...]
    zone: str


def load_beginning(reader: Reader, prefix: str) -> Beginning:
    """Read what is offered; without a prefix the first letter is taken that nobody's pseudonym begins with."""
    people = _people_to_offer(reader)
    prefix = prefix or free_prefix(person.pseudonym for person in people)
    project = reader.get(Project, reader.project_id)
    return Beginning(
        prefix=prefix,
        suggested=next_pseudonym(reader, prefix),
        people=_known_people(reader, people),
        rounds=tuple(found.title for found in reader.find(Round)),
        maps=tuple((found.id, found.title) for found in reader.find(JourneyMap)),
        tasks=tuple(
            WantedTask(task.title, task.instructions, task.success_rule, task.time_limit_ms)
            for task in reader.find(TaskScenario)
        ),
        attribute_names=project.attribute_names if project else (),
        offered={
            "segments": tuple(segments_of(reader)),
            "assistive_tech": _spellings(person.assistive_tech for person in people),
            "device": _spellings(person.device for person in people),
            "language": _spellings(person.language for person in people),
        },
        running=open_sessions(reader),
        zone=project.zone if project else "UTC",
    )


def _people_to_offer(reader: Reader) -> list[Participant]:
    """Everybody; of a large log only those who were recorded, as nobody looks through a list of thousands."""
    everybody = reader.count(Participant) <= MOST_PEOPLE
    return reader.find(Participant) if everybody else reader.find(Participant, import_id=None)[-MOST_PEOPLE:]


def free_prefix(pseudonyms: Iterable[str]) -> str:
    """The first letter with which none of these begins in the way that pseudonyms are given: a letter and digits."""
    taken = {name[:1] for name in pseudonyms if name[1:].isdigit()}
    return next((letter for letter in ascii_uppercase if letter not in taken), "A")


def _known_people(reader: Reader, people: Sequence[Participant]) -> dict[str, KnownPerson]:
    identities = {identity.participant_id: identity for identity in reader.find(ParticipantIdentity)}
    visits: dict[str, list[tuple[int | None, str]]] = {person.id: [] for person in people}
    for person_id, started_at_ms, zone in reader.columns(Session, ["participant_id", "started_at_ms", "zone"]):
        if person_id in visits:
            visits[person_id].append((started_at_ms, zone))
    return {
        person.pseudonym: KnownPerson(
            person.digital_inclusion,
            _about(person, identities.get(person.id)),
            _visits_text(visits[person.id]),
        )
        for person in people
    }


def _about(person: Participant, identity: ParticipantIdentity | None) -> About:
    return About(
        segments=person.segments,
        assistive_tech=person.assistive_tech,
        device=person.device,
        language=person.language,
        attributes=person.attributes,
        name=identity.name if identity else "",
        contact=identity.contact if identity else "",
    )


def _visits_text(visits: Sequence[tuple[int | None, str]]) -> str:
    """How often somebody was here, and when last; `visits` are the starts of their sessions (UTC ms) with zones."""
    if not visits:
        return "Known to the project, without a session yet."
    started_at_ms, zone = max(visits, key=lambda visit: visit[0] or 0)
    when = f", the last on {date_text(started_at_ms, zone)}" if started_at_ms is not None else ""
    return f"Has been here before: {sessions(len(visits))}{when}."


def _spellings(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, case aside, in order."""
    found = {title_key(word): word for word in words if word}
    return tuple(found[key] for key in sorted(found))
