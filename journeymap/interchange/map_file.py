"""A planned map written as a small TOML file: channels, lanes, phases with their steps in order, links between steps.

The sample and the templates are such files. A file is checked as a whole before anything is put. A lane is named by
its own title, or by its kind where it has none; a step's `cells` are texts by lane.
"""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from journeymap.core.channels import CHANNEL_KINDS
from journeymap.core.edits.maps import make_map
from journeymap.core.errors import Problem
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.model import Cell, Channel, JourneyMap, Lane, Phase, Step, Transition
from journeymap.core.reader import Edit
from journeymap.core.scales import MAP_KINDS, MAP_STATES, OUTCOMES, STEP_KINDS, TRANSITION_KINDS


@dataclass(frozen=True, slots=True)
class LanePlan:
    """A row of the map; `name` is what steps call it."""

    kind: str
    title: str
    collapsed: bool
    hidden: bool

    @property
    def name(self) -> str:
        return self.title or self.kind


@dataclass(frozen=True, slots=True)
class StepPlan:
    title: str
    phase: str
    kind: str
    channel: str
    description: str
    lane: str = ""
    organisation: str = ""
    end_outcome: str = ""
    aliases: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()  # lane, text


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """A planned link between two steps, by their titles."""

    origin: str
    target: str
    kind: str
    condition: str


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What a map file says. `project` holds the keys that describe a whole project: project, description, zone.

    `pain_points` has the title of each pain point by its tag; they come from sessions, a map only words them.
    """

    title: str
    project: dict[str, str]
    channels: tuple[tuple[str, str], ...]  # title, kind
    phases: tuple[str, ...]
    steps: tuple[StepPlan, ...]
    links: tuple[LinkPlan, ...]
    pain_points: dict[str, str]
    description: str = ""
    kind: str = "journey"
    state: str = "as_is"
    lanes: tuple[LanePlan, ...] = ()  # none: those that a new map begins with


def read_map_file(path: Path) -> MapPlan:
    """The plan that a map file holds.

    Raises Problem with the file's name and the place when it is not TOML, or when it names an unknown kind, channel
    or step, or a step twice.
    """
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(f"{path.name} cannot be read as a map file: {error}. Nothing was changed.") from error
    plan = MapPlan(
        title=_text(value, "title"),
        project={key: _text(value, key) for key in ("project", "description", "zone") if key in value},
        channels=tuple(
            (_text(channel, "title"), _text(channel, "kind", "other")) for channel in _tables(value, "channel")
        ),
        phases=tuple(_text(phase, "title") for phase in _tables(value, "phase")),
        steps=tuple(_step(step, phase) for phase in _tables(value, "phase") for step in _tables(phase, "step")),
        links=tuple(_link(link) for link in _tables(value, "link")),
        pain_points={_text(pain, "tag"): _text(pain, "title") for pain in _tables(value, "pain_point")},
        description=_text(value, "about"),
        kind=_text(value, "kind", "journey"),
        state=_text(value, "state", "as_is"),
        lanes=tuple(_lane(lane) for lane in _tables(value, "lane")),
    )
    fault = _fault(plan)
    if fault:
        raise Problem(f"{path.name} cannot be used as a map: {fault}. Nothing was changed.")
    return plan


def put_map(edit: Edit, plan: MapPlan) -> JourneyMap:
    """Put a new map with its phases, steps, channels and links; channels that the project has are used again.

    Raises Problem when the project has a map of this title.
    """
    journey_map = replace(make_map(edit, plan.title, kind=plan.kind, state=plan.state), description=plan.description)
    edit.put(journey_map)
    channels = _put_channels(edit, plan)
    lanes = _put_lanes(edit, plan, journey_map.id)
    phases: dict[str, str] = {}
    for position, title in enumerate(plan.phases):
        phases[title] = edit.clock.new_id()
        edit.put(
            Phase(id=phases[title], project_id=edit.project_id, map_id=journey_map.id, position=position, title=title)
        )
    steps: dict[str, str] = {}
    for position, step in enumerate(plan.steps):
        steps[step.title] = edit.clock.new_id()
        edit.put(
            Step(
                id=steps[step.title],
                project_id=edit.project_id,
                map_id=journey_map.id,
                phase_id=phases[step.phase],
                position=position,
                title=step.title,
                description=step.description,
                kind=step.kind,
                channel_id=channels[step.channel] if step.channel else None,
                lane_id=lanes[step.lane].id if step.lane else None,
                organisation=step.organisation,
                end_outcome=step.end_outcome,
                aliases=step.aliases,
            )
        )
        for name, text in step.cells:
            edit.put(
                Cell(
                    id=edit.clock.new_id(), project_id=edit.project_id, map_id=journey_map.id, lane_id=lanes[name].id,
                    step_id=steps[step.title], text=text, assumed=lanes[name].kind == "feelings",
                )
            )  # fmt: skip
    for link in plan.links:
        edit.put(
            Transition(
                id=edit.clock.new_id(),
                project_id=edit.project_id,
                map_id=journey_map.id,
                from_step_id=steps[link.origin],
                to_step_id=steps[link.target],
                kind=link.kind,
                condition=link.condition,
            )
        )
    return journey_map


def _put_channels(edit: Edit, plan: MapPlan) -> dict[str, str]:
    channels = {channel.title: channel.id for channel in edit.find(Channel)}
    for title, kind in plan.channels:
        if title not in channels:
            channels[title] = edit.clock.new_id()
            edit.put(Channel(id=channels[title], project_id=edit.project_id, title=title, kind=kind))
    return channels


def _put_lanes(edit: Edit, plan: MapPlan, map_id: str) -> dict[str, Lane]:
    lanes: dict[str, Lane] = {}
    for position, lane in enumerate(plan.lanes):
        lanes[lane.name] = Lane(
            id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id, position=position, kind=lane.kind,
            title=lane.title, collapsed=lane.collapsed, hidden=lane.hidden,
        )  # fmt: skip
        edit.put(lanes[lane.name])
    return lanes


def _fault(plan: MapPlan) -> str:
    """What is wrong with a plan as part of a sentence, or nothing."""
    titles = [step.title for step in plan.steps]
    channels = {title for title, _ in plan.channels}
    ends = [end for link in plan.links for end in (link.origin, link.target)]
    if not plan.title:
        return "it has no title"
    named = [lane.name for lane in plan.lanes]
    for what, words in (("the phase", list(plan.phases)), ("the step", titles), ("the lane", named)):
        twice = next((word for word in words if words.count(word) > 1 or not word), None)
        if twice is not None:
            return f"{what} “{twice}” has no title or is there twice"
    unknown = [
        *(f"channel “{step.channel}”" for step in plan.steps if step.channel and step.channel not in channels),
        *(f"step “{end}”" for end in ends if end not in titles),
        *(f"kind of step “{step.kind}”" for step in plan.steps if step.kind not in STEP_KINDS),
        *(f"kind of link “{link.kind}”" for link in plan.links if link.kind not in TRANSITION_KINDS),
        *(f"kind of channel “{kind}”" for _, kind in plan.channels if kind not in CHANNEL_KINDS),
        *(f"kind of lane “{lane.kind}”" for lane in plan.lanes if lane.kind not in LANE_KINDS),
        *(f"kind of map “{kind}”" for kind in (plan.kind,) if kind not in MAP_KINDS),
        *(f"state of a map “{state}”" for state in (plan.state,) if state not in MAP_STATES),
        *(f"outcome “{step.end_outcome}”" for step in plan.steps if step.end_outcome not in ("", *OUTCOMES)),
    ]
    return f"there is no {unknown[0]}" if unknown else _lane_fault(plan)


def _lane_fault(plan: MapPlan) -> str:
    """What is wrong with the lanes that steps and texts stand in."""
    holds = {lane.name: LANE_KINDS[lane.kind].holds for lane in plan.lanes}
    if plan.lanes and not any(holds[lane.name] == "steps" and not lane.hidden for lane in plan.lanes):
        return "none of its lanes holds steps"
    for step in plan.steps:
        if step.lane and holds.get(step.lane) != "steps":
            return f"the step “{step.title}” stands in “{step.lane}”, which is no lane of steps"
        if step.end_outcome and step.kind != "end":
            return f"the step “{step.title}” has an outcome and is no end"
        for name, _ in step.cells:
            typed = holds.get(name) == "text" or any(
                lane.name == name and lane.kind == "feelings" for lane in plan.lanes
            )
            if not typed:
                return f"the step “{step.title}” has a text in “{name}”, which is no lane of texts"
    return ""


def _lane(value: dict[str, Any]) -> LanePlan:
    return LanePlan(
        kind=_text(value, "kind"),
        title=_text(value, "title"),
        collapsed=value.get("collapsed") is True,
        hidden=value.get("hidden") is True,
    )


def _step(value: dict[str, Any], phase: dict[str, Any]) -> StepPlan:
    aliases, cells = value.get("aliases"), value.get("cells")
    return StepPlan(
        title=_text(value, "title"),
        phase=_text(phase, "title"),
        kind=_text(value, "kind", "action"),
        channel=_text(value, "channel"),
        description=_text(value, "description"),
        lane=_text(value, "lane"),
        organisation=_text(value, "organisation"),
        end_outcome=_text(value, "end_outcome"),
        aliases=tuple(str(alias) for alias in aliases) if isinstance(aliases, list) else (),
        cells=tuple((str(name), str(text).strip()) for name, text in cells.items()) if isinstance(cells, dict) else (),
    )


def _link(value: dict[str, Any]) -> LinkPlan:
    return LinkPlan(
        origin=_text(value, "from"),
        target=_text(value, "to"),
        kind=_text(value, "kind", "next"),
        condition=_text(value, "condition"),
    )


def _text(table: dict[str, Any], key: str, default: str = "") -> str:
    return str(table.get(key, default)).strip()


def _tables(table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = table.get(key, [])
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
