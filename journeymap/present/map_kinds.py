"""How kinds of step and of link look: shapes, badges on the corner of a card, dashes and marks on a link."""

from collections.abc import Mapping
from typing import Final

from journeymap.present.line_icons import icon_shapes
from journeymap.present.map_values import MapLink
from journeymap.present.picture import Box, Command, Disc, Path, Pen, Rect, Shape

KINDS: Final = {
    "decision": "decision",
    "wait": "waiting",
    "communication": "message",
    "system": "done by a system",
}
"""Kinds of step that have a badge, and what it means. Start and end have another shape."""
_ICONS: Final = {"wait": "clock", "communication": "channel-email", "system": "command", "opens": "unfold"}
PILL_RADIUS: Final = 22.0
UNWALKED: Final = Pen("text2", 1.25, dash=(1.0, 4.0))
FALLBACK_DASH: Final = (9.0, 4.0)
FOLDED_DASH: Final = (3.0, 3.0)


def kind_badge(kind: str, x: float, y: float) -> tuple[Shape, ...]:
    """The badge of a kind of step around (x, y), or of a step that opens a map (`opens`); nothing for others."""
    if kind == "decision":
        outline: tuple[Command, ...] = (
            ("M", (x, y - 8.0)), ("L", (x + 8.0, y)), ("L", (x, y + 8.0)), ("L", (x - 8.0, y)), ("Z", ()),
        )  # fmt: skip
        return (Path(outline, fill="surface", pen=Pen("text", 1.5)),)
    if kind not in _ICONS:
        return ()
    ground = Disc(x, y, 8.0, fill="surface", pen=Pen("text2", 1.0))
    return ground, *icon_shapes(_ICONS[kind], x - 5.5, y - 5.5, 11.0, "text")


def hands_over(link: MapLink, organisations: Mapping[str, str]) -> bool:
    """Whether the work changes hands on this link: it says so, or the organisations of its steps differ."""
    if link.kind == "handoff":
        return True
    one, other = organisations.get(link.from_step_id), organisations.get(link.to_step_id)
    return bool(one and other and one != other)


def hand_over_mark(x: float, y: float, *, upright: bool = False) -> tuple[Shape, ...]:
    """Two bars across a link, which runs level or `upright`: here the work changes hands."""
    ground = Rect(x - 6.5, y - 4.5, 13.0, 9.0) if upright else Rect(x - 4.5, y - 6.5, 9.0, 13.0)
    bars: list[Command] = []
    for off in (-2.5, 2.5):
        ends = ((x - 6.0, y + off), (x + 6.0, y + off)) if upright else ((x + off, y - 6.0), (x + off, y + 6.0))
        bars += [("M", ends[0]), ("L", ends[1])]
    return Box(ground, 2.0, fill="paper"), Path(tuple(bars), pen=Pen("text", 1.75))
