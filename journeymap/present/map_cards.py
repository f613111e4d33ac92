"""The cards, links and stubs of a map's picture."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.layout import Layout, Route
from journeymap.core.scales import IMPACTS
from journeymap.core.wording import duration_text, number_text, plural
from journeymap.present.line_icons import icon_shapes
from journeymap.present.map_values import MapLink, MapStep
from journeymap.present.marks import impact_mark
from journeymap.present.outline import link_words, step_words
from journeymap.present.picture import Box, Command, Disc, Group, Path, Pen, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped

TITLE_SIZE: Final = 12.0
LINE_HEIGHT: Final = 15.0
SMALL: Final = 11.0
CARD_WIDTHS: Final = (96.0, 108.0, 120.0, 136.0, 156.0, 176.0)
_PADDING: Final = 10.0
_FEW_LINES: Final = 3
_SOME: Final = 5  # from so many steps on, one of them may have a longer title
_MOST_LINES: Final = 14  # of a title; the text version has the rest
_WIDEST_LINK: Final = 7.0
_THINNEST_LINK: Final = 1.25
_NUMBER_SIZE: Final = 11.0
_FEW_BACK: Final = 3  # up to here the numbers of ways back say so in words


@dataclass(frozen=True, slots=True)
class CardSize:
    """How big all cards of a map are, and the lines of every title."""

    width: float
    height: float
    titles: Mapping[str, tuple[str, ...]]


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
    return CardSize(width, 2 * _PADDING + LINE_HEIGHT * max(lines, 2) + 20.0, titles)


def _needed(step: MapStep) -> float:
    """The room that a step's numbers and the longest word of its title take."""
    longest = max((text_width(word, TITLE_SIZE, 600) for word in step.title.split()), default=0.0)
    return max(text_width(card_text(step), SMALL) + (18.0 if step.channel_kind else 0.0), longest)


def card_text(step: MapStep) -> str:
    """The numbers on a card: sessions and median time."""
    if not step.sessions:
        return "nobody yet"
    time = "—" if step.median_ms is None else duration_text(step.median_ms)
    return f"{number_text(step.sessions)} · {time}"


def card(step: MapStep, total: int, rect: Rect, title: Sequence[str]) -> Group:
    """A step's card; a step that nobody came to has a dashed edge."""
    edge = Pen("line2", 1.25) if step.sessions else Pen("line2", 1.25, dash=(4.0, 3.0))
    shapes: list[Shape] = [
        Box(Rect(rect.x, rect.y + 1.5, rect.width, rect.height), 8.0, fill="line2", opacity=0.35),
        Box(rect, 8.0, fill="surface", pen=edge),
    ]
    colour = "text" if step.sessions else "text2"
    for number, line in enumerate(title):
        y = rect.y + _PADDING + 9.5 + number * LINE_HEIGHT
        shapes.append(Words(rect.x + _PADDING, y, line, TITLE_SIZE, 600, colour))
    x, base = rect.x + _PADDING, rect.bottom - 11.0
    if step.channel_kind:
        shapes.extend(icon_shapes(f"channel-{step.channel_kind}", x - 0.5, base - 10.5, 13.0, "text2"))
        x += 18.0
    shapes.append(Words(x, base, card_text(step), SMALL, 400, "text2"))
    return Group("card", step.step_id, f"{step.title}: {step_words(step, total)}", rect, tuple(shapes))


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


