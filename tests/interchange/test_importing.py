"""One import is one batch: what it makes, what it leaves alone, how it is undone."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from journeymap.core.edits.steps import rename_step
from journeymap.core.errors import Problem
from journeymap.core.model import (
    ENTITIES,
    ImportBatch,
    JourneyMap,
    Observation,
    Participant,
    Project,
    Round,
    Session,
    Step,
)
from journeymap.core.progress import Progress
from journeymap.interchange.gathering import Ids
from journeymap.interchange.importing import ImportResult, import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]
RunImport = Callable[..., ImportResult]
HEADER = "case,activity,timestamp\n"
ONE = HEADER + "c1,a,2026-03-02T10:00:00Z\nc1,b,2026-03-02T10:00:05Z\nc2,b,2026-03-02T11:00:00Z\n"
NOTES = "participant: P01\nround: One\nmap: M\nstarted: 2026-03-02T10:00:00Z\n---\n[00:01] > a\n[00:02] !2 x #t\n"


def counts(document: Document) -> dict[str, int]:
    return {kind.__name__: document.read().count(kind) for kind in ENTITIES if kind is not Project}


def test_undo_switches_the_whole_import_off_and_redo_on(
    write: Write, run_import: RunImport, document: Document
) -> None:
    before = counts(document)
    run_import(write("log.csv", ONE), write("notes.txt", NOTES), map="M")
    after = counts(document)
    document.undo()
    assert {**counts(document), "ImportBatch": 0} == before
    document.redo()
    assert counts(document) == after


def test_the_journal_holds_the_batch_and_not_its_rows(write: Write, document: Document) -> None:
    seen: list[int] = []
    document.subscribe(lambda changes: seen.append(len(changes.items)))
    with document.edit("Import") as edit:
        result = import_sources(edit, [write("log.csv", ONE)], ImportOptions(), Progress())
    assert seen == [1]
    assert result.batch.live
    assert result.batch.digest == document.read().find(ImportBatch)[0].digest != ""


def test_an_import_that_is_taken_back_shows_the_same_and_leaves_nothing(write: Write, document: Document) -> None:
    class DryRunError(Exception):
        pass

    path = write("log.csv", ONE + "c3,x,soon\n")
    results: list[ImportResult] = []
    with pytest.raises(DryRunError), document.edit("Import") as edit:
        results.append(import_sources(edit, [path], ImportOptions(), Progress()))
        raise DryRunError
    assert set(counts(document).values()) == {0}
    with document.edit("Import") as edit:
        results.append(import_sources(edit, [path], ImportOptions(), Progress()))
    dry, real = results
    assert (dry.read, dry.kept, dry.rejected, dry.made) == (real.read, real.kept, real.rejected, real.made)


def test_all_files_of_one_import_share_a_new_map_with_every_step(
    write: Write, run_import: RunImport, document: Document
) -> None:
    other = HEADER + "d1,c,2026-03-02T10:00:00Z\nd1,b,2026-03-02T10:00:05Z\nd1,d,2026-03-02T10:00:06Z\n"
    result = run_import(write("first log.csv", ONE), write("second.csv", other))
    assert [journey.title for journey in document.read().find(JourneyMap)] == ["first log"]
    assert {step.title for step in document.read().find(Step)} == {"a", "b", "c", "d"}
    assert [step.position for step in document.read().find(Step)] == [0, 1, 2, 3]
    assert (result.read, result.sessions, len(result.batch.sources)) == (6, 3, 2)


def test_a_log_matches_titles_exactly_and_takes_the_only_map(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("one.csv", ONE))
    result = run_import(write("two.csv", HEADER + "c9,A,2026-03-02T10:00:00Z\nc9,a,2026-03-02T10:00:05Z\n"))
    assert document.read().count(JourneyMap) == 1
    session = document.read().find(Session, case_id="c9")[0]
    assert [v.raw_label for v in document.read().find(Observation, session_id=session.id)] == ["A", None]
    assert result.made["steps"] == []


def test_a_renamed_step_is_found_by_the_titles_it_had_exactly_and_its_title_first(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("log.csv", ONE))
    steps = {step.title: step.id for step in document.read().find(Step)}
    with document.edit("Rename") as edit:
        rename_step(edit, steps["a"], "Start")
        rename_step(edit, steps["b"], "a")
        rename_step(edit, steps["b"], "End")
        rename_step(edit, steps["b"], "b")
    later = HEADER + "".join(f"c3,{title},2026-03-03T10:00:0{at}Z\n" for at, title in enumerate(["a", "End", "b", "A"]))
    run_import(write("later.csv", later))
    (session,) = document.read().find(Session, case_id="c3")
    visits = [(found.step_id, found.raw_label) for found in document.read().find(Observation, session_id=session.id)]
    assert visits == [(steps["a"], None), (steps["b"], None), (steps["b"], None), (None, "A")]
    run_import(
        write("notes.txt", NOTES.replace("P01", "P9").replace("> a", "> START\n[00:01] > end\n[00:01] > A")), map="log"
    )
    (session,) = document.read().find(Session, round_id=document.read().find(Round)[0].id)
    found = document.read().find(Observation, session_id=session.id, kind="visit")
    assert [visit.step_id for visit in found] == [steps["a"], steps["b"], steps["a"]]


def test_an_untimed_session_is_known_again_after_its_steps_were_renamed(
    write: Write, run_import: RunImport, document: Document
) -> None:
    told = "participant: P01\nround: One\nmap: M\n---\n> a\n> b\n= completed\n"
    run_import(write("notes.txt", told))
    first = document.read().find(Step)[0]
    with document.edit("Rename") as edit:
        rename_step(edit, first.id, "Start")
    result = run_import(write("again.txt", f"{told}===\n{told.replace('> b', '> a')}"))
    assert (len(result.skipped), document.read().count(Session)) == (1, 2)


def test_with_several_maps_a_log_must_say_which(write: Write, run_import: RunImport, document: Document) -> None:
    run_import(write("one.csv", ONE), map="One")
    run_import(write("notes.txt", NOTES))
    two = write("two.csv", ONE.replace("c1", "d1"))
    with pytest.raises(Problem, match=r"several maps.*“One”, “M”"):
        run_import(two)
    assert run_import(two, map="one").made["maps"] == []
    assert run_import(write("three.csv", ONE.replace("c1", "e1")), map="Three").made["maps"] == ["Three"]


def test_a_file_that_was_imported_is_refused_until_it_is_undone(
    write: Write, run_import: RunImport, document: Document
) -> None:
    log = write("log.csv", ONE)
    run_import(log)
    with pytest.raises(Problem, match=r"log\.csv was imported already.*--again"):
        run_import(log)
    document.undo()
    assert run_import(log).sessions == 2


def test_sessions_that_are_there_already_are_listed_and_skipped(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("log.csv", ONE), write("notes.txt", NOTES), map="M")
    with pytest.raises(Problem, match=r"All 2 sessions of log\.csv are in the project already"):
        run_import(write("log.csv", ONE), again=True)
    result = run_import(write("more.csv", ONE + "c3,a,2026-03-02T10:00:00Z\n"))
    assert [reason for _, _, reason in result.skipped] == [
        "the session of c1 is in the project already",
        "the session of c2 is in the project already",
    ]
    assert (result.read, result.kept, result.sessions) == (4, 1, 1)
    result = run_import(write("notes2.txt", NOTES + "===\n" + NOTES.replace("T10", "T11")))
    assert [line for _, line, _ in result.skipped] == [1]
    assert document.read().count(Session) == 5


def test_untimed_sessions_are_the_same_when_the_same_happened(
    write: Write, run_import: RunImport, document: Document
) -> None:
    text = "participant: P01\nmap: M\n---\n> a\n!2 x #t\n"
    run_import(write("a.txt", text))
    with pytest.raises(Problem, match="in the project already"):
        run_import(write("b.txt", "# again\n" + text))
    run_import(write("c.txt", text + "> b\n"))
    assert document.read().count(Session) == 2


def test_the_same_case_is_the_same_person_unless_kept_apart_by_round(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("one.csv", ONE), round="Round 1")
    later = ONE.replace("2026", "2027")
    result = run_import(write("two.csv", later), round="round 1")
    assert any("c1, c2" in told for told in result.announcements)
    run_import(write("three.csv", ONE.replace("2026", "2028")), round="Round 2", people_per_round=True)
    names = sorted(person.pseudonym for person in document.read().find(Participant))
    assert names == ["c1", "c1 (Round 2)", "c2", "c2 (Round 2)"]
    assert [round_.title for round_ in document.read().find(Round)] == ["Round 1", "Round 2"]


def test_strict_refuses_any_rejected_row(write: Write, run_import: RunImport, document: Document) -> None:
    with pytest.raises(Problem, match=r"log\.csv, line 5: the time “soon” .*--strict"):
        run_import(write("log.csv", ONE + "c3,x,soon\n"), strict=True)
    assert set(counts(document).values()) == {0}
    assert run_import(write("log.csv", ONE), strict=True).kept == 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"format": "excel"}, "“excel” is no format"),
        ({"encoding": "klingon"}, "no encoding “klingon”"),
        ({"encoding": "base64"}, "no encoding “base64”"),
        ({"zone": "Mars"}, "no time zone “Mars”"),
        ({"encoding": "ascii"}, "is not ascii"),
    ],
)
def test_what_cannot_be_meant_is_a_problem(
    write: Write, run_import: RunImport, document: Document, options: dict[str, str], told: str
) -> None:
    with pytest.raises(Problem, match=told):
        run_import(write("log.csv", ONE + "c3,ä,2026-01-01\n"), **options)
    assert set(counts(document).values()) == {0}


def test_files_that_are_not_there_are_named(run_import: RunImport, tmp_path: Path, write: Write) -> None:
    with pytest.raises(Problem, match=r"missing\.csv is not there"):
        run_import(tmp_path / "missing.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(Problem, match="is a folder"):
        run_import(tmp_path / "folder.csv")
    log = write("log.csv", ONE)
    with pytest.raises(Problem, match="named twice"):
        run_import(log, log)
    assert run_import(write("log.dat", ONE), format="csv").kept == 3


def test_one_bad_file_of_several_changes_nothing(write: Write, run_import: RunImport, document: Document) -> None:
    with pytest.raises(Problem, match=r"bad\.csv"):
        run_import(write("log.csv", ONE), write("bad.csv", HEADER))
    assert set(counts(document).values()) == {0}


def test_steps_of_a_new_map_are_ordered_by_where_they_come(
    write: Write, run_import: RunImport, document: Document
) -> None:
    text = HEADER
    for case, path in enumerate(("xcba", "cba", "ca", "a", "xcxcxca")):
        text += "".join(f"{case},{step},2026-03-02T10:00:{i:02d}Z\n" for i, step in enumerate(path))
    run_import(write("log.csv", text))
    # "a" comes first in one session of a single step and last in the other four.
    assert [step.title for step in document.read().find(Step)] == ["x", "c", "b", "a"]


def test_cancelling_leaves_nothing(write: Write, document: Document) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Exception, match="Reading"), document.edit("Import") as edit:
        import_sources(edit, [write("log.csv", ONE)], ImportOptions(), progress)
    assert set(counts(document).values()) == {0}


def test_ids_of_bulk_rows_rise_and_are_of_version_7(document: Document) -> None:
    ids = Ids(document.clock)
    made = [ids() for _ in range(300)] + list(ids.series(300)) + [ids()]
    assert made == sorted(set(made))
    assert {(len(one), one[14], one[19] in "89ab") for one in made} == {(36, "7", True)}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("running-example.xes", "running-example"),
        ("running-example.csv", "running-example"),
        ("receipt.xes.gz", "receipt_xes"),
        ("receipt.csv", "receipt_csv"),
        ("traffic_fines_10k.csv", "traffic_fines_10k"),
    ],
)
def test_public_logs_have_the_events_that_others_count(
    run_import: RunImport, document: Document, shared_data: Path, name: str, key: str
) -> None:
    expected = json.loads((shared_data / "expected" / "eventlog_reference_pm4py.json").read_text())
    want = expected[key]
    result = run_import(shared_data / "eventlogs" / name)
    assert (result.read, result.kept, result.sessions) == (want["events"], want["events"], want["cases"])
    assert document.read().count(Step) == want["activities"]
    paths: dict[str, list[str]] = {}
    for session_id, step_id in document.read().columns(Observation, ["session_id", "step_id"]):
        paths.setdefault(session_id, []).append(step_id)
    titles = {step.id: step.title for step in document.read().find(Step)}
    edges = Counter(pair for path in paths.values() for pair in pairwise(path))
    assert len(edges) == want["dfg_edges"]
    assert len({tuple(path) for path in paths.values()}) == want["variants"]
    assert {titles[s]: n for s, n in Counter(path[0] for path in paths.values()).items()} == want["start_activities"]
    assert {titles[s]: n for s, n in Counter(path[-1] for path in paths.values()).items()} == want["end_activities"]
    for start, end, count in want["top20_edges"]:
        assert sum(n for (a, b), n in edges.items() if (titles[a], titles[b]) == (start, end)) == count


def test_a_project_without_a_zone_of_its_own_reads_in_utc_unless_said(
    write: Write, run_import: RunImport, document: Document
) -> None:
    with document.edit("Zone") as edit:
        project = edit.get(Project, edit.project_id)
        assert project is not None
        edit.put(replace(project, zone="Europe/Berlin"))
    run_import(write("log.csv", HEADER + "c,a,2026-03-02 11:00\n"))
    run_import(write("utc.csv", HEADER + "d,a,2026-03-02 11:00\n"), zone="UTC")
    starts = [(s.started_at_ms, s.zone) for s in document.read().find(Session)]
    assert starts == [(1_772_445_600_000, "Europe/Berlin"), (1_772_449_200_000, "UTC")]
