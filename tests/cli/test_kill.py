"""Nothing acknowledged is lost: `record` reads a pipe and is killed at random moments."""

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sturdy.process import PATIENCE_S, HeardProcess

LONGEST_LIFE_S = 1.6


class Recorder(HeardProcess):
    """One `journeymap record` that is fed from a thread; its `lines` are what it has acknowledged."""

    def __init__(self, file: Path, root: Path, lines: int) -> None:
        super().__init__(("journeymap", "record", str(file), "--participant", "P01", "--map", "Renew"), root)
        self._to_feed = lines
        self._beside(self._feed)

    def _feed(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            for number in range(self._to_feed):
                line = (
                    f"> Step {number % 7}"
                    if number % 5 == 0
                    else f"!{number % 5} looks for it {number} #tag{number % 3}"
                )
                self._process.stdin.write(f"{line}\n".encode())
                self._process.stdin.flush()
            self._process.stdin.close()

    def kill_after(self, seconds: float, *, once_heard: bool) -> None:
        """kill -9 once the time is up, or take its own end as it comes. `once_heard`: the time from its first line."""
        patience = time.monotonic() + PATIENCE_S
        while once_heard and not self.lines and self.alive and time.monotonic() < patience:
            time.sleep(0.002)
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.alive:
            time.sleep(0.002)
        self.kill()


def run(root: Path, *arguments: str | Path) -> str:
    """One command as a process of its own; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def kill_many_times(folder: Path, root: Path, kills: int, seed: int) -> list[str]:
    """Kill `record` so many times, verify the file after each; gives every line that was ever acknowledged."""
    chance = random.Random(seed)
    file = folder / "kill.journey"
    run(root, "new", file)
    acknowledged: list[str] = []
    for number in range(kills):
        # Some runs come to their end by themselves, so that closing and publishing are killed as well.
        recorder = Recorder(file, root, lines=chance.choice((5, 60, 100_000)))
        # A few are killed while they start, which on a busy computer takes longer than the longest life.
        recorder.kill_after(chance.uniform(0.05, LONGEST_LIFE_S), once_heard=chance.random() < 0.8)
        assert "Traceback" not in recorder.complaints
        acknowledged += recorder.lines
        if number % 5 == 4 or kills - number < 3:
            run(root, "verify", file)
    return acknowledged


def missing_from(file: Path, root: Path, acknowledged: list[str]) -> list[str]:
    """Acknowledged lines that the project's session text does not hold, each counted as often as it was said."""
    out = file.with_suffix(".txt")
    run(root, "export", file, "--to", "text", "--out", out)
    kept: dict[str, int] = {}
    for line in out.read_text(encoding="utf-8").splitlines():
        kept[line] = kept.get(line, 0) + 1
    missing = []
    for line in acknowledged:
        kept[line] = kept.get(line, 0) - 1
        if kept[line] < 0:
            missing.append(line)
    return missing


def check_kills(folder: Path, root: Path, kills: int, seed: int) -> None:
    acknowledged = kill_many_times(folder, root, kills, seed)
    file = folder / "kill.journey"
    assert len(acknowledged) > kills  # otherwise nothing was put to the test
    assert missing_from(file, root, acknowledged) == []
    assert "is sound" in run(root, "verify", file)
    run(root, "undo", file)  # publishes once more, and with that clears away what a kill in the middle of it left
    assert sorted(path.name for path in folder.iterdir()) == ["kill.journey", "kill.txt"]


def test_no_acknowledged_entry_is_lost_by_killing_record(tmp_path: Path, project_root: Path) -> None:
    check_kills(tmp_path, project_root, 25, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("kills", [200, 1000])
def test_no_acknowledged_entry_is_lost_in_very_many_kills(tmp_path: Path, project_root: Path, kills: int) -> None:
    check_kills(tmp_path, project_root, kills, seed=kills)
