"""Session text is lossless: what is exported and imported again is the same, line by line."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from journeymap.core.capture import Line, format_line, parse_line
from journeymap.core.clock import FixedClock
from journeymap.core.model import Session
from journeymap.core.progress import Progress
from journeymap.interchange.importing import import_sources
from journeymap.interchange.notes import read_notes
from journeymap.interchange.options import ImportOptions
from journeymap.interchange.sources import examine
from journeymap.present.session_text import joined, session_texts
from journeymap.store.document import Document

TEXT = r"""participant: P07
round: Round 1
map: Renew a parking permit
task: Renew
started: 2026-03-02T10:00:00Z
method: usability_test
inclusion: 4
consent: notes, quotes, share_team
not asked: Pay
observer: Amal
age group: 60–70
---
[00:00:05] > Find the service
[00:01:10] reads the whole page aloud
[00:02:31] !2 does not see that the permit has run out #expired
[00:03:02] > \upload #proof of address
[00:04:00] -- pause
[00:05:00.5] -- resume
[00:06:10] "why can't you just look it up
[00:06:15] ~-2 exasperated
[00:06:16] ===
[00:06:16] \=== x
[00:06:17] * merge both #a #b
[00:06:17] !9 x
[00:06:30] = abandoned
===
participant: P07
round: Round 1
map: Renew a parking permit
consent: refused
not asked: a, b
not asked: Pay
quality: excluded
quality reason: a pilot
---
> Find the service
!2
> Pay
 ===
\---
===
participant: P08
map: Renew a parking permit
---
= in progress
"""


def exported(folder: Path, name: str, text: str) -> str:
    """The session text of a new project into which this text was imported."""
    source = folder / f"{name}.txt"
    source.write_text(text, encoding="utf-8")
    with Document.create(folder / f"{name}.journey", title="x", clock=FixedClock()) as document:
        with document.edit("Import") as edit:
            result = import_sources(edit, [source], ImportOptions(), Progress())
        assert (result.sessions, result.rejected) == (3, [])
        reader = document.read()
        return joined(session_texts(reader, [session.id for session in reader.find(Session)]))


def test_exported_sessions_come_back_the_same(tmp_path: Path) -> None:
    once = exported(tmp_path, "once", TEXT)
    assert exported(tmp_path, "twice", once) == once
    written = [format_line(parse_line(line)) for line in TEXT.splitlines() if line.startswith("[")]
    assert [line for line in written if line not in once] == []


@given(lines=st.lists(st.tuples(st.integers(0, 10**7), st.text()), max_size=8))
def test_any_typed_lines_come_back_from_a_file(lines: list[tuple[int, str]]) -> None:
    typed = [parse_line(text) for _, text in lines]
    timed = [
        Line(line.kind, line.text, line.label, line.impact, line.value, line.tags, line.outcome, at_ms, line.readable)
        for (at_ms, _), line in zip(lines, typed, strict=True)
        if not line.empty and line.kind != "end"
    ]
    body = "".join(f"{format_line(line)}\n" for line in timed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.txt"
        path.write_bytes(f"participant: P\nmap: M\n---\n{body}".encode())
        notes = read_notes(examine(path, None, None), "UTC", Progress())
    assert notes.sessions[0].entries == timed
