"""The table of entries, the public contract for analysts: its columns, what they hold, and their documentation."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.filters import Filter
from journeymap.core.model import Attachment, Consent, JourneyMap, Observation, Participant, Phase, Session, Step
from journeymap.core.progress import Progress
from journeymap.core.reader import Edit
from journeymap.interchange.importing import import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.report.build import build_report
from journeymap.report.entry_columns import COLUMNS, ENTRY_COLUMNS, PUBLIC_COLUMNS, SESSION_COLUMNS
from journeymap.store.document import Document
from tests.report.reading import written

START_MS = 1_772_445_600_000
NOTES = """participant: P07
round: Round 1
map: Permit
task: Renew it
started: 2026-03-02T10:00:00Z
method: usability_test
inclusion: 4
consent: notes, quotes, share_team, share_org
observer: Jo
colour: red
---
[00:00:01] > Find
[00:00:02] !3 stuck #upload #slow
[00:00:03] -- pause
[00:00:13] -- resume
[00:00:14] * merge both
[00:00:20] > Pay
[00:00:21] "at last
[00:00:30] = completed
===
participant: P07
round: Round 1
map: Permit
started: 2026-03-02T11:00:00Z
---
[00:00:05] > Find
"""


@contextmanager
def project(folder: Path, text: str = NOTES) -> Iterator[Document]:
    with Document.create(folder / "p.journey", title="Permits", clock=FixedClock()) as document:
        source = folder / "notes.txt"
        source.write_text(text, encoding="utf-8")
        with document.edit("Import") as edit:
            import_sources(edit, [source], ImportOptions(), Progress())
        yield document


def rows(document: Document, audience: str = "team", at_ms: int = 0, **chosen: Any) -> list[dict[str, Any]]:
    reader = document.read()
    report = build_report(reader, Filter(reader.find(JourneyMap)[0].id, **chosen), audience=audience, made_at_ms=at_ms)
    return [dict(zip(report.entries.columns, row, strict=True)) for row in report.entries.rows]


def test_the_documentation_has_exactly_the_columns_in_their_order(project_root: Path) -> None:
    text = (project_root / "resources" / "entries-table.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.+) \|$", text, re.MULTILINE)
    assert documented == [(each.name, each.kind, each.meaning) for each in (*SESSION_COLUMNS, *ENTRY_COLUMNS)]
    assert ", ".join(f"`{name}`" for name in PUBLIC_COLUMNS) in text
    examples = set(re.findall(r'\["(\w+)"\]|\$(\w+)', text))
    assert {first or second for first, second in examples} - set(COLUMNS) == set()


def test_every_value_is_of_the_type_that_is_documented(tmp_path: Path) -> None:
    types = {"text": str, "whole number": int, "true/false": bool, "time": str}
    with project(tmp_path) as document:
        found = rows(document)
    for column in (*SESSION_COLUMNS, *ENTRY_COLUMNS):
        values = [row[column.name] for row in found if row[column.name] is not None]
        assert {type(value) for value in values} <= {types[column.kind]}, column.name
        if column.kind == "time":
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value) for value in values)


def test_a_row_says_who_where_when_and_what(tmp_path: Path) -> None:
    with project(tmp_path) as document:
        first, pain, pause, _, idea, _, quote, again = rows(document)
    person = {
        "session": 1, "participant": "P07", "digital_inclusion": 4, "round": "Round 1", "method": "usability_test",
        "map": "Permit", "task": "Renew it", "sitting": 1, "attempt": 1, "mode": "imported", "timed": True,
        "started": "2026-03-02T10:00:00.000Z", "outcome": "completed", "ended_ms": 30_000, "duration_ms": 20_000,
        "quality": "ok", "consent": "notes, quotes, share_team, share_org", "person_attributes": "colour=red",
    }  # fmt: skip
    assert {name: first[name] for name in person} == person
    assert (again["session"], again["sitting"], again["attempt"], again["consent"]) == (2, 1, 2, "not recorded")
    assert {name: pain[name] for name in ("kind", "at", "at_ms", "step", "impact", "pain_point", "tags", "text")} == {
        "kind": "pain", "at": "2026-03-02T10:00:02.000Z", "at_ms": 2000, "step": "Find", "impact": 3,
        "pain_point": "stuck", "tags": "upload slow", "text": "stuck",
    }  # fmt: skip
    assert [row["counted"] for row in (first, pain, pause, idea, quote)] == [True, True, False, False, True]
    assert (quote["at_ms"], quote["active_ms"]) == (21_000, 11_000)
    assert (quote["observer"], quote["lead"], quote["source"], quote["picture"]) == ("Jo", True, "import", False)


def change(document: Document, kind: type[Any], found: dict[str, Any], **values: Any) -> None:
    with document.edit("Change") as edit:
        (entity,) = edit.find(kind, **found)
        edit.put(replace(entity, **values))


def put_entry(edit: Edit, session: Session, seq: int, at_ms: int, kind: str, **values: Any) -> None:
    entry = Observation(
        id=edit.clock.new_id(), project_id=edit.project_id, session_id=session.id, seq=seq, at_ms=at_ms, kind=kind
    )
    edit.put(replace(entry, **values))


def test_what_is_new_of_people_sessions_and_entries_is_there(tmp_path: Path) -> None:
    with project(tmp_path) as document:
        change(
            document, Participant, {}, segments=("carer", "rural"), device="phone", language="cy", assistive_tech="JAWS"
        )
        change(document, Session, {"seq": 1}, satisfaction=4, ease=6, attributes=(("room", "B"),))
        with document.edit("More") as edit:
            session = edit.find(Session, seq=1)[0]
            (step,) = edit.find(Step, title="Find")
            phase = Phase(id=edit.clock.new_id(), project_id=edit.project_id, map_id=step.map_id, position=0, title="A")
            edit.put(phase)
            edit.put(replace(step, phase_id=phase.id))
            picture = Attachment(
                id=edit.clock.new_id(), project_id=edit.project_id, name="x", media_type="image/png", sha256="0",
                data=b"x",
            )  # fmt: skip
            edit.put(picture)
            gap = (("gap", "asleep"), ("counted", "yes"))
            put_entry(edit, session, 90, 22_000, "marker", until_ms=25_000, text="pause", attributes=gap)
            put_entry(
                edit, session, 91, 26_000, "visit", step_id=step.id, observer="Max", attachment_id=picture.id,
                attributes=(("device", "tablet"),),
            )  # fmt: skip
            put_entry(edit, session, 92, 27_000, "do", text="x", observer="Jo")
            put_entry(edit, session, 93, 28_000, "pain", observer="Max")
        found = {row["entry"]: row for row in rows(document) if row["session"] == 1}
        board = {row["entry"]: row for row in rows(document, "board") if row["session"] == 1}
    asleep, other, own, pain = (found[at] for at in (8, 9, 10, 11))
    assert (asleep["gap"], asleep["gap_counted"], asleep["attributes"], asleep["until_ms"]) == (
        "asleep",
        True,
        None,
        25_000,
    )
    assert (other["step"], other["phase"], other["observer"], other["lead"]) == ("Find", "A", "Max", False)
    assert (other["counted"], other["picture"], other["attributes"]) == (False, True, "device=tablet")
    assert (own["step"], own["lead"], own["counted"], own["active_ms"]) == ("Pay", True, True, 17_000)
    assert (pain["lead"], pain["counted"], pain["step"]) == (False, True, "Pay")
    person = {"segments": "carer; rural", "device": "phone", "language": "cy", "assistive_tech": "JAWS"}
    assert {name: own[name] for name in person} == person
    assert (own["satisfaction"], own["ease"], own["session_attributes"]) == (4, 6, "room=B")
    assert [board[at]["observer"] for at in (8, 9, 10, 11)] == [None, "observer 2", None, "observer 2"]
    assert [board[at]["lead"] for at in (8, 9, 10, 11)] == [True, False, True, False]
    assert {row["session_attributes"] for row in board.values()} == {None}
    assert board[8]["gap_counted"] is True
    assert {name: board[10][name] for name in ("counted", "active_ms", "step")} == {
        "counted": True, "active_ms": 17_000, "step": "Pay",
    }  # fmt: skip


def test_consent_that_has_run_out_lets_nothing_through(tmp_path: Path) -> None:
    with project(tmp_path) as document:
        change(document, Consent, {}, expires_at_ms=START_MS)
        assert {row["session"] for row in rows(document, at_ms=START_MS - 1)} == {1, 2}
        assert {row["session"] for row in rows(document, at_ms=START_MS)} == {2}
        assert rows(document, "board", at_ms=START_MS) == []


@pytest.mark.parametrize("audience", ["team", "board", "public"])
def test_segments_choose_sessions_for_every_audience(tmp_path: Path, audience: str) -> None:
    text = NOTES.partition("===")[0].replace("share_org", "share_org, publish")
    people = "===\n".join(text.replace("P07", f"P{number}") for number in range(12))
    with project(tmp_path, people) as document:
        with document.edit("Segments") as edit:
            for person in edit.find(Participant):
                in_it = int(person.pseudonym[1:]) < 6
                edit.put(replace(person, segments=("carer" if in_it else "other",)))
        every, carers = rows(document, audience), rows(document, audience, segments=("Carer",))
    assert (len(carers), len(every)) == (len(every) // 2, 12 * 7)
    assert audience != "public" or "segments" not in carers[0]


def test_a_time_that_no_calendar_has_is_empty_in_the_table(tmp_path: Path) -> None:
    far = NOTES.partition("===")[0].replace("[00:00:21]", "[999999999:00:21]").replace("[00:00:30] =", "=")
    with project(tmp_path, far) as document:
        reader = document.read()
        report = build_report(reader, Filter(reader.find(JourneyMap)[0].id))
        found = rows(document)
        written(report, tmp_path / "out")
    assert [(row["at"], row["at_ms"]) for row in found if row["kind"] == "quote"] == [(None, 3_599_999_996_421_000)]


def test_the_same_project_gives_the_same_file(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with project(tmp_path / name) as document:
            reader = document.read()
            report = build_report(reader, Filter(reader.find(JourneyMap)[0].id))
            again = build_report(reader, Filter(reader.find(JourneyMap)[0].id))
            assert report.entries == again.entries
            files.append(written(report, tmp_path / name)["entries"].read_bytes())
    assert len(set(files)) == 1
    assert files[0].startswith(b",".join(name.encode() for name in COLUMNS) + b"\r\n1,")
