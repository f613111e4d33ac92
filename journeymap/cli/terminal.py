"""What goes out to a terminal or a pipe: plain lines, one JSON document, sentences about trouble, progress."""

import atexit
import json
import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any, TextIO, cast

from journeymap.core.progress import Progress
from journeymap.report.plain import shown

_BAR_WIDTH = 24


def prepare_streams() -> None:
    """Make every text printable: a stream that cannot show a letter writes its code instead of failing.

    Where there is no stream at all (a windowed program, or one that was closed), nothing is printed or read.
    """
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout = sys.stdout or _nothing("w")
    sys.stderr = sys.stderr or _nothing("w")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _nothing(mode: str) -> TextIO:
    until_the_end = ExitStack()
    atexit.register(until_the_end.close)
    return cast(TextIO, until_the_end.enter_context(open(os.devnull, mode, encoding="utf-8")))


def say(text: str = "") -> None:
    """Print lines for a person on stdout; what would move the cursor or turn the line round is written out."""
    for line in text.split("\n"):
        print(shown(line))


def say_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def sentence(text: str) -> str:
    """The text as one printable line, whatever line breaks a name in it may hold."""
    return shown(" ".join(text.split()))


def tell(text: str) -> None:
    """Print one sentence about trouble, or a hint, on stderr."""
    sys.stdout.flush()
    print(sentence(text), file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    """Print one JSON document on stdout: UTF-8 where the stream can, codes everywhere else."""
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    print(json.dumps(value, ensure_ascii=encoding != "utf8", allow_nan=False, indent=2))


def terminal_progress() -> Progress:
    """Progress that draws one line on stderr when that is a terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        return Progress()
    shown = _ProgressLine()
    return Progress(shown.show)


class _ProgressLine:
    """One line, drawn again only when its text changes, and wiped at the end."""

    def __init__(self) -> None:
        self._last = ""

    def show(self, fraction: float, text: str) -> None:
        done = round(_BAR_WIDTH * min(max(fraction, 0.0), 1.0))
        line = f"[{'=' * done}{' ' * (_BAR_WIDTH - done)}] {sentence(text)[:48]}"
        if fraction >= 1:
            line = ""
        if line != self._last:
            print(f"\r{line:<80}\r{line}", end="", file=sys.stderr, flush=True)
            self._last = line
