"""The picture of a map: phases, cards, links, feelings, pain points and legend, put together from top to bottom."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from journeymap.analysis.layout import Grid, Layout, LayoutLink, Sizes, lay_out
from journeymap.core.wording import number_text, people, sessions
from journeymap.present.map_cards import CardSize, card, card_size, links, mark, stub
from journeymap.present.map_lanes import HEADER_WIDTH, Column, feelings_lane, head_note, lane_head, legend, pains_lane
from journeymap.present.map_values import MapLink, MapStep
from journeymap.present.picture import Command, Group, Path, Pen, Picture, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped

_TOP: Final = 12.0
_PHASE_SIZE: Final = 13.0
_PHASE_LINE: Final = 17.0
_NOTCH: Final = 9.0
_NUMBER_SIZE: Final = 11.0


def map_picture(
    title: str,
    steps: Sequence[MapStep],
    counted: Sequence[MapLink],
    phases: Sequence[str],
    grid: Grid,
    totals: tuple[int, int],
    notes: Sequence[str] = (),
    *,
    planned: bool = False,
) -> Picture:
    """Draw the map. `totals` are sessions and people; only links with `shown` are drawn."""
    if not steps:
        return Picture(0.0, 0.0, title, "A map without steps.")
    shown = [link for link in counted if link.shown]
    cards = card_size(steps)
    layout = lay_out(grid, _weighed(shown), _sizes(steps, shown, cards))
    width = HEADER_WIDTH + layout.width
    bands, top = _phases(phases, layout)
    origin = (HEADER_WIDTH, top)
    columns = _columns(steps, layout)
    steps_bottom = top + layout.height + 8.0
    drawn: list[Group] = [
        Group(
            "lane", "steps", "Steps", Rect(0, top, HEADER_WIDTH, steps_bottom - top),
            tuple(lane_head("Steps", head_note(*totals), top, steps_bottom - top)),
        )
    ]  # fmt: skip
    titles = {step.step_id: step.title for step in steps}
    standing: list[Group] = []
    for step in steps:
        left, card_top, right, bottom = layout.card(step.step_id)
        rect = Rect(left + origin[0], card_top + origin[1], right - left, bottom - card_top)
        standing.append(card(step, len(steps), rect, cards.titles[step.step_id]))
        standing += [*mark(step, rect), *stub(step, rect)]
    drawn += links(layout, shown, titles, origin, [group.bounds for group in standing], planned=planned)
    drawn += standing
    edges = [steps_bottom]
    for lane in (partial(feelings_lane, width=width), pains_lane):
        groups, height = lane(columns, edges[-1])
        drawn += groups
        if height:
            edges.append(edges[-1] + height)
    key, height = legend(steps, counted, notes, planned, edges[-1], width)
    bottom = edges[-1] + height
    ground = _ground(top, edges, width, layout, len(phases))
    description = _description(steps, totals, notes)
    return Picture(width, bottom, title, description, (ground, *bands, *drawn, key))


def _weighed(shown: Sequence[MapLink]) -> list[LayoutLink]:
    return [LayoutLink(link.from_step_id, link.to_step_id, link.sessions or 0.1) for link in shown]


def _sizes(steps: Sequence[MapStep], shown: Sequence[MapLink], cards: CardSize) -> Sizes:
    """Room for what stands between the cards: the widest number between columns, stubs below."""
    widest = max((text_width(number_text(link.sessions), _NUMBER_SIZE) for link in shown), default=0.0)
    stubs = any(step.left or step.ended for step in steps)
    return Sizes(
        card_width=cards.width,
        card_height=cards.height,
        gap=max(20.0, widest + 8.0),
        row_gap=20.0,
        stub=24.0 if stubs else 8.0,
    )


def _columns(steps: Sequence[MapStep], layout: Layout) -> list[Column]:
    cells = layout.grid.cells
    found: list[list[MapStep]] = [[] for _ in layout.columns]
    for step in sorted(steps, key=lambda step: cells[step.step_id].row):
        found[cells[step.step_id].column].append(step)
    return [
        Column(
            HEADER_WIDTH + left,
            right - left,
            tuple(members),
            next((step for step in members if cells[step.step_id].row == 0), None),
        )
        for (left, right), members in zip(layout.columns, found, strict=True)
    ]


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


def _phases(phases: Sequence[str], layout: Layout) -> tuple[list[Group], float]:
    """The phases as arrows above the columns; nothing where the map has none."""
    if not any(phases):
        return [], _TOP
    spans = _boundaries(layout)
    texts = [
        wrapped(title, right - left - 3 * _NOTCH - 6.0, _PHASE_SIZE, 600)
        for title, (left, right) in zip(phases, spans, strict=False)
    ]
    height = _PHASE_LINE * max((len(lines) for lines in texts), default=1) + 23.0
    groups = []
    for title, lines, (left, right) in zip(phases, texts, spans, strict=False):
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
        groups.append(Group("phase", title, f"Phase: {title}", Rect(x, _TOP, end - x, height), shapes))
    return groups, _TOP + height + 10.0


def _ground(top: float, edges: Sequence[float], width: float, layout: Layout, phases: int) -> Group:
    """The lines between lanes and the dotted lines between phases."""
    rules: list[Command] = []
    for y in edges:
        rules += [("M", (0.0, y)), ("L", (width, y))]
    dots: list[Command] = []
    if phases > 1:
        for _, right in _boundaries(layout)[:-1]:
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
