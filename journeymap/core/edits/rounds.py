"""Verbs about rounds of research with their forms, and the tasks people are given."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from journeymap.core.capture import one_line, title_key
from journeymap.core.edits.consent import checked_scopes
from journeymap.core.edits.existing import existing
from journeymap.core.edits.people import checked_title
from journeymap.core.errors import Problem
from journeymap.core.model import JourneyMap, Round, TaskScenario
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import METHODS

Titled = TypeVar("Titled", Round, TaskScenario)


def find_round(reader: Reader, title: str) -> Round | None:
    """The round of this title, case and outer blanks aside."""
    return _titled(reader, Round, title)


def find_or_make_round(edit: Edit, title: str, method: str = "") -> Round:
    """The round of this title; made, after the others, when there is none."""
    name = checked_title(title, "round")
    found = find_round(edit, name)
    if found is not None:
        return found
    check_method(method)
    position = max((row[0] for row in edit.columns(Round, ["position"])), default=-1) + 1
    made = Round(id=edit.clock.new_id(), project_id=edit.project_id, title=name, position=position, method=method)
    edit.put(made)
    return made


def change_round(edit: Edit, round_id: str, *, title: str | None = None, method: str | None = None) -> Round:
    """Give a round another title or method; None leaves it as it is."""
    found = get_round(edit, round_id)
    if title is not None:
        found = replace(found, title=_free_title(edit, found, title, "round"))
    if method is not None:
        check_method(method)
        found = replace(found, method=method)
    edit.put(found)
    return found


def set_round_form(edit: Edit, round_id: str, scopes: Sequence[str], form_version: str) -> Round:
    """Say what the form of a round asks people to consent to, and the version of its wording."""
    found = get_round(edit, round_id)
    changed = replace(found, consent_scopes=checked_scopes(scopes), form_version=one_line(form_version))
    edit.put(changed)
    return changed


def get_round(reader: Reader, round_id: str) -> Round:
    """The round; a Problem where it is gone."""
    return existing(reader, Round, round_id)


def find_task(reader: Reader, title: str) -> TaskScenario | None:
    """The task of this title, case and outer blanks aside."""
    return _titled(reader, TaskScenario, title)


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
    found = get_task(edit, task_id)
    name = _free_title(edit, found, title, "task")
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


def get_task(reader: Reader, task_id: str) -> TaskScenario:
    """The task; a Problem where it is gone."""
    return existing(reader, TaskScenario, task_id)


def check_method(method: str) -> None:
    """Raises Problem for what is no key of METHODS; empty is none and stands."""
    if method and method not in METHODS:
        raise Problem(f"“{method}” is no method. Please take one of: {', '.join(METHODS)}.")


def _titled(reader: Reader, kind: type[Titled], title: str) -> Titled | None:
    wanted = title_key(title)
    return next((found for found in reader.find(kind) if title_key(found.title) == wanted), None)


def _free_title(edit: Edit, named: Titled, title: str, word: str) -> str:
    """The title as it is kept; refused where another round, or another task, has it."""
    name = checked_title(title, word)
    other = _titled(edit, type(named), name)
    if other is not None and other.id != named.id:
        raise Problem(f"There is another {word} called “{other.title}”. Nothing was changed.")
    return name
