"""The window's thread comes before all others."""

import sys

_TURN_S = 0.0005


def put_the_window_first() -> None:
    """Let a thread that counts or lays out give way to the window after half a millisecond.

    Python lets a thread run for 5 ms while others wait. The window's thread lets go at most calls into Qt, so that
    while something is counted it would wait 5 ms again and again, and a repaint of ten such calls took 50.
    """
    sys.setswitchinterval(_TURN_S)
