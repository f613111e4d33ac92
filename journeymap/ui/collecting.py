"""Garbage is collected on the window's thread only.

Python collects cycles on whatever thread happens to allocate, and a widget that is destroyed on another thread than the
window's brings the process down. So the automatic collection is off, and a timer of the window's thread does it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collector(QObject):
    """Switches the automatic collection off for as long as it lives, and collects when enough has come together."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Collect once more and leave the rest to Python."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    @staticmethod
    def _on_timeout() -> None:
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most]
        if due:
            gc.collect(due[-1])
