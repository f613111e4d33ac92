"""How the levels of an overlay look: each has a form of its own, the colour only says it again."""

from typing import Final

from journeymap.present.marks import impact_mark
from journeymap.present.picture import Box, Command, Disc, Path, Pen, Rect, Shape

_FILLS: Final = {"blank": 0, "dots": 1, "lines": 2, "hatch": 3, "solid": 4}
_IMPACTS: Final = {"ring": 1, "triangle": 2, "diamond": 3, "square_cross": 4}
_ARROWS: Final = {"two_down": -2, "one_down": -1, "level": 0, "one_up": 1, "two_up": 2}


def level_sign(sign: str, colour: str, rect: Rect) -> tuple[Shape, ...]:
    """The sign of a level within `rect`: a bar that grows and thickens, or a mark at its left end."""
    x, y = rect.x + 7.0, rect.y + rect.height / 2
    if sign in _FILLS:
        bar = Rect(rect.x, y - 4.0, rect.width, 8.0)
        return _bar(_FILLS[sign], colour or "accent", bar)
    if sign in _IMPACTS:
        return impact_mark(_IMPACTS[sign], x, y, 12.0)
    if sign in _ARROWS:
        return _arrows(_ARROWS[sign], colour, x, y)
    if sign in {"dashed", "half", "full"}:
        return _known(sign, colour, x, y)
    return ()


def _bar(level: int, colour: str, rect: Rect) -> tuple[Shape, ...]:
    """Level quarters of a bar: dotted, lined, hatched, solid."""
    frame = Box(rect, 2.0, fill="surface", pen=Pen("line2", 1.0))
    if not level:
        return (frame,)
    width = rect.width * level / 4
    part = Rect(rect.x, rect.y, width, rect.height)
    shapes: list[Shape] = [frame]
    if level == 4:
        return frame, Box(part, 2.0, fill=colour)
    shapes.append(Box(part, 2.0, fill=colour, opacity=0.12 * level, pen=Pen(colour, 1.0)))
    marks: list[Command] = []
    step = 6.0 if level < 3 else 4.0
    x = part.x + 3.0
    while x <= part.right - 2.0:
        if level == 1:
            shapes.append(Disc(x, rect.y + rect.height / 2, 1.0, fill=colour))
        elif level == 2:
            marks += [("M", (x, rect.y + 1.5)), ("L", (x, rect.bottom - 1.5))]
        else:
            marks += [("M", (x - 1.5, rect.bottom - 1.5)), ("L", (x + 1.5, rect.y + 1.5))]
        x += step
    if marks:
        shapes.append(Path(tuple(marks), pen=Pen(colour, 1.0)))
    return tuple(shapes)


def _arrows(level: int, colour: str, x: float, y: float) -> tuple[Shape, ...]:
    """One or two angles up or down; a level line for neutral."""
    if not level:
        return (Path((("M", (x - 5.0, y)), ("L", (x + 5.0, y))), pen=Pen(colour, 1.75)),)
    way = -1.0 if level > 0 else 1.0
    commands: list[Command] = []
    for number in range(abs(level)):
        middle = y + (number - (abs(level) - 1) / 2) * 5.0
        commands += [
            ("M", (x - 5.0, middle - way * 2.0)), ("L", (x, middle + way * 2.0)), ("L", (x + 5.0, middle - way * 2.0)),
        ]  # fmt: skip
    return (Path(tuple(commands), pen=Pen(colour, 1.75)),)


def _known(sign: str, colour: str, x: float, y: float) -> tuple[Shape, ...]:
    """A disc: dashed and empty, half full, full."""
    if sign == "dashed":
        return (Disc(x, y, 5.0, fill="surface", pen=Pen(colour, 1.25, dash=(2.0, 2.0))),)
    if sign == "full":
        return (Disc(x, y, 5.0, fill=colour, pen=Pen(colour, 1.25)),)
    bow = 5.0 * 0.5523
    half: tuple[Command, ...] = (
        ("M", (x, y - 5.0)), ("C", (x - bow, y - 5.0, x - 5.0, y - bow, x - 5.0, y)),
        ("C", (x - 5.0, y + bow, x - bow, y + 5.0, x, y + 5.0)), ("Z", ()),
    )  # fmt: skip
    return Disc(x, y, 5.0, fill="surface", pen=Pen(colour, 1.25)), Path(half, fill=colour)
