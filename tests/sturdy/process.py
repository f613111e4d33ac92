"""The app as a process of its own that can be killed, stopped and listened to."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from journeymap.core.edits.maps import make_map
from journeymap.store.document import Document

PATIENCE_S = 60.0


def new_project(file: Path) -> None:
    """A project with an empty map."""
    with Document.create(file, title=file.stem, zone="Europe/London") as document, document.edit("Make") as edit:
        make_map(edit, "Renew a parking permit")


class HeardProcess:
    """A process that is listened to and can be killed.

    `lines` are the whole lines that it has said so far, `complaints` what it said on its standard error until it died.
    """

    def __init__(self, command: Sequence[str], root: Path, **environment: str) -> None:
        self.lines: list[str] = []
        self.complaints = ""
        self._process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._threads: list[threading.Thread] = []
        self._beside(self._listen)
        self._beside(self._mind)

    def _beside(self, work: Callable[[], None]) -> None:
        """Do something in a thread of its own, for as long as the process lives."""
        self._threads.append(threading.Thread(target=work))
        self._threads[-1].start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):  # half a line is no acknowledgement
                self.lines.append(line.decode().rstrip("\n"))

    def _mind(self) -> None:
        assert self._process.stderr is not None
        self.complaints = self._process.stderr.read().decode(errors="replace")

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """kill -9, and take up what it had said."""
        self._process.kill()
        for thread in self._threads:
            thread.join()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class TypingWindow(HeardProcess):
    """`tests/sturdy/typing_window.py` on a file."""

    def __init__(
        self, file: Path, root: Path, *, seed: int = 1, entries: int = 100_000, tasks: Sequence[str] = ()
    ) -> None:
        command = ("tests.sturdy.typing_window", str(file), str(seed), str(entries), *tasks)
        super().__init__(command, root, QT_QPA_PLATFORM="offscreen")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def said(self, word: str) -> list[str]:
        """What followed this word in every line that begins with it."""
        return [line.partition(" ")[2] for line in list(self.lines) if line.partition(" ")[0] == word]

    def shown(self) -> dict[str, str]:
        """Entries that were on disk and shown: id → words, as they were shown last."""
        parts = (line.partition(" ") for line in self.said("ENTRY"))
        return {entry_id: words for entry_id, _, words in parts}

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so; fails after a while, or when the window is gone."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.alive, f"the window is gone: {self.complaints}"
            assert time.monotonic() < end, f"this never came; said so far: {self.lines[-8:]}"
            time.sleep(0.01)

    def until_shown(self, entries: int) -> None:
        """Wait until so many entries are on disk and shown."""
        self.until(lambda: len(self.shown()) >= entries)

    def wish(self, line: str) -> None:
        """Tell it something on its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def stand_still(self, seconds: float) -> None:
        """SIGSTOP, and SIGCONT after a while."""
        self._process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self._process.send_signal(signal.SIGCONT)
