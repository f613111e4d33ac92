"""The priorities of one map as one value: what window, report and terminal all say, in the same words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from journeymap.analysis.loading import SummaryCache, load_summaries
from journeymap.analysis.pain import PainItem, PainPoints, PainTable, pain_table
from journeymap.analysis.priority import Priority, Weights, groups, priorities
from journeymap.analysis.proportions import wilson
from journeymap.analysis.sessions import Excluded, Place, SessionSummary, counted, excluded
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap, PainPoint
from journeymap.core.reader import Reader
from journeymap.core.scales import HARM_WEIGHTS, IMPACTS
from journeymap.core.wording import (
    among_first,
    clarity_word,
    list_text,
    people,
    quoted,
    rank_range_text,
    score_range_text,
    score_text,
    sessions,
    share_range_text,
)
from journeymap.present import ranking_words
from journeymap.present.flow import step_titles
from journeymap.present.quotes import RankQuote, load_quotes


@dataclass(frozen=True, slots=True)
class StepQuotes:
    """Quotes at one step that name no pain point. The title is empty for what was said before the first step."""

    step_title: str
    step_id: str | None
    quotes: tuple[RankQuote, ...]


@dataclass(frozen=True, slots=True)
class RankItem:
    """One pain point. Numbers as in `rank --json`; the texts say the same in words.

    `rank_text` is "1" or "2–4", empty where there is no order. Items of the same `group` cannot be told apart, and
    `tied` says that there is another one in it. `not_seen` is "not seen in 12 people" where nobody met it, else empty;
    then only the upper end of the interval means something. `word` is clear, likely, open or unlikely (to be among
    the first), empty where there is no probability or where all items are among the first.
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
    group: int
    tied: bool
    rank_text: str
    word: str
    share_text: str  # "7 of 11 people (35–85 %)"
    score_text: str  # "237"
    interval_text: str  # "103–411", "up to 45"
    not_seen: str
    notes: tuple[str, ...]
    quotes: tuple[RankQuote, ...]
    session_ids: tuple[str, ...]  # sessions with an encounter, in order


@dataclass(frozen=True, slots=True)
class RankingView:
    """The ranked list. `headline` is one sentence to stand out, `sentences` go on from it, `method` says how.

    `ranked` is False below five people and where nobody met anything: then items stand in order of title.
    """

    map_id: str
    map_title: str
    people: int
    sessions: int
    seed: int
    weights: Weights
    top: int
    ranked: bool
    headline: str
    sentences: tuple[str, ...]
    items: tuple[RankItem, ...]
    ungrouped: int
    unrated: int
    untagged_quotes: tuple[StepQuotes, ...]
    excluded: tuple[Excluded, ...]
    notes: tuple[str, ...]  # ungrouped, unrated, excluded, in words
    method: str
    weights_sentence: str  # what other weights would change; empty where nothing is ranked
    enough: str  # "Have we seen enough?"; empty where it cannot be said


@dataclass(frozen=True, slots=True)
class RankingInput:
    """What a ranking is made from, read in one go; the rest needs no project and may run elsewhere."""

    map_id: str
    map_title: str
    titles: Mapping[str, str]
    summaries: tuple[SessionSummary, ...]
    table: PainTable
    pain_points: tuple[PainPoint, ...]
    quotes: tuple[RankQuote, ...]


def gather_ranking(reader: Reader, chosen: Filter, cache: SummaryCache | None = None) -> RankingInput:
    """Read what the ranking of one map needs; a cache, brought up to date before, saves reading the sessions."""
    everything = Filter(chosen.map_id)
    summaries = cache.select(chosen) if cache else load_summaries(reader, chosen)
    whole_map = summaries
    if chosen != everything:
        whole_map = cache.select(everything) if cache else load_summaries(reader, everything)
    journey_map = reader.get(JourneyMap, chosen.map_id)
    titles = step_titles(reader, chosen.map_id)
    pain_points = tuple(reader.find(PainPoint))
    return RankingInput(
        map_id=chosen.map_id,
        map_title=journey_map.title if journey_map else "",
        titles=titles,
        summaries=tuple(summaries),
        table=pain_table(summaries, whole_map, pain_points, titles),
        pain_points=pain_points,
        quotes=load_quotes(reader, counted(summaries)),
    )


