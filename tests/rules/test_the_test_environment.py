"""The guards of conftest.py guard: each is shown to fail a test that breaks its rule."""

import logging
import os
import socket
import threading
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def guarded_run(pytester: pytest.Pytester, project_root: Path) -> pytest.Pytester:
    """A folder whose tests run, in a process of their own, under the same conftest.py and settings as ours."""
    pytester.makeconftest((project_root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (pytester.path / "pyproject.toml").write_bytes((project_root / "pyproject.toml").read_bytes())
    return pytester


def test_an_internet_socket_is_refused(network_attempts: list[str]) -> None:
    with pytest.raises(AssertionError, match="Tests use no network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(AssertionError, match="Tests use no network"):
        socket.socket(socket.AF_INET6)
    with pytest.raises(AssertionError, match="Tests use no network"):
        socket.socket()
    assert network_attempts
    network_attempts.clear()


def test_a_local_socket_is_allowed() -> None:
    here, there = socket.socketpair()
    with here, there:
        here.sendall(b"hello")
        assert there.recv(5) == b"hello"


def test_every_test_has_a_home_of_its_own(journeymap_home: Path) -> None:
    assert os.environ["JOURNEYMAP_HOME"] == str(journeymap_home)
    assert list(journeymap_home.iterdir()) == []


def test_a_swallowed_network_attempt_fails_the_test(guarded_run: pytest.Pytester) -> None:
    guarded_run.makepyfile(
        """
        import contextlib, socket

        def test_quietly_phones_home():
            with contextlib.suppress(AssertionError):
                socket.getaddrinfo("example.org", 80)
        """
    )
    result = guarded_run.runpytest_subprocess(".")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*the network was tried: looking up 'example.org'*"])


def test_a_log_line_nobody_asked_for_fails_the_test(guarded_run: pytest.Pytester) -> None:
    guarded_run.makepyfile(
        """
        import logging
        import pytest

        def test_is_loud():
            logging.getLogger("journeymap").warning("disk nearly full")

        @pytest.mark.allows_log_warnings
        def test_is_loud_on_purpose():
            logging.getLogger("journeymap").warning("disk nearly full")
        """
    )
    result = guarded_run.runpytest_subprocess(".")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*WARNING journeymap: disk nearly full*"])


def test_a_thread_left_running_fails_the_test(guarded_run: pytest.Pytester) -> None:
    guarded_run.makepyfile(
        """
        import threading

        stop = threading.Event()

        def test_leaves_a_thread():
            threading.Thread(target=stop.wait, name="forgotten", daemon=True).start()
        """
    )
    result = guarded_run.runpytest_subprocess(".")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*still running after the test: thread forgotten*"])


def test_a_timer_left_ticking_fails_the_test(guarded_run: pytest.Pytester) -> None:
    guarded_run.makepyfile(
        """
        from PySide6.QtCore import QTimer

        kept = []

        def test_leaves_a_timer(qapp):
            kept.append(QTimer())
            kept[0].setObjectName("forgotten")
            kept[0].start(10_000)

        def test_stops_its_timer(qapp):
            kept.append(QTimer())
            kept[1].start(10_000)
            kept[1].stop()
        """
    )
    result = guarded_run.runpytest_subprocess(".")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*still running after the test: timer forgotten*"])


def test_a_warning_and_a_word_of_complaint_from_qt_fail_the_test(guarded_run: pytest.Pytester) -> None:
    guarded_run.makepyfile(
        """
        import warnings
        from PySide6.QtCore import qWarning

        def test_warns():
            warnings.warn("odd", UserWarning, stacklevel=1)

        def test_qt_complains(qtbot):
            qWarning("odd")
        """
    )
    guarded_run.runpytest_subprocess(".").assert_outcomes(failed=2)


def test_a_thread_that_ends_in_time_is_no_trouble() -> None:
    threading.Timer(0.05, logging.getLogger("journeymap").debug, ["done"]).start()
