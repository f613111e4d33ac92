"""Projects of BORIS: who did what and when, and what became of every event."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journeymap.core.errors import Problem
from journeymap.core.model import (
    ImportBatch,
    JourneyMap,
    Observation,
    PainPoint,
    Participant,
    Phase,
    Session,
    Step,
)
from journeymap.interchange.importing import ImportResult
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]
RunImport = Callable[..., ImportResult]
Event = list[Any]


def ethogram(*rows: tuple[str, bool] | tuple[str, bool, str]) -> dict[str, Any]:
    """Behaviours as (code, whether it lasts, category)."""
    return {
        str(at): {
            "type": "State event" if row[1] else "Point event", "code": row[0], "key": "x",
            "category": row[2] if len(row) > 2 else "", "description": f"About {row[0]}",
            "modifiers": {"0": {"name": "Device", "type": 0, "values": ["phone"]}, "1": {"name": "", "values": []}},
        }
        for at, row in enumerate(rows)
    }  # fmt: skip


def observation(*events: Event, **more: Any) -> dict[str, Any]:
    return {"type": "LIVE", "date": "2026-03-02T10:00:00", "time offset": 0.0, "events": list(events), **more}


ETHOGRAM = ethogram(("Search", False, "Find"), ("Read", True, "Find"), ("Pay", False, "Do"), ("asks for help", False))


def boris(observations: dict[str, Any], behaviours: dict[str, Any] | None = None, **more: Any) -> str:
    project = {
        "project_name": "Permits", "project_format_version": "7.0", "behaviors_conf": behaviours or ETHOGRAM,
        "subjects_conf": {"0": {"name": "Ann", "description": "tall"}, "1": {"name": "Nobody"}},
        "observations": observations,
    }  # fmt: skip
    return json.dumps(project | more)


TWO_PEOPLE = boris(
    {
        "Visit 1": observation(
            [1.0, "Ann", "Search", "phone|None", "by voice"],
            [2.0, "Bob", "Read", "", ""],
            [3.5, "Ann", "Read", "", "aloud"],
            [6.25, "Bob", "Read", "", "skims"],
            [7.0, "Ann", "Read", "", ""],
            [8.0, "Ann", "Pay", "None|card", ""],
            independent_variables={"room": "B", "seen": ""},
            description="The first one",
            file={"1": ["/home/jo/films/one.mp4"]},
        ),
        "Visit 2": observation([4.0, "", "Search", "", ""], [9.0, "Ann", "Read", "", ""]),
        "Nothing": observation(),
    }
)


def entries(document: Document, pseudonym: str, case: str) -> list[Observation]:
    (person,) = document.read().find(Participant, pseudonym=pseudonym)
    (session,) = document.read().find(Session, participant_id=person.id, case_id=case)
    return document.read().find(Observation, session_id=session.id)


def test_every_subject_of_every_observation_is_a_session_with_points_and_states(
    write: Write, run_import: RunImport, document: Document
) -> None:
    result = run_import(write("permits.boris", TWO_PEOPLE))
    assert (result.read, result.kept, result.rejected_count, result.left_out, result.sessions) == (8, 8, 0, 0, 4)
    assert {person.pseudonym for person in document.read().find(Participant)} == {"Ann", "Bob", "Visit 2"}
    titles = {step.id: step.title for step in document.read().find(Step)}
    ann = entries(document, "Ann", "Visit 1")
    assert [(e.kind, titles.get(e.step_id or ""), e.at_ms, e.until_ms, e.text) for e in ann] == [
        ("visit", "Search", 1000, None, ""),
        ("do", None, 1000, None, "by voice"),
        ("visit", "Read", 3500, 7000, ""),
        ("do", None, 3500, None, "aloud"),
        ("visit", "Pay", 8000, None, ""),
    ]
    assert [e.attributes for e in ann] == [(("Device", "phone"),), (), (), (), (("modifier 2", "card"),)]
    bob = entries(document, "Bob", "Visit 1")
    assert [(e.at_ms, e.until_ms, e.text) for e in bob] == [(2000, 6250, ""), (6250, None, "skims")]
    (session,) = document.read().find(Session, participant_id=document.read().find(Participant, pseudonym="Bob")[0].id)
    assert session.attributes == (("room", "B"), ("description", "The first one"), ("recordings", "one.mp4"))
    assert (session.started_at_ms, session.ended_ms, session.timed) == (1_772_445_600_000, 6250, True)


def test_categories_are_phases_and_behaviours_nobody_showed_are_said_and_make_no_step(
    write: Write, run_import: RunImport, document: Document
) -> None:
    result = run_import(write("permits.boris", TWO_PEOPLE))
    phases = {phase.id: phase.title for phase in document.read().find(Phase)}
    steps = [(step.title, phases.get(step.phase_id or ""), step.description) for step in document.read().find(Step)]
    assert steps == [("Search", "Find", "About Search"), ("Read", "Find", "About Read"), ("Pay", "Do", "About Pay")]
    assert [journey.title for journey in document.read().find(JourneyMap)] == ["permits"], "as an event log is"
    told = "\n".join(result.announcements)
    assert "nobody showed, which make no step: “asks for help”" in told
    assert "Subjects without an event: “Nobody”" in told
    assert document.read().find(Participant, pseudonym="Ann")[0].attributes == (("description", "tall"),)


def test_a_state_without_an_end_is_kept_as_a_point_and_listed(
    write: Write, run_import: RunImport, document: Document
) -> None:
    result = run_import(write("permits.boris", TWO_PEOPLE))
    ((_, _, reason),) = result.noted
    assert (
        reason == "observation “Visit 2”, event 2: the state “Read” begins at 9.000 s and has no end; kept as a point"
    )
    assert [(e.at_ms, e.until_ms) for e in entries(document, "Ann", "Visit 2")] == [(9000, None)]
    assert result.skipped == [("permits.boris", 0, "observation “Nothing” holds no events; no session was made")]


def test_the_ends_of_a_state_belong_together_by_subject_behaviour_and_modifiers_in_order_of_time(
    write: Write, run_import: RunImport, document: Document
) -> None:
    events = [
        [9.0, "Ann", "Read", "phone|None", ""],
        [1.0, "Ann", "Read", "", ""],
        [2.0, "Ann", "Read", "phone|None", ""],
        [5.0, "Ann", "Read", "None|None", ""],
        [12.0, "Ann", "Read", "", ""],
        [13.0, "Ann", "Read", "", ""],
    ]
    result = run_import(write("permits.boris", boris({"V": observation(*events)})))
    assert [(e.at_ms, e.until_ms) for e in entries(document, "Ann", "V")] == [
        (1000, 5000),
        (2000, 9000),
        (12000, 13000),
    ]
    assert not result.noted


@pytest.mark.parametrize(
    ("more", "times", "start", "starts_at"),
    [
        ({"time offset": 100.0}, [101.0, 104.0], [1000, 4000], 1_772_445_600_000),
        ({"time offset": -5.0}, [-4.0, 1.0], [1000, 6000], 1_772_445_600_000),
        ({}, [-2.0, 3.0], [0, 5000], 1_772_445_598_000),
        ({"start_from_current_time": True}, [39_600.0, 39_605.5], [0, 5500], 1_772_449_200_000),
        ({"start_from_current_epoch_time": True}, [1_772_445_610.0, 1_772_445_611.0], [0, 1000], 1_772_445_610_000),
        ({"media_creation_date_as_offset": True}, [1_772_445_610.0], [0], 1_772_445_610_000),
        ({"date": ""}, [1.0], [1000], None),
        ({"date": "some day"}, [1.0], [1000], None),
    ],
    ids=["offset", "offset below 0", "before 0", "time of day", "since 1970", "media date", "no date", "no such date"],
)
def test_times_count_from_the_start_whatever_the_observation_counted_from(
    write: Write, run_import: RunImport, document: Document, more: Any, times: Any, start: Any, starts_at: Any
) -> None:
    events = [[at, "Ann", "Search", "", ""] for at in times]
    run_import(write("permits.boris", boris({"V": observation(*events) | more})), zone="UTC")
    assert [e.at_ms for e in entries(document, "Ann", "V")] == start
    assert document.read().find(Session)[0].started_at_ms == starts_at


def test_a_start_that_the_clocks_left_out_is_said_with_its_observation(write: Write, run_import: RunImport) -> None:
    seen = {"V": observation([1.0, "Ann", "Pay", "", ""], date="2026-03-29T01:30:00")}
    told = "\n".join(run_import(write("permits.boris", boris(seen)), zone="Europe/London").announcements)
    assert "observation 1: 2026-03-29T01:30:00" in told


def test_images_without_times_keep_their_order_and_no_duration(
    write: Write, run_import: RunImport, document: Document
) -> None:
    events = [[float("nan"), "", "Search", "", "", 1, "/home/jo/a.jpg"], [float("nan"), "", "Pay", "", "", 2, "b.jpg"]]
    path = write("permits.boris", boris({"V": observation(*events) | {"type": "IMAGES"}}))
    run_import(path)
    assert not document.read().find(Session)[0].timed
    assert [e.attributes for e in entries(document, "V", "V")] == [
        (("image", "1"), ("image file", "a.jpg")),
        (("image", "2"), ("image file", "b.jpg")),
    ]


def test_behaviours_are_what_a_person_says_they_are(write: Write, run_import: RunImport, document: Document) -> None:
    events = [
        [1.0, "Ann", "Search", "", ""],
        [2.0, "Ann", "asks for help", "phone", "the daughter"],
        [3.0, "Ann", "Pay", "", "it failed"],
        [4.0, "Ann", "Read", "", ""],
        [5.0, "Ann", "Read", "", ""],
    ]
    result = run_import(
        write("permits.boris", boris({"V": observation(*events)})),
        behaviours=(("asks for help", "help"), ("Pay", "pain"), ("Read", "none")),
    )
    assert (result.read, result.kept, result.left_out) == (5, 3, 2)
    assert result.skipped == [("permits.boris", 0, "observation “V”: 2 events left out, as asked for")]
    found = entries(document, "Ann", "V")
    assert [(e.kind, e.text, e.tags, e.impact) for e in found] == [
        ("visit", "", (), None),
        ("help", "asks for help (phone): the daughter", (), None),
        ("pain", "Pay: it failed", ("pay",), None),
    ]
    (point,) = document.read().find(PainPoint)
    assert (point.tag, point.title, point.id) == ("pay", "Pay", found[2].pain_point_id)
    assert dict(document.read().find(ImportBatch)[0].mapping)["permits.boris: behaviour Pay"] == "pain"


@pytest.mark.parametrize("behaviours", [(("Pay", "tea"),), (("Fly", "visit"),)])
def test_a_kind_or_a_behaviour_that_there_is_not_is_a_problem(
    write: Write, run_import: RunImport, behaviours: Any
) -> None:
    with pytest.raises(Problem, match=r"tea|Fly"):
        run_import(write("permits.boris", TWO_PEOPLE), behaviours=behaviours)


def test_events_that_cannot_be_read_are_listed_and_their_sessions_are_not_counted(
    write: Write, run_import: RunImport, document: Document
) -> None:
    events: list[Any] = [
        [1.0, "Ann", "Search", "", ""],
        ["soon", "Ann", "Search", "", ""],
        [2.0, "Bob", "Search", "", ""],
        [float("nan"), "Ann", "Pay", "", ""],
        [float("inf"), "Ann", "Pay", "", ""],
        [10**400, "Ann", "Pay", "", ""],
        [True, "Ann", "Pay", "", ""],
        [3.0, "Ann"],
        "nothing",
        [4.0, "Ann", "", "", ""],
        [5.0, "Ann", "Pay", "a|" * 200, ""],
        [6.0, "Ann", "Pay", "", "x" * 131_073],
    ]
    more = observation([1.0, "Cleo", "Fly", 7, None])
    result = run_import(write("permits.boris", boris({"V": observation(*events), "W": more, "X": 3})))
    assert (result.read, result.kept, result.rejected_count, result.left_out) == (14, 3, 11, 0)
    reasons = [reason for _, _, reason in result.rejected]
    assert "observation “V”, event 2: “soon” is no time" in reasons
    assert "observation “V”, event 4: it has no time" in reasons
    assert "observation “X”: the observation is no object, so nothing of it could be read" in reasons
    people = {person.id: person.pseudonym for person in document.read().find(Participant)}
    quality = {people[s.participant_id]: (s.quality, s.quality_reason) for s in document.read().find(Session)}
    assert quality["Ann"] == ("incomplete", "incomplete: 10 rows rejected")
    assert quality["Bob"] == ("incomplete", "incomplete: 3 rows rejected")
    assert quality["Cleo"] == ("ok", "")
    assert any("taken for points: “Fly”" in told for told in result.announcements)
    with pytest.raises(Problem, match=r"out \(--strict\)"):
        run_import(write("more.boris", boris({"V": observation(*events, date="2026-03-04")})), strict=True)


def test_the_same_project_once_more_is_refused_and_its_sessions_are_skipped(
    write: Write, run_import: RunImport
) -> None:
    run_import(write("permits.boris", TWO_PEOPLE))
    with pytest.raises(Problem, match="imported already"):
        run_import(write("permits.boris", TWO_PEOPLE))
    with pytest.raises(Problem, match="All 4 sessions"):
        run_import(write("permits.boris", TWO_PEOPLE), again=True)
    third = json.loads(TWO_PEOPLE)
    third["observations"]["Visit 3"] = observation([1.0, "Ann", "Pay", "", ""], date="2026-03-03T09:00:00")
    result = run_import(write("later.boris", json.dumps(third)))
    assert (result.sessions, result.kept, result.left_out, len(result.skipped)) == (1, 1, 8, 5)
    assert [person.pseudonym for person in result.same_people] == ["Ann"]


def test_a_packed_project_and_one_import_with_a_log_are_one_step_of_undo(
    write: Write, run_import: RunImport, document: Document
) -> None:
    log = "case,activity,timestamp\nc1,Search,2026-03-02T10:00:00Z\n"
    result = run_import(write("permits.boris.gz", gzip.compress(TWO_PEOPLE.encode())), write("l.csv", log), map="M")
    assert (result.sessions, result.batch.format) == (5, "boris, csv")
    assert len([step for step in document.read().find(Step) if step.title == "Search"]) == 1
    document.undo()
    assert [document.read().count(kind) for kind in (Session, Observation, Step, Phase, Participant)] == [0] * 5
    document.redo()
    assert document.read().count(Session) == 5


DEEP = '{"observations":' + "[" * 100_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (DEEP, "nested deeper"),
        ('{"observations": {"V": {"events": [' + "1" * 5000 + "]}}}", "too long"),
        ('{"observations": {"V": {}, "V": {}}}', "“V” twice"),
        ('{"observations": []}', "no BORIS project"),
        ("[]", "no BORIS project"),
        ("null", "no BORIS project"),
        ('{"observations": {}}', "holds no events"),
        ('{"observations": {"V": {"events": {}}}}', "its events are no list"),
        ('{"observations": {"V"', "line 1"),
        (boris({"V": observation([1, "", "Pay", "", ""])}, project_format_version="6.2"), "older than 7.0"),
        (boris({"V" * 200_000: observation([1, "", "Pay", "", ""])}), "131,072"),
        ('{"observations": [' + "0," * 4_000_001 + "0]}", "four million"),
        (b"\x1f\x8b\x08nothing", "damaged"),
        (b'{"observations": "\xff\xfe\x81"}', "1252"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "content",
)
def test_a_file_that_is_no_project_is_told_in_one_sentence(
    write: Write, run_import: RunImport, document: Document, content: str | bytes, said: str
) -> None:
    with pytest.raises(Problem, match=said) as told:
        run_import(write("permits.boris", content))
    assert "permits.boris" in str(told.value)
    assert len(str(told.value)) < 600
    assert document.read().count(ImportBatch) == 0


def test_half_letters_and_line_breaks_become_text_that_any_file_can_hold(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("permits.boris", boris({"V\ud800": observation([1, "A\0nn\n", "Pay", "", "\udfff=1+1\r\nx"])})))
    assert document.read().find(Participant)[0].pseudonym == "A\N{REPLACEMENT CHARACTER}nn"
    assert document.read().find(Session)[0].case_id == "V\N{REPLACEMENT CHARACTER}"
    assert document.read().find(Observation, kind="do")[0].text == "\N{REPLACEMENT CHARACTER}=1+1 x"


def test_the_public_project_is_read_whole_and_every_event_is_accounted_for(
    run_import: RunImport, document: Document, shared_data: Path
) -> None:
    path = shared_data / "usability" / "boris_test.boris"
    project = json.loads(path.read_text(encoding="utf-8"))
    result = run_import(path)
    events = sum(len(found["events"]) for found in project["observations"].values())
    assert (len(project["observations"]), events) == (12, 133)
    assert result.read == events == result.kept + result.rejected_count + result.left_out
    visits = document.read().find(Observation, kind="visit")
    assert events == sum(2 if visit.until_ms is not None else 1 for visit in visits)
    assert len(result.noted) == 1
    assert {reason for _, _, reason in result.skipped} == {
        "observation “2 video avi” holds no events; no session was made",
        "observation “observation without events” holds no events; no session was made",
    }
    cases = {session.case_id for session in document.read().find(Session)}
    assert cases | {"2 video avi", "observation without events"} == set(project["observations"])


def test_the_states_of_the_public_project_are_those_of_its_own_table(
    run_import: RunImport, document: Document, shared_data: Path
) -> None:
    folder = shared_data / "usability"
    run_import(folder / "boris_test.boris")
    rows = (folder / "boris_events_tabular.tsv").read_text(encoding="utf-8").splitlines()
    head = next(at for at, row in enumerate(rows) if row.startswith("Time\t"))
    told = [row.split("\t") for row in rows[head + 1 :] if row.strip()]
    expected = sorted((row[4], row[8], round(float(row[0]) * 1000)) for row in told)
    found = []
    for subject in ("subject1", "subject2"):
        for visit in entries(document, subject, "observation #1"):
            found += [(subject, "START", visit.at_ms), (subject, "STOP", visit.until_ms)]
    assert sorted(found) == expected
    assert len(expected) == 8
