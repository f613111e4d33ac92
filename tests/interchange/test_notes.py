"""Session text: the head, the lines, several sessions a file, and what is wrong in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from journeymap.core.errors import Problem
from journeymap.core.model import (
    Consent,
    ImportBatch,
    JourneyMap,
    Observation,
    PainPoint,
    Participant,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.interchange.importing import ImportResult
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]
RunImport = Callable[..., ImportResult]

EXAMPLE = """# a comment before the head
participant: P07
round: Round 1
map: Renew a parking permit
started: 2026-03-02T10:00:00Z
method: usability_test
inclusion: 4
consent: notes, quotes, share_team
not asked: Pay
task: Renew before the end of the month
observer: Amal
age group: 60–70
---
[00:00:05] > Find the service
[00:01:10] reads the whole page aloud
[00:02:31] !2 does not see that the permit has run out #expired
[00:03:02] >  upload PROOF of address
[00:04:00] -- pause
[00:05:00] -- resume
[00:05:40] !3 phones daughter to scan the letter #upload
[00:05:41] & daughter on the phone
[00:06:10] "why can't you just look it up
[00:06:15] ~-2 exasperated
[00:06:16] ? which form
[00:06:17] * merge both
[00:06:20] !1 still no upload #Upload
[00:06:30] = abandoned
"""
HEAD = "participant: P01\nmap: M\n"


@pytest.fixture
def example(write: Write, run_import: RunImport) -> ImportResult:
    return run_import(write("notes.txt", EXAMPLE))


def test_the_head_says_who_where_when_and_how(example: ImportResult, document: Document) -> None:
    reader = document.read()
    (session,), (person,) = reader.find(Session), reader.find(Participant)
    (consent,), (task,), (round_,) = reader.find(Consent), reader.find(TaskScenario), reader.find(Round)
    assert (person.pseudonym, person.digital_inclusion, person.attributes) == ("P07", 4, (("age group", "60–70"),))
    assert (session.started_at_ms, session.timed, session.method) == (1_772_445_600_000, True, "usability_test")
    assert (session.observer, session.outcome, session.ended_ms) == ("Amal", "abandoned", 390_000)
    assert (consent.state, consent.scopes) == ("given", ("notes", "quotes", "share_team"))
    assert (task.title, round_.title, session.round_id) == ("Renew before the end of the month", "Round 1", round_.id)
    assert (session.not_asked_step_ids, session.not_asked_labels) == ((), ("Pay",))
    assert any("age group" in told for told in example.announcements)


def test_a_map_that_is_named_and_missing_is_made_with_every_step(example: ImportResult, document: Document) -> None:
    reader = document.read()
    assert [journey.title for journey in reader.find(JourneyMap)] == ["Renew a parking permit"]
    assert [step.title for step in reader.find(Step)] == ["Find the service", "upload PROOF of address"]
    assert example.made["maps"] == ["Renew a parking permit"]
    assert example.made["pain_points"] == ["expired", "upload"]


def test_every_kind_of_line_becomes_its_entry(example: ImportResult, document: Document) -> None:
    entries = document.read().find(Observation)
    assert [entry.kind for entry in entries] == [
        "visit", "do", "pain", "visit", "marker", "marker", "pain", "help", "quote", "emotion", "think", "idea", "pain",
    ]  # fmt: skip
    assert [(e.at_ms, e.text) for e in entries if e.kind == "marker"] == [(240_000, "pause"), (300_000, "resume")]
    assert [(e.impact, e.tags) for e in entries if e.kind == "pain"] == [
        (2, ("expired",)),
        (3, ("upload",)),
        (1, ("upload",)),
    ]
    assert [e.value for e in entries if e.kind == "emotion"] == [-2]


def test_encounters_with_the_same_tag_are_the_same_pain_point(example: ImportResult, document: Document) -> None:
    reader = document.read()
    titles = {point.id: point.title for point in reader.find(PainPoint)}
    named = [titles[e.pain_point_id or ""] for e in reader.find(Observation) if e.kind == "pain"]
    assert named == [
        "does not see that the permit has run out",
        "phones daughter to scan the letter",
        "phones daughter to scan the letter",
    ]


def test_attempts_of_one_sitting_follow_each_other(write: Write, run_import: RunImport, document: Document) -> None:
    one, two = HEAD + "task: A\n---\n> x\n= completed\n", HEAD + "task: B\n---\n> x\n"
    other = "participant: P02\nmap: M\n---\n> x\n"
    run_import(write("notes.txt", f"{one}===\n# second\n{two}===\n{other}"))
    sittings = [session.sitting for session in document.read().find(Session)]
    assert sittings[0] == sittings[1] != ""
    assert sittings[2] == ""
    assert [session.outcome for session in document.read().find(Session)] == [
        "completed",
        "not_observed",
        "not_observed",
    ]


def test_without_times_there_is_order_and_no_duration(write: Write, run_import: RunImport, document: Document) -> None:
    run_import(write("notes.txt", HEAD + "---\n> A\n!2 slow #t\n> B\n"))
    (session,) = document.read().find(Session)
    assert (session.timed, session.started_at_ms, session.ended_ms) == (False, None, None)
    entries = document.read().find(Observation)
    assert [(entry.at_ms, entry.seq, entry.kind) for entry in entries] == [
        (None, 1, "visit"),
        (None, 2, "pain"),
        (None, 3, "visit"),
    ]


def test_times_may_be_iso_and_order_is_time_then_line(write: Write, run_import: RunImport, document: Document) -> None:
    text = HEAD + "started: 2026-03-02 10:00\nzone: Europe/London\n---\n[00:30] > B\nno time of its own\n[00:05] > A\n"
    text += "[2026-03-02T10:01:00Z] > C\n2026-03-02T11:02:00+01:00 = completed\n"
    run_import(write("notes.txt", text))
    reader = document.read()
    titles = {step.id: step.title for step in reader.find(Step)}
    told = [(e.at_ms, titles.get(e.step_id or "", e.text)) for e in reader.find(Observation)]
    assert told == [(5000, "A"), (30_000, "B"), (30_000, "no time of its own"), (60_000, "C")]
    assert reader.find(Session)[0].ended_ms == 120_000
    assert [step.title for step in reader.find(Step)] == ["A", "B", "C"]


def test_a_time_before_the_start_makes_the_session_incomplete(
    write: Write, run_import: RunImport, document: Document
) -> None:
    text = HEAD + "started: 2026-03-02T10:00:00Z\n---\n[2026-03-02T09:00:00Z] > early\n[00:05] > A\n"
    result = run_import(write("notes.txt", text))
    assert result.rejected == [("notes.txt", 5, "the time lies before the start of the session")]
    assert (result.read, result.kept) == (2, 1)
    assert document.read().find(Session)[0].quality_reason == "incomplete: 1 row rejected"


def test_lines_that_cannot_be_read_are_kept_as_notes_and_told(
    write: Write, run_import: RunImport, document: Document
) -> None:
    result = run_import(write("notes.txt", HEAD + "---\n> A\n= nowhere\n!9 x\n[2026-13-01T00:00:00Z] y\n"))
    kept = [entry.text for entry in document.read().find(Observation) if entry.kind == "marker"]
    assert kept == ["= nowhere", "!9 x", "[2026-13-01T00:00:00Z] y"]
    assert result.rejected == []
    assert any("kept as plain notes: 5, 6, 7" in told for told in result.announcements)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("inclusion: eleven", "the inclusion “eleven” is not a number from 1 to 9"),
        ("inclusion: 0", "the inclusion “0” is not a number from 1 to 9"),
        ("started: later", "the time “later” could not be read"),
        ("method: tea leaves", "“tea leaves” is no method"),
        ("zone: Mars", "there is no time zone “Mars”"),
        ("participant: P02", "“participant” is given twice; the first one counts"),
        ("no colon", "“no colon” is no line of a head"),
        ("consent: notes, world", "names something unknown; kept: notes"),
        ("consent: sure", "names something unknown; kept: refused"),
    ],
)
def test_a_bad_value_in_the_head_is_listed_and_the_session_counts(
    write: Write, run_import: RunImport, document: Document, line: str, reason: str
) -> None:
    result = run_import(write("notes.txt", f"{HEAD}{line}\n---\n> A\n"))
    ((file, number, told),) = result.rejected
    assert (file, number) == ("notes.txt", 3)
    assert reason in told
    assert (result.read, result.kept) == (2, 1)
    assert document.read().find(Session)[0].quality == "ok"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("none", "refused"),
        ("refused", "refused"),
        ("quotes, Sharing with the team", "given"),
        (None, None),
        ("sure", "refused"),
    ],
)
def test_consent_is_given_refused_or_not_recorded(
    write: Write, run_import: RunImport, document: Document, words: str | None, state: str | None
) -> None:
    run_import(write("notes.txt", HEAD + (f"consent: {words}\n" if words else "") + "---\n> A\n"))
    assert [consent.state for consent in document.read().find(Consent)] == ([state] if state else [])


def test_not_asked_names_steps_or_labels(write: Write, run_import: RunImport, document: Document) -> None:
    one = HEAD + "not asked: b, Pay\n---\n> A\n"
    two = "participant: P02\nmap: M\nnot asked: x, y\nnot asked: Pay\n---\n> A\n> B\n"
    run_import(write("notes.txt", f"{one}===\n{two}"))
    steps = {step.title: step.id for step in document.read().find(Step)}
    told = [(s.not_asked_step_ids, s.not_asked_labels) for s in document.read().find(Session)]
    assert told == [((steps["B"],), ("Pay",)), ((), ("x, y", "Pay"))]


def test_unknown_steps_of_an_existing_map_stay_labels_unless_placed(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("one.txt", HEAD + "---\n> A\n> B\n"))
    run_import(write("two.txt", "participant: P02\nmap: m\n---\n> a\n> Ask  a friend\n> ask  a FRIEND\n"))
    assert [step.title for step in document.read().find(Step)] == ["A", "B"]
    labels = [e.raw_label for e in document.read().find(Observation) if e.raw_label]
    assert labels == ["Ask  a friend", "Ask  a friend"]
    run_import(write("three.txt", "participant: P03\nmap: M\n---\n> Phone\n"), place=True)
    assert [step.title for step in document.read().find(Step)] == ["A", "B", "Phone"]


def test_a_person_who_is_known_stays_as_known(write: Write, run_import: RunImport, document: Document) -> None:
    run_import(write("one.txt", HEAD + "inclusion: 3\n---\n> A\n"))
    result = run_import(write("two.txt", HEAD + "inclusion: 5\nage: 70\n---\n> B\n"))
    (person,) = document.read().find(Participant)
    assert (person.digital_inclusion, person.attributes) == (3, (("age", "70"),))
    told = "\n".join(result.announcements)
    assert "P01 is known otherwise, and stays so: inclusion: 5" in told
    assert "Taken for the same people as in the project already: P01" in told
    document.undo()
    assert document.read().find(Participant)[0].attributes == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[00:05] > Find\n", "line 1: this session has no head"),
        ("# x\njust words\n", "line 2: this session has no head"),
        (HEAD + "---\n> A\n===\n> B\n", "line 6: this session has no head"),
        ("map: M\n---\n> A\n", "line 1: the head names no participant"),
        ("participant: P\n---\n> A\n", "the head names no map"),
        ("# only a comment\n", "holds no session"),
        ("", "is empty"),
        (HEAD + "---\n" + "x" * 4_100_000, "a line of more than 4 million"),
    ],
)
def test_a_text_without_a_head_changes_nothing(
    write: Write, run_import: RunImport, document: Document, content: str, told: str
) -> None:
    with pytest.raises(Problem, match=told) as problem:
        run_import(write("notes.txt", content))
    assert "notes.txt" in str(problem.value)
    assert document.read().count(ImportBatch) == document.read().count(Session) == 0


def test_of_several_sessions_one_without_a_participant_is_listed(write: Write, run_import: RunImport) -> None:
    result = run_import(write("notes.txt", HEAD + "---\n> A\n===\nmap: M\n---\n> B\n"))
    assert result.sessions == 1
    assert result.rejected == [("notes.txt", 6, "the head names no participant, so its session was left out")]


def test_a_session_without_a_participant_is_one_row_of_the_account_even_where_it_has_no_entries(
    write: Write, run_import: RunImport
) -> None:
    result = run_import(write("notes.txt", HEAD + "---\n> A\n===\nmap: M\n---\n"))
    assert (result.read, result.kept, result.rejected_count, result.left_out) == (2, 1, 1, 0)
