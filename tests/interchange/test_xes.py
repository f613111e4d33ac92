"""Event logs in XES: what is read, and what is refused."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from journeymap.core.errors import Problem
from journeymap.core.model import ImportBatch, Observation, Participant, Session, Step
from journeymap.interchange.importing import ImportResult
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]
RunImport = Callable[..., ImportResult]
START = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n'
END = "</log>"


def event(step: str, time: str = "2026-03-02T10:00:00Z", inner: str = "") -> str:
    named = f'<string key="concept:name" value="{step}"/><date key="time:timestamp" value="{time}"/>'
    return f"<event>{named}{inner}</event>\n"


def trace(case: str, *events: str) -> str:
    return f'<trace>\n<string key="concept:name" value="{case}"/>\n{"".join(events)}</trace>\n'


def steps(document: Document) -> set[str]:
    return {step.title for step in document.read().find(Step)}


def test_traces_are_sessions_and_events_visits(write: Write, run_import: RunImport, document: Document) -> None:
    life = '<string key="lifecycle:transition" value="complete"/>'
    log = trace("1", event("b", "2026-03-02T11:00:01+01:00"), event("a", inner=life)) + trace("NA", event("a"))
    result = run_import(write("log.xes", START + log + END))
    reader = document.read()
    assert (result.read, result.kept, result.sessions) == (3, 3, 2)
    assert {person.pseudonym for person in reader.find(Participant)} == {"1", "NA"}
    first = reader.find(Session)[0]
    assert [(v.at_ms, v.attributes) for v in reader.find(Observation, session_id=first.id)] == [
        (0, (("lifecycle", "complete"),)),
        (1000, ()),
    ]
    assert result.columns == {"case": "concept:name", "step": "concept:name", "time": "time:timestamp"}


def test_attributes_within_attributes_are_passed_over(write: Write, run_import: RunImport, document: Document) -> None:
    inner = (
        '<list key="l"><string key="concept:name" value="WRONG"><string key="concept:name" value="W"/></string></list>'
    )
    log = (
        START + "<trace>" + inner + '<string key="concept:name" value="c"/>' + event("right", inner=inner) + "</trace>"
    )
    run_import(write("log.xes", log + END))
    assert steps(document) == {"right"}
    assert document.read().find(Participant)[0].pseudonym == "c"


def test_prefixes_any_order_and_a_name_after_the_events(
    write: Write, run_import: RunImport, document: Document
) -> None:
    log = (
        '<x:log xmlns:x="http://www.xes-standard.org/"><x:trace><x:event>'
        "<x:string value='s &lt;b&gt; &amp;' key='concept:name'/><x:date value='2026-03-02' key='time:timestamp'/>"
        "</x:event><x:string key='concept:name' value='late'/></x:trace></x:log>"
    )
    run_import(write("log.xes", log))
    assert steps(document) == {"s <b> &"}
    assert document.read().find(Participant)[0].pseudonym == "late"


def test_gzip_and_the_encoding_that_the_file_names_are_read(
    write: Write, run_import: RunImport, document: Document
) -> None:
    for case, encoding in enumerate(("utf-8", "windows-1252", "utf-16")):
        log = START.replace("UTF-8", encoding) + trace(str(case), event(f"prüfen {encoding}")) + END
        packed = gzip.compress(log.encode(encoding), mtime=0)
        run_import(write(f"{encoding}.xes.gz", packed), map="One")
    assert len(document.read().find(Session)) == 3
    assert steps(document) == {"prüfen utf-8"}
    labels = {visit.raw_label for visit in document.read().find(Observation)}
    assert labels == {None, "prüfen windows-1252", "prüfen utf-16"}


def test_events_that_cannot_be_read_are_rejected_with_their_line(
    write: Write, run_import: RunImport, document: Document
) -> None:
    log = START + event("no trace") + trace("a", event("x"), event("y", "soon"), event("")) + trace("b", event("x"))
    result = run_import(write("log.xes", log + END))
    assert result.rejected == [
        ("log.xes", 3, "the event belongs to no trace"),
        ("log.xes", 7, "the time “soon” could not be read"),
        ("log.xes", 8, "the event has no concept:name"),
    ]
    assert [s.quality_reason for s in document.read().find(Session)] == ["incomplete: 2 rows rejected", ""]


def test_doubtful_times_are_announced_with_their_line(write: Write, run_import: RunImport) -> None:
    log = START + trace("a", event("x"), event("y", "2026-03-29T01:30:00")) + END
    told = "\n".join(run_import(write("log.xes", log), zone="Europe/London").announcements)
    assert "line 6: 2026-03-29T01:30:00" in told
    assert "the first on line 6" in told


def test_a_trace_without_a_name_is_named_after_its_place(
    write: Write, run_import: RunImport, document: Document
) -> None:
    run_import(write("log.xes", START + trace("a", event("x")) + f"<trace>{event('x')}</trace>" + END))
    assert {person.pseudonym for person in document.read().find(Participant)} == {"a", "Trace 2"}


def test_a_trace_of_many_events_is_one_session(write: Write, run_import: RunImport, document: Document) -> None:
    result = run_import(write("log.xes", START + trace("a", *[event(f"s{i % 7}") for i in range(10_000)]) + END))
    assert (result.kept, result.sessions) == (10_000, 1)
    assert document.read().count(Observation) == 10_000


BOMB = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10 if i else "lol"}">' for i in range(10))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('<?xml version="1.0"?>\n<!DOCTYPE log>\n<log/>', "line 2: the file has a document type declaration"),
        (f'<?xml version="1.0"?>\n<!DOCTYPE log [{BOMB}]>\n<log>&b9;</log>', "document type declaration"),
        ('<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', "document type declaration"),
        (START + trace("a", event("x")) + "<trace><eve", "line 7: the file was cut off"),
        (START + trace("a", event("x")), "line 7: the file was cut off"),
        (START + "<trace>" + "<string key='a' value='b'>" * 300_000, "nested too deep"),
        (START + "<trace><event>" + "<string key='a' value='b'>" * 300_000, "nested too deep"),
        (START + "<trace " + " ".join(f'a{i}="x"' for i in range(300_000)) + "/></log>", "too many attributes"),
        (START + f'<trace a="{"x" * 5_000_000}"/></log>', "longer than four million"),
        ("<html><body/></html>", "begins with <html>, so it is no XES"),
        ("hello", "no correct XML"),
        (START + "\0" + END, "line 3: the file is no correct XML"),
        (START.replace("UTF-8", "nonsense") + END, "encoding that the file names"),
        (START + END, "holds no rows"),
        ("", "is empty"),
    ],
)
def test_a_log_that_is_not_right_is_refused_and_nothing_changes(
    write: Write, run_import: RunImport, document: Document, content: str, told: str
) -> None:
    with pytest.raises(Problem, match=told) as problem:
        run_import(write("log.xes", content))
    assert "log.xes" in str(problem.value)
    assert document.read().count(ImportBatch) == document.read().count(Session) == 0


def test_many_attributes_of_one_event_are_only_passed_over(write: Write, run_import: RunImport) -> None:
    many = "".join(f'<string key="k{i}" value="v"/>' for i in range(100_000))
    assert run_import(write("log.xes", START + trace("a", event("x", inner=many)) + END)).kept == 1


@pytest.mark.parametrize("cut", [200, 20, 4])
def test_a_gzip_file_that_was_cut_off_is_refused(write: Write, run_import: RunImport, cut: int) -> None:
    packed = gzip.compress((START + trace("a", *[event(f"s{i}") for i in range(2000)]) + END).encode())
    with pytest.raises(Problem, match=r"log\.xes\.gz is damaged or was cut off"):
        run_import(write("log.xes.gz", packed[:-cut]))
