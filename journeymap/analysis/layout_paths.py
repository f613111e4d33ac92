"""The ways of the links as curves: columns and corridors, the ports on the cards, and the lines."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from journeymap.analysis.layout_lanes import UPPER, Kind, Plan, Way
from journeymap.analysis.layout_values import Cell, Grid, Layout, Point, Route, Sizes

Curve = tuple[float, float, float, float, float, float]
Port = tuple[str, str]  # step, side
Bands = Callable[[Sequence[tuple[float, float]]], Mapping[int, float]]

_PORT_STEP: Final = 10.0
_NEAR_CARD: Final = 20.0  # below a way back and above the cards: marks and loops stand there
_WIDEST_CHANNEL: Final = 26.0  # added to a gap at most
_LOOP_HEIGHT: Final = 22.0
_LANE_HEAD: Final = 18.0  # above the first row of a lower lane
_LANE_FOOT: Final = 8.0


def drawn(grid: Grid, plan: Plan, sizes: Sizes, bands: Bands | None = None) -> Layout:
    """See `layout.lay_out`."""
    frame = _Frame(grid, plan, sizes, bands)
    ports = _Ports(frame, plan)
    routes = tuple(_route(way, at, frame, ports) for at, way in enumerate(plan.ways))
    return Layout(
        grid, tuple(frame.columns), tuple(frame.rows), routes, frame.width, frame.height, sizes, tuple(frame.lanes)
    )


class _Frame:
    """Left and right of the columns, top and bottom of the rows, and the height of every track."""

    def __init__(self, grid: Grid, plan: Plan, sizes: Sizes, bands: Bands | None) -> None:
        self.grid, self.sizes = grid, sizes
        self._plan = plan
        bends: dict[int, int] = defaultdict(int)
        labels: dict[int, float] = defaultdict(float)
        outside = False
        occupied = {(cell.column, cell.row) for cell in grid.cells.values()}
        for way in plan.ways:
            source, target = grid.cells[way.link.source], grid.cells[way.link.target]
            if way.kind is Kind.DIRECT and (source.row == target.row or _beset(source, target, occupied)):
                labels[source.column] = max(labels[source.column], way.link.label_width)
            if way.kind is Kind.DIRECT and source.row != target.row:
                bends[source.column] += 1
            elif way.kind is Kind.LANE:
                bends[source.column] += 1
                bends[target.column - 1] += 1
            elif way.kind in {Kind.BACK, Kind.BRACKET}:
                left = way.kind is Kind.BACK or way.backward
                bends[source.column - 1 if left else source.column] += 1
                outside = outside or (left and source.column == 0)
        self.gaps = {
            column: max(sizes.gap + min(_WIDEST_CHANNEL, 3.0 * max(0, bends[column] - 1)), labels[column])
            for column in range(grid.columns)
        }
        self.columns: list[tuple[float, float]] = []
        x = sizes.margin + (sizes.gap if outside else 0.0)
        for column in range(grid.columns):
            self.columns.append((x, x + sizes.card_width))
            x += sizes.card_width + self.gaps[column]
        last_gap = self.gaps.get(grid.columns - 1, 0.0)
        self.width = x - (0.0 if bends[grid.columns - 1] else last_gap) + sizes.margin
        self.corridors: list[tuple[float, float]] = []
        self.rows: list[tuple[float, float]] = []
        self.lanes: list[tuple[float, float]] = []
        self._starts = grid.lane_starts
        above = bands(self.columns) if bands is not None else {}
        y = lane_top = 0.0
        for row in range(grid.rows + 1):
            if row in self._starts:
                feet = plan.forward_tracks.get(UPPER + row, 0)
                y += sizes.stub + _LANE_FOOT + sizes.track * feet
                self.lanes.append((lane_top, y))
                y += above.get(row, 0.0)
                lane_top = y
            height = self._corridor_height(row)
            self.corridors.append((y, y + height))
            y += height
            if row < grid.rows:
                self.rows.append((y, y + sizes.card_height))
                y += sizes.card_height
        self.height = y
        self.lanes.append((lane_top, y))

    def _corridor_height(self, row: int) -> float:
        sizes = self.sizes
        forward, backward = self._plan.forward_tracks.get(2 * row, 0), self._plan.backward_tracks.get(2 * row, 0)
        tracks = sizes.track * (forward + backward)
        if row == 0:
            return sizes.top + tracks
        if row == self.grid.rows:
            return sizes.stub + tracks + (4.0 if tracks else 0.0)
        if row in self._starts:
            return max(_LANE_HEAD, _NEAR_CARD + 4.0 if backward else 0.0) + tracks
        return sizes.stub + max(sizes.row_gap, _NEAR_CARD if backward else 0.0) + tracks

    def lane_y(self, way: Way) -> float:
        """The height at which a way runs along its lane."""
        track = self.sizes.track
        if way.lane >= UPPER:
            return self.rows[way.lane - UPPER - 1][1] + self.sizes.stub + track * (way.track + 0.5)
        if way.lane % 2:
            top, bottom = self.rows[way.lane // 2]
            beside = self._plan.forward_tracks[way.lane]
            return (top + bottom) / 2 + (way.track - (beside - 1) / 2) * _PORT_STEP
        top, bottom = self.corridors[way.lane // 2]
        if way.backward:
            return bottom - _NEAR_CARD - track * (way.track + 0.5) + 2.0
        under_cards = way.lane and way.lane // 2 not in self._starts
        return top + (self.sizes.stub if under_cards else 4.0) + track * (way.track + 0.5)

    def centre(self, step_id: str) -> Point:
        cell = self.grid.cells[step_id]
        return sum(self.columns[cell.column]) / 2, sum(self.rows[cell.row]) / 2


def _beset(source: Cell, target: Cell, occupied: Collection[tuple[int, int]]) -> bool:
    """Whether cards stand both beside the beginning and beside the end of a link to another row."""
    return (source.column, target.row) in occupied and (target.column, source.row) in occupied


def _sides(way: Way, frame: _Frame) -> tuple[str, str]:
    """On which sides of the two cards a way begins and ends."""
    cells = frame.grid.cells
    if way.kind is Kind.VERTICAL:
        down = cells[way.link.source].row < cells[way.link.target].row
        return ("bottom", "top") if down else ("top", "bottom")
    if way.kind is Kind.BRACKET:
        return ("left", "left") if way.backward else ("right", "right")
    return {Kind.ARC: ("top", "top"), Kind.BACK: ("left", "top"), Kind.LOOP: ("loop", "loop")}.get(
        way.kind, ("right", "left")
    )


class _Ports:
    """Where on a card's side links begin and end: in the order of where they come from, level ones in the middle."""

    def __init__(self, frame: _Frame, plan: Plan) -> None:
        self._frame = frame
        sides: dict[Port, list[tuple[float, int, bool]]] = defaultdict(list)
        for at, way in enumerate(plan.ways):
            if way.kind is Kind.LOOP:
                continue
            ends = (way.link.source, way.link.target)
            for is_end, (step, other, side) in enumerate(zip(ends, reversed(ends), _sides(way, frame), strict=True)):
                sides[step, side].append((self._towards(way, other, side), at, bool(is_end)))
        self._offsets: dict[tuple[int, bool], float] = {}
        for (step, side), members in sides.items():
            self._share(step, side, members)

    def _towards(self, way: Way, other: str, side: str) -> float:
        across, along = self._frame.centre(other)
        if side in {"top", "bottom"}:
            return across
        return self._frame.lane_y(way) if way.lane >= 0 else along

    def _share(self, step: str, side: str, members: list[tuple[float, int, bool]]) -> None:
        members.sort()
        across, along = self._frame.centre(step)
        own = across if side in {"top", "bottom"} else along
        sizes = self._frame.sizes
        room = (sizes.card_width if side in {"top", "bottom"} else sizes.card_height) - 28.0
        level = [number for number, (key, _, _) in enumerate(members) if abs(key - own) < 1.0]
        middle = (level[0] + level[-1]) / 2 if level else (len(members) - 1) / 2
        reach = max(middle, len(members) - 1 - middle)
        step_width = min(_PORT_STEP, room / 2 / reach) if reach else 0.0
        for number, (_, at, is_end) in enumerate(members):
            self._offsets[at, is_end] = (number - middle) * step_width

    def at(self, number: int, way: Way, *, end: bool) -> Point:
        """The point at which a way begins (or ends)."""
        step = way.link.target if end else way.link.source
        side = _sides(way, self._frame)[end]
        offset = self._offsets[number, end]
        x, y = self._frame.centre(step)
        half_width, half_height = self._frame.sizes.card_width / 2, self._frame.sizes.card_height / 2
        if side in {"top", "bottom"}:
            if way.kind is Kind.VERTICAL:
                # Left of the middle, so that who left at the upper card has room at its right; two ways side by side.
                offset = -half_width * 0.45 + (12.0 if way.backward else 0.0)
            return x + offset, y + (half_height if side == "bottom" else -half_height)
        return x + (half_width if side == "right" else -half_width), y + offset


