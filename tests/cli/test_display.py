"""Where a window may be opened, and what is said where it may not."""

from pathlib import Path

import pytest

from journeymap.cli.display import can_open_window, has_display
from tests.cli.conftest import Command, assert_told_in_one_sentence

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A Linux session without any display."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    return monkeypatch


@pytest.mark.parametrize(
    ("environment", "seen", "opens"),
    [
        ({}, False, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, True),
        ({"DISPLAY": "far-away:0"}, True, True),
        ({"DISPLAY": ":98765"}, False, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, False, True),
        ({"QT_QPA_PLATFORM": "offscreen", "WAYLAND_DISPLAY": "wayland-0"}, False, True),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, False, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False, False),
    ],
    ids=str,
)
def test_a_display_is_found_without_loading_qt(
    bare: pytest.MonkeyPatch, environment: dict[str, str], seen: bool, opens: bool
) -> None:
    for name, value in environment.items():
        bare.setenv(name, value)
    assert (has_display(), can_open_window()) == (seen, opens)


def test_without_a_display_the_window_is_refused_in_a_sentence(
    process: Command, permit: Path, bare: pytest.MonkeyPatch
) -> None:
    for arguments in ([], [permit]):
        result = process(*arguments)
        assert_told_in_one_sentence(result)
        assert "display" in result.err or "PySide6" in result.err


def test_demo_without_a_display_says_so_and_does_the_rest(
    process: Command, tmp_path: Path, bare: pytest.MonkeyPatch
) -> None:
    result = process("demo", "--dir", tmp_path / "sample")
    assert result.status == 0, result.err
    assert "no display" in result.out
    printed = [
        line.partition(": ")[2] for line in result.out.splitlines() if line.startswith(("The sample", "Exported"))
    ]
    assert {Path(name).name for name in printed} == {path.name for path in (tmp_path / "sample").iterdir()}
