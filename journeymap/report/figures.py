"""How counts are written for an audience: exact for those inside, in bands of five for the public.

In a public report every count of people or sessions is a band (fewer than 5, 5–9, 10–14, …) and nothing is derived
from exact counts. So no small group can be worked out by subtraction: the difference of two bands always leaves
several answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.core.wording import EN_DASH, count_text, number_text, range_text
from journeymap.report.content import Value

SMALLEST: Final = 5
"""Groups below this size are not shown in public."""
SUPPRESSED: Final = f"fewer than {SMALLEST}"


def band(number: int) -> str:
    """The band of five that a count lies in: "fewer than 5", "10–14"."""
    if number < SMALLEST:
        return SUPPRESSED
    low = number // SMALLEST * SMALLEST
    return f"{number_text(low)}{EN_DASH}{number_text(low + SMALLEST - 1)}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes counts, shares and raw values for an audience."""

    public: bool

    def count(self, number: int, people: int | None = None) -> str:
        """The number in words; sessions of fewer than five people are a small group, however many they are."""
        if not self.public:
            return number_text(number)
        return band(number if people is None else min(number, people) if people < SMALLEST else number)

    def raw(self, number: int, people: int | None = None) -> Value:
        """For data tables: the number, or its band as text. `people` are those behind it, where they may be fewer."""
        return self.count(number, people) if self.public else number

    def people(self, number: int) -> str:
        """ "12 people", "10–14 people"."""
        return f"{self.count(number)} {'person' if number == 1 and not self.public else 'people'}"

    def sessions(self, number: int) -> str:
        return f"{self.count(number)} {'session' if number == 1 and not self.public else 'sessions'}"

    def of(self, hits: int, whole: int) -> str:
        """A count with its whole: "7 of 11", "5–9 of 10–14"."""
        return f"{band(hits)} of {band(whole)}" if self.public else count_text(hits, whole)

    def range(self, share: Share) -> str:
        """The 95 % interval of a share, in words; empty in public and where there is no whole."""
        if self.public or not share.whole:
            return ""
        return range_text(share.interval.low, share.interval.high)

    def exact(self, value: float | None, group: int) -> float | None:
        """A figure derived from a group: not for the public when the group is small."""
        return None if self.public and group < SMALLEST else value


@dataclass(frozen=True, slots=True)
class PeopleBehind:
    """How many different people stand behind the counts of sessions."""

    steps: Mapping[Place, int]
    links: Mapping[tuple[Place, Place], int]
    outcomes: Mapping[str, int]
    ways: Mapping[tuple[Place, ...], int]


def people_behind(summaries: Iterable[SessionSummary]) -> PeopleBehind:
    """Count the people of these sessions by what they did."""
    steps: dict[Place, set[str]] = {}
    links: dict[tuple[Place, Place], set[str]] = {}
    outcomes: dict[str, set[str]] = {}
    ways: dict[tuple[Place, ...], set[str]] = {}
    for summary in summaries:
        person = summary.participant_id
        outcomes.setdefault(summary.outcome, set()).add(person)
        ways.setdefault(summary.places, set()).add(person)
        for place in summary.places:
            steps.setdefault(place, set()).add(person)
        for link in pairwise(summary.places):
            links.setdefault(link, set()).add(person)
    return PeopleBehind(
        steps={key: len(people) for key, people in steps.items()},
        links={key: len(people) for key, people in links.items()},
        outcomes={key: len(people) for key, people in outcomes.items()},
        ways={key: len(people) for key, people in ways.items()},
    )


def weights_words(weights: Iterable[float]) -> str:
    """The harm of the impacts: "⅓, 1, 3, 9"."""
    return ", ".join("⅓" if abs(weight - 1 / 3) < 1e-9 else f"{weight:.4g}" for weight in weights)