def _line(start: Point, end: Point) -> Curve:
    (x0, y0), (x1, y1) = start, end
    return (x0 + (x1 - x0) / 3, y0 + (y1 - y0) / 3, x1 - (x1 - x0) / 3, y1 - (y1 - y0) / 3, x1, y1)


def _swing(start: Point, end: Point) -> Curve:
    """A curve that leaves and arrives level."""
    (x0, y0), (x1, y1) = start, end
    half = (x1 - x0) / 2
    return x0 + half, y0, x1 - half, y1, x1, y1


def _turn_down(start: Point, end: Point) -> Curve:
    """A curve that leaves level and arrives upright."""
    (x0, y0), (x1, y1) = start, end
    return x0 + (x1 - x0) * 0.7, y0, x1, y0 + (y1 - y0) * 0.1, x1, y1


def _turn_level(start: Point, end: Point) -> Curve:
    """A curve that leaves upright and arrives level."""
    (x0, y0), (x1, y1) = start, end
    return x0, y1 + (y0 - y1) * 0.1, x0 + (x1 - x0) * 0.3, y1, x1, y1


def _on(curve: Curve, start: Point, t: float) -> Point:
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return (
        a * start[0] + b * curve[0] + c * curve[2] + d * curve[4],
        a * start[1] + b * curve[1] + c * curve[3] + d * curve[5],
    )


