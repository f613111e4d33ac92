"""Sessions as the text that capture.md describes: written so that reading it gives the same session again.

What other observers noted of a session follows it as a part of its own, on the clock of the session.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from journeymap.core.capture import Line, format_line, line_of, one_line
from journeymap.core.heads import OF_SESSION, attribute_key, channel_values
from journeymap.core.model import (
    Channel,
    Consent,
    JourneyMap,
    Observation,
    Participant,
    Project,
    Questionnaire,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.observers import lead_entries, offset_ms, other_observers
from journeymap.core.reader import Reader
from journeymap.core.wording import plural

_AT_ONCE = 200  # sessions whose entries are read together
_SEPARATOR = "==="


@dataclass(frozen=True, slots=True)
class _Names:
    """Titles by id, read once for all sessions."""

    people: dict[str, Participant]
    maps: dict[str, str]
    rounds: dict[str, str]
    tasks: dict[str, TaskScenario]
    steps: dict[str, str]
    channels: dict[str, str]
    consents: dict[str, Consent]
    answers: dict[str, list[Questionnaire]]
    zone: str


def session_texts(
    reader: Reader, session_ids: Sequence[str], at: Callable[[float], None] | None = None
) -> Iterator[str]:
    """One text a session, in the given order, each with its head and without the separator between sessions.

    `at` is told the part done, 0…1.
    """
    names = _names(reader)
    for start in range(0, len(session_ids), _AT_ONCE):
        if at is not None:
            at(start / len(session_ids))
        part = tuple(session_ids[start : start + _AT_ONCE])
        sessions = {session.id: session for session in reader.find(Session, id=part)}
        entries: dict[str, list[Observation]] = {}
        for observation in reader.find(Observation, session_id=part):
            entries.setdefault(observation.session_id, []).append(observation)
        for session_id in part:
            if session_id in sessions:
                yield session_text(sessions[session_id], entries.get(session_id, []), names)


def project_text(reader: Reader) -> str:
    """All sessions of a project as one file."""
    return joined(session_texts(reader, [row[0] for row in reader.columns(Session, ("id",))]))


def joined(texts: Iterable[str]) -> str:
    """Several session texts as one file."""
    return f"\n{_SEPARATOR}\n".join(texts)


def _names(reader: Reader) -> _Names:
    project = reader.get(Project, reader.project_id)
    answers: dict[str, list[Questionnaire]] = {}
    for questionnaire in reader.find(Questionnaire):
        answers.setdefault(questionnaire.session_id, []).append(questionnaire)
    return _Names(
        people={person.id: person for person in reader.find(Participant)},
        maps=dict(reader.columns(JourneyMap, ("id", "title"))),
        rounds=dict(reader.columns(Round, ("id", "title"))),
        tasks={task.id: task for task in reader.find(TaskScenario)},
        steps=dict(reader.columns(Step, ("id", "title"))),
        channels=dict(reader.columns(Channel, ("id", "title"))),
        consents={consent.session_id: consent for consent in reader.find(Consent)},
        answers=answers,
        zone=project.zone if project is not None else "UTC",
    )


def session_text(session: Session, entries: Iterable[Observation], names: _Names) -> str:
    """The head, three hyphens, and one line an entry; ends with a line break."""
    everything = list(entries)
    said = _saying_something(lead_entries(session, everything))
    lines = _lines(session, said, names)
    if session.outcome != "not_observed" or session.ended_ms is not None:
        at_ms = session.ended_ms if session.timed else None
        lines.append(format_line(Line("end", outcome=session.outcome, at_ms=at_ms)))
    pictures = sum(entry.attachment_id is not None for entry in everything)
    parts = [_pictures_left_out(pictures) + _part((*_head(session, names), *_channels(said, names)), lines)]
    for observer in other_observers(session, everything):
        noted = _saying_something(entry for entry in everything if entry.observer == observer)
        head = (*_head_of_another(session, observer, names), *_channels(noted, names))
        parts.append(_part(head, _lines(session, noted, names)))
    return joined(parts)


def _pictures_left_out(count: int) -> str:
    """A comment before the head, where the session has pictures."""
    verb = "is" if count == 1 else "are"
    return f"# {plural(count, 'picture')} of this session {verb} not in this text\n" if count else ""


def _part(head: Iterable[tuple[str, str]], lines: Sequence[str]) -> str:
    written = [
        f"{' '.join(key.replace(':', ' ').split())}: {one_line(value)}" for key, value in head if one_line(value)
    ]
    return "\n".join([*written, "---", *lines]) + "\n"


def _lines(session: Session, entries: Iterable[Observation], names: _Names) -> list[str]:
    return [_entry(observation, session.timed, names) for observation in entries]


def _saying_something(entries: Iterable[Observation]) -> list[Observation]:
    return [entry for entry in entries if _says_something(entry)]


def _says_something(observation: Observation) -> bool:
    """False for an entry whose words may not be shown and that is nothing but words."""
    if observation.text or observation.kind in {"visit", "pain", "emotion", "help"}:
        return True
    return observation.kind == "do" and bool(observation.tags)


def _entry(observation: Observation, timed: bool, names: _Names) -> str:
    line = line_of(observation, names.steps.get(observation.step_id or "", ""))
    if not timed:
        line = replace(line, at_ms=None, until_ms=None)
    written = format_line(line)
    return f" {written}" if written == _SEPARATOR else written


def _head(session: Session, names: _Names) -> Iterator[tuple[str, str]]:
    person = names.people.get(session.participant_id)
    yield "participant", person.pseudonym if person is not None else "-"
    yield "round", names.rounds.get(session.round_id or "", "")
    yield "map", names.maps.get(session.map_id, "")
    yield from _task_head(names.tasks.get(session.scenario_id or ""))
    yield "started", "" if session.started_at_ms is None else _moment(session.started_at_ms)
    yield "zone", session.zone if session.zone != names.zone else ""
    yield "method", session.method
    yield "mode", session.mode
    yield from _person_head(person)
    yield from _consent_head(names.consents.get(session.id))
    yield from _not_asked(session, names)
    yield "observer", session.observer
    yield "moved by", _seconds(offset_ms(session, session.observer))
    yield "sitting", session.sitting
    yield "satisfaction", str(session.satisfaction or "")
    yield "ease", str(session.ease or "")
    yield from _answers(names.answers.get(session.id, []))
    if session.quality != "ok":
        yield "quality", session.quality
        yield "quality reason", session.quality_reason
    yield "case", session.case_id
    yield from ((f"{OF_SESSION} {name}", value) for name, value in session.attributes)
    yield from ((attribute_key(name), value) for name, value in (person.attributes if person is not None else ()))


def _head_of_another(session: Session, observer: str, names: _Names) -> Iterator[tuple[str, str]]:
    """What finds the session again to which another observer's entries belong."""
    known = ("participant", "round", "map", "task", "started", "zone", "sitting")
    yield from (pair for pair in _head(session, names) if pair[0] in known)
    yield "second observer", observer
    yield "moved by", _seconds(offset_ms(session, observer))


