"""Fewer crossings on a map that is not huge: cards of the first lane change their rows, branches also their columns.

Local search under noise that fades (the noising method, Charon and Hudry 1993): a card looks at every free place
it may have and takes the best of them, each judged with an error that becomes smaller from round to round. Straight
lines between the cards are counted on the way, because that is quick; what was found is then judged by the lines as
they are drawn, and nothing is changed where that gains nothing. Costs are whole numbers, and the noise is the same
every time, so the same map gives the same picture.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]  # whole numbers, small enough to be exact

Spot = tuple[int, int]  # column, row
_CROSSING: Final = 20  # what a crossing costs; all other costs are measured by it
_ACROSS: Final = 1  # a column of distance
_DOWN: Final = 6  # a row of distance
_BACK: Final = 20  # a link that goes back
_AROUND: Final = 60  # a link around another card of its column
_DEMOTED: Final = 1  # for each tenth of loyalty of a step of the main path that stands below it
_NOISE: Final = 15 * _CROSSING
_ROUNDS: Final = 6
_AGAIN: Final = 10 * _CROSSING  # noise when going on from the best that was found
_ROUNDS_AGAIN: Final = 4
_SEED: Final = 1
_LOYAL: Final = 20  # who belongs to the main path so clearly stays there
_REACH: Final = 2  # columns that a branch may be moved, so that it stays near the step it follows
_EFFORT: Final = 30_000  # steps × links, over all tries
_MOST_TRIES: Final = 6
_OFTEN: Final = 60_000  # steps × links: maps of more than some 170 steps are gone through once only
_ROUNDS_ONCE: Final = 4
_MOST_WORK: Final = 600_000  # and those of more than some 540 stay as they are
_FEW: Final = 3  # so many crossings are no tangle


@dataclass(frozen=True, slots=True)
class Tangle:
    """Steps by number with their places, and which places each may have.

    `ends` are the links. `loyalty` says of steps of the main path how clearly they belong there (layout_grid.loyalty),
    and −1 of others; they may stand in any row below. `fixed` steps stay. `spans` are the first and the last column of
    each step's phase, `rows` the rows of the lane.
    """

    spots: tuple[Spot, ...]
    ends: tuple[tuple[int, int], ...]
    loyalty: tuple[int, ...]
    fixed: frozenset[int]
    spans: tuple[Spot, ...]
    rows: int


def worth_it(steps: int, links: int) -> bool:
    """Whether a map of this size is untangled at all."""
    return 0 < steps * links <= _MOST_WORK


def untangled(tangle: Tangle, drawn: Callable[[Sequence[Spot]], int]) -> tuple[Spot, ...]:
    """The places with the fewest crossings that were found. `drawn` counts the crossings of the lines for places."""
    best, fewest = tangle.spots, drawn(tangle.spots)
    if fewest <= _FEW:
        return best
    best_cost = fewest * _CROSSING
    search = _Search(tangle, random.Random(_SEED))
    tries = _tries(tangle)
    search.rounds(_NOISE, _ROUNDS if tries > 1 else _ROUNDS_ONCE)
    for left in reversed(range(tries)):
        found = search.spots()
        cost = drawn(found) * _CROSSING + _disloyalty(tangle, found)
        if cost < best_cost:
            best, best_cost = found, cost
        if left:
            search.begin_at(best)
            search.rounds(_AGAIN, _ROUNDS_AGAIN)
    return best


def _tries(tangle: Tangle) -> int:
    work = max(1, len(tangle.spots) * len(tangle.ends))
    return 1 if work > _OFTEN else max(2, min(_MOST_TRIES, _EFFORT // work))


def _disloyalty(tangle: Tangle, spots: Sequence[Spot]) -> int:
    """What the steps of the main path cost that stand below it."""
    return sum(
        _DEMOTED * loyalty for loyalty, (_, row) in zip(tangle.loyalty, spots, strict=True) if loyalty > 0 and row > 0
    )


class _Search:
    """One try: rounds in which every card in turn takes a better place."""

    def __init__(self, tangle: Tangle, chance: random.Random) -> None:
        import numpy as np

        self._tangle, self._chance = tangle, chance
        self._places = np.array(tangle.spots, dtype=np.float32)
        ends = np.array(tangle.ends, dtype=np.int64).reshape(-1, 2)
        self._taken = set(tangle.spots)
        self._around: Mapping[int, _Around] = {
            step: _Around(step, ends)
            for step in range(len(tangle.spots))
            if step not in tangle.fixed and tangle.loyalty[step] < _LOYAL
        }

    def spots(self) -> tuple[Spot, ...]:
        """The places as they are now."""
        return tuple((int(column), int(row)) for column, row in self._places)

    def begin_at(self, spots: Sequence[Spot]) -> None:
        """Go back to places found before."""
        self._places[:] = spots
        self._taken = set(spots)

    def rounds(self, noise: float, count: int) -> None:
        """So many rounds, the last two without noise."""
        for number in range(count):
            loud = max(0.0, noise * (1 - number / (count - 2)))
            for step, around in self._around.items():
                self._move(step, around, loud)

    def _move(self, step: int, around: "_Around", noise: float) -> None:
        here = (int(self._places[step, 0]), int(self._places[step, 1]))
        loyalty = self._tangle.loyalty[step]
        if loyalty >= 0:
            wanted = [(here[0], row) for row in range(self._tangle.rows)]
        else:
            first, last = self._tangle.spans[step]
            begin = self._tangle.spots[step][0]
            first, last = max(first, begin - _REACH), min(last, begin + _REACH)
            wanted = [(column, row) for column in range(first, last + 1) for row in range(1, self._tangle.rows)]
        free = [spot for spot in wanted if spot == here or spot not in self._taken]
        costs = around.costs(self._places, free)
        if loyalty > 0:
            costs = [cost + _DEMOTED * loyalty * (row > 0) for cost, (_, row) in zip(costs, free, strict=True)]
        now = free.index(here)
        judged = [cost + noise * self._chance.random() for cost in costs] if noise else costs
        best = min(range(len(free)), key=lambda at: (judged[at], at != now, at))
        if best != now:
            self._taken.discard(here)
            self._taken.add(free[best])
            self._places[step] = free[best]


class _Around:
    """The links of one step, and what they would cost from any place."""

    def __init__(self, step: int, ends: "NDArray[np.int64]") -> None:
        import numpy as np

        self._sources, self._targets = ends[:, 0], ends[:, 1]
        ours = (self._sources == step) | (self._targets == step)
        outward = self._sources[ours] == step
        self._signs = np.where(outward, 1, -1).astype(np.float32)
        self._others = np.where(outward, self._targets[ours], self._sources[ours])
        theirs = (self._sources == self._others[:, None]) | (self._targets == self._others[:, None])
        self._turn = np.array([[0, 1], [-1, 0]], dtype=np.float32)  # a × p = a · (turn p)
        self._apart = ~(ours[None, :] | theirs)  # links that have no step in common with an own link

    def costs(self, places: "Numbers", free: Sequence[Spot]) -> list[int]:
        """What each free place costs."""
        import numpy as np

        here = np.array(free, dtype=np.float32)
        there = places[self._others]
        begins, ends = places[self._sources, 0], places[self._targets, 0]
        low, high = here[:, 0].min(), here[:, 0].max()
        if len(there):
            low, high = min(low, there[:, 0].min()), max(high, there[:, 0].max())
        near = (np.minimum(begins, ends) < high) & (np.maximum(begins, ends) > low)
        sources, targets, apart = self._sources[near], self._targets[near], self._apart[:, near]
        # On which side of the line from a to b the point p lies: (b − a) × (p − a) = b × p − a × p − b × a.
        turned = self._turn @ places.T
        from_here, from_there = here @ turned, there @ turned  # cross products with every card
        from_here_to = from_here[:, sources], from_here[:, targets]
        from_there_to = from_there[:, sources], from_there[:, targets]
        own = from_here[:, self._others][:, :, None]  # place × own link
        first = from_there_to[0][None] - from_here_to[0][:, None] + own  # place × own link × link
        second = from_there_to[1][None] - from_here_to[1][:, None] + own
        along = turned[:, targets]
        along = (places[sources].T * along).sum(axis=0)
        sides = from_here_to[0] - from_here_to[1] + along, from_there_to[0] - from_there_to[1] + along
        first *= second
        crossing = first < 0
        crossing &= (sides[0][:, None] * sides[1][None]) < 0
        crossing &= apart
        across = there[None, :, 0] - here[:, None, 0]  # place × own link
        down = np.abs(there[None, :, 1] - here[:, None, 1])
        forward = across * self._signs
        found = (
            _CROSSING * np.count_nonzero(crossing, axis=(1, 2))
            + (_ACROSS * np.abs(across) + _DOWN * down + _BACK * (forward <= 0)).sum(axis=1)
            + _AROUND * np.count_nonzero((across == 0) & (down > 1), axis=1)
        )
        return [int(cost) for cost in found.tolist()]
