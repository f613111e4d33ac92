"""Fewer crossings on a small map: cards of the first lane change their rows, branches also their columns.

Local search under noise that fades (the noising method, Charon and Hudry 1993): a card looks at every free place it may
have and takes the best of them, each judged with an error that becomes smaller from round to round. Straight lines between
the cards are counted on the way, because that is quick; what was found is then judged by the lines as they are drawn, and
nothing is changed where that gains nothing. All of it is done in whole numbers, and the noise is the same every time.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

Spot = tuple[int, int]  # column, row
_CROSSING: Final = 20  # what a crossing costs; all other costs are measured by it
_ACROSS: Final = 1  # a column of distance
_DOWN: Final = 6  # a row of distance
_BACK: Final = 20  # a link that goes back
_AROUND: Final = 60  # a link around another card of its column
_DEMOTED: Final = 60  # a step of the main path stands below it, although twice as many go through it as past it
_NOISE: Final = 10 * _CROSSING
_ROUNDS: Final = 12
_EFFORT: Final = 20_000  # steps × links, over all tries
_MOST_TRIES: Final = 4
_MOST_WORK: Final = 20_000  # steps × links: larger maps stay as they are
_FEW: Final = 3  # so many crossings are no tangle


@dataclass(frozen=True, slots=True)
class Tangle:
    """Steps by number with their places, and which places each may have.

    `ends` are the links, `loyalty` says for steps of the main path how clearly they belong there (0: hardly; 9: nobody
    goes past them), for others −1; they may stand in any row below. `fixed` steps stay. `spans` are the first and the last
    column of each step's phase, `rows` the rows of the lane.
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
    work = max(1, len(tangle.spots) * len(tangle.ends))
    best_cost = fewest * _CROSSING
    for number in range(max(1, min(_MOST_TRIES, _EFFORT // work))):
        found = _Search(tangle, random.Random(number)).spots()
        cost = drawn(found) * _CROSSING + _disloyalty(tangle, found)
        if cost < best_cost:
            best, best_cost = found, cost
    return best


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
        self._places = np.array(tangle.spots, dtype=np.int32)
        self._ends = np.array(tangle.ends, dtype=np.int32)
        self._taken = set(tangle.spots)
        self._around: Mapping[int, _Around] = {
            step: _Around(step, self._ends) for step in range(len(tangle.spots)) if step not in tangle.fixed
        }

    def spots(self) -> tuple[Spot, ...]:
        """The places at the end."""
        cooling = [_NOISE * (1 - number / (_ROUNDS - 2)) for number in range(_ROUNDS - 2)]
        for noise in (*cooling, 0.0, 0.0):
            for step, around in self._around.items():
                self._move(step, around, noise)
        return tuple((int(column), int(row)) for column, row in self._places)

    def _move(self, step: int, around: "_Around", noise: float) -> None:
        here = (int(self._places[step, 0]), int(self._places[step, 1]))
        loyalty = self._tangle.loyalty[step]
        if loyalty >= 0:
            wanted = [(here[0], row) for row in range(self._tangle.rows)]
        else:
            first, last = self._tangle.spans[step]
            wanted = [(column, row) for column in range(first, last + 1) for row in range(1, self._tangle.rows)]
        free = [spot for spot in wanted if spot == here or spot not in self._taken]
        costs = around.costs(self._places, free).tolist()
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

    def __init__(self, step: int, ends: "Numbers") -> None:
        import numpy as np

        self._ends = ends
        sources, targets = ends[:, 0], ends[:, 1]
        own = np.nonzero((sources == step) | (targets == step))[0]
        self._outward = sources[own] == step
        self._others = np.where(self._outward, targets[own], sources[own])
        ours = (sources == step) | (targets == step)
        theirs = (sources == self._others[:, None]) | (targets == self._others[:, None])
        self._apart = ~(ours[None, :] | theirs)  # links that have no step in common

    def costs(self, places: "Numbers", free: Sequence[Spot]) -> "NDArray[np.int64]":
        """Whole numbers, one for each free place."""
        import numpy as np

        here = np.array(free, dtype=np.int32)
        there = places[self._others]
        begins, ends = places[self._ends[:, 0]], places[self._ends[:, 1]]
        low = min(int(here[:, 0].min()), int(there[:, 0].min()) if len(there) else 0)
        high = max(int(here[:, 0].max()), int(there[:, 0].max()) if len(there) else 0)
        near = (np.minimum(begins[:, 0], ends[:, 0]) < high) & (np.maximum(begins[:, 0], ends[:, 0]) > low)
        begins, ends, apart = begins[near], ends[near], self._apart[:, near]
        across = there[None, :, 0] - here[:, None, 0]  # place × own link
        down = there[None, :, 1] - here[:, None, 1]
        first = _side(across, down, here, begins)  # place × own link × link: on which side it begins
        second = _side(across, down, here, ends)
        along = ends - begins
        from_here = along[None, :, 0] * (here[:, None, 1] - begins[None, :, 1]) - along[None, :, 1] * (
            here[:, None, 0] - begins[None, :, 0]
        )
        from_there = along[None, :, 0] * (there[:, None, 1] - begins[None, :, 1]) - along[None, :, 1] * (
            there[:, None, 0] - begins[None, :, 0]
        )
        crossing = (first * second < 0) & (from_here[:, None, :] * from_there[None, :, :] < 0) & apart[None]
        forward = np.where(self._outward[None, :], across, -across)
        found: NDArray[np.int64] = (
            _CROSSING * crossing.sum(axis=(1, 2))
            + (_ACROSS * np.abs(across) + _DOWN * np.abs(down)).sum(axis=1)
            + _BACK * (forward <= 0).sum(axis=1)
            + _AROUND * ((across == 0) & (np.abs(down) > 1)).sum(axis=1)
        )
        return found


def _side(across: "Numbers", down: "Numbers", here: "Numbers", points: "Numbers") -> "Numbers":
    """On which side of each line from a place the points lie: less than 0, or more."""
    found: Numbers = across[:, :, None] * (points[None, None, :, 1] - here[:, None, None, 1]) - down[:, :, None] * (
        points[None, None, :, 0] - here[:, None, None, 0]
    )
    return found
