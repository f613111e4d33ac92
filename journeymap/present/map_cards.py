"""The cards of a map's picture, the signs on their corners, and the stubs of those who left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.scales import IMPACTS, OUTCOMES
from journeymap.core.wording import duration_text, number_text, plural
from journeymap.present.line_icons import icon_shapes
from journeymap.present.map_kinds import KINDS, PILL_RADIUS, kind_badge
from journeymap.present.map_overlay import level_sign
from journeymap.present.map_values import MapStep
from journeymap.present.marks import impact_mark
from journeymap.present.outline import step_words
from journeymap.present.overlays import OverlayStep
from journeymap.present.picture import Box, Command, Group, Path, Pen, Rect, Shape, Words
from journeymap.present.text_width import elided, text_width, wrapped

TITLE_SIZE: Final = 12.0
LINE_HEIGHT: Final = 15.0
SMALL: Final = 11.0
CARD_WIDTHS: Final = (96.0, 108.0, 120.0, 136.0, 156.0, 176.0)
_PADDING: Final = 10.0
_FEW_LINES: Final = 3
_SOME: Final = 5  # from so many steps on, one of them may have a longer title
_MOST_LINES: Final = 14  # of a title; the text version has the rest
_SECOND: Final = 15.0  # the line for the organisation, or how a journey ends


@dataclass(frozen=True, slots=True)
class CardSize:
    """How big all cards of a map are, and the lines of every title. `second`: they have a line below the title."""

    width: float
    height: float
    titles: Mapping[str, tuple[str, ...]]
    second: bool = False


def second_line(step: MapStep) -> str:
    """How the journey ends here, or whose step it is."""
    if step.kind == "end" and step.end_outcome:
        return OUTCOMES.get(step.end_outcome, step.end_outcome)
    return step.organisation


def card_size(steps: Sequence[MapStep]) -> CardSize:
    """The narrowest cards on which nearly all titles take three lines at most; high enough for every title."""
    titles: dict[str, tuple[str, ...]] = {}
    widest = max((_needed(step) for step in steps), default=0.0)
    for width in CARD_WIDTHS:
        titles = {
            step.step_id: wrapped(step.title, width - 2 * _PADDING, TITLE_SIZE, 600, most_lines=_MOST_LINES)
            for step in steps
        }
        long = sum(len(lines) > _FEW_LINES for lines in titles.values())
        longest = max((len(lines) for lines in titles.values()), default=0)
        few = long <= max(len(steps) // 10, int(len(steps) >= _SOME))
        if few and longest <= _FEW_LINES + 2 and widest <= width - 2 * _PADDING:
            break
    else:
        width = CARD_WIDTHS[-1]
    lines = max((len(lines) for lines in titles.values()), default=1)
    second = any(second_line(step) for step in steps)
    height = 2 * _PADDING + LINE_HEIGHT * max(lines, 2) + 20.0 + (_SECOND if second else 0.0)
    return CardSize(width, height, titles, second)


def _needed(step: MapStep) -> float:
    """The room that a step's numbers and the longest word of its title take."""
    longest = max((text_width(word, TITLE_SIZE, 600) for word in step.title.split()), default=0.0)
    return max(text_width(card_text(step), SMALL) + (18.0 if step.channel_kind else 0.0), longest)


def card_text(step: MapStep, *, behind: bool = False) -> str:
    """The numbers on a card: sessions and median time. Where nobody is expected, the channel."""
    if not step.sessions:
        return step.channel_title if behind else "nobody yet"
    time = "—" if step.median_ms is None else duration_text(step.median_ms)
    return f"{number_text(step.sessions)} · {time}"


