"""The journey at a glance, made for the width of a page: phases, small cards with their sessions, links, feelings.

The same steps, columns and links as on the map, without what only a screen has room for. Long journeys go on in
further rows. All lengths are points on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from journeymap.core.wording import number_text
from journeymap.present.map_values import MapLink, MapStep, MapView
from journeymap.present.marks import impact_mark
from journeymap.present.picture import Box, Command, Group, Path, Pen, Picture, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped
from journeymap.report.plain import shown

WIDTH: Final = 495.0
_MOST_COLUMNS: Final = 9
_LEAST_COLUMNS: Final = 5  # cards get no wider than this many in a row
_GAP: Final = 9.0
_PAD: Final = 3.2
_TITLE: Final = 7.0
_LONGEST_WORD: Final = 84.0  # a word wider than this may be divided
_LINE: Final = 9.2
_COUNT: Final = 7.0
_PHASE: Final = 8.2
_PHASE_HEIGHT: Final = 17.0
_NOTCH: Final = 4.5
_ARCS: Final = 15.0  # room above the cards for links that go back
_STUB: Final = 13.0
_DEEPEST: Final = 1  # so many rows of branches are shown
_FEELINGS: Final = 48.0


@dataclass(frozen=True, slots=True)
class _Row:
    """The columns `first` … `last` of the map, and where they stand on paper."""

    first: int
    last: int
    card_width: float

    def x(self, column: int) -> float:
        return (column - self.first) * (self.card_width + _GAP)

    def holds(self, column: int) -> bool:
        return self.first <= column <= self.last


def journey_strip(view: MapView, first_step_ids: Sequence[str] = ()) -> Picture:
    """The strip of a map that has steps; the steps named are outlined in the colour of their worst impact.

    A map without sessions is shown as planned: no counts, all links alike.
    """
    view = replace(view, steps=shown_steps(view))
    cells = {step.step_id: view.cells[step.step_id] for step in view.steps}
    columns = 1 + max(column for column, _ in cells.values())
    rows = ceil(columns / _fitting_columns(view))
    in_a_row = ceil(columns / rows)
    card_width = (WIDTH + _GAP) / max(in_a_row, _LEAST_COLUMNS) - _GAP
    groups: list[Group] = []
    top = 0.0
    most = max((link.sessions for link in view.links), default=1) or 1
    for start in range(0, columns, in_a_row):
        row = _Row(start, min(start + in_a_row, columns) - 1, card_width)
        drawn, top = _row(view, cells, row, top, most, frozenset(first_step_ids))
        groups += drawn
        top += 12.0
    return Picture(WIDTH, top - 12.0, view.title, view.picture.description, tuple(groups))


def shown_steps(view: MapView) -> tuple[MapStep, ...]:
    """All steps, or only those of the main path where there are too many beside it for a glance."""
    deepest = max((row for _, row in view.cells.values()), default=0)
    if deepest <= _DEEPEST:
        return view.steps
    return tuple(step for step in view.steps if view.cells[step.step_id][1] == 0)


def _fitting_columns(view: MapView) -> int:
    """How many cards stand in a row so that no word of a title has to be divided."""
    words = [word for step in view.steps for word in shown(step.title).split()]
    longest = max((text_width(word, _TITLE, 600) for word in words), default=0.0)
    least = min(longest, _LONGEST_WORD) + 2 * _PAD + 0.5
    return max(1, min(_MOST_COLUMNS, int((WIDTH + _GAP) / (least + _GAP))))


def _row(
    view: MapView, cells: Mapping[str, tuple[int, int]], row: _Row, top: float, most: int, first: frozenset[str]
) -> tuple[list[Group], float]:
    steps = [step for step in view.steps if row.holds(cells[step.step_id][0])]
    groups, height = _phases(view, cells, row, steps, top)
    top += height + 6.0 if groups else 0.0
    back = any(_drawn(link, view) and _stands(link, cells, row) and _goes_back(link, cells) for link in view.links)
    top += _ARCS if back else 3.0
    lines = max(len(_title_lines(step, row.card_width)) for step in steps)
    height = lines * _LINE + _LINE + 8.0
    depth = 1 + max(cells[step.step_id][1] for step in steps)
    pitch = height + _STUB + 5.0
    places = {
        step.step_id: Rect(row.x(cells[step.step_id][0]), top + cells[step.step_id][1] * pitch, row.card_width, height)
        for step in steps
    }
    groups += _links([link for link in view.links if _drawn(link, view)], cells, places, top, most)
    groups += [_card(step, places[step.step_id], step.step_id in first, bool(view.sessions)) for step in steps]
    groups += [_stub(step, places[step.step_id]) for step in steps if step.left]
    bottom = top + (depth - 1) * pitch + height + (_STUB if any(step.left for step in steps) else 0.0)
    feelings = _feelings(steps, cells, places, bottom + 4.0)
    return [*groups, *feelings], bottom + (_FEELINGS + 4.0 if feelings else 0.0)


def _phases(
    view: MapView, cells: Mapping[str, tuple[int, int]], row: _Row, steps: Sequence[MapStep], top: float
) -> tuple[list[Group], float]:
    """Arrows with the titles of the phases over the columns of their steps, and their height; 0 without phases."""
    spans = []
    for number, title in enumerate(view.phases):
        columns = [cells[step.step_id][0] for step in steps if step.phase == number]
        if title and columns:
            left = max(row.x(min(columns)) - 3.0, 0.0)
            right = min(row.x(max(columns)) + row.card_width + 5.0, WIDTH)
            spans.append((title, left, right, wrapped(shown(title), right - left - 16.0, _PHASE, 600)))
    if not spans:
        return [], 0.0
    height = _PHASE_HEIGHT + (max(len(lines) for _, _, _, lines in spans) - 1) * _LINE
    middle = top + height / 2
    groups = []
    for title, left, right, lines in spans:
        arrow: tuple[Command, ...] = (
            ("M", (left, top)), ("L", (right - _NOTCH, top)), ("L", (right, middle)),
            ("L", (right - _NOTCH, top + height)), ("L", (left, top + height)),
            ("L", (left + _NOTCH, middle)), ("Z", ()),
        )  # fmt: skip
        base = middle + _PHASE * 0.35 - (len(lines) - 1) * _LINE / 2
        words = [Words(left + 10.0, base + at * _LINE, line, _PHASE, 600) for at, line in enumerate(lines)]
        shapes: tuple[Shape, ...] = (Path(arrow, "soft", Pen("line2", 0.7)), *words)
        groups.append(Group("phase", title, f"Phase: {title}", Rect(left, top, right - left, height), shapes))
    return groups, height


def _title_lines(step: MapStep, card_width: float) -> list[str]:
    return list(wrapped(shown(step.title), card_width - 2 * _PAD, _TITLE, 600))


def _card(step: MapStep, rect: Rect, first: bool, counted: bool) -> Group:
    impact = step.worst_impact
    pen = Pen(f"impact{max(impact or 1, 1)}", 1.5) if first else Pen("line2", 0.8)
    shapes: list[Shape] = [Box(rect, 4.0, "surface", pen)]
    base = rect.y + 4.0 + _TITLE
    for line in _title_lines(step, rect.width):
        shapes.append(Words(rect.x + _PAD, base, line, _TITLE, 600))
        base += _LINE
    if counted:
        shapes.append(Words(rect.x + _PAD, rect.bottom - 4.5, number_text(step.sessions), _COUNT, 400, "text2"))
    if impact:
        shapes += impact_mark(impact, rect.right - 6.5, rect.bottom - 7.0, 7.0)
    return Group(
        "card",
        step.step_id,
        f"{step.title}: {number_text(step.sessions)}" if counted else step.title,
        rect,
        tuple(shapes),
    )


def _stub(step: MapStep, rect: Rect) -> Group:
    x = rect.centre[0]
    line: tuple[Command, ...] = (("M", (x, rect.bottom)), ("L", (x, rect.bottom + 8.0)))
    foot: tuple[Command, ...] = (("M", (x - 4.0, rect.bottom + 8.0)), ("L", (x + 4.0, rect.bottom + 8.0)))
    words = f"{number_text(step.left)} left"
    shapes: tuple[Shape, ...] = (
        Path(line, "", Pen("impact4", 1.0, (1.6, 1.6))),
        Path(foot, "", Pen("impact4", 1.0)),
        Words(x + 6.0, rect.bottom + 9.0, words, 7.0, 400, "text2"),
    )
    return Group("stub", step.step_id, f"{words} at {step.title}", Rect(x - 4.0, rect.bottom, 40.0, 10.0), shapes)


def _links(
    links: Sequence[MapLink],
    cells: Mapping[str, tuple[int, int]],
    places: Mapping[str, Rect],
    top: float,
    most: int,
) -> list[Group]:
    """Links within the row, and the beginnings and ends of those that come from or go to another row."""
    groups = []
    for link in links:
        start, end = places.get(link.from_step_id), places.get(link.to_step_id)
        if link.from_step_id == link.to_step_id or (start is None and end is None):
            continue
        width = max(0.9, 5.5 * link.sessions / most)
        if link.from_step_id not in cells or link.to_step_id not in cells:
            continue
        back = _goes_back(link, cells)
        if start is not None and end is not None:
            shape = _link(start, end, width, back, top)
        elif back or not _neighbours(cells[link.from_step_id], cells[link.to_step_id]):
            continue
        elif start is not None:
            shape = _bar(start.right, min(start.right + _GAP, WIDTH), start.centre[1], width)
        else:
            assert end is not None
            shape = _bar(end.x - 4.0, end.x, end.centre[1], width)
        groups.append(Group("link", f"{link.from_step_id}>{link.to_step_id}", "", Rect(0, top, WIDTH, 1), (shape,)))
    return groups


def _drawn(link: MapLink, view: MapView) -> bool:
    return link.shown and (link.walked or not view.sessions)


def _stands(link: MapLink, cells: Mapping[str, tuple[int, int]], row: _Row) -> bool:
    """Whether both ends of the link stand in this row."""
    return all(end in cells and row.holds(cells[end][0]) for end in (link.from_step_id, link.to_step_id))


def _goes_back(link: MapLink, cells: Mapping[str, tuple[int, int]]) -> bool:
    return cells[link.to_step_id][0] < cells[link.from_step_id][0]


def _neighbours(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] == one[0] + 1


def _bar(left: float, right: float, y: float, width: float) -> Path:
    return Path((("M", (left, y)), ("L", (right, y))), "", Pen("ink", width, (), 0.75))


def _link(start: Rect, end: Rect, width: float, back: bool, top: float) -> Path:
    if back:
        high = top - _ARCS + 4.0
        x, to_x = start.centre[0], end.centre[0]
        arc: tuple[Command, ...] = (
            ("M", (x, start.y)), ("C", (x, high, x, high, x - 6.0, high)), ("L", (to_x + 6.0, high)),
            ("C", (to_x, high, to_x, high, to_x, end.y)),
        )  # fmt: skip
        return Path(arc, "", Pen("impact3", min(max(width, 0.9), 2.0), (2.4, 2.0)))
    if start.x == end.x:
        ends = (start.bottom, end.y) if end.y > start.y else (start.y, end.bottom)
        x = start.centre[0]
        return Path((("M", (x, ends[0])), ("L", (x, ends[1]))), "", Pen("ink", min(width, 2.5), (), 0.75))
    y, to_y = start.centre[1], end.centre[1]
    if abs(y - to_y) < 0.1 and end.x - start.right < _GAP + 1.0:
        return _bar(start.right, end.x, y, width)
    if abs(y - to_y) < 0.1:  # over the cards in between
        low = start.bottom + 4.0
        curve: tuple[Command, ...] = (
            ("M", (start.right - 6.0, start.bottom)),
            ("C", (start.right, low, start.right, low, start.right + 6.0, low)),
            ("L", (end.x - 6.0, low)), ("C", (end.x, low, end.x, low, end.x + 6.0, end.bottom)),
        )  # fmt: skip
        return Path(curve, "", Pen("ink", min(width, 1.6), (), 0.6))
    middle = (start.right + end.x) / 2
    bend: tuple[Command, ...] = (("M", (start.right, y)), ("C", (middle, y, middle, to_y, end.x, to_y)))
    return Path(bend, "", Pen("ink", min(width, 3.0), (), 0.75))


def _feelings(
    steps: Sequence[MapStep], cells: Mapping[str, tuple[int, int]], places: Mapping[str, Rect], top: float
) -> list[Group]:
    """The median feeling along the first row of cards, with the middle half as a band."""
    felt = sorted(
        (places[step.step_id].centre[0], step.feeling)
        for step in steps
        if step.feeling is not None and cells[step.step_id][1] == 0
    )
    if len(felt) < 2:
        return []
    middle, unit = top + _FEELINGS / 2, (_FEELINGS - 8.0) / 4

    def points(values: Sequence[tuple[float, float]], letter: str) -> list[Command]:
        found: list[Command] = []
        for x, value in values:
            point = (x, middle - value * unit)
            found.append(("L", point) if found or letter == "L" else ("M", point))
        return found

    upper = points([(x, feeling.high) for x, feeling in felt], "M")
    lower = points([(x, feeling.low) for x, feeling in reversed(felt)], "L")
    line = points([(x, feeling.median) for x, feeling in felt], "M")
    zero: tuple[Command, ...] = (("M", (0.0, middle)), ("L", (WIDTH, middle)))
    shapes: tuple[Shape, ...] = (
        Path(zero, "", Pen("line2", 0.7, (1.0, 3.0))),
        Path((*upper, *lower, ("Z", ())), "accent", None, 0.14),
        Path(tuple(line), "", Pen("accent", 1.6)),
    )
    return [Group("feelings", "curve", "Median feeling and middle half", Rect(0, top, WIDTH, _FEELINGS), shapes)]
