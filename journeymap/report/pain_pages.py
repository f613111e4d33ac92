"""A page for each of the first pain points: how many, how bad, who, what was seen, and their own words."""

from collections.abc import Iterator, Sequence

from journeymap.analysis.sessions import Encounter, SessionSummary
from journeymap.core.model import Observation, PainPoint
from journeymap.core.scales import IMPACTS
from journeymap.core.wording import clock_text, count_text, duration_text, list_text, number_word, percent_text
from journeymap.present.quotes import RankQuote
from journeymap.present.ranking import RankItem, StepQuotes
from journeymap.report.audience import NOT_RECORDED
from journeymap.report.content import Beside, Block, Cell, Column, Fact, Facts, Heading, Quote, Quotes, Table, text
from journeymap.report.data import public_score, shown_items
from journeymap.report.gathered import Gathered

PAGES = 5
"""So many pain points get a page at most."""
_QUOTES = 8
_ENCOUNTERS = 14
_GROUPS = 30


def pain_pages(gathered: Gathered) -> list[Block]:
    """Sections for the first pain points that anybody met: as many as the top, and those that may belong to it."""
    blocks: list[Block] = []
    for place, item in enumerate(_chosen(gathered), start=1):
        blocks += _page(gathered, item, place)
    return blocks


def _chosen(gathered: Gathered) -> list[RankItem]:
    met = [item for item in shown_items(gathered) if item.affected]
    top = gathered.ranking.top
    likely = [item for place, item in enumerate(met) if place < top or (item.p_top is not None and item.p_top >= 0.3)]
    return likely[:PAGES]


def _page(gathered: Gathered, item: RankItem, place: int) -> Iterator[Block]:
    public = gathered.view.public
    rank = f" · rank {item.rank_text}" if item.rank_text else ""
    yield Heading(
        2,
        item.title[:1].upper() + item.title[1:],
        kicker=_trail(gathered, item) or f"Pain point {place}",
        impact=None if public else item.worst_impact,
        large=True,
        section=f"What to improve{rank}",
    )
    lead = " ".join(item.notes) if not public else ""
    if lead:
        yield text(lead, "lead")
    if public:
        yield _public_facts(gathered, item)
    else:
        who = _who(gathered, item)
        if who.facts:
            yield Beside(_how_bad(gathered, item), who)
        else:
            yield _how_bad(gathered, item)
    yield from _words(gathered, item.quotes, "In their words")
    here = [quote for group in _quotes_here(gathered, item) for quote in group.quotes]
    yield from _words(gathered, here, "Said at this step" if item.quotes else "In their words, at this step")
    if not public:
        yield from _seen(gathered, item)


def _words(gathered: Gathered, quotes: Sequence[RankQuote], heading: str) -> Iterator[Block]:
    quotes = [quote for quote in quotes if quote.text]
    if not quotes:
        return
    yield Heading(3, heading)
    yield Quotes(tuple(_quote(gathered, quote) for quote in quotes[:_QUOTES]))
    if len(quotes) > _QUOTES:
        yield text("More quotes are in the data.", "note")


def _quote(gathered: Gathered, quote: RankQuote) -> Quote:
    """The words and where they come from, with the mark of a session whose consent nobody wrote down."""
    source = quote.round_title if gathered.view.public else quote.source
    return Quote(quote.text, _marked(gathered, source, quote.session_id))


def _marked(gathered: Gathered, source: str, session_id: str) -> str:
    return f"{source} · {NOT_RECORDED}" if session_id in gathered.view.not_recorded else source


def _quotes_here(gathered: Gathered, item: RankItem) -> list[StepQuotes]:
    return [group for group in gathered.ranking.untagged_quotes if group.step_id and group.step_id in item.step_ids]


def other_words(gathered: Gathered) -> Iterator[Block]:
    """The quotes that stand on no page above: about the other pain points, and said at other steps."""
    chosen = _chosen(gathered)
    shown = {id(group) for item in chosen for group in _quotes_here(gathered, item)}
    steps = [group for group in gathered.ranking.untagged_quotes if id(group) not in shown]
    groups = [(item.title, item.quotes) for item in shown_items(gathered) if item not in chosen]
    groups += [(group.step_title or "Before the first step", group.quotes) for group in steps]
    others = [(title, said) for title, quotes in groups if (said := [quote for quote in quotes if quote.text])]
    if not others:
        return
    yield Heading(2, "More in their words", section="More in their words")
    for title, said in others[:_GROUPS]:
        yield Heading(3, title[:1].upper() + title[1:])
        yield Quotes(tuple(_quote(gathered, quote) for quote in said[:_QUOTES]))
    if len(others) > _GROUPS or any(len(said) > _QUOTES for _, said in others):
        yield text("More quotes are in the data.", "note")


def _trail(gathered: Gathered, item: RankItem) -> str:
    """Phase and step, as long as there is one step: "Prove address › Upload proof of address"."""
    if len(item.step_ids) == 1 and len(item.steps) == 1:
        step = gathered.map.step(item.step_ids[0])
        phase = gathered.map.phases[step.phase] if step is not None and step.phase < len(gathered.map.phases) else ""
        return f"{phase} › {item.steps[0]}" if phase else item.steps[0]
    return list_text(item.steps[:4]) + (" and others" if len(item.steps) > 4 else "")


