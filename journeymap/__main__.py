"""`journeymap` and `python -m journeymap`: a command, or the window when no command is named."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command or open the window; gives the exit status 0, 1 (told in one sentence) or 2 (wrong usage)."""
    from journeymap.cli.main import run

    return run(sys.argv[1:] if argv is None else list(argv))


if __name__ == "__main__":
    sys.exit(main())
