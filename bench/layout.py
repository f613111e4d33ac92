"""The layout of maps with 50, 120 and 500 steps: time, crossings beside annealing and `dot`, what is not obeyed.

JOURNEYMAP_BENCH_ANNEAL_S sets for how many seconds the annealing runs (60).
"""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence

from bench.crossings import annealed
from bench.harness import Row, median_seconds, ms
from bench.made_up_maps import made_up_links
from journeymap.analysis.layout import Grid, LayoutLink, LayoutStep, arrange, lay_out
from journeymap.analysis.layout_crossings import Line, crossings, drawn_lines
from journeymap.analysis.layout_whole import as_a_whole

SIZES = (50, 120, 500)
LINKS_PER_STEP = 2
MOST = 1.3
LONGEST_S = 1.0
ADDITIONS = 30
NEW = "z"  # sorts behind all others, as the ids of newer steps do


def run() -> Iterator[Row]:
    seconds = float(os.environ.get("JOURNEYMAP_BENCH_ANNEAL_S", "60"))
    for count in SIZES:
        steps, links = made_up(count)

        def work(steps: list[LayoutStep] = steps, links: list[LayoutLink] = links) -> None:
            as_a_whole.cache_clear()
            lay_out(arrange(steps, links), links)

        def again(added: tuple[list[LayoutStep], list[LayoutLink]] = with_one_more(steps, links, 1)) -> None:
            lay_out(arrange(*added), added[1])

        took = median_seconds(work)
        yield Row(
            f"{count} steps, {len(links)} links: placed and routed", ms(took), "—",
            f"≤ {LONGEST_S:g} s at 500 steps", took <= LONGEST_S,
        )  # fmt: skip
        yield Row(f"{count} steps: again after one more step is added", ms(median_seconds(again)), "—")
        grid = arrange(steps, links)
        ours = crossings(drawn_lines(lay_out(grid, links)))
        floor = annealed(steps, links, grid, seconds)
        yield Row(
            f"{count} steps: crossings on the drawn routes", f"{ours:,} = {ours / max(floor, 1):.2f} × floor",
            f"{floor:,} the best of {seconds:g} s of annealing on the same phases and lanes",
            f"≤ {MOST:g} × floor", ours <= MOST * floor,
        )  # fmt: skip
        beside = f"{_dot(steps, links):,}" if shutil.which("dot") else "not installed: no comparison with Graphviz"
        yield Row(f"{count} steps: crossings of dot, without phases and lanes", beside, "—")
        wrong = violations(steps, grid)
        additions = [with_one_more(steps, links, seed) for seed in range(ADDITIONS)]
        moved = sum(
            bool(disturbed_by_one_more(steps, grid, arrange(more, further), more)) for more, further in additions
        )
        yield Row(
            f"{count} steps: one more step is added, {ADDITIONS} times", f"another card leaves its place {moved} times",
            "—", "never", moved == 0,
        )  # fmt: skip
        yield Row(f"{count} steps: cards outside their phase or lane", str(wrong), "0", "0", wrong == 0)


def made_up(count: int, seed: int = 11) -> tuple[list[LayoutStep], list[LayoutLink]]:
    """Steps in phases of some 15; most stand in the first lane, one in ten in the second."""
    chance = random.Random(seed)
    phases = max(4, count // 15)
    steps = [LayoutStep(f"s{number}", number * phases // count, lane=int(number % 10 == 9)) for number in range(count)]
    pairs = made_up_links(count, LINKS_PER_STEP * count, chance)
    return steps, [LayoutLink(f"s{a}", f"s{b}", chance.randint(1, 40)) for a, b in pairs]


def violations(steps: Sequence[LayoutStep], grid: Grid) -> int:
    """Cards that stand outside the columns of their phase or the rows of their lane."""
    wrong = 0
    for step in steps:
        cell = grid.cells[step.id]
        first, last = grid.phases[step.phase]
        top, bottom = grid.lanes[step.lane]
        wrong += not (first <= cell.column <= last and top <= cell.row <= bottom)
    return wrong


def with_one_more(
    steps: Sequence[LayoutStep], links: Sequence[LayoutLink], seed: int
) -> tuple[list[LayoutStep], list[LayoutLink]]:
    """The same map with a step more beside one of them, linked to it or not."""
    at = random.Random(seed).randrange(len(steps))
    beside = steps[at]
    link = [LayoutLink(beside.id, NEW, 0.1)] if seed % 2 else []
    return [*steps[: at + 1], LayoutStep(NEW, beside.phase, beside.lane), *steps[at + 1 :]], [*links, *link]


def disturbed_by_one_more(
    steps: Sequence[LayoutStep], before: Grid, after: Grid, more: Sequence[LayoutStep], new: str = NEW
) -> list[str]:
    """Cards that changed their row within their lane, or their column otherwise than to the next within their phase."""
    at = next(number for number, step in enumerate(more) if step.id == new)
    found = []
    for number, step in enumerate(steps):
        rows = [grid.cells[step.id].row - grid.lanes[step.lane][0] for grid in (before, after)]
        columns = [grid.cells[step.id].column - grid.phases[step.phase][0] for grid in (before, after)]
        later = number >= at and step.phase == more[at].phase
        if rows[0] != rows[1] or columns[1] - columns[0] not in ((0, 1) if later else (0,)):
            found.append(step.id)
    return found


def _dot(steps: Sequence[LayoutStep], links: Sequence[LayoutLink]) -> int:
    """Crossings of the layout that Graphviz makes when nothing binds it."""
    lines = [f'"{link.source}" -> "{link.target}";' for link in links]
    nodes = [f'"{step.id}" [shape=box width=1.3 height=1];' for step in steps]
    graph = f"digraph g {{ rankdir=LR; {' '.join(nodes + lines)} }}"
    plain = subprocess.run(["dot", "-Tplain"], input=graph, capture_output=True, text=True, check=True).stdout
    found: list[Line] = []
    for line in plain.splitlines():
        words = line.split()
        if words[:1] != ["edge"]:
            continue
        numbers = [float(word) * 72.0 for word in words[4 : 4 + 2 * int(words[3])]]
        found.append((words[1].strip('"'), words[2].strip('"'), list(zip(numbers[::2], numbers[1::2], strict=True))))
    return crossings(found)
