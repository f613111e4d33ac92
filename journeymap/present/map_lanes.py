"""The lanes below the cards of a map's picture: feelings and pain points, and the legend that explains the signs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.scales import IMPACTS
from journeymap.core.wording import count_text, number_text, people, plural
from journeymap.present.map_values import MapFeeling, MapLink, MapPain, MapStep
from journeymap.present.marks import impact_mark
from journeymap.present.outline import feeling_text
from journeymap.present.picture import Box, Command, Disc, Group, Path, Pen, Point, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped

HEADER_WIDTH: Final = 94.0
_SMALL: Final = 11.0
_TEXT: Final = 12.0
_LINE: Final = 14.5
_FEELINGS_HEIGHT: Final = 148.0
_MOST_PAINS: Final = 3
_GAP: Final = 8.0

Height = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the map: its left edge and width, the steps in it, and which of them is on the main path."""

    x: float
    width: float
    steps: tuple[MapStep, ...]
    main: MapStep | None

    @property
    def centre(self) -> float:
        return self.x + self.width / 2


def lane_head(title: str, lines: Sequence[str], y: float, height: float) -> list[Shape]:
    """The heading of a lane at the left edge, with smaller lines below it."""
    edge = HEADER_WIDTH - 8.0
    rules: tuple[Command, ...] = (
        ("M", (0.0, y)), ("L", (edge, y)), ("L", (edge, y + height)), ("L", (0.0, y + height)),
    )  # fmt: skip
    shapes: list[Shape] = [
        Box(Rect(0.0, y, edge, height), fill="surface"),
        Path(rules, pen=Pen("line", 1.0)),
        Words(10.0, y + 22.0, title, 13.0, 600, "text"),
    ]
    offset = y + 22.0 + 19.0
    for line in lines:
        for part in wrapped(line, HEADER_WIDTH - 20.0, _SMALL):
            shapes.append(Words(10.0, offset, part, _SMALL, 400, "text2"))
            offset += _LINE
    return shapes


def feelings_lane(columns: Sequence[Column], y: float, width: float) -> tuple[list[Group], float]:
    """The median feeling along the main path, with the middle half as a band; nothing where none was recorded."""
    felt = [(column, column.main) for column in columns if column.main is not None and column.main.feeling is not None]
    if not felt:
        return [], 0.0
    middle, unit = y + _FEELINGS_HEIGHT / 2 - 6.0, (_FEELINGS_HEIGHT - 44.0) / 4

    def height(value: float) -> float:
        return middle - value * unit

    shapes = lane_head("Feelings", ["median and middle half"], y, _FEELINGS_HEIGHT)
    shapes.append(Words(HEADER_WIDTH - 4.0, height(2) + 4.0, "+2", _SMALL, 400, "text2"))
    shapes.append(Words(HEADER_WIDTH - 4.0, height(-2) + 4.0, "−2", _SMALL, 400, "text2"))
    zero: tuple[Command, ...] = (("M", (HEADER_WIDTH - 4.0, height(0))), ("L", (width - 8.0, height(0))))
    middle_line = Path(zero, pen=Pen("line2", 1.0, dash=(1.0, 4.0)))
    groups = [
        Group("lane", "feelings", "Feelings", Rect(0, y, HEADER_WIDTH, _FEELINGS_HEIGHT), tuple(shapes)),
        Group("ground", "neutral", "", Rect(0, height(0), width, 1.0), (middle_line,)),
    ]
    groups += [_curve(run, height) for run in _runs(columns)]
    for column, step in felt:
        assert step.feeling is not None
        groups.append(_feeling_dot(column, step, step.feeling, height(step.feeling.median), y + _FEELINGS_HEIGHT - 8.0))
    return groups, _FEELINGS_HEIGHT


