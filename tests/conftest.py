"""What holds for every test: no display, no network, a home of its own, and nothing odd left behind."""

import gc
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

if os.environ.get("QT_QPA_PLATFORM") != "xcb":  # a run with assistive technology asks for a real display
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A setting of the machine's that would hide what an unflushed or a full output does to the commands.
os.environ.pop("PYTHONUNBUFFERED", None)

# The same cases each time: what was green stays green until the code changes. `make soak` seeks new ones.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("seek", deadline=None, print_blob=True, max_examples=1000)
settings.load_profile(os.environ.get("JOURNEYMAP_HYPOTHESIS", "house"))

PROJECT = Path(__file__).resolve().parent.parent
SHARED_DATA = PROJECT.parent / "shared" / "data"


@pytest.fixture
def project_root() -> Path:
    """The top of the checkout."""
    return PROJECT


@pytest.fixture
def shared_data() -> Path:
    """The folder of public data sets beside the checkout; the test is skipped where it is not."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the shared data sets are not here: expected ../shared/data beside the checkout")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def journeymap_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for working copies, settings and backups, so that no test sees another's or the user's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("JOURNEYMAP_HOME", str(home))
    return home


class NetworkReached(AssertionError):
    """Something tried to leave this computer. Not an OSError, which careful code would catch and forget."""


@pytest.fixture(autouse=True)
def network_attempts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Blocks internet sockets and name look-ups; local sockets stay. Holds what was tried.

    A test fails for what is left in the list, so an attempt that the code swallows is seen as well.
    """
    attempts: list[str] = []
    make_socket = socket.socket.__init__

    def refuse(what: str) -> None:
        attempts.append(what)
        raise NetworkReached(f"Tests use no network, yet this was tried: {what}")

    def guarded(self: socket.socket, family: int = -1, *rest: int, **named: int) -> None:
        # Without a family the system's default is an internet socket; with a file number it is an open one.
        takes_over = named.get("fileno", rest[2] if len(rest) == 3 else None) is not None
        if family in {-1, socket.AF_INET, socket.AF_INET6} and not takes_over:
            refuse(f"an internet socket (family {family})")
        make_socket(self, family, *rest, **named)

    def no_look_up(host: object, *_: object, **__: object) -> None:
        refuse(f"looking up {host!r}")

    monkeypatch.setattr(socket.socket, "__init__", guarded)
    for look_up in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        monkeypatch.setattr(socket, look_up, no_look_up)
    yield attempts
    if attempts:
        pytest.fail(f"the network was tried: {', '.join(attempts)}")


class _LoudLines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_loud_log_lines(request: pytest.FixtureRequest) -> Iterator[None]:
    """A log line at WARNING or above fails the test that did not ask for it, by its marker or with caplog."""
    expected = "caplog" in request.fixturenames or request.node.get_closest_marker("allows_log_warnings")
    loud = _LoudLines()
    logging.getLogger().addHandler(loud)
    yield
    logging.getLogger().removeHandler(loud)
    if loud.lines and not expected:
        pytest.fail("log lines nobody asked for:\n" + "\n".join(loud.lines))


@pytest.fixture(autouse=True)
def garbage_of_windows_is_collected_on_their_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the app (ui/collecting.py): a widget collected on the document's thread would bring the process down."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads and timers that outlive a test fail it, for they would disturb the next one."""
    before = set(threading.enumerate())
    yield
    if request.node.get_closest_marker("allows_leftovers"):
        return
    left = _threads_left(before)
    if "qapp" in request.fixturenames:
        left += _qt_leftovers()
    if left:
        pytest.fail("still running after the test: " + ", ".join(left))


def _threads_left(before: set[threading.Thread], patience_s: float = 2.0) -> list[str]:
    """Threads begun since `before` that do not end by themselves, as closing may let them finish their work."""
    until = time.monotonic() + patience_s
    while True:
        # Qt keeps the threads of its pool; Python knows them as dummies without an end.
        left = [t for t in threading.enumerate() if t not in before and not t.name.startswith("Dummy-")]
        if not left or time.monotonic() > until:
            return [f"thread {t.name}" for t in left]
        time.sleep(0.01)


_reported_leftovers: set[int] = set()


def _qt_leftovers() -> list[str]:
    """Timers still ticking and Qt threads still running, each told once."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
    from shiboken6 import isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = []
    for thing in gc.get_objects():
        kind = type(thing)  # isinstance would wake proxies, whose target may be gone
        if not issubclass(kind, (QTimer, QThread)) or id(thing) in _reported_leftovers or not isValid(thing):
            continue
        main = QCoreApplication.instance()
        if issubclass(kind, QTimer) and thing.isActive():
            left.append(f"timer {thing.objectName() or kind.__name__} of {thing.parent()!r}")
        elif issubclass(kind, QThread) and thing.isRunning() and (main is None or thing != main.thread()):
            left.append(f"Qt thread {thing.objectName() or kind.__name__}")
        else:
            continue
        _reported_leftovers.add(id(thing))
    return left
