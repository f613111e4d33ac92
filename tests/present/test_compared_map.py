"""Two maps drawn as one: everything that differs is marked where it stands, by shape and in words."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.edits import lanes, links, maps, phases, steps
from journeymap.core.model import Transition
from journeymap.core.reader import Edit
from journeymap.interchange.map_file import put_map
from journeymap.interchange.sample import sample_project
from journeymap.present.compared_map import ComparedMap, compared_map, inspected, read_pair
from journeymap.present.compared_marks import badge
from journeymap.present.outline import outline
from journeymap.present.picture import Box, Group
from journeymap.present.picture import Path as Line
from journeymap.store.document import Document
from tests.present.two_maps import as_is_and_to_be, phase_of, step_of


@pytest.fixture
def edit(tmp_path: Path) -> Iterator[Edit]:
    with Document.create(tmp_path / "p.journey", title="P", clock=FixedClock()) as document, document.edit("T") as made:
        yield made


@pytest.fixture
def pair(edit: Edit) -> tuple[str, str]:
    put_map(edit, sample_project().plan)
    return as_is_and_to_be(edit)


def compare(edit: Edit, before: str, after: str) -> ComparedMap:
    return compared_map(read_pair(edit, before, after))


def group(found: ComparedMap, kind: str, key: str) -> Group:
    return next(each for each in found.view.picture.groups if (each.kind, each.key) == (kind, key))


def badges(found: ComparedMap) -> dict[str, tuple[object, ...]]:
    return {each.key: each.shapes for each in found.view.picture.groups if each.kind == "mark"}


def test_what_is_gone_stands_where_it_stood(edit: Edit, pair: tuple[str, str]) -> None:
    found = compare(edit, *pair)
    assert [step.title for step in found.view.steps] == [
        "Reminder letter", "Find the service", "Start application", "Enter vehicle details", "Check the zone",
        "Confirm the address we know", "Ask for help by phone", "Ask in the chat", "Confirm details", "Pay",
        "Permit arrives", "Permit in the app",
    ]  # fmt: skip
    assert found.view.phases == ("Find out", "Apply", "Prove address", "Pay and wait", "Use the permit")
    gone = next(step for step in found.view.steps if step.title == "Ask for help by phone")
    assert found.view.phases[gone.phase] == "Prove address"
    assert group(found, "card", gone.step_id).bounds.width > 0


def test_what_is_gone_stands_beside_the_way_that_goes_on_without_it(edit: Edit, pair: tuple[str, str]) -> None:
    found = compare(edit, *pair)
    path = [step.title for id_ in found.view.main_path if (step := found.view.step(id_)) is not None]
    assert "Ask for help by phone" not in path
    assert path[-4:] == ["Confirm details", "Pay", "Permit arrives", "Permit in the app"]


def test_every_difference_has_a_badge_of_its_own_form_and_nothing_else_has_one(
    edit: Edit, pair: tuple[str, str]
) -> None:
    found = compare(edit, *pair)
    marks = badges(found)
    forms = {state: [type(shape) for shape in badge(state, 0.0, 0.0)] for state in ("added", "removed", "changed")}
    assert len({tuple(form) for form in forms.values()}) == 3
    for each in found.differences:
        assert [type(shape) for shape in marks[each.key]] == forms[each.state], each.words
    same = {step.step_id for step in found.view.steps} - {each.key for each in found.differences}
    assert len(same) == found.comparison.difference.same == 5
    decisions = {step.step_id for step in found.view.steps if step.kind == "decision"}
    assert not (same - decisions) & marks.keys()


def test_no_two_badges_lie_on_each_other(edit: Edit, pair: tuple[str, str]) -> None:
    marks = [each.bounds for each in compare(edit, *pair).view.picture.groups if each.kind == "mark"]
    assert len(marks) > 15
    for one, other in combinations(marks, 2):
        assert not (one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom)


def test_a_ghost_is_dashed_and_struck_out_and_stands_in_no_shadow(edit: Edit, pair: tuple[str, str]) -> None:
    found = compare(edit, *pair)
    ghost = step_of(edit, pair[0], "Check the zone").id
    outline_box, *rest = (shape for shape in group(found, "card", ghost).shapes if isinstance(shape, Box))
    assert outline_box.pen is not None
    assert outline_box.pen.dash
    assert not any(box.fill == "line2" for box in rest)
    struck = group(found, "card", ghost).shapes[-1]
    assert isinstance(struck, Line)
    assert [letter for letter, _ in struck.commands] == ["M", "L"] * 3  # two lines of its title, and the channel
    line = group(found, "link", f"{step_of(edit, pair[1], 'Enter vehicle details').id}>{ghost}")
    assert any(isinstance(shape, Line) and shape.pen is not None and shape.pen.dash for shape in line.shapes)


def test_cells_are_marked_and_the_one_that_is_gone_is_drawn(edit: Edit, pair: tuple[str, str]) -> None:
    found = compare(edit, *pair)
    thoughts = next(lane.lane_id for lane in found.view.lanes if lane.kind == "thoughts")
    letter, pay = (step_of(edit, pair[1], title).id for title in ("Reminder letter", "Pay"))
    assert "Did I not do this last year?" in group(found, "cell", f"{thoughts}>{letter}").name
    names = {each.key: each.name for each in found.view.picture.groups if each.kind == "mark"}
    assert names[f"{thoughts}>{letter}"].endswith(", gone")
    assert names[f"{thoughts}>{pay}"].endswith(", changed")
    assert not any(lane.kind in {"feelings", "pain"} and not lane.hidden for lane in found.view.lanes)


def test_the_legend_counts_and_everything_is_said_in_words(edit: Edit, pair: tuple[str, str]) -> None:
    found = compare(edit, *pair)
    assert [words for sign, words in found.view.signs if sign.startswith("against:")] == [
        "new: 2 steps, 4 links, 2 cells and 1 phase", "gone: 2 steps, 4 links and 2 cells",
        "changed: 3 steps, 1 link and 1 cell",
    ]  # fmt: skip
    assert found.view.picture.description.startswith("Two maps compared. Against “Renew a parking permit” (as it is)")
    letter = next(step for step in found.view.steps if step.title == "Reminder letter")
    assert "Channel: “Letter” becomes “Email”" in group(found, "card", letter.step_id).name
    entries = {entry.title: entry for entry in outline(found.view)}
    assert entries["Check the zone"].description.startswith("step 5 of 12, decision, gone")
    assert entries["Start application"].lines[0] == "The same on both maps."
    assert "sessions" not in " ".join(line for entry in entries.values() for line in entry.lines)


def test_a_renamed_phase_is_the_same_phase_and_one_that_is_gone_stays_for_its_steps(
    edit: Edit, pair: tuple[str, str]
) -> None:
    as_is, to_be = pair
    phases.rename_phase(edit, phase_of(edit, to_be, "Apply").id, "Say what you need")
    only = phases.add_phase(edit, as_is, "Complain", position=1)
    steps.add_step(edit, as_is, "Write a letter", phase_id=only.id)
    found = compare(edit, as_is, to_be)
    assert found.view.phases == (
        "Find out", "Complain", "Say what you need", "Prove address", "Pay and wait", "Use the permit",
    )  # fmt: skip
    zone = next(step for step in found.view.steps if step.title == "Check the zone")
    assert found.view.phases[zone.phase] == "Say what you need"
    legend = dict(found.view.signs)
    assert legend["against:removed"].endswith("and 1 phase")
    assert legend["against:changed"].endswith("and 1 phase")


def test_a_lane_that_is_gone_comes_back_with_what_stood_in_it_and_a_folded_one_is_unfolded(
    edit: Edit, pair: tuple[str, str]
) -> None:
    as_is, to_be = pair
    rules = lanes.add_lane(edit, as_is, "policy")
    lanes.set_cell(edit, step_of(edit, as_is, "Pay").id, rules.id, "Fees order 2019")
    thoughts = next(lane for lane in lanes.lanes_of(edit, to_be) if lane.kind == "thoughts")
    lanes.collapse_lane(edit, to_be, thoughts.id, True)
    backstage = lanes.add_lane(edit, as_is, "backstage")
    step = steps.add_step(edit, as_is, "Check the proof")
    lanes.put_step_in_lane(edit, step.id, backstage.id)
    found = compare(edit, as_is, to_be)
    shown = {lane.title: lane for lane in found.view.lanes}
    assert {"Policies and rules", "Backstage"} <= shown.keys()
    assert not shown["Thoughts"].collapsed
    assert "Fees order 2019" in group(found, "cell", f"{rules.id}>{step_of(edit, to_be, 'Pay').id}").name
    assert next(each for each in found.view.steps if each.title == "Check the proof").lane_id == backstage.id


def test_maps_with_nothing_in_common_and_empty_maps_are_drawn(edit: Edit, pair: tuple[str, str]) -> None:
    empty = maps.make_map(edit, "Empty").id
    all_new, all_gone = compare(edit, empty, pair[0]), compare(edit, pair[0], empty)
    assert {each.state for each in all_new.differences} == {"added"}
    assert {each.state for each in all_gone.differences} == {"removed"}
    assert len(all_new.view.steps) == len(all_gone.view.steps) == 10
    assert compare(edit, empty, maps.make_map(edit, "Also empty").id).view.picture.groups == ()
    other = maps.make_map(edit, "Another").id
    one, two = (steps.add_step(edit, other, title) for title in ("Ring", "Wait for a letter"))
    links.add_transition(edit, one.id, two.id)
    found = compare(edit, pair[0], other)
    assert len(found.view.steps) == 12
    assert {each.state for each in found.differences} == {"added", "removed"}


def test_each_way_round_is_the_mirror_of_the_other(edit: Edit, pair: tuple[str, str]) -> None:
    there, back = compare(edit, *pair), compare(edit, *reversed(pair))
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    counts = [
        sorted((each.kind, turned[each.state] if found is back else each.state) for each in found.differences)
        for found in (there, back)
    ]
    assert counts[0] == counts[1]


def test_the_inspector_says_first_what_differs(edit: Edit, pair: tuple[str, str]) -> None:
    found = compare(edit, *pair)
    loop = next(link for link in edit.find(Transition, map_id=pair[1]) if link.condition == "The car is another one")
    shown = inspected(None, found, "link", f"{loop.from_step_id}>{loop.to_step_id}")
    assert shown is not None
    assert [fact.name for fact in shown.facts] == ["Kind of link", "Condition"]
    assert inspected(None, found, "step", step_of(edit, pair[1], "Start application").id) is None


def test_a_step_without_phase_among_phases_keeps_its_place_at_the_end(edit: Edit, pair: tuple[str, str]) -> None:
    as_is, to_be = pair
    loose = steps.add_step(edit, as_is, "Tell a neighbour")
    edit.put(replace(loose, phase_id=None))
    found = compare(edit, as_is, to_be)
    assert found.view.steps[-1].title == "Tell a neighbour"
