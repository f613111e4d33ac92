"""How long the window's thread is held up at a time, with a map of 2,000 steps and 4,000 links: each thing people do.

A process of its own opens the real window and does one thing after another. Every turn of the event loop is timed, and
every call that stands for a key or a click. With JOURNEYMAP_BENCH_STACKS=1 whatever takes too long shows where it was.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread, get_ident
from time import perf_counter, sleep, thread_time
from typing import TYPE_CHECKING

from bench.harness import Row, ms, run_child, scratch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from journeymap.ui.map.place import MapPlace
    from journeymap.ui.window import ProjectWindow

STEPS = 2_000
MOST_S = 0.050
TIMES = 3
_QUIET_S = 0.4
_PATIENCE_S = 60.0


def run() -> Iterator[Row]:
    from bench.blocked_deeds import write_project

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scratch() as folder:
        project = folder / "large.journey"
        write_project(project, STEPS)
        child = run_child("-m", "bench.blocked", project, home=folder / "home")
    for line in child.output.splitlines():
        work, _, numbers = line.partition("\t")
        wall, own = (float(number) for number in numbers.split())
        yield Row(
            f"{STEPS:,} steps, {2 * STEPS:,} links: {work}",
            f"held up {ms(wall)} at most, {ms(own)} of them at work",
            "not measured",
            "≤ 50 ms",
            wall <= MOST_S,
        )


class Watch:
    """Times the turns of the event loop and what is done between them. `worst`: wall seconds, and those at work."""

    def __init__(self, app: "QApplication") -> None:
        self._app = app
        self._began = 0.0
        self.worst = (0.0, 0.0)
        if os.environ.get("JOURNEYMAP_BENCH_STACKS"):
            Thread(target=self._tell_where, args=(get_ident(),), daemon=True).start()

    def timed(self, work: Callable[[], object]) -> None:
        """Do one piece of work, and remember how long it took if it is the longest so far."""
        self._began, at_work = perf_counter(), thread_time()
        work()
        took = perf_counter() - self._began, thread_time() - at_work
        self._began = 0.0
        self.worst = max(self.worst, took)

    def turn(self) -> None:
        """One turn of the event loop."""
        self.timed(self._app.processEvents)  # comes back when nothing is left to do, so that waiting is not counted
        sleep(0.001)

    def _tell_where(self, window_thread: int) -> None:
        told = 0.0
        while True:
            sleep(0.002)
            began = self._began
            if began and began != told and perf_counter() - began > MOST_S:
                told = began
                traceback.print_stack(sys._current_frames()[window_thread])

    def until(self, condition: Callable[[], bool]) -> None:
        """Turn the event loop until something is so, and then until it has been quiet for a while."""
        deadline = perf_counter() + _PATIENCE_S
        while not condition():
            self.turn()
            if perf_counter() > deadline:
                raise TimeoutError("what was waited for did not come")
        quiet = perf_counter() + _QUIET_S
        while perf_counter() < quiet:
            self.turn()


def opened(path: Path) -> tuple[Watch, "ProjectWindow", "MapPlace"]:
    """The real window on a project, just made and of a laptop's size. The process is to be ended by `os._exit`."""
    from PySide6.QtWidgets import QApplication

    from journeymap.ui.collecting import Collector
    from journeymap.ui.desk import Desk
    from journeymap.ui.map.place import MapPlace
    from journeymap.ui.responding import put_the_window_first

    import_module("journeymap.ui.window")  # the app loads it behind the welcome page
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    put_the_window_first()
    app.setProperty("collector", Collector(app))
    desk = Desk(app)
    app.setProperty("desk", desk)
    watch = Watch(app)
    desk.open(path)
    while not desk.windows:
        watch.turn()
    window = desk.windows[-1]
    window.resize(1366, 768)
    window.activateWindow()
    place = window.places["map"]
    assert isinstance(place, MapPlace)
    return watch, window, place


def measure(path: Path) -> None:
    """Print for everything that is done how long the window's thread was held up by it: the median of the runs."""
    from bench.blocked_deeds import deeds

    watch, window, place = opened(path)
    _say("the window is made", [watch.worst])
    watch.worst = (0.0, 0.0)
    watch.until(lambda: len(place.panel.canvas.cards()) == STEPS)
    _say("the map is shown for the first time", [watch.worst])
    for name, deed, done in deeds(window, place):
        taken = []
        for _ in range(TIMES):
            watch.worst = (0.0, 0.0)
            watch.timed(deed)
            watch.until(done)
            taken.append(watch.worst)
        _say(name, taken)
    os._exit(0)


def _say(work: str, taken: list[tuple[float, float]]) -> None:
    wall, own = sorted(taken)[len(taken) // 2]
    print(f"{work}\t{wall} {own}", flush=True)


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
