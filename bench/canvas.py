"""The map's canvas with 50, 500 and 2,000 steps: pan, zoom, drag, one edit → repaint; p50, p95 of a frame, memory."""

import os
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from bench.harness import Row, ms, run_child, scratch
from bench.made_up_maps import made_up_plan

FRAME_S = 1 / 60
SIZES = (50, 500, 2_000)
ZOOMS = (0.2, 0.5, 1.0, 2.0)
FRAMES = 60
EDITS = 5
WIDTH, HEIGHT = 1366, 768


def run() -> Iterator[Row]:
    """Each size in a process of its own, so that its memory is its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for steps in SIZES:
        with scratch() as folder:
            child = run_child("-m", "bench.canvas", str(steps), home=folder)
        for line in child.output.splitlines():
            work, _, numbers = line.partition("\t")
            middle, tail = (float(number) for number in numbers.split())
            goal = not work.startswith("one edit")
            yield Row(
                f"{steps:,} steps, {2 * steps:,} links: {work}",
                f"p50 {ms(middle)}, p95 {ms(tail)}",
                f"{ms(FRAME_S)} one frame",
                "p95 ≤ 1 frame" if goal else "",
                tail <= FRAME_S if goal else None,
            )
        yield Row(f"{steps:,} steps: memory of the process", f"{child.memory_mib:,.0f} MiB", "not measured")


def measure(steps: int) -> None:
    """Print what every movement takes on a map of so many steps: name, p50 and p95 in seconds."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from journeymap.present.map import build_map, count_map
    from journeymap.ui import theme
    from journeymap.ui.map.sheet import make_sheet
    from journeymap.ui.map.view import MapCanvas

    app = QApplication([])
    theme.install(app, "light")
    plan = made_up_plan(steps, 2 * steps)
    view = build_map(count_map(plan, (), ()))
    canvas = MapCanvas()
    canvas.resize(WIDTH, HEIGHT)
    canvas.show_map(view, plan)
    canvas.show()
    across, down = canvas.horizontalScrollBar(), canvas.verticalScrollBar()

    def settle() -> None:
        until = perf_counter() + 1.0
        while perf_counter() < until:
            app.processEvents()

    def frames(move: Callable[[int], None]) -> list[float]:
        settle()
        taken = []
        for at in range(FRAMES):
            began = perf_counter()
            move(at)
            canvas.viewport().repaint()
            taken.append(perf_counter() - began)
            app.processEvents()
        return taken

    def pan(at: int) -> None:
        across.setValue(across.value() + 37)
        down.setValue(down.value() + (11 if at % 4 < 2 else -11))

    def drag(at: int) -> None:
        QTest.mouseMove(canvas.viewport(), held + QPoint(12 + at * 5, at % 7))

    for zoom in ZOOMS:
        canvas.zoom_to(zoom)
        across.setValue(across.maximum() // 3)
        _say(f"pan at {zoom:.0%}", frames(pan))
        _say(f"zoom from {zoom:.0%}", frames(lambda at: canvas.zoom_by(1.05 if at % 20 < 10 else 1 / 1.05)))
    canvas.zoom_to(1.0)
    taken_step = view.main_path[len(view.main_path) // 2]
    canvas.bring_into_sight(taken_step)
    settle()
    held = canvas.mapFromScene(canvas.cards()[taken_step].center())
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=held)
    _say("a card is dragged", frames(drag))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=held)
    edits = []
    for number in range(EDITS):
        changed = made_up_plan(steps, 2 * steps, renamed=number * steps // EDITS)
        began = perf_counter()
        sheet = make_sheet(build_map(count_map(changed, (), ())), changed)
        laid_out = perf_counter()
        canvas.show_sheet(sheet)
        canvas.viewport().repaint()
        edits.append((laid_out - began, perf_counter() - laid_out))
    _say("one edit: counted and laid out, off the window's thread", [edit[0] for edit in edits])
    _say("one edit: shown and painted", [edit[1] for edit in edits])
    os._exit(0)  # the order in which Python lets go of widgets at its end is no part of this


def _say(work: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    tail = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    print(f"{work}\t{statistics.median(ordered)} {tail}", flush=True)


if __name__ == "__main__":
    measure(int(sys.argv[1]))
