"""Where `record` gets its lines from: a keyboard, with the time of each first keystroke, or a pipe."""

import codecs
import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from journeymap.core.clock import Clock

_LONGEST_LINE: Final = 1_000_000  # bytes; a longer one comes in pieces, so that no input can fill the memory
_TICK_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line and the moment at which it began, on the clock's monotonic scale (ms)."""

    text: str
    began_ms: int


class LineSource(Protocol):
    """Gives lines until the input ends; `left_over` says whether something came after the last line taken."""

    def __iter__(self) -> Iterator[TypedLine]: ...

    @property
    def left_over(self) -> bool: ...


def line_source(clock: Clock, prompt: Callable[[], str]) -> LineSource:
    """Lines from the terminal with this prompt, or from the pipe or file that stands in its place."""
    return _Keyboard(clock, prompt) if sys.stdin.isatty() else _Pipe(clock)


class _Pipe:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bytes = b""

    @property
    def left_over(self) -> bool:
        return self._bytes.strip() != b""

    def __iter__(self) -> Iterator[TypedLine]:
        self._bytes = self._read().removeprefix(codecs.BOM_UTF8)
        while self._bytes:
            end = self._bytes.find(b"\n")
            if end < 0 and len(self._bytes) < _LONGEST_LINE:
                more = self._read()
                if more:
                    self._bytes += more
                    continue
            end = len(self._bytes) if end < 0 else end + 1
            line, self._bytes = self._bytes[:end], self._bytes[end:]
            yield TypedLine(_decoded(line), self._clock.monotonic_ms())
            if not self._bytes:
                self._bytes = self._read()

    def _read(self) -> bytes:
        """What is there now, at least one byte unless the input has ended."""
        source = getattr(sys.stdin, "buffer", None)
        if isinstance(source, (io.BufferedReader, io.BytesIO)):
            return source.read1(65_536)
        return sys.stdin.readline().encode(errors="surrogatepass")


def _decoded(line: bytes) -> str:
    """A line as text: UTF-8, else Windows-1252, as for every other input."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


class _Keyboard:
    """Waits for the first key without taking it, notes the time, and leaves the rest to the usual line editing."""

    left_over = False

    def __init__(self, clock: Clock, prompt: Callable[[], str]) -> None:
        self._clock = clock
        self._prompt = prompt

    def __iter__(self) -> Iterator[TypedLine]:
        _load_line_editing()
        while True:
            began_ms = self._wait_for_key()
            try:
                text = input(self._prompt())
            except EOFError:
                print()
                return
            yield TypedLine(text, began_ms)

    def _wait_for_key(self) -> int:
        """The moment of the next keystroke; meanwhile the prompt's clock goes on."""
        with _single_keys() as pressed:
            while True:
                print(f"\r{self._prompt()}", end="", flush=True)
                if pressed(_TICK_S):
                    print("\r", end="", flush=True)
                    return self._clock.monotonic_ms()


def _load_line_editing() -> None:
    """With this module loaded, input() edits lines and knows earlier ones; Windows does so by itself."""
    try:
        import readline
    except ImportError:
        return
    readline.set_auto_history(True)


@contextmanager
def _single_keys() -> Iterator[Callable[[float], bool]]:
    """A function that waits up to some seconds for a key and says whether one waits to be read."""
    if sys.platform == "win32":
        yield _pressed_on_windows
        return
    import select
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield lambda seconds: bool(select.select([terminal], [], [], seconds)[0])
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)


def _pressed_on_windows(seconds: float) -> bool:
    import importlib

    console = importlib.import_module("msvcrt")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if console.kbhit():
            return True
        time.sleep(0.02)
    return False
