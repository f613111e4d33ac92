"""The file on disk: what is refused, what survives a crash, what verify sees."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from journeymap.core.clock import SystemClock
from journeymap.core.errors import Problem
from journeymap.core.model import JourneyMap, Project
from journeymap.store import migrations
from journeymap.store.backup import HOUR_S, back_up, backups
from journeymap.store.document import Document
from journeymap.store.opening import sha256_of
from journeymap.store.verify import verify

CRASH = """
import os, signal, sys
from pathlib import Path
from journeymap.core.model import JourneyMap
from journeymap.store.document import Document
document = Document.open(Path(sys.argv[1]))
with document.edit("Add a map") as edit:
    edit.put(JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title=sys.argv[2]))
os.kill(os.getpid(), signal.SIGKILL)
"""


class _Interrupted(SystemClock):
    """Does something else once, in the middle of what asks it for an id."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self._waiting = [meanwhile]

    def new_id(self) -> str:
        while self._waiting:
            self._waiting.pop()()
        return super().new_id()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "permit.journey"
    Document.create(made, title="Permits").close()
    return made


def add_map(path: Path, title: str) -> None:
    with Document.open(path) as document, document.edit("Add a map") as edit:
        edit.put(JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title=title))


def crash_after_adding(path: Path, title: str) -> None:
    run = subprocess.run([sys.executable, "-c", CRASH, str(path), title], check=False)
    assert run.returncode == -signal.SIGKILL


def titles(path: Path) -> list[str]:
    with Document.open(path, read_only=True) as document:
        return sorted(found.title for found in document.read().find(JourneyMap))


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def test_the_published_file_stands_alone(path: Path) -> None:
    add_map(path, "one")
    assert sorted(found.name for found in path.parent.iterdir()) == [path.name]
    assert path.read_bytes()[18:20] == b"\1\1"  # no write-ahead log is expected beside it


def test_what_a_killed_process_committed_is_brought_back_by_whoever_opens_next(path: Path) -> None:
    crash_after_adding(path, "crashed")
    with Document.open(path, read_only=True) as document:
        assert "after a crash" in document.notices[0]
    assert titles(path) == ["crashed"]
    assert verify(path).wrong == ()


def test_what_cannot_be_published_yet_does_not_keep_anybody_from_reading(path: Path) -> None:
    crash_after_adding(path, "crashed")
    path.chmod(0o444)
    with Document.open(path, read_only=True) as document:
        assert "read-only" in document.notices[0]
        assert document.read().count(JourneyMap) == 0
    assert verify(path).wrong == ()
    path.chmod(0o644)
    assert titles(path) == ["crashed"]


def test_of_two_projects_made_at_once_under_one_name_none_is_lost(tmp_path: Path) -> None:
    def made_meanwhile() -> None:
        Document.create(target, title="the other").close()

    target = tmp_path / "permit.journey"
    with pytest.raises(Problem, match="no project was made"):
        Document.create(target, title="mine", clock=_Interrupted(made_meanwhile))
    with Document.open(target, read_only=True) as document:
        assert [project.title for project in document.read().find(Project)] == ["the other"]
    assert [found.name for found in tmp_path.iterdir()] == ["permit.journey"]


def test_a_moved_file_gets_the_entries_left_under_its_old_name(path: Path) -> None:
    crash_after_adding(path, "crashed")
    moved = path.with_name("moved.journey")
    path.rename(moved)
    assert titles(moved) == ["crashed"]


def test_a_copy_of_the_file_does_not_take_what_belongs_to_the_other(path: Path) -> None:
    crash_after_adding(path, "crashed")
    copied = path.with_name("copied.journey")
    shutil.copyfile(path, copied)
    assert titles(copied) == []
    assert titles(path) == ["crashed"]


def test_a_deleted_file_is_written_again_from_the_working_copy(path: Path) -> None:
    crash_after_adding(path, "crashed")
    path.unlink()
    assert titles(path) == ["crashed"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    other = path.with_name("other.journey")
    shutil.copyfile(path, other)
    add_map(other, "theirs")
    document = Document.open(path)
    with document.edit("Add a map") as edit:
        edit.put(JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title="ours"))
    shutil.copyfile(other, path)
    document.close()
    other.unlink()
    beside = next(found for found in path.parent.iterdir() if found != path)
    assert (titles(path), titles(beside)) == (["theirs"], ["ours"])


def test_a_target_that_cannot_be_written_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeymap.store.document.PATIENCE_S", 0.0)
    document = Document.open(path)
    with document.edit("Add a map") as edit:
        edit.put(JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title="kept"))
    gone = path.parent.with_name("gone")
    path.parent.rename(gone)
    with pytest.raises(Problem, match="safe on this computer"):
        document.close()
    gone.rename(path.parent)
    assert titles(path) == ["kept"]


def refused(path: Path) -> str:
    before = sha256_of(path)
    with pytest.raises(Problem) as told:
        Document.open(path)
    with pytest.raises(Problem):
        Document.open(path, read_only=True)
    assert sha256_of(path) == before
    assert path.name in str(told.value)
    return str(told.value)


