"""Publishing a project file of 8.7 MB, beside VACUUM INTO and one fsync."""

import os
import sqlite3
from pathlib import Path

from bench.harness import Row, median_seconds, ratio_row, scratch
from bench.synthetic import running_project

ENTRIES = 9_500


def run() -> list[Row]:
    with scratch() as folder:
        path = folder / "bench.journey"
        document, _ = running_project(path, ENTRIES)
        document.publish()
        size_mb = path.stat().st_size / 1e6
        published_s = median_seconds(document.publish)
        floor_s = median_seconds(lambda: _vacuum_and_sync(path, folder / "floor.sqlite"))
        document.close()
    return [ratio_row(f"{size_mb:.1f} MB", published_s, floor_s, 1.5, "VACUUM INTO + fsync")]


def _vacuum_and_sync(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(source)
    connection.execute("VACUUM INTO ?", (str(target),))
    connection.close()
    handle = os.open(target, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
