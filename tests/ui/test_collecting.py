"""Windows are never destroyed on another thread than their own."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from journeymap.ui.collecting import MOST_OBJECTS, Collector, collect


class Knot:
    """Something that only the collection of cycles can free."""

    def __init__(self) -> None:
        self.itself = self


def litter() -> None:
    """Makes enough cycles for an automatic collection to start, were it on."""
    for _ in range(5_000):
        Knot()


def test_cycles_are_collected_by_the_window_and_never_by_another_thread(qtbot: QtBot, qapp: object) -> None:
    from PySide6.QtCore import QObject

    gc.enable()  # as it is in a new process; the tests of windows switch it off
    parent = QObject()
    collector = Collector(parent)
    freed_by: list[str] = []
    knot = Knot()
    weakref.finalize(knot, lambda: freed_by.append(threading.current_thread().name))
    del knot
    worker = threading.Thread(target=litter, name="worker")
    worker.start()
    worker.join()
    assert freed_by == []
    qtbot.waitUntil(lambda: bool(freed_by), timeout=10_000)
    assert freed_by == [threading.main_thread().name]
    collector.stop()
    assert gc.isenabled()


def test_too_much_to_go_through_waits_until_nobody_is_there(qapp: object) -> None:
    gc.collect()
    gone: list[bool] = []
    knot = Knot()
    weakref.finalize(knot, gone.append, True)
    del knot
    many = [[number] for number in range(MOST_OBJECTS + 1_000)]
    collect(away=False)
    assert gc.get_freeze_count() > MOST_OBJECTS
    collect(away=False)
    assert not gone
    del many
    more = [[number] for number in range(MOST_OBJECTS + 1_000)]
    collect(away=True)
    assert gone
    del more
    gc.unfreeze()
