"""Verbs about planned links between the steps of a map."""

from dataclasses import replace

from journeymap.core.edits.existing import existing
from journeymap.core.edits.steps import get_step
from journeymap.core.errors import Problem
from journeymap.core.model import Transition
from journeymap.core.reader import Edit
from journeymap.core.scales import TRANSITION_KINDS


def add_transition(
    edit: Edit, from_step_id: str, to_step_id: str, kind: str = "next", condition: str = ""
) -> Transition:
    """A planned link between two steps of one map; from a step to itself it is a loop."""
    start, end = get_step(edit, from_step_id), get_step(edit, to_step_id)
    if start.map_id != end.map_id:
        raise Problem("These two steps are on different maps, so they cannot be linked. Nothing was changed.")
    _check_kind(kind)
    if edit.count(Transition, from_step_id=from_step_id, to_step_id=to_step_id):
        raise Problem(f"“{start.title}” and “{end.title}” are linked already. Nothing was changed.")
    made = Transition(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        map_id=start.map_id,
        from_step_id=from_step_id,
        to_step_id=to_step_id,
        kind="loop" if from_step_id == to_step_id else kind,
        condition=" ".join(condition.split()),
    )
    edit.put(made)
    return made


def change_transition(edit: Edit, transition_id: str, *, kind: str, condition: str) -> Transition:
    """Say what kind of link it is and under which condition it is taken."""
    _check_kind(kind)
    link = get_transition(edit, transition_id)
    onto_itself = link.from_step_id == link.to_step_id
    changed = replace(link, kind="loop" if onto_itself else kind, condition=" ".join(condition.split()))
    edit.put(changed)
    return changed


def remove_transition(edit: Edit, transition_id: str) -> None:
    """Take a planned link away. What people did is not touched."""
    edit.remove(get_transition(edit, transition_id))


def get_transition(edit: Edit, transition_id: str) -> Transition:
    """The link of this id; a Problem when it is gone."""
    return existing(edit, Transition, transition_id)


def _check_kind(kind: str) -> None:
    if kind not in TRANSITION_KINDS:
        raise Problem(f"“{kind}” is no kind of link. Please take one of: {', '.join(TRANSITION_KINDS)}.")
