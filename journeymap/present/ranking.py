"""The priorities of one map as one value: what window, report and terminal all say, in the same words."""

from dataclasses import dataclass

from journeymap.analysis.sessions import Excluded


@dataclass(frozen=True, slots=True)
class RankQuote:
    """A person's own words. `time_text` is empty where the session has no times, `round_title` where it has none."""

    text: str
    pseudonym: str
    time_text: str
    round_title: str
    session_id: str

    @property
    def source(self) -> str:
        """Where the words come from: "P07 · 00:06:10 · Round 2"."""
        return " · ".join(part for part in (self.pseudonym, self.time_text, self.round_title) if part)


@dataclass(frozen=True, slots=True)
class StepQuotes:
    """Quotes at one step that carry the tag of no pain point."""

    step_title: str
    step_id: str | None
    quotes: tuple[RankQuote, ...]


@dataclass(frozen=True, slots=True)
class RankItem:
    """One pain point. Numbers as in `rank --json`; the texts say the same in words.

    `rank_text` is "1" or "2–4", empty where there is no order. `tied` says that this item cannot be told apart from
    its neighbours in the list. `not_seen` is "not seen in 12 people" for a pain point that nobody met, else empty.
    """

    id: str
    title: str
    tag: str
    steps: tuple[str, ...]
    step_ids: tuple[str, ...]
    score: float
    low: float
    high: float | None
    p_top: float | None
    rank_low: int | None
    rank_high: int | None
    affected: int
    opportunities: int
    reached: int
    share_low: float
    share_high: float
    worst_impact: int
    first_share: float | None
    depends_on_weights: bool
    masked: bool
    tied: bool
    rank_text: str
    word: str  # clear, likely, open, unlikely; empty where there is no probability
    share_text: str  # "7 of 11 people (35–85 %)"
    score_text: str  # "237"
    interval_text: str  # "103–411"
    not_seen: str
    notes: tuple[str, ...]
    quotes: tuple[RankQuote, ...]
    session_ids: tuple[str, ...]  # sessions with an encounter, in order


@dataclass(frozen=True, slots=True)
class RankingView:
    """The ranked list. `headline` is one sentence to stand out, `sentences` go on from it, `method` says how."""

    map_id: str
    map_title: str
    people: int
    sessions: int
    seed: int
    weights: tuple[float, float, float, float]
    top: int
    ranked: bool  # False below five people or with no hit: items in order of title, no probabilities
    headline: str
    sentences: tuple[str, ...]
    items: tuple[RankItem, ...]
    ungrouped: int
    unrated: int
    untagged_quotes: tuple[StepQuotes, ...]
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...]  # ungrouped, unrated, excluded, in words
    method: str
    weights_sentence: str  # what other weights would change
    enough: str  # "Have we seen enough?", empty where it cannot be said
