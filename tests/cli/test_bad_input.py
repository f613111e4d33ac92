"""Bad input: one sentence, exit status 1, and not a byte of the project changed."""

import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Outcome, assert_told_in_one_sentence, sha256

ON_A_PROJECT = (["info"], ["undo"], ["flow", "--json"], ["rank"], ["export", "--to", "json"], ["verify"], ["record"])


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _zeroed_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096 * 3):
        content[start : start + 4096] = bytes(4096)
    path.write_bytes(content)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (url TEXT)")
    connection.commit()
    connection.close()


def _sql(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "a few bytes": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "half a file": _half,
    "zeroed pages": _zeroed_page,
    "notes under another name": lambda path: path.write_text("participant: P01\n---\n"),
    "a renamed document": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(5000)),
    "another program's database": _foreign,
    "a newer version": _sql("PRAGMA user_version = 2000"),
    "a hostile trigger": _sql("CREATE TRIGGER evil AFTER INSERT ON journal BEGIN DELETE FROM session; END"),
    "a hostile view": _sql(
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n"
    ),
    "dangling keys": _sql("PRAGMA foreign_keys = OFF", "DELETE FROM participant"),
    "a folder": _folder,
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("arguments", ON_A_PROJECT, ids=lambda arguments: str(arguments[0]))
def test_an_unusable_project_is_refused_by_every_command(
    command: Command, permit: Path, tmp_path: Path, arguments: list[str], damage: str
) -> None:
    copy = tmp_path / "copy" / "permit.journey"
    copy.parent.mkdir()
    shutil.copyfile(permit, copy)
    DAMAGES[damage](copy)
    before = sha256(copy) if copy.is_file() else ""
    out = ["--out", str(tmp_path / "report")] if arguments[0] == "export" else []
    result = command(arguments[0], copy, *arguments[1:], *out)
    assert_told_in_one_sentence(result)
    assert "permit.journey" in result.err
    assert (sha256(copy) if copy.is_file() else "") == before
    assert not (tmp_path / "report").exists()
    assert [path.name for path in copy.parent.iterdir()] == ([copy.name] if copy.exists() else [])


def _xes(inside: str) -> bytes:
    return f'<?xml version="1.0"?>\n{inside}'.encode()


EVENT = (
    '<event><string key="concept:name" value="Pay"/><date key="time:timestamp" value="2026-03-02T10:00:00Z"/></event>'
)
WHOLE_XES = f'<log><trace><string key="concept:name" value="c1"/>{EVENT * 3}</trace></log>'
HEAD = "participant: P01\nmap: Renew a permit\n---\n"

BORIS = (
    b'{"project_format_version": "7.0", "behaviors_conf": {"0": {"code": "p", "type": "Point event"}}, "observations": '
    b'{"V": {"events": [[1.5, "A", "p", "", ""]]}, "W": {"events": [[1.5, "A", "p", "", ""]]}}}'
)

