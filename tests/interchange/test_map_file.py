"""Planned maps from small TOML files: the sample, the templates, and files that cannot be used."""

from pathlib import Path

import pytest

from journeymap.core.errors import Problem
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.model import Cell, Channel, Lane, Phase, Step, Transition
from journeymap.core.resources import resource
from journeymap.interchange.map_file import put_map, read_map_file
from journeymap.store.document import Document

GOOD = """
title = "A map"
[[channel]]
title = "Website"
kind = "web"
[[phase]]
title = "First"
[[phase.step]]
title = "One"
channel = "Website"
[[phase.step]]
title = "Two"
[[link]]
from = "One"
to = "Two"
"""

WITH_LANES = """
title = "A map"
kind = "blueprint"
state = "to_be"
about = "What it is"
[[lane]]
kind = "actions"
[[lane]]
kind = "thoughts"
title = "Mind"
[[lane]]
kind = "thoughts"
collapsed = true
[[lane]]
kind = "feelings"
[[lane]]
kind = "backstage"
[[phase]]
title = "First"
[[phase.step]]
title = "One"
organisation = "Council"
aliases = ["Uno", "Eins"]
[phase.step.cells]
Mind = "Hm"
feelings = "glad"
[[phase.step]]
title = "Two"
kind = "end"
end_outcome = "completed"
lane = "backstage"
"""

FAULTS = {
    "no TOML": ("title = ", "cannot be read"),
    "no title": (GOOD.replace('title = "A map"', ""), "no title"),
    "a step twice": (GOOD.replace("Two", "One"), "“One”"),
    "an unknown channel": (GOOD.replace('channel = "Website"', 'channel = "Pigeon"'), "channel “Pigeon”"),
    "a link to nowhere": (GOOD.replace('to = "Two"', 'to = "Three"'), "step “Three”"),
    "an unknown kind of channel": (GOOD.replace('"web"', '"drum"'), "kind of channel “drum”"),
    "a lane twice": (WITH_LANES.replace('title = "Mind"', ""), "“thoughts”"),
    "an unknown kind of lane": (WITH_LANES.replace('"backstage"', '"moon"'), "kind of lane “moon”"),
    "no lane of steps": (WITH_LANES.replace("backstage", "policy").replace("actions", "metric"), "none of its lanes"),
    "a step in a lane of texts": (WITH_LANES.replace('lane = "backstage"', 'lane = "Mind"'), "stands in “Mind”"),
    "a step in an unknown lane": (WITH_LANES.replace('lane = "backstage"', 'lane = "x"'), "stands in “x”"),
    "a text in a lane of steps": (WITH_LANES.replace("Mind = ", "actions = "), "has a text in “actions”"),
    "an outcome of no end": (WITH_LANES.replace('kind = "end"', ""), "is no end"),
    "an unknown outcome": (WITH_LANES.replace('"completed"', '"lost"'), "outcome “lost”"),
    "an unknown kind of map": (WITH_LANES.replace('"blueprint"', '"novel"'), "kind of map “novel”"),
    "an unknown state": (WITH_LANES.replace('"to_be"', '"dreamt"'), "state of a map “dreamt”"),
    "an unknown kind of step": (GOOD.replace('title = "One"', 'title = "One"\nkind = "leap"'), "kind of step “leap”"),
}


def test_what_the_file_says_is_put_in_its_order(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(GOOD, encoding="utf-8")
    with Document.create(tmp_path / "a.journey", title="A") as document:
        with document.edit("Make the map") as edit:
            made = put_map(edit, read_map_file(file))
        reader = document.read()
        (channel,) = reader.find(Channel)
        (phase,) = reader.find(Phase, map_id=made.id)
        one, two = reader.find(Step, map_id=made.id)
        (link,) = reader.find(Transition, map_id=made.id)
    assert ((one.title, one.channel_id), (two.title, two.channel_id)) == (("One", channel.id), ("Two", None))
    assert {one.phase_id, two.phase_id} == {phase.id}
    assert (link.from_step_id, link.to_step_id) == (one.id, two.id)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_used_is_refused_with_name_and_place(tmp_path: Path, fault: str) -> None:
    text, told = FAULTS[fault]
    file = tmp_path / "map.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=r"map\.toml") as caught:
        read_map_file(file)
    assert told in str(caught.value)


def test_lanes_with_their_texts_are_put(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(WITH_LANES, encoding="utf-8")
    with Document.create(tmp_path / "a.journey", title="A") as document:
        with document.edit("Make the map") as edit:
            made = put_map(edit, read_map_file(file))
        reader = document.read()
        lanes = reader.find(Lane, map_id=made.id)
        one, two = reader.find(Step, map_id=made.id)
        cells = {cell.lane_id: (cell.step_id, cell.text, cell.assumed) for cell in reader.find(Cell)}
    assert (made.kind, made.state, made.description) == ("blueprint", "to_be", "What it is")
    assert [(lane.kind, lane.title, lane.collapsed) for lane in lanes] == [
        ("actions", "", False), ("thoughts", "Mind", False), ("thoughts", "", True), ("feelings", "", False),
        ("backstage", "", False),
    ]  # fmt: skip
    assert (one.organisation, one.aliases, one.lane_id) == ("Council", ("Uno", "Eins"), None)
    assert (two.kind, two.end_outcome, two.lane_id) == ("end", "completed", lanes[4].id)
    assert cells == {lanes[1].id: (one.id, "Hm", False), lanes[3].id: (one.id, "glad", True)}


TEMPLATES = sorted(file.name for file in resource("templates").glob("*.toml"))


@pytest.mark.parametrize("name", ["samples/parking-permit/map.toml", *(f"templates/{name}" for name in TEMPLATES)])
def test_the_maps_that_come_with_the_app_can_be_used(name: str) -> None:
    plan = read_map_file(resource(name))
    linked = {link.origin for link in plan.links} | {link.target for link in plan.links}
    assert {step.title for step in plan.steps} == linked


@pytest.mark.parametrize(
    ("name", "kind"),
    [("experience-map", "experience"), ("service-blueprint", "blueprint"), ("sludge-audit", "sludge_audit")],
)
def test_a_template_is_a_map_to_write_over_and_no_empty_grid(name: str, kind: str) -> None:
    plan = read_map_file(resource(f"templates/{name}.toml"))
    assert plan.kind == kind
    assert plan.description
    kinds = {lane.kind for lane in plan.lanes}
    assert {"actions", "pain"} <= kinds
    if kind == "blueprint":
        assert {"line_of_interaction", "line_of_visibility", "line_of_internal_interaction"} <= kinds
        used = {step.lane for step in plan.steps}
        assert {lane.name for lane in plan.lanes if LANE_KINDS[lane.kind].holds == "steps"} == used
    texts = {lane for step in plan.steps for lane, _ in step.cells}
    assert texts == {lane.name for lane in plan.lanes if LANE_KINDS[lane.kind].holds == "text"}
    assert {step.phase for step in plan.steps} == set(plan.phases)
    # Feelings are recorded, never written into a template.
    assert not any(lane.kind == "feelings" and lane.name in texts for lane in plan.lanes)
