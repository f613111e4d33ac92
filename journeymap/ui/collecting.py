"""Garbage is collected on the window's thread only, and a little at a time.

Python collects cycles on whatever thread happens to allocate, and a widget that is destroyed on another thread than the
window's brings the process down. So the automatic collection is off, and a timer of the window's thread does it.

Going through the many values of a large map would hold the window up for a tenth of a second. They are put aside (they
hold no cycles and go away by themselves); everything is gone through while another app is in front.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

EVERY_MS = 1_000
MOST_OBJECTS = 40_000
"""So many are gone through at once: some 20 ms."""
_OLDEST = 2


class Collector(QObject):
    """Switches the automatic collection off for as long as it lives, and collects when enough has come together."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was imported stays to the end
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Collect once more and leave the rest to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()

    @staticmethod
    def _on_timeout() -> None:
        away = QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive
        collect(away=away)


def collect(*, away: bool) -> None:
    """Collect what is due. Too much to be gone through at once is put aside, and looked at when everybody is `away`."""
    counts = gc.get_count()
    due = max((each for each, most in enumerate(gc.get_threshold()) if counts[each] > most), default=-1)
    much = counts[0] > MOST_OBJECTS
    if away and (much or due == _OLDEST):
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    elif much or (due == _OLDEST and _not_put_aside() > MOST_OBJECTS):
        gc.freeze()
    elif due >= 0:
        gc.collect(due)


def _not_put_aside() -> int:
    return sum(len(gc.get_objects(generation)) for generation in range(_OLDEST + 1))
