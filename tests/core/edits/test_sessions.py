"""Whole sessions: left out, moved, ended, deleted with everything that hangs on them; and entries put into order."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.capture import parse_line
from journeymap.core.clock import FixedClock
from journeymap.core.edits import correcting, maps, people, questionnaires, recording, rounds, sessions, steps
from journeymap.core.edits.consent import give_consent
from journeymap.core.errors import Problem
from journeymap.core.model import Attachment, Consent, Observation, Participant, Questionnaire, Session
from journeymap.core.progress import Progress
from journeymap.core.reader import Edit, Reader
from journeymap.interchange.importing import import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.store.document import Document
from journeymap.store.verify import verify
from tests.core.edits.contents import everything


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as made:
        with made.edit("A map") as edit:
            journey = maps.make_map(edit, "Renew a permit")
            for title in ("Find", "Upload", "Pay"):
                steps.add_step(edit, journey.id, title)
        yield made


@pytest.fixture
def edit(document: Document) -> Iterator[Edit]:
    with document.edit("Test") as opened:
        yield opened


def begin(edit: Edit, pseudonym: str = "A01", *, sitting: str = "", mode: str = "live") -> Session:
    person = people.find_or_make_participant(edit, pseudonym)
    begun = recording.start_session(
        edit, participant_id=person.id, map_id=maps.map_named(edit).id, sitting=sitting, mode=mode
    )
    give_consent(edit, begun.id, ("quotes",))
    return begun


def put(edit: Edit, session: Session, raw: str, at_ms: int | None = 0) -> Observation:
    entry = recording.record(edit, session.id, parse_line(raw), at_ms)
    assert isinstance(entry, Observation)
    return entry


def told(reader: Reader, session: Session) -> list[tuple[int | None, str]]:
    return [(entry.at_ms, entry.text) for entry in reader.find(Observation, session_id=session.id)]


def picture(edit: Edit, name: str) -> Attachment:
    made = Attachment(
        id=edit.clock.new_id(), project_id=edit.project_id, name=name, media_type="image/png", sha256=name, data=b"x"
    )
    edit.put(made)
    return made


def test_several_sessions_are_left_out_moved_and_ended_in_one_edit(document: Document) -> None:
    with document.edit("Begin") as edit:
        one, two = begin(edit), begin(edit, "A02")
        put(edit, one, "looks around", 5000)
        later = rounds.find_or_make_round(edit, "Round 2")
    with document.edit("Move them") as edit:
        sessions.move_to_round(edit, [one.id, two.id, one.id], later.id)
        sessions.set_outcome(edit, [one.id], "gave up")
        sessions.exclude_sessions(edit, [two.id], "a pilot")
        sessions.set_method(edit, [one.id], "interview")
    stored = {session.id: session for session in document.read().find(Session)}
    assert {session.round_id for session in stored.values()} == {later.id}
    assert (stored[one.id].outcome, stored[one.id].ended_ms, stored[one.id].method) == ("abandoned", 5000, "interview")
    assert stored[two.id].quality_reason == "a pilot"
    document.undo()
    assert document.read().find(Session) == [one, two]
    with document.edit("Out of any round") as edit:
        assert sessions.move_to_round(edit, [one.id], None)[0].round_id is None


def test_what_is_not_there_is_refused_and_nothing_changes(edit: Edit) -> None:
    session = begin(edit)
    for verb in (
        lambda: sessions.exclude_sessions(edit, ["gone"], "x"),
        lambda: sessions.move_to_round(edit, [session.id], "gone"),
        lambda: sessions.set_outcome(edit, [session.id], "in progress"),
        lambda: sessions.set_method(edit, [session.id], "tea leaves"),
        lambda: sessions.set_task_of(edit, [session.id], "gone"),
        lambda: sessions.delete_sessions(edit, ["gone"]),
    ):
        with pytest.raises(Problem):
            verb()
    assert edit.find(Session) == [session]


def test_a_deleted_session_takes_all_that_hangs_on_it_and_comes_back_with_all_of_it(document: Document) -> None:
    with document.edit("Begin") as edit:
        going, staying = begin(edit), begin(edit, "A02")
        alone, shared = picture(edit, "alone"), picture(edit, "shared")
        for session, shown in ((going, alone), (going, shared), (staying, shared)):
            entry = put(edit, session, "sees this")
            edit.put(replace(entry, attachment_id=shown.id))
        questionnaires.answer_questionnaire(edit, going.id, "umux_lite", [6, 5])
    before = everything(document.read())
    with document.edit("Delete a session") as edit:
        assert sessions.delete_sessions(edit, [going.id]) == 1
    reader = document.read()
    assert reader.find(Session) == [staying]
    assert {entry.session_id for entry in reader.find(Observation)} == {staying.id}
    assert [found.id for found in reader.find(Attachment)] == [shared.id]
    assert (reader.count(Consent), reader.count(Questionnaire), reader.count(Participant)) == (1, 0, 2)
    document.undo()
    assert everything(document.read()) == before
    document.redo()
    document.publish()
    assert verify(document.path).wrong == ()


def test_answers_about_a_sitting_stay_while_one_of_its_sessions_stays(edit: Edit) -> None:
    one, two, three = (begin(edit, sitting="s") for _ in range(3))
    questionnaires.answer_questionnaire(edit, three.id, "umux_lite", [6, 5])
    sessions.delete_sessions(edit, [three.id])
    assert [answered.session_id for answered in edit.find(Questionnaire)] == [two.id]
    sessions.delete_sessions(edit, [one.id, two.id])
    assert edit.count(Questionnaire) == 0


def test_an_imported_session_can_be_deleted_and_the_file_verifies(document: Document, tmp_path: Path) -> None:
    source = tmp_path / "notes.txt"
    source.write_text(
        "participant: P1\nmap: Renew a permit\nconsent: quotes\n---\n[00:01] > Find\n[00:02] !2 slow #slow\n"
        "===\nparticipant: P2\nmap: Renew a permit\n---\n[00:01] > Pay\n"
    )
    with document.edit("Import") as edit:
        import_sources(edit, [source], ImportOptions(), Progress())
    (one, two) = document.read().find(Session)
    before = everything(document.read())
    with document.edit("Delete") as edit:
        sessions.delete_sessions(edit, [one.id])
    assert document.read().find(Session) == [two]
    document.publish()
    assert verify(document.path).wrong == ()
    document.undo()
    assert everything(document.read()) == before
    document.publish()
    assert verify(document.path).wrong == ()


# ---------------------------------------------------------------- entries in order


def test_an_entry_is_put_in_where_it_belongs_also_when_the_session_has_ended(edit: Edit) -> None:
    session = begin(edit)
    first, last = put(edit, session, "one", 1000), put(edit, session, "four", 3000)
    recording.end_session(edit, session.id, "completed", 4000)
    correcting.insert_entry(edit, session.id, parse_line("two"), 1000)
    correcting.insert_entry(edit, session.id, parse_line("zero"), None, first.id)
    correcting.insert_entry(edit, session.id, parse_line("three"), 3000, last.id)
    correcting.insert_entry(edit, session.id, parse_line("[00:09] five"), 3000, last.id)
    correcting.insert_entry(edit, session.id, parse_line("before it all"), None)
    assert told(edit, session) == [
        (None, "before it all"), (1000, "zero"), (1000, "one"), (1000, "two"), (3000, "three"), (3000, "four"),
        (9000, "five"),
    ]  # fmt: skip
    for wrong in ("= completed", ""):
        with pytest.raises(Problem):
            correcting.insert_entry(edit, session.id, parse_line(wrong), 0)
    with pytest.raises(Problem, match="before the start"):
        correcting.insert_entry(edit, session.id, parse_line("early"), -1)


def test_an_entry_changes_places_with_its_neighbour(edit: Edit) -> None:
    session = begin(edit)
    entries = {name: put(edit, session, name, at_ms) for name, at_ms in (("a", 0), ("b", 0), ("c", 0), ("d", 5000))}

    def order() -> str:
        return "".join(text for _, text in told(edit, session))

    correcting.move_entry(edit, entries["c"].id, up=True)
    assert order() == "acbd"
    correcting.move_entry(edit, entries["a"].id, up=False)
    assert order() == "cabd"
    correcting.move_entry(edit, entries["d"].id, up=True)
    assert (order(), told(edit, session)[2]) == ("cadb", (0, "d"))
    correcting.move_entry(edit, entries["c"].id, up=True)
    correcting.move_entry(edit, entries["b"].id, up=False)
    assert order() == "cadb"


def test_in_a_session_without_times_the_order_is_all_there_is(edit: Edit) -> None:
    session = begin(edit)
    entries = [put(edit, session, name, None) for name in "abc"]
    correcting.move_entry(edit, entries[2].id, up=True)
    correcting.insert_entry(edit, session.id, parse_line("x"), None, entries[0].id)
    assert "".join(text for _, text in told(edit, session)) == "xacb"


def test_another_time_takes_the_length_of_an_entry_along(edit: Edit) -> None:
    session = begin(edit)
    entry = put(edit, session, "waits", 1000)
    put(edit, session, "goes on", 2000)
    edit.put(replace(entry, until_ms=1500))
    moved = correcting.set_time(edit, entry.id, 2000)
    assert (moved.at_ms, moved.until_ms) == (2000, 2500)
    assert told(edit, session) == [(2000, "goes on"), (2000, "waits")]
    assert correcting.set_time(edit, entry.id, None).until_ms is None
    with pytest.raises(Problem, match="before the start"):
        correcting.set_time(edit, entry.id, -5)


def test_a_visit_is_put_right_by_choosing_its_step(edit: Edit) -> None:
    session = begin(edit)
    visit, thought = put(edit, session, "> Somewhere"), put(edit, session, "? where")
    (find, *_) = steps.steps_in_order(edit, maps.map_named(edit).id)
    assert correcting.set_step(edit, visit.id, find.id).raw_label is None
    with pytest.raises(Problem, match="Only a visit"):
        correcting.set_step(edit, thought.id, find.id)


def test_a_session_that_is_written_up_has_times_from_the_first_that_is_given(edit: Edit) -> None:
    session = begin(edit, mode="from_recording")
    edit.put(replace(session, timed=False))
    put(edit, session, "looks", None)
    assert edit.find(Session)[0].timed is False
    put(edit, session, "[00:05] clicks", None)
    assert edit.find(Session)[0].timed is True
