"""Where a person is on the map while a session runs: the steps around, where one came from and may go, as rings.

The rings stand as the map would put them (analysis/layout), a few columns of it around the current step.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from journeymap.analysis.layout import LayoutLink, LayoutStep, arrange
from journeymap.analysis.sessions import SessionSummary, counted
from journeymap.core.model import Observation
from journeymap.core.observers import lead_entries
from journeymap.core.wording import list_text, plural
from journeymap.present.map_plan import MapPlan, branch_steps
from journeymap.present.session import SessionHead

COLUMNS, ROWS = 6, 4
"""How much of the map is shown at most."""
_BEFORE = 3  # columns before the current step, where there are more after it
_MOST = 24  # steps that are looked at
_WAYS = 3  # from one step, the most used ones
_USUAL = 0.1  # of those who went on from a step
_PLANNED = 0.1  # what a way weighs that nobody has walked, as on the map

Move = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ways:
    """How one may go on this map: each move with its weight, and the steps that were planned beside the main path."""

    moves: Mapping[Move, float] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ring:
    """A step: `state` is been, here or ahead; column and row count from 0."""

    step_id: str
    title: str
    state: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """A way between two rings (their numbers); `walked` in this session, `back` where it leads to the left."""

    source: int
    target: int
    walked: bool
    back: bool


@dataclass(frozen=True, slots=True)
class WhereWeAre:
    """The picture. `words` say where the person is; `spoken` is all of it in words. No rings: the map has no steps."""

    rings: tuple[Ring, ...] = ()
    lines: tuple[Line, ...] = ()
    words: str = ""
    spoken: str = ""


def ways_of(plan: MapPlan, summaries: Iterable[SessionSummary]) -> Ways:
    """Planned ways, and moves that at least a tenth of those made who went on from a step, three from each at most.

    Where a map has neither, each step leads to the one after it.
    """
    went: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in counted(summaries):
        for source, target in _moves(place.step_id for place in each.places):
            went[source][target] += 1
    usual = {
        (source, target): float(number)
        for source, targets in went.items()
        for target, number in sorted(targets.items(), key=lambda item: (-item[1], item[0]))[:_WAYS]
        if number >= _USUAL * targets.total()
    }
    planned = {(link.from_step_id, link.to_step_id): _PLANNED for link in plan.transitions}
    in_order = dict.fromkeys(pairwise(step.id for step in plan.steps), _PLANNED)
    return Ways(planned | usual or in_order, branch_steps(plan))


def where_we_are(head: SessionHead, entries: Sequence[Observation], ways: Ways) -> WhereWeAre:
    """The steps around the person, with the ways between them and those that the person took."""
    if not head.steps:
        return WhereWeAre()
    order = {step.id: position for position, step in enumerate(head.steps)}
    titles = {step.id: step.title for step in head.steps}
    visits = [entry.step_id for entry in lead_entries(head.session, entries) if entry.kind == "visit"]
    visited = [step_id for step_id in visits if step_id in titles]
    walked = _moves(visited)
    moves = {move: weight for move, weight in ways.moves.items() if move[0] in order and move[1] in order}
    moves = dict.fromkeys(sorted(walked), 1.0) | moves
    here = visits[-1] if visits and visits[-1] in titles else None
    middle = here or (visited[-1] if visited else None) or head.steps[0].id
    spots = _spots(_around(middle, moves, order), moves, ways.aside, middle)
    shown = sorted(spots, key=lambda step_id: (spots[step_id], order[step_id]))
    number = {step_id: at for at, step_id in enumerate(shown)}
    lines = [
        Line(number[source], number[target], (source, target) in walked, spots[target][0] < spots[source][0])
        for source, target in sorted(moves)
        if source in number and target in number and source != target
    ]
    been = set(visited)
    rings = [
        Ring(step_id, titles[step_id], "here" if step_id == here else "been" if step_id in been else "ahead", *spot)
        for step_id, spot in ((step_id, spots[step_id]) for step_id in shown)
    ]
    if here is not None:
        words = f"Step {order[here] + 1} of {len(order)}"
    else:
        words = "At a step that is not on the map yet" if visits else "Before the first step"
    onward = list_text([titles[target] for source, target in moves if source == here])
    spoken = f"{words}{f', {titles[here]}' if here else ''}; {len(been)} of {plural(len(order), 'step')} visited"
    return WhereWeAre(tuple(rings), tuple(lines), words, f"{spoken}; from here to {onward}" if onward else spoken)


def _moves(steps: Iterable[str | None]) -> set[Move]:
    """Each move from a step to another one, once."""
    return {(one, next_) for one, next_ in pairwise(steps) if one is not None and next_ is not None and one != next_}


def _around(middle: str, moves: Iterable[Move], order: Mapping[str, int]) -> list[str]:
    """The steps from which one comes to the middle, and to which one goes, the nearest, in the order of the map."""
    after: defaultdict[str, list[str]] = defaultdict(list)
    before: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in moves:
        if order[source] < order[target]:  # a way back leads to nothing that is still to come
            after[source].append(target)
            before[target].append(source)
    found = dict.fromkeys([middle])
    edges = [(before, [middle]), (after, [middle])]
    for _ in range(COLUMNS - 1):
        for at, (ways, edge) in enumerate(edges):
            new = dict.fromkeys(step for each in edge for step in ways[each] if step not in found)
            edges[at] = ways, list(new)
            found |= new
    return sorted(list(found)[:_MOST], key=lambda step_id: order[step_id])


def _spots(
    near: Sequence[str], moves: Mapping[Move, float], aside: frozenset[str], middle: str
) -> dict[str, tuple[int, int]]:
    """Column and row of each step, so that the picture begins at 0; what has no room is left out."""
    steps = [LayoutStep(step_id, aside=step_id in aside) for step_id in near]
    grid = arrange(steps, [LayoutLink(*move, weight) for move, weight in moves.items()], may_widen=True)
    here = grid.cells[middle]
    left = max(0, min(here.column - _BEFORE, grid.columns - COLUMNS))
    top = max(0, here.row - ROWS + 1)
    return {
        step_id: (cell.column - left, cell.row - top)
        for step_id, cell in grid.cells.items()
        if 0 <= cell.column - left < COLUMNS and 0 <= cell.row - top < ROWS
    }
