"""An order for steps that nobody has put in order: as few moves as possible go back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from journeymap.analysis.layout_values import LayoutLink

_PASSES: Final = 8


def flow_order(steps: Sequence[str], links: Iterable[LayoutLink]) -> list[str]:
    """The steps in an order in which little weight goes backward, as near to the given order as that allows.

    Each step in turn moves to where it saves most, until none gains anything: the insertion heuristic for the
    linear ordering problem (Laguna, Martí and Campos 1999, without their tabu list).
    """
    order = list(dict.fromkeys(steps))
    net: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for link in links:
        if link.source != link.target:
            net[link.source][link.target] += link.weight
            net[link.target][link.source] -= link.weight
    for _ in range(_PASSES):
        moved = False
        for step in list(order):
            moved = _moved(order, step, net[step]) or moved
        if not moved:
            break
    return order


def _moved(order: list[str], step: str, net: dict[str, float]) -> bool:
    """Move one step to the place where it saves most; whether it moved."""
    here = order.index(step)
    best, saving = here, 0.0
    total = 0.0
    for at in range(here - 1, -1, -1):
        total += net.get(order[at], 0.0)  # the step now comes before this one
        if total > saving + 1e-9:
            best, saving = at, total
    total = 0.0
    for at in range(here + 1, len(order)):
        total -= net.get(order[at], 0.0)
        if total > saving + 1e-9:
            best, saving = at, total
    if best == here:
        return False
    order.insert(best, order.pop(here))
    return True
