"""Verbs about phases: the columns' headers of a map, in their order from left to right."""

from collections.abc import Sequence
from dataclasses import replace

from journeymap.core.edits.existing import existing
from journeymap.core.edits.people import checked_title
from journeymap.core.edits.steps import number_steps, steps_in_order
from journeymap.core.errors import Problem
from journeymap.core.model import Phase, Step
from journeymap.core.reader import Edit


def add_phase(edit: Edit, map_id: str, title: str, position: int | None = None) -> Phase:
    """A new phase at a place among the others, counted from 0; without one, after them all."""
    phases = edit.find(Phase, map_id=map_id)
    at = len(phases) if position is None else max(0, min(position, len(phases)))
    name = checked_title(title, "phase")
    made = Phase(id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id, position=at, title=name)
    phases.insert(at, made)
    _number(edit, phases)
    return made


def rename_phase(edit: Edit, phase_id: str, title: str) -> Phase:
    """Give a phase another title."""
    changed = replace(existing(edit, Phase, phase_id), title=checked_title(title, "phase"))
    edit.put(changed)
    return changed


def move_phase(edit: Edit, phase_id: str, position: int) -> None:
    """Put a phase at a place among the others, counted from 0. Its steps go with it, also in their positions."""
    phase = existing(edit, Phase, phase_id)
    others = [other for other in edit.find(Phase, map_id=phase.map_id) if other.id != phase_id]
    others.insert(max(0, min(position, len(others))), phase)
    _number(edit, others)
    number_steps(edit, steps_in_order(edit, phase.map_id))


def split_phase(edit: Edit, phase_id: str, first_step_id: str, title: str) -> Phase:
    """Begin a new phase with a step: it and the steps after it within the phase go into the new one."""
    phase = existing(edit, Phase, phase_id)
    steps = edit.find(Step, map_id=phase.map_id, phase_id=phase_id)
    at = next((index for index, step in enumerate(steps) if step.id == first_step_id), None)
    if at is None:
        raise Problem(f"This step is not in the phase “{phase.title}”. Nothing was changed.")
    order = [other.id for other in edit.find(Phase, map_id=phase.map_id)].index(phase_id)
    made = add_phase(edit, phase.map_id, title, order + 1)
    for step in steps[at:]:
        edit.put(replace(step, phase_id=made.id))
    number_steps(edit, steps_in_order(edit, phase.map_id))
    return made


def merge_phases(edit: Edit, phase_id: str, into_id: str) -> Phase:
    """Put all steps of a phase into another one and take the empty phase away."""
    phase, target = existing(edit, Phase, phase_id), existing(edit, Phase, into_id)
    if phase.map_id != target.map_id or phase_id == into_id:
        raise Problem("Two phases of one map can be merged. Nothing was changed.")
    for step in edit.find(Step, map_id=phase.map_id, phase_id=phase_id):
        edit.put(replace(step, phase_id=into_id))
    _remove(edit, phase)
    return target


def remove_phase(edit: Edit, phase_id: str) -> int:
    """Take a phase away; gives how many steps stay on the map without one."""
    phase = existing(edit, Phase, phase_id)
    steps = edit.find(Step, map_id=phase.map_id, phase_id=phase_id)
    for step in steps:
        edit.put(replace(step, phase_id=None))
    _remove(edit, phase)
    return len(steps)


def _remove(edit: Edit, phase: Phase) -> None:
    edit.remove(phase)
    _number(edit, edit.find(Phase, map_id=phase.map_id))
    number_steps(edit, steps_in_order(edit, phase.map_id))


def _number(edit: Edit, phases: Sequence[Phase]) -> None:
    for position, phase in enumerate(phases):
        edit.put(replace(phase, position=position))
