"""Opens the window from the command line, where there is one to open."""

import os
import sys

from journeymap.core.errors import Problem


def has_display() -> bool:
    """Whether a window could be shown here. A chosen Qt platform (offscreen, vnc …) counts as a display."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(file: str | None) -> int:
    """Open the window, on this project when one is named; gives the exit status when it is closed.

    Raises Problem where there is no PySide6 or no display.
    """
    if not has_display():
        raise Problem("There is no display here to open a window on; every command works without one (journeymap --help).")
    try:
        import PySide6.QtWidgets
    except ImportError as error:
        raise Problem(
            "The window needs PySide6, which is not installed or cannot be loaded here; every command works without"
            f" it (journeymap --help). What was missing: {error}."
        ) from error
    from journeymap.app import run_window

    return run_window(file)
