"""Names with bytes that are no letters, as old archives have them: told or taken, never a fault."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOTES, Command

made_of_bytes = pytest.mark.skipif(sys.platform != "linux", reason="file names are text on other systems")

ODD = os.fsdecode(b"M\xfcller")  # Latin-1, read as UTF-8
SHOWN = "M\N{REPLACEMENT CHARACTER}ller"


@made_of_bytes
def test_files_to_import_may_be_called_anything(command: Command, tmp_path: Path) -> None:
    project = tmp_path / "p.journey"
    assert command("new", project).status == 0
    (tmp_path / f"{ODD}.csv").write_text("case,activity,timestamp\n1,Pay,2026-03-02T10:00:00Z\n")
    (tmp_path / f"{ODD}.txt").write_text(NOTES)
    assert command("import", project, tmp_path / f"{ODD}.csv").status == 0
    assert command("import", project, tmp_path / f"{ODD}.txt").status == 0
    assert [found["title"] for found in json.loads(command("info", project, "--json").out)["maps"]] == [
        SHOWN, "Renew a permit",
    ]  # fmt: skip
    assert command("verify", project).status == 0
    assert f"{SHOWN}.txt" in command("undo", project).out


def test_titles_may_hold_anything(command: Command, tmp_path: Path) -> None:
    project = tmp_path / "p.journey"
    assert command("new", project, "--title", ODD).status == 0
    (tmp_path / "notes.txt").write_text(NOTES)
    assert command("import", project, tmp_path / "notes.txt", "--map", ODD, "--round", ODD).status == 0
    found = json.loads(command("info", project, "--json").out)
    assert (found["title"], found["maps"][0]["title"], found["rounds"][0]["title"]) == (SHOWN, SHOWN, SHOWN)


@made_of_bytes
def test_a_project_that_cannot_be_called_so_is_told(command: Command, permit: Path, tmp_path: Path) -> None:
    odd = tmp_path / f"{ODD}.journey"
    for ended in (command("new", odd), command("demo", "--no-window", "--dir", tmp_path / ODD)):
        assert (ended.status, ended.out) == (1, "")
        assert "bytes that are no letters" in ended.err
    assert not odd.exists()
    permit.rename(odd)
    before = odd.read_bytes()
    assert command("info", odd).status == 0
    assert command("undo", odd).status == 1
    assert odd.read_bytes() == before
