"""Nothing that was shown is lost: a session is typed into the real window, which is killed at random moments."""

import random
import shutil
import time
from pathlib import Path

import pytest

from journeymap.core.model import Observation, Session
from journeymap.store.document import Document
from journeymap.store.verify import verify
from tests.sturdy.process import TypingWindow, new_project

LONGEST_LIFE_S = 1.5
"""After the session has been taken up again; the start of the window comes before it and is killed, too, at times."""


def kept(file: Path) -> dict[str, str]:
    """Every entry of the project by id, as whoever opens it next finds it."""
    with Document.open(file) as document:
        return {entry.id: entry.raw_label or entry.text for entry in document.read().find(Observation)}


def kill_many_times(file: Path, root: Path, kills: int, seed: int) -> int:
    """Kill the window so many times, look for what was shown after each; gives how many entries that were."""
    chance = random.Random(seed)
    new_project(file)
    shown: dict[str, str] = {}
    for number in range(kills):
        with TypingWindow(file, root, seed=chance.randrange(10**9)) as window:
            if chance.random() < 0.8:
                window.until(lambda: bool(window.said("READY")))
            time.sleep(chance.uniform(0, LONGEST_LIFE_S))
            window.kill()
            shown |= window.shown()
            assert "Traceback" not in window.complaints, window.complaints
        found = kept(file)
        lost = {entry_id: words for entry_id, words in shown.items() if found.get(entry_id) != words}
        assert lost == {}, f"lost by kill {number}"
        assert verify(file).wrong == ()
    with Document.open(file) as document:
        sessions = document.read().find(Session)
    assert len(sessions) == 1  # after each kill the same session was offered and gone on with
    return len(shown)


def test_no_entry_that_was_shown_is_lost_by_killing_the_window(tmp_path: Path, project_root: Path) -> None:
    assert kill_many_times(tmp_path / "kill.journey", project_root, 6, seed=1) > 6


@pytest.mark.soak
@pytest.mark.parametrize("kills", [1000])
def test_no_entry_that_was_shown_is_lost_in_very_many_kills(tmp_path: Path, project_root: Path, kills: int) -> None:
    assert kill_many_times(tmp_path / "kill.journey", project_root, kills, seed=kills) > kills


def test_a_copy_of_the_working_folder_taken_after_an_entry_was_shown_opens_with_that_entry(
    tmp_path: Path, project_root: Path, journeymap_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "copy.journey"
    new_project(file)
    copies: list[tuple[Path, dict[str, str]]] = []
    with TypingWindow(file, project_root) as window:
        for wanted in (1, 4, 9, 15, 22):
            window.until_shown(wanted)
            shown = window.shown()
            copy = tmp_path / f"home{wanted}"
            shutil.copytree(journeymap_home, copy)
            copies.append((copy, shown))
    published = file.read_bytes()
    for copy, shown in copies:
        file.write_bytes(published)
        monkeypatch.setenv("JOURNEYMAP_HOME", str(copy))
        found = kept(file)
        assert {entry_id: found.get(entry_id) for entry_id in shown} == shown
