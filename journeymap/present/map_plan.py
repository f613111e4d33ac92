"""What is planned on a map and how it is called: read once, without anything counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from journeymap.core.edits.lanes import lane_title, lanes_of
from journeymap.core.lanes import LANE_KINDS, LaneKind
from journeymap.core.model import (
    Attachment,
    Cell,
    Channel,
    JourneyMap,
    Lane,
    PainPoint,
    Phase,
    Project,
    Step,
    Transition,
)
from journeymap.core.reader import Reader
from journeymap.present.map_values import MapCell, MapLane

_UNKNOWN = LaneKind("", "text", "")
_ASIDE = frozenset({"branch", "fallback"})
"""Kinds of link that leave the main path."""


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What is planned and named, without anything counted. Steps are in the order of the map."""

    project: Project | None
    map: JourneyMap | None
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    transitions: tuple[Transition, ...]
    channels: Mapping[str, Channel]
    pain_points: Mapping[str, PainPoint]
    lanes: tuple[Lane, ...] = ()
    cells: tuple[Cell, ...] = ()
    pictures: Mapping[str, Attachment] = field(default_factory=dict)


def read_plan(reader: Reader, map_id: str) -> MapPlan:
    """Read a map as it is planned; an unknown map gives a plan without steps."""
    found = reader.get(JourneyMap, map_id) if map_id else None
    phases = tuple(reader.find(Phase, map_id=map_id)) if found else ()
    order = {phase.id: at for at, phase in enumerate(phases)}
    steps = reader.find(Step, map_id=map_id) if found else []
    steps.sort(key=lambda step: (order.get(step.phase_id or "", len(phases)), step.position, step.id))
    cells = tuple(reader.find(Cell, map_id=map_id)) if found else ()
    wanted = {cell.attachment_id for cell in cells if cell.attachment_id}
    pictures = {id_: picture for id_ in sorted(wanted) if (picture := reader.get(Attachment, id_)) is not None}
    return MapPlan(
        project=reader.get(Project, reader.project_id),
        map=found,
        phases=phases,
        steps=tuple(steps),
        transitions=tuple(reader.find(Transition, map_id=map_id)) if found else (),
        channels={channel.id: channel for channel in reader.find(Channel)},
        pain_points={point.id: point for point in reader.find(PainPoint)},
        lanes=tuple(lanes_of(reader, map_id)) if found else (),
        cells=cells,
        pictures=pictures,
    )


def phase_titles(plan: MapPlan) -> tuple[tuple[str, ...], dict[str, int]]:
    """Titles of the phases, and the phase of every step; steps without one are in an unnamed phase at the end."""
    order = {phase.id: at for at, phase in enumerate(plan.phases)}
    phase_of = {step.id: order.get(step.phase_id or "", len(plan.phases)) for step in plan.steps}
    titles = [phase.title for phase in plan.phases]
    if not titles or len(titles) in phase_of.values():
        titles.append("")
    return tuple(titles), phase_of


def map_lanes(plan: MapPlan) -> tuple[MapLane, ...]:
    """The lanes from top to bottom; there is always one that holds steps."""
    chosen = any(not lane.id.startswith(f"{lane.map_id}/") for lane in plan.lanes)
    lanes = [
        MapLane(
            lane_id=lane.id,
            kind=lane.kind,
            title=lane_title(lane),
            holds=LANE_KINDS.get(lane.kind, _UNKNOWN).holds,
            collapsed=lane.collapsed,
            hidden=lane.hidden,
            chosen=chosen,
        )
        for lane in plan.lanes
    ]
    if not any(lane.holds == "steps" for lane in lanes):
        lanes.insert(0, MapLane("steps", "actions", LANE_KINDS["actions"].title, "steps"))
    return tuple(lanes)


def lanes_of_steps(plan: MapPlan, lanes: tuple[MapLane, ...]) -> dict[str, str]:
    """The lane of every step: its own, or the first that holds steps."""
    holding = [lane.lane_id for lane in lanes if lane.holds == "steps"]
    return {step.id: step.lane_id if step.lane_id in holding else holding[0] for step in plan.steps}


def map_cells(plan: MapPlan) -> tuple[MapCell, ...]:
    """What stands in the lanes, with its pictures."""
    made = []
    for cell in plan.cells:
        picture = plan.pictures.get(cell.attachment_id or "")
        made.append(
            MapCell(
                lane_id=cell.lane_id,
                step_id=cell.step_id,
                span=cell.span,
                text=cell.text,
                alt_text=cell.alt_text,
                assumed=cell.assumed,
                may_be_shared=cell.may_be_shared,
                media_type=picture.media_type if picture else "",
                data=picture.data if picture else b"",
            )
        )
    return tuple(made)


def branch_steps(plan: MapPlan) -> frozenset[str]:
    """The steps that were planned beside the main path: from the steps before them, only side ways lead there.

    Where all ways on from a step are side ways, as behind a decision, the first of them carries the main path on.
    """
    order = {step.id: at for at, step in enumerate(plan.steps)}
    inward: dict[str, list[Transition]] = {}
    onward: dict[str, list[Transition]] = {}
    for link in plan.transitions:
        if order.get(link.from_step_id, len(order)) < order.get(link.to_step_id, -1):
            inward.setdefault(link.to_step_id, []).append(link)
            onward.setdefault(link.from_step_id, []).append(link)
    found: set[str] = set()
    for step in plan.steps:
        ways_in = inward.get(step.id, ())
        if ways_in and all(
            link.kind in _ASIDE
            and (link.from_step_id in found or not _carries_on(link, onward[link.from_step_id], order))
            for link in ways_in
        ):
            found.add(step.id)
    return frozenset(found)


def _carries_on(link: Transition, ways: list[Transition], order: Mapping[str, int]) -> bool:
    """Whether the main path goes on by this link, though it is a side way: none of the others is anything else."""
    first = min(ways, key=lambda way: order[way.to_step_id])
    return link is first and all(way.kind in _ASIDE for way in ways)
