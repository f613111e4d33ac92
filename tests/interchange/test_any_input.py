"""Whatever lies in a file: it is imported, or told as a Problem that names it. Nothing else ever happens."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeymap.core.errors import Problem
from journeymap.core.model import ImportBatch
from journeymap.core.progress import Progress
from journeymap.interchange.importing import import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.store.document import Document

PIECES = {
    "csv": [
        "case", "activity", "timestamp", ",", ";", '"', '""', "\n", "\r\n", "\t", "c1", "2026-03-02T10:00:00Z", "é",
        "2026-03-29 01:30", "1772445600", "03/02/2026", "-1", "=1+1", "\0", "\ufeff", "x" * 3000,
    ],
    "xes": [
        "<log>", "</log>", "<trace>", "</trace>", "<event>", "</event>", "<!DOCTYPE log>", "<!-- x -->", "&lt;",
        '<string key="concept:name" value="a"/>', '<date key="time:timestamp" value="2026-03-02"/>', "<string>",
        "</string>", "<![CDATA[x]]>", "<?pi x?>", '<?xml version="1.0"?>', " ", "\n", "é", "\0", "&b;",
    ],
    "txt": [
        "participant: P1\n", "map: M\n", "---\n", "===\n", "# x\n", "started: 2026-03-02T10:00:00Z\n", "> a\n",
        "!2 x #t\n", "[00:05] ", "[2026-03-02T09:00:00Z] ", "= completed\n", "-- pause\n", '"', "\\",
        "consent: x\n", "zone: /\n", "inclusion: ٣\n", "not asked: a, b\n", ": x\n", "\n", "é", "\0",
    ],
}  # fmt: skip


class TakenBackError(Exception):
    """Ends every import of these tests, so that each finds an empty project."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYMAP_HOME", str(folder / "home"))
        with Document.create(folder / "p.journey", title="A project") as document:
            yield document


def check(project: Document, path: Path) -> None:
    try:
        with project.edit("Import") as edit:
            result = import_sources(edit, [path], ImportOptions(), Progress())
            assert result.kept <= result.read
            assert result.left_out >= 0
            assert result.sessions >= 0
            raise TakenBackError
    except (Problem, TakenBackError) as ending:
        named = isinstance(ending, TakenBackError) or path.name in str(ending)
    assert named
    assert project.read().count(ImportBatch) == 0


@pytest.mark.parametrize("kind", sorted(PIECES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_sequence_of_pieces_is_read_or_told(
    project: Document, tmp_path: Path, kind: str, data: st.DataObject
) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[kind]), max_size=40))
    heads = {"csv": "case,activity,timestamp\n", "xes": "<log><trace>", "txt": "participant: P1\nmap: M\n---\n"}
    path = tmp_path / f"any.{kind}"
    path.write_bytes(((heads[kind] if data.draw(st.booleans()) else "") + "".join(pieces)).encode())
    check(project, path)


SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=5) | st.just("\ud800\0")
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner))
NAMES = st.sampled_from(["", "A", "B", "No focal subject"])
CODES = st.sampled_from(["p", "s", "unknown"])
EVENTS = st.tuples(st.floats(-100, 1e6) | SCALARS, NAMES | SCALARS, CODES | SCALARS, SCALARS, SCALARS, SCALARS, SCALARS)
OBSERVATION_KEYS = (
    "type", "date", "description", "time offset", "independent_variables", "file", "directories_list", "events",
    "start_from_current_time", "start_from_current_epoch_time", "plot_data",
)  # fmt: skip
OBSERVATIONS = st.dictionaries(st.sampled_from(OBSERVATION_KEYS), VALUES | st.just("IMAGES") | st.just("2026-03-02"))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(st.lists(EVENTS, max_size=8), max_size=3),
    others=st.lists(OBSERVATIONS, max_size=3),
    parts=st.dictionaries(st.sampled_from(["subjects_conf", "behaviors_conf", "project_name", "converters"]), VALUES),
)
def test_any_boris_project_is_read_or_told(
    project: Document, tmp_path: Path, events: list[list[object]], others: list[dict[str, object]], parts: object
) -> None:
    ethogram = {"0": {"code": "s", "type": "State event", "modifiers": {"0": {"name": 3}, "1": []}}, "1": {"code": "p"}}
    observations: dict[str, object] = {f"V{at}": {"events": found} for at, found in enumerate(events)}
    observations |= {f"W{at}": found for at, found in enumerate(others)}
    assert isinstance(parts, dict)
    written = {"project_format_version": "7.0", "behaviors_conf": ethogram, "observations": observations} | parts
    path = tmp_path / "any.boris"
    path.write_text(json.dumps(written))
    check(project, path)


@pytest.mark.parametrize("kind", [*sorted(PIECES), "xes.gz", "tsv", "boris", "boris.gz"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_told(project: Document, tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / f"any.{kind}"
    path.write_bytes(content)
    check(project, path)
