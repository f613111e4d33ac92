"""`journeymap` and `python -m journeymap`: a command, or the window when no command is named."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command or open the window; gives the exit status 0, 1 (told in one sentence) or 2 (wrong usage)."""
    from journeymap.cli.main import run

    return run(sys.argv[1:] if argv is None else list(argv), open_window)


def open_window(file: str | None) -> int:
    """Open the window, on this project when one is named; gives the exit status when it is closed.

    Raises Problem where PySide6 or a display is missing.
    """
    from journeymap.cli.display import can_open_window
    from journeymap.core.errors import Problem

    try:
        from journeymap.app import run_window
    except ImportError as error:
        if (error.name or "").startswith("journeymap"):
            raise
        raise Problem(
            f"The window needs PySide6, which cannot be loaded here ({error}); every command works without it, see"
            " journeymap --help."
        ) from error
    if not can_open_window():
        raise Problem(
            "There is no display here to open a window on; every command works without one, see journeymap --help."
        )
    return run_window(file)


if __name__ == "__main__":
    sys.exit(main())