class _Places:
    """Which places are taken, sorted into squares so that a look costs the same on a large map."""

    _SQUARE = 128.0

    def __init__(self, taken: Sequence[Rect]) -> None:
        self._squares: dict[tuple[int, int], list[Rect]] = defaultdict(list)
        for rect in taken:
            self.take(rect)

    def take(self, rect: Rect) -> None:
        """Note that this place is taken."""
        for square in self._touched(rect):
            self._squares[square].append(rect)

    def free(self, rect: Rect) -> bool:
        """Whether nothing that was taken lies there."""
        return not any(
            rect.x < other.right and other.x < rect.right and rect.y < other.bottom and other.y < rect.bottom
            for square in self._touched(rect)
            for other in self._squares.get(square, ())
        )

    def _touched(self, rect: Rect) -> Iterator[tuple[int, int]]:
        for column in range(int(rect.x // self._SQUARE), int(rect.right // self._SQUARE) + 1):
            for row in range(int(rect.y // self._SQUARE), int(rect.bottom // self._SQUARE) + 1):
                yield column, row


def links(
    layout: Layout,
    counted: Sequence[MapLink],
    titles: Mapping[str, str],
    origin: tuple[float, float],
    taken: Sequence[Rect],
    *,
    planned: bool,
) -> list[Group]:
    """The links, thin ones first, and above them their numbers, kept off the places that are `taken`.

    `planned`: the map says which links were intended.
    """
    by_ends = {(link.from_step_id, link.to_step_id): link for link in counted}
    most = max((link.sessions for link in counted), default=0)
    few_back = sum(route.kind == "backward" for route in layout.routes) <= _FEW_BACK
    dx, dy = origin
    blocked = _Places(taken)
    groups = []
    routes = sorted(layout.routes, key=lambda route: by_ends[route.source, route.target].sessions)
    numbered: list[Group] = []  # above all lines; the strongest take their places first
    for route in reversed(routes):
        link = by_ends[route.source, route.target]
        if most:
            numbered.append(_number(link, route, _width(link, most), dx, dy, blocked, back=few_back))
    for route in routes:
        link = by_ends[route.source, route.target]
        surprise = planned and not link.planned
        shapes = tuple(_line(link, route, _width(link, most), dx, dy, surprise=surprise, recorded=most > 0))
        xs, ys = zip(*route.points(6), strict=True)
        bounds = Rect(min(xs) + dx, min(ys) + dy, max(xs) - min(xs), max(ys) - min(ys)).grown(4.0)
        name = link_words(titles[route.source], titles[route.target], link)
        groups.append(Group("link", f"{route.source}>{route.target}", name, bounds, shapes))
    return [*groups, *numbered]


def _width(link: MapLink, most: int) -> float:
    if not link.sessions:
        return _THINNEST_LINK
    return max(_THINNEST_LINK, _WIDEST_LINK * link.sessions / most)


def _line(
    link: MapLink, route: Route, width: float, dx: float, dy: float, *, surprise: bool, recorded: bool
) -> list[Shape]:
    moved = [tuple(value + (dy if at % 2 else dx) for at, value in enumerate(curve)) for curve in route.curves]
    begin: Command = ("M", (route.start[0] + dx, route.start[1] + dy))
    commands: tuple[Command, ...] = (begin, *(("C", numbers) for numbers in moved))
    backward = route.kind == "backward"
    colour = "impact3" if backward else "ink"
    if not recorded:
        pen = Pen("ink", 1.5, dash=(5.0, 4.0) if backward else (), opacity=0.75)
    elif not link.walked:
        pen = Pen("text2", 1.25, dash=(1.0, 4.0))
    elif backward:
        pen = Pen(colour, min(width, 3.0) if width > 1.5 else 1.5, dash=(5.0, 4.0))
    else:
        pen = Pen(colour, width, opacity=0.75)
    shapes: list[Shape] = [Path(commands, pen=pen)]
    if route.arrow:
        shapes.append(_arrow(route, dx, dy, pen.colour, 4.5 + min(width, 4.0) / 2))
    if surprise and link.walked:
        middle = route.points(8)[len(route.points(8)) // 2]
        shapes.append(Disc(middle[0] + dx, middle[1] + dy, 3.5, fill="surface", pen=Pen(colour, 1.5)))
    return shapes


def _arrow(route: Route, dx: float, dy: float, colour: str, size: float) -> Shape:
    points = route.points(16)
    (x0, y0), (x1, y1) = points[-3], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    tip, base = (x1 + dx, y1 + dy), (x1 + dx - ux * size * 1.6, y1 + dy - uy * size * 1.6)
    left = (base[0] - uy * size * 0.8, base[1] + ux * size * 0.8)
    right = (base[0] + uy * size * 0.8, base[1] - ux * size * 0.8)
    return Path((("M", tip), ("L", left), ("L", right), ("Z", ())), fill=colour)


def _number(link: MapLink, route: Route, width: float, dx: float, dy: float, blocked: _Places, *, back: bool) -> Group:
    """The count at the first place on the line where it covers neither a card nor another number."""
    text = number_text(link.sessions)
    if back and route.kind == "backward" and route.spots[0][2]:
        text = f"back {text}"
    length = text_width(text, _NUMBER_SIZE)
    beside = len(route.curves) == 1  # between neighbours the number stands above the line, else it lies on it
    places = [
        (x + dx, y + dy + (-(width / 2 + 3.0) if level and beside else 4.0), level and beside)
        for x, y, level in route.spots
    ]
    if route.kind == "loop":  # beside the loop, not on it
        places = [(x + max(0.0, length / 2 - 6.0), y, level) for x, y, level in places]
    rects = [Rect(x - length / 2 - 1.5, y - 9.5, length + 3.0, 12.0) for x, y, _ in places]
    chosen = next((at for at, rect in enumerate(rects) if blocked.free(rect)), 0)
    rect, (x, y, _) = rects[chosen], places[chosen]
    blocked.take(rect)
    words = Words(x, y, text, _NUMBER_SIZE, 400, "text2", "middle")
    halo = Box(rect, 3.0, fill="paper", opacity=0.9)
    return Group("number", f"{route.source}>{route.target}", "", rect, (halo, words))
