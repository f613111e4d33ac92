"""One entry of a running session: the capture line's edit until it is durable, at 0, 3,000 and 30,000 entries."""

import sqlite3
from pathlib import Path

from bench.harness import Row, middle_and_tail, ms, scratch, timed
from bench.synthetic import running_project

SIZES = (0, 3_000, 30_000)
TIMES, WARM_UP = 200, 20
LINE = "!2 looks for the number on the wrong page #number"


def run() -> list[Row]:
    rows = []
    middles = []
    for size in SIZES:
        with scratch() as folder:
            entry, floor = _measure(folder, size)
        (middle, tail), (floor_middle, floor_tail) = middle_and_tail(entry), middle_and_tail(floor)
        middles.append(middle)
        rows.append(
            Row(
                f"at {size:,} entries",
                f"p50 {ms(middle)} = {middle / floor_middle:.2f} × floor, p99 {ms(tail)}",
                f"p50 {ms(floor_middle)}, p99 {ms(floor_tail)}: one row, one commit, WAL and FULL",
                "p50 ≤ 2 × floor, p99 ≤ 30 ms",
                middle <= 2 * floor_middle and tail <= 0.030,
            )
        )
    growth = middles[-1] / middles[0]
    rows.append(Row("flat", f"p50 at {SIZES[-1]:,} is {growth:.2f} × that at 0", "1.00", "≤ 1.25", growth <= 1.25))
    return rows


def _measure(folder: Path, size: int) -> tuple[list[float], list[float]]:
    """Seconds of each entry and of each bare commit, taken in turns so that the disk's moods meet both."""
    from journeymap.core.capture import parse_line
    from journeymap.core.edits.recording import record

    document, session_id = running_project(folder / "bench.journey", size)
    bare = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE row (text TEXT)"):
        bare.execute(statement)
    number = size

    def entry() -> None:
        with document.edit("Record a pain", scope=session_id) as edit:
            record(edit, session_id, parse_line(LINE), number * 1000)

    def commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO row VALUES (?)", (LINE,))
        bare.execute("COMMIT")

    entries, commits = [], []
    for _ in range(TIMES + WARM_UP):
        number += 1
        entries.append(timed(entry))
        commits.append(timed(commit))
    bare.close()
    document.close()
    return entries[WARM_UP:], commits[WARM_UP:]
