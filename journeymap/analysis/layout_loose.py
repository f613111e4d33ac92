"""Steps that were added last and hang loosely on the map: what is left without them, and what each brings with it.

A map is laid out without them, and then they are put in one after the other (layout_insert). So whoever adds a step,
finds all others where they were. Loose is a step without a link, with links to one other step only, or within a way
(A → step → B, which without it is A → B). Age is told by the ids, which sort in the order in which they were made.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from journeymap.analysis.layout_grid import weight_over, weight_through
from journeymap.analysis.layout_values import LayoutLink, LayoutStep


@dataclass(frozen=True, slots=True)
class Loose:
    """A step to be put in, with its links when it comes to the map, by the step at their other end.

    `branch`: in the first lane, and planned aside, or more pass by than come through.
    """

    step: LayoutStep
    inward: Mapping[str, float]
    outward: Mapping[str, float]
    branch: bool


def without_loose(
    steps: Sequence[LayoutStep], links: Iterable[LayoutLink], order: Mapping[str, int]
) -> tuple[list[LayoutStep], list[LayoutLink], list[Loose]]:
    """The steps and links that are laid out as a whole, and the loose steps, the oldest first.

    `order` numbers the steps from left to right.
    """
    ways = _Ways(steps, links, order)
    loose: list[Loose] = []
    for step in sorted(steps, key=lambda step: step.id, reverse=True):
        if step.given or not ways.is_loose(step.id):
            break
        branch = not step.lane and (step.aside or ways.passed_by(step.id))
        loose.append(Loose(step, dict(ways.inward[step.id]), dict(ways.outward[step.id]), branch))
        ways.remove(step.id)
    gone = {each.step.id for each in loose}
    return [step for step in steps if step.id not in gone], ways.links(), loose[::-1]


class _Ways:
    """The links of a map from which steps are taken away."""

    def __init__(self, steps: Sequence[LayoutStep], links: Iterable[LayoutLink], order: Mapping[str, int]) -> None:
        self.inward: dict[str, dict[str, float]] = defaultdict(dict)
        self.outward: dict[str, dict[str, float]] = defaultdict(dict)
        self._order = order
        self._first_lane = {step.id for step in steps if step.lane == 0}
        self._passing = _Passing(len(steps))
        for link in links:
            if link.source in order and link.target in order and link.source != link.target:
                before = self.outward[link.source].get(link.target, 0.0)
                self._put(link.source, link.target, before + link.weight)
        walked = {
            (order[link.source], order[link.target]): link.weight
            for link in self.links()
            if link.weight >= 1 and {link.source, link.target} <= self._first_lane
        }
        self._walked_over = weight_over(len(order), walked)
        self._walked_through = weight_through(len(order), walked)

    def links(self) -> list[LayoutLink]:
        """What is left, in an order that does not depend on what was taken away, so that sums are the same."""
        return [
            LayoutLink(source, target, weight)
            for source in sorted(self.outward)
            for target, weight in sorted(self.outward[source].items())
        ]

    def is_loose(self, step: str) -> bool:
        before, behind = self.inward[step].keys(), self.outward[step].keys()
        return len(before | behind) <= 1 or (len(before) == len(behind) == 1)

    def passed_by(self, step: str) -> bool:
        """Whether more pass by than come through (layout_grid), so that it is a branch.

        What was walked tells, with all steps of the map; a step that is added has not been walked to. What is only
        planned tells among the steps that were there before this one.
        """
        at = self._order[step]
        over, through = self._walked_over[at], self._walked_through[at]
        if through or (over and (self.inward[step] or self.outward[step])):
            return over > through
        inward, outward = (
            sum(weight for other, weight in sorted(links[step].items()) if other in self._first_lane)
            for links in (self.inward, self.outward)
        )
        over = self._passing.over(at)
        return round(over - max(inward, outward), 6) > 0 and bool(inward or outward)

    def remove(self, step: str) -> None:
        """Take a loose step away; where it lay within a way, its two ends are linked."""
        before, behind = dict(self.inward[step]), dict(self.outward[step])
        for source in before:
            self._put(source, step, 0.0)
        for target in behind:
            self._put(step, target, 0.0)
        for source, in_weight in before.items():
            for target, out_weight in behind.items():
                if source != target:
                    here = self.outward[source].get(target, 0.0)
                    self._put(source, target, max(here, min(in_weight, out_weight)))

    def _put(self, source: str, target: str, weight: float) -> None:
        """Set the weight of a link; 0 takes it away."""
        change = weight - self.outward[source].get(target, 0.0)
        if weight:
            self.outward[source][target] = self.inward[target][source] = weight
        else:
            del self.outward[source][target], self.inward[target][source]
        if {source, target} <= self._first_lane:
            self._passing.add(self._order[source], self._order[target], change)


class _Passing:
    """Sums of weights over stretches of the order, as a binary indexed tree (Fenwick 1994)."""

    def __init__(self, count: int) -> None:
        self._sums = [0.0] * (count + 2)

    def add(self, source: int, target: int, weight: float) -> None:
        """A link passes over all steps between its ends, if it leads forward."""
        if target > source + 1:
            self._add(source + 2, weight)
            self._add(target + 1, -weight)

    def over(self, at: int) -> float:
        total, here = 0.0, at + 1
        while here:
            total += self._sums[here]
            here -= here & -here
        return total

    def _add(self, here: int, weight: float) -> None:
        while here < len(self._sums):
            self._sums[here] += weight
            here += here & -here
