"""The lanes below the cards of a map's picture: feelings, pain points, and the headings of all lanes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.scales import IMPACTS
from journeymap.core.wording import count_text, number_text, people, plural
from journeymap.present.map_values import MapFeeling, MapLane, MapPain, MapStep
from journeymap.present.marks import impact_mark
from journeymap.present.outline import feeling_text
from journeymap.present.picture import Box, Command, Disc, Group, Path, Pen, Point, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped

HEADER_WIDTH: Final = 110.0
_SMALL: Final = 11.0
_TEXT: Final = 12.0
_LINE: Final = 14.5
_FEELINGS_HEIGHT: Final = 140.0
_MOST_PAINS: Final = 3
_GAP: Final = 8.0
TITLE_SIZE: Final = 13.0
TITLE_LINE: Final = 16.0
Assumed = Mapping[str, str]
"""What was typed as an assumed feeling at a step."""

Height = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the map: its left edge and width, the steps in it, and which of them is on the main path.

    `number` is its place among all columns of the map; where some are left out, those that are drawn keep theirs.
    """

    x: float
    width: float
    steps: tuple[MapStep, ...]
    main: MapStep | None
    number: int = 0

    @property
    def centre(self) -> float:
        return self.x + self.width / 2


def lane_head(title: str, lines: Sequence[str], y: float, height: float) -> list[Shape]:
    """The heading of a lane at the left edge, with smaller lines below it."""
    edge = HEADER_WIDTH - 8.0
    rules: tuple[Command, ...] = (
        ("M", (0.0, y)), ("L", (edge, y)), ("L", (edge, y + height)), ("L", (0.0, y + height)),
    )  # fmt: skip
    shapes: list[Shape] = [Box(Rect(0.0, y, edge, height), fill="surface"), Path(rules, pen=Pen("line", 1.0))]
    base = y + 22.0
    for line in title_lines(title):
        shapes.append(Words(10.0, base, line, TITLE_SIZE, 600, "text"))
        base += TITLE_LINE
    base += 19.0 - TITLE_LINE
    for line in lines:
        for part in wrapped(line, HEADER_WIDTH - 20.0, _SMALL):
            shapes.append(Words(10.0, base, part, _SMALL, 400, "text2"))
            base += _LINE
    return shapes


def title_lines(title: str) -> tuple[str, ...]:
    """The title of a lane in lines that fit its heading."""
    return wrapped(title, HEADER_WIDTH - 19.0, TITLE_SIZE, 600, most_lines=4)


def head_height(title: str) -> float:
    """The least height of a lane of this title."""
    return 22.0 + TITLE_LINE * (len(title_lines(title)) - 1) + 12.0


def feelings_lane(
    lane: MapLane, columns: Sequence[Column], y: float, width: float, assumed: Assumed
) -> tuple[list[Group], float]:
    """The median feeling along the main path, with the middle half as a band; nothing where none was recorded.

    What was only assumed is hollow, stands for itself, and says so.
    """
    felt = [(column, column.main) for column in columns if column.main is not None and column.main.feeling is not None]
    guessed = [(column, step, assumed[step.step_id]) for column in columns for step in column.steps
               if step.step_id in assumed and step.feeling is None]  # fmt: skip
    if not felt and not guessed:
        return _nothing_yet(lane, y, "nothing recorded yet")
    middle, unit = y + _FEELINGS_HEIGHT / 2 - 6.0, (_FEELINGS_HEIGHT - 44.0) / 4

    def height(value: float) -> float:
        return middle - value * unit

    shapes = lane_head(lane.title, ["median and middle half"] if felt else [], y, _FEELINGS_HEIGHT)
    shapes.append(Words(HEADER_WIDTH - 4.0, height(2) + 4.0, "+2", _SMALL, 400, "text2"))
    shapes.append(Words(HEADER_WIDTH - 4.0, height(-2) + 4.0, "−2", _SMALL, 400, "text2"))
    zero: tuple[Command, ...] = (("M", (HEADER_WIDTH - 4.0, height(0))), ("L", (width - 8.0, height(0))))
    middle_line = Path(zero, pen=Pen("line2", 1.0, dash=(1.0, 4.0)))
    groups = [
        Group("lane", lane.lane_id, lane.title, Rect(0, y, HEADER_WIDTH, _FEELINGS_HEIGHT), tuple(shapes)),
        Group("ground", "neutral", "", Rect(0, height(0), width, 1.0), (middle_line,)),
    ]
    groups += [_curve(run, height) for run in _runs(columns)]
    for column, step in felt:
        assert step.feeling is not None
        groups.append(_feeling_dot(column, step, step.feeling, height(step.feeling.median), y + _FEELINGS_HEIGHT - 8.0))
    groups += [_assumed_dot(lane, column, step, text, height) for column, step, text in guessed]
    return groups, _FEELINGS_HEIGHT


