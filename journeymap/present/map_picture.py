"""The picture of a map: phases, lanes, cards, links and legend, put together from top to bottom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.layout import Grid, Layout, LayoutLink, Sizes, lay_out, narrowed
from journeymap.core.wording import number_text, people, sessions
from journeymap.present.map_cards import badges, card, card_size, mark, stub
from journeymap.present.map_cells import assumed_feelings, cells_lane, channels_lane, collapsed_lane, line_lane
from journeymap.present.map_kinds import hands_over
from journeymap.present.map_labels import label_width
from journeymap.present.map_lanes import HEADER_WIDTH, Column, feelings_lane, head_note, lane_head, pains_lane
from journeymap.present.map_legend import Signs, legend
from journeymap.present.map_links import links
from journeymap.present.map_values import Geometry, MapCell, MapLane, MapLink, MapStep
from journeymap.present.overlays import Overlay
from journeymap.present.picture import Command, Group, Path, Pen, Picture, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped

_TOP: Final = 12.0
_PHASE_SIZE: Final = 13.0
_PHASE_LINE: Final = 17.0
_NOTCH: Final = 9.0
_BEYOND: Final = 300.0  # further from its line no word is looked for
_NUMBER_SIZE: Final = 11.0
_BEHIND: Final = frozenset({"frontstage", "backstage", "support"})


@dataclass(frozen=True, slots=True)
class MapContent:
    """All that is to be drawn. `totals` are sessions and people; only what is `shown` gets drawn."""

    title: str
    steps: Sequence[MapStep]
    links: Sequence[MapLink]
    phases: Sequence[str]
    phase_ids: Sequence[str]
    lanes: Sequence[MapLane]
    cells: Sequence[MapCell]
    totals: tuple[int, int]
    notes: Sequence[str] = ()
    signs: Signs = ()
    planned: bool = False
    overlay: Overlay | None = None


def map_picture(content: MapContent, grid: Grid) -> tuple[Picture, Geometry]:
    """Draw the map, and say what lies where."""
    if not content.steps and not any(content.phases):
        return Picture(0.0, 0.0, content.title, "A map without steps."), Geometry()
    return _Drawing(content, grid).put_together()


class _Drawing:
    """One map while it is drawn. Lanes without steps stand above, between or below the lanes of steps."""

    def __init__(self, content: MapContent, grid: Grid) -> None:
        self._content = content
        self._steps = [step for step in content.steps if step.shown]
        in_sight = {step.step_id for step in self._steps}
        self._lanes = [lane for lane in content.lanes if not lane.hidden or _holds(lane, content.steps)]
        holding = [lane for lane in content.lanes if lane.holds == "steps"]
        self._open = [lane for lane in self._lanes if lane.holds == "steps" and not lane.collapsed]
        numbers = [holding.index(lane) for lane in self._open]
        simpler = any(
            not step.shown for step in content.steps if any(lane.lane_id == step.lane_id for lane in self._open)
        )
        self._grid = narrowed(grid, in_sight, numbers, close_up=simpler)
        self._numbers = _numbers(grid, self._grid)
        self._links = [
            link for link in content.links if link.shown and {link.from_step_id, link.to_step_id} <= in_sight
        ]
        self._cards = card_size(content.steps)
        self._steps_by_column: list[list[MapStep]] = []
        self._bands: list[tuple[str, float, float]] = []

    def put_together(self) -> tuple[Picture, Geometry]:
        """The picture, and where everything lies in it."""
        content = self._content
        above, between, below = self._split()
        layout = lay_out(self._grid, self._weighed(), self._sizes(), lambda columns: self._heights(between, columns))
        width = HEADER_WIDTH + layout.width
        spans = _boundaries(layout)
        bands, top = _phases(content.phases, content.phase_ids, spans)
        columns = self._columns(layout.columns)
        drawn: list[Group] = []
        edges = [top]
        for lane in above:
            edges.append(self._lane(lane, columns, edges[-1], width, drawn))
        origin = (HEADER_WIDTH, edges[-1])
        for number, lane in enumerate(self._open):
            begin, end = (y + origin[1] for y in layout.lanes[number])
            end += 8.0 if number == len(self._open) - 1 else 0.0
            note = head_note(*content.totals) if number == 0 else []
            head = tuple(lane_head(lane.title, note, begin, end - begin))
            drawn.append(Group("lane", lane.lane_id, lane.title, Rect(0, begin, HEADER_WIDTH, end - begin), head))
            self._bands.append((lane.lane_id, begin, end))
            edges.append(end)
            for other in between.get(number, ()):
                edges.append(self._lane(other, columns, edges[-1], width, drawn))
        for lane in below:
            edges.append(self._lane(lane, columns, edges[-1], width, drawn))
        drawn += self._cards_and_links(layout, origin)
        key, height = legend(content.signs, content.notes, edges[-1], width, HEADER_WIDTH + 12.0)
        ground = _ground(top, edges[1:], width, spans)
        description = _description(content.steps, content.totals, content.notes)
        picture = Picture(
            width, edges[-1] + height, content.title, description, (ground, *bands, *drawn, key)
        )  # fmt: skip
        return picture, self._geometry(layout, origin, spans)

    def _split(self) -> tuple[list[MapLane], dict[int, list[MapLane]], list[MapLane]]:
        """Lanes above the first open lane of steps, after each of them, and below the last."""
        above: list[MapLane] = []
        after: dict[int, list[MapLane]] = {}
        number = -1
        for lane in self._lanes:
            if lane in self._open:
                number += 1
            elif number < 0:
                above.append(lane)
            else:
                after.setdefault(number, []).append(lane)
        last = len(self._open) - 1
        if last < 0:
            return [], {}, above
        return above, after, after.pop(last, [])

    def _lane(self, lane: MapLane, columns: Sequence[Column], y: float, width: float, into: list[Group]) -> float:
        """Draw a lane that holds no open steps at `y`; gives where it ends."""
        if lane.collapsed:
            count = sum(step.lane_id == lane.lane_id for step in self._content.steps)
            cells = sum(cell.lane_id == lane.lane_id for cell in self._content.cells)
            groups, height = collapsed_lane(lane, count, cells, y)
        elif lane.kind == "feelings":
            groups, height = feelings_lane(lane, columns, y, width, assumed_feelings(lane, self._content.cells))
        elif lane.kind == "pain":
            groups, height = pains_lane(lane, columns, y)
        elif lane.kind == "channel":
            groups, height = channels_lane(lane, columns, y)
        elif lane.holds == "line":
            groups, height = line_lane(lane, y, width)
        else:
            groups, height = cells_lane(lane, self._content.cells, columns, y)
        into += groups
        if height:
            self._bands.append((lane.lane_id, y, y + height))
        return y + height

    def _heights(
        self, between: Mapping[int, Sequence[MapLane]], spans: Sequence[tuple[float, float]]
    ) -> dict[int, float]:
        """The room for lanes between the lanes of steps: first row of the lane below → height."""
        columns = self._columns(spans)
        found = {}
        for number, lanes in between.items():
            y = 0.0
            for lane in lanes:
                y = self._lane(lane, columns, y, 1000.0, [])
            found[self._grid.lanes[number + 1][0]] = y
        self._bands.clear()
        return found

    def _weighed(self) -> list[LayoutLink]:
        return [
            LayoutLink(link.from_step_id, link.to_step_id, link.sessions or 0.1, label_width(link))
            for link in self._links
        ]

    def _sizes(self) -> Sizes:
        """Room for what stands between the cards: the widest number between columns, stubs below."""
        widest = max((text_width(number_text(link.sessions), _NUMBER_SIZE) for link in self._links), default=0.0)
        stubs = any(step.left or step.ended for step in self._steps)
        return Sizes(
            card_width=self._cards.width,
            card_height=self._cards.height,
            gap=max(17.0, widest + 5.0),
            row_gap=20.0,
            stub=24.0 if stubs else 8.0,
        )

    def _columns(self, spans: Sequence[tuple[float, float]]) -> list[Column]:
        cells = self._grid.cells
        found: list[list[MapStep]] = [[] for _ in spans]
        for step in sorted(self._steps, key=lambda step: cells[step.step_id].row):
            found[cells[step.step_id].column].append(step)
        return [
            Column(
                HEADER_WIDTH + left,
                right - left,
                tuple(members),
                next((step for step in members if cells[step.step_id].row == 0), None),
                number,
            )
            for (left, right), members, number in zip(spans, found, self._numbers, strict=True)
        ]

    def _cards_and_links(self, layout: Layout, origin: tuple[float, float]) -> list[Group]:
        content = self._content
        over = {each.step_id: each for each in content.overlay.steps} if content.overlay else {}
        behind = {lane.lane_id for lane in content.lanes if lane.kind in _BEHIND}
        standing: list[Group] = []
        corners: list[Rect] = []
        for step in self._steps:
            left, top, right, bottom = layout.card(step.step_id)
            rect = Rect(left + origin[0], top + origin[1], right - left, bottom - top)
            level = over.get(step.step_id)
            standing.append(
                card(
                    step,
                    len(content.steps),
                    rect,
                    self._cards,
                    level,
                    behind=step.lane_id in behind or not content.totals[0],
                )
            )
            if content.overlay is None or content.overlay.key != "pain":
                standing += mark(step, rect)
            standing += [*badges(step, rect), *stub(step, rect)]
            corners.append(Rect(rect.right - 12.0, rect.y - 6.0, 16.0, 16.0))  # where marks of any kind stand
        organisations = {step.step_id: step.organisation for step in self._steps}
        handed = frozenset(
            (link.from_step_id, link.to_step_id) for link in self._links if hands_over(link, organisations)
        )
        titles = {step.step_id: step.title for step in self._steps}
        taken = [*(group.bounds for group in standing), *corners, *self._around(HEADER_WIDTH + layout.width)]
        return [*links(layout, self._links, titles, origin, taken, handed, planned=content.planned), *standing]

    def _around(self, width: float) -> list[Rect]:
        """What no words of a link may lie on: the headings, the lanes that hold no steps, and what is off the map."""
        of_steps = {lane.lane_id for lane in self._open}
        top = min(begin for _, begin, _ in self._bands)
        bottom = max(end for _, _, end in self._bands)
        lanes = [Rect(0.0, begin, width, end - begin) for id_, begin, end in self._bands if id_ not in of_steps]
        edge = HEADER_WIDTH - 8.0
        sides = [Rect(-_BEYOND, 0.0, _BEYOND + edge, bottom), Rect(width, 0.0, _BEYOND, bottom)]
        return [Rect(0.0, 0.0, width, top), *sides, *lanes, Rect(0.0, bottom, width, _BEYOND)]

    def _geometry(self, layout: Layout, origin: tuple[float, float], spans: Sequence[tuple[float, float]]) -> Geometry:
        rows = []
        for lane, (first, last) in zip(self._open, self._grid.lanes, strict=True):
            for row in range(first, last + 1):
                top, bottom = layout.rows[row]
                rows.append((lane.lane_id, row - first, top + origin[1], bottom + origin[1]))
        return Geometry(
            bands=tuple(self._bands),
            columns=tuple((left + HEADER_WIDTH, right + HEADER_WIDTH) for left, right in layout.columns),
            phases=tuple(spans),
            rows=tuple(rows),
            numbers=tuple(self._numbers),
        )


def _numbers(whole: Grid, drawn: Grid) -> list[int]:
    """The number that every drawn column has on the whole map."""
    known = {cell.column: whole.cells[step].column for step, cell in drawn.cells.items()}
    numbers: list[int] = []
    for column in range(drawn.columns):
        numbers.append(known.get(column, numbers[-1] + 1 if numbers else 0))
    return numbers


def _holds(lane: MapLane, steps: Sequence[MapStep]) -> bool:
    return lane.holds == "steps" and any(step.lane_id == lane.lane_id for step in steps)


def _boundaries(layout: Layout) -> list[tuple[float, float]]:
    """Left and right end of every phase, in the middle of the gap to its neighbour."""
    spans = []
    for first, last in layout.grid.phases:
        if last >= len(layout.columns):
            continue
        left = layout.columns[first][0]
        right = layout.columns[last][1]
        before = (layout.columns[first - 1][1] + left) / 2 if first else left - 8.0
        after = (layout.columns[last + 1][0] + right) / 2 if last + 1 < len(layout.columns) else right + 8.0
        spans.append((HEADER_WIDTH + before, HEADER_WIDTH + after))
    return spans


def _phases(
    phases: Sequence[str], ids: Sequence[str], spans: Sequence[tuple[float, float]]
) -> tuple[list[Group], float]:
    """The phases as arrows above the columns; nothing where the map has none."""
    if not any(phases):
        return [], _TOP
    texts = [
        wrapped(title, right - left - 3 * _NOTCH - 6.0, _PHASE_SIZE, 600)
        for title, (left, right) in zip(phases, spans, strict=False)
    ]
    height = _PHASE_LINE * max((len(lines) for lines in texts), default=1) + 23.0
    groups = []
    for number, (title, lines, (left, right)) in enumerate(zip(phases, texts, spans, strict=False)):
        x, end, middle, low = left + 1.0, right - 1.0, _TOP + height / 2, _TOP + height
        arrow: tuple[Command, ...] = (
            ("M", (x, _TOP)), ("L", (end - _NOTCH, _TOP)), ("L", (end, middle)), ("L", (end - _NOTCH, low)),
            ("L", (x, low)), ("L", (x + _NOTCH, middle)), ("Z", ()),
        )  # fmt: skip
        base = middle - _PHASE_LINE * (len(lines) - 1) / 2 + 4.5
        words = [
            Words(x + _NOTCH + 11.0, base + at * _PHASE_LINE, line, _PHASE_SIZE, 600) for at, line in enumerate(lines)
        ]
        shapes: tuple[Shape, ...] = (Path(arrow, fill="soft", pen=Pen("line2", 1.0)), *words)
        groups.append(
            Group(
                "phase",
                ids[number] if number < len(ids) else "",
                f"Phase: {title}",
                Rect(x, _TOP, end - x, height),
                shapes,
            )
        )
    return groups, _TOP + height + 10.0


def _ground(top: float, edges: Sequence[float], width: float, spans: Sequence[tuple[float, float]]) -> Group:
    """The lines between lanes and the dotted lines between phases."""
    rules: list[Command] = []
    for y in edges:
        rules += [("M", (0.0, y)), ("L", (width, y))]
    dots: list[Command] = []
    if len(spans) > 1:
        for _, right in spans[:-1]:
            dots += [("M", (right, top)), ("L", (right, edges[-1]))]
    shapes: list[Shape] = [Path(tuple(rules), pen=Pen("line", 1.0))]
    if dots:
        shapes.append(Path(tuple(dots), pen=Pen("line2", 1.0, dash=(1.0, 4.0))))
    return Group("ground", "ground", "", Rect(0.0, top, width, edges[-1] - top), tuple(shapes))


def _description(steps: Sequence[MapStep], totals: tuple[int, int], notes: Sequence[str]) -> str:
    """The map in a few sentences, for who cannot see it; the outline has every step."""
    counted, persons = totals
    parts = [f"A map of {number_text(len(steps))} steps, counted from {sessions(counted)} of {people(persons)}."]
    left = [step for step in steps if step.left]
    if left:
        places = ", ".join(f"{number_text(step.left)} at {step.title}" for step in left)
        parts.append(f"People left: {places}.")
    parts += [f"{note[:1].upper()}{note[1:]}." for note in notes]
    return " ".join(parts)
