"""A second observer's notes join the session they are about, on its clock; every line once, and one undo."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.edits.observers import name_lead, shift_observer
from journeymap.core.errors import Problem
from journeymap.core.model import ImportBatch, JourneyMap, Observation, PainPoint, Participant, Session, Step
from journeymap.core.observers import lead_entries, offset_ms, other_observers
from journeymap.core.reader import Reader
from journeymap.interchange.importing import ImportResult
from journeymap.interchange.observer_rows import find_offset
from journeymap.store.document import Document
from journeymap.store.verify import verify

RunImport = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]

LEAD = """participant: P07
map: Renew a permit
started: 2026-03-02T10:00:00Z
observer: Ada
---
[00:00:05] > Find
[00:01:00] > Upload
[00:01:10] !2 no button #upload
[00:03:00] > Pay
[00:04:00] = completed
"""
OTHER = """participant: P07
map: Renew a permit
started: 2026-03-02T10:00:00Z
observer: Ben
---
[00:00:09] > find
[00:01:04] > Upload
[00:01:16] !4 cannot go on #upload
[00:01:20] "where is it
[00:03:05] > Pay
[00:03:30] = gave up
"""


def told(reader: Reader, observer: str) -> list[tuple[int | None, str, str]]:
    titles = {step.id: step.title for step in reader.find(Step)}
    return [
        (entry.at_ms, entry.kind, entry.raw_label or titles.get(entry.step_id or "", "") or entry.text)
        for entry in reader.find(Observation)
        if entry.observer == observer
    ]


@pytest.fixture
def lead(write: Write, run_import: RunImport) -> ImportResult:
    return run_import(write("lead.txt", LEAD))


def test_notes_by_another_observer_join_the_session_instead_of_being_skipped(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    assert lead.sessions == 1
    result = run_import(write("ben.txt", OTHER))
    (joined,) = result.joined
    assert (result.sessions, result.kept, result.made["participants"], joined.entries) == (0, 5, 0, 5)
    assert (joined.observer, joined.offset_ms, joined.visits, joined.duplicates) == ("Ben", -4000, 3, 0)
    said = " ".join(result.announcements)
    assert "5 entries of Ben joined P07, moved by −4 s, found from 3 visits that both noted." in said
    assert "Ben noted of P07: gave up. It stays as it was: completed." in said
    reader = document.read()
    (session,) = reader.find(Session)
    entries = reader.find(Observation)
    assert (session.outcome, offset_ms(session, "Ben"), other_observers(session, entries)) == (
        "completed",
        -4000,
        ["Ben"],
    )
    assert told(reader, "Ben")[:3] == [
        (5000, "visit", "Find"),
        (60_000, "visit", "Upload"),
        (72_000, "pain", "cannot go on"),
    ]
    assert len(lead_entries(session, entries)) == 4
    assert [point.tag for point in reader.find(PainPoint)] == ["upload"]


def test_one_undo_takes_the_notes_back_and_the_file_verifies(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    before = document.read().find(Session), document.read().find(Observation)
    run_import(write("ben.txt", OTHER))
    after = document.read().find(Session), document.read().find(Observation)
    document.publish()
    assert verify(document.path).wrong == ()
    document.undo()
    assert (document.read().find(Session), document.read().find(Observation)) == before
    document.redo()
    assert (document.read().find(Session), document.read().find(Observation)) == after
    document.publish()
    assert verify(document.path).wrong == ()
    assert lead.batch.id in {batch.id for batch in document.read().find(ImportBatch)}


def test_the_same_notes_once_more_change_nothing(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("ben.txt", OTHER))
    with pytest.raises(Problem, match="in the project already"):
        run_import(write("again.txt", "# again\n" + OTHER))
    more = OTHER.replace("[00:03:30] = gave up", "[00:03:20] sighs\n")
    (joined,) = run_import(write("more.txt", more)).joined
    assert (joined.entries, joined.duplicates) == (1, 5)
    assert told(document.read(), "Ben")[-1] == (196_000, "do", "sighs")


def test_the_leads_own_notes_and_copies_of_them_are_there_already(
    lead: ImportResult, write: Write, run_import: RunImport
) -> None:
    for text, options in (
        (LEAD, {}),
        (LEAD.replace("observer: Ada\n", ""), {"observer": "Ben"}),
        (LEAD, {"observer": "Ben"}),
    ):
        with pytest.raises(Problem, match="in the project already"):
            run_import(write("copy.txt", "# copy\n" + text), **options)
    with pytest.raises(Problem, match="Ada leads the session"):
        run_import(write("x.txt", OTHER.replace("observer: Ben\n", "")), observer="Ada")


def test_who_is_named_on_the_command_line_goes_before_the_head(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    (joined,) = run_import(write("ben.txt", OTHER), observer="B.", offset_ms=1500).joined
    assert (joined.observer, joined.offset_ms, joined.visits) == ("B.", 1500, 0)
    assert told(document.read(), "B.")[0] == (10_500, "visit", "Find")


def test_notes_are_matched_by_person_map_and_start_and_else_a_session_is_named(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    later = OTHER.replace("10:00:00Z", "10:00:07Z")
    (joined,) = run_import(write("seven-seconds.txt", later), observer="Ben").joined
    assert joined.offset_ms == -4000
    for text in (OTHER.replace("P07", "P08"), OTHER.replace("2026-03-02", "2026-03-04"), OTHER.replace("Renew", "Get")):
        with pytest.raises(Problem, match="can only be about"):
            run_import(write("other.txt", text), observer="Cid")
    (session,) = document.read().find(Session)
    wrong_day = OTHER.replace("2026-03-02", "2026-03-04").replace("P07", "P08").replace("map: Renew a permit\n", "")
    (named,) = run_import(write("named.txt", wrong_day), observer="Cid", session=session.id).joined
    assert (named.session_id, named.pseudonym, named.offset_ms) == (session.id, "P07", -4000)
    assert document.read().count(Participant) == document.read().count(JourneyMap) == 1
    with pytest.raises(Problem, match="notes of 2 sessions"):
        run_import(write("two.txt", OTHER + "===\n" + OTHER), observer="Dan", session=session.id)
    with pytest.raises(Problem, match="an event log as a table"):
        run_import(write("log.csv", "case,step,time\na,b,2026-01-01T00:00Z\n"), observer="Dan")


def test_what_comes_before_the_start_knows_how_far(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("ben.txt", OTHER), observer="Ben", offset_ms=-60_000)
    assert told(document.read(), "Ben")[0] == (None, "visit", "Find")
    (session,) = document.read().find(Session)
    with document.edit("Set the clock right") as edit:
        shift_observer(edit, session.id, "Ben", 56_000)
    assert [at for at, _, _ in told(document.read(), "Ben")] == [5000, 60_000, 72_000, 76_000, 181_000]
    assert offset_ms(document.read().find(Session)[0], "Ben") == -4000
    with document.edit("The lead's, too") as edit:
        shift_observer(edit, session.id, "", 1000)
        with pytest.raises(Problem, match="noted nothing"):
            shift_observer(edit, session.id, "Nobody", 1)
    reader = document.read()
    assert [entry.at_ms for entry in lead_entries(session, reader.find(Observation))][:2] == [6000, 61_000]
    assert dict(reader.find(Session)[0].offsets) == {"Ben": "-4000", "Ada": "1000"}
    assert reader.find(Session)[0].ended_ms == (session.ended_ms or 0) + 1000
    document.undo()
    document.undo()
    assert told(document.read(), "Ben")[0][0] is None


def test_another_lead_leaves_every_entry_to_who_noted_it(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("ben.txt", OTHER))
    (session,) = document.read().find(Session)
    with document.edit("Nobody") as edit, pytest.raises(Problem, match="Somebody has to lead"):
        name_lead(edit, session.id, " ")
    with document.edit("Ben leads") as edit:
        changed = name_lead(edit, session.id, " Ben ")
        assert (changed.observer, edit.count(Observation, observer="Ada"), edit.count(Observation, observer="")) == (
            "Ben",
            4,
            0,
        )
        assert len(lead_entries(changed, edit.find(Observation))) == 5


def test_a_lead_who_is_named_later_keeps_what_is_known_of_the_clock(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    (session,) = document.read().find(Session)
    with document.edit("Nobody is named") as edit:
        edit.put(replace(session, observer=""))
        for entry in edit.find(Observation):
            edit.put(replace(entry, observer=""))
        shift_observer(edit, session.id, "", 1500)
    with document.edit("Ada led") as edit:
        named = name_lead(edit, session.id, "Ada")
    assert (offset_ms(named, "Ada"), named.offsets) == (1500, (("Ada", "1500"),))


def test_an_offset_is_found_where_visits_meet() -> None:
    lead = [(0, "a"), (10_000, "b"), (30_000, "a"), (60_000, "c")]
    assert find_offset(lead, [(at + 3_600_000, place) for at, place in lead]) == (-3_600_000, 4)
    late = [(at + late, place) for (at, place), late in zip(lead, (900, 1100, 1000, 9000), strict=True)]
    assert find_offset(lead, late) == (-1050, 4)
    assert find_offset(lead, [(5, "z")]) is None
    assert find_offset(lead, []) is None
    assert find_offset([], lead) is None
    assert find_offset(lead, [(29_000, "a"), (5, "z")]) == (1000, 1)


def test_a_second_observer_who_noted_the_very_same_is_not_taken_for_a_copy(
    lead: ImportResult, write: Write, run_import: RunImport, document: Document
) -> None:
    same = LEAD.replace("observer: Ada", "second observer: Ben")
    (joined,) = run_import(write("same.txt", same)).joined
    assert (joined.observer, joined.entries, joined.offset_ms) == ("Ben", 4, 0)
    assert len(told(document.read(), "Ben")) == 4