def _person_head(person: Participant | None) -> Iterator[tuple[str, str]]:
    if person is None:
        return
    yield "inclusion", str(person.digital_inclusion or "")
    yield "segments", ", ".join(person.segments)
    yield "assistive technology", person.assistive_tech
    yield "device", person.device
    yield "language", person.language


def _channels(entries: Iterable[Observation], names: _Names) -> Iterator[tuple[str, str]]:
    for value in channel_values([names.channels.get(entry.channel_id or "", "") for entry in entries]):
        yield "channel", value


def _task_head(task: TaskScenario | None) -> Iterator[tuple[str, str]]:
    if task is None:
        return
    yield "task", task.title
    yield "task instructions", task.instructions
    yield "success rule", task.success_rule
    yield "time limit", "" if task.time_limit_ms is None else _limit(task.time_limit_ms)


def _limit(ms: int) -> str:
    """A time limit in minutes where it is so many, otherwise in seconds."""
    if ms % 60_000 == 0:
        return f"{ms // 60_000} min"
    return f"{ms // 1000}.{ms % 1000:03d}".rstrip("0").rstrip(".") + " s"


def _answers(questionnaires: Iterable[Questionnaire]) -> Iterator[tuple[str, str]]:
    for answered in questionnaires:
        said = " ".join(str(answer or "-") for answer in answered.answers)
        moment = "" if answered.at_ms is None else f" at {_moment(answered.at_ms)}"
        yield answered.kind.replace("_", " "), said + moment


def _seconds(ms: int) -> str:
    return f"{ms / 1000:+.3f} s" if ms else ""


def _consent_head(consent: Consent | None) -> Iterator[tuple[str, str]]:
    if consent is None:
        return
    yield "consent", ", ".join(consent.scopes) or ("refused" if consent.state == "given" else consent.state)
    yield "consent how", consent.how
    yield "consent form", consent.form_version
    yield "consent given", "" if consent.given_at_ms is None else _moment(consent.given_at_ms)
    yield "consent expires", "" if consent.expires_at_ms is None else _moment(consent.expires_at_ms)
    if consent.state == "withdrawn":
        yield "consent withdrawn", "yes" if consent.withdrawn_at_ms is None else _moment(consent.withdrawn_at_ms)


def _not_asked(session: Session, names: _Names) -> Iterator[tuple[str, str]]:
    left_out = [names.steps.get(step_id, "") for step_id in session.not_asked_step_ids]
    left_out += session.not_asked_labels
    if any("," in title for title in left_out):
        # One line alone would be taken apart at its commas.
        yield from (("not asked", title) for title in (left_out if len(left_out) > 1 else left_out * 2))
    else:
        yield "not asked", ", ".join(left_out)


def _moment(at_ms: int) -> str:
    """ISO 8601 in UTC, with milliseconds only where there are any."""
    moment = datetime.fromtimestamp(at_ms // 1000, UTC).replace(tzinfo=None)
    rest = at_ms % 1000
    return f"{moment.isoformat()}{f'.{rest:03d}' if rest else ''}Z"
