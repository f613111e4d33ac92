"""Event logs as tables: columns guessed and named, rows kept and rejected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from journeymap.core.errors import Problem
from journeymap.core.model import ImportBatch, Observation, Participant, Session, Step
from journeymap.interchange.importing import ImportResult
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]
RunImport = Callable[..., ImportResult]
HEADER = "case,activity,timestamp\n"


def rows(count: int, time: str = "2026-03-02T10:00:{:02d}Z", cases: int = 2) -> str:
    """Rows of several cases that lie among each other."""
    return "".join(f"c{i % cases},step {i // cases},{time.format(i % 60)}\n" for i in range(count))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("case:concept:name,concept:name,time:timestamp", "case:concept:name concept:name time:timestamp"),
        ("Case ID,Activity,Complete Timestamp", "Case ID|Activity|Complete Timestamp"),
        ("session,step,time", "session step time"),
        ("Activity,caseid,timestamp,concept:name,case:concept:name", "case:concept:name concept:name timestamp"),
        (
            "case:concept:name,concept:name,time:timestamp,start_timestamp",
            "case:concept:name concept:name start_timestamp time:timestamp",
        ),
        ("case_id,activity,start,end", "case_id activity start end"),
        ("case_id,activity,timestamp,end_time", "case_id activity timestamp end_time"),
    ],
)
def test_columns_in_common_use_are_guessed(write: Write, run_import: RunImport, header: str, columns: str) -> None:
    values = {"activity": "a", "step": "a", "concept:name": "a"}
    times = ("time", "start", "end", "stamp")
    fields = [
        values.get(n.lower()) or ("2026-03-02" if any(t in n.lower() for t in times) else "c")
        for n in header.split(",")
    ]
    result = run_import(write("log.csv", f"{header}\n{','.join(fields)}\n"))
    names = columns.split("|") if "|" in columns else columns.split()
    assert result.columns == dict(zip(("case", "step", "time", "end"), names, strict=False))


def test_named_columns_go_before_guesses(write: Write, run_import: RunImport, document: Document) -> None:
    text = "case,activity,timestamp,who,what,when\nc,a,2026-01-01,me,b,2026-01-02T00:00:00Z\n"
    result = run_import(write("log.csv", text), case="who", step="What", time="when")
    assert result.columns == {"case": "who", "step": "what", "time": "when"}
    assert [step.title for step in document.read().find(Step)] == ["b"]


def test_a_named_column_that_is_missing_is_told_with_those_there_are(write: Write, run_import: RunImport) -> None:
    with pytest.raises(Problem, match=r"log\.csv, line 1: there is no column “who” .* “case”, “activity”"):
        run_import(write("log.csv", HEADER + rows(4)), case="who")


def test_a_column_that_cannot_be_guessed_is_asked_for(write: Write, run_import: RunImport) -> None:
    with pytest.raises(Problem, match=r"no column was found for the time .* --time"):
        run_import(write("log.csv", "case,activity,x\nc,a,b\n"))


def test_events_are_ordered_by_time_and_ties_by_the_file(
    write: Write, run_import: RunImport, document: Document
) -> None:
    lines = (
        "c,late,2026-03-02T12:00:00+01:00",
        "c,tie one,2026-03-02T10:30:00Z",
        "c,tie two,2026-03-02T11:30:00+01:00",
        "c,early,2026-03-02T10:00:00Z",
        "c,finer second,2026-03-02T10:00:00.123456789Z",
        "c,finer first,2026-03-02T10:00:00.123456788Z",
    )
    run_import(write("log.csv", HEADER + "\n".join(lines) + "\n"))
    reader = document.read()
    titles = {step.id: step.title for step in reader.find(Step)}
    visits = reader.find(Observation)
    assert [titles[visit.step_id or ""] for visit in visits] == [
        "early", "finer first", "finer second", "tie one", "tie two", "late",
    ]  # fmt: skip
    assert [visit.at_ms for visit in visits] == [0, 123, 123, 1_800_000, 1_800_000, 3_600_000]
    assert [visit.seq for visit in visits] == [1, 2, 3, 4, 5, 6]


def test_a_case_is_one_session_of_the_person_called_as_it(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("log.csv", HEADER + "NA,a,2026-03-02T10:00:00Z\nNA,b,2026-03-02T10:00:09Z\n"))
    reader = document.read()
    (person,), (session,) = reader.find(Participant), reader.find(Session)
    assert person.pseudonym == session.case_id == "NA"
    assert (session.mode, session.outcome, session.timed, session.ended_ms) == ("imported", "not_observed", True, 9000)
    assert session.started_at_ms == 1_772_445_600_000
    assert {visit.source for visit in reader.find(Observation)} == {"import"}


def test_a_start_orders_and_the_time_beside_it_is_the_end(
    write: Write, run_import: RunImport, document: Document
) -> None:
    header = "case_id,activity,time:timestamp,start_timestamp\n"
    text = "c,b,2026-03-02T10:00:30Z,2026-03-02T10:00:20Z\nc,a,2026-03-02T10:00:40Z,2026-03-02T10:00:00Z\n"
    run_import(write("log.csv", header + text))
    assert [(v.at_ms, v.until_ms) for v in document.read().find(Observation)] == [(0, 40_000), (20_000, 30_000)]


def test_the_lifecycle_is_kept_as_an_attribute(write: Write, run_import: RunImport, document: Document) -> None:
    header = "case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource\n"
    result = run_import(write("log.csv", header + "c,a,2026-03-02,start,Sue\nc,a,2026-03-03,complete,Sue\n"))
    kept = [visit.attributes for visit in document.read().find(Observation)]
    assert kept == [(("lifecycle", "start"),), (("lifecycle", "complete"),)]
    assert any("were not imported: 1" in told for told in result.announcements)


def test_one_bad_time_is_rejected_and_its_session_not_counted(
    write: Write, run_import: RunImport, document: Document
) -> None:
    result = run_import(write("log.csv", HEADER + rows(5) + "c1,step 9,soon\n" + rows(4, "2026-03-03T10:00:{:02d}Z")))
    assert result.rejected == [("log.csv", 7, "the time “soon” could not be read")]
    assert (result.read, result.kept) == (10, 9)
    qualities = {s.case_id: (s.quality, s.quality_reason) for s in document.read().find(Session)}
    assert qualities == {"c0": ("ok", ""), "c1": ("incomplete", "incomplete: 1 row rejected")}
    (batch,) = document.read().find(ImportBatch)
    assert (batch.rows_read, batch.rows_kept, batch.rejected) == (10, 9, tuple(result.rejected))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("c0,a", "the row has 2 fields, the header 3"),
        ("c0,a,2026-03-02,x", "the row has 4 fields, the header 3"),
        (",a,2026-03-02", "the case is empty"),
        ("c0, ,2026-03-02", "the step is empty"),
        ("c0,a,", "the time is empty"),
        ("c0,a,2026-02-30", "there is no such time as “2026-02-30”"),
        ("c0,a,2026-03-02T10:00:00Z+02:00", "the time “2026-03-02T10:00:00Z+02:00” could not be read"),
        ('c0,"a,2026-03-02', "a quotation mark is never closed"),
        ('c0,"a"b,2026-03-02', "the quotation marks are in the wrong place"),
        (f"c0,{'x' * 140_000},2026-03-02", "a field is longer than 131,072 characters"),
    ],
)
def test_a_row_that_cannot_be_read_costs_no_other_row(
    write: Write, run_import: RunImport, line: str, reason: str
) -> None:
    result = run_import(write("log.csv", HEADER + rows(5) + line + "\n" + rows(5, "2026-03-04T10:00:{:02d}Z")))
    assert result.rejected == [("log.csv", 7, reason)]
    assert result.kept == 10


def test_an_unclosed_quotation_mark_far_from_the_end_costs_only_its_line(write: Write, run_import: RunImport) -> None:
    result = run_import(write("log.csv", HEADER + rows(3) + 'c1,"x,2026-03-02\n' + rows(8000)))
    assert (result.kept, len(result.rejected)) == (8003, 1)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_seen(write: Write, run_import: RunImport, separator: str, document: Document) -> None:
    text = (HEADER + 'c,"a\nb, c",2026-03-02\n').replace(",", separator).replace(f"b{separator}", "b,")
    run_import(write("log.csv", text))
    assert document.read().find(Step)[0].title == "a\nb, c"


def test_a_tsv_has_tabs(write: Write, run_import: RunImport) -> None:
    assert run_import(write("log.tsv", "case\tactivity\ttime\nc\ta, b\t2026-03-02\n")).kept == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_line_end_and_byte_order_mark_is_read(
    write: Write, run_import: RunImport, document: Document, end: str, encoding: str
) -> None:
    text = (HEADER + rows(4) + "c0,prüfen,2026-03-02T11:00:00Z\n").replace("\n", end)
    assert run_import(write("log.csv", text.encode(encoding))).kept == 5
    assert "prüfen" in {step.title for step in document.read().find(Step)}


def test_windows_1252_is_announced_and_another_encoding_can_be_said(
    write: Write, run_import: RunImport, document: Document
) -> None:
    text = HEADER + "c,Straße,2026-03-02T11:00:00Z\n"
    result = run_import(write("log.csv", text.encode("cp1252")))
    assert any("Windows-1252" in told for told in result.announcements)
    result = run_import(write("other.csv", text.replace("c,", "d,").encode("cp850")), encoding="cp850")
    assert {step.title for step in document.read().find(Step)} == {"Straße"}
    assert result.kept == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "\n\n", "holds no text"),
        ("a.csv", HEADER, "holds no rows"),
        ("a.csv", "x\n1\n", "line 1: no column was found for the case"),
        ("a.csv", HEADER + "c,a,when\nd,a,then\n", "none of its rows could be read; line 2: the time “when”"),
        ("a.csv", b"case,activity,timestamp\nc,\0,2026-01-01\n", "holds NUL bytes .*byte 27"),
        ("a.csv", (HEADER + rows(4)).encode("utf-16-le"), "--encoding utf-16"),
        ("a.csv", HEADER.encode() + b"c,\x81\xff,2026-01-01\n", "neither UTF-8 nor Windows-1252: byte 27"),
        ("a.csv", HEADER + "x" * 4_200_000, "a line of more than 4 million characters"),
        ("a.pages", "x", "of a kind that cannot be imported"),
    ],
)
def test_a_table_of_which_nothing_can_be_kept_changes_nothing(
    write: Write, run_import: RunImport, document: Document, name: str, content: str | bytes, told: str
) -> None:
    with pytest.raises(Problem, match=told) as problem:
        run_import(write(name, content))
    assert name in str(problem.value)
    assert document.read().count(ImportBatch) == document.read().count(Session) == 0


def test_dates_with_slashes_follow_what_any_row_says(write: Write, run_import: RunImport, document: Document) -> None:
    text = HEADER + "c,a,03/02/2026 10:00\n" + "c,b,04/02/2026 10:00\n" * 300 + "c,c,03/14/2026 10:00\n"
    result = run_import(write("log.csv", text))
    assert (result.kept, result.rejected) == (302, [])
    assert any("month/day/year" in told for told in result.announcements)
    assert document.read().find(Session)[0].started_at_ms == 1_772_445_600_000
