"""How much is known about each place of a map: what nobody was seen doing is an assumption, however sure we are.

The limits are the field's habits, not a law: five people show most of what is frequent, and a second round, or three
people more, shows that it was not the group.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.analysis.sessions import counted as those_counted

STRONG_PEOPLE: Final = 5
STRONG_ROUNDS: Final = 2
STRONG_ALONE: Final = 8
"""So many people are strong evidence within one round, too."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who came to a place: people, rounds of research, sessions. Sessions without a round are in no round."""

    people: int = 0
    rounds: int = 0
    sessions: int = 0

    @property
    def state(self) -> str:
        """`assumption` (nobody came), `some`, or `strong`: 5 people in 2 rounds, or 8 people."""
        if not self.sessions:
            return "assumption"
        strong = self.people >= STRONG_ALONE or (self.people >= STRONG_PEOPLE and self.rounds >= STRONG_ROUNDS)
        return "strong" if strong else "some"


def evidence(summaries: Iterable[SessionSummary]) -> Mapping[Place, Evidence]:
    """The evidence for each place that a counted session visited; a place that is not in it has none."""
    people: dict[Place, set[str]] = defaultdict(set)
    rounds: dict[Place, set[str]] = defaultdict(set)
    sessions: dict[Place, int] = defaultdict(int)
    for session in those_counted(summaries):
        for place in set(session.places):
            people[place].add(session.participant_id)
            sessions[place] += 1
            if session.round_id is not None:
                rounds[place].add(session.round_id)
    return {place: Evidence(len(people[place]), len(rounds[place]), count) for place, count in sessions.items()}
