"""What a change in the inspector does to the project: one verb, one entry to undo."""

from typing import Final

from journeymap.core.capture import title_key
from journeymap.core.edits.cells import (
    Columns,
    describe_picture,
    empty_cell,
    let_cell_be_shared,
    mark_cell_assumed,
    stretch_cell,
    write_cell,
)
from journeymap.core.edits.lanes import put_step_in_lane
from journeymap.core.edits.links import add_transition, change_transition, get_transition, remove_transition
from journeymap.core.edits.maps import find_or_make_channel
from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import (
    describe_step,
    get_step,
    move_step,
    open_map_from_step,
    rename_step,
    set_step_channel,
    set_step_kind,
    set_step_organisation,
    steps_in_order,
)
from journeymap.core.model import Phase
from journeymap.core.reader import Edit
from journeymap.present.form import Wanted

LABELS: Final = {
    "title": "Rename the step",
    "description": "Describe the step",
    "kind": "Set the kind of step",
    "end_outcome": "Set the outcome of the end",
    "phase": "Set the phase",
    "lane": "Move to another lane",
    "channel": "Set the channel",
    "organisation": "Set the organisation",
    "opens": "Set which map the step opens",
    "link.add": "Link two steps",
    "link.kind": "Set the kind of link",
    "link.condition": "Set the condition of a link",
    "link.remove": "Remove a link",
    "link.plan": "Plan a link",
    "cell.text": "Write into a cell",
    "cell.alt_text": "Describe the picture",
    "cell.span": "Set how wide a cell is",
    "cell.assumed": "Set what is assumed",
    "cell.shared": "Set who may see a cell",
    "cell.empty": "Empty a cell",
}
"""What undo calls each change."""


def apply_change(edit: Edit, wanted: Wanted, columns: Columns) -> None:
    """Do what was asked for, on a map with these columns; raises Problem for what cannot be."""
    if wanted.subject == "cell":
        _change_cell(edit, wanted, columns)
        return
    if wanted.key.startswith("link."):
        _change_link(edit, wanted)
        return
    if wanted.key == "phase":
        set_phase(edit, wanted.ids, wanted.value)
        return
    for step_id in wanted.ids:
        _change_step(edit, step_id, wanted.key, wanted.value)


def set_phase(edit: Edit, step_ids: tuple[str, ...], title: str) -> None:
    """Put steps into the phase of this title, which is made when there is none; an empty title takes them out."""
    map_id = get_step(edit, step_ids[0]).map_id
    phase_id: str | None = None
    if title.strip():
        phases = edit.find(Phase, map_id=map_id)
        found = next((phase for phase in phases if title_key(phase.title) == title_key(title)), None)
        phase_id = (found or add_phase(edit, map_id, title)).id
    for step_id in step_ids:
        if get_step(edit, step_id).phase_id != phase_id:
            order = [step.id for step in steps_in_order(edit, map_id)]
            move_step(edit, step_id, order.index(step_id), phase_id)


def _change_step(edit: Edit, step_id: str, key: str, value: str) -> None:
    if key == "title":
        rename_step(edit, step_id, value)
    elif key == "description":
        describe_step(edit, step_id, value)
    elif key == "kind":
        set_step_kind(edit, step_id, value, get_step(edit, step_id).end_outcome if value == "end" else "")
    elif key == "end_outcome":
        set_step_kind(edit, step_id, "end", value)
    elif key == "lane":
        put_step_in_lane(edit, step_id, value)
    elif key == "channel":
        set_step_channel(edit, step_id, find_or_make_channel(edit, value).id if value.strip() else None)
    elif key == "organisation":
        set_step_organisation(edit, step_id, value)
    elif key == "opens":
        open_map_from_step(edit, step_id, value or None)


def _change_link(edit: Edit, wanted: Wanted) -> None:
    first = wanted.ids[0]
    if wanted.key == "link.add":
        add_transition(edit, first, wanted.value)
    elif wanted.key == "link.plan":
        add_transition(edit, first, wanted.ids[1])
    elif wanted.key == "link.remove":
        remove_transition(edit, first)
    else:
        link = get_transition(edit, first)
        kind = wanted.value if wanted.key == "link.kind" else link.kind
        condition = wanted.value if wanted.key == "link.condition" else link.condition
        change_transition(edit, first, kind=kind, condition=condition)


def _change_cell(edit: Edit, wanted: Wanted, columns: Columns) -> None:
    lane_id, step_id = wanted.ids
    if wanted.key == "cell.text":
        write_cell(edit, step_id, lane_id, wanted.value)
    elif wanted.key == "cell.alt_text":
        describe_picture(edit, step_id, lane_id, wanted.value)
    elif wanted.key == "cell.span":
        stretch_cell(edit, step_id, lane_id, int(wanted.value), columns)
    elif wanted.key == "cell.assumed":
        mark_cell_assumed(edit, step_id, lane_id, wanted.value == "yes")
    elif wanted.key == "cell.shared":
        let_cell_be_shared(edit, step_id, lane_id, wanted.value == "yes")
    else:
        empty_cell(edit, step_id, lane_id)
