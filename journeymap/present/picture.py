"""A drawing that knows no window, no page and no file: shapes in map units (px at 100 %), colours as names.

The window, the PDF and the web page draw this same value, so all of them show the same thing; a back end draws
five kinds of shape and nothing else. All text has been wrapped to its real width before it gets here.

Colours are token names of the theme (`core` of the look): bg, paper, surface, line, line2, text, text2, ink, accent,
soft, impact1, impact2, impact3, impact4, good. An empty name means: not painted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

Point = tuple[float, float]
Command = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]
"""Move (x, y), line (x, y), cubic curve (x1, y1, x2, y2, x, y) or close (); absolute coordinates, y grows downwards."""

Anchor = Literal["start", "middle", "end"]
GroupKind = Literal[
    "ground", "phase", "lane", "link", "number", "label", "card", "mark", "stub", "feelings", "pain", "cell", "line",
    "note", "legend", "bar", "leader",
]  # fmt: skip

COLOUR_TOKENS: Final = (
    "bg", "paper", "surface", "line", "line2", "text", "text2", "ink", "accent", "soft",
    "impact1", "impact2", "impact3", "impact4", "good",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pen:
    """How an outline is drawn: rounded joins and ends always; `dash` are lengths in map units, drawn and left out."""

    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A place: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def grown(self, by: float) -> "Rect":
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Rect":
        """The smallest place that holds all of some points; there is at least one."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with rounded corners."""

    rect: Rect
    radius: float = 0.0
    fill: str = ""
    pen: Pen | None = None
    opacity: float = 1.0  # of the fill


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str = ""
    pen: Pen | None = None
    opacity: float = 1.0  # of the fill


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and curves."""

    commands: tuple[Command, ...]
    fill: str = ""
    pen: Pen | None = None
    opacity: float = 1.0  # of the fill


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text. `y` is the baseline, `x` its start, middle or end; `size` in map units; `weight` 400 or 600."""

    x: float
    y: float
    text: str
    size: float = 12.0
    weight: int = 400
    colour: str = "text"
    anchor: Anchor = "start"
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG or JPEG picture that fills `rect`, which has its proportions; `alt` are the words that stand for it."""

    rect: Rect
    media_type: str
    data: bytes
    alt: str


Shape = Box | Disc | Path | Words | Image


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together and are drawn in this order.

    `key` is the step's id for cards, stubs and pain points, `from>to` (step ids) for links, `lane>step` for cells, the
    id of a lane or phase for its heading, else a word. `name` says in
    words what the group shows (an accessible name, an SVG title, a tooltip); `bounds` is where it can be pointed at.
    """

    kind: GroupKind
    key: str
    name: str
    bounds: Rect
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of `width` × `height` map units whose groups are drawn in order.

    `title` and `description` are the words for who cannot see it.
    """

    width: float
    height: float
    title: str
    description: str
    groups: tuple[Group, ...] = field(default=())

    def of_kind(self, kind: GroupKind) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.kind == kind)

    def shapes(self) -> Iterator[Shape]:
        """Every shape, in the order of drawing."""
        for group in self.groups:
            yield from group.shapes
