"""A project that is open. The database is the document: an edit is one transaction, one journal entry, one notice."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from journeymap.core.changes import Changes
from journeymap.core.clock import Clock, SystemClock
from journeymap.core.errors import Problem
from journeymap.core.history import Done, History
from journeymap.core.model import ENTITIES, Project
from journeymap.core.reader import Reader
from journeymap.core.real_file import real_file
from journeymap.store import engine, journal, migrations, opening, recovery
from journeymap.store.anchors import note_anchor, time_went_back
from journeymap.store.backup import back_up
from journeymap.store.editing import SqlEdit
from journeymap.store.journal import Anchor
from journeymap.store.publish import publish
from journeymap.store.reading import SqlReader
from journeymap.store.rows import SHAPES
from journeymap.store.working import State, WorkingCopy, copy_for, user_name

REST_MS = 5_000
"""So long after the last change the file is published …"""
PAUSE_MS = 60_000
"""… but not more often than this."""
PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class PublishStatus:
    """What the status bar says: when the file was last written, whether more waits, and what went wrong."""

    published_at_ms: int | None
    pending: bool
    problem: str = ""


class Document:
    """One open project. To be used from one thread at a time; `subscribe` is called on that thread.

    Opening, editing and publishing raise `Problem` with a plain sentence; a failed edit leaves nothing behind.
    """

    def __init__(
        self,
        path: Path,
        connection: Connection,
        working: WorkingCopy | None,
        clock: Clock,
        actor: str,
        notices: list[str],
    ) -> None:
        self.path = path
        self.clock = clock
        self.notices = notices
        """Sentences on what was found while opening; to be shown once."""
        self.recording = False
        """While True nothing is published, so that entries never wait."""
        self._actor = actor
        self._connection = connection
        self._working = working
        self._subscribers: list[Callable[[Changes], None]] = []
        project_id = str(connection.exec_driver_sql("SELECT id FROM project").scalar_one())
        self._reader = SqlReader(connection, project_id)
        self._history = History(journal.done(connection))
        self._history.forget_redo()
        self._editing = False
        self._published_at_ms: int | None = None
        self._changed_at_ms: int | None = None  # monotonic, as is the next
        self._not_before_ms = 0
        self._problem = ""
        state = working.state if working is not None else State("")
        self._published_sha256, self._published_seq = state.published_sha256, state.published_seq

    # -- opening and closing ------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        title: str,
        clock: Clock | None = None,
        zone: str = "UTC",
        made_up: bool = False,
        actor: str | None = None,
    ) -> "Document":
        """Make a new project file; refused where there is one already."""
        engine.check_sqlite()
        path = real_file(path)
        if path.exists():
            raise Problem(f"{path} is there already and was left as it is. Choose another name.")
        if not path.parent.is_dir():
            raise Problem(f"The folder {path.parent} does not exist. Make it first, or choose another place.")
        clock = clock or SystemClock()
        project_id = clock.new_id()
        working = copy_for(project_id, path)
        if not working.lock():
            raise working.refusal(path)
        connection = engine.open_working(working.database)
        try:
            migrations.create(connection)
            project = Project(id=project_id, project_id=project_id, title=title, zone=zone, made_up=made_up)
            actor = actor or user_name()
            with engine.transaction(connection):
                edit = SqlEdit(connection, project_id, clock)
                edit.put(project)
                first = Changes("New project", tuple(edit.changes), actor, clock.now_ms(), 1, "new")
                journal.write(connection, first, project_id, clock)
            working.write_state(path=str(path), user=user_name(), pid=os.getpid(), since_ms=clock.now_ms())
            document = cls(path, connection, working, clock, actor, [])
            document._publish_first()
        except BaseException:
            engine.close(connection)
            working.discard()
            working.unlock()
            raise
        return document

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, clock: Clock | None = None, actor: str | None = None
    ) -> "Document":
        """Open a project file. Entries of a process that died are taken over first, whoever opens it.

        A read-only document is a private copy of the file as it was published last.
        """
        engine.check_sqlite()
        path = real_file(path)
        clock = clock or SystemClock()
        notices: list[str] = []
        project_id = recovery.take_over(path, notices, to_read=read_only)
        notices += [
            f"A foreign file {name} lies beside the project; it was not used." for name in opening.companions(path)
        ]
        if read_only:
            connection = recovery.open_private_copy(path)
            return cls(path, connection, None, clock, actor or user_name(), notices)
        working, connection = recovery.open_for_writing(project_id, path, clock, notices)
        document = cls(path, connection, working, clock, actor or user_name(), notices)
        went_back = time_went_back(project_id, journal.last_anchor(connection))
        if went_back:
            notices.append(went_back)
        return document

    def close(self) -> None:
        """Publish what waits and let go of the project. A Problem means: safe on this computer, not in the file."""
        if self._working is None:
            engine.close(self._connection)
            return
        try:
            if self._remove_dead_imports() or self._pending():
                self.publish(PATIENCE_S)
        finally:
            pending = self._pending()
            engine.close(self._connection)
            if not pending:
                self._working.discard()
            self._working.unlock()
            self._working = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- reading and changing -----------------------------------------------------------------------------------

    @property
    def project_id(self) -> str:
        return self._reader.project_id

    @property
    def read_only(self) -> bool:
        """Whether this is a private copy of the published file, which nothing can change."""
        return self._working is None

    def read(self) -> Reader:
        return self._reader

    @contextmanager
    def edit(self, label: str, scope: str = "") -> Iterator[SqlEdit]:
        """One transaction. `label` says what the person did, without personal data; `scope` is a running session's id.

        Whatever is raised inside undoes it all. Nothing changed: no journal entry.
        """
        with self._transaction(label, scope) as edit:
            yield edit

    def undo(self, scope: str = "") -> Changes:
        """Take back the last edit (of a running session, when `scope` names it); raises Problem or Conflict."""
        entry = self._history.next_undo(scope)
        if entry is None:
            raise Problem("There is nothing to undo.")
        return self._revert(entry, "undo", entry.seq, scope)

    def redo(self, scope: str = "") -> Changes:
        """Do the last undone edit again; raises Problem or Conflict."""
        entry = self._history.next_redo(scope)
        if entry is None:
            raise Problem("There is nothing to redo.")
        return self._revert(entry, "redo", entry.seq, scope)

    def next_undo(self, scope: str = "") -> Done | None:
        return self._history.next_undo(scope)

    def next_redo(self, scope: str = "") -> Done | None:
        return self._history.next_redo(scope)

    @property
    def schema_version(self) -> str:
        """The version of the file's tables, major.minor."""
        return migrations.version_text(migrations.user_version(self._connection))

    def last_entry(self) -> Anchor:
        """The last journal entry's number and hash."""
        return journal.last_anchor(self._connection)

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call back after every commit; returns what ends it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def _revert(self, entry: Done, kind: str, of: int, scope: str) -> Changes:
        items = journal.items(self._connection, of)
        if kind == "redo":
            items = tuple(item.inverted() for item in reversed(items))
        target = Changes(entry.label, items, self._actor, 0, of)
        made: list[Changes] = []
        with self._transaction(entry.label, scope or entry.scope, kind, of, made) as edit:
            edit.revert(target)
        return made[0]

    @contextmanager
    def _transaction(
        self, label: str, scope: str, kind: str = "edit", of: int | None = None, made: list[Changes] | None = None
    ) -> Iterator[SqlEdit]:
        if self._working is None:
            raise Problem(f"{self.path.name} is open for reading only, so nothing was changed.")
        assert not self._editing, "an edit is one transaction; they do not nest"
        self._editing = True
        try:
            with engine.transaction(self._connection):
                edit = SqlEdit(self._connection, self.project_id, self.clock)
                yield edit
                seq = journal.last_anchor(self._connection).seq + 1
                changes = Changes(label, tuple(edit.changes), self._actor, self.clock.now_ms(), seq, kind, of, scope)
                if changes.items or kind != "edit":
                    journal.write(self._connection, changes, self.project_id, self.clock)
        finally:
            self._editing = False
            self._reader.look_at_imports()
        if changes.items or kind != "edit":
            self._history.add(Done(seq, label, kind, of, scope))
            self._changed_at_ms = self.clock.monotonic_ms()
            if made is not None:
                made.append(changes)
            for callback in list(self._subscribers):
                callback(changes)

    # -- publishing ---------------------------------------------------------------------------------------------

    def status(self) -> PublishStatus:
        return PublishStatus(self._published_at_ms, self._pending(), self._problem)

    def publish(self, patience_s: float = 0.0) -> None:
        """Write the user's file now; raises Problem when it cannot be written (nothing is lost)."""
        assert self._working is not None
        anchor = self.last_entry()
        try:
            written, digest = publish(self._connection, self.path, self._published_sha256, patience_s)
        except Problem as problem:
            self._problem = str(problem)
            raise
        if written != self.path:
            self.notices.append(
                f"{self.path.name} was changed by somebody else meanwhile, so your work is in {written.name} beside it."
            )
            self.path = written
        self._published_sha256, self._published_seq = digest, anchor.seq
        self._problem = ""
        self._published_at_ms = self.clock.now_ms()
        # What follows only helps a later start; the file is written, so a full disk here must not look like a loss.
        with suppress(OSError):
            self._working.write_state(path=str(written), published_sha256=digest, published_seq=anchor.seq)
            note_anchor(self.project_id, anchor)
        back_up(self.project_id, written)

    def _publish_first(self) -> None:
        try:
            self.publish()
        except Problem as problem:
            raise Problem(
                f"{self.path} could not be written, so no project was made. Check the folder's rights and the free "
                "space, or choose another place."
            ) from problem

    def publish_if_due(self) -> bool:
        """Publish when the last change has rested and the last publish is long enough ago; never while recording.

        A Problem is kept for `status` instead of raised.
        """
        if self._working is None or self.recording or self._changed_at_ms is None or not self._pending():
            return False
        now = self.clock.monotonic_ms()
        if now - self._changed_at_ms < REST_MS or now < self._not_before_ms:
            return False
        self._not_before_ms = now + PAUSE_MS
        try:
            self.publish()
        except Problem:
            return False
        return True

    def _pending(self) -> bool:
        return self._working is not None and self.last_entry().seq > self._published_seq

    def _remove_dead_imports(self) -> bool:
        """Delete the rows of imports that were undone; only the batch itself stays, for the journal."""
        dead = self._connection.exec_driver_sql("SELECT id FROM import_batch WHERE live = 0").fetchall()
        if not dead:
            return False
        removed = 0
        # Whole imports go, so nothing that stays refers to them; checked row by row it would take minutes.
        self._connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        with engine.transaction(self._connection):
            for kind in reversed(ENTITIES):
                if "import_id" in SHAPES[kind].names:
                    sql = f"DELETE FROM {SHAPES[kind].name} WHERE import_id = ?"
                    removed += sum(self._connection.exec_driver_sql(sql, tuple(row)).rowcount for row in dead)
        self._connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        return removed > 0
