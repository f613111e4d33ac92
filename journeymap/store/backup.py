"""Automatic backups, outside the project's folder: at most one an hour, thinned to daily and weekly ones.

Each is a copy of the published file, opened once before it counts.
"""

import shutil
import time
from pathlib import Path

from journeymap.core.errors import Problem
from journeymap.store.opening import check_file
from journeymap.store.places import backup_folder

HOUR_S = 3600
_SPANS = ((24 * HOUR_S, HOUR_S), (14 * 24 * HOUR_S, 24 * HOUR_S), (365 * 24 * HOUR_S, 7 * 24 * HOUR_S))
"""Up to this age, keep one in each of these spans; what is older than the last goes."""


def backups(project_id: str) -> list[tuple[int, Path]]:
    """(time in seconds since 1970 UTC, file), newest first."""
    folder = backup_folder(project_id)
    found = [(int(path.stem), path) for path in folder.glob("*.journey") if path.stem.isdigit()]
    return sorted(found, reverse=True)


def back_up(project_id: str, published: Path, now_s: int | None = None) -> Path | None:
    """Keep a copy of a published file when the last one is an hour old; returns it when one was made.

    Trouble with a backup never stops the work: the project itself has just been written.
    """
    now = int(time.time()) if now_s is None else now_s
    there = backups(project_id)
    if there and now - there[0][0] < HOUR_S:
        return None
    target = backup_folder(project_id) / f"{now}.journey"
    temporary = target.with_suffix(".new")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(published, temporary)
        check_file(temporary)
        temporary.replace(target)
    except (OSError, Problem):
        temporary.unlink(missing_ok=True)
        return None
    _thin(project_id, now)
    return target


def keep_original(project_id: str, original: Path, version: int) -> Path:
    """Keep a file as it was before it is brought to a newer version; numbered, never thinned."""
    folder = backup_folder(project_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = 1
    while (target := folder / f"before-migration-{version}-{number}.journey").exists():
        number += 1
    shutil.copyfile(original, target)
    return target


def _thin(project_id: str, now_s: int) -> None:
    """Of each span keep the oldest copy, so that what stays grows evenly older."""
    kept: set[tuple[int, int]] = set()
    for made_s, path in sorted(backups(project_id)):
        age = now_s - made_s
        span = next((length for limit, length in _SPANS if age <= limit), None)
        slot = None if span is None else (span, made_s // span)
        if slot is None or slot in kept:
            path.unlink(missing_ok=True)
        else:
            kept.add(slot)
