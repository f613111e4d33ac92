"""Finds the command, runs it, and turns every end that it can come to into an exit status and at most one sentence."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from journeymap import __version__
from journeymap.cli import analyses, demo, exporting, importing, projects, recording
from journeymap.cli.parsing import Commands
from journeymap.cli.terminal import prepare_streams, tell
from journeymap.cli.trouble import tell_bug, tell_unreachable
from journeymap.core.errors import Cancelled, Problem

OpenWindow: TypeAlias = Callable[[str | None], int]
DONE, TROUBLE, WRONG_USAGE = 0, 1, 2

_WITHOUT_A_COMMAND = """\
without a command:
  journeymap               open the window
  journeymap FILE          open this project in the window

examples:
  journeymap new permit.journey --title "Renew a parking permit"
  journeymap import permit.journey notes.txt log.csv
  journeymap rank permit.journey

`journeymap COMMAND --help` says more. Exit status: 0 done, 1 a problem told in one sentence, 2 wrong usage.
"""


def run(arguments: list[str], open_window: OpenWindow) -> int:
    """Run one command line (without the program's name); gives the exit status and never raises.

    `open_window` shows a project, or none, until it is closed, and gives the exit status.
    """
    prepare_streams()
    try:
        status = _status_of(arguments, open_window)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _drop_output()  # whoever read it has seen enough
        return DONE
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 -- the last place where anything can be told in words
        _drop_output()
        _tell_trouble(error)
        return TROUBLE


def _tell_trouble(error: BaseException) -> None:
    match error:
        case Problem():
            tell(str(error))
        case Cancelled():
            tell("Stopped; nothing of it was kept.")
        case KeyboardInterrupt():
            tell("Stopped. What was confirmed before is safe.")
        case OSError():
            tell_unreachable(error)
        case _:
            tell_bug(error)


def _drop_output() -> None:
    """Where stdout cannot be written any more, keep Python from trying it once again when it closes it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _status_of(arguments: list[str], open_window: OpenWindow) -> int:
    try:
        return _run(arguments, open_window)
    except SystemExit as stop:  # argparse, after its help or its usage message
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE


def _run(arguments: list[str], open_window: OpenWindow) -> int:
    parser, commands = build_parser()
    first = arguments[0] if arguments else ""
    if first.startswith("-") or first in commands.choices:
        options = parser.parse_args(arguments)
        if "run" not in options:
            parser.error("name a command, or nothing at all for the window")
        options.open_window = open_window
        status: int = options.run(options)
        return status
    if len(arguments) > 1:
        parser.error(f"{first!r} is not a command")
    if first and not _looks_like_a_file(first):
        parser.error(f"{first!r} is neither a command nor a file")
    return open_window(first or None)


def build_parser() -> tuple[argparse.ArgumentParser, Commands]:
    """The parser, and the commands in it in the order in which a project uses them."""
    parser = argparse.ArgumentParser(
        prog="journeymap",
        description="Watch people use a service, count what happened, and say honestly what hurts most.",
        epilog=_WITHOUT_A_COMMAND,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"journeymap {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for group in (projects, importing, recording, analyses, exporting, demo):
        group.add(commands)
    return parser, commands


def _looks_like_a_file(text: str) -> bool:
    return Path(text).suffix != "" or os.sep in text or Path(text).exists()
