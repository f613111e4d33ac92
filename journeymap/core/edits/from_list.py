"""A list of steps put onto a map in one edit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from journeymap.core.capture import title_key
from journeymap.core.carried_pictures import CarriedPicture
from journeymap.core.edits.lanes import (
    add_lane,
    hide_lane,
    lane_title,
    lanes_of,
    put_step_in_lane,
    set_cell,
    set_picture,
)
from journeymap.core.edits.maps import find_or_make_channel
from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import (
    free_title,
    get_step,
    number_steps,
    open_map_from_step,
    steps_in_order,
)
from journeymap.core.errors import Problem
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.listed_steps import ListedLane, ListedStep, StepList
from journeymap.core.model import JourneyMap, Lane, Phase, Step, Transition
from journeymap.core.reader import Edit


@dataclass(frozen=True, slots=True)
class PutSteps:
    """What came of a list: the new steps in order, and sentences about what had to be done otherwise."""

    steps: tuple[Step, ...]
    remarks: tuple[str, ...]


def put_step_list(
    edit: Edit,
    map_id: str,
    listed: StepList,
    after_id: str | None = None,
    pictures: Sequence[CarriedPicture] = (),
) -> PutSteps:
    """Put the steps of a list behind a step, or behind all steps of the map, with their links and `pictures`.

    Steps on the main path are linked one to the next; an indented step is a branch of the one it stands under. A title
    that the map has already gets a number. A phase that the list names is found by its title or made; without one the
    steps go into the phase of the step before them. Raises Problem for a list without a step.
    """
    if not listed.steps:
        raise Problem("There is no step in this list. Nothing was changed. Please type one step on each line.")
    there = steps_in_order(edit, map_id)
    before = next((step for step in there if step.id == after_id), None)
    phases = _phases(edit, map_id, listed.steps)
    taken = {step.title for step in there}
    remarks = list(listed.left_out)
    kinds = {title_key(each.channel): each.channel_kind for each in listed.steps if each.channel_kind}
    in_lanes = any(each.lane is not None for each in listed.steps)
    made: list[Step] = []
    home = before.phase_id if before else (there[-1].phase_id if there else None)
    for each in listed.steps:
        title = free_title(each.title, taken)
        if title != each.title and title not in taken:
            remarks.append(f"“{each.title}” is on the map already, so the new step is called “{title}”.")
        taken.add(title)
        kind = kinds.get(title_key(each.channel), "other")
        channel = find_or_make_channel(edit, each.channel, kind) if each.channel else None
        made.append(
            Step(
                id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id,
                phase_id=phases[each.phase] if each.phase else home, position=0, title=title,
                description=each.description, channel_id=channel.id if channel else None,
                lane_id=before.lane_id if before and not in_lanes else None, kind=each.kind or "action",
                end_outcome=each.end_outcome, organisation=" ".join(each.organisation.split()),
                aliases=tuple(dict.fromkeys(alias for alias in each.aliases if alias != title)),
            )
        )  # fmt: skip
    at = there.index(before) + 1 if before else len(there)
    for step in made:
        edit.put(step)
    numbered = number_steps(edit, [*there[:at], *made, *there[at:]])
    made = [numbered[step.id] for step in made]
    _put_in_lanes(edit, map_id, listed.steps, made, remarks)
    _put_pictures(edit, map_id, pictures, made, remarks)
    _link(edit, map_id, listed.steps, made, {step.title: step.id for step in there}, remarks)
    return PutSteps(tuple(get_step(edit, step.id) for step in made), tuple(remarks))


def _phases(edit: Edit, map_id: str, listed: Sequence[ListedStep]) -> dict[str, str]:
    """The phase of every title in the list; those that are not there yet are made."""
    found = {phase.title: phase.id for phase in reversed(edit.find(Phase, map_id=map_id))}
    for title in dict.fromkeys(each.phase for each in listed if each.phase):
        if title not in found:
            found[title] = add_phase(edit, map_id, title).id
    return found


def _put_in_lanes(
    edit: Edit, map_id: str, listed: Sequence[ListedStep], made: Sequence[Step], remarks: list[str]
) -> None:
    """Lanes, cells and maps within: each on its own, so that what cannot be is told and the rest is done."""
    maps = {found.title: found.id for found in reversed(edit.find(JourneyMap))}
    for each, step in zip(listed, made, strict=True):
        try:
            if each.lane is not None:
                lane = _lane(edit, map_id, each.lane, "steps", "actions")
                if lane.hidden:
                    hide_lane(edit, map_id, lane.id, False)
                if lane.id != _home(edit, map_id):
                    put_step_in_lane(edit, step.id, lane.id)
            for cell in each.cells:
                if cell.text.strip():
                    lane = _lane(edit, map_id, cell.lane, "text", "custom")
                    put = set_cell(edit, step.id, lane.id, cell.text, span=cell.span, assumed=cell.assumed)
                    if put is not None and cell.may_be_shared:
                        edit.put(replace(put, may_be_shared=True))
            if each.opens and each.opens not in maps:
                remarks.append(f"There is no map “{each.opens}” in this project, so “{step.title}” opens none.")
            elif each.opens:
                open_map_from_step(edit, step.id, maps[each.opens])
        except Problem as problem:
            remarks.append(f"“{step.title}”: {problem}")


def _put_pictures(
    edit: Edit, map_id: str, pictures: Sequence[CarriedPicture], made: Sequence[Step], remarks: list[str]
) -> None:
    for picture in pictures:
        if picture.step >= len(made):
            remarks.append(f"The picture “{picture.name}” belongs to no step of this list, so it was left out.")
            continue
        step = made[picture.step]
        try:
            lane = _lane(edit, map_id, picture.lane, "image", "image")
            cell = set_picture(
                edit, step.id, lane.id, name=picture.name, media_type=picture.media_type, data=picture.data,
                alt_text=picture.alt_text,
            )  # fmt: skip
            edit.put(replace(cell, span=picture.span, may_be_shared=picture.may_be_shared))
        except Problem as problem:
            remarks.append(f"The picture “{picture.name}” of “{step.title}” was left out. {problem}")


def _home(edit: Edit, map_id: str) -> str:
    """The lane of the steps that name none."""
    return next((lane.id for lane in lanes_of(edit, map_id) if LANE_KINDS[lane.kind].holds == "steps"), "")


def _lane(edit: Edit, map_id: str, wanted: ListedLane, holds: str, otherwise: str) -> Lane:
    """The lane of a map that is meant; where there is none, it is made, of a kind that holds what is wanted."""
    kind = wanted.kind or otherwise
    title = wanted.title or (LANE_KINDS[kind].title if wanted.kind else "")
    for lane in lanes_of(edit, map_id):
        same_kind = lane.kind == wanted.kind or (not wanted.kind and LANE_KINDS[lane.kind].holds == holds)
        if same_kind and title_key(lane_title(lane)) == title_key(title):
            return lane
    return add_lane(edit, map_id, kind, wanted.title)


def _link(
    edit: Edit,
    map_id: str,
    listed: Sequence[ListedStep],
    made: Sequence[Step],
    there: dict[str, str],
    remarks: list[str],
) -> None:
    by_title = {**there, **{each.title: step.id for each, step in zip(reversed(listed), reversed(made), strict=True)}}
    wanted: dict[tuple[str, str], tuple[str, str]] = {}
    last: str | None = None
    for each, step in zip(listed, made, strict=True):
        if each.branch_of is not None:
            wanted[made[each.branch_of].id, step.id] = ("branch", "")
        else:
            if last is not None:
                wanted[last, step.id] = ("next", "")
            last = None if each.apart else step.id
    for each, step in zip(listed, made, strict=True):
        for link in each.links:
            target = by_title.get(link.title)
            if target is None:
                remarks.append(f"“{link.title}” is no step of the map, so the link from “{step.title}” was left out.")
                continue
            kind, _ = wanted.get((step.id, target), ("branch" if link.condition else "next", ""))
            wanted[step.id, target] = ("loop" if target == step.id else link.kind or kind, link.condition)
    for (start, end), (kind, condition) in wanted.items():
        edit.put(
            Transition(
                id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id, from_step_id=start, to_step_id=end,
                kind=kind, condition=condition,
            )
        )  # fmt: skip