def card(
    step: MapStep, total: int, rect: Rect, size: CardSize, over: OverlayStep | None = None, *, behind: bool = False
) -> Group:
    """A step's card; one that nobody came to has a dashed edge.

    Not where nobody is expected: `behind` the scene, or before the first session.

    Start and end are rounded, an end has a second edge. `over` is what an overlay says about the step.
    """
    met = bool(step.sessions) or behind
    edge = Pen("line2", 1.25) if met else Pen("line2", 1.25, dash=(4.0, 3.0))
    radius = PILL_RADIUS if step.kind in {"start", "end"} else 8.0
    shapes: list[Shape] = [
        Box(Rect(rect.x, rect.y + 1.5, rect.width, rect.height), radius, fill="line2", opacity=0.35),
        Box(rect, radius, fill="surface", pen=edge),
    ]
    if step.kind == "end":
        shapes.append(Box(rect.grown(-3.0), radius - 3.0, pen=edge))
    inset = 3.0 if radius == PILL_RADIUS else 0.0
    x, room = rect.x + _PADDING + inset, rect.width - 2 * _PADDING
    colour = "text" if met else "text2"
    title = size.titles[step.step_id]
    for number, line in enumerate(title):
        y = rect.y + _PADDING + 9.5 + number * LINE_HEIGHT
        shapes.append(Words(x, y, line, TITLE_SIZE, 600, colour))
    base = rect.bottom - 11.0
    if size.second and second_line(step):
        text = elided(second_line(step), rect.width - 2 * _PADDING, SMALL)
        shapes.append(Words(x, base - _SECOND - 1.0, text, SMALL, 400, "text2"))
    text = card_text(step, behind=behind)
    if over is not None:
        text = over.number
        base -= 5.0
        shapes.extend(_level(over, rect))
    icon = bool(step.channel_kind) and text_width(text, SMALL) + 18.0 <= room
    if icon:
        shapes.extend(icon_shapes(f"channel-{step.channel_kind}", x - 0.5, base - 10.5, 13.0, "text2"))
    if text:
        text = elided(text, room - (18.0 if icon else 0.0), SMALL)
        shapes.append(Words(x + (18.0 if icon else 0.0), base, text, SMALL, 400, "text2"))
    said = f". {over.words[:1].upper()}{over.words[1:]}" if over is not None else ""
    return Group("card", step.step_id, f"{step.title}: {step_words(step, total)}{said}", rect, tuple(shapes))


_BARS: Final = frozenset({"blank", "dots", "lines", "hatch", "solid"})


def _level(over: OverlayStep, rect: Rect) -> tuple[Shape, ...]:
    """The sign of the overlay: a bar along the foot of the card, or a mark at its right."""
    if over.sign in _BARS:
        return level_sign(over.sign, over.colour, Rect(rect.x + 8.0, rect.bottom - 12.0, rect.width - 16.0, 8.0))
    return level_sign(over.sign, over.colour, Rect(rect.right - 24.0, rect.bottom - 25.0, 28.0, 12.0))


def badges(step: MapStep, rect: Rect) -> list[Group]:
    """The sign of the kind of step on the upper left corner, and whether it opens a map on the lower left."""
    groups = []
    for kind, words, y in (
        (step.kind, KINDS.get(step.kind, ""), rect.y + 2.0),
        ("opens" if step.opens_map_id else "", "opens a map", rect.bottom - 2.0),
    ):
        if words and kind:
            x = rect.x + 3.0
            name = f"{step.title}: {words}"
            groups.append(Group("mark", step.step_id, name, Rect(x - 8.0, y - 8.0, 16.0, 16.0), kind_badge(kind, x, y)))
    return groups


def mark(step: MapStep, rect: Rect) -> list[Group]:
    """The sign of the worst that happened at a step, on the corner of its card."""
    if not step.pains:
        return []
    x, y = rect.right - 4.0, rect.y + 2.0
    word = "not rated yet" if step.worst_impact is None else IMPACTS[step.worst_impact]
    bounds = Rect(x - 8.0, y - 8.0, 16.0, 16.0)
    return [Group("mark", step.step_id, f"Worst at {step.title}: {word}", bounds, impact_mark(step.worst_impact, x, y))]


def stub(step: MapStep, rect: Rect) -> list[Group]:
    """Below a card: how many left here, and how many journeys end here without a known outcome."""
    groups = []
    x = rect.right - 13.0
    for number, colour, word in (
        (step.left, "impact4", "left"),
        (step.ended, "text2", "end" if step.ended > 1 else "ends"),
    ):
        if not number:
            continue
        text = f"{number_text(number)} {word}"
        foot: tuple[Command, ...] = (("M", (x - 5.0, rect.bottom + 16.0)), ("L", (x + 5.0, rect.bottom + 16.0)))
        stem: tuple[Command, ...] = (("M", (x, rect.bottom + 2.0)), ("L", (x, rect.bottom + 15.0)))
        width = text_width(text, SMALL)
        shapes: tuple[Shape, ...] = (
            Path(stem, pen=Pen(colour, 1.5, dash=(1.5, 2.5))),
            Path(foot, pen=Pen(colour, 1.75)),
            Words(x - 9.0, rect.bottom + 15.0, text, SMALL, 400, "text2", "end"),
        )
        bounds = Rect(x - 9.0 - width, rect.bottom + 1.0, width + 16.0, 18.0)
        meaning = "left the journey" if word == "left" else "end here, outcome not observed"
        name = f"{plural(number, 'session')} {meaning} at {step.title}"
        groups.append(Group("stub", step.step_id, name, bounds, shapes))
        x = bounds.x - 8.0
    return groups
