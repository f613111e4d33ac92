"""How what differs between two maps looks: a badge, a pattern along the edge, and an outline of its own.

New: a disc with a plus, hatching. Gone: a square with a minus, dashes, words struck out. Changed: a diamond with the
sign for "not equal", dots. The colour only says it again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from journeymap.present.map_places import Places
from journeymap.present.picture import Box, Command, Disc, Group, Path, Pen, Point, Rect, Shape, Words
from journeymap.present.text_width import text_width

COLOURS: Final = {"added": "good", "removed": "impact4", "changed": "impact2"}
_BADGE: Final = 8.0  # half of its width
_BAND: Final = 6.0  # the pattern along the left edge of a card; of a cell, whose words begin earlier, less
_CELL_BAND: Final = 3.5
_FRAME: Final = 40.0  # what is wider is the outline of a card, what is less is in a channel's sign
_GONE_DASH: Final = (4.0, 3.0)
_ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
"""Where on a link its badge may be, the best place first; shares of its length."""


def badge(state: str, x: float, y: float) -> tuple[Shape, ...]:
    """The sign of a difference around (x, y), 16 units wide."""
    colour = COLOURS[state]
    level: tuple[Command, ...] = (("M", (x - 4.0, y)), ("L", (x + 4.0, y)))
    if state == "added":
        upright: tuple[Command, ...] = (("M", (x, y - 4.0)), ("L", (x, y + 4.0)))
        ground: Shape = Disc(x, y, _BADGE, fill=colour, pen=Pen("surface", 1.0))
        return ground, Path((*level, *upright), pen=Pen("surface", 2.0))
    if state == "removed":
        square = Box(Rect(x - 7.0, y - 7.0, 14.0, 14.0), 2.5, fill="surface", pen=Pen(colour, 1.75))
        return square, Path(level, pen=Pen(colour, 2.0))
    reach = _BADGE + 1.5
    outline: tuple[Command, ...] = (
        ("M", (x, y - reach)), ("L", (x + reach, y)), ("L", (x, y + reach)), ("L", (x - reach, y)), ("Z", ()),
    )  # fmt: skip
    unequal: tuple[Command, ...] = (
        ("M", (x - 3.5, y - 1.75)), ("L", (x + 3.5, y - 1.75)), ("M", (x - 3.5, y + 1.75)), ("L", (x + 3.5, y + 1.75)),
        ("M", (x + 2.0, y - 4.0)), ("L", (x - 2.0, y + 4.0)),
    )  # fmt: skip
    return Path(outline, fill=colour, pen=Pen("surface", 1.0)), Path(unequal, pen=Pen("surface", 1.25))


def badge_group(group: Group, state: str, taken: Places, marks: Places, words: str) -> Group | None:
    """The badge of a card, a cell or a link; None for what has its badge within it.

    On a link it covers nothing that is `taken`; where that cannot be, none of the other `marks`.
    """
    if group.kind in {"card", "cell"}:
        x, y = group.bounds.right - 4.0, group.bounds.y + 2.0
    elif group.kind == "link":
        x, y = _place_on(group, taken, marks)
    else:
        return None
    bounds = Rect(x - _BADGE, y - _BADGE, 2 * _BADGE, 2 * _BADGE)
    taken.take(bounds)
    marks.take(bounds)
    return Group("mark", group.key, words, bounds, badge(state, x, y))


def marked(group: Group, state: str) -> Group:
    """The same group as it looks with this difference."""
    if group.kind == "card":
        shapes = _card(group, state)
    elif group.kind == "cell":
        shapes = _cell(group, state)
    elif group.kind == "link":
        shapes = tuple(_line(shape, state) for shape in group.shapes)
    elif group.kind == "phase":
        shapes = _phase(group, state)
    elif group.kind == "label" and state == "removed":
        shapes = (*group.shapes, *_struck(group.shapes))
    else:
        return group
    return replace(group, shapes=shapes)


def _card(group: Group, state: str) -> tuple[Shape, ...]:
    colour = COLOURS[state]
    if state == "removed":
        # Without the shadow, which is the first shape: what is gone does not stand on the map.
        return (*_ghost(group.shapes[1:], colour), *_struck(group.shapes))
    edge = Pen(colour, 1.75)
    shapes = [
        replace(shape, pen=edge) if isinstance(shape, Box) and shape.pen and shape.rect.width > _FRAME else shape
        for shape in group.shapes
    ]
    return (*shapes[:2], *_band(group.bounds, state, _BAND), *shapes[2:])


def _cell(group: Group, state: str) -> tuple[Shape, ...]:
    colour = COLOURS[state]
    if state == "removed":
        frame = Box(group.bounds, 6.0, fill="paper", pen=Pen(colour, 1.25, dash=_GONE_DASH))
        words = _ghost((shape for shape in group.shapes if not isinstance(shape, Box | Path)), colour)
        return (frame, *words, *_struck(group.shapes))
    frame = Box(group.bounds, 6.0, pen=Pen(colour, 1.5))
    # After its ground, under its words.
    return (*group.shapes[:1], frame, *_band(group.bounds, state, _CELL_BAND), *group.shapes[1:])


def _ghost(shapes: Iterable[Shape], colour: str) -> tuple[Shape, ...]:
    """Dashed outlines on the paper, and words that stand back."""
    made: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Box) and shape.rect.width > _FRAME:
            made.append(replace(shape, fill="paper" if shape.fill else "", pen=Pen(colour, 1.5, dash=_GONE_DASH)))
        elif isinstance(shape, Words):
            made.append(replace(shape, colour="text2"))
        else:
            made.append(shape)
    return tuple(made)


def _struck(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """A line through every line of words."""
    strokes: list[Command] = []
    for shape in shapes:
        if isinstance(shape, Words) and shape.text.strip():
            width = text_width(shape.text, shape.size, shape.weight, italic=shape.italic)
            y = shape.y - 0.32 * shape.size
            strokes += [("M", (shape.x, y)), ("L", (shape.x + width, y))]
    return (Path(tuple(strokes), pen=Pen("text2", 1.0)),) if strokes else ()


def _band(bounds: Rect, state: str, width: float) -> tuple[Shape, ...]:
    """The pattern along the left edge: hatching for what is new, dots for what is changed."""
    colour = COLOURS[state]
    left, top, right, bottom = bounds.x + 1.5, bounds.y + 8.0, bounds.x + 1.5 + width, bounds.bottom - 8.0
    if bottom - top < width:
        return ()
    if state == "added":
        strokes: list[Command] = []
        y = top + width
        while y <= bottom:
            strokes += [("M", (left, y)), ("L", (right, y - width))]
            y += 4.0
        return (Path(tuple(strokes), pen=Pen(colour, 1.25)),)
    count = max(1, int((bottom - top) // 5.0))
    return tuple(Disc(left + width / 2, top + 2.5 + 5.0 * at, 1.4, fill=colour) for at in range(count))


def _line(shape: Shape, state: str) -> Shape:
    """A link: stronger where it is new, dashed where it is gone."""
    colour = COLOURS[state]
    if isinstance(shape, Path) and shape.pen is not None and shape.pen.colour != "text":
        width = {"added": 2.5, "removed": 1.5, "changed": 2.0}[state]
        return replace(shape, pen=Pen(colour, width, dash=_GONE_DASH if state == "removed" else shape.pen.dash))
    return replace(shape, fill=colour) if isinstance(shape, Path) and shape.fill else shape


def _phase(group: Group, state: str) -> tuple[Shape, ...]:
    colour = COLOURS[state]
    dash = _GONE_DASH if state == "removed" else ()
    arrow, *words = group.shapes
    if isinstance(arrow, Path):
        fill = "paper" if state == "removed" else arrow.fill
        arrow = replace(arrow, fill=fill, pen=Pen(colour, 1.5, dash=dash))
    struck = _struck(words) if state == "removed" else ()
    return (arrow, *words, *struck, *badge(state, group.bounds.right - 20.0, group.bounds.y + 2.0))


def _place_on(group: Group, taken: Places, marks: Places) -> Point:
    """A place on the line where its badge covers no card, no words and no other badge; else no badge, or its middle."""
    line = next(shape for shape in group.shapes if isinstance(shape, Path) and shape.pen is not None)
    points = _points(line.commands)
    places = [points[round(share * (len(points) - 1))] for share in _ALONG]
    for covered in (taken, marks):
        for x, y in places:
            if covered.free(Rect(x - _BADGE, y - _BADGE, 2 * _BADGE, 2 * _BADGE)):
                return x, y
    return places[0]


def _points(commands: Sequence[Command]) -> list[Point]:
    """Points along a line, at equal distances."""
    found: list[Point] = []
    here = (0.0, 0.0)
    for letter, numbers in commands:
        if letter == "C":
            found += [_on_curve(here, numbers, at / 16) for at in range(1, 17)]
        elif letter in {"M", "L"}:
            found.append((numbers[0], numbers[1]))
        if numbers:
            here = (numbers[-2], numbers[-1])
    lengths = [0.0]
    for (x0, y0), (x1, y1) in pairwise(found):
        lengths.append(lengths[-1] + ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    return [
        found[min(range(len(found)), key=lambda at: abs(lengths[at] - lengths[-1] * share / 40))]
        for share in range(41)
    ]  # fmt: skip


def _on_curve(start: Point, numbers: Sequence[float], t: float) -> Point:
    x1, y1, x2, y2, x, y = numbers
    u = 1.0 - t
    a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
    return a * start[0] + b * x1 + c * x2 + d * x, a * start[1] + b * y1 + c * y2 + d * y
