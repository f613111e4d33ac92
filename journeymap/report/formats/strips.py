"""A wide picture in rows: cut where nothing but links run, so that no card and no word is divided."""

from dataclasses import dataclass

from journeymap.present.picture import Picture, Words

_CARDS = frozenset({"card", "stub", "pain", "note", "legend", "phase"})


@dataclass(frozen=True, slots=True)
class Strip:
    """The part of a picture from `left` to `right`, in its own units."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def smallest_words(picture: Picture) -> float:
    """Size of the smallest text; 12 where there is none."""
    return min((shape.size for shape in picture.shapes() if isinstance(shape, Words)), default=12.0)


def strips(picture: Picture, widest: float) -> tuple[Strip, ...]:
    """The picture in rows of at most `widest` units, cut between cards where that is possible."""
    if picture.width <= widest:
        return (Strip(0.0, picture.width),)
    closed = sorted(
        (group.bounds.x, group.bounds.right) for group in picture.groups if group.kind == "card" and group.bounds.width
    )
    found: list[Strip] = []
    left = 0.0
    while picture.width - left > widest:
        right = _cut(closed, left, left + widest)
        found.append(Strip(left, right))
        left = right
    found.append(Strip(left, picture.width))
    return tuple(found)


def _cut(cards: list[tuple[float, float]], left: float, right: float) -> float:
    """The last place up to `right` where no card stands; `right` itself when a single card is wider than a row."""
    place = right
    for start, end in reversed(cards):
        if start < place < end:
            place = start - 6.0
    return place if place > left + 40.0 else right
