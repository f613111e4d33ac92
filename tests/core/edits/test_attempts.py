"""The attempts of one sitting: the clock, the next task, gaps, pictures of entries."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.capture import parse_line
from journeymap.core.clock import FixedClock
from journeymap.core.edits import attempts, maps, people, pictures, recording, rounds
from journeymap.core.edits.consent import give_consent, withdraw_consent
from journeymap.core.errors import Problem
from journeymap.core.gaps import gap_of, is_counted
from journeymap.core.model import Attachment, Consent, Observation, Session
from journeymap.core.reader import Edit
from journeymap.store.document import Document

PNG = b"\x89PNG\r\n\x1a\n the rest"


@pytest.fixture
def edit(tmp_path: Path) -> Iterator[Edit]:
    """An edit in a project with one map."""
    with (
        Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as document,
        document.edit("Test") as opened,
    ):
        maps.make_map(opened, "Renew a permit")
        yield opened


def begin(edit: Edit, observer: str = "") -> Session:
    person = people.find_or_make_participant(edit, "A01")
    journey = maps.map_named(edit)
    begun = recording.start_session(edit, participant_id=person.id, map_id=journey.id, observer=observer)
    give_consent(edit, begun.id, ("notes", "quotes"), "on paper", "v2")
    return begun


def test_what_is_noted_before_the_clock_starts_has_no_time_and_comes_first(edit: Edit) -> None:
    session = attempts.wait_for_clock(edit, begin(edit).id)
    assert session.started_at_ms is None
    recording.record(edit, session.id, parse_line("small talk"), None)
    started = attempts.start_clock(edit, session.id)
    assert started.started_at_ms is not None
    assert attempts.start_clock(edit, session.id) == started, "a clock that runs is left alone"
    recording.record(edit, session.id, parse_line("reads aloud"), 500)
    recording.record(edit, session.id, parse_line("more small talk"), None)
    assert [entry.text for entry in edit.find(Observation)] == ["small talk", "more small talk", "reads aloud"]


def test_the_plan_of_a_sitting_is_kept_with_it_in_its_order_until_each_task_was_tried(edit: Edit) -> None:
    tasks = [rounds.find_or_make_task(edit, title) for title in ("Renew", "Say that you moved", "Change the car")]
    first = begin(edit)
    edit.put(replace(first, scenario_id=tasks[0].id, attributes=(("weather", "rain"),)))
    attempts.plan_tasks(edit, first.id, ["Say that you moved", "Change the car", "A task that went"])
    kept = recording.find_session(edit, first.id)
    assert [task.title for task in attempts.planned_tasks(edit, kept)] == ["Say that you moved", "Change the car"]
    assert len(dict(kept.attributes)) == 4, "each attribute has a name of its own, so that a text file can hold it"
    recording.end_session(edit, first.id, "completed", 1000)
    second = attempts.next_attempt(edit, first.id, tasks[2].id)
    assert [task.title for task in attempts.planned_tasks(edit, second)] == ["Say that you moved"]
    attempts.forget_plan(edit, second.id)
    assert attempts.planned_tasks(edit, second) == []
    assert recording.find_session(edit, first.id).attributes == (("weather", "rain"),)


def test_the_next_attempt_is_in_the_same_sitting_with_the_same_person_and_consent(edit: Edit) -> None:
    first = begin(edit, observer="Kim")
    task = rounds.find_or_make_task(edit, "Change the car")
    with pytest.raises(Problem, match="has not ended"):
        attempts.next_attempt(edit, first.id, task.id)
    recording.end_session(edit, first.id, "completed", 1000)
    second = attempts.next_attempt(edit, first.id, task.id)
    kept = edit.get(Session, first.id)
    assert kept is not None
    assert second.sitting
    assert kept.sitting == second.sitting
    assert (second.participant_id, second.observer, second.scenario_id) == (first.participant_id, "Kim", task.id)
    (consent,) = edit.find(Consent, session_id=second.id)
    assert (consent.scopes, consent.how, consent.form_version) == (("notes", "quotes"), "on paper", "v2")
    assert attempts.attempts_of(edit, second) == [kept, second]


def test_a_task_is_done_on_its_own_map_and_the_clock_may_wait(edit: Edit) -> None:
    first = begin(edit)
    other = maps.make_map(edit, "Change the car")
    task = rounds.find_or_make_task(edit, "Change it")
    task = rounds.set_task(edit, task.id, title=task.title, map_id=other.id)
    recording.end_session(edit, first.id, "abandoned", 1000)
    second = attempts.next_attempt(edit, first.id, task.id, clock_runs=False)
    assert second.map_id == other.id
    assert second.started_at_ms is None


def test_consent_that_was_withdrawn_is_not_carried_on(edit: Edit) -> None:
    first = begin(edit)
    withdraw_consent(edit, first.id)
    recording.end_session(edit, first.id, "completed", 1000)
    second = attempts.next_attempt(edit, first.id, None)
    assert edit.find(Consent, session_id=second.id) == []


def test_a_gap_is_a_pause_that_can_be_counted_in_and_left_out_again(edit: Edit) -> None:
    session = begin(edit)
    gap = attempts.note_gap(edit, session.id, 1000, 61_000, "stopped")
    assert (gap.kind, gap.text, gap.until_ms, gap_of(gap)) == ("marker", "pause", 61_000, "stopped")
    counted = attempts.count_gap(edit, gap.id)
    assert is_counted(counted)
    assert attempts.count_gap(edit, gap.id, counted=False) == gap
    plain = recording.record(edit, session.id, parse_line("reads aloud"), 62_000)
    with pytest.raises(Problem, match="no gap"):
        attempts.count_gap(edit, plain.id)


def test_the_same_picture_is_kept_once_and_can_be_taken_off_an_entry(edit: Edit) -> None:
    session = begin(edit)
    entry = recording.record(edit, session.id, parse_line("the error page"), 1000)
    one = pictures.keep_picture(edit, name="a.png", media_type="image/png", data=PNG)
    two = pictures.keep_picture(edit, name="b.png", media_type="image/png", data=PNG)
    assert one == two
    assert edit.count(Attachment) == 1
    assert pictures.attach_picture(edit, entry.id, one.id).attachment_id == one.id
    assert pictures.attach_picture(edit, entry.id, None).attachment_id is None
    with pytest.raises(Problem, match="picture is not in the project"):
        pictures.attach_picture(edit, entry.id, "nothing")


def test_another_persons_sitting_of_the_same_name_is_another_one(edit: Edit) -> None:
    mine = begin(edit)
    edit.put(replace(mine, sitting="1"))
    other = people.find_or_make_participant(edit, "B01")
    theirs = recording.start_session(edit, participant_id=other.id, map_id=mine.map_id, sitting="1")
    attempts.plan_tasks(edit, theirs.id, [rounds.find_or_make_task(edit, "Renew").title])
    mine = recording.find_session(edit, mine.id)
    assert [one.id for one in attempts.attempts_of(edit, mine)] == [mine.id]
    assert attempts.planned_tasks(edit, mine) == []
