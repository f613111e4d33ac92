"""Opening a project in the presence of working copies: whoever opens it first takes over what a dead process left."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import tzlocal
from sqlalchemy import Connection

from journeymap.core.clock import Clock
from journeymap.core.errors import Problem
from journeymap.store import engine, journal, migrations, opening
from journeymap.store.backup import keep_original
from journeymap.store.journal import Anchor
from journeymap.store.publish import FOREIGN, publish
from journeymap.store.working import WorkingCopy, copies_of, copy_at_missing, copy_for, user_name

PATIENCE_S = 10.0


def take_over(path: Path, notices: list[str], *, to_read: bool = False) -> str:
    """Publish the unpublished entries of this project that a dead process left; returns the project's id.

    Where they cannot be published, that is a Problem, as a writer would work past them; `to_read` only notes it.

    Looked for by project id at any path: the same path, or one that is gone (the file was moved or renamed). A working
    copy whose own path still exists belongs to a copy of the file and is left alone.
    """
    if not path.exists():
        _restore_missing(path, notices)
    project_id = opening.check_file(path)
    for copy in copies_of(project_id):
        home = copy.state.path
        if home and home != str(path) and Path(home).exists():
            continue
        if not copy.lock():
            if home == str(path):
                notices.append(_as_of(path, copy))
            continue
        try:
            if copy.unpublished():
                _publish_left(copy, path, notices)
            copy.discard()
        except Problem as problem:
            if not to_read:
                raise
            notices.append(f"Changes that have not reached the file yet are not shown: {problem}")
        finally:
            copy.unlock()
    return project_id


def _as_of(path: Path, copy: WorkingCopy) -> str:
    zone = ZoneInfo(tzlocal.get_localzone_name())
    written = datetime.fromtimestamp(path.stat().st_mtime, zone).strftime("%H:%M")
    return f"{copy.state.user or 'Somebody'} is changing {path.name} at the moment; this is the file as of {written}."


def _restore_missing(path: Path, notices: list[str]) -> None:
    """The published file is gone, yet this computer may still hold a working copy of it."""
    copy = copy_at_missing(path)
    if copy is None or not copy.lock():
        return
    try:
        if copy.unpublished():
            _publish_left(copy, path, notices)
            copy.discard()
    finally:
        copy.unlock()


def _publish_left(copy: WorkingCopy, path: Path, notices: list[str]) -> None:
    connection = engine.open_working(copy.database)
    try:
        last = journal.last_anchor(connection)
        if path.exists() and _holds(path, last):
            return  # it died after the file was replaced and before that was noted
        kept = last.seq - copy.state.published_seq
        # Where nobody knows what it was made from, a file that is there is somebody else's.
        made_from = copy.state.published_sha256 or (FOREIGN if path.exists() else "")
        written, digest = publish(connection, path, made_from, PATIENCE_S)
        copy.write_state(path=str(written), published_sha256=digest, published_seq=last.seq)
    finally:
        engine.close(connection)
    entries, were, are = ("1 change", "was", "is") if kept == 1 else (f"{kept:,} changes", "were", "are")
    if written == path:
        notices.append(f"{entries} that had not reached the file after a crash {were} brought back.")
    else:
        notices.append(
            f"{entries} from before a crash {are} in {written.name}, because {path.name} was changed meanwhile."
        )


def _holds(path: Path, anchor: Anchor) -> bool:
    published = engine.open_published(path)
    try:
        return journal.holds(published, anchor)
    finally:
        engine.close(published)


def open_for_writing(project_id: str, path: Path, clock: Clock, notices: list[str]) -> tuple[WorkingCopy, Connection]:
    """Lock a working copy and fill it from the published file, brought to the newest version."""
    working = copy_for(project_id, path)
    if not working.lock():
        raise working.refusal(path)
    try:
        _fill(working, path, clock)
        connection = engine.open_working(working.database)
        try:
            _bring_up_to_date(connection, project_id, path, notices)
        except BaseException:
            engine.close(connection)
            working.discard()
            raise
    except OSError as error:
        working.unlock()
        raise Problem(
            f"The working copy of {path.name} could not be made on this computer ({error.strerror}). "
            "The file is untouched. Free some space, then try again."
        ) from error
    except BaseException:
        working.unlock()
        raise
    return working, connection


def _bring_up_to_date(connection: Connection, project_id: str, path: Path, notices: list[str]) -> None:
    old = migrations.user_version(connection)
    if old < migrations.LATEST:
        kept = keep_original(project_id, path, old)
        opening.bring_up_to_date(connection, path.name)
        notices.append(f"The file was brought to the newest version; as it was before, it is kept in {kept}.")


def _fill(working: WorkingCopy, path: Path, clock: Clock) -> None:
    """Copy the published file into the working copy.

    The state is written before the database has its name, so that a crash in between never leaves a database that
    looks as if it held more than the file.
    """
    working.discard()
    arriving = working.folder / "work.new"
    shutil.copyfile(path, arriving)
    arriving.chmod(0o600)
    copied = engine.open_published(arriving)
    seq = journal.last_anchor(copied).seq
    engine.close(copied)
    working.write_state(
        path=str(path), published_sha256=opening.sha256_of(arriving), published_seq=seq,
        user=user_name(), pid=os.getpid(), since_ms=clock.now_ms(),
    )  # fmt: skip
    arriving.replace(working.database)


def open_private_copy(path: Path) -> Connection:
    """The published file as it is now, in memory: no handle stays on it, so it can be replaced meanwhile."""
    connection = engine.open_in_memory(path)
    try:
        opening.bring_up_to_date(connection, path.name)
    except Problem:
        engine.close(connection)
        raise
    connection.exec_driver_sql("PRAGMA query_only = ON")
    return connection