def test_files_that_are_no_project_are_refused_in_words(path: Path) -> None:
    whole = path.read_bytes()
    for content, words in (
        (b"", "0 bytes"),
        (b"PK\3\4 a document", "another kind of file"),
        (whole[:60], "cut off"),
        (whole[: len(whole) // 2], "damaged"),
        (whole[:4096] + b"\0" * 4096 + whole[8192:], "damaged"),
        (whole[:68] + b"\0\0\0\1" + whole[72:], "another program"),
        (whole[:60] + (2000).to_bytes(4) + whole[64:], "newer journeymap"),
    ):
        path.write_bytes(content)
        assert words in refused(path)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER evil AFTER INSERT ON journey_map BEGIN DELETE FROM step; END",
        "CREATE VIEW endless AS SELECT 1",
        "ALTER TABLE step ADD COLUMN more TEXT",
        "CREATE INDEX more ON step (title)",
    ],
)
def test_a_foreign_schema_is_refused(path: Path, sql: str) -> None:
    change(path, sql)
    assert "journeymap" in refused(path)


def test_a_foreign_write_ahead_log_is_left_alone_and_told(path: Path) -> None:
    beside = path.with_name(path.name + "-wal")
    beside.write_bytes(b"foreign")
    with Document.open(path, read_only=True) as document:
        assert beside.name in " ".join(document.notices)
    assert beside.read_bytes() == b"foreign"


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE journey_map SET title = 'forged'", "is not as the journal says"),
        ("DELETE FROM journey_map", "is missing"),
        ("UPDATE journal SET label = 'forged' WHERE seq = 2", "does not follow"),
        ("UPDATE change SET after = NULL WHERE seq = 2", "was altered"),
        ("DELETE FROM change WHERE seq = 2", "does not follow"),
        ("UPDATE project SET title = 'forged'", "is not as the journal says"),
    ],
)
def test_verify_sees_what_sqlite_calls_sound(path: Path, sql: str, words: str) -> None:
    add_map(path, "one")
    assert verify(path).wrong == ()
    change(path, sql)
    assert any(words in line for line in verify(path).wrong)


def test_verify_sees_a_cut_tail_and_a_rewritten_journal(path: Path) -> None:
    add_map(path, "one")
    earlier = path.read_bytes()
    add_map(path, "two")
    path.write_bytes(earlier)
    assert "its end was cut off" in " ".join(verify(path).wrong)


def test_going_back_in_time_is_announced(path: Path) -> None:
    earlier = path.read_bytes()
    add_map(path, "one")
    path.write_bytes(earlier)
    with Document.open(path) as document:
        assert "older than the one last seen" in " ".join(document.notices)


@pytest.mark.parametrize("version", [1000, 1001])
def test_a_migrated_file_equals_a_fresh_one_and_the_original_is_kept(
    path: Path, project_root: Path, journeymap_home: Path, version: int
) -> None:
    older = path.with_name("older.journey")
    shutil.copyfile(project_root / "tests" / "files" / f"{version}.journey", older)
    original = older.read_bytes()
    add_map(older, "another")
    with closing(sqlite3.connect(older)) as old, closing(sqlite3.connect(path)) as new:
        query = "SELECT name, sql FROM sqlite_schema ORDER BY name"
        texts = [[(name, sql and sql.split()) for name, sql in file.execute(query)] for file in (old, new)]
        assert texts[0] == texts[1]
        assert old.execute("PRAGMA user_version").fetchone() == (migrations.LATEST,)
    kept = list(journeymap_home.rglob(f"before-migration-{version}-1.journey"))
    assert [found.read_bytes() for found in kept] == [original]


def test_files_of_every_released_version_open(project_root: Path, tmp_path: Path) -> None:
    released = sorted((project_root / "tests" / "files").glob("*.journey"))
    assert [found.stem for found in released] == [str(migrations.FIRST), *(str(v) for v, _ in migrations.MIGRATIONS)]
    for found in released:
        copied = tmp_path / found.name
        shutil.copyfile(found, copied)
        add_map(copied, "another")
        assert "another" in titles(copied)
        assert verify(copied).wrong == ()


def test_backups_are_hourly_thinned_and_readable(path: Path) -> None:
    day = 24 * HOUR_S
    start = 1_800_000_000 // (7 * day) * (7 * day)
    for hour in range(0, 40 * 24, 2):
        back_up("p", path, start + hour * HOUR_S)
    now = start + 40 * day
    ages = [(now - made) // HOUR_S for made, _ in backups("p")]
    assert len([age for age in ages if age <= 24]) >= 10
    assert 12 <= len([age for age in ages if 24 < age <= 14 * 24]) <= 15
    assert 3 <= len([age for age in ages if age > 14 * 24]) <= 5
    assert back_up("p", path, now - 2 * HOUR_S + 60) is None
    assert all(titles(found) == [] for _, found in backups("p")[:2])


def test_the_working_copy_is_private(path: Path, journeymap_home: Path) -> None:
    with Document.open(path):
        databases = list(journeymap_home.glob("working/*/*/work.sqlite"))
        assert len(databases) == 1
        assert os.name != "posix" or databases[0].stat().st_mode & 0o077 == 0
    assert list(journeymap_home.glob("working/*/*/work.sqlite")) == []


def test_a_crash_between_writing_the_file_and_noting_it_makes_no_second_file(path: Path) -> None:
    code = CRASH.replace("os.kill", "document._working.write_state = lambda **_: None\ndocument.publish()\nos.kill")
    subprocess.run([sys.executable, "-c", code, str(path), "crashed"], check=False)
    assert titles(path) == ["crashed"]
    assert [found.name for found in path.parent.iterdir()] == [path.name]
