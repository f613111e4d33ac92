"""Whether a window could be opened here, and whether anybody could see it; looked for without loading Qt."""

import os
import re
import sys
from pathlib import Path
from typing import Final

_UNSEEN: Final = frozenset({"offscreen", "minimal", "minimalegl"})
"""Platforms of Qt on which windows work and nobody sees them."""


def has_display() -> bool:
    """Whether there is a screen on which a person would see a window."""
    if _chosen_platform() in _UNSEEN:
        return False
    if sys.platform in {"win32", "darwin"} or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    # Qt aborts the whole process where an X server is named but not there, so a local one is looked for first.
    return Path(f"/tmp/.X11-unix/X{local[1]}").exists() if local else display != ""


def can_open_window() -> bool:
    """Whether Qt could open a window: there is a display, or somebody chose a platform that needs none."""
    return has_display() or _chosen_platform() not in {"", "xcb"}


def _chosen_platform() -> str:
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
