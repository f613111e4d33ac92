"""Progress and cancel are the same call."""

from collections.abc import Callable

from journeymap.core.errors import Cancelled


class Progress:
    """Passes on how far long work is, and stops it when the person has asked for that.

    `show` receives a fraction 0…1 and what is being done, in words.
    """

    def __init__(self, show: Callable[[float, str], None] | None = None) -> None:
        self._show = show
        self._cancelled = False

    def cancel(self) -> None:
        """Make the next `at` raise. Safe to call from another thread."""
        self._cancelled = True

    def at(self, fraction: float, text: str) -> None:
        """Report `fraction` (0…1) done; raises `Cancelled` when the work is to stop."""
        if self._cancelled:
            raise Cancelled(text)
        if self._show is not None:
            self._show(fraction, text)
