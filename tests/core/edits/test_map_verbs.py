"""Verbs of the map editor: order, lanes, cells, merging, splitting, maps within maps."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.capture import parse_line
from journeymap.core.clock import FixedClock
from journeymap.core.edits import lanes, links, maps, people, phases, recording, steps
from journeymap.core.edits.pictures import LARGEST_PICTURE_BYTES
from journeymap.core.errors import Problem
from journeymap.core.model import Attachment, Cell, JourneyMap, Lane, Observation, Phase, Session, Step, Transition
from journeymap.core.reader import Edit
from journeymap.store.document import Document

PNG = b"\x89PNG\r\n\x1a\n the rest"


@pytest.fixture
def edit(tmp_path: Path) -> Iterator[Edit]:
    """An edit in an empty project."""
    with (
        Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as document,
        document.edit("Test") as opened,
    ):
        yield opened


@pytest.fixture
def journey(edit: Edit) -> JourneyMap:
    return maps.make_map(edit, "Renew")


def put(edit: Edit, journey: JourneyMap, titles: str, **fields: str) -> list[Step]:
    return [steps.add_step(edit, journey.id, title, phase_id=fields.get("phase")) for title in titles]


def order(edit: Edit, journey: JourneyMap) -> str:
    here = steps.steps_in_order(edit, journey.id)
    assert [step.position for step in here] == list(range(len(here)))
    return "".join(step.title for step in here)


def linked(edit: Edit) -> set[str]:
    titles = {step.id: step.title for step in edit.find(Step)}
    return {titles[link.from_step_id] + titles[link.to_step_id] for link in edit.find(Transition)}


def test_positions_follow_the_map_whatever_is_done(edit: Edit, journey: JourneyMap) -> None:
    one, two = phases.add_phase(edit, journey.id, "One"), phases.add_phase(edit, journey.id, "Two")
    put(edit, journey, "x")
    first, second = put(edit, journey, "cd", phase=two.id), put(edit, journey, "ab", phase=one.id)
    assert order(edit, journey) == "abcdx"
    phases.move_phase(edit, two.id, 0)
    assert order(edit, journey) == "cdabx"
    new = phases.split_phase(edit, two.id, first[1].id, "New")
    assert [phase.title for phase in edit.find(Phase)] == ["Two", "New", "One"]
    steps.add_step(edit, journey.id, "e", after_id=second[0].id)
    assert order(edit, journey) == "cdaebx"
    phases.merge_phases(edit, new.id, one.id)
    assert order(edit, journey) == "cdaebx"
    steps.remove_steps(edit, [first[0].id, first[0].id])
    assert phases.remove_phase(edit, one.id) == 4
    assert order(edit, journey) == "daebx"
    steps.move_step(edit, second[1].id, 0, two.id)
    assert order(edit, journey) == "bdaex"


def test_a_phase_of_another_map_is_refused(edit: Edit, journey: JourneyMap) -> None:
    far = phases.add_phase(edit, maps.make_map(edit, "Other").id, "Far")
    (step,) = put(edit, journey, "a")
    for verb in (
        lambda: steps.add_step(edit, journey.id, "b", phase_id=far.id),
        lambda: steps.move_step(edit, step.id, 0, far.id),
        lambda: steps.move_step(edit, step.id, 0, "gone"),
    ):
        with pytest.raises(Problem, match="phase is not on the map"):
            verb()


def test_a_renamed_step_keeps_its_old_titles(edit: Edit, journey: JourneyMap) -> None:
    (step,) = put(edit, journey, "a")
    for title in "bca":
        step = steps.rename_step(edit, step.id, title)
    assert (step.title, step.aliases) == ("a", ("b", "c"))


def test_merged_steps_take_over_links_and_cells_and_leave_their_visits(edit: Edit, journey: JourneyMap) -> None:
    a, b, c, d = put(edit, journey, "abcd")
    for start, end in ((a, b), (b, c), (c, d), (b, d), (d, c), (c, c)):
        links.add_transition(edit, start.id, end.id)
    thoughts, quotes = (lanes.add_lane(edit, journey.id, kind) for kind in ("thoughts", "quote"))
    lanes.set_cell(edit, b.id, thoughts.id, "one")
    lanes.set_cell(edit, c.id, thoughts.id, "two")
    lanes.set_cell(edit, c.id, quotes.id, "three")
    person = people.find_or_make_participant(edit, "P01")
    session = recording.start_session(edit, participant_id=person.id, map_id=journey.id)
    edit.put(replace(session, not_asked_step_ids=(b.id, c.id)))
    for line in ("> b", "> c", "!3 x #t", "> c"):
        recording.record(edit, session.id, parse_line(line), 0)
    kept, visits = steps.merge_steps(edit, [b.id, c.id])
    assert (kept.id, visits, order(edit, journey)) == (b.id, 2, "abd")
    assert linked(edit) == {"ab", "bd", "db"}
    assert {cell.text for cell in edit.find(Cell, step_id=b.id)} == {"one\ntwo", "three"}
    places = [(found.step_id, found.raw_label) for found in edit.find(Observation, kind="visit")]
    assert places == [(b.id, None), (None, "c"), (None, "c")]
    stored = edit.get(Session, session.id)
    assert stored is not None
    assert (stored.not_asked_step_ids, stored.not_asked_labels) == ((b.id,), ("c",))


def test_a_picture_goes_along_when_steps_are_merged(edit: Edit, journey: JourneyMap) -> None:
    a, b = put(edit, journey, "ab")
    lane = lanes.add_lane(edit, journey.id, "image")
    lanes.set_cell(edit, a.id, lane.id, "below")
    lanes.set_picture(edit, b.id, lane.id, name="a.png", media_type="image/png", data=PNG, alt_text="A form")
    steps.merge_steps(edit, [a.id, b.id])
    (cell,) = edit.find(Cell)
    assert (cell.step_id, cell.text, cell.alt_text) == (a.id, "below", "A form")
    assert cell.attachment_id == edit.find(Attachment)[0].id


def test_only_steps_of_one_map_are_merged_and_some_must_be_chosen(edit: Edit, journey: JourneyMap) -> None:
    (a,), (far,) = put(edit, journey, "a"), put(edit, maps.make_map(edit, "Other"), "a")
    for chosen in ([], [a.id], [a.id, a.id], [a.id, far.id]):
        with pytest.raises(Problem, match="two or more steps of one map"):
            steps.merge_steps(edit, chosen)
    with pytest.raises(Problem, match="choose the steps to copy"):
        steps.duplicate_steps(edit, [])
    assert steps.remove_steps(edit, []) == 0


def test_a_step_that_is_split_keeps_its_ways_in_and_out(edit: Edit, journey: JourneyMap) -> None:
    a, b, c = put(edit, journey, "abc")
    for start, end in ((a, b), (b, c), (b, b)):
        links.add_transition(edit, start.id, end.id)
    steps.set_step_organisation(edit, b.id, "Council")
    made, visits = steps.split_step(edit, b.id, ["x", "y", "z"])
    assert (visits, order(edit, journey), linked(edit)) == (0, "axyzc", {"ax", "xx", "xy", "yz", "zc"})
    assert {(step.organisation, step.kind, step.aliases) for step in made} == {("Council", "action", ())}
    for titles in (["x"], ["x", "x"], ["x", "a"], ["", "y"]):
        with pytest.raises(Problem):
            steps.split_step(edit, b.id, titles)


def test_an_end_that_is_split_ends_with_the_last_and_a_start_begins_with_the_first(
    edit: Edit, journey: JourneyMap
) -> None:
    a, b = put(edit, journey, "ab")
    steps.set_step_kind(edit, a.id, "start")
    steps.set_step_kind(edit, b.id, "end", "completed")
    steps.split_step(edit, a.id, ["a", "c"])
    steps.split_step(edit, b.id, ["b", "d"])
    found = [(step.title, step.kind, step.end_outcome) for step in steps.steps_in_order(edit, journey.id)]
    assert found == [("a", "start", ""), ("c", "action", ""), ("b", "action", ""), ("d", "end", "completed")]


def test_copies_of_steps_get_numbers_and_the_links_among_them(edit: Edit, journey: JourneyMap) -> None:
    a, b, _ = put(edit, journey, "abc")
    links.add_transition(edit, a.id, b.id, "branch", "if late")
    made = steps.duplicate_steps(edit, [b.id, a.id])
    assert [(step.title, step.position) for step in made] == [("a 2", 2), ("b 2", 3)]
    copied = edit.find(Transition, from_step_id=made[0].id)
    assert [(link.to_step_id, link.kind, link.condition) for link in copied] == [(made[1].id, "branch", "if late")]


def test_a_map_cannot_lie_inside_itself_but_twice_in_another(edit: Edit, journey: JourneyMap) -> None:
    a, b = put(edit, journey, "ab")
    inner, deep = maps.make_map(edit, "Inner"), maps.make_map(edit, "Deep")
    x, y = put(edit, inner, "xy")
    (z,) = put(edit, deep, "z")
    for step in (x, y):
        steps.open_map_from_step(edit, step.id, deep.id)
    for step in (a, b):
        assert steps.open_map_from_step(edit, step.id, inner.id).opens_map_id == inner.id
    for target in (journey, inner, deep):
        with pytest.raises(Problem, match="inside itself"):
            steps.open_map_from_step(edit, z.id, target.id)
    with pytest.raises(Problem, match="map is not in the project"):
        steps.open_map_from_step(edit, a.id, "gone")
    assert steps.open_map_from_step(edit, a.id, None).opens_map_id is None
    maps.remove_map(edit, deep.id)
    assert {step.opens_map_id for step in edit.find(Step, map_id=inner.id)} == {None}


def test_a_copied_map_stands_for_itself(edit: Edit, journey: JourneyMap) -> None:
    a, b = put(edit, journey, "ab")
    links.add_transition(edit, a.id, b.id)
    lane = lanes.add_lane(edit, journey.id, "thoughts")
    lanes.set_cell(edit, a.id, lane.id, "Hm")
    copied = maps.copy_map(edit, journey.id, "To be")
    assert (copied.state, edit.count(Cell), edit.count(Transition)) == ("to_be", 2, 2)
    maps.remove_map(edit, journey.id)
    assert (order(edit, copied), linked(edit), edit.count(Cell)) == ("ab", {"ab"}, 1)
    with pytest.raises(Problem, match="no state of a map"):
        maps.copy_map(edit, copied.id, "Other", state="dreamt")
    with pytest.raises(Problem, match="no kind of map"):
        maps.make_map(edit, "Other", kind="novel")


def test_a_map_on_which_sessions_happened_stays(edit: Edit, journey: JourneyMap) -> None:
    person = people.find_or_make_participant(edit, "P01")
    recording.start_session(edit, participant_id=person.id, map_id=journey.id)
    with pytest.raises(Problem, match="1 session happened on “Renew”"):
        maps.remove_map(edit, journey.id)


def test_a_link_of_a_step_to_itself_is_a_loop_and_stays_one(edit: Edit, journey: JourneyMap) -> None:
    a, b = put(edit, journey, "ab")
    loop = links.add_transition(edit, a.id, a.id, "next", " if \n wrong ")
    assert (loop.kind, loop.condition) == ("loop", "if wrong")
    assert links.change_transition(edit, loop.id, kind="branch", condition="").kind == "loop"
    link = links.add_transition(edit, a.id, b.id)
    assert links.change_transition(edit, link.id, kind="fallback", condition="x").kind == "fallback"


def kinds(edit: Edit, journey: JourneyMap) -> list[str]:
    found = lanes.lanes_of(edit, journey.id)
    assert [lane.position for lane in found] == list(range(len(found)))
    return [lane.kind for lane in found]


def test_lanes_are_added_moved_and_removed(edit: Edit, journey: JourneyMap) -> None:
    assert (kinds(edit, journey), edit.count(Lane)) == (["actions", "feelings", "pain"], 0)
    made = lanes.add_lane(edit, journey.id, "backstage", position=1)
    assert kinds(edit, journey) == ["actions", "backstage", "feelings", "pain"]
    lanes.move_lane(edit, journey.id, made.id, 9)
    (step,) = put(edit, journey, "a")
    assert lanes.put_step_in_lane(edit, step.id, made.id).lane_id == made.id
    text = lanes.add_lane(edit, journey.id, "thoughts")
    lanes.set_cell(edit, step.id, text.id, "Hm")
    with pytest.raises(Problem, match="holds no steps"):
        lanes.put_step_in_lane(edit, step.id, text.id)
    assert lanes.remove_lane(edit, journey.id, text.id) == 1
    assert lanes.remove_lane(edit, journey.id, made.id) == 0
    home = edit.find(Lane, kind="actions")[0]
    assert edit.find(Step)[0].lane_id == home.id
    with pytest.raises(Problem, match="only lane that holds steps"):
        lanes.remove_lane(edit, journey.id, home.id)
    with pytest.raises(Problem, match="no kind of lane"):
        lanes.add_lane(edit, journey.id, "swimming")
    far = lanes.add_lane(edit, maps.make_map(edit, "Other").id, "thoughts")
    with pytest.raises(Problem, match="lane is not on the map"):
        lanes.remove_lane(edit, journey.id, far.id)


def test_steps_stay_where_they_stand_when_another_lane_becomes_the_first(edit: Edit, journey: JourneyMap) -> None:
    (a,) = put(edit, journey, "a")
    front = lanes.add_lane(edit, journey.id, "frontstage", position=0)
    home = edit.find(Lane, kind="actions")[0]
    stored = edit.get(Step, a.id)
    assert stored is not None
    assert stored.lane_id == home.id
    put(edit, journey, "b")
    lanes.move_lane(edit, journey.id, front.id, 3)
    assert {step.title: step.lane_id for step in edit.find(Step)} == {"a": home.id, "b": front.id}


def test_lanes_with_steps_stay_in_sight(edit: Edit, journey: JourneyMap) -> None:
    (a,) = put(edit, journey, "a")
    home = lanes.lanes_of(edit, journey.id)[0]
    with pytest.raises(Problem, match="New steps come into the lane “Steps”"):
        lanes.hide_lane(edit, journey.id, home.id, hidden=True)
    back = lanes.add_lane(edit, journey.id, "backstage")
    lanes.hide_lane(edit, journey.id, back.id, hidden=True)
    with pytest.raises(Problem, match="is hidden"):
        lanes.put_step_in_lane(edit, a.id, back.id)
    home = edit.find(Lane, kind="actions")[0]
    lanes.remove_lane(edit, journey.id, home.id)
    assert [lane.hidden for lane in edit.find(Lane, kind="backstage")] == [False]


def test_what_is_counted_cannot_be_typed_unless_it_is_assumed(edit: Edit, journey: JourneyMap) -> None:
    (a,) = put(edit, journey, "a")
    _, feelings, pain = lanes.lanes_of(edit, journey.id)
    with pytest.raises(Problem, match="mark it as an assumption"):
        lanes.set_cell(edit, a.id, feelings.id, "happy")
    assumed = lanes.set_cell(edit, a.id, feelings.id, "happy", assumed=True)
    assert assumed is not None
    assert assumed.assumed
    with pytest.raises(Problem, match="holds no text"):
        lanes.set_cell(edit, a.id, pain.id, "ouch", assumed=True)
    assert lanes.set_cell(edit, a.id, assumed.lane_id, " ", assumed=True) is None
    assert edit.count(Cell) == 0


@pytest.mark.parametrize(
    ("data", "media_type", "alt_text", "told"),
    [
        (b"GIF89a", "image/png", "A form", "not a PNG or JPEG"),
        (PNG, "image/gif", "A form", "not a PNG or JPEG"),
        (PNG + bytes(LARGEST_PICTURE_BYTES), "image/png", "A form", "too large"),
        (PNG, "image/png", " ", "what the picture shows"),
    ],
    ids=["no picture", "another type", "too large", "no words"],
)
def test_a_picture_must_be_one_and_have_words(
    edit: Edit, journey: JourneyMap, data: bytes, media_type: str, alt_text: str, told: str
) -> None:
    (a,) = put(edit, journey, "a")
    lane = lanes.add_lane(edit, journey.id, "image")
    with pytest.raises(Problem, match=told):
        lanes.set_picture(edit, a.id, lane.id, name="a.png", media_type=media_type, data=data, alt_text=alt_text)
    assert edit.count(Attachment) == 0


def test_the_same_picture_is_kept_once(edit: Edit, journey: JourneyMap) -> None:
    lane = lanes.add_lane(edit, journey.id, "image")
    for step in put(edit, journey, "ab"):
        lanes.set_picture(edit, step.id, lane.id, name="a.png", media_type="image/png", data=PNG, alt_text="A form")
    assert (edit.count(Cell), edit.count(Attachment)) == (2, 1)


def test_what_was_moved_by_hand_is_tidied_up(edit: Edit, journey: JourneyMap) -> None:
    a, _ = put(edit, journey, "ab")
    steps.place_by_hand(edit, a.id, row=2, column_shift=1)
    assert steps.tidy_up(edit, journey.id) == 1
    assert steps.tidy_up(edit, journey.id) == 0
    with pytest.raises(Problem, match="Only a step that ends"):
        steps.set_step_kind(edit, a.id, "action", "completed")