SOURCES: dict[str, tuple[str, bytes, list[str]]] = {
    "a csv without the named column": ("log.csv", b"case,step,time\n1,Pay,2026-03-02T10:00Z\n", ["--case", "id"]),
    "a csv without any known column": ("log.csv", b"a,b,c\n1,2,3\n", []),
    "a csv with a bad time on every line": ("log.csv", b"case,step,time\n1,Pay,soon\n1,Go,later\n", []),
    "a csv with NUL bytes": ("log.csv", b"case,step,time\n1,Pa\0y,2026-03-02T10:00Z\n", []),
    "a csv with an impossible date on every line": ("log.csv", b"case,step,time\n1,Pay,2026-02-30T10:00Z\n", []),
    "a csv with nothing in it": ("log.csv", b"", []),
    "a csv with a head alone": ("log.csv", b"case,step,time\n", []),
    "a csv with one bad line and --strict": (
        "log.csv", b"case,step,time\n1,Pay,2026-03-02T10:00Z\n1,Go,soon\n", ["--strict"],
    ),
    "an unknown kind": ("log.docx", b"PK\x03\x04 nothing", []),
    "no ending at all": ("log", b"case,step,time\n1,Pay,2026-03-02T10:00Z\n", []),
    "a kind that is not known under --as": ("log.csv", b"case,step,time\n1,Pay,2026-03-02T10:00Z\n", ["--as", "tea"]),
    "a zone that does not exist": ("log.csv", b"case,step,time\n1,Pay,2026-03-02 10:00\n", ["--zone", "Mars/North"]),
    "an encoding that does not exist": ("log.csv", b"case,step,time\n1,Pay,2026-03-02T10:00Z\n", ["--encoding", "x"]),
    "an xes with a doctype": ("log.xes", _xes(f'<!DOCTYPE log [<!ENTITY a "b">]>{WHOLE_XES}'), []),
    "an xes with an external entity": ("log.xes", _xes(f'<!DOCTYPE log SYSTEM "file:///etc/passwd">{WHOLE_XES}'), []),
    "an xes cut off in the middle": ("log.xes", _xes(WHOLE_XES)[:-60], []),
    "an xes that is no xml": ("log.xes", b"case,step,time\n", []),
    "an xes of another root": ("log.xes", _xes("<html><body/></html>"), []),
    "an xes nested very deep": ("log.xes", _xes("<log>" + "<list>" * 300_000), []),
    "a gz cut off in the middle": ("log.xes.gz", gzip.compress(_xes(WHOLE_XES), mtime=0)[:-30], []),
    "a gz that is none": ("log.xes.gz", b"not packed", []),
    "a text without a head": ("notes.txt", b"> Pay\n!2 slow\n", []),
    "a text whose head never ends": ("notes.txt", b"participant: P01\nmap: Renew a permit\n", []),
    "a text without a participant": ("notes.txt", b"map: Renew a permit\n---\n> Pay\n", []),
    "a text without a map": ("notes.txt", b"participant: P01\n---\n> Pay\n", []),
    "a text with an impossible start": (
        "notes.txt", b"participant: P01\nmap: Renew a permit\nstarted: someday\n---\n> Pay\n", ["--strict"],
    ),
    "a text with nothing in it": ("notes.txt", b"", []),
    "a boris project that is no json": ("v.boris", b"case,step,time\n", []),
    "a boris project cut off in the middle": ("v.boris", BORIS[:-20], []),
    "a boris project of another shape": ("v.boris", b'{"nodes": [1, 2]}', []),
    "a boris project nested very deep": ("v.boris", b'{"observations":' + b"[" * 100_000, []),
    "a boris project with two of one name": ("v.boris", BORIS.replace(b'"W"', b'"V"'), []),
    "a boris project of an old format": ("v.boris", BORIS.replace(b'"7.0"', b'"4.0"'), []),
    "a boris project without any time": ("v.boris", BORIS.replace(b"1.5", b"NaN"), []),
    "a boris project with a number of 5,000 digits": ("v.boris", BORIS.replace(b"1.5", b"1" * 5000), []),
    "a boris project with a number of 400 digits": ("v.boris", BORIS.replace(b"1.5", b"1" * 400), []),
    "a boris project with one bad time and --strict": ("v.boris", BORIS.replace(b"1.5", b'"soon"', 1), ["--strict"]),
    "a boris project and a behaviour it has not": ("v.boris", BORIS, ["--behaviour", "fly=visit"]),
    "a boris project and a kind that there is not": ("v.boris", BORIS, ["--behaviour", "p=tea"]),
    "a packed boris project cut off": ("v.boris.gz", gzip.compress(BORIS, mtime=0)[:-30], []),
    "a folder": ("notes.txt", b"\xffFOLDER", []),
    "a file that is not there": ("notes.txt", b"\xffGONE", []),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("dry", [[], ["--dry-run", "--json"]], ids=["import", "dry run"])
def test_a_source_that_cannot_be_read_changes_nothing(
    command: Command, permit: Path, tmp_path: Path, name: str, dry: list[str]
) -> None:
    file, content, arguments = SOURCES[name]
    source = tmp_path / "sources" / file
    source.parent.mkdir()
    if content == b"\xffFOLDER":
        source.mkdir()
    elif content != b"\xffGONE":
        source.write_bytes(content)
    before = sha256(permit)
    result = command("import", permit, source, *arguments, *dry)
    assert_told_in_one_sentence(result)
    assert result.out == ""
    assert sha256(permit) == before
    if not {"--zone", "--encoding", "--as"} & set(arguments):
        assert file in result.err


def test_one_bad_source_keeps_the_good_one_out_as_well(command: Command, permit: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("case,step,time\n1,Pay,2026-03-02T10:00Z\n")
    bad.write_text("a,b\n1,2\n")
    before = sha256(permit)
    assert_told_in_one_sentence(command("import", permit, good, bad))
    assert sha256(permit) == before


def test_the_same_file_twice_is_refused_without_again(command: Command, permit: Path, tmp_path: Path) -> None:
    before = sha256(permit)
    result = command("import", permit, tmp_path / "notes.txt")
    assert_told_in_one_sentence(result)
    assert "--again" in result.err
    assert sha256(permit) == before


UNKNOWN_NAMES = {
    "map": (["flow", "--map", "Nowhere"], "Renew a permit"),
    "round": (["rank", "--round", "Round 9"], "Round 1"),
    "segment": (["flow", "--segment", "Pilots"], "none yet"),
    "outcome": (["flow", "--outcome", "fine"], "completed"),
    "session": (["flow", "--session", "P99"], "P01"),
    "channel": (["flow", "--channel", "Pigeon"], "none yet"),
    "export format": (["export", "--to", "tea", "--out", "x"], "pdf"),
}


@pytest.mark.parametrize("what", UNKNOWN_NAMES)
def test_an_unknown_name_is_answered_with_those_there_are(command: Command, permit: Path, what: str) -> None:
    arguments, there_is = UNKNOWN_NAMES[what]
    before = sha256(permit)
    result = command(arguments[0], permit, *arguments[1:])
    assert_told_in_one_sentence(result)
    assert there_is in result.err
    assert sha256(permit) == before


@pytest.mark.parametrize(
    "arguments",
    [["--consent", "everything"], ["--participant", " "], ["--round", ""], ["--map", "\n"]],
    ids=lambda arguments: str(arguments[0]),
)
def test_record_refuses_a_head_it_cannot_use(command: Command, permit: Path, arguments: list[str]) -> None:
    before = sha256(permit)
    assert_told_in_one_sentence(command("record", permit, *arguments))
    assert sha256(permit) == before


def test_new_never_takes_the_place_of_a_file(command: Command, permit: Path) -> None:
    before = sha256(permit)
    assert_told_in_one_sentence(command("new", permit))
    assert sha256(permit) == before


@pytest.mark.parametrize(
    "arguments",
    [["nowhere/a.journey"], ["a.journey", "--template", "tea"], ["a.journey", "--title", "  "]],
    ids=["no folder", "no template", "no title"],
)
def test_new_that_cannot_be_made_leaves_nothing(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_told_in_one_sentence(command("new", *arguments))
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_cannot_be_written_leaves_what_was_there(command: Command, permit: Path, tmp_path: Path) -> None:
    there = tmp_path / "report"
    there.write_text("mine")
    result = command("export", permit, "--to", "pdf", "html", "--out", there)
    assert_told_in_one_sentence(result)
    assert there.read_text() == "mine"
    assert_told_in_one_sentence(command("export", permit, "--to", "html", "--out", there / "inside.html"))


def test_undo_with_nothing_left_to_undo_says_so(command: Command, permit: Path) -> None:
    assert command("undo", permit).status == 0
    result = command("undo", permit)
    assert_told_in_one_sentence(result)


WRONG_USAGE = [
    ["frobnicate"],
    ["two", "words"],
    ["--nonsense"],
    ["info"],
    ["flow", "a.journey", "--nonsense"],
    ["rank", "a.journey", "--top", "0"],
    ["rank", "a.journey", "--top", "many"],
    ["rank", "a.journey", "--seed", "-1"],
    ["rank", "a.journey", "--weights", "1,2,3"],
    ["rank", "a.journey", "--weights", "1,2,nan,4"],
    ["rank", "a.journey", "--weights", "9,3,1,1"],
    ["rank", "a.journey", "--weights", "1/0,3,4,5"],
    ["export", "a.journey"],
    ["export", "a.journey", "--to", "pdf", "--audience", "everybody"],
    ["import", "a.journey"],
    ["import", "a.journey", "x.csv", "--people", "some"],
]


@pytest.mark.parametrize("arguments", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_is_two(command: Command, arguments: list[str]) -> None:
    result = command(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert result.err.startswith("usage: journeymap")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only where there is a full device")
def test_output_that_cannot_be_written_is_told(project_root: Path, permit: Path) -> None:
    import subprocess
    import sys

    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "journeymap", "info", str(permit)],
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=project_root, check=False,
        )  # fmt: skip
    assert_told_in_one_sentence(Outcome(done.returncode, "", done.stderr))


def test_an_output_nobody_reads_any_more_is_no_trouble(project_root: Path, permit: Path) -> None:
    import subprocess
    import sys

    process = subprocess.Popen(
        [sys.executable, "-m", "journeymap", "flow", str(permit)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=project_root,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.parametrize("arguments", [["undo"], ["record"], ["import", "notes.txt"]], ids=" ".join)
def test_a_file_that_is_marked_as_read_only_is_left_alone(permit: Path, process: Command, arguments: list[str]) -> None:
    before = sha256(permit)
    permit.chmod(0o444)
    result = process(arguments[0], permit, *(permit.parent / name for name in arguments[1:]), given=b"> Pay\n")
    assert_told_in_one_sentence(result)
    assert "read-only" in result.err
    assert (sha256(permit), permit.stat().st_mode & 0o777) == (before, 0o444)
    assert process("info", permit).status == 0


def test_a_file_that_only_its_owner_may_read_stays_so(permit: Path, command: Command) -> None:
    permit.chmod(0o600)
    assert command("undo", permit).status == 0
    assert permit.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("option", ["--map", "--round"])
def test_an_import_takes_no_empty_title(permit: Path, command: Command, option: str) -> None:
    before = sha256(permit)
    result = command("import", permit, permit.parent / "notes.txt", "--again", f"{option}= ")
    assert_told_in_one_sentence(result)
    assert "is empty" in result.err
    assert sha256(permit) == before