def _runs(columns: Sequence[Column]) -> list[list[tuple[Column, MapFeeling]]]:
    """Neighbouring columns with feelings: the curve is not drawn across a step about which nobody said anything."""
    runs: list[list[tuple[Column, MapFeeling]]] = [[]]
    for column in columns:
        feeling = column.main.feeling if column.main is not None else None
        if feeling is not None:
            runs[-1].append((column, feeling))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _curve(run: Sequence[tuple[Column, MapFeeling]], height: Height) -> Group:
    upper = [(column.centre, height(feeling.high)) for column, feeling in run]
    lower = [(column.centre, height(feeling.low)) for column, feeling in reversed(run)]
    line = [(column.centre, height(feeling.median)) for column, feeling in run]
    shapes: list[Shape] = []
    if len(run) > 1:
        shapes.append(Path((*_polyline([*upper, *lower]), ("Z", ())), fill="accent", opacity=0.14))
        shapes.append(Path(_polyline(line), pen=Pen("accent", 2.25)))
    else:
        (x, top), (_, bottom) = upper[0], lower[0]
        shapes.append(Path(_polyline([(x, top), (x, bottom)]), pen=Pen("accent", 10.0, opacity=0.14)))
    xs, ys = [x for x, _ in upper], [y for _, y in (*upper, *lower)]
    bounds = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return Group("feelings", "curve", "Median feeling and middle half", bounds, tuple(shapes))


def _polyline(points: Sequence[Point]) -> tuple[Command, ...]:
    return tuple(("L" if at else "M", point) for at, point in enumerate(points))


def _feeling_dot(column: Column, step: MapStep, feeling: MapFeeling, y: float, base: float) -> Group:
    name = (
        f"{step.title}: median feeling {feeling_text(feeling.median)}, middle half {feeling_text(feeling.low)} to "
        f"{feeling_text(feeling.high)}, {people(feeling.people)}"
    )
    shapes: tuple[Shape, ...] = (
        Disc(column.centre, y, 4.5, fill="surface", pen=Pen("accent", 2.0)),
        Words(column.centre, base, number_text(feeling.people), _SMALL, 400, "text2", "middle"),
    )
    return Group("feelings", step.step_id, name, Rect(column.centre - 8.0, y - 8.0, 16.0, 16.0), shapes)


def pains_lane(columns: Sequence[Column], y: float) -> tuple[list[Group], float]:
    """The worst pain points of every column with how many of those who came there they hurt."""
    if not any(step.pains for column in columns for step in column.steps):
        return [], 0.0
    groups: list[Group] = []
    deepest = y + 40.0
    for column in columns:
        met = [(step, pain) for step in column.steps for pain in step.pains]
        met.sort(key=lambda pair: (-(pair[1].worst_impact or 0), -pair[1].people))
        top = y + 12.0
        for step, pain in met[:_MOST_PAINS]:
            group = _pain(step, pain, column, top, branch=step is not column.main)
            groups.append(group)
            top = group.bounds.bottom + 10.0
        if len(met) > _MOST_PAINS:
            more = f"and {number_text(len(met) - _MOST_PAINS)} more"
            words = Words(column.x, top + 8.0, more, _SMALL, 400, "text2")
            bounds = Rect(column.x, top - 2.0, text_width(more, _SMALL), _LINE)
            groups.append(Group("note", column.steps[0].step_id, more, bounds, (words,)))
            top += _LINE + 4.0
        deepest = max(deepest, top)
    height = deepest - y + 4.0
    head = lane_head("Pain points", ["of those who came here"], y, height)
    return [Group("lane", "pains", "Pain points", Rect(0, y, HEADER_WIDTH, height), tuple(head)), *groups], height


def _pain(step: MapStep, pain: MapPain, column: Column, y: float, *, branch: bool) -> Group:
    """One pain point; at a branch it says of which step, for the column stands for the main path."""
    shapes: list[Shape] = list(impact_mark(pain.worst_impact, column.x + 7.0, y + 7.0))
    counts = count_text(pain.people, pain.reached)
    shapes.append(Words(column.x + 20.0, y + 11.5, counts, _TEXT, 600))
    base = y + 11.5 + 17.0
    room = column.width + _GAP
    for line in wrapped(pain.title, room, _SMALL):
        shapes.append(Words(column.x, base, line, _SMALL))
        base += _LINE
    for line in wrapped(f"at {step.title}", room, _SMALL) if branch else ():
        shapes.append(Words(column.x, base, line, _SMALL, 400, "text2"))
        base += _LINE
    word = "not rated yet" if pain.worst_impact is None else IMPACTS[pain.worst_impact]
    name = f"{pain.title}: {counts} people at {step.title}, at worst {word}"
    return Group("pain", step.step_id, name, Rect(column.x, y, room, base - _LINE + 4.0 - y), tuple(shapes))


