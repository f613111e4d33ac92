"""The capture line from a pipe."""

import json
import os
import re
import select
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Outcome

Process = Command


def entries(command: Command, file: Path, tmp_path: Path) -> list[str]:
    """The session text of the whole project, from the line after each head."""
    out = tmp_path / "entries.txt"
    assert command("export", file, "--to", "text", "--out", out).status == 0
    return [line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("[")]


@pytest.fixture
def empty(tmp_path: Path, command: Command) -> Path:
    file = tmp_path / "empty.journey"
    assert command("new", file, "--title", "Renew").status == 0
    return file


def test_every_entry_is_printed_back_with_time_and_text(
    process: Process, command: Command, permit: Path, tmp_path: Path
) -> None:
    given = (
        '> pay\n!3 no button #Upload\n"quoted"\n? which one\n~−1 tired\n& son helps\n* an idea\nreads\n= abandoned\n'
    )
    result = process("record", permit, "--participant", "P02", given=given.encode())
    assert result.status == 0, result.err
    printed = result.out.splitlines()
    assert [re.sub(r"^\[\d\d:\d\d:\d\d(\.\d{3})?\] ", "", line) for line in printed] == [
        "> Pay", "!3 no button #upload", '"quoted', "? which one", "~-1 tired", "& son helps", "* an idea", "reads",
        "= abandoned",
    ]  # fmt: skip
    assert set(printed) <= set(entries(command, permit, tmp_path))
    assert json.loads(command("flow", permit, "--json").out)["outcomes"] == {"completed": 1, "abandoned": 1}


def test_what_is_missing_is_made_and_said(process: Process, command: Command, empty: Path) -> None:
    result = process("record", empty, "--participant", "P07", "--round", "Round 9", "--map", "New", given=b"> Pay\n")
    assert result.status == 0
    for name in ("P07", "Round 9", "New"):
        assert f"Made the {'participant P07' if name == 'P07' else ''}" in result.err
        assert name in result.err
    value = json.loads(command("info", empty, "--json").out)
    assert [row["title"] for row in value["rounds"]] == ["Round 9"]
    assert [row["title"] for row in value["maps"]] == ["New"]


def test_without_a_participant_the_next_free_pseudonym_is_taken_and_said(process: Process, permit: Path) -> None:
    result = process("record", permit, given=b"reads\n= completed\n")
    assert result.status == 0
    assert "P02" in result.err


def test_the_session_stays_open_without_an_end_and_goes_on(
    process: Process, command: Command, permit: Path, tmp_path: Path
) -> None:
    first = process("record", permit, "--participant", "P05", given=b"> Pay\nreads\n")
    assert json.loads(command("flow", permit, "--json", "--session", "P05").out)["outcomes"] == {"in_progress": 1}
    second = process("record", permit, "--participant", "P05", given=b"goes on\n= completed\n")
    assert "goes on" in second.err
    assert json.loads(command("info", permit, "--json").out)["counts"]["sessions"] == 2
    times = [line[:14] for line in (first.out + second.out).splitlines()]
    assert times == sorted(times)
    assert json.loads(command("flow", permit, "--json", "--session", "P05").out)["outcomes"] == {"completed": 1}


def test_a_time_that_is_written_before_the_line_is_its_time(process: Process, permit: Path) -> None:
    result = process("record", permit, given=b"[12:34] > Pay\n[01:02:03] = completed\n")
    assert result.out.splitlines() == ["[00:12:34] > Pay", "[01:02:03] = completed"]


def test_a_line_that_cannot_be_read_is_kept_as_a_note(
    process: Process, command: Command, permit: Path, tmp_path: Path
) -> None:
    result = process("record", permit, given=b"= nonsense\n!9 very bad\n~7\n\n   \n>\nreads\n")
    assert result.status == 0
    assert len(result.out.splitlines()) == 5
    assert result.err.count("kept as a plain note") == 4
    assert sum("= nonsense" in line or "!9 very bad" in line for line in entries(command, permit, tmp_path)) == 2


def test_a_quote_without_consent_is_refused_and_the_rest_goes_on(process: Process, permit: Path) -> None:
    result = process("record", permit, "--consent", "notes", given=b'reads\n"my words\nreads on\n')
    assert result.status == 0
    assert len(result.out.splitlines()) == 2
    assert "my words" not in result.out
    assert "quoted" in result.err


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ([], None),
        (["--consent", "notes,quotes"], ("given", ["notes", "quotes"])),
        (["--consent", "refused"], ("refused", [])),
    ],
    ids=["nothing said", "given", "refused"],
)
def test_consent_is_kept_as_it_was_said(
    process: Process, empty: Path, given: list[str], state: tuple[str, list[str]] | None
) -> None:
    result = process("record", empty, *given, given=b"reads\n")
    assert result.status == 0, result.err
    connection = sqlite3.connect(empty)
    found = connection.execute("SELECT state, scopes FROM consent").fetchall()
    connection.close()
    assert [(word, json.loads(scopes)) for word, scopes in found] == ([] if state is None else [state])
    assert ("not recorded" in result.err) == (state is None)


