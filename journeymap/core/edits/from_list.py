"""A list of steps put onto a map in one edit, and steps of a map written as such a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from journeymap.core.edits.maps import find_or_make_channel
from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import free_title, number_steps, steps_in_order
from journeymap.core.errors import Problem
from journeymap.core.model import Channel, Phase, Step, Transition
from journeymap.core.reader import Edit, Reader
from journeymap.core.step_list import ListedStep, StepList


@dataclass(frozen=True, slots=True)
class PutSteps:
    """What came of a list: the new steps in order, and sentences about what had to be done otherwise."""

    steps: tuple[Step, ...]
    remarks: tuple[str, ...]


def put_step_list(edit: Edit, map_id: str, listed: StepList, after_id: str | None = None) -> PutSteps:
    """Put the steps of a list behind a step, or behind all steps of the map, with their links.

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
    made: list[Step] = []
    home = before.phase_id if before else (there[-1].phase_id if there else None)
    for each in listed.steps:
        title = free_title(each.title, taken)
        if title != each.title and title not in taken:
            remarks.append(f"“{each.title}” is on the map already, so the new step is called “{title}”.")
        taken.add(title)
        channel = find_or_make_channel(edit, each.channel) if each.channel else None
        made.append(
            Step(
                id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id,
                phase_id=phases[each.phase] if each.phase else home, position=0, title=title,
                description=each.description, channel_id=channel.id if channel else None,
                lane_id=before.lane_id if before else None,
            )
        )  # fmt: skip
    at = there.index(before) + 1 if before else len(there)
    for step in made:
        edit.put(step)
    numbered = number_steps(edit, [*there[:at], *made, *there[at:]])
    made = [numbered[step.id] for step in made]
    _link(edit, map_id, listed.steps, made, {step.title: step.id for step in there}, remarks)
    return PutSteps(tuple(made), tuple(remarks))


def list_steps(reader: Reader, step_ids: Sequence[str]) -> list[ListedStep]:
    """Steps of a map as a list that people can read; the links among them that the list does not imply are named.

    A step that another one leads to by a branch, and that the main path does not pass, is indented under it.
    """
    chosen = set(step_ids)
    first = next(iter(reader.find(Step, id=tuple(chosen))), None) if chosen else None
    if first is None:
        return []
    steps = [step for step in steps_in_order(reader, first.map_id) if step.id in chosen]
    phases = {phase.id: phase.title for phase in reader.find(Phase, map_id=first.map_id)}
    channels = {channel.id: channel.title for channel in reader.find(Channel)}
    links = [
        link for link in reader.find(Transition, map_id=first.map_id)
        if link.from_step_id in chosen and link.to_step_id in chosen
    ]  # fmt: skip
    at = {step.id: index for index, step in enumerate(steps)}
    branch_of = _branches(steps, links, at)
    implied = _implied(steps, branch_of)
    titles = {step.id: step.title for step in steps}
    listed = []
    for index, step in enumerate(steps):
        named = tuple(
            (titles[link.to_step_id], link.condition)
            for link in links
            if link.from_step_id == step.id and (link.condition or (index, at[link.to_step_id]) not in implied)
        )
        listed.append(
            ListedStep(
                step.title, phases.get(step.phase_id or "", ""), channels.get(step.channel_id or "", ""),
                step.description, branch_of.get(index), named,
            )
        )  # fmt: skip
    return listed


def _branches(steps: Sequence[Step], links: Sequence[Transition], at: dict[str, int]) -> dict[int, int]:
    """Which step branches off which: those that only branch links lead to, from a step before, in the same phase."""
    found: dict[int, int] = {}
    for index, step in enumerate(steps):
        inwards = [link for link in links if link.to_step_id == step.id and at[link.from_step_id] < index]
        if inwards and all(link.kind == "branch" for link in inwards):
            parent = at[inwards[0].from_step_id]
            if steps[parent].phase_id == step.phase_id and _stands_under(parent, index, found):
                found[index] = parent
    return found


def _stands_under(parent: int, index: int, branch_of: dict[int, int]) -> bool:
    """Whether a line that is indented below `parent` is read as its branch: nothing between stands less deep."""
    return all(_within(between, parent, branch_of) for between in range(parent + 1, index))


def _within(index: int, parent: int, branch_of: dict[int, int]) -> bool:
    while index in branch_of:
        index = branch_of[index]
        if index == parent:
            return True
    return False


def _implied(steps: Sequence[Step], branch_of: dict[int, int]) -> set[tuple[int, int]]:
    """The links that reading the list makes by itself."""
    main = [index for index in range(len(steps)) if index not in branch_of]
    return {*pairwise(main), *((parent, index) for index, parent in branch_of.items())}


def _phases(edit: Edit, map_id: str, listed: Sequence[ListedStep]) -> dict[str, str]:
    """The phase of every title in the list; those that are not there yet are made."""
    found = {phase.title: phase.id for phase in reversed(edit.find(Phase, map_id=map_id))}
    for title in dict.fromkeys(each.phase for each in listed if each.phase):
        if title not in found:
            found[title] = add_phase(edit, map_id, title).id
    return found


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
            last = step.id
    for each, step in zip(listed, made, strict=True):
        for title, condition in each.links:
            target = by_title.get(title)
            if target is None:
                remarks.append(f"“{title}” is no step of the map, so the link from “{step.title}” was left out.")
                continue
            kind, _ = wanted.get((step.id, target), ("branch" if condition else "next", ""))
            wanted[step.id, target] = ("loop" if target == step.id else kind, condition)
    for (start, end), (kind, condition) in wanted.items():
        edit.put(
            Transition(
                id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id, from_step_id=start, to_step_id=end,
                kind=kind, condition=condition,
            )
        )  # fmt: skip
