"""The recorder in the real window: one entry from Enter to paint, and a whole session typed at 12 keys a second.

JOURNEYMAP_BENCH_MINUTES says how long that session is (2 unless told; 30 for the long one), with 200 entries in 30.
"""

import os
import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from bench.harness import Row, middle_and_tail, ms, run_child, scratch, timed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QListView

    from journeymap.ui.recorder.place import RecordPlace

SIZES = (0, 3_000, 30_000, 100_000)
PER_SESSION = 50
TIMES, WARM_UP = 120, 20
KEYS_PER_S = 12
ENTRIES_PER_MIN = 200 / 30
MOST_S = 0.050
LINE = "!2 looks for the number on the wrong page #number"


def run() -> Iterator[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for size in SIZES:
        with scratch() as folder:
            project = folder / "bench.journey"
            write_project(project, size)
            said = run_child("-m", "bench.recorder", "entry", project, home=folder / "home").output.split()
        middle, tail, floor_middle, floor_tail = (float(number) for number in said)
        yield Row(
            f"Enter → on disk → painted, {size:,} entries in the project",
            f"p50 {ms(middle)} = {middle / floor_middle:.2f} × floor, p99 {ms(tail)}",
            f"p50 {ms(floor_middle)}, p99 {ms(floor_tail)}: one row committed (WAL, FULL), a list's new row painted",
            "p50 ≤ 2 × floor, p99 ≤ 30 ms",
            middle <= 2 * floor_middle and tail <= 0.030,
        )
    minutes = float(os.environ.get("JOURNEYMAP_BENCH_MINUTES", "2"))
    with scratch() as folder:
        project = folder / "bench.journey"
        write_project(project, 3_000)
        said = run_child("-m", "bench.recorder", "session", project, str(minutes), home=folder / "home").output.split()
    typed, kept, held_up_s = int(said[0]), int(said[1]), float(said[2])
    yield Row(
        f"a session of {minutes:g} minutes, {typed} entries at {KEYS_PER_S} keys a second",
        f"{kept} kept, in order and word by word; the window's thread held up {ms(held_up_s)} at most",
        "not measured",
        "all kept, ≤ 50 ms",
        kept == typed and held_up_s <= MOST_S,
    )


def write_project(path: Path, entries: int) -> None:
    """A project with so many entries in ended sessions, and one session in progress."""
    from bench.synthetic import running_project
    from journeymap.core.edits.consent import give_consent
    from journeymap.core.edits.people import find_or_make_participant
    from journeymap.core.edits.recording import end_session, start_session
    from journeymap.core.model import Observation, Session, Step

    document, running_id = running_project(path, 20)
    with document.edit("More sessions") as edit:
        steps = edit.find(Step)
        running = edit.get(Session, running_id)
        assert running is not None
        give_consent(edit, running_id, ("notes", "quotes"))
        for number in range(entries // PER_SESSION):
            person = find_or_make_participant(edit, f"B{number + 1:02d}")
            session = start_session(edit, participant_id=person.id, map_id=running.map_id)
            give_consent(edit, session.id, ("notes", "quotes"))
            for at in range(PER_SESSION):
                visit = at % 10 == 0
                edit.put(
                    Observation(
                        id=edit.clock.new_id(), project_id=edit.project_id, session_id=session.id, seq=at + 1,
                        at_ms=at * 5000, kind="visit" if visit else "do", text="" if visit else "reads and goes on",
                        step_id=steps[at // 10 % len(steps)].id if visit else None,
                    )
                )  # fmt: skip
            end_session(edit, session.id, "completed", PER_SESSION * 5000)
    document.recording = False
    document.close()


def _recorder(path: Path) -> tuple["QApplication", "RecordPlace"]:
    """The window on this project, gone on with the session that is open, with the keyboard in the capture line."""
    from PySide6.QtWidgets import QApplication, QPushButton

    from journeymap.ui.collecting import Collector
    from journeymap.ui.desk import Desk
    from journeymap.ui.recorder.place import RecordPlace
    from journeymap.ui.responding import put_the_window_first

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    put_the_window_first()
    app.setProperty("collector", Collector(app))
    desk = Desk(app)
    app.setProperty("desk", desk)
    desk.open(path)
    turn_until(app, lambda: bool(desk.windows) and "still open" in desk.windows[-1].messages.text())
    window = desk.windows[-1]
    window.resize(1366, 768)
    window.activateWindow()
    next(each for each in window.messages.findChildren(QPushButton) if each.text() == "Go on with it").click()

    def ready() -> bool:
        found = window.places.get("record")
        return isinstance(found, RecordPlace) and found.during.line_frame.line.hasFocus()

    turn_until(app, ready)
    place = window.places["record"]
    assert isinstance(place, RecordPlace)
    rest(app, 1.0)
    return app, place


def turn_until(app: "QApplication", condition: Callable[[], bool]) -> None:
    """Turn the event loop until something is so."""
    deadline = perf_counter() + 120
    while not condition():
        app.processEvents()
        sleep(0.0005)
        if perf_counter() > deadline:
            raise TimeoutError("what was waited for did not come")


def rest(app: "QApplication", seconds: float = 0.03) -> None:
    """Let the window finish what is left to do."""
    until = perf_counter() + seconds
    turn_until(app, lambda: perf_counter() > until)


def measure_entry(path: Path) -> None:
    """Print p50 and p99 of an entry from Enter to paint, and of the floor, in seconds."""
    from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QListView

    class Paints(QObject):
        """Counts how often something was painted."""

        count = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return False

    app, place = _recorder(path)
    recording = place.recording
    assert recording is not None
    paints = Paints()
    place.during.stream.viewport().installEventFilter(paints)
    bare = sqlite3.connect(path.with_suffix(".sqlite"), isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE row (text TEXT)"):
        bare.execute(statement)
    listed = QListView()
    floor_paints = Paints()
    shown = _bare_list(listed)
    listed.viewport().installEventFilter(floor_paints)
    entries, floors = [], []
    line = place.during.line_frame.line
    # As the app's own loop waits: one that spins holds the interpreter while the document's thread needs it.
    waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents

    def entry() -> None:
        wanted, painted = len(recording.entries) + 1, paints.count
        QTest.keyClick(line, Qt.Key.Key_Return)
        while len(recording.entries) < wanted or paints.count == painted:
            app.processEvents(waiting)

    def floor() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO row VALUES (?)", (LINE,))
        bare.execute("COMMIT")
        painted = floor_paints.count
        shown()
        while floor_paints.count == painted:
            app.processEvents(waiting)

    for number in range(TIMES + WARM_UP):
        line.put(f"{LINE} {number}")
        rest(app)
        entries.append(timed(entry))
        rest(app)
        floors.append(timed(floor))
    bare.close()
    print(*middle_and_tail(entries[WARM_UP:]), *middle_and_tail(floors[WARM_UP:]), flush=True)
    os._exit(0)


def _bare_list(view: "QListView") -> Callable[[], None]:
    """A bare list on screen, and what adds a row to it."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    model = QStandardItemModel(view)
    view.setModel(model)
    view.resize(600, 500)
    view.show()

    def add() -> None:
        model.appendRow(QStandardItem(LINE))
        view.scrollToBottom()

    return add


def measure_session(path: Path, minutes: float) -> None:
    """Type a session by keys alone; print how many entries were typed, how many kept, and the longest hold-up in s."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from bench.blocked import Watch

    app, place = _recorder(path)
    recording = place.recording
    assert recording is not None
    watch = Watch(app)
    chance = random.Random(5)
    line = place.during.line_frame.line
    before = len(recording.entries)
    wanted = []
    began = perf_counter()
    for number in range(max(1, round(minutes * ENTRIES_PER_MIN))):
        while perf_counter() < began + number / ENTRIES_PER_MIN * 60:
            watch.turn()
        text = " ".join(chance.choices(("reads", "asks", "goes", "back", "opens", "looks", "waits"), k=4))
        wanted.append(f"{text} {number}")
        for key in f"{chance.choice(('', '!2 ', '? ', '& '))}{wanted[-1]}":
            due = perf_counter() + 1 / KEYS_PER_S
            watch.timed(partial(QTest.keyClicks, line, key))
            while perf_counter() < due:
                watch.turn()
        watch.timed(lambda: QTest.keyClick(line, Qt.Key.Key_Return))
    watch.until(lambda: len(recording.entries) >= before + len(wanted))
    kept = [entry.text for entry in recording.entries[before:]]
    same = sum(typed == found for typed, found in zip(wanted, kept, strict=False))
    print(len(wanted), same, watch.worst[0], flush=True)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "entry":
        measure_entry(Path(sys.argv[2]))
    else:
        measure_session(Path(sys.argv[2]), float(sys.argv[3]))
