"""What a service is and what it is to become, side by side."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.edits import lanes, links, maps, phases, steps
from journeymap.core.errors import Problem
from journeymap.core.model import Phase, Step, Transition
from journeymap.core.reader import Edit
from journeymap.present.comparison import comparison_text, load_comparison
from journeymap.store.document import Document


@pytest.fixture
def edit(tmp_path: Path) -> Iterator[Edit]:
    with (
        Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as document,
        document.edit("Test") as opened,
    ):
        yield opened


@pytest.fixture
def two(edit: Edit) -> tuple[str, str]:
    """A map of three steps in a row, and its copy."""
    as_is = maps.make_map(edit, "Renew").id
    phase = phases.add_phase(edit, as_is, "Apply")
    made = [steps.add_step(edit, as_is, title, phase_id=phase.id) for title in ("Fill in", "Send", "Wait")]
    for one, other in pairwise(made):
        links.add_transition(edit, one.id, other.id)
    lane = lanes.add_lane(edit, as_is, "thoughts")
    lanes.set_cell(edit, made[0].id, lane.id, "How long will it take?")
    return as_is, maps.copy_map(edit, as_is, "Renew, better").id


def named(edit: Edit, map_id: str, title: str) -> Step:
    return next(step for step in edit.find(Step, map_id=map_id) if step.title == title)


def test_a_copy_plans_the_same(edit: Edit, two: tuple[str, str]) -> None:
    found = load_comparison(edit, *two)
    assert found.sentence == "“Renew, better” (as it should be) plans the same as “Renew” (as it is)."
    assert (found.steps, found.links, found.difference.same) == ((), (), 3)


def test_everything_that_differs_is_said_field_by_field(edit: Edit, two: tuple[str, str]) -> None:
    _, to_be = two
    web = maps.find_or_make_channel(edit, "Website", "web")
    fill_in = named(edit, to_be, "Fill in")
    steps.set_step_channel(edit, fill_in.id, web.id)
    steps.set_step_organisation(edit, fill_in.id, "Council")
    steps.set_step_kind(edit, fill_in.id, "start")
    steps.describe_step(edit, fill_in.id, "x" * 200)
    (phase,) = edit.find(Phase, map_id=to_be)
    phases.rename_phase(edit, phase.id, "Ask")
    (lane,) = (lane for lane in lanes.lanes_of(edit, to_be) if lane.kind == "thoughts")
    lanes.set_cell(edit, fill_in.id, lane.id, "")
    steps.rename_step(edit, named(edit, to_be, "Send").id, "send")
    steps.remove_steps(edit, [named(edit, to_be, "Wait").id])
    new = steps.add_step(edit, to_be, "Get it at once", phase_id=phase.id)
    links.add_transition(edit, named(edit, to_be, "send").id, new.id)
    (link,) = edit.find(Transition, from_step_id=fill_in.id)
    links.change_transition(edit, link.id, kind="branch", condition="when complete")

    found = load_comparison(edit, *two)
    assert found.sentence == (
        "Against “Renew” (as it is), “Renew, better” (as it should be) adds 1 step, leaves out 1 and changes 2; "
        "it also adds 1 link, leaves out 1 and changes 1."
    )
    assert [(step.title, step.state) for step in found.steps] == [
        ("Fill in", "changed"), ("send", "changed"), ("Get it at once", "added"), ("Wait", "removed"),
    ]  # fmt: skip
    assert found.steps[0].lines == (
        "Phase: “Apply” becomes “Ask”", "Channel: new, “Website”", "Organisation: new, “Council”",
        "Kind of step: “action” becomes “start”", f"Description: new, “{'x' * 119}…”",
        "Thoughts: no longer “How long will it take?”",
    )  # fmt: skip
    assert found.steps[1].lines == ("Title: “Send” becomes “send”", "Phase: “Apply” becomes “Ask”")
    assert tuple(link.words for link in found.links) == (
        "New: “send” to “Get it at once”", "Gone: “Send” to “Wait”",
        "Changed: “Fill in” to “send”. Kind of link: “next” becomes “branch”; Condition: new, “when complete”",
    )  # fmt: skip
    assert comparison_text(found).splitlines()[2:5] == ["New steps", "- Get it at once", "    Phase: Ask"]


def test_a_renamed_step_is_still_the_same_step(edit: Edit, two: tuple[str, str]) -> None:
    as_is, to_be = two
    steps.rename_step(edit, named(edit, to_be, "Send").id, "Hand in")
    for pair in (two, (to_be, as_is)):
        found = load_comparison(edit, *pair)
        assert (len(found.steps), found.links) == (1, ())
        assert found.steps[0].lines[0].startswith("Title: ")
    steps.add_step(edit, to_be, "Send")
    found = load_comparison(edit, *two)
    assert [(step.title, step.state) for step in found.steps] == [("Hand in", "added"), ("Send", "changed")]


def test_titles_that_differ_in_case_alone_meet_their_own(edit: Edit) -> None:
    one, other = maps.make_map(edit, "One").id, maps.make_map(edit, "Other").id
    for title in ("pay", "Pay"):
        steps.add_step(edit, one, title)
    for title in ("Pay", "pay", "PAY"):
        steps.add_step(edit, other, title)
    found = load_comparison(edit, one, other)
    assert [(step.title, step.state) for step in found.steps] == [("PAY", "added")]


def test_what_one_side_loses_the_other_gains(edit: Edit, two: tuple[str, str]) -> None:
    as_is, to_be = two
    steps.remove_steps(edit, [named(edit, to_be, "Send").id])
    there, back = load_comparison(edit, as_is, to_be).difference, load_comparison(edit, to_be, as_is).difference
    assert (there.removed, there.links_removed) == (back.added, back.links_added)
    assert len(there.links_removed) == 2


def test_a_step_without_a_lane_stands_in_the_first_lane_of_steps(edit: Edit, two: tuple[str, str]) -> None:
    as_is, to_be = two
    home = next(lane for lane in lanes.lanes_of(edit, to_be) if lane.kind == "actions")
    step = named(edit, to_be, "Send")
    edit.put(replace(step, lane_id=home.id))
    assert load_comparison(edit, as_is, to_be).difference.nothing


def test_a_map_that_is_gone_cannot_be_compared(edit: Edit, two: tuple[str, str]) -> None:
    with pytest.raises(Problem, match="not in the project"):
        load_comparison(edit, two[0], "nowhere")
