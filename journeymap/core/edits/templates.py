"""Kinds of map to begin with: their lanes and phases, without a single invented step."""

from dataclasses import dataclass
from typing import Final

from journeymap.core.edits.maps import make_map
from journeymap.core.edits.phases import add_phase
from journeymap.core.errors import Problem
from journeymap.core.model import JourneyMap, Lane
from journeymap.core.reader import Edit


@dataclass(frozen=True, slots=True)
class MapTemplate:
    """A kind of map: its words, its lanes as (kind, own title) from top to bottom, and its phases."""

    title: str
    kind: str
    lanes: tuple[tuple[str, str], ...]
    phases: tuple[str, ...]


MAP_TEMPLATES: Final = {
    "experience": MapTemplate(
        "Experience map",
        "experience",
        (
            ("actions", "What the person does"), ("thoughts", ""), ("feelings", ""), ("pain", ""),
            ("touchpoint", ""), ("opportunity", ""),
        ),
        ("Before", "Find out", "Do it", "Wait", "Afterwards"),
    ),
    "blueprint": MapTemplate(
        "Service blueprint",
        "blueprint",
        (
            ("touchpoint", "What the person meets"), ("actions", "What the person does"),
            ("line_of_interaction", ""), ("frontstage", ""), ("line_of_visibility", ""), ("backstage", ""),
            ("line_of_internal_interaction", ""), ("support", ""), ("policy", ""), ("pain", ""),
        ),
        ("Find out", "Apply", "Decide", "Receive"),
    ),
    "sludge_audit": MapTemplate(
        "Sludge audit",
        "sludge_audit",
        (
            ("actions", "What the person has to do"), ("pain", ""), ("data", "What is asked for, and who knows it"),
            ("policy", "Rule that asks for it"), ("metric", "Time and cost for the person"),
            ("opportunity", "Could it go?"),
        ),
        ("Learn about it", "Get ready", "Apply", "Wait and chase", "Keep it"),
    ),
}  # fmt: skip
"""By their keys, in the order in which they are offered."""


def make_map_from_template(edit: Edit, key: str, title: str) -> JourneyMap:
    """A new map with the lanes and phases of a template; raises Problem for an unknown one or a title that is taken."""
    found = MAP_TEMPLATES.get(key)
    if found is None:
        raise Problem(f"There is no template “{key}”. Please take one of: {', '.join(MAP_TEMPLATES)}.")
    made = make_map(edit, title, kind=found.kind)
    for position, (kind, own) in enumerate(found.lanes):
        lane = Lane(
            id=edit.clock.new_id(), project_id=edit.project_id, map_id=made.id, position=position, kind=kind, title=own
        )
        edit.put(lane)
    for phase in found.phases:
        add_phase(edit, made.id, phase)
    return made