def _public_facts(gathered: Gathered, item: RankItem) -> Facts:
    met = gathered.figures.of(item.affected, item.opportunities)
    harm = f"about {public_score(item.score):g} per 100 journeys"
    return Facts("How many, how bad", (Fact("Hit", f"{met} people"), Fact("Harm", harm)))


def _how_bad(gathered: Gathered, item: RankItem) -> Facts:
    worst = sum(
        max((one.impact or 0 for one in mine), default=0) == item.worst_impact
        for mine in _by_person(gathered, item).values()
    )
    people = "1 person" if worst == 1 else f"{worst} people"
    facts = [
        Fact("Hit", item.share_text),
        Fact("Worst impact", f"{IMPACTS[item.worst_impact]} ({people})"),
        Fact("Harm", f"{item.score_text} per 100 journeys" + (f" ({item.interval_text})" if item.rank_text else "")),
    ]
    if item.rank_text:
        sure = f", {item.word}" if item.word else ""
        chance = percent_text(item.p_top) if item.p_top is not None else ""
        note = f"Chance of being among the first {number_word(gathered.ranking.top)}: {chance}" if chance else ""
        facts.append(Fact("Rank", f"{item.rank_text}{sure}", note))
    if item.steps:
        facts.append(Fact("Came here", count_text(item.reached, gathered.ranking.people) + " people"))
    stay = _stay(gathered, item)
    if stay:
        facts.append(Fact("Time here", stay))
    return Facts("How many, how bad", tuple(facts))


def _stay(gathered: Gathered, item: RankItem) -> str:
    times = [
        step.stay.median_ms
        for step in gathered.flow.flow.steps
        if step.stay is not None and step.place.step_id in item.step_ids
    ]
    return f"{duration_text(times[0])} (median)" if len(times) == 1 else ""


def _pain_ids(gathered: Gathered, item: RankItem) -> frozenset[str]:
    """The pain point and those that were merged into it."""
    ids = {item.id}
    points = gathered.view.reader.find(PainPoint)
    grew = True
    while grew:
        more = {point.id for point in points if point.merged_into_id in ids} - ids
        ids |= more
        grew = bool(more)
    return frozenset(ids)


def _by_person(gathered: Gathered, item: RankItem) -> dict[str, list[Encounter]]:
    """Encounters with the pain point that hurt, by person."""
    ids = _pain_ids(gathered, item)
    found: dict[str, list[Encounter]] = {}
    for summary in gathered.counted:
        for encounter in summary.encounters:
            if encounter.pain_point_id in ids and encounter.impact:
                found.setdefault(summary.participant_id, []).append(encounter)
    return found


def _who(gathered: Gathered, item: RankItem) -> Facts:
    """Affected people by round and by digital inclusion, where there is more than one group."""
    affected = set(_by_person(gathered, item))
    facts: list[Fact] = []
    titles = gathered.round_titles
    if len(titles) > 1:
        for round_id, round_title in titles.items():
            people = {summary.participant_id for summary in gathered.counted if summary.round_id == round_id}
            facts.append(Fact(round_title, f"{count_text(len(people & affected), len(people))} people"))
    everyone = {summary.participant_id for summary in gathered.counted}
    groups = []
    for words, low, high in (("Inclusion 1–4", 1, 4), ("Inclusion 5–9", 5, 9)):
        people = {
            id_ for id_ in everyone
            if (person := gathered.people.get(id_)) and low <= (person.digital_inclusion or 0) <= high
        }  # fmt: skip
        if people:
            groups.append(Fact(words, f"{count_text(len(people & affected), len(people))} people"))
    facts += groups
    if len(facts) > 1:
        facts[-1] = Fact(facts[-1].name, facts[-1].value, "Groups this small differ by chance, too.")
    return Facts("Who was hit", tuple(facts))


def _seen(gathered: Gathered, item: RankItem) -> Iterator[Block]:
    """What was noted at each encounter, worst first."""
    ids = _pain_ids(gathered, item)
    summaries = {summary.id: summary for summary in gathered.counted}
    rows: list[tuple[int, int, Observation]] = []
    wanted = tuple(id_ for id_ in item.session_ids if id_ in summaries)
    for number, observation in enumerate(gathered.view.reader.find(Observation, session_id=wanted, kind="pain")):
        if observation.pain_point_id in ids:
            impact = -1 if observation.impact is None else observation.impact
            rows.append((-impact, summaries[observation.session_id].seq * 1_000_000 + number, observation))
    if not rows:
        return
    yield Heading(3, "What was seen")
    yield Table(
        caption="Encounters, worst first",
        columns=(Column("What happened", width=4.6), Column("Impact", width=1.5), Column("Who and when", width=1.7)),
        rows=tuple(
            (
                Cell(observation.text or "note not released", impact=observation.impact or None),
                Cell("not rated yet" if observation.impact is None else IMPACTS[observation.impact]),
                Cell(
                    _marked(
                        gathered, _who_and_when(summaries[observation.session_id], observation), observation.session_id
                    )
                ),
            )
            for _, _, observation in sorted(rows, key=lambda row: row[:2])[:_ENCOUNTERS]
        ),
        caption_shown=False,
    )
    if len(rows) > _ENCOUNTERS:
        yield text(f"{len(rows) - _ENCOUNTERS} more encounters are in the data.", "note")


def _who_and_when(summary: SessionSummary, observation: Observation) -> str:
    when = clock_text(observation.at_ms) if summary.timed else ""
    return " · ".join(part for part in (summary.pseudonym, when) if part)
