"""Putting loose steps into a map that has its places already, so that no other card leaves its row.

Cards behind the new one, in its phase, may move on by one column; all others stay. Columns are counted within their
phase, so that the phases behind need not be touched.
"""

from bisect import bisect, insort
from collections.abc import Collection, Iterable, Mapping, Sequence

from journeymap.analysis.layout_loose import Loose
from journeymap.analysis.layout_values import LayoutStep

Spot = tuple[int, int]  # column, row within the lane


class Arrangement:
    """The cards of every phase with their places."""

    def __init__(
        self,
        spots: Mapping[str, Spot],
        steps: Iterable[LayoutStep],
        order: Mapping[str, int],
        phases: Sequence[Spot],
        *,
        tied: Collection[str] = (),
        may_widen: bool,
    ) -> None:
        """`tied` are the steps of lower lanes that stand under a step of another lane."""
        self._order = order
        self._may_widen = may_widen
        self._tied = set(tied)
        self._widths = [last - first + 1 for first, last in phases]
        self._spots: dict[str, Spot] = {}
        self._steps: dict[str, LayoutStep] = {}
        self._at: dict[tuple[int, int, int, int], str] = {}  # phase, lane, column, row
        self._cards: list[list[tuple[int, str]]] = [[] for _ in phases]  # by their order
        self._path: list[list[tuple[int, str]]] = [[] for _ in phases]  # those in the top row of the first lane
        for step in steps:
            column, row = spots[step.id]
            self._steps[step.id] = step
            insort(self._cards[step.phase], (order[step.id], step.id))
            self._stand(step, (column - phases[step.phase][0], row))

    def put_in(self, loose: Loose) -> None:
        """Give a step its place."""
        step = loose.step
        self._steps[step.id] = step
        for other in (*loose.inward, *loose.outward):
            if self._lane_of(other) != step.lane:
                self._tied |= {other, step.id}
        insort(self._cards[step.phase], (self._order[step.id], step.id))
        if step.lane:
            spot = self._in_lower_lane(loose)
        elif loose.branch:
            spot = self._on_branch(loose)
        else:
            spot = self._on_path(loose)
        self._stand(step, spot)

    def result(self) -> tuple[dict[str, Spot], tuple[Spot, ...]]:
        """Columns counted over the whole map, and the first and last column of every phase."""
        starts = [sum(self._widths[:phase]) for phase in range(len(self._widths))]
        spots = {id_: (starts[self._steps[id_].phase] + column, row) for id_, (column, row) in self._spots.items()}
        return spots, tuple((start, start + width - 1) for start, width in zip(starts, self._widths, strict=True))

    def _lane_of(self, step_id: str) -> int:
        return self._steps[step_id].lane

    def _on_path(self, loose: Loose) -> Spot:
        """Behind the step of the path before it, and behind the branch that leads to it; a column is made for it."""
        step = loose.step
        path = self._path[step.phase]
        at = bisect(path, (self._order[step.id], step.id))
        before = self._spots[path[at - 1][1]][0] if at else -1
        leader = self._leader(loose)
        column = before + 1
        if leader is not None and self._steps[leader].phase == step.phase:
            column = max(column, self._spots[leader][0] + 1)
        if at < len(path):
            next_column = self._spots[path[at][1]][0]
            if before < next_column < column:
                column = next_column
        if (step.phase, 0, column, 0) in self._at:
            self._make_room(step, column, self._cards_behind(step))
        return self._free(step, column, 0)

    def _on_branch(self, loose: Loose) -> Spot:
        """Behind the step that most come from, below the path."""
        step = loose.step
        leader = self._leader(loose)
        column, row = 0, 1
        if leader is not None and self._steps[leader].phase == step.phase:
            column, row = self._spots[leader][0] + 1, max(1, self._spots[leader][1])
        elif leader is not None and self._steps[leader].phase > step.phase:
            column = self._widths[step.phase] - 1
        at_the_end = self._may_widen and step.phase == len(self._widths) - 1 and not self._goes_back(loose)
        if column >= self._widths[step.phase] and not at_the_end:
            column = self._widths[step.phase] - 1
        if (step.phase, 0, column, row) in self._at:
            row = 1
        return self._free(step, column, row)

    def _goes_back(self, loose: Loose) -> bool:
        return any(self._order[other] < self._order[loose.step.id] for other in loose.outward)

    def _leader(self, loose: Loose) -> str | None:
        """The earlier step of the lane from which most come; else the one before it in the order of the map."""
        step, order = loose.step, self._order
        earlier = [
            (weight, -order[other], other)
            for other, weight in loose.inward.items()
            if order[other] < order[step.id] and self._lane_of(other) == step.lane
        ]
        if earlier:
            return max(earlier)[2]
        cards = self._cards[step.phase]
        at = bisect(cards, (order[step.id], step.id)) - 1
        return next((id_ for _, id_ in reversed(cards[:at]) if self._lane_of(id_) == step.lane), None)

    def _in_lower_lane(self, loose: Loose) -> Spot:
        """Under the step of another lane that it is linked to, else behind the step before it."""
        step = loose.step
        across = self._across(loose)
        if across is not None:
            phase, width = self._steps[across].phase, self._widths[step.phase]
            nearest = self._spots[across][0] if phase == step.phase else 0 if phase < step.phase else width - 1
            return self._free(step, nearest, 0)
        cards = self._cards[step.phase]
        at = bisect(cards, (self._order[step.id], step.id)) - 1
        before = next((id_ for _, id_ in reversed(cards[:at]) if self._lane_of(id_) == step.lane), None)
        column = self._spots[before][0] + 1 if before is not None else 0
        if (step.phase, step.lane, column, 0) in self._at and before is not None and self._spots[before][1] == 0:
            own = [id_ for id_ in self._cards_behind(step) if self._lane_of(id_) == step.lane and id_ not in self._tied]
            self._make_room(step, column, own)
        return self._free(step, column, 0)

    def _across(self, loose: Loose) -> str | None:
        found = [
            (weight, -self._lane_of(other), other)
            for links in (loose.inward, loose.outward)
            for other, weight in links.items()
            if self._lane_of(other) != loose.step.lane
        ]
        return max(found)[2] if found else None

    def _cards_behind(self, step: LayoutStep) -> list[str]:
        """Those of its phase that come later in the order of the map."""
        cards = self._cards[step.phase]
        return [id_ for _, id_ in cards[bisect(cards, (self._order[step.id], step.id)) :]]

    def _make_room(self, step: LayoutStep, column: int, behind: Iterable[str]) -> None:
        """Move the cards behind a step on by one, from a column on; what has no room there stays."""
        moving = [id_ for id_ in behind if self._spots[id_][0] >= column]
        for id_ in sorted(moving, key=lambda id_: self._spots[id_], reverse=True):
            here, row = self._spots[id_]
            if (step.phase, self._lane_of(id_), here + 1, row) not in self._at:
                self._leave(self._steps[id_])
                self._stand(self._steps[id_], (here + 1, row))

    def _free(self, step: LayoutStep, column: int, row: int) -> Spot:
        while (step.phase, step.lane, column, row) in self._at:
            row += 1
        return column, row

    def _stand(self, step: LayoutStep, spot: Spot) -> None:
        column, row = spot
        self._spots[step.id] = spot
        self._at[step.phase, step.lane, column, row] = step.id
        self._widths[step.phase] = max(self._widths[step.phase], column + 1)
        if not step.lane and not row:
            insort(self._path[step.phase], (self._order[step.id], step.id))

    def _leave(self, step: LayoutStep) -> None:
        column, row = self._spots[step.id]
        del self._at[step.phase, step.lane, column, row]
        if not step.lane and not row:
            self._path[step.phase].remove((self._order[step.id], step.id))