def test_what_comes_after_the_end_is_said_to_be_left_out(process: Process, permit: Path) -> None:
    result = process("record", permit, given=b"= completed\n> Pay\n")
    assert (result.status, len(result.out.splitlines())) == (0, 1)
    assert "not recorded" in result.err


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("\ufeffreads".encode(), "reads"),
        ("häsitates".encode("cp1252"), "häsitates"),
        (b"no line end at all", "no line end at all"),
        (b"windows\r\n", "windows"),
        (b"with a nul \0 in it\n", "with a nul � in it"),
        ("مرحبا 漢字 😀\n".encode(), "مرحبا 漢字 😀"),
        (b"x" * 200_000 + b"\n", "x" * 200_000),
    ],
    ids=["byte order mark", "windows-1252", "no line end", "carriage return", "nul", "other scripts", "no blank"],
)
def test_odd_bytes_are_kept_as_text(
    process: Process, command: Command, permit: Path, tmp_path: Path, given: bytes, text: str
) -> None:
    result = process("record", permit, given=given, PYTHONUTF8="1")
    assert result.status == 0, result.err
    assert any(line.endswith(f"] {text}") for line in entries(command, permit, tmp_path))


def test_an_empty_input_leaves_an_open_session(process: Process, command: Command, permit: Path) -> None:
    result = process("record", permit, "--participant", "P09")
    assert (result.status, result.out) == (0, "")
    assert json.loads(command("info", permit, "--json").out)["counts"]["participants"] == 2


def test_a_project_that_is_being_recorded_is_not_changed_by_a_second_command(
    process: Process, permit: Path, project_root: Path
) -> None:
    recorder = subprocess.Popen(
        [sys.executable, "-m", "journeymap", "record", str(permit)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(project_root)},
    )  # fmt: skip
    assert recorder.stdin is not None
    assert recorder.stdout is not None
    recorder.stdin.write(b"reads\n")
    recorder.stdin.flush()
    assert b"reads" in recorder.stdout.readline()
    second: Outcome = process("undo", permit)
    assert second.status == 1
    assert str(recorder.pid) in second.err
    assert process("info", permit).status == 0
    recorder.communicate(b"= completed\n")
    assert recorder.returncode == 0
    assert process("undo", permit).status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal on Windows")
def test_in_a_terminal_there_is_a_prompt_and_steps_are_found_by_a_few_letters(
    command: Command, permit: Path, project_root: Path, tmp_path: Path
) -> None:
    import pty

    ours, theirs = pty.openpty()
    recorder = subprocess.Popen(
        [sys.executable, "-m", "journeymap", "record", str(permit), "--participant", "P03"],
        stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(project_root), "TERM": "dumb"},
    )  # fmt: skip
    os.close(theirs)
    seen = _read_until(ours, b"\xe2\x96\xb8 ")
    assert b"Ctrl+D" in seen
    os.write(ours, b"> find the ser\r")
    assert b"] > Find the service\r\n" in _read_until(ours, b"Find the service \xe2\x96\xb8 ")
    os.write(ours, b"\x04")
    _, complaints = recorder.communicate()
    os.close(ours)
    assert recorder.returncode == 0
    assert b"stays open" in complaints
    assert sum("> Find the service" in line for line in entries(command, permit, tmp_path)) == 2


def _read_until(terminal: int, wanted: bytes) -> bytes:
    seen = b""
    while wanted not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        assert ready, seen
        seen += os.read(terminal, 4096)
    return seen


def test_ctrl_c_ends_recording_cleanly_and_keeps_what_was_confirmed(
    command: Command, permit: Path, project_root: Path, tmp_path: Path
) -> None:
    recorder = subprocess.Popen(
        [sys.executable, "-m", "journeymap", "record", str(permit)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(project_root)},
    )  # fmt: skip
    assert recorder.stdin is not None
    assert recorder.stdout is not None
    recorder.stdin.write(b"reads the letter\n")
    recorder.stdin.flush()
    line = recorder.stdout.readline().decode().rstrip()
    recorder.send_signal(signal.SIGINT)
    _, complaints = recorder.communicate()
    assert recorder.returncode == 1
    assert b"Traceback" not in complaints
    assert complaints.decode().splitlines()[-1].startswith("Stopped.")
    assert line in entries(command, permit, tmp_path)


def test_without_any_streams_nothing_breaks(permit: Path, project_root: Path) -> None:
    code = (
        "import sys; sys.stdin = sys.stdout = sys.stderr = None;"
        "from journeymap.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    for arguments, status in ((["record", str(permit)], 0), (["info", str(permit)], 0), (["info", "nothing"], 1)):
        done = subprocess.run([sys.executable, "-W", "error", "-c", code, *arguments], cwd=project_root, check=False)
        assert done.returncode == status
