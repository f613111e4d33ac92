"""Whether a window could be shown here; looked for without loading Qt."""

import os
import re
import sys
from pathlib import Path


def has_display() -> bool:
    """Whether a window could be shown here. A chosen Qt platform (offscreen, vnc …) counts as a display."""
    if sys.platform in {"win32", "darwin"}:
        return True
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    # Qt aborts the whole process where an X server is named but not there, so a local one is looked for first.
    return Path(f"/tmp/.X11-unix/X{local[1]}").exists() if local else display != ""
