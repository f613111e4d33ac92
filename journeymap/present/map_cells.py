"""Lanes of words and pictures under the steps, the lane of channels, and the lines of a service blueprint."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from journeymap.core.wording import plural
from journeymap.present.image_size import image_size
from journeymap.present.line_icons import icon_shapes
from journeymap.present.map_lanes import HEADER_WIDTH, Column, head_height, lane_head
from journeymap.present.map_values import MapCell, MapLane, MapStep
from journeymap.present.picture import Box, Command, Group, Image, Path, Pen, Rect, Shape, Words
from journeymap.present.text_width import elided, wrapped

_SIZE: Final = 11.0
_LINE: Final = 14.5
_PADDING: Final = 7.0
_GAP: Final = 8.0
_LEAST: Final = 52.0
_MOST_LINES: Final = 40  # of a cell; the inspector and the outline have the rest
_TITLE_LINES: Final = 4
_TALLEST: Final = 180.0  # a picture
_COLLAPSED: Final = 28.0
_LINE_LANE: Final = 26.0


def cells_lane(
    lane: MapLane, cells: Sequence[MapCell], columns: Sequence[Column], y: float
) -> tuple[list[Group], float]:
    """Words and pictures under their steps, as wide as their span; those of one column stand below each other."""
    at_step = {cell.step_id: cell for cell in cells if cell.lane_id == lane.lane_id}
    filled = [y + _GAP] * len(columns)
    numbers = [column.number for column in columns]
    groups: list[Group] = []
    for number, column in enumerate(columns):
        for step in column.steps:
            cell = at_step.get(step.step_id)
            if cell is None or (not cell.text and not cell.has_picture):
                continue
            last = max(number, bisect_left(numbers, column.number + cell.span) - 1)
            top = max(filled[number : last + 1])
            width = columns[last].x + columns[last].width - column.x
            group = _cell(lane, cell, step, Rect(column.x, top, width, 0.0), branch=step is not column.main)
            groups.append(group)
            for covered in range(number, last + 1):
                filled[covered] = group.bounds.bottom + _GAP
    height = max([_LEAST, head_height(lane.title), *(bottom - y for bottom in filled)])
    head = Group(
        "lane", lane.lane_id, lane.title, Rect(0, y, HEADER_WIDTH, height), tuple(lane_head(lane.title, [], y, height))
    )
    return [head, *groups], height


def _cell(lane: MapLane, cell: MapCell, step: MapStep, place: Rect, *, branch: bool) -> Group:
    quote = lane.kind == "quote"
    room = place.width - 2 * _PADDING
    shapes: list[Shape] = []
    y = place.y + _PADDING
    if branch:
        for line in wrapped(f"at {step.title}", room, _SIZE, most_lines=_TITLE_LINES):
            shapes.append(Words(place.x + _PADDING, y + 9.5, line, _SIZE, 400, "text2"))
            y += _LINE
    if cell.has_picture:
        wide, high = image_size(cell.data)
        scale = min(room / wide, _TALLEST / high)
        shapes.append(
            Image(Rect(place.x + _PADDING, y, wide * scale, high * scale), cell.media_type, cell.data, cell.alt_text)
        )
        y += high * scale + 5.0
    lines = [
        line
        for part in cell.text.splitlines()
        for line in wrapped(part, room, _SIZE, italic=quote, most_lines=_MOST_LINES)
    ][:_MOST_LINES]
    for line in lines:
        shapes.append(Words(place.x + _PADDING, y + 9.5, line, _SIZE, 400, "text", italic=quote))
        y += _LINE
    if cell.assumed:
        shapes.append(Words(place.x + _PADDING, y + 9.5, "assumed", _SIZE, 400, "text2", italic=True))
        y += _LINE
    bounds = Rect(place.x, place.y, place.width, y - place.y + _PADDING - 3.0)
    said = cell.text or cell.alt_text
    over = f", over {cell.span} columns" if cell.span > 1 else ""
    name = f"{lane.title} at {step.title}{over}: {said}{' (assumed)' if cell.assumed else ''}"
    ground = _ground(lane, cell, bounds)
    return Group("cell", f"{lane.lane_id}>{step.step_id}", name, bounds, (*ground, *shapes))


def _ground(lane: MapLane, cell: MapCell, bounds: Rect) -> tuple[Shape, ...]:
    if lane.kind == "quote" and not cell.assumed:
        bar: tuple[Command, ...] = (
            ("M", (bounds.x + 1.0, bounds.y + 5.0)),
            ("L", (bounds.x + 1.0, bounds.bottom - 5.0)),
        )
        return (Path(bar, pen=Pen("line2", 2.0)),)
    if cell.assumed:
        return (Box(bounds, 6.0, pen=Pen("line2", 1.25, dash=(4.0, 3.0))),)
    return (Box(bounds, 6.0, fill="soft" if lane.kind == "opportunity" else "surface", pen=Pen("line", 1.0)),)


def channels_lane(lane: MapLane, columns: Sequence[Column], y: float) -> tuple[list[Group], float]:
    """The channel of every step, with its sign and its name."""
    groups: list[Group] = []
    deepest = y + _LEAST
    for column in columns:
        top = y + _GAP
        for step in column.steps:
            if not step.channel_title and not step.channel_kind:
                continue
            sign = (
                icon_shapes(f"channel-{step.channel_kind}", column.x, top, 14.0, "text2") if step.channel_kind else ()
            )
            shapes: list[Shape] = list(sign)
            base = top + 11.0
            for line in wrapped(step.channel_title, column.width - 19.0, _SIZE, most_lines=3):
                shapes.append(Words(column.x + 19.0, base, line, _SIZE))
                base += _LINE
            bottom = max(base - 4.0, top + 16.0)
            bounds = Rect(column.x, top, column.width, bottom - top)
            groups.append(
                Group(
                    "cell",
                    f"{lane.lane_id}>{step.step_id}",
                    f"{step.title}: {step.channel_title}",
                    bounds,
                    tuple(shapes),
                )
            )
            top = bottom + 4.0
        deepest = max(deepest, top + 4.0)
    height = max(deepest - y, head_height(lane.title))
    head = Group(
        "lane", lane.lane_id, lane.title, Rect(0, y, HEADER_WIDTH, height), tuple(lane_head(lane.title, [], y, height))
    )
    return [head, *groups], height


def line_lane(lane: MapLane, y: float, width: float) -> tuple[list[Group], float]:
    """A dashed line across the map with its name: what lies above and below it are different worlds."""
    base = y + 18.0
    dashes: tuple[Command, ...] = (("M", (HEADER_WIDTH - 8.0, base)), ("L", (width, base)))
    line = Path(dashes, pen=Pen("ink", 1.75, dash=(7.0, 4.0)))
    words = Words(HEADER_WIDTH + 2.0, base - 5.0, lane.title, _SIZE, 400, "text2")
    ground = Box(Rect(0.0, y, HEADER_WIDTH - 8.0, _LINE_LANE), fill="surface")
    return [
        Group("line", lane.lane_id, lane.title, Rect(0.0, y, width, _LINE_LANE), (line, words)),
        Group("lane", lane.lane_id, lane.title, Rect(0.0, y, HEADER_WIDTH, _LINE_LANE), (ground,)),
    ], _LINE_LANE


def collapsed_lane(lane: MapLane, steps: int, cells: int, y: float) -> tuple[list[Group], float]:
    """Only the title of a lane in one line, with how many steps or cells are in it."""
    title = elided(lane.title, HEADER_WIDTH + 60.0, 12.0, 600)
    shapes: list[Shape] = [
        Box(Rect(0.0, y, HEADER_WIDTH - 8.0, _COLLAPSED), fill="surface"),
        *icon_shapes("chevron-right", 6.0, y + 8.0, 12.0, "text2"),
        Words(22.0, y + 18.5, title, 12.0, 600, "text2"),
    ]
    holds = plural(steps, "step") if steps else plural(cells, "cell") if cells else ""
    if holds:
        shapes.append(Words(HEADER_WIDTH + 74.0, y + 18.5, holds, _SIZE, 400, "text2"))
    name = f"{lane.title}, folded" + (f": {holds}" if holds else "")
    return [Group("lane", lane.lane_id, name, Rect(0.0, y, HEADER_WIDTH, _COLLAPSED), tuple(shapes))], _COLLAPSED


def assumed_feelings(lane: MapLane, cells: Sequence[MapCell]) -> Mapping[str, str]:
    """What was typed into the lane of feelings and marked as assumed: step id → text."""
    return {cell.step_id: cell.text for cell in cells if cell.lane_id == lane.lane_id and cell.assumed}
