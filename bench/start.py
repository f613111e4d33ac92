"""From the start of the process to a painted window, and the memory then; beside a bare PySide6 window."""

import importlib.util
import os

from bench.harness import Child, Row, median_child, run_child, scratch

# Painted means: the event loop is idle again after the paint that was looked for. Then the process ends at once.
WATCH = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QGraphicsView, QLabel, QMainWindow

class Painted(QObject):
    def __init__(self, wanted):
        super().__init__()
        self.wanted = wanted

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.wanted(watched):
            self.wanted = lambda _: False
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

def any_window(watched):
    return watched.isWidgetType() and watched.isWindow()

def a_map(watched):
    view = watched.parent()
    return isinstance(view, QGraphicsView) and len(view.cards()) > 5
"""

BARE = f"""{WATCH}
app = QApplication(sys.argv[:1])
painted = Painted(any_window)
app.installEventFilter(painted)
window = QMainWindow()
window.setCentralWidget(QLabel("journeymap"))
window.resize(900, 620)
window.show()
app.exec()
"""

OURS = f"""{WATCH}
from journeymap import app as journeymap_app
make_application = journeymap_app.make_application

def watched_application():
    app = make_application()
    app.painted = Painted(a_map if len(sys.argv) > 1 else any_window)
    app.installEventFilter(app.painted)
    return app

journeymap_app.make_application = watched_application
journeymap_app.run_window(sys.argv[1] if len(sys.argv) > 1 else None)
"""


def run() -> list[Row]:
    if importlib.util.find_spec("PySide6") is None:
        return [Row("start", "PySide6 is not installed here", "—")]
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scratch() as folder:
        home = folder / "home"
        bare = median_child("-c", BARE, home=home)
        welcome = median_child("-c", OURS, home=home)
        run_child("-m", "journeymap", "demo", "--no-window", "--dir", folder / "demo", home=home)
        opened = median_child("-c", OURS, folder / "demo" / "parking-permit.journey", home=home)
    return [
        _row("welcome window painted", welcome, bare, 2.0, 2.5),
        _row("sample's map painted", opened, bare, 4.0, None),
    ]


def _row(work: str, child: Child, bare: Child, most: float, most_memory: float | None) -> Row:
    ratio, memory = child.seconds / bare.seconds, child.memory_mib / bare.memory_mib
    goal = f"≤ {most:g} × floor" + (f", ≤ {most_memory:g} × its memory" if most_memory is not None else "")
    return Row(
        work,
        f"{child.seconds:.2f} s = {ratio:.2f} × floor, {child.memory_mib:,.0f} MiB = {memory:.2f} ×",
        f"{bare.seconds:.2f} s, {bare.memory_mib:,.0f} MiB: a bare PySide6 window",
        goal,
        ratio <= most and (most_memory is None or memory <= most_memory),
    )