def _along(low: float, high: float, y: float) -> tuple[tuple[float, float, bool], ...]:
    """Places for a number on a level stretch: the middle, then further and further to both sides."""
    shares = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
    return tuple((low + (high - low) * share, y, True) for share in shares)


def _bent(curve: Curve, start: Point) -> tuple[tuple[float, float, bool], ...]:
    """Places for a number on a curve: near its end, near its start, then between."""
    return tuple((*_on(curve, start, t), False) for t in (0.72, 0.28, 0.5, 0.6, 0.4, 0.82, 0.18))


def _route(way: Way, number: int, frame: _Frame, ports: _Ports) -> Route:
    link = way.link
    if way.kind is Kind.LOOP:
        return _loop(way, frame)
    start, end = ports.at(number, way, end=False), ports.at(number, way, end=True)
    kind = "backward" if way.backward else "forward"
    curves: tuple[Curve, ...]
    arrow = True
    if way.kind is Kind.DIRECT:
        arrow = False
        if abs(start[1] - end[1]) < 0.5:
            curves, spots = (_line(start, end),), _along(start[0], end[0], start[1])
        else:
            curves = (_swing(start, end),)
            spots = _bent(curves[0], start)
    elif way.kind is Kind.LANE:
        arrow = False
        curves, spots = _lane_curves(way, start, end, frame)
    elif way.kind is Kind.VERTICAL:
        curves = (_line(start, end),)
        spots = tuple((start[0] + 11.0, start[1] + (end[1] - start[1]) * share, False) for share in (0.36, 0.5, 0.62))
    elif way.kind is Kind.BRACKET:
        column = frame.grid.cells[link.source].column
        room = frame.gaps[column] if not way.backward else frame.gaps.get(column - 1, frame.sizes.gap)
        out = room * (-1.0 if way.backward else 1.0)
        curves = ((start[0] + out, start[1], end[0] + out, end[1], end[0], end[1]),)
        spots = ((start[0] + out * 0.72, (start[1] + end[1]) / 2, False),)
    else:
        curves, spots = _backward_curves(way, start, end, frame)
    return Route(link.source, link.target, kind, start, curves, spots, arrow)


def _lane_curves(
    way: Way, start: Point, end: Point, frame: _Frame
) -> tuple[tuple[Curve, ...], tuple[tuple[float, float, bool], ...]]:
    y = frame.lane_y(way)
    first = frame.columns[frame.grid.cells[way.link.source].column + 1][0]
    last = frame.columns[frame.grid.cells[way.link.target].column - 1][1]
    onto, off = (first, y), (last, y)
    return (_swing(start, onto), _line(onto, off), _swing(off, end)), _along(first, last, y)


def _backward_curves(
    way: Way, start: Point, end: Point, frame: _Frame
) -> tuple[tuple[Curve, ...], tuple[tuple[float, float, bool], ...]]:
    y = frame.lane_y(way)
    reach = max(0.0, start[0] - end[0])
    radius = min(44.0, reach / 2)
    off = (end[0] + radius, y)
    if way.kind is Kind.ARC:
        onto = (start[0] - radius, y)
        first = _turn_level(start, onto)
    else:
        column = frame.grid.cells[way.link.source].column
        onto = (frame.columns[column - 1][1], y)
        off = (min(off[0], onto[0]), y)
        first = _swing(start, onto)
    return (first, _line(onto, off), _turn_down(off, end)), _along(off[0], onto[0], y)


def _loop(way: Way, frame: _Frame) -> Route:
    left = frame.columns[frame.grid.cells[way.link.source].column][0]
    top = frame.rows[frame.grid.cells[way.link.source].row][0]
    start, end = (left + 12.0, top), (left + 30.0, top)
    height = _LOOP_HEIGHT
    curve = (start[0] - 6.0, top - height, end[0] + 6.0, top - height, end[0], end[1])
    spots = ((left + 40.0, top - 9.0, False),)
    return Route(way.link.source, way.link.target, "loop", start, (curve,), spots, arrow=True)
