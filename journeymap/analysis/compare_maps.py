"""Two maps of a project side by side: what is on one and not on the other, and what is planned differently.

A step of one map is the step of the other that has its title, case and outer blanks aside; else the one that had it
before, or had the title that this one has now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journeymap.core.capture import title_key
from journeymap.core.edits.lanes import lane_title, lanes_of
from journeymap.core.edits.maps import get_map
from journeymap.core.edits.steps import steps_in_order
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.model import Cell, Channel, JourneyMap, Phase, Step, Transition
from journeymap.core.reader import Reader


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with the titles of what it refers to. `cells` are (title of the lane, text), top to bottom."""

    step: Step
    phase: str
    lane: str
    channel: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedMap:
    """What is planned on a map; steps in its order."""

    map: JourneyMap
    steps: tuple[PlannedStep, ...]
    links: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: its key, and the value on either map. Keys are those of COMPARED.

    `in_lane`: it is what stands in a lane under the step, and the key is the lane's title.
    """

    field: str
    before: str
    after: str
    in_lane: bool = False


@dataclass(frozen=True, slots=True)
class StepChange:
    """A step that is on both maps and planned differently."""

    before: PlannedStep
    after: PlannedStep
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """A planned link by the titles and the ids of its ends, as they are on the map that it is on."""

    origin: str
    target: str
    kind: str
    condition: str
    from_step_id: str
    to_step_id: str


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link between the same two steps of both maps, of another kind or under another condition."""

    before: LinkPlan
    after: LinkPlan


@dataclass(frozen=True, slots=True)
class MapDifference:
    """What differs between two maps. Added: on the second map only; removed: on the first only.

    `partner` gives the step of the second map for every step of the first that is on both, by their ids.
    """

    added: tuple[PlannedStep, ...]
    removed: tuple[PlannedStep, ...]
    changed: tuple[StepChange, ...]
    same: int
    links_added: tuple[LinkPlan, ...]
    links_removed: tuple[LinkPlan, ...]
    links_changed: tuple[LinkChange, ...]
    partner: Mapping[str, str]

    @property
    def nothing(self) -> bool:
        return not (
            self.added or self.removed or self.changed
            or self.links_added or self.links_removed or self.links_changed
        )  # fmt: skip


COMPARED = ("title", "phase", "lane", "channel", "organisation", "kind", "outcome", "description")
"""The fields of a step that are compared, in this order; its cells follow, by the title of their lane."""


def read_planned(reader: Reader, map_id: str) -> PlannedMap:
    """Read a map as it is planned; a Problem when it is gone."""
    found = get_map(reader, map_id)
    phases = {phase.id: phase.title for phase in reader.find(Phase, map_id=map_id)}
    channels = {channel.id: channel.title for channel in reader.find(Channel)}
    lanes = lanes_of(reader, map_id)
    titles = {lane.id: lane_title(lane) for lane in lanes}
    home = next((lane_title(lane) for lane in lanes if LANE_KINDS[lane.kind].holds == "steps"), "")
    order = {lane.id: at for at, lane in enumerate(lanes)}
    cells: dict[str, list[Cell]] = {}
    for cell in reader.find(Cell, map_id=map_id):
        cells.setdefault(cell.step_id, []).append(cell)
    steps = tuple(
        PlannedStep(
            step,
            phases.get(step.phase_id or "", ""),
            titles.get(step.lane_id or "", home),
            channels.get(step.channel_id or "", ""),
            tuple(
                (titles[cell.lane_id], cell.text or cell.alt_text)
                for cell in sorted(cells.get(step.id, []), key=lambda cell: order[cell.lane_id])
            ),
        )
        for step in steps_in_order(reader, map_id)
    )
    return PlannedMap(found, steps, tuple(reader.find(Transition, map_id=map_id)))


def compare_maps(before: PlannedMap, after: PlannedMap) -> MapDifference:
    """What the second map plans that the first does not, and the other way round."""
    partner = _partners(before.steps, after.steps)
    by_id = {one.step.id: one for one in after.steps}
    met = set(partner.values())
    changes = [
        StepChange(one, other, fields)
        for one in before.steps
        if one.step.id in partner
        for other in (by_id[partner[one.step.id]],)
        if (fields := _differences(one, other))
    ]
    old, new = _links(before, partner), _links(after, {})
    return MapDifference(
        added=tuple(one for one in after.steps if one.step.id not in met),
        removed=tuple(one for one in before.steps if one.step.id not in partner),
        changed=tuple(changes),
        same=len(partner) - len(changes),
        links_added=tuple(plan for ends, plan in new.items() if ends not in old),
        links_removed=tuple(plan for ends, plan in old.items() if ends not in new),
        links_changed=tuple(
            LinkChange(plan, new[ends])
            for ends, plan in old.items()
            if ends in new and (plan.kind, plan.condition) != (new[ends].kind, new[ends].condition)
        ),
        partner=partner,
    )


def _partners(before: Sequence[PlannedStep], after: Sequence[PlannedStep]) -> dict[str, str]:
    """The step of the second map for each step of the first that has one, by their ids."""
    found: dict[str, str] = {}
    taken: set[str] = set()

    def pair(names: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> None:
        known: dict[str, list[str]] = {}
        for name, step_id in others:
            known.setdefault(name, []).append(step_id)
        for name, step_id in names:
            other = next((one for one in known.get(name, ()) if one not in taken), None)
            if step_id not in found and other is not None:
                found[step_id] = other
                taken.add(other)

    # Letter by letter first: a map may hold "pay" and "Pay", as event logs name steps.
    pair(*([(one.step.title, one.step.id) for one in steps] for steps in (before, after)))
    titles, others = ([(title_key(one.step.title), one.step.id) for one in steps] for steps in (before, after))
    aliases, their_aliases = (
        [(title_key(alias), one.step.id) for one in steps for alias in one.step.aliases] for steps in (before, after)
    )
    pair(titles, others)
    pair(titles, their_aliases)
    pair(aliases, others)
    return found


def _differences(before: PlannedStep, after: PlannedStep) -> tuple[FieldChange, ...]:
    found = [FieldChange(*values) for values in zip(COMPARED, _values(before), _values(after), strict=True)]
    cells, others = _by_lane(before), _by_lane(after)
    lanes = dict.fromkeys((*cells, *others))
    found += [FieldChange(lane, cells.get(lane, ""), others.get(lane, ""), in_lane=True) for lane in lanes]
    return tuple(change for change in found if change.before != change.after)


def _values(one: PlannedStep) -> tuple[str, ...]:
    """The values of the fields of COMPARED."""
    step = one.step
    return (
        step.title, one.phase, one.lane, one.channel, step.organisation, step.kind, step.end_outcome, step.description,
    )  # fmt: skip


def _by_lane(one: PlannedStep) -> dict[str, str]:
    """What stands under a step; lanes of the same title are one."""
    found: dict[str, str] = {}
    for lane, text in one.cells:
        found[lane] = f"{found[lane]}\n{text}" if lane in found else text
    return found


def _links(planned: PlannedMap, renamed: Mapping[str, str]) -> dict[tuple[str, str], LinkPlan]:
    """The links of a map by the ids of their ends; those that have a partner on the other map go by its id."""
    titles = {one.step.id: one.step.title for one in planned.steps}
    return {
        (renamed.get(link.from_step_id, link.from_step_id), renamed.get(link.to_step_id, link.to_step_id)): LinkPlan(
            titles[link.from_step_id],
            titles[link.to_step_id],
            link.kind,
            link.condition,
            link.from_step_id,
            link.to_step_id,
        )
        for link in planned.links
    }
