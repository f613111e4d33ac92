"""Running the command line inside the test's own process, and as a process of its own."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeymap.__main__ import main

NOTES = """\
participant: P01
round: Round 1
map: Renew a permit
started: 2026-03-02T10:00:00Z
consent: notes, quotes, share_team
---
[00:00:05] > Find the service
[00:01:00] !2 does not see the date #expired
[00:02:00] > Pay
[00:02:30] "is that all
[00:03:00] = completed
"""


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs one command line in this process."""

    def run(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)

    return run


@pytest.fixture
def process(project_root: Path) -> Callable[..., Outcome]:
    """Runs one command line as a process of its own, with what is to come through its standard input."""

    def run(*arguments: str | Path, given: bytes = b"", **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "journeymap", *map(str, arguments)],
            input=given,
            env={**os.environ, "PYTHONPATH": str(project_root), **environment},
            capture_output=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def permit(tmp_path: Path, command: Command) -> Path:
    """A project with one session."""
    file, notes = tmp_path / "permit.journey", tmp_path / "notes.txt"
    notes.write_text(NOTES, encoding="utf-8")
    assert command("new", file, "--title", "Renew a permit").status == 0
    result = command("import", file, notes)
    assert result.status == 0, result.err
    return file


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def assert_told_in_one_sentence(result: Outcome) -> None:
    """Exit status 1, one line on stderr that is a sentence, no traceback."""
    assert result.status == 1, (result.out, result.err)
    lines = result.err.strip().splitlines()
    assert len(lines) == 1, result.err
    assert lines[0].endswith((".", "…", "”."))
    assert "Traceback" not in result.err
