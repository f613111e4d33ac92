"""The one score: harm per 100 journeys, with what is known and not known about its order (methods, section 3)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HarmMatrix:
    """Who met what, and how bad it was.

    `levels[person][item]` is the worst impact 0–4 of that person with that item, or None: no opportunity.
    People stand in order of pseudonym, items in order of title.
    """

    levels: tuple[tuple[int | None, ...], ...]
    items: int


@dataclass(frozen=True, slots=True)
class Priority:
    """What is known of one item.

    Scores are minor problems per 100 journeys; `low` and `high` enclose 90 %. `low` is 0 where nobody was hit: only
    the upper bound means something. `p_top` is the probability of being among the first k; None below five people or
    where there is nothing to rank, and so are the rank limits (5–95 %). `first_share` is the share of 400 weightings
    in which the score is among the first k; `depends_on_weights` says that `p_top` changes by more than 0.2 between
    the flattest and the steepest weights.
    """

    score: float
    low: float
    high: float | None
    p_top: float | None
    rank_low: int | None
    rank_high: int | None
    first_share: float | None
    depends_on_weights: bool
    affected: int
    opportunities: int
    worst_impact: int
