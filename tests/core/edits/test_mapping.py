"""Verbs about the map and the people: names are unique, what is in use stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.capture import parse_line
from journeymap.core.clock import FixedClock
from journeymap.core.edits import links, maps, people, phases, placing, recording, rounds, sessions, steps
from journeymap.core.errors import Problem
from journeymap.core.model import JourneyMap, Observation, Participant, Project, Session, Step, Transition
from journeymap.core.reader import Edit
from journeymap.store.document import Document


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


def test_titles_of_maps_and_steps_are_unique(edit: Edit, journey: JourneyMap) -> None:
    with pytest.raises(Problem, match="a map “renew” already"):
        maps.make_map(edit, " renew ")
    assert maps.find_or_make_map(edit, "RENEW") == journey
    step = steps.add_step(edit, journey.id, "  Pay ")
    assert (step.title, step.position) == ("Pay", 0)
    with pytest.raises(Problem, match="a step “Pay” already"):
        steps.add_step(edit, journey.id, "Pay")
    other = steps.add_step(edit, journey.id, "Upload")
    with pytest.raises(Problem, match="a step “Pay” already"):
        steps.rename_step(edit, other.id, "Pay")
    assert steps.rename_step(edit, step.id, "Pay now").title == "Pay now"
    assert steps.add_step(edit, maps.make_map(edit, "Other").id, "Upload").position == 0


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_nothing_can_be_called_nothing(edit: Edit, journey: JourneyMap, title: str) -> None:
    for verb in (
        lambda: maps.make_map(edit, title),
        lambda: steps.add_step(edit, journey.id, title),
        lambda: phases.add_phase(edit, journey.id, title),
        lambda: people.find_or_make_participant(edit, title),
        lambda: rounds.find_or_make_round(edit, title),
        lambda: people.set_title(edit, title),
    ):
        with pytest.raises(Problem, match="is empty"):
            verb()


def test_the_only_map_is_meant_where_none_is_named(edit: Edit) -> None:
    with pytest.raises(Problem, match="no map in this project yet"):
        maps.map_named(edit)
    one = maps.make_map(edit, "One")
    assert maps.map_named(edit) == maps.map_named(edit, "one") == one
    maps.make_map(edit, "Two")
    with pytest.raises(Problem, match="several maps: “One”, “Two”"):
        maps.map_named(edit)
    with pytest.raises(Problem, match="no map “Three”"):
        maps.map_named(edit, "Three")


def test_steps_move_and_keep_their_order(edit: Edit, journey: JourneyMap) -> None:
    phase = phases.add_phase(edit, journey.id, "Before")
    made = [steps.add_step(edit, journey.id, title) for title in "abc"]
    steps.move_step(edit, made[2].id, 0, phase.id)
    stored = edit.find(Step, map_id=journey.id)
    assert [(step.title, step.position, step.phase_id) for step in stored] == [
        ("c", 0, phase.id),
        ("a", 1, None),
        ("b", 2, None),
    ]


def test_links_join_steps_of_one_map_once(edit: Edit, journey: JourneyMap) -> None:
    one, two = (steps.add_step(edit, journey.id, title) for title in "ab")
    links.add_transition(edit, one.id, two.id, "branch", "if expired")
    with pytest.raises(Problem, match="linked already"):
        links.add_transition(edit, one.id, two.id)
    far = steps.add_step(edit, maps.make_map(edit, "Other").id, "c")
    with pytest.raises(Problem, match="different maps"):
        links.add_transition(edit, one.id, far.id)
    with pytest.raises(Problem, match="no kind of link"):
        links.add_transition(edit, two.id, one.id, "teleport")
    steps.remove_steps(edit, [two.id])
    assert edit.count(Transition) == 0


def _visit(edit: Edit, journey: JourneyMap, label: str, not_asked: tuple[str, ...] = ()) -> Session:
    person = people.find_or_make_participant(edit, people.next_pseudonym(edit))
    session = recording.start_session(edit, participant_id=person.id, map_id=journey.id)
    edit.put(replace(session, not_asked_labels=not_asked))
    recording.record(edit, session.id, parse_line(f"> {label}"), 0)
    return session


def test_a_label_that_gets_a_place_takes_its_visits_along(edit: Edit, journey: JourneyMap) -> None:
    other = maps.make_map(edit, "Other")
    sessions = [_visit(edit, journey, "Ask a friend"), _visit(edit, journey, "ask a FRIEND ", ("Ask a friend", "Pay"))]
    apart = _visit(edit, other, "Ask a friend")
    step = placing.place_label(edit, journey.id, "Ask a friend")
    for session in sessions:
        (visit,) = edit.find(Observation, session_id=session.id)
        assert (visit.step_id, visit.raw_label) == (step.id, None)
    assert edit.find(Observation, session_id=apart.id)[0].step_id is None
    stored = edit.get(Session, sessions[1].id)
    assert stored is not None
    assert (stored.not_asked_step_ids, stored.not_asked_labels) == ((step.id,), ("Pay",))


def test_a_label_can_join_a_step_that_is_there(edit: Edit, journey: JourneyMap) -> None:
    step = steps.add_step(edit, journey.id, "Get help")
    session = _visit(edit, journey, "Ask a friend")
    assert placing.place_label(edit, journey.id, "ask a friend", step.id).id == step.id
    assert edit.find(Observation, session_id=session.id)[0].step_id == step.id


def test_a_label_placed_by_hand_is_found_by_later_sessions(edit: Edit, journey: JourneyMap) -> None:
    ask, other = steps.add_step(edit, journey.id, "Get help"), steps.add_step(edit, journey.id, "Ask")
    _visit(edit, journey, "Ask a friend")
    placing.place_label(edit, journey.id, "Ask a friend", ask.id)
    later = _visit(edit, journey, "ASK a friend")
    assert edit.find(Observation, session_id=later.id)[0].step_id == ask.id
    placing.place_label(edit, journey.id, "ask a friend", other.id)
    again = _visit(edit, journey, "Ask a friend")
    assert edit.find(Observation, session_id=again.id)[0].step_id == other.id
    assert [steps.get_step(edit, step.id).aliases for step in (ask, other)] == [(), ("ask a friend",)]
    placing.place_label(edit, journey.id, "GET HELP", ask.id)
    assert steps.get_step(edit, ask.id).aliases == ()


def test_visits_to_a_step_that_goes_wait_in_the_tray_under_its_title(edit: Edit, journey: JourneyMap) -> None:
    step = steps.add_step(edit, journey.id, "Pay")
    session = _visit(edit, journey, "pay", ("Other",))
    assert edit.find(Observation, session_id=session.id)[0].step_id == step.id
    assert steps.remove_steps(edit, [step.id]) == 1
    visit = edit.find(Observation, session_id=session.id)[0]
    assert (visit.step_id, visit.raw_label) == (None, "Pay")


def test_people_are_known_by_pseudonym(edit: Edit) -> None:
    assert people.next_pseudonym(edit) == "P01"
    person = people.find_or_make_participant(edit, "P07")
    assert people.find_or_make_participant(edit, " P07 ") == person
    assert people.find_or_make_participant(edit, "p07") != person
    people.find_or_make_participant(edit, "Visitor")
    assert people.next_pseudonym(edit) == "P08"
    assert people.set_inclusion(edit, person.id, 4).digital_inclusion == 4
    for number in (0, 10):
        with pytest.raises(Problem, match="from 1 to 9"):
            people.set_inclusion(edit, person.id, number)
    assert edit.count(Participant) == 3


def test_rounds_and_tasks_are_found_without_case(edit: Edit) -> None:
    one = rounds.find_or_make_round(edit, "Round 1", "interview")
    assert rounds.find_or_make_round(edit, " ROUND 1") == one
    assert rounds.find_or_make_round(edit, "Round 2").position == 1
    with pytest.raises(Problem, match="no method"):
        rounds.find_or_make_round(edit, "Round 3", "tea leaves")
    assert rounds.find_or_make_task(edit, "Renew") == rounds.find_or_make_task(edit, "renew ")


def test_a_session_is_left_out_with_a_reason_and_taken_in_again(edit: Edit, journey: JourneyMap) -> None:
    session = _visit(edit, journey, "Pay")
    with pytest.raises(Problem, match="give a reason"):
        sessions.exclude_sessions(edit, [session.id], " ")
    (left_out,) = sessions.exclude_sessions(edit, [session.id], "a pilot")
    assert (left_out.quality, left_out.quality_reason) == ("excluded", "a pilot")
    (taken_in,) = sessions.include_sessions(edit, [session.id])
    assert (taken_in.quality, taken_in.quality_reason) == ("ok", "")
    assert people.set_title(edit, "New name") == edit.get(Project, edit.project_id)
