"""Verbs about the steps of a map. Titles are unique within a map; no verb ever removes an observation.

What was visited at a step that goes becomes a raw label with the step's title: it waits in the tray to be placed.
Positions are 0…n−1 over the whole map, whatever verb was last.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from journeymap.core.edits.existing import existing
from journeymap.core.edits.people import checked_title
from journeymap.core.errors import Problem
from journeymap.core.model import Cell, JourneyMap, Observation, Phase, Session, Step, Transition
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import OUTCOMES, STEP_KINDS


def get_step(reader: Reader, step_id: str) -> Step:
    """The step of this id; a Problem when it is gone."""
    return existing(reader, Step, step_id)


def steps_in_order(reader: Reader, map_id: str) -> list[Step]:
    """The steps of a map from left to right: by phase, then by position; those without a phase last."""
    order = {phase.id: at for at, phase in enumerate(reader.find(Phase, map_id=map_id))}
    steps = reader.find(Step, map_id=map_id)
    return sorted(steps, key=lambda step: (order.get(step.phase_id or "", len(order)), step.position, step.id))


def add_step(
    edit: Edit,
    map_id: str,
    title: str,
    *,
    phase_id: str | None = None,
    kind: str = "action",
    channel_id: str | None = None,
    description: str = "",
    after_id: str | None = None,
) -> Step:
    """A new step after another one, or after all others of its map. After another it takes its phase and lane."""
    name = checked_title(title, "step")
    steps = steps_in_order(edit, map_id)
    _refuse_same(name, steps)
    _check_kind(kind)
    _check_phase(edit, map_id, phase_id)
    before = next((step for step in steps if step.id == after_id), None)
    made = Step(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        map_id=map_id,
        phase_id=before.phase_id if before and phase_id is None else phase_id,
        position=len(steps),
        title=name,
        description=description,
        kind=kind,
        channel_id=channel_id,
        lane_id=before.lane_id if before else None,
    )
    steps.insert(steps.index(before) + 1 if before else len(steps), made)
    edit.put(made)
    return number_steps(edit, steps)[made.id]


def rename_step(edit: Edit, step_id: str, title: str) -> Step:
    """Give a step another title; the old one stays as an alias, so that imports still find it."""
    step = get_step(edit, step_id)
    name = checked_title(title, "step")
    _refuse_same(name, [other for other in edit.find(Step, map_id=step.map_id) if other.id != step_id])
    if name == step.title:
        return step
    aliases = tuple(dict.fromkeys(alias for alias in (*step.aliases, step.title) if alias != name))
    changed = replace(step, title=name, aliases=aliases)
    edit.put(changed)
    return changed


def describe_step(edit: Edit, step_id: str, description: str) -> Step:
    """Say what a step is."""
    return _put(edit, replace(get_step(edit, step_id), description=description.strip()))


def set_step_kind(edit: Edit, step_id: str, kind: str, end_outcome: str = "") -> Step:
    """Say what kind of step it is; an end may say with which outcome the journey ends there."""
    _check_kind(kind)
    if end_outcome and (kind != "end" or end_outcome not in OUTCOMES):
        raise Problem("Only a step that ends the journey has an outcome, one of those that sessions have.")
    return _put(edit, replace(get_step(edit, step_id), kind=kind, end_outcome=end_outcome))


def set_step_channel(edit: Edit, step_id: str, channel_id: str | None) -> Step:
    """Say through which channel a step happens."""
    return _put(edit, replace(get_step(edit, step_id), channel_id=channel_id))


def set_step_organisation(edit: Edit, step_id: str, organisation: str) -> Step:
    """Say which organisation a step lies with; where it changes, the map marks a hand-off."""
    return _put(edit, replace(get_step(edit, step_id), organisation=" ".join(organisation.split())))


def open_map_from_step(edit: Edit, step_id: str, map_id: str | None) -> Step:
    """Let a step open another map that shows it in detail; None lets it open none."""
    step = get_step(edit, step_id)
    if map_id is not None:
        existing(edit, JourneyMap, map_id)
    seen: set[str] = set()
    waiting = {map_id} if map_id else set()
    while waiting:
        if step.map_id in waiting:
            raise Problem("A map cannot lie inside itself. Nothing was changed.")
        seen |= waiting
        opened = {other.opens_map_id for other in edit.find(Step, map_id=waiting) if other.opens_map_id}
        waiting = opened - seen  # several steps may open the same map
    return _put(edit, replace(step, opens_map_id=map_id))


def move_step(edit: Edit, step_id: str, position: int, phase_id: str | None) -> list[Step]:
    """Put a step at a place among those of its map, counted from 0, and into a phase; gives the steps in order."""
    step = get_step(edit, step_id)
    _check_phase(edit, step.map_id, phase_id)
    others = [other for other in steps_in_order(edit, step.map_id) if other.id != step_id]
    others.insert(max(0, min(position, len(others))), _put(edit, replace(step, phase_id=phase_id)))
    return list(number_steps(edit, others).values())


def place_by_hand(edit: Edit, step_id: str, *, row: int | None, column_shift: int | None) -> Step:
    """Keep a card where a hand put it: its row within its lane, and how many columns it stands after its own place."""
    return _put(edit, replace(get_step(edit, step_id), row=row, column_shift=column_shift))


def tidy_up(edit: Edit, map_id: str) -> int:
    """Let the layout place every card again; gives how many had been moved by hand."""
    moved = [step for step in edit.find(Step, map_id=map_id) if (step.row, step.column_shift) != (None, None)]
    for step in moved:
        edit.put(replace(step, row=None, column_shift=None))
    return len(moved)


def duplicate_steps(edit: Edit, step_ids: Sequence[str]) -> list[Step]:
    """Copies of steps of one map after the last of them, with the links among them; titles get a number."""
    if not step_ids:
        raise Problem("Please choose the steps to copy. Nothing was changed.")
    chosen = [step for step in steps_in_order(edit, get_step(edit, step_ids[0]).map_id) if step.id in set(step_ids)]
    taken = {step.title for step in edit.find(Step, map_id=chosen[0].map_id)}
    new_ids: dict[str, str] = {}
    after = chosen[-1].id
    for step in chosen:
        title = free_title(step.title, taken)
        taken.add(title)
        copy = add_step(edit, step.map_id, title, kind=step.kind, channel_id=step.channel_id,
                        description=step.description, after_id=after)  # fmt: skip
        copy = replace(copy, phase_id=step.phase_id, lane_id=step.lane_id, organisation=step.organisation,
                       end_outcome=step.end_outcome)  # fmt: skip
        edit.put(copy)
        new_ids[step.id], after = copy.id, copy.id
    for link in edit.find(Transition, map_id=chosen[0].map_id):
        if link.from_step_id in new_ids and link.to_step_id in new_ids:
            ends = {"from_step_id": new_ids[link.from_step_id], "to_step_id": new_ids[link.to_step_id]}
            edit.put(replace(link, id=edit.clock.new_id(), import_id=None, **ends))
    numbered = number_steps(edit, steps_in_order(edit, chosen[0].map_id))
    return [numbered[new_id] for new_id in new_ids.values()]


def remove_steps(edit: Edit, step_ids: Sequence[str]) -> int:
    """Take steps off their map with their links and cells; gives how many visits went to the tray."""
    gone = [get_step(edit, step_id) for step_id in dict.fromkeys(step_ids)]
    visits = sum(_remove(edit, step) for step in gone)
    for map_id in dict.fromkeys(step.map_id for step in gone):
        number_steps(edit, steps_in_order(edit, map_id))
    return visits


def merge_steps(edit: Edit, step_ids: Sequence[str]) -> tuple[Step, int]:
    """Make one step of several: the first stays and takes over their links and cells.

    Gives it and how many visits went to the tray.
    """
    chosen = [get_step(edit, step_id) for step_id in dict.fromkeys(step_ids)]
    if len(chosen) < 2 or len({step.map_id for step in chosen}) > 1:
        raise Problem("Please choose two or more steps of one map to merge. Nothing was changed.")
    first, *others = chosen
    gone = {other.id for other in others}
    linked = {(link.from_step_id, link.to_step_id) for link in edit.find(Transition, map_id=first.map_id)}
    for link in edit.find(Transition, map_id=first.map_id):
        start, end = (first.id if at in gone else at for at in (link.from_step_id, link.to_step_id))
        if {link.from_step_id, link.to_step_id} & gone and start != end and (start, end) not in linked:
            linked.add((start, end))
            edit.put(replace(link, from_step_id=start, to_step_id=end))
    for other in others:
        _join_cells(edit, other, first)
    visits = remove_steps(edit, [other.id for other in others])
    return get_step(edit, first.id), visits


def split_step(edit: Edit, step_id: str, titles: Sequence[str]) -> tuple[list[Step], int]:
    """Make several steps of one, one after another; gives them and how many visits went to the tray.

    A start stays with the first of them, an end with its outcome goes to the last.
    """
    step = get_step(edit, step_id)
    names = [checked_title(title, "step") for title in titles]
    if len(set(names)) < 2:
        raise Problem("Please give the names of two or more steps, all different. Nothing was changed.")
    others = [other for other in edit.find(Step, map_id=step.map_id) if other.id != step_id]
    for name in names:
        _refuse_same(name, others)
    visits = release_visits(edit, step)
    plain = step.kind not in ("start", "end")
    first_kind = step.kind if plain or step.kind == "start" else "action"
    aliases = tuple(alias for alias in step.aliases if alias != names[0])
    made = [_put(edit, replace(step, title=names[0], aliases=aliases, kind=first_kind, end_outcome=""))]
    for name in names[1:]:
        kind = step.kind if plain or (step.kind == "end" and name == names[-1]) else "action"
        new = add_step(edit, step.map_id, name, kind=kind, channel_id=step.channel_id, after_id=made[-1].id)
        outcome = step.end_outcome if kind == "end" else ""
        made.append(_put(edit, replace(new, organisation=step.organisation, end_outcome=outcome)))
    for link in edit.find(Transition, from_step_id=step_id):
        if link.to_step_id != step_id:
            edit.put(replace(link, from_step_id=made[-1].id))
    for start, end in pairwise(made):
        link = Transition(
            id=edit.clock.new_id(), project_id=edit.project_id, map_id=step.map_id, from_step_id=start.id,
            to_step_id=end.id,
        )  # fmt: skip
        edit.put(link)
    return [get_step(edit, one.id) for one in made], visits


def release_visits(edit: Edit, step: Step) -> int:
    """Turn the visits to a step into raw labels of its title; gives how many."""
    visits = edit.find(Observation, step_id=step.id)
    for visit in visits:
        edit.put(replace(visit, step_id=None, raw_label=step.title))
    for session in edit.find(Session, map_id=step.map_id):
        if step.id in session.not_asked_step_ids:
            left = tuple(other for other in session.not_asked_step_ids if other != step.id)
            labels = tuple(dict.fromkeys((*session.not_asked_labels, step.title)))
            edit.put(replace(session, not_asked_step_ids=left, not_asked_labels=labels))
    return len(visits)


def free_title(title: str, taken: set[str]) -> str:
    """A title that is not taken: the title itself, or with the first number that is free."""
    number, found = 1, title
    while found in taken:
        number += 1
        found = f"{title} {number}"
    return found


def _remove(edit: Edit, step: Step) -> int:
    visits = release_visits(edit, step)
    for end in ("from_step_id", "to_step_id"):
        for link in edit.find(Transition, **{end: step.id}):
            edit.remove(link)
    for cell in edit.find(Cell, step_id=step.id):
        edit.remove(cell)
    edit.remove(get_step(edit, step.id))
    return visits


def _put(edit: Edit, step: Step) -> Step:
    edit.put(step)
    return step


def number_steps(edit: Edit, steps: Sequence[Step]) -> dict[str, Step]:
    """Give all steps of a map, as they are stored, their positions: by phase, within it in the order given."""
    if not steps:
        return {}
    order = {phase.id: at for at, phase in enumerate(edit.find(Phase, map_id=steps[0].map_id))}
    ordered = sorted(steps, key=lambda step: order.get(step.phase_id or "", len(order)))
    numbered = {step.id: replace(step, position=position) for position, step in enumerate(ordered)}
    for step in ordered:
        if step.position != numbered[step.id].position:
            edit.put(numbered[step.id])
    return numbered


def _join_cells(edit: Edit, step: Step, target: Step) -> None:
    """Give the cells of a step to another one; where that has one in the lane, the texts stand one below the other."""
    there = {cell.lane_id: cell for cell in edit.find(Cell, step_id=target.id)}
    for cell in edit.find(Cell, step_id=step.id):
        own = there.get(cell.lane_id)
        if own is None:
            edit.put(replace(cell, step_id=target.id))
            continue
        picture = own if own.attachment_id or not cell.attachment_id else cell
        text = "\n".join(part for part in (own.text, cell.text) if part)
        there[cell.lane_id] = replace(
            own, text=text, attachment_id=picture.attachment_id, alt_text=picture.alt_text,
            assumed=own.assumed or cell.assumed,
        )  # fmt: skip
        edit.put(there[cell.lane_id])


def _check_phase(edit: Edit, map_id: str, phase_id: str | None) -> None:
    phase = edit.get(Phase, phase_id) if phase_id is not None else None
    if phase_id is not None and (phase is None or phase.map_id != map_id):
        raise Problem("This phase is not on the map any more. Nothing was changed.")


def _check_kind(kind: str) -> None:
    if kind not in STEP_KINDS:
        raise Problem(f"“{kind}” is no kind of step. Please take one of: {', '.join(STEP_KINDS)}.")


def _refuse_same(title: str, steps: list[Step]) -> None:
    # Letter by letter, as event logs name steps; session text then takes the first that fits without case.
    if any(step.title == title for step in steps):
        raise Problem(f"The map has a step “{title}” already. Nothing was changed. Please take another name.")
