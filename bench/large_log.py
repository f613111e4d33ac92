"""A log of some 278,000 events (traffic_fines eight times over, new case ids): import, undo, redo, with memory."""

import json
import sys
from pathlib import Path

from bench.harness import RUNS, Child, Row, run_child, scratch
from bench.synthetic import fines_log

COPIES = 8

FLOOR = """
import csv, sqlite3, sys
source, target = sys.argv[1:]
connection = sqlite3.connect(target, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = FULL")
connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, case_id TEXT, step TEXT, at TEXT)")
with open(source, encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    next(rows)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO event (case_id, step, at) VALUES (?, ?, ?)", ((r[0], r[1], r[3]) for r in rows))
    connection.execute("COMMIT")
"""

WORK = """
import json, sys, time
from pathlib import Path
from journeymap.core.progress import Progress
from journeymap.interchange.importing import import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.store.document import Document

source, target = map(Path, sys.argv[1:])
seconds = {}

def timed(name, work):
    began = time.perf_counter()
    work()
    seconds[name] = time.perf_counter() - began

document = Document.create(target, title="Bench")

def take_in():
    with document.edit("Import 1 file") as edit:
        import_sources(edit, [source], ImportOptions(), Progress())

timed("import", take_in)
timed("publish", document.publish)
timed("undo", document.undo)
timed("redo", document.redo)
timed("close", document.close)
print(json.dumps(seconds))
"""


def run() -> list[Row]:
    with scratch() as folder:
        log = fines_log(folder, COPIES)
        events = sum(1 for _ in log.open(encoding="utf-8")) - 1
        floors = [_child(folder, FLOOR, log, f"floor-{number}.sqlite") for number in range(RUNS + 1)][1:]
        works = [_child(folder, WORK, log, f"work-{number}.journey") for number in range(RUNS + 1)][1:]
    floor = sorted(floors, key=lambda child: child.seconds)[RUNS // 2]
    seconds = [json.loads(child.output) for child in works]
    middle = {name: sorted(row[name] for row in seconds)[RUNS // 2] for name in seconds[0]}
    memory = sorted(child.memory_mib for child in works)[RUNS // 2]
    told = f"{floor.seconds:.2f} s, {floor.memory_mib:,.0f} MiB: csv.reader and one executemany, whole process"
    import_s = middle["import"]
    return [
        Row(f"import of {events:,} events", f"{import_s:.2f} s = {events / import_s:,.0f} events/s", told),
        Row("publish after it", f"{middle['publish']:.2f} s", "—"),
        Row("undo", f"{middle['undo'] * 1000:,.0f} ms", "one row and one commit"),
        Row("redo", f"{middle['redo'] * 1000:,.0f} ms", "one row and one commit"),
        Row("memory, at most", f"{memory:,.0f} MiB", f"{floor.memory_mib:,.0f} MiB"),
    ]


def _child(folder: Path, code: str, log: Path, name: str) -> Child:
    target = folder / name
    child = run_child("-c", code, log, target, home=folder / "home")
    target.unlink()
    print(".", end="", file=sys.stderr, flush=True)
    return child
