"""An order for steps that nobody has put in order: as few moves as possible go back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from journeymap.analysis.layout_values import LayoutLink

_PASSES: Final = 8
_APART: Final = 1 << 40  # between the places of neighbours, so that many fit between before all are numbered anew


def flow_order(steps: Sequence[str], links: Iterable[LayoutLink]) -> list[str]:
    """The steps in an order in which little weight goes backward, as near to the given order as that allows.

    Each step in turn moves to where it saves most, until none gains anything: the insertion heuristic for the
    linear ordering problem (Laguna, Martí and Campos 1999, without their tabu list). A step can only gain by passing
    one that it is linked with, so only these are looked at: a pass takes as long as there are links.
    """
    row = _Row(list(dict.fromkeys(steps)))
    net: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for link in links:
        if link.source != link.target:
            net[link.source][link.target] += link.weight
            net[link.target][link.source] -= link.weight
    for _ in range(_PASSES):
        moved = False
        for step in row.in_order():
            moved = _moved(row, step, net[step]) or moved
        if not moved:
            break
    return row.in_order()


def _moved(row: "_Row", step: str, net: Mapping[str, float]) -> bool:
    """Move one step to the place where it saves most; whether it moved."""
    here = row.place[step]
    linked = sorted((row.place[other], other) for other in net if other in row.place)
    best: str | None = None
    saving = 0.0
    total = 0.0
    for at, other in reversed(linked):
        if at < here:
            total += net[other]  # the step now comes before this one
            if total > saving + 1e-9:
                best, saving = other, total
    total = 0.0
    for at, other in linked:
        if at > here:
            total -= net[other]
            if total > saving + 1e-9:
                best, saving = other, total
    if best is None:
        return False
    row.move(step, best)
    return True


class _Row:
    """Steps one behind the other. `place` rises with the order, whatever the numbers are."""

    def __init__(self, order: list[str]) -> None:
        self.place: dict[str, int] = {}
        self._before: dict[str, str | None] = {}
        self._behind: dict[str, str | None] = {}
        self._number(order)

    def in_order(self) -> list[str]:
        return sorted(self.place, key=self.place.__getitem__)

    def move(self, step: str, other: str) -> None:
        """Put the step past the other one: before it when that stands before, else behind it."""
        forward = self.place[other] > self.place[step]
        self._take_out(step)
        before = other if forward else self._before[other]
        behind = self._behind[other] if forward else other
        self._before[step], self._behind[step] = before, behind
        if before is not None:
            self._behind[before] = step
        if behind is not None:
            self._before[behind] = step
        self._place(step, before, behind)

    def _take_out(self, step: str) -> None:
        before, behind = self._before[step], self._behind[step]
        if before is not None:
            self._behind[before] = behind
        if behind is not None:
            self._before[behind] = before

    def _place(self, step: str, before: str | None, behind: str | None) -> None:
        if before is None and behind is not None:
            self.place[step] = self.place[behind] - _APART
        elif before is not None and behind is None:
            self.place[step] = self.place[before] + _APART
        elif before is not None and behind is not None:
            self.place[step] = (self.place[before] + self.place[behind]) // 2
            if self.place[step] == self.place[before]:
                self._number(self._walked(step))

    def _walked(self, step: str) -> list[str]:
        """All steps by who stands behind whom."""
        here: str | None = step
        while here is not None and (before := self._before[here]) is not None:
            here = before
        order = []
        while here is not None:
            order.append(here)
            here = self._behind[here]
        return order

    def _number(self, order: list[str]) -> None:
        self.place = {step: at * _APART for at, step in enumerate(order)}
        self._before = dict(zip(order, [None, *order], strict=False))
        self._behind = dict(zip(order, [*order[1:], None], strict=False))
