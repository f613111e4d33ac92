"""The app's own line icons as shapes of a picture, so that a page shows the same channel signs as the window."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final
from xml.etree import ElementTree as ET

from journeymap.core.resources import resource
from journeymap.present.picture import Box, Command, Disc, Path, Pen, Rect, Shape

_GRID: Final = 24.0  # icons are drawn on 24 × 24, with a line of 1.75
_LINE: Final = 1.75
_TOKEN: Final = re.compile(r"([MLHVCZ])([^MLHVCZ]*)")


@dataclass(frozen=True, slots=True)
class _Part:
    """One element of an icon file: a circle or rectangle by its numbers, or the commands of a path."""

    kind: str
    numbers: tuple[float, ...]
    commands: tuple[Command, ...]
    filled: bool


def icon_shapes(name: str, x: float, y: float, size: float, colour: str) -> tuple[Shape, ...]:
    """The icon `resources/icons/NAME.svg` with its top left corner at (x, y), in a colour token.

    Raises FileNotFoundError for a name without a file.
    """
    scale = size / _GRID
    pen = Pen(colour, _LINE * scale)
    shapes: list[Shape] = []
    for part in _parts(name):
        fill = colour if part.filled else ""
        if part.kind == "circle":
            cx, cy, radius = part.numbers
            shapes.append(Disc(x + cx * scale, y + cy * scale, radius * scale, fill, pen))
        elif part.kind == "rect":
            left, top, width, height, round_ = part.numbers
            rect = Rect(x + left * scale, y + top * scale, width * scale, height * scale)
            shapes.append(Box(rect, round_ * scale, fill, pen))
        else:
            placed = tuple(
                (letter, tuple((x if at % 2 == 0 else y) + number * scale for at, number in enumerate(numbers)))
                for letter, numbers in part.commands
            )
            shapes.append(Path(placed, fill, pen))
    return tuple(shapes)


@cache
def _parts(name: str) -> tuple[_Part, ...]:
    """The elements of one of our own files: `circle`, `rect`, and `path` with absolute M L H V C Z."""
    parts: list[_Part] = []
    for element in ET.fromstring(resource(f"icons/{name}.svg").read_text(encoding="utf-8")):
        kind = element.tag.rpartition("}")[2]
        names = {"circle": ("cx", "cy", "r"), "rect": ("x", "y", "width", "height", "rx")}.get(kind, ())
        numbers = tuple(float(element.get(key, "0")) for key in names)
        parts.append(_Part(kind, numbers, _commands(element.get("d", "")), "fill" in element.attrib))
    return tuple(parts)


def _commands(text: str) -> tuple[Command, ...]:
    commands: list[Command] = []
    x = y = 0.0
    for letter, rest in _TOKEN.findall(text):
        numbers = tuple(float(number) for number in rest.split())
        if letter == "Z":
            commands.append(("Z", ()))
            continue
        if letter in "HV":
            numbers = (numbers[0], y) if letter == "H" else (x, numbers[0])
        x, y = numbers[-2:]
        commands.append(("L" if letter in "HV" else letter, numbers))
    return tuple(commands)
