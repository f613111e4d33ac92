"""traffic_fines_10k: `import`, then `flow`, as whole processes; beside reading and counting it in bare Python."""

import importlib.util

from bench.harness import Child, Row, median_child, run_child, scratch
from bench.synthetic import fines_log

FLOOR = """
import csv, sys
from collections import Counter, defaultdict
from datetime import datetime
cases = defaultdict(list)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        cases[row["case_id"]].append((datetime.fromisoformat(row["timestamp"]), row["activity"]))
pairs, variants = Counter(), Counter()
for events in cases.values():
    steps = [step for _, step in sorted(events, key=lambda event: event[0])]
    pairs.update(zip(steps, steps[1:]))
    variants[tuple(steps)] += 1
print(len(pairs), len(variants))
"""

PEER = """
import sys, pandas, pm4py
log = pm4py.format_dataframe(
    pandas.read_csv(sys.argv[1]), case_id="case_id", activity_key="activity", timestamp_key="timestamp"
)
print(len(pm4py.discover_dfg(log)[0]), len(pm4py.get_variants(log)))
"""


def run() -> list[Row]:
    with scratch() as folder:
        home = folder / "home"
        log, project = fines_log(folder), folder / "fines.journey"

        def afresh() -> None:
            project.unlink(missing_ok=True)
            run_child("-m", "journeymap", "new", project, home=home)

        imported = median_child("-m", "journeymap", "import", project, log, home=home, before=afresh)
        counted = median_child("-m", "journeymap", "flow", project, "--json", home=home)
        floor = median_child("-c", FLOOR, log, home=home)
        installed = importlib.util.find_spec("pm4py") is not None
        peer = median_child("-c", PEER, log, home=home) if installed else None
    seconds, memory = imported.seconds + counted.seconds, max(imported.memory_mib, counted.memory_mib)
    compared = _compared(peer)
    return [
        Row("import", _told(imported), _told(floor) + ": read and count in bare Python"),
        Row("flow --json", _told(counted), ""),
        Row(
            "both",
            f"{seconds:.2f} s, at most {memory:,.0f} MiB",
            f"{_told(floor)}; pm4py: {compared}",
            "faster than pm4py (read, directly-follows, variants), less memory",
            None if peer is None else seconds < peer.seconds and memory < peer.memory_mib,
        ),
    ]


def _told(child: Child) -> str:
    return f"{child.seconds:.2f} s, {child.memory_mib:,.0f} MiB"


def _compared(peer: Child | None) -> str:
    return "not installed here (it is AGPL and never a dependency)" if peer is None else _told(peer)
