"""Verbs about rounds of research with their forms, and the tasks people are given."""

from collections.abc import Sequence
from dataclasses import replace

from journeymap.core.capture import one_line, title_key
from journeymap.core.edits.people import checked_title
from journeymap.core.edits.recording import checked_scopes
from journeymap.core.errors import Problem
from journeymap.core.model import JourneyMap, Round, TaskScenario
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import METHODS


def find_round(reader: Reader, title: str) -> Round | None:
    """The round of this title, case and outer blanks aside."""
    wanted = title_key(title)
    return next((found for found in reader.find(Round) if title_key(found.title) == wanted), None)


def find_or_make_round(edit: Edit, title: str, method: str = "") -> Round:
    """The round of this title; made, after the others, when there is none."""
    name = checked_title(title, "round")
    found = find_round(edit, name)
    if found is not None:
        return found
    _check_method(method)
    position = max((row[0] for row in edit.columns(Round, ["position"])), default=-1) + 1
    made = Round(id=edit.clock.new_id(), project_id=edit.project_id, title=name, position=position, method=method)
    edit.put(made)
    return made


def change_round(edit: Edit, round_id: str, *, title: str | None = None, method: str | None = None) -> Round:
    """Give a round another title or method; None leaves it as it is."""
    found = get_round(edit, round_id)
    if title is not None:
        name = checked_title(title, "round")
        other = find_round(edit, name)
        if other is not None and other.id != round_id:
            raise Problem(f"There is another round called “{other.title}”. Nothing was changed.")
        found = replace(found, title=name)
    if method is not None:
        _check_method(method)
        found = replace(found, method=method)
    edit.put(found)
    return found


def set_round_form(edit: Edit, round_id: str, scopes: Sequence[str], form_version: str) -> Round:
    """Say what the form of a round asks people to consent to, and the version of its wording."""
    found = get_round(edit, round_id)
    changed = replace(found, consent_scopes=checked_scopes(scopes), form_version=one_line(form_version))
    edit.put(changed)
    return changed


def get_round(edit: Edit, round_id: str) -> Round:
    """The round; a Problem where it is gone."""
    found = edit.get(Round, round_id)
    if found is None:
        raise Problem("This round is not in the project any more. Nothing was changed.")
    return found


def find_task(reader: Reader, title: str) -> TaskScenario | None:
    """The task of this title, case and outer blanks aside."""
    wanted = title_key(title)
    return next((task for task in reader.find(TaskScenario) if title_key(task.title) == wanted), None)


def find_or_make_task(edit: Edit, title: str) -> TaskScenario:
    """The task of this title; made when there is none."""
    name = checked_title(title, "task")
    found = find_task(edit, name)
    if found is not None:
        return found
    made = TaskScenario(id=edit.clock.new_id(), project_id=edit.project_id, title=name)
    edit.put(made)
    return made


def set_task(
    edit: Edit,
    task_id: str,
    *,
    title: str,
    instructions: str = "",
    success_rule: str = "",
    time_limit_ms: int | None = None,
    map_id: str | None = None,
) -> TaskScenario:
    """Describe a task: what is asked, when it counts as done, how long it may take, and on which map (None: any)."""
    found = edit.get(TaskScenario, task_id)
    if found is None:
        raise Problem("This task is not in the project any more. Nothing was changed.")
    name = checked_title(title, "task")
    other = find_task(edit, name)
    if other is not None and other.id != task_id:
        raise Problem(f"There is another task called “{other.title}”. Nothing was changed.")
    if time_limit_ms is not None and time_limit_ms <= 0:
        raise Problem("A time limit is longer than nothing. Nothing was changed. Please leave it empty for none.")
    if map_id is not None and edit.get(JourneyMap, map_id) is None:
        raise Problem("The map of this task is not in the project any more. Nothing was changed.")
    changed = replace(
        found,
        title=name,
        instructions=instructions.strip(),
        success_rule=success_rule.strip(),
        time_limit_ms=time_limit_ms,
        map_id=map_id,
    )
    edit.put(changed)
    return changed


def _check_method(method: str) -> None:
    if method and method not in METHODS:
        raise Problem(f"“{method}” is no method. Please take one of: {', '.join(METHODS)}.")
