"""The legend of a map: which signs are on it, what they mean, and what the map leaves out."""

from collections.abc import Sequence
from typing import Final

from journeymap.core.scales import IMPACTS
from journeymap.present.compared_marks import badge
from journeymap.present.map_kinds import (
    FALLBACK_DASH,
    FOLDED_DASH,
    KINDS,
    UNWALKED,
    hand_over_mark,
    hands_over,
    kind_badge,
)
from journeymap.present.map_overlay import level_sign
from journeymap.present.map_values import MapCell, MapLane, MapLink, MapStep
from journeymap.present.marks import impact_mark
from journeymap.present.overlays import Overlay
from journeymap.present.picture import Box, Command, Disc, Group, Path, Pen, Rect, Shape, Words
from journeymap.present.text_width import text_width

_SMALL: Final = 11.0
_LONG: Final = frozenset({"link", "back", "unwalked", "plan", "surprise", "fallback", "handoff", "folded", "pill"})
Signs = tuple[tuple[str, str], ...]


def signs_of(
    steps: Sequence[MapStep],
    links: Sequence[MapLink],
    lanes: Sequence[MapLane],
    cells: Sequence[MapCell],
    overlay: Overlay | None,
    *,
    planned: bool,
) -> Signs:
    """(sign, words) for all that is on this map; `overlay` is None for the traffic, which the links show."""
    steps = [step for step in steps if step.shown]
    shown = [link for link in links if link.shown]
    entries: list[tuple[str, str]] = []
    if overlay is not None:
        entries += [(f"level:{entry.sign}:{entry.colour}", entry.words) for entry in overlay.legend]
    worst = {pain.worst_impact for step in steps for pain in step.pains} | {
        step.worst_impact for step in steps if step.pains
    }
    if overlay is None or overlay.key != "pain":
        entries += [(f"impact{level}", IMPACTS[level]) for level in range(1, 5) if level in worst]
    if None in worst:
        entries.append(("unrated", "not rated yet"))
    entries += _of_links(steps, shown, planned=planned)
    if any(step.left for step in steps):
        entries.append(("left", "left the journey"))
    if any(step.ended for step in steps):
        entries.append(("ended", "end here, outcome not observed"))
    kinds = {step.kind for step in steps}
    if kinds & {"start", "end"}:
        entries.append(("pill", "start or end"))
    entries += [(f"kind:{kind}", words) for kind, words in KINDS.items() if kind in kinds]
    if any(step.opens_map_id for step in steps):
        entries.append(("kind:opens", "opens a map"))
    feelings = {lane.lane_id for lane in lanes if lane.kind == "feelings"}
    if any(cell.assumed and cell.lane_id in feelings for cell in cells):
        entries.append(("assumed", "feeling assumed, not recorded"))
    return tuple(entries)


def _of_links(steps: Sequence[MapStep], shown: Sequence[MapLink], *, planned: bool) -> list[tuple[str, str]]:
    entries = []
    walked = [link for link in shown if link.walked]
    order = {step.step_id: step.number for step in steps}
    if walked:
        entries.append(("link", "width = sessions"))
    if any(order.get(link.to_step_id, 0) < order.get(link.from_step_id, 0) for link in walked):
        entries.append(("back", "back"))
    if planned and any(not link.planned and link.kind != "folded" for link in walked):
        entries.append(("surprise", "walked, never planned"))
    if any(not link.walked for link in shown):
        entries.append(("unwalked", "planned, never walked") if walked else ("plan", "planned"))
    if any(link.kind == "fallback" for link in shown):
        entries.append(("fallback", "if it fails"))
    organisations = {step.step_id: step.organisation for step in steps}
    if any(hands_over(link, organisations) for link in shown):
        entries.append(("handoff", "hand-off to another organisation"))
    if any(link.kind == "folded" for link in shown):
        entries.append(("folded", "through hidden steps"))
    return entries


def legend(signs: Signs, notes: Sequence[str], y: float, width: float, left: float) -> tuple[Group, float]:
    """What the signs on this map mean, and what it leaves out: one group, in as many lines as it takes."""
    shapes: list[Shape] = []
    x, base = left, y + 22.0
    said = []
    for sign, text in [*signs, *(("", note) for note in notes)]:
        room = 0.0 if not sign else 34.0 if sign in _LONG or sign.startswith("level:") else 20.0
        length = room + text_width(text, _SMALL)
        if x + length > width - 8.0 and x > left:
            x, base = left, base + 20.0
        shapes.extend(_sign(sign, x, base - 4.0))
        shapes.append(Words(x + room, base, text, _SMALL, 400, "text2"))
        x += length + 18.0
        said.append(text)
    height = base - y + 14.0
    return Group("legend", "legend", f"Legend: {', '.join(said)}", Rect(0, y, width, height), tuple(shapes)), height


def _sign(sign: str, x: float, y: float) -> tuple[Shape, ...]:
    if sign.startswith("level:"):
        _, name, colour = sign.split(":")
        return level_sign(name, colour, Rect(x, y - 6.0, 28.0, 12.0))
    if sign.startswith("against:"):
        return badge(sign.removeprefix("against:"), x + 7.0, y)
    if sign.startswith("kind:"):
        return kind_badge(sign.removeprefix("kind:"), x + 7.0, y)
    if sign.startswith("impact"):
        return impact_mark(int(sign[-1]), x + 6.0, y, 12.0)
    if sign == "unrated":
        return impact_mark(None, x + 6.0, y, 12.0)
    if sign == "assumed":
        return (Disc(x + 6.0, y, 4.5, fill="surface", pen=Pen("text2", 1.25, dash=(2.0, 2.0))),)
    if sign == "pill":
        return (Box(Rect(x, y - 6.0, 28.0, 12.0), 6.0, fill="surface", pen=Pen("text2", 1.25)),)
    if sign in {"left", "ended"}:
        colour = "impact4" if sign == "left" else "text2"
        stem: tuple[Command, ...] = (("M", (x + 6.0, y - 7.0)), ("L", (x + 6.0, y + 4.5)))  # no dash begins at its end
        foot: tuple[Command, ...] = (("M", (x + 1.0, y + 6.0)), ("L", (x + 11.0, y + 6.0)))
        return Path(stem, pen=Pen(colour, 1.5, dash=(1.5, 2.5))), Path(foot, pen=Pen(colour, 1.75))
    return _line_sign(sign, x, y)


def _line_sign(sign: str, x: float, y: float) -> tuple[Shape, ...]:
    stroke: tuple[Command, ...] = (("M", (x + 2.0, y)), ("L", (x + 26.0, y)))
    pens = {
        "link": Pen("ink", 5.0, opacity=0.75),
        "back": Pen("impact3", 1.75, dash=(5.0, 4.0)),
        "plan": Pen("ink", 1.5, opacity=0.75),
        "unwalked": UNWALKED,
        "surprise": Pen("ink", 2.0, opacity=0.75),
        "fallback": Pen("ink", 1.5, dash=FALLBACK_DASH),
        "handoff": Pen("ink", 1.5, opacity=0.75),
        "folded": Pen("ink", 1.5, dash=FOLDED_DASH),
    }
    if sign not in pens:
        return ()
    shapes: list[Shape] = [Path(stroke, pen=pens[sign])]
    if sign == "surprise":
        shapes.append(Disc(x + 14.0, y, 3.5, fill="surface", pen=Pen("ink", 1.5)))
    if sign == "handoff":
        shapes.extend(hand_over_mark(x + 14.0, y))
    return tuple(shapes)