def _assumed_dot(lane: MapLane, column: Column, step: MapStep, text: str, height: Height) -> Group:
    """A feeling that nobody recorded: hollow and dashed, with the word, at its value where it names one."""
    found = re.search(r"[+\-−–]?\s*[0-2](?:[.,]\d+)?", text)
    number = found.group().replace("−", "-").replace("–", "-").replace(",", ".").replace(" ", "") if found else "0"
    value = max(-2.0, min(2.0, float(number)))
    y = height(value)
    said = [Words(column.centre, y + 18.0, "assumed", _SMALL, 400, "text2", "middle", italic=True)]
    words = text[found.end() :].strip(" ,;:.") if found else text
    for at, line in enumerate(wrapped(words, column.width, _SMALL, italic=True, most_lines=2)):
        said.append(Words(column.centre, y + 32.0 + at * _LINE, line, _SMALL, 400, "text2", "middle", italic=True))
    dot = Disc(column.centre, y, 4.5, fill="paper", pen=Pen("text2", 1.5, dash=(2.0, 2.0)))
    bounds = Rect(column.x, y - 8.0, column.width, 28.0)
    return Group("feelings", step.step_id, f"{step.title}: {lane.title}, assumed: {text}", bounds, (dot, *said))


def _nothing_yet(lane: MapLane, y: float, words: str) -> tuple[list[Group], float]:
    """A lane that somebody chose and that has nothing to show; no room for it where nobody chose."""
    if not lane.chosen:
        return [], 0.0
    height = head_height(lane.title)
    shapes = [*lane_head(lane.title, [], y, height), Words(HEADER_WIDTH + 8.0, y + 22.0, words, _SMALL, 400, "text2")]
    return [Group("lane", lane.lane_id, lane.title, Rect(0, y, HEADER_WIDTH, height), tuple(shapes))], height


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
    bounds = Rect.around([*upper, *lower])
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


def pains_lane(lane: MapLane, columns: Sequence[Column], y: float) -> tuple[list[Group], float]:
    """The worst pain points of every column with how many of those who came there they hurt."""
    if not any(step.pains for column in columns for step in column.steps):
        return _nothing_yet(lane, y, "nothing recorded yet")
    groups: list[Group] = []
    deepest = y + 40.0
    for column in columns:
        met = [(step, pain) for step in column.steps for pain in step.pains]
        met.sort(key=lambda pair: (-(pair[1].worst_impact or 0), -pair[1].people))
        top = end = y + 12.0
        for step, pain in met[:_MOST_PAINS]:
            group = _pain(step, pain, column, top, branch=step is not column.main)
            groups.append(group)
            end = group.bounds.bottom
            top = end + 10.0
        if len(met) > _MOST_PAINS:
            more = f"and {number_text(len(met) - _MOST_PAINS)} more"
            words = Words(column.x, top + 8.0, more, _SMALL, 400, "text2")
            bounds = Rect(column.x, top - 2.0, text_width(more, _SMALL), _LINE)
            groups.append(Group("note", column.steps[0].step_id, more, bounds, (words,)))
            end = top + _LINE
        deepest = max(deepest, end)
    height = deepest - y + 8.0
    height = max(height, head_height(lane.title) + 2 * _LINE)
    head = lane_head(lane.title, ["of those who came here"], y, height)
    return [Group("lane", lane.lane_id, lane.title, Rect(0, y, HEADER_WIDTH, height), tuple(head)), *groups], height


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


def head_note(sessions: int, persons: int) -> list[str]:
    """What stands below the word "Steps": sessions, and people where that is another number."""
    lines = [plural(sessions, "session")]
    if persons != sessions:
        lines.append(people(persons))
    return lines
