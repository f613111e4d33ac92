"""A planned map written as a small TOML file: channels, phases with their steps in order, links between steps.

The sample and the templates are such files. A file is checked as a whole before anything is put.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journeymap.core.channels import CHANNEL_KINDS
from journeymap.core.errors import Problem
from journeymap.core.model import Channel, JourneyMap, Phase, Step, Transition
from journeymap.core.reader import Edit
from journeymap.core.scales import STEP_KINDS, TRANSITION_KINDS


@dataclass(frozen=True, slots=True)
class StepPlan:
    title: str
    phase: str
    kind: str
    channel: str
    description: str


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
    )
    fault = _fault(plan)
    if fault:
        raise Problem(f"{path.name} cannot be used as a map: {fault}. Nothing was changed.")
    return plan


def put_map(edit: Edit, plan: MapPlan) -> JourneyMap:
    """Put a new map with its phases, steps, channels and links; channels that the project has are used again."""
    journey_map = JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title=plan.title)
    edit.put(journey_map)
    channels = _put_channels(edit, plan)
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
            )
        )
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


def _fault(plan: MapPlan) -> str:
    """What is wrong with a plan as part of a sentence, or nothing."""
    titles = [step.title for step in plan.steps]
    channels = {title for title, _ in plan.channels}
    ends = [end for link in plan.links for end in (link.origin, link.target)]
    if not plan.title:
        return "it has no title"
    for what, words in (("the phase", list(plan.phases)), ("the step", titles)):
        twice = next((word for word in words if words.count(word) > 1 or not word), None)
        if twice is not None:
            return f"{what} “{twice}” has no title or is there twice"
    unknown = [
        *(f"channel “{step.channel}”" for step in plan.steps if step.channel and step.channel not in channels),
        *(f"step “{end}”" for end in ends if end not in titles),
        *(f"kind of step “{step.kind}”" for step in plan.steps if step.kind not in STEP_KINDS),
        *(f"kind of link “{link.kind}”" for link in plan.links if link.kind not in TRANSITION_KINDS),
        *(f"kind of channel “{kind}”" for _, kind in plan.channels if kind not in CHANNEL_KINDS),
    ]
    return f"there is no {unknown[0]}" if unknown else ""


def _step(value: dict[str, Any], phase: dict[str, Any]) -> StepPlan:
    return StepPlan(
        title=_text(value, "title"),
        phase=_text(phase, "title"),
        kind=_text(value, "kind", "action"),
        channel=_text(value, "channel"),
        description=_text(value, "description"),
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
