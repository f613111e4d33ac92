"""Steps of a map as a list that people can read, with all that a text can say about them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from journeymap.core.capture import one_line
from journeymap.core.carried_pictures import CarriedPicture
from journeymap.core.edits.lanes import lane_title, lanes_of
from journeymap.core.edits.steps import steps_in_order
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.listed_steps import ListedCell, ListedLane, ListedLink, ListedStep
from journeymap.core.model import Attachment, Cell, Channel, JourneyMap, Lane, Phase, Step, Transition
from journeymap.core.reader import Reader


def list_steps(reader: Reader, step_ids: Sequence[str]) -> list[ListedStep]:
    """Steps of a map as a list; the links among them that the list does not imply are named.

    A step that another one leads to by a branch, and that the main path does not pass, is indented under it. Where a
    hand put a card stays behind; for pictures see `carried_pictures`.
    """
    chosen = set(step_ids)
    first = next(iter(reader.find(Step, id=tuple(chosen))), None) if chosen else None
    if first is None:
        return []
    steps = [step for step in steps_in_order(reader, first.map_id) if step.id in chosen]
    phases = {phase.id: phase.title for phase in reader.find(Phase, map_id=first.map_id)}
    channels = {channel.id: channel for channel in reader.find(Channel)}
    maps = {found.id: found.title for found in reader.find(JourneyMap)}
    links = [
        link for link in reader.find(Transition, map_id=first.map_id)
        if link.from_step_id in chosen and link.to_step_id in chosen
    ]  # fmt: skip
    at = {step.id: index for index, step in enumerate(steps)}
    links.sort(key=lambda link: (at[link.from_step_id], at[link.to_step_id]))
    branch_of = _branches(steps, links, at)
    named, apart = _named(steps, links, branch_of, at)
    lanes = _Lanes(reader, first.map_id, steps)
    listed = []
    told: set[str] = set()
    for index, step in enumerate(steps):
        channel = channels.get(step.channel_id or "")
        kind = channel.kind if channel is not None and channel.kind != "other" and channel.id not in told else ""
        told.add(step.channel_id or "")
        listed.append(
            ListedStep(
                title=_plain(step.title),
                phase=phases.get(step.phase_id or "", ""),
                channel=one_line(channel.title) if channel is not None else "",
                description=step.description,
                branch_of=branch_of.get(index),
                links=named[index],
                kind=step.kind,
                end_outcome=step.end_outcome,
                organisation=step.organisation,
                lane=lanes.of(step),
                channel_kind=kind,
                aliases=step.aliases,
                opens=maps.get(step.opens_map_id or "", ""),
                cells=lanes.cells(step),
                apart=index in apart,
            )
        )
    return listed


def carried_pictures(reader: Reader, step_ids: Sequence[str]) -> list[CarriedPicture]:
    """The pictures under these steps, which go along with the list of them that `list_steps` gives."""
    first = next(iter(reader.find(Step, id=tuple(step_ids))), None) if step_ids else None
    if first is None:
        return []
    chosen = [step.id for step in steps_in_order(reader, first.map_id) if step.id in set(step_ids)]
    lanes = {lane.id: lane for lane in lanes_of(reader, first.map_id)}
    found = []
    for cell in reader.find(Cell, step_id=tuple(chosen)):
        kept = reader.get(Attachment, cell.attachment_id) if cell.attachment_id is not None else None
        if kept is not None and cell.lane_id in lanes:
            found.append(
                CarriedPicture(
                    chosen.index(cell.step_id), _listed(lanes[cell.lane_id]), kept.name, kept.media_type, kept.data,
                    cell.alt_text, cell.span, cell.may_be_shared,
                )
            )  # fmt: skip
    return sorted(found, key=lambda picture: picture.step)


def _plain(title: str) -> str:
    return one_line(title).replace("\t", " ")


class _Lanes:
    """The lanes of a map, as a list names them."""

    def __init__(self, reader: Reader, map_id: str, steps: Sequence[Step]) -> None:
        self._lanes = {lane.id: lane for lane in lanes_of(reader, map_id)}
        holding = [lane.id for lane in self._lanes.values() if _holds(lane) == "steps"]
        self._home = holding[0] if holding else ""
        self._several = any((step.lane_id or self._home) != self._home for step in steps)
        self._order = {lane_id: at for at, lane_id in enumerate(self._lanes)}
        self._cells: dict[str, list[Cell]] = {step.id: [] for step in steps}
        for cell in reader.find(Cell, map_id=map_id):
            if cell.step_id in self._cells and cell.lane_id in self._lanes and cell.text.strip():
                self._cells[cell.step_id].append(cell)

    def of(self, step: Step) -> ListedLane | None:
        """The lane of a step; None where all of them stand in the first."""
        lane = self._lanes.get(step.lane_id or self._home)
        return _listed(lane) if self._several and lane is not None else None

    def cells(self, step: Step) -> tuple[ListedCell, ...]:
        """What is written under a step, from top to bottom."""
        here = sorted(self._cells[step.id], key=lambda cell: self._order[cell.lane_id])
        return tuple(
            ListedCell(
                _listed(self._lanes[cell.lane_id]), cell.text.strip(), cell.span, cell.assumed, cell.may_be_shared
            )
            for cell in here
        )


def _holds(lane: Lane) -> str:
    kind = LANE_KINDS.get(lane.kind)
    return kind.holds if kind is not None else ""


def _listed(lane: Lane) -> ListedLane:
    kind = LANE_KINDS.get(lane.kind)
    title = one_line(lane_title(lane))
    return ListedLane(lane.kind, "" if kind is not None and title == kind.title else title)


def _named(
    steps: Sequence[Step], links: Sequence[Transition], branch_of: Mapping[int, int], at: Mapping[str, int]
) -> tuple[list[tuple[ListedLink, ...]], set[int]]:
    """The links of every step that must be said, and the steps whose implied link to the next one is not there."""
    main = [index for index in range(len(steps)) if index not in branch_of]
    implied = {**dict.fromkeys(pairwise(main), "next"), **{(parent, at): "branch" for at, parent in branch_of.items()}}
    named: list[list[ListedLink]] = [[] for _ in steps]
    there = set()
    for link in links:
        ends = at[link.from_step_id], at[link.to_step_id]
        there.add(ends)
        taken_as = implied.get(ends) or ("loop" if ends[0] == ends[1] else "branch" if link.condition else "next")
        if ends not in implied or link.condition or link.kind != taken_as:
            kind = "" if link.kind == taken_as else link.kind
            named[ends[0]].append(ListedLink(_plain(steps[ends[1]].title), link.condition, kind))
    return [tuple(each) for each in named], {start for start, end in pairwise(main) if (start, end) not in there}


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
