"""Verbs about lanes, the rows of a map, and the cells in them."""

from collections.abc import Sequence
from dataclasses import replace

from journeymap.core.capture import one_line
from journeymap.core.edits.pictures import keep_picture
from journeymap.core.edits.steps import get_step
from journeymap.core.errors import Problem
from journeymap.core.lanes import FIRST_LANES, LANE_KINDS
from journeymap.core.model import Cell, Lane, Step
from journeymap.core.reader import Edit, Reader

LONGEST_CELL = 20_000
"""Characters of text in one cell."""


def lanes_of(reader: Reader, map_id: str) -> list[Lane]:
    """The lanes of a map, top to bottom; those of a new map where none were chosen yet."""
    found = reader.find(Lane, map_id=map_id)
    return found or [
        Lane(id=f"{map_id}/{kind}", project_id=reader.project_id, map_id=map_id, position=position, kind=kind)
        for position, kind in enumerate(FIRST_LANES)
    ]


def lane_title(lane: Lane) -> str:
    """What a lane is called: its own title, or that of its kind."""
    kind = LANE_KINDS.get(lane.kind)
    return lane.title or (kind.title if kind else lane.kind)


def add_lane(edit: Edit, map_id: str, kind: str, title: str = "", position: int | None = None) -> Lane:
    """A new lane at a place among the others, counted from 0; without one, below them all."""
    if kind not in LANE_KINDS:
        raise Problem(f"“{kind}” is no kind of lane. Please take one of: {', '.join(LANE_KINDS)}.")
    lanes = _chosen_lanes(edit, map_id)
    at = len(lanes) if position is None else max(0, min(position, len(lanes)))
    made = Lane(
        id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id, position=at, kind=kind, title=one_line(title)
    )
    _settle_steps(edit, map_id, lanes, [*lanes[:at], made, *lanes[at:]])
    lanes.insert(at, made)
    _number(edit, lanes)
    return made


def rename_lane(edit: Edit, map_id: str, lane_id: str, title: str) -> Lane:
    """Give a lane a title of its own; an empty one gives it back that of its kind."""
    return _put(edit, replace(_lane(edit, map_id, lane_id), title=one_line(title)))


def collapse_lane(edit: Edit, map_id: str, lane_id: str, collapsed: bool) -> Lane:
    """Fold a lane to its title, or unfold it."""
    return _put(edit, replace(_lane(edit, map_id, lane_id), collapsed=collapsed))


def hide_lane(edit: Edit, map_id: str, lane_id: str, hidden: bool) -> Lane:
    """Take a lane out of sight, or show it again. A lane with steps stays in sight, and the first that may hold any."""
    lane = _lane(edit, map_id, lane_id)
    if hidden and lane == _home_of_steps(edit.find(Lane, map_id=map_id)):
        raise Problem(f"New steps come into the lane “{lane_title(lane)}”, so it stays in sight.")
    if hidden and edit.count(Step, lane_id=lane.id):
        raise Problem(f"The lane “{lane_title(lane)}” holds steps, so it stays in sight. Please move them first.")
    return _put(edit, replace(lane, hidden=hidden))


def move_lane(edit: Edit, map_id: str, lane_id: str, position: int) -> None:
    """Put a lane at a place among the others, counted from 0."""
    lane = _lane(edit, map_id, lane_id)
    lanes = edit.find(Lane, map_id=map_id)
    others = [other for other in lanes if other.id != lane.id]
    others.insert(max(0, min(position, len(others))), lane)
    _settle_steps(edit, map_id, lanes, others)
    _number(edit, _with_home_in_sight(others))


def remove_lane(edit: Edit, map_id: str, lane_id: str) -> int:
    """Take a lane away with its cells; its steps go to the first lane of steps. Gives how many cells went."""
    lane = _lane(edit, map_id, lane_id)
    others = [other for other in edit.find(Lane, map_id=map_id) if other.id != lane.id]
    home = _home_of_steps(others)
    steps = edit.find(Step, map_id=map_id, lane_id=lane.id)
    if _home_of_steps(edit.find(Lane, map_id=map_id)) == lane:
        steps += edit.find(Step, map_id=map_id, lane_id=None)
    if home is None and LANE_KINDS[lane.kind].holds == "steps":
        raise Problem("This is the only lane that holds steps, so it stays. Please add another one first.")
    for step in steps:
        edit.put(replace(step, lane_id=home.id if home else None))
    cells = edit.find(Cell, lane_id=lane.id)
    for cell in cells:
        edit.remove(cell)
    edit.remove(lane)
    _number(edit, _with_home_in_sight(others))
    return len(cells)


def put_step_in_lane(edit: Edit, step_id: str, lane_id: str) -> Step:
    """Move a step to another lane; only lanes that hold steps take one."""
    step = get_step(edit, step_id)
    lane = _lane(edit, step.map_id, lane_id)
    if LANE_KINDS[lane.kind].holds != "steps":
        raise Problem(f"The lane “{lane_title(lane)}” holds no steps. Nothing was changed.")
    if lane.hidden:
        raise Problem(f"The lane “{lane_title(lane)}” is hidden. Nothing was changed. Please show it first.")
    changed = replace(step, lane_id=lane.id, row=None)
    edit.put(changed)
    return changed


