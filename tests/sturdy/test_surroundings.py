"""What happens around a session: the process stands still, the clock goes back, the disk is full or read-only."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.core.gaps import gap_of
from journeymap.core.model import Observation, Session
from journeymap.store.document import Document
from journeymap.store.verify import verify
from tests.sturdy.process import TypingWindow, new_project


def entries(file: Path) -> list[Observation]:
    with Document.open(file) as document:
        return document.read().find(Observation)


def check_standstill(file: Path, root: Path, seconds: int) -> None:
    """The window stands still for a while; exactly one gap of that length is marked, and typing goes on after it."""
    new_project(file)
    with TypingWindow(file, root, entries=3) as window:
        window.until(lambda: bool(window.said("END")))
        window.until_shown(3)
        window.stand_still(seconds)
        window.until(lambda: bool(window.said("GAP")))
        before = len(window.shown())
        window.wish("type")
        window.until(lambda: len(window.shown()) > before)
    found = entries(file)
    gaps = [entry for entry in found if gap_of(entry)]
    assert len(gaps) == 1
    gap = gaps[0]
    assert gap.at_ms is not None
    assert gap.until_ms is not None
    assert abs(gap.until_ms - gap.at_ms - seconds * 1000) <= 2000
    times = [entry.at_ms for entry in found if entry.at_ms is not None]
    assert times == sorted(times)
    assert times[-1] >= gap.until_ms


def test_a_window_that_stood_still_marks_one_gap_of_that_length(tmp_path: Path, project_root: Path) -> None:
    check_standstill(tmp_path / "still.journey", project_root, 12)


@pytest.mark.soak
def test_a_window_that_stood_still_for_a_minute_marks_one_gap_of_a_minute(tmp_path: Path, project_root: Path) -> None:
    check_standstill(tmp_path / "still.journey", project_root, 60)


def test_a_clock_set_back_by_a_day_makes_no_entry_early_and_no_duration_negative(
    tmp_path: Path, project_root: Path
) -> None:
    file = tmp_path / "back.journey"
    new_project(file)
    with TypingWindow(file, project_root, entries=3) as window:
        window.until_shown(3)
        window.wish("back 86400")
        for wanted in (4, 5):
            window.wish("type")
            window.until_shown(wanted)
    found = entries(file)
    times = [entry.at_ms for entry in found]
    assert None not in times
    assert times == sorted(time for time in times if time is not None)
    assert [entry for entry in found if gap_of(entry)] == []
    # Gone on with while the clock is still a day behind: nothing lies before what was there.
    with TypingWindow(file, project_root, entries=0) as window:
        window.until(lambda: bool(window.said("READY")))
        window.wish("back 86400")
        window.wish("type")
        window.until_shown(6)
    times = [entry.at_ms for entry in entries(file)]
    assert times == sorted(time for time in times if time is not None)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with little room; the test is skipped where none may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk cannot be mounted here: that needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=True)


def test_a_full_disk_loses_nothing_that_was_shown_and_is_said(
    tmp_path: Path, project_root: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNEYMAP_HOME", str(small_disk / "home"))
    file = tmp_path / "full.journey"
    new_project(file)
    ballast = small_disk / "ballast"
    with TypingWindow(file, project_root) as window:
        window.until_shown(3)
        room = os.statvfs(small_disk)
        ballast.write_bytes(b"x" * (room.f_bavail * room.f_frsize))
        window.until(lambda: bool(window.said("SAYS")))
        words = window.said("SAYS")[0]
        ballast.unlink()
        shown = window.shown()
        window.until(lambda: len(window.shown()) > len(shown))  # there is room again: it goes on
        shown = window.shown()
    assert "disk" in words
    found = {entry.id: entry.raw_label or entry.text for entry in entries(file)}
    assert {entry_id: found.get(entry_id) for entry_id in shown} == shown
    assert verify(file).wrong == ()


def test_a_target_that_cannot_be_written_loses_nothing(tmp_path: Path, project_root: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    file = folder / "fixed.journey"
    new_project(file)
    folder.chmod(0o500)
    subprocess.run(["chattr", "+i", str(folder)], capture_output=True, check=False)  # root may write all the same
    try:
        with TypingWindow(file, project_root, entries=5) as window:
            window.until_shown(5)
            shown = window.shown()
    finally:
        subprocess.run(["chattr", "-i", str(folder)], capture_output=True, check=False)
        folder.chmod(0o700)
    found = {entry.id: entry.raw_label or entry.text for entry in entries(file)}
    assert {entry_id: found.get(entry_id) for entry_id in shown} == shown
    with Document.open(file) as document:
        assert len(document.read().find(Session)) == 1
