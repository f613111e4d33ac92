"""Planned maps from small TOML files: the sample, the templates, and files that cannot be used."""

from pathlib import Path

import pytest

from journeymap.core.errors import Problem
from journeymap.core.model import Channel, Phase, Step, Transition
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

FAULTS = {
    "no TOML": ("title = ", "cannot be read"),
    "no title": (GOOD.replace('title = "A map"', ""), "no title"),
    "a step twice": (GOOD.replace("Two", "One"), "“One”"),
    "an unknown channel": (GOOD.replace('channel = "Website"', 'channel = "Pigeon"'), "channel “Pigeon”"),
    "a link to nowhere": (GOOD.replace('to = "Two"', 'to = "Three"'), "step “Three”"),
    "an unknown kind of channel": (GOOD.replace('"web"', '"drum"'), "kind of channel “drum”"),
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


@pytest.mark.parametrize(
    "name", ["samples/parking-permit/map.toml", "templates/application.toml", "templates/appointment.toml"]
)
def test_the_maps_that_come_with_the_app_can_be_used(name: str) -> None:
    plan = read_map_file(resource(name))
    linked = {link.origin for link in plan.links} | {link.target for link in plan.links}
    assert {step.title for step in plan.steps} == linked
