"""Who is the same person: by the name, across rounds, unless they are to be kept apart; and it is said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from journeymap.core.model import Participant, Round, Session
from journeymap.interchange.gathering import SamePerson
from journeymap.interchange.importing import ImportResult
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]
RunImport = Callable[..., ImportResult]


def text(day: int) -> str:
    return f"participant: P07\nmap: M\nstarted: 2026-03-{day:02d}T10:00:00Z\n---\n[00:01] > a\n"


def table(day: int) -> str:
    return f"case,activity,timestamp\nP07,a,2026-03-{day:02d}T10:00:00Z\n"


def xes(day: int) -> str:
    event = f'<string key="concept:name" value="a"/><date key="time:timestamp" value="2026-03-{day:02d}T10:00:00Z"/>'
    return f'<log><trace><string key="concept:name" value="P07"/><event>{event}</event></trace></log>'


def boris(day: int) -> str:
    seen = {"date": f"2026-03-{day:02d}T10:00:00", "events": [[1.0, "P07", "a", "", ""]]}
    behaviours = {"0": {"code": "a", "type": "Point event"}}
    return json.dumps({"project_format_version": "7.0", "behaviors_conf": behaviours, "observations": {"V": seen}})


KINDS = {"txt": text, "csv": table, "xes": xes, "boris": boris}


def rounds_by_person(document: Document) -> dict[str, set[str]]:
    rounds = {found.id: found.title for found in document.read().find(Round)}
    people = {person.id: person.pseudonym for person in document.read().find(Participant)}
    found: dict[str, set[str]] = {name: set() for name in people.values()}
    for session in document.read().find(Session):
        found[people[session.participant_id]].add(rounds[session.round_id or ""])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_name_in_another_round_is_the_same_person_and_it_is_said(
    write: Write, run_import: RunImport, document: Document, kind: str
) -> None:
    first = run_import(write(f"one.{kind}", KINDS[kind](2)), round="Round 1", map="M")
    assert first.same_people == []
    second = run_import(write(f"two.{kind}", KINDS[kind](3)), round="Round 2", map="M")
    assert rounds_by_person(document) == {"P07": {"Round 1", "Round 2"}}
    assert second.same_people == [SamePerson("P07", ("Round 1", "Round 2"), True)]
    told = "\n".join(second.announcements)
    assert "Taken for one person in several rounds, as the name is the same: P07 (Round 1, Round 2)." in told
    assert "--people per-round" in told


@pytest.mark.parametrize("kind", KINDS)
def test_people_are_kept_apart_by_rounds_when_that_is_asked_for(
    write: Write, run_import: RunImport, document: Document, kind: str
) -> None:
    run_import(write(f"one.{kind}", KINDS[kind](2)), round="Round 1", map="M")
    later = run_import(write(f"two.{kind}", KINDS[kind](3)), round="Round 2", map="M", people_per_round=True)
    assert later.same_people == []
    assert not any("same" in told for told in later.announcements)
    run_import(write(f"three.{kind}", KINDS[kind](4)), round="round 2", map="M", people_per_round=True)
    run_import(write(f"four.{kind}", KINDS[kind](5)), round="Round 1", map="M", people_per_round=True)
    assert rounds_by_person(document) == {"P07": {"Round 1"}, "P07 (Round 2)": {"Round 2"}}
    assert document.read().count(Session) == 4


def test_two_rounds_within_one_file_are_said_too(write: Write, run_import: RunImport, document: Document) -> None:
    both = "===\n".join(text(day).replace("map", f"round: Round {day}\nmap") for day in (2, 3))
    result = run_import(write("both.txt", both))
    assert result.same_people == [SamePerson("P07", ("Round 2", "Round 3"), False)]
    document.undo()
    apart = run_import(write("both.txt", both), people_per_round=True)
    assert (apart.same_people, apart.made["participants"]) == ([], 2)
    assert rounds_by_person(document) == {"P07 (Round 2)": {"Round 2"}, "P07 (Round 3)": {"Round 3"}}


def test_without_a_round_nobody_can_be_kept_apart_and_that_is_said(write: Write, run_import: RunImport) -> None:
    result = run_import(write("one.txt", text(2)), people_per_round=True)
    assert "Sessions that are of no round: their people keep their names." in result.announcements
