"""Private working copies: one for each path at which a project was opened for writing on this computer.

A working copy lies in a folder of its own with the state of its publishing (`state.json`) and a lock (`lock.sqlite`).
The lock is an SQLite transaction that is held while the process lives and is gone when it dies, however it dies.
"""

import getpass
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from journeymap.core.errors import Problem
from journeymap.store.places import working_folder


@dataclass(frozen=True, slots=True)
class State:
    """What a working copy was made from and how far it has been published."""

    path: str
    published_sha256: str = ""
    published_seq: int = 0
    user: str = ""
    pid: int = 0
    since_ms: int = 0


def user_name() -> str:
    """Who works here, for the journal and for "who has the project"."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


class WorkingCopy:
    """The folder of one working copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: sqlite3.Connection | None = None

    @property
    def database(self) -> Path:
        return self.folder / "work.sqlite"

    @property
    def state(self) -> State:
        try:
            return State(**json.loads((self.folder / "state.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return State("")

    def write_state(self, **changed: str | int) -> None:
        """Change fields of the state; on disk when this returns."""
        text = json.dumps(asdict(self.state) | changed)
        temporary = self.folder / "state.json.new"
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.folder / "state.json")

    def lock(self) -> bool:
        """Take the working copy for this process; False when a living one has it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.folder / "lock.sqlite", isolation_level=None, check_same_thread=False, timeout=0
        )
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._lock = connection
        return True

    def unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def unpublished(self) -> bool:
        """Whether it holds journal entries that its published file does not. Only while locked."""
        if not self.database.exists():
            return False
        try:
            with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
                last = connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
        except sqlite3.DatabaseError:
            return False
        return int(last) > self.state.published_seq

    def discard(self) -> None:
        """Delete the database; everything in it has been published."""
        for ending in ("", "-wal", "-shm", "-journal"):
            (self.folder / f"work.sqlite{ending}").unlink(missing_ok=True)

    def refusal(self, path: Path) -> Problem:
        """Why the project cannot be changed now: somebody else has it."""
        state = self.state
        return Problem(
            f"{path.name} is open in another window or command on this computer ({state.user or 'somebody'}, "
            f"process {state.pid}). Nothing was changed. Close it there, then try again."
        )


def copy_for(project_id: str, path: Path) -> WorkingCopy:
    """The working copy of a project as it is opened at this path."""
    try:
        name = str(path).encode()
    except UnicodeEncodeError:
        raise Problem(
            f"The name of {path} holds bytes that are no letters on this computer, so it cannot be a project. Nothing "
            "was changed. Please give it, or its folder, another name."
        ) from None
    key = hashlib.sha256(name).hexdigest()[:16]
    return WorkingCopy(working_folder(project_id) / key)


def copies_of(project_id: str) -> Iterator[WorkingCopy]:
    """All working copies of a project on this computer, whatever the path."""
    folder = working_folder(project_id)
    if folder.exists():
        yield from (WorkingCopy(child) for child in sorted(folder.iterdir()) if child.is_dir())


def copy_at_missing(path: Path) -> WorkingCopy | None:
    """A working copy with unpublished entries whose published file at `path` is gone."""
    root = working_folder("")
    if root.exists():
        for project in sorted(root.iterdir()):
            for copy in copies_of(project.name):
                if copy.state.path == str(path) and copy.database.exists():
                    return copy
    return None
