"""What one gesture on the map does: several verbs in one edit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from journeymap.core.edits.lanes import put_step_in_lane
from journeymap.core.edits.phases import add_phase, split_phase
from journeymap.core.edits.steps import add_step, get_step, number_steps, steps_in_order
from journeymap.core.errors import Problem
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.model import Lane, Phase, Session, Step, Transition
from journeymap.core.reader import Edit


def insert_step(
    edit: Edit, map_id: str, title: str, *, after_id: str | None = None, phase_id: str | None = None,
    lane_id: str | None = None,
) -> Step:  # fmt: skip
    """A new step behind another one, drawn into its way: A → B becomes A → new → B.

    Nothing is linked on a map on which people were recorded and nobody drew a link: there a planned link would say that
    all that people did was not planned.
    """
    if after_id is not None and edit.get(Step, after_id) is None:
        after_id = None  # it went meanwhile
    made = add_step(edit, map_id, title, after_id=after_id, phase_id=phase_id)
    if lane_id is not None and lane_id != made.lane_id:
        made = put_step_in_lane(edit, made.id, lane_id)
    if after_id is not None and (edit.count(Transition, map_id=map_id) or not edit.count(Session, map_id=map_id)):
        _draw_into_way(edit, after_id, made)
    return made


def _draw_into_way(edit: Edit, after_id: str, made: Step) -> None:
    ways = [link for link in edit.find(Transition, from_step_id=after_id) if link.to_step_id != after_id]
    if len(ways) == 1 and ways[0].kind == "next" and not ways[0].condition:
        edit.put(replace(ways[0], from_step_id=made.id))
    elif ways:
        return
    link = Transition(
        id=edit.clock.new_id(), project_id=edit.project_id, map_id=made.map_id, from_step_id=after_id,
        to_step_id=made.id,
    )  # fmt: skip
    edit.put(link)


def move_steps(
    edit: Edit,
    step_ids: Sequence[str],
    position: int,
    phase_id: str | None,
    *,
    lane_id: str | None = None,
    row: int | None = None,
    columns: int = 0,
) -> None:
    """Put steps one behind the other at a place among the other steps of their map, and into a phase.

    `lane_id` None leaves the lane; `row` is where a hand put a single card within its lane, `columns` how far it was
    moved: kept where the order alone would leave it in its column.
    """
    chosen = set(step_ids)
    before = steps_in_order(edit, get_step(edit, step_ids[0]).map_id)
    moved = [step for step in before if step.id in chosen]
    if len(moved) != len(chosen):
        raise Problem("One of these steps is not on the map any more. Nothing was changed.")
    others = [step for step in before if step.id not in chosen]
    at = max(0, min(position, len(others)))
    settled = [_settled(edit, step, phase_id, lane_id) for step in moved]
    order = [*others[:at], *settled, *others[at:]]
    after = number_steps(edit, order)
    if len(moved) != 1:
        return
    step = after[moved[0].id]
    same = list(after) == [each.id for each in before] and step.phase_id == moved[0].phase_id
    shift = (step.column_shift or 0) + columns if same else 0
    edit.put(replace(step, row=row if row is not None else step.row, column_shift=shift or None))


def shift_steps(edit: Edit, step_ids: Sequence[str], by: int) -> bool:
    """Move steps one place earlier (−1) or later (+1), at the edge of their phase into the next one; gives whether."""
    chosen = set(step_ids)
    order = steps_in_order(edit, get_step(edit, step_ids[0]).map_id)
    inside = [at for at, step in enumerate(order) if step.id in chosen]
    edge = inside[0] if by < 0 else inside[-1]
    phase_id = order[edge].phase_id
    others = [step.id for step in order if step.id not in chosen]
    beside = order[edge + by] if 0 <= edge + by < len(order) else None
    if beside is not None and beside.phase_id == phase_id:
        position = others.index(beside.id) + (by > 0)
    else:
        phases: list[str | None] = [phase.id for phase in edit.find(Phase, map_id=order[edge].map_id)]
        at = (phases.index(phase_id) if phase_id in phases else len(phases)) + by
        if not 0 <= at < len(phases):
            return False
        phase_id = phases[at]
        position = sum(step.id not in chosen for step in order[:edge])
    move_steps(edit, step_ids, position, phase_id)
    return True


def shift_row(edit: Edit, step_ids: Sequence[str], by: int, drawn: Mapping[str, int]) -> None:
    """Move cards one row up (−1) or down (+1), as by hand; a single one leaves its lane at the edge for the next.

    `drawn` has the row within its lane of every card that is drawn. It counts only for cards that no hand has moved,
    so that keys may come faster than the map is drawn.
    """
    ids = list(dict.fromkeys(step_ids))
    steps = edit.find(Step, map_id=get_step(edit, ids[0]).map_id)
    lanes = [lane for lane in edit.find(Lane, map_id=steps[0].map_id) if LANE_KINDS[lane.kind].holds == "steps"]
    home = lanes[0].id if lanes else None
    rows = {step.id: drawn.get(step.id, 0) if step.row is None else step.row for step in steps}
    lane_of = {step.id: step.lane_id or home for step in steps}
    shown = [lane.id for lane in lanes if not lane.hidden]
    if len(ids) == 1 and (into := _next_lane(ids[0], by, rows, lane_of, shown)) is not None:
        there = [rows[step.id] for step in steps if lane_of[step.id] == into]
        put_step_in_lane(edit, ids[0], into)
        edit.put(replace(get_step(edit, ids[0]), row=0 if by > 0 else max(there, default=0)))
        return
    for step_id in ids:
        edit.put(replace(get_step(edit, step_id), row=max(0, rows[step_id] + by)))


def _next_lane(
    step_id: str, by: int, rows: Mapping[str, int], lane_of: Mapping[str, str | None], lanes: Sequence[str]
) -> str | None:
    """The next lane of steps in sight, for a card at the edge of its own."""
    row, lane_id = rows[step_id], lane_of[step_id]
    below = any(other != step_id and lane_of[other] == lane_id and rows[other] >= row for other in rows)
    if row > 0 if by < 0 else below:
        return None
    at = lanes.index(lane_id) + by if lane_id in lanes else -1
    return lanes[at] if 0 <= at < len(lanes) else None


def _settled(edit: Edit, step: Step, phase_id: str | None, lane_id: str | None) -> Step:
    if lane_id is not None and lane_id != step.lane_id:
        step = put_step_in_lane(edit, step.id, lane_id)
    settled = replace(step, phase_id=phase_id)
    edit.put(settled)
    return settled


def align_steps(edit: Edit, step_ids: Sequence[str], row: int) -> None:
    """Put steps into one row, as by hand."""
    for step_id in dict.fromkeys(step_ids):
        edit.put(replace(get_step(edit, step_id), row=row))


def begin_phase(edit: Edit, step_id: str, title: str) -> Phase:
    """Begin a new phase with a step. On a map where steps have no phase yet, those before it get one of their own."""
    step = get_step(edit, step_id)
    if step.phase_id is not None:
        return split_phase(edit, step.phase_id, step_id, title)
    loose = [other for other in steps_in_order(edit, step.map_id) if other.phase_id is None]
    at = [other.id for other in loose].index(step_id)
    if at:
        _fill(edit, add_phase(edit, step.map_id, f"Phase {edit.count(Phase, map_id=step.map_id) + 1}"), loose[:at])
    made = add_phase(edit, step.map_id, title)
    _fill(edit, made, loose[at:])
    number_steps(edit, steps_in_order(edit, step.map_id))
    return made


def put_phase(edit: Edit, map_id: str, title: str, position: int | None = None) -> Phase:
    """A new phase among the others; the first one of a map takes in all steps, as none has a phase yet."""
    made = add_phase(edit, map_id, title, position)
    if edit.count(Phase, map_id=map_id) == 1:
        _fill(edit, made, steps_in_order(edit, map_id))
    return made


def _fill(edit: Edit, phase: Phase, steps: Sequence[Step]) -> None:
    for step in steps:
        edit.put(replace(get_step(edit, step.id), phase_id=phase.id))
