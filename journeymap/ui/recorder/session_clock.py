"""The clock of a running session: it never goes back, and it tells of stretches in which the app did not run."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

TICK_MS: Final = 250
GAP_MS: Final = 10_000
"""More than this between two ticks is a stretch that nobody saw."""
_BOOT_CLOCK: Final[int | None] = getattr(time, "CLOCK_BOOTTIME", None)


def since_boot_ms() -> int:
    """Milliseconds since the computer was started, its sleep counted in where the platform can tell.

    Setting the clock on the wall, forwards or back, does not touch it.
    """
    if _BOOT_CLOCK is not None:
        return time.clock_gettime_ns(_BOOT_CLOCK) // 1_000_000
    return awake_ms()


def awake_ms() -> int:
    """Milliseconds that the computer has been awake, where the platform can tell; else those since its start."""
    return time.monotonic_ns() // 1_000_000


class SessionClock(QObject):
    """Milliseconds since the start of a session. `ticked` comes four times a second while it runs.

    `gap` carries the time at which a stretch that nobody saw began, the time at which it ended, and why: a key of
    core.scales.GAPS. `passed_ms` and `awake_ms` are read for the time, with sleep and without it.
    """

    ticked = Signal()
    gap = Signal(int, int, str)

    def __init__(
        self,
        parent: QObject,
        passed_ms: Callable[[], int] = since_boot_ms,
        awake_ms: Callable[[], int] = awake_ms,
    ) -> None:
        super().__init__(parent)
        self._passed_ms = passed_ms
        self._awake_ms = awake_ms
        self._zero_ms = 0  # as `passed_ms` counts
        self._stands_ms: int | None = None
        self._last_tick_ms = 0
        self._last_awake_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def runs(self) -> bool:
        return self._timer.isActive()

    def now_ms(self) -> int | None:
        """The time now, or that at which the clock stands; None where no time is known."""
        return max(0, self._passed_ms() - self._zero_ms) if self.runs else self._stands_ms

    def run_from(self, at_ms: int) -> None:
        """Run from now on, which is `at_ms` after the start."""
        self._last_tick_ms, self._last_awake_ms = self._passed_ms(), self._awake_ms()
        self._zero_ms = self._last_tick_ms - at_ms
        self._timer.start()
        self.ticked.emit()

    def stand_at(self, at_ms: int | None) -> None:
        """Stand still; None: at no time."""
        self._timer.stop()
        self._stands_ms = at_ms
        self.ticked.emit()

    def _on_tick(self) -> None:
        now_ms, awake_ms = self._passed_ms(), self._awake_ms()
        away_ms = now_ms - self._last_tick_ms
        slept_ms = away_ms - (awake_ms - self._last_awake_ms)
        from_ms = self._last_tick_ms - self._zero_ms
        self._last_tick_ms, self._last_awake_ms = now_ms, awake_ms
        if away_ms > GAP_MS:
            # A clock that stops in sleep fell behind the one that does not; else the process alone stood still.
            self.gap.emit(from_ms, now_ms - self._zero_ms, "asleep" if slept_ms > away_ms // 2 else "stopped")
        self.ticked.emit()
