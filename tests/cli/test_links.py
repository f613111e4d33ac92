"""Files that are reached through links, and places that are no files."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, sha256

links = pytest.mark.skipif(sys.platform == "win32", reason="making links needs special rights on Windows")
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")


@links
def test_a_project_behind_a_link_is_changed_where_it_is(command: Command, permit: Path, tmp_path: Path) -> None:
    link = tmp_path / "on-the-desk.journey"
    link.symlink_to(permit)
    before = sha256(permit)
    assert command("undo", link).status == 0
    assert link.is_symlink()
    assert sha256(permit) != before
    assert json.loads(command("info", permit, "--json").out)["counts"]["sessions"] == 0
    assert command("verify", link).status == 0


@links
def test_a_link_that_leads_nowhere_is_told(command: Command, tmp_path: Path) -> None:
    for name in ("gone.journey", "round.journey"):
        (tmp_path / name).symlink_to(tmp_path / ("nothing" if name == "gone.journey" else name))
        ended = command("undo", tmp_path / name)
        assert (ended.status, ended.out) == (1, "")
        assert "There is no file" in ended.err


@links
def test_an_export_through_a_link_goes_to_where_it_leads(command: Command, permit: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    link = tmp_path / "latest.json"
    link.symlink_to(tmp_path / "shared" / "report.json")
    assert command("export", permit, "--to", "json", "--out", link).status == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "shared" / "report.json").read_text(encoding="utf-8"))["project"]


@pipes
def test_an_export_never_takes_the_place_of_what_is_no_file(command: Command, permit: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ended = command("export", permit, "--to", "json", "--out", pipe)
    assert ended.status == 1
    assert "is no file, so nothing was written" in ended.err
    assert pipe.is_fifo()


@pipes
def test_a_pipe_is_not_waited_for(command: Command, permit: Path, tmp_path: Path) -> None:
    for name in ("pipe.csv", "pipe.txt", "pipe.xes", "pipe.boris", "pipe.journey"):
        os.mkfifo(tmp_path / name)
        ended = command("import", permit, tmp_path / name, "--observer", "Ben")
        assert (ended.status, ended.out) == (1, ""), name
        assert "pipe" in ended.err
