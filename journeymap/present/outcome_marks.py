"""The signs that stand for how a session ended. Each has a form of its own; words always stand beside it."""

import math

from journeymap.core.scales import COMPLETED
from journeymap.present.picture import Command, Disc, Path, Pen, Shape


def outcome_mark(outcome: str, x: float, y: float, size: float = 14.0) -> tuple[Shape, ...]:
    """The sign of an outcome around (x, y).

    Completed: a disc with a tick, with help a ring with one, not eligible a ring with a dot. Gave up: a foot, as on the
    map. Ended by an error: a cross. Blocked by a rule: a bar in a ring. Timed out: a clock. In progress: an arrow. Not
    observed: a dashed ring.
    """
    half = size / 2
    stroke = max(1.25, size / 8.0)
    if outcome in COMPLETED:
        return _completed(outcome, x, y, half, stroke)
    if outcome == "abandoned":
        foot: tuple[Command, ...] = (
            ("M", (x, y - half)), ("L", (x, y + half * 0.75)),
            ("M", (x - half * 0.75, y + half * 0.75)), ("L", (x + half * 0.75, y + half * 0.75)),
        )  # fmt: skip
        return (Path(foot, pen=Pen("impact4", stroke * 1.2)),)
    if outcome == "error":
        return (_cross(x, y, half * 0.68, Pen("impact4", stroke * 1.2)),)
    if outcome == "blocked_by_policy":
        bar: tuple[Command, ...] = (("M", (x - half * 0.5, y)), ("L", (x + half * 0.5, y)))
        ring = Disc(x, y, half - stroke / 2, fill="surface", pen=Pen("impact4", stroke))
        return ring, Path(bar, pen=Pen("impact4", stroke * 1.2))
    if outcome == "timed_out":
        hands: tuple[Command, ...] = (
            ("M", (x, y - half * 0.55)), ("L", (x, y)), ("L", (x + half * 0.45, y + half * 0.2)),
        )  # fmt: skip
        ring = Disc(x, y, half - stroke / 2, fill="surface", pen=Pen("impact4", stroke))
        return ring, Path(hands, pen=Pen("impact4", stroke))
    if outcome == "in_progress":
        arrow: tuple[Command, ...] = (
            ("M", (x - half * 0.5, y - half * 0.7)), ("L", (x + half * 0.6, y)),
            ("L", (x - half * 0.5, y + half * 0.7)),
        )  # fmt: skip
        return (Path(arrow, pen=Pen("accent", stroke * 1.1)),)
    dash = 2 * math.pi * (half - stroke / 2) / 10
    return (Disc(x, y, half - stroke / 2, fill="surface", pen=Pen("text2", stroke, dash=(dash, dash))),)


def _completed(outcome: str, x: float, y: float, half: float, stroke: float) -> tuple[Shape, ...]:
    tick: tuple[Command, ...] = (
        ("M", (x - half * 0.45, y + half * 0.05)), ("L", (x - half * 0.1, y + half * 0.4)),
        ("L", (x + half * 0.48, y - half * 0.36)),
    )  # fmt: skip
    if outcome == "completed":
        return Disc(x, y, half, fill="good"), Path(tick, pen=Pen("surface", stroke * 1.05))
    ring = Disc(x, y, half - stroke / 2, fill="surface", pen=Pen("good", stroke))
    if outcome == "completed_with_help":
        return ring, Path(tick, pen=Pen("good", stroke * 1.05))
    return ring, Disc(x, y, half * 0.32, fill="good")


def _cross(x: float, y: float, arm: float, pen: Pen) -> Path:
    commands: tuple[Command, ...] = (
        ("M", (x - arm, y - arm)), ("L", (x + arm, y + arm)), ("M", (x + arm, y - arm)), ("L", (x - arm, y + arm)),
    )  # fmt: skip
    return Path(commands, pen=pen)