def load_ranking(
    reader: Reader, chosen: Filter, *, seed: int = 1, top: int = 3, weights: Weights = HARM_WEIGHTS
) -> RankingView:
    """The ranking of the map under the filter. The same project, filter and seed give the same answer."""
    return ranking_view(gather_ranking(reader, chosen), seed=seed, top=top, weights=weights)


def ranking_view(
    gathered: RankingInput, *, seed: int = 1, top: int = 3, weights: Weights = HARM_WEIGHTS
) -> RankingView:
    """Compute the ranking. After the first time, other weights and another `top` reuse the draws."""
    table = gathered.table
    found = priorities(table.matrix, weights=weights, seed=seed, top=top)
    ranked = any(one.p_top is not None for one in found)
    order = sorted(range(len(found)), key=lambda item: -found[item].score) if ranked else list(range(len(found)))
    together = groups(table.matrix, order, weights=weights, seed=seed) if ranked else tuple((item,) for item in order)
    group_of = {item: number for number, group in enumerate(together) for item in group}
    quotes, untagged = _sort_quotes(gathered)
    items = tuple(
        _item(
            table.items[item],
            found[item],
            gathered.titles,
            tuple(quotes.get(table.items[item].pain_point.id, ())),
            group=group_of[item],
            tied=len(together[group_of[item]]) > 1,
            all_are_first=top >= len(found),
        )
        for item in order
    )
    at_first = priorities(table.matrix, weights=weights, seed=seed, top=1) if ranked else ()
    left_out = tuple(excluded(gathered.summaries))
    words = ranking_words.RankedWords(
        people=table.people,
        top=top,
        ranked=ranked,
        titles=tuple(item.title for item in items),
        hit=tuple(item.affected > 0 for item in items),
        groups=tuple(item.group for item in items),
        p_first=tuple(at_first[item].p_top or 0.0 for item in order) if ranked else (),
        first_share=tuple(at_first[item].first_share or 0.0 for item in order) if ranked else (),
        depends=tuple(item.depends_on_weights for item in items),
    )
    return RankingView(
        map_id=gathered.map_id,
        map_title=gathered.map_title,
        people=table.people,
        sessions=len(counted(gathered.summaries)),
        seed=seed,
        weights=weights,
        top=top,
        ranked=ranked,
        headline=ranking_words.headline(words),
        sentences=ranking_words.sentences(words),
        items=items,
        ungrouped=table.ungrouped,
        unrated=table.unrated,
        untagged_quotes=untagged,
        excluded=left_out,
        notes=ranking_words.notes(table.ungrouped, table.unrated, left_out),
        method=ranking_words.method(weights, seed),
        weights_sentence=ranking_words.weights_sentence(words),
        enough=ranking_words.enough(table.matrix),
    )


def _item(
    pain: PainItem,
    known: Priority,
    titles: Mapping[str, str],
    quotes: tuple[RankQuote, ...],
    *,
    group: int,
    tied: bool,
    all_are_first: bool,
) -> RankItem:
    share = wilson(known.affected, known.opportunities)
    hit = known.affected > 0
    in_order = hit and known.rank_low is not None and known.rank_high is not None
    return RankItem(
        id=pain.pain_point.id,
        title=pain.pain_point.title,
        tag=pain.pain_point.tag,
        steps=tuple(title for place in pain.places if (title := place.title(titles))),
        step_ids=tuple(place.step_id for place in pain.places if place.step_id is not None),
        score=known.score,
        low=known.low,
        high=known.high,
        p_top=known.p_top,
        rank_low=known.rank_low,
        rank_high=known.rank_high,
        affected=known.affected,
        opportunities=known.opportunities,
        reached=pain.reached,
        share_low=share.low,
        share_high=share.high,
        worst_impact=known.worst_impact,
        first_share=known.first_share,
        depends_on_weights=known.depends_on_weights,
        masked=pain.masked,
        group=group,
        tied=tied,
        rank_text=rank_range_text(known.rank_low or 0, known.rank_high or 0) if in_order else "",
        word="" if known.p_top is None or all_are_first else clarity_word(known.p_top),
        share_text=share_range_text(known.affected, known.opportunities, share.low, share.high, "people"),
        score_text=score_text(known.score) if hit else "",
        interval_text=_interval(known),
        not_seen="" if hit else f"not seen in {people(known.opportunities)}",
        notes=ranking_words.item_notes(known, pain.masked, pain.reached),
        quotes=quotes,
        session_ids=pain.session_ids,
    )


