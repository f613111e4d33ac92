"""Journeys that went the same way: a variant is the whole tuple of places in order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journeymap.analysis.sessions import Place, SessionSummary


@dataclass(frozen=True, slots=True)
class Variant:
    """One way through, and how many sessions took it. A session without a visit is the variant without places."""

    places: tuple[Place, ...]
    sessions: int


def count_ways(summaries: Iterable[SessionSummary]) -> Counter[tuple[Place, ...]]:
    """How many sessions took which way."""
    return Counter(summary.places for summary in summaries)


def variants(ways: Mapping[tuple[Place, ...], int], titles: Mapping[str, str]) -> tuple[Variant, ...]:
    """All ways, most frequent first; ties: the shorter way first, then in order of the titles (`titles` by step id)."""
    names = {place: place.title(titles) for way in ways for place in way}
    order = sorted(ways.items(), key=lambda way: (-way[1], len(way[0]), [names[place] for place in way[0]], way[0]))
    return tuple(Variant(places, sessions) for places, sessions in order)
