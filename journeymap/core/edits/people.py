"""Verbs about people: participants under their pseudonyms, what is known of them, and who they are.

Rounds and tasks are in `rounds.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from journeymap.core.capture import one_line, title_key
from journeymap.core.edits.existing import existing
from journeymap.core.errors import Problem
from journeymap.core.model import Pairs, Participant, ParticipantIdentity, Project
from journeymap.core.reader import Edit, Reader

_PREFIX: Final = re.compile(r"[^\W\d_]{1,4}")


def checked_title(text: str, of: str) -> str:
    """A title as one line; refused when there is nothing in it."""
    title = one_line(text)
    if not title:
        raise Problem(f"The name of the {of} is empty. Nothing was changed. Please type a name.")
    return title


def find_participant(reader: Reader, pseudonym: str) -> Participant | None:
    """The participant of this pseudonym, letter by letter."""
    return next(iter(reader.find(Participant, pseudonym=one_line(pseudonym))), None)


def find_or_make_participant(edit: Edit, pseudonym: str) -> Participant:
    """The participant of this pseudonym; made when there is none."""
    name = checked_title(pseudonym, "participant")
    found = find_participant(edit, name)
    if found is not None:
        return found
    made = Participant(id=edit.clock.new_id(), project_id=edit.project_id, pseudonym=name)
    edit.put(made)
    return made


def checked_prefix(text: str) -> str:
    """The letters that pseudonyms begin with, in capitals; refused where it is not one to four letters."""
    prefix = one_line(text).upper()
    if not _PREFIX.fullmatch(prefix):
        raise Problem(f"“{text}” cannot begin a pseudonym. Please take one to four letters, such as A.")
    return prefix


def next_pseudonym(reader: Reader, prefix: str = "P") -> str:
    """The next free one of P01, P02, … among all participants whose pseudonym begins so."""
    pattern = re.compile(rf"{re.escape(prefix)}(\d{{1,6}})")
    taken = {row[0] for row in reader.columns(Participant, ["pseudonym"])}
    numbers = [int(found[1]) for name in taken if (found := pattern.fullmatch(name))]
    return f"{prefix}{max(numbers, default=0) + 1:02d}"


def segments_of(reader: Reader) -> list[str]:
    """The segments that participants are in, in order of their names; case aside each once."""
    found: dict[str, str] = {}
    for participant in reader.find(Participant):
        for segment in participant.segments:
            found.setdefault(title_key(segment), segment)
    return sorted(found.values(), key=title_key)


def rename_participant(edit: Edit, participant_id: str, pseudonym: str) -> Participant:
    """Give a person another pseudonym; one that somebody else has is refused."""
    name = checked_title(pseudonym, "participant")
    other = find_participant(edit, name)
    if other is not None and other.id != participant_id:
        raise Problem(f"There is another participant called “{name}”. Nothing was changed. Please take another name.")
    changed = replace(get_participant(edit, participant_id), pseudonym=name)
    edit.put(changed)
    return changed


def set_inclusion(edit: Edit, participant_id: str, digital_inclusion: int | None) -> Participant:
    """Note where a person stands on the digital inclusion scale, 1–9; None takes it back."""
    if digital_inclusion is not None and not 1 <= digital_inclusion <= 9:
        raise Problem(f"Digital inclusion goes from 1 to 9, not {digital_inclusion}. Nothing was changed.")
    changed = replace(get_participant(edit, participant_id), digital_inclusion=digital_inclusion)
    edit.put(changed)
    return changed


def describe_participant(
    edit: Edit,
    participant_id: str,
    *,
    segments: Sequence[str] | None = None,
    assistive_tech: str | None = None,
    device: str | None = None,
    language: str | None = None,
    attributes: Pairs | None = None,
) -> Participant:
    """Note what is known of a person; None leaves a field as it is, an empty value takes it back.

    A segment that others are in keeps the spelling it has. Of `attributes` those with an empty value go; the others
    join or replace those that are there.
    """
    person = get_participant(edit, participant_id)
    if segments is not None:
        person = replace(person, segments=_checked_segments(edit, segments))
    texts = {"assistive_tech": assistive_tech, "device": device, "language": language}
    given = {name: one_line(text) for name, text in texts.items() if text is not None}
    if attributes is not None:
        merged = dict(person.attributes)
        merged |= {_checked_attribute(name): one_line(value) for name, value in attributes}
        person = replace(person, attributes=tuple((name, value) for name, value in merged.items() if value))
    person = replace(
        person,
        assistive_tech=given.get("assistive_tech", person.assistive_tech),
        device=given.get("device", person.device),
        language=given.get("language", person.language),
    )
    edit.put(person)
    return person


def _checked_segments(edit: Edit, segments: Sequence[str]) -> tuple[str, ...]:
    spelling = {title_key(segment): segment for segment in segments_of(edit)}
    found: dict[str, str] = {}
    for segment in segments:
        name = one_line(segment)
        if "," in name:
            raise Problem(f"“{name}” has a comma in it, which stands between segments. Nothing was changed.")
        if name:
            found.setdefault(title_key(name), spelling.get(title_key(name), name))
    return tuple(found.values())


def _checked_attribute(name: str) -> str:
    title = checked_title(name, "attribute")
    if ":" in title:
        raise Problem(f"The name “{title}” has a colon in it, which ends a name. Nothing was changed.")
    return title


def ask_attributes(edit: Edit, names: Sequence[str]) -> Project:
    """Say what is asked of every participant, beside what each has; names that differ by case only are one."""
    found: dict[str, str] = {}
    for name in names:
        title = _checked_attribute(name)
        found.setdefault(title_key(title), title)
    project = _project(edit)
    changed = replace(project, attribute_names=tuple(found.values()))
    edit.put(changed)
    return changed


def identity_of(reader: Reader, participant_id: str) -> ParticipantIdentity | None:
    """Who a participant is; None where nobody wrote it down."""
    return next(iter(reader.find(ParticipantIdentity, participant_id=participant_id)), None)


def set_identity(edit: Edit, participant_id: str, name: str, contact: str) -> ParticipantIdentity | None:
    """Write down who a participant is; without a name and a contact what was written is taken away."""
    get_participant(edit, participant_id)
    before = identity_of(edit, participant_id)
    name, contact = one_line(name), one_line(contact)
    if not name and not contact:
        if before is not None:
            edit.remove(before)
        return None
    identity = ParticipantIdentity(
        id=before.id if before else edit.clock.new_id(),
        project_id=edit.project_id,
        participant_id=participant_id,
        name=name,
        contact=contact,
    )
    edit.put(identity)
    return identity


def set_title(edit: Edit, title: str) -> Project:
    """Name the project."""
    changed = replace(_project(edit), title=checked_title(title, "project"))
    edit.put(changed)
    return changed


def get_participant(edit: Edit, participant_id: str) -> Participant:
    """The participant; a Problem where it is gone."""
    return existing(edit, Participant, participant_id)


def _project(edit: Edit) -> Project:
    project = edit.get(Project, edit.project_id)
    assert project is not None
    return project