def legend(
    steps: Sequence[MapStep],
    links: Sequence[MapLink],
    notes: Sequence[str],
    planned: bool,
    y: float,
    width: float,
    left: float = HEADER_WIDTH + 12.0,
) -> tuple[Group, float]:
    """What the signs on this map mean, and what it leaves out: one group, in as many lines as it takes."""
    worst = {pain.worst_impact for step in steps for pain in step.pains} | {
        step.worst_impact for step in steps if step.pains
    }
    entries: list[tuple[str, str]] = [(f"impact{level}", IMPACTS[level]) for level in range(1, 5) if level in worst]
    if None in worst:
        entries.append(("unrated", "not rated yet"))
    walked = [link for link in links if link.walked and link.shown]
    if walked:
        entries.append(("link", "width = sessions"))
    order = {step.step_id: step.number for step in steps}
    if any(order[link.to_step_id] < order[link.from_step_id] for link in walked):
        entries.append(("back", "back"))
    if any(step.left for step in steps):
        entries.append(("left", "left the journey"))
    if any(step.ended for step in steps):
        entries.append(("ended", "end here, outcome not observed"))
    if planned and any(not link.planned for link in walked):
        entries.append(("surprise", "not planned"))
    if any(not link.walked for link in links):
        entries.append(("unwalked", "planned, walked by nobody") if walked else ("plan", "planned"))
    shapes: list[Shape] = []
    x, base = left, y + 22.0
    said = []
    for sign, text in [*entries, *(("", note) for note in notes)]:
        room = {"": 0.0, "link": 34.0, "back": 34.0, "unwalked": 34.0, "plan": 34.0, "surprise": 34.0}.get(sign, 20.0)
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
    stroke: tuple[Command, ...] = (("M", (x + 2.0, y)), ("L", (x + 26.0, y)))
    if sign.startswith("impact"):
        return impact_mark(int(sign[-1]), x + 6.0, y, 12.0)
    if sign == "unrated":
        return impact_mark(None, x + 6.0, y, 12.0)
    if sign == "link":
        return (Path(stroke, pen=Pen("ink", 5.0, opacity=0.75)),)
    if sign == "back":
        return (Path(stroke, pen=Pen("impact3", 1.75, dash=(5.0, 4.0))),)
    if sign == "plan":
        return (Path(stroke, pen=Pen("ink", 1.5, opacity=0.75)),)
    if sign == "unwalked":
        return (Path(stroke, pen=Pen("text2", 1.25, dash=(1.0, 4.0))),)
    if sign == "surprise":
        dot = Disc(x + 14.0, y, 3.5, fill="surface", pen=Pen("ink", 1.5))
        return Path(stroke, pen=Pen("ink", 2.0, opacity=0.75)), dot
    if sign in {"left", "ended"}:
        colour = "impact4" if sign == "left" else "text2"
        stem: tuple[Command, ...] = (("M", (x + 6.0, y - 7.0)), ("L", (x + 6.0, y + 5.0)))
        foot: tuple[Command, ...] = (("M", (x + 1.0, y + 6.0)), ("L", (x + 11.0, y + 6.0)))
        return Path(stem, pen=Pen(colour, 1.5, dash=(1.5, 2.5))), Path(foot, pen=Pen(colour, 1.75))
    return ()


def head_note(sessions: int, persons: int) -> list[str]:
    """What stands below the word "Steps": sessions, and people where that is another number."""
    lines = [plural(sessions, "session")]
    if persons != sessions:
        lines.append(people(persons))
    return lines
