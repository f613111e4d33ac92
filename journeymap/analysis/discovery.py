"""How many of the problems that exist have been seen (methods, section 1.4; Lewis 2001, Sauro and Lewis 2016).

It assumes that everybody had the same task and belongs to one group of users, and is optimistic where they differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log
from typing import Final

FEWEST_PEOPLE: Final = 4


@dataclass(frozen=True, slots=True)
class Discovery:
    """What has been found, `found` problems by `people`.

    `rate` is the probability of one person meeting one problem as counted, `adjusted_rate` the mean of the
    normalised and the Good–Turing rate. `share` of all problems is found, `total` is how many there are;
    `chao` is a second opinion on the total (Chao2, bias-corrected).
    """

    people: int
    found: int
    rate: float
    adjusted_rate: float
    share: float
    total: float
    chao: float

    @property
    def undiscovered(self) -> float:
        return self.total - self.found

    def share_with(self, people: int) -> float:
        """The share of problems found once this many people have been seen."""
        return discovered(self.adjusted_rate, people)

    def people_for(self, goal: float) -> int | None:
        """How many people find this share of the problems; None where no number does."""
        return people_needed(self.adjusted_rate, goal)


def discovered(rate: float, people: int) -> float:
    """1 − (1 − p)ⁿ"""
    return float(1 - (1 - rate) ** people)


def people_needed(rate: float, goal: float) -> int | None:
    """⌈ln(1 − goal) / ln(1 − p)⌉; None where nobody ever meets a problem or the goal is all of them."""
    if rate >= 1:
        return 1
    if rate <= 0 or goal >= 1:
        return None
    return max(1, ceil(log(1 - goal) / log(1 - rate)))


def discovery(met: Sequence[Sequence[bool]]) -> Discovery | None:
    """From who met what (people × problems); problems that nobody met do not count as found.

    None below four people or without any problem: nothing sensible can be said.
    """
    people = len(met)
    by_problem = [count for count in (sum(column) for column in zip(*met, strict=True)) if count]
    found = len(by_problem)
    if people < FEWEST_PEOPLE or not found:
        return None
    rate = sum(by_problem) / (people * found)
    once, twice = by_problem.count(1), by_problem.count(2)
    normalised = max((rate - 1 / people) * (1 - 1 / people), 0.0)
    good_turing = rate / (1 + once / found)
    adjusted = (normalised + good_turing) / 2
    share = discovered(adjusted, people)
    chao = found + (people - 1) / people * once * (once - 1) / (2 * (twice + 1))
    return Discovery(people, found, rate, adjusted, share, found / share, chao)
