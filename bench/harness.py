"""What every benchmark shares: medians after a warm-up, child processes with their memory, rows, data to work on."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
RUNS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its floor. `met` is None where there is no goal, or nothing to hold it against."""

    work: str
    measured: str
    floor: str
    goal: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """What a child process took: wall seconds from its start to its end, its greatest memory, what it printed."""

    seconds: float
    memory_mib: float
    output: str


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median wall time of `runs` calls after one warm-up."""
    work()
    return statistics.median(timed(work) for _ in range(runs))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def middle_and_tail(seconds: Sequence[float]) -> tuple[float, float]:
    """p50 and p99 of single times."""
    ordered = sorted(seconds)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]


def run_child(*arguments: str | Path, home: Path) -> Child:
    """Run this Python with these arguments in the project's root; raises when it fails."""
    environment = {**os.environ, "JOURNEYMAP_HOME": str(home), "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    output = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, arguments[:4]))} ended with {process.returncode}")
    per_mib = 2**20 if sys.platform == "darwin" else 2**10
    return Child(seconds, usage.ru_maxrss / per_mib, output)


def median_child(*arguments: str | Path, home: Path, before: Callable[[], object] = lambda: None) -> Child:
    """The child with the median time of `RUNS` after one warm-up; `before` is called before each, untimed."""
    children = []
    for _ in range(RUNS + 1):
        before()
        children.append(run_child(*arguments, home=home))
    return sorted(children[1:], key=lambda child: child.seconds)[RUNS // 2]


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards, with the app's own files kept in it as well."""
    with TemporaryDirectory(prefix="journeymap-bench-") as name:
        before = os.environ.get("JOURNEYMAP_HOME")
        os.environ["JOURNEYMAP_HOME"] = str(Path(name) / "home")
        try:
            yield Path(name)
        finally:
            if before is None:
                del os.environ["JOURNEYMAP_HOME"]
            else:
                os.environ["JOURNEYMAP_HOME"] = before


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def ratio_row(work: str, seconds: float, floor_s: float, most: float, floor_of: str) -> Row:
    """A row whose goal is at most `most` times its floor."""
    ratio = seconds / floor_s
    return Row(
        work, f"{ms(seconds)} = {ratio:.2f} × floor", f"{ms(floor_s)} {floor_of}", f"≤ {most:g} × floor", ratio <= most
    )