def set_cell(
    edit: Edit, step_id: str, lane_id: str, text: str, *, span: int | None = None, assumed: bool = False
) -> Cell | None:
    """Write into the cell of a lane under a step; an empty text takes the cell away, unless it holds a picture.

    A feeling that is typed and not recorded is an assumption and must be marked so. Without a `span` the cell keeps
    its own.
    """
    step = get_step(edit, step_id)
    lane = _lane(edit, step.map_id, lane_id)
    holds = LANE_KINDS[lane.kind].holds
    if holds not in ("text", "image") and not (lane.kind == "feelings" and assumed):
        raise Problem(
            f"What stands in “{lane_title(lane)}” is counted from sessions, so it cannot be typed. You can mark it as "
            "an assumption instead."
            if lane.kind == "feelings"
            else f"The lane “{lane_title(lane)}” holds no text. Nothing was changed."
        )
    if len(text) > LONGEST_CELL:
        raise Problem(f"A cell takes {LONGEST_CELL:,} characters; this text has {len(text):,}. Nothing was changed.")
    before = cell_at(edit, step_id, lane.id)
    if not text.strip() and (before is None or before.attachment_id is None):
        if before is not None:
            edit.remove(before)
        return None
    cell = before or _new_cell(edit, step, lane)
    changed = replace(cell, text=text.strip(), span=max(1, span or cell.span), assumed=assumed)
    edit.put(changed)
    return changed


def set_picture(
    edit: Edit, step_id: str, lane_id: str, *, name: str, media_type: str, data: bytes, alt_text: str
) -> Cell:
    """Put a picture into a cell, with the words that stand for it.

    Raises Problem for a file that is no PNG or JPEG, that is too large, or that has no description.
    """
    step = get_step(edit, step_id)
    lane = _lane(edit, step.map_id, lane_id)
    if LANE_KINDS[lane.kind].holds != "image":
        raise Problem(f"The lane “{lane_title(lane)}” holds no pictures. Please add a lane of pictures.")
    if not alt_text.strip():
        raise Problem("Please say in a few words what the picture shows, for those who do not see it.")
    kept = keep_picture(edit, name=name, media_type=media_type, data=data)
    cell = cell_at(edit, step_id, lane.id) or _new_cell(edit, step, lane)
    changed = replace(cell, attachment_id=kept.id, alt_text=one_line(alt_text))
    edit.put(changed)
    return changed


def cell_at(reader: Reader, step_id: str, lane_id: str) -> Cell | None:
    """The cell of a lane under a step, if there is one."""
    return next(iter(reader.find(Cell, step_id=step_id, lane_id=lane_id)), None)


def _new_cell(edit: Edit, step: Step, lane: Lane) -> Cell:
    return Cell(
        id=edit.clock.new_id(), project_id=edit.project_id, map_id=step.map_id, lane_id=lane.id, step_id=step.id
    )


def _chosen_lanes(edit: Edit, map_id: str) -> list[Lane]:
    """The lanes of a map as stored; those of a new map are stored with their first change."""
    found = edit.find(Lane, map_id=map_id)
    if not found:
        found = [replace(lane, id=edit.clock.new_id()) for lane in lanes_of(edit, map_id)]
        for lane in found:
            edit.put(lane)
    return found


def _lane(edit: Edit, map_id: str, lane_id: str) -> Lane:
    """A lane by its id, which for a lane of a new map is the one that `lanes_of` gave."""
    found = edit.get(Lane, lane_id)
    if found is None and lane_id.startswith(f"{map_id}/"):
        kind = lane_id.rpartition("/")[2]
        found = next((lane for lane in _chosen_lanes(edit, map_id) if lane.kind == kind), None)
    if found is None or found.map_id != map_id:
        raise Problem("This lane is not on the map any more. Nothing was changed.")
    return found


def _home_of_steps(lanes: Sequence[Lane]) -> Lane | None:
    """The lane of the steps that name none: the first that holds steps."""
    return next((lane for lane in lanes if LANE_KINDS[lane.kind].holds == "steps"), None)


def _with_home_in_sight(lanes: Sequence[Lane]) -> list[Lane]:
    home = _home_of_steps(lanes)
    return [replace(lane, hidden=False) if lane == home else lane for lane in lanes]


def _settle_steps(edit: Edit, map_id: str, lanes: Sequence[Lane], then: Sequence[Lane]) -> None:
    """Steps that name no lane stay in the one where they stand when another one becomes the first."""
    home = _home_of_steps(lanes)
    if home is not None and home != _home_of_steps(then):
        for step in edit.find(Step, map_id=map_id, lane_id=None):
            edit.put(replace(step, lane_id=home.id))


def _put(edit: Edit, lane: Lane) -> Lane:
    edit.put(lane)
    return lane


def _number(edit: Edit, lanes: Sequence[Lane]) -> None:
    for position, lane in enumerate(lanes):
        edit.put(replace(lane, position=position))