def _interval(known: Priority) -> str:
    if known.high is None:
        return ""
    if not known.affected:
        return f"up to {score_text(known.high)}"
    return score_range_text(known.low, known.high)


def _sort_quotes(gathered: RankingInput) -> tuple[dict[str, list[RankQuote]], tuple[StepQuotes, ...]]:
    """(quotes by pain point, the others by step in the order of the map)."""
    points = PainPoints(gathered.pain_points)
    by_point: dict[str, list[RankQuote]] = {}
    by_place: dict[Place, list[RankQuote]] = {}
    for quote in gathered.quotes:
        named = points.with_tags(quote.tags)
        for point in named:
            by_point.setdefault(point.id, []).append(quote)
        if not named:
            by_place.setdefault(quote.place, []).append(quote)
    order = {step_id: position for position, step_id in enumerate(gathered.titles)}
    places = sorted(by_place, key=lambda place: (order.get(place.step_id or "", len(order)), place.raw_label))
    untagged = tuple(
        StepQuotes(place.title(gathered.titles), place.step_id, tuple(by_place[place])) for place in places
    )
    return by_point, untagged


def rank_json(view: RankingView) -> dict[str, Any]:
    """The document of `rank --json`. Scores are rounded to six places, so that every computer says the same."""
    return {
        "people": view.people,
        "seed": view.seed,
        "weights": list(view.weights),
        "top": view.top,
        "ungrouped": view.ungrouped,
        "unrated": view.unrated,
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "tag": item.tag,
                "steps": list(item.steps),
                "score": round(item.score, 6),
                "low": round(item.low, 6),
                "high": None if item.high is None else round(item.high, 6),
                "p_top": None if item.p_top is None else round(item.p_top, 6),
                "rank_low": item.rank_low,
                "rank_high": item.rank_high,
                "affected": item.affected,
                "opportunities": item.opportunities,
                "reached": item.reached,
                "share": {
                    "value": item.affected / item.opportunities,
                    "low": item.share_low,
                    "high": item.share_high,
                },
                "worst_impact": item.worst_impact,
            }
            for item in view.items
        ],
    }


def rank_text(view: RankingView) -> str:
    """The same in words, for the terminal."""
    lines = [" ".join((view.headline, *view.sentences))]
    if view.items:
        lines.append(f"{view.map_title}: {people(view.people)}, {sessions(view.sessions)}")
    for item in view.items:
        lines += ["", *_item_lines(item, view.top)]
    if view.enough:
        lines += ["", "Have we seen enough?", f"  {view.enough}"]
    lines += ["", *view.notes] if view.notes else []
    if view.items:
        lines += ["", view.weights_sentence] if view.weights_sentence else [""]
        lines.append(view.method)
    return "\n".join(lines)


def _item_lines(item: RankItem, top: int) -> list[str]:
    place = f"{item.rank_text}  " if item.rank_text else ""
    lines = [f"{place}{item.title}"]
    where = list_text(item.steps)
    lines.append(f"  {where} · {item.share_text}" if where else f"  {item.share_text}")
    if item.not_seen:
        lines.append(
            f"  {item.not_seen}" + (f", harm {item.interval_text} per 100 journeys" if item.interval_text else "")
        )
    else:
        lines.append(
            f"  worst: {IMPACTS[item.worst_impact]} · harm {item.score_text} per 100 journeys ({item.interval_text})"
        )
    if item.word and not item.not_seen:
        lines.append(f"  {among_first(top)}: {item.word}")
    lines += [f"  {note}" for note in item.notes]
    return lines + [f"  {quoted(quote.text)} {quote.source}" for quote in item.quotes]
