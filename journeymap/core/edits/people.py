"""Verbs about people and the sittings they come in: participants, rounds, tasks, what counts."""

import re
from dataclasses import replace

from journeymap.core.capture import one_line
from journeymap.core.errors import Problem
from journeymap.core.model import Participant, Project, Round, Session, TaskScenario
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import METHODS


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


def next_pseudonym(reader: Reader) -> str:
    """The next free one of P01, P02, …"""
    taken = {row[0] for row in reader.columns(Participant, ["pseudonym"])}
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch(r"P(\d{1,6})", name))]
    return f"P{max(numbers, default=0) + 1:02d}"


def set_inclusion(edit: Edit, participant_id: str, digital_inclusion: int | None) -> Participant:
    """Note where a person stands on the digital inclusion scale, 1–9."""
    if digital_inclusion is not None and not 1 <= digital_inclusion <= 9:
        raise Problem(f"Digital inclusion goes from 1 to 9, not {digital_inclusion}. Nothing was changed.")
    found = edit.get(Participant, participant_id)
    if found is None:
        raise Problem("This participant is not in the project any more. Nothing was changed.")
    changed = replace(found, digital_inclusion=digital_inclusion)
    edit.put(changed)
    return changed


def find_round(reader: Reader, title: str) -> Round | None:
    """The round of this title, case and outer blanks aside."""
    wanted = title.strip().casefold()
    return next((found for found in reader.find(Round) if found.title.strip().casefold() == wanted), None)


def find_or_make_round(edit: Edit, title: str, method: str = "") -> Round:
    """The round of this title; made, after the others, when there is none."""
    name = checked_title(title, "round")
    found = find_round(edit, name)
    if found is not None:
        return found
    if method and method not in METHODS:
        raise Problem(f"“{method}” is no method. Please take one of: {', '.join(METHODS)}.")
    position = max((row[0] for row in edit.columns(Round, ["position"])), default=-1) + 1
    made = Round(id=edit.clock.new_id(), project_id=edit.project_id, title=name, position=position, method=method)
    edit.put(made)
    return made


def find_or_make_task(edit: Edit, title: str) -> TaskScenario:
    """The task of this title; made when there is none."""
    name = checked_title(title, "task")
    found = next((task for task in edit.find(TaskScenario) if task.title.casefold() == name.casefold()), None)
    if found is not None:
        return found
    made = TaskScenario(id=edit.clock.new_id(), project_id=edit.project_id, title=name)
    edit.put(made)
    return made


def set_title(edit: Edit, title: str) -> Project:
    """Name the project."""
    project = edit.get(Project, edit.project_id)
    assert project is not None
    changed = replace(project, title=checked_title(title, "project"))
    edit.put(changed)
    return changed


def _session(edit: Edit, session_id: str) -> Session:
    found = edit.get(Session, session_id)
    if found is None:
        raise Problem("This session is not in the project any more. Nothing was changed.")
    return found


def exclude_session(edit: Edit, session_id: str, reason: str) -> Session:
    """Leave a session out of all counting, and say why."""
    changed = replace(_session(edit, session_id), quality="excluded", quality_reason=checked_title(reason, "reason"))
    edit.put(changed)
    return changed


def include_session(edit: Edit, session_id: str) -> Session:
    """Count a session again."""
    changed = replace(_session(edit, session_id), quality="ok", quality_reason="")
    edit.put(changed)
    return changed
