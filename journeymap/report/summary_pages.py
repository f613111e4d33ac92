"""The first pages: what matters in short, the journey as it happened, and what to improve."""

from journeymap.analysis.proportions import Share
from journeymap.core.wording import date_range_text, date_text, list_text, plural, quoted, range_text
from journeymap.present.map_values import MapStep
from journeymap.present.ranking import RankItem
from journeymap.report.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Drawing,
    Heading,
    Interval,
    Paragraph,
    Run,
    Table,
    text,
)
from journeymap.report.data import hidden_items, public_score, shown_items
from journeymap.report.figures import SMALLEST, SUPPRESSED, weights_words
from journeymap.report.gathered import Gathered
from journeymap.report.journey_strip import journey_strip, shown_steps

FIRST = 5
"""Pain points in the table of the first page, where there are more than `ALL`."""
ALL = 7
LISTED = 40
"""Pain points in the tables of the report; all stand in the data."""


def title(gathered: Gathered) -> str:
    first = gathered.ranking.ranked and bool(shown_items(gathered))
    return f"{gathered.map_title}: {'where to improve first' if first else 'what happened'}"


def subtitle(gathered: Gathered) -> str:
    """Rounds, days, people, and the date of the report."""
    zone = gathered.project.zone
    parts = [list_text([each.title for each in gathered.rounds])] if 0 < len(gathered.rounds) <= 3 else []
    starts = [summary.started_at_ms for summary in gathered.counted if summary.started_at_ms is not None]
    if starts and not gathered.view.public:
        parts.append(date_range_text(min(starts), max(starts), zone))
    parts.append(gathered.figures.people(gathered.ranking.people))
    parts.append(f"report of {date_text(gathered.asked.made_at_ms, zone)}")
    return " · ".join(parts)


def opening(gathered: Gathered) -> list[Block]:
    """The title, where the numbers come from, and the summary in plain words."""
    blocks: list[Block] = [Heading(1, title(gathered)), text(subtitle(gathered), "note")]
    if gathered.project.made_up:
        blocks.append(
            Paragraph(
                (
                    Run("Made-up sample. ", strong=True),
                    Run("Nobody in it exists, and its numbers say nothing about any real service."),
                )
            )
        )
    blocks.append(Heading(2, "In short"))
    blocks += _public_summary(gathered) if gathered.view.public else _summary(gathered)
    consent = _consent_sentence(gathered)
    if consent:
        blocks.append(text(consent, "note"))
    return blocks


def _summary(gathered: Gathered) -> list[Block]:
    if not gathered.summaries and gathered.view.left_out.total:
        return [text("No session may be shown to this audience, because of consent.", "lead")]
    ranking = gathered.ranking
    first, *others = ranking.sentences or ("",)
    runs = [Run(ranking.headline, strong=True)]
    if first:
        runs.append(Run(f" {first}"))
    blocks: list[Block] = [Paragraph(tuple(runs), "lead")]
    if others:
        blocks.append(text(" ".join(others)))
    more = []
    completed = gathered.flow.flow.completed
    if completed.whole:
        interval = range_text(completed.interval.low, completed.interval.high)
        more.append(
            f"{completed.hits:,} of {_sessions(completed)} whose end was seen reached what the person came for "
            f"({interval} would be in line with this)."
        )
    elif gathered.map.sentence:
        more.append(gathered.map.sentence)
    if ranking.enough:
        more.append(ranking.enough)
    if more:
        blocks.append(text(" ".join(more)))
    return blocks


def _sessions(share: Share) -> str:
    return f"{share.whole:,} session{'s' if share.whole != 1 else ''}"


def _public_summary(gathered: Gathered) -> list[Block]:
    """The same without any exact count, and without what could give one away."""
    figures, people = gathered.figures, gathered.ranking.people
    if people < SMALLEST:
        few = f"This report is about {SUPPRESSED} people, so that nothing about them is shown in public."
        return [text(few, "lead")]
    items = shown_items(gathered)
    if not items:
        few = f"No pain point was met by {SMALLEST} people or more, so no counts are shown in public."
        return [text(few, "lead")]
    first = items[0]
    met = figures.of(first.affected, first.opportunities)
    runs = (Run(f"{quoted(first.title)} ", strong=True), Run(f"hurts most of what was seen: {met} people met it."))
    return [
        Paragraph(runs, "lead"),
        text("Counts are given in bands of five, so that nobody can be told apart."),
    ]


def _consent_sentence(gathered: Gathered) -> str:
    """How many sessions consent left out, and how many are shown without a record of it."""
    view, figures = gathered.view, gathered.figures
    parts = []
    if view.left_out.total:
        verb = "was" if view.left_out.total == 1 and not view.public else "were"
        total = figures.sessions(view.left_out.total)
        parts.append(f"{total[0].upper()}{total[1:]} {verb} left out because of consent.")
    if view.not_recorded:
        parts.append(
            f"For {figures.sessions(len(view.not_recorded))} it was not recorded whether the person agreed "
            "(consent not recorded): for the team only."
        )
    return " ".join(parts)


def journey(gathered: Gathered) -> list[Block]:
    """The counted map as a picture; its text version is the table of steps."""
    picture = gathered.map.picture
    if not gathered.map.steps:
        return [Heading(2, "The journey as it happened"), text("This map has no steps yet.")]
    if gathered.undrawn:
        heading = "The journey" if gathered.view.public else "The journey as it happened"
        return [Heading(2, heading), text(f"{gathered.undrawn} All of them are in the data.")]
    if gathered.view.public:
        caption = "The journey as it was planned. Counts stand in the table of all steps, in bands of five."
        return [Heading(2, "The journey"), Drawing(journey_strip(gathered.map), planned_words(gathered), caption)]
    counted = gathered.flow.flow.sessions
    spoken = spoken_map(gathered)
    total = f"{counted:,} session{'s' if counted != 1 else ''}."
    notes = [f"{note[:1].upper()}{note[1:]}." for note in gathered.map.notes]
    first = next((item for item in gathered.ranking.items if item.affected), None)
    strip = journey_strip(gathered.map, first.step_ids if first is not None and gathered.ranking.ranked else ())
    on_paper = [total, "Numbers, width of links: sessions."]
    if any(step.feeling is not None for step in gathered.map.steps):
        on_paper.append("Line: median feeling −2 to +2, band: middle half.")
    beside = len(gathered.map.steps) - len(shown_steps(gathered.map))
    if beside:
        on_paper.append(f"{plural(beside, 'more step')} beside the main path: see the whole map.")
    on_paper.append("In words: “All steps”.")
    on_screen = [total, *notes, "A text version follows under “All steps”."]
    return [
        Heading(2, "The journey as it happened"),
        Drawing(strip, spoken, " ".join(on_paper), "paper"),
        Drawing(picture, spoken, " ".join(on_screen), "screen"),
    ]


def whole_map(gathered: Gathered) -> list[Block]:
    """The map with all that is on it, on a page of its own; the web page has it above."""
    if gathered.view.public or not gathered.map.steps or gathered.undrawn:
        return []
    return [
        Heading(2, "The whole map", new_page=True, large=True, section="The whole map", landscape=True, on="paper"),
        Drawing(gathered.map.picture, f"The whole map. {spoken_map(gathered)}", on="paper"),
    ]


def planned_words(gathered: Gathered) -> str:
    """The steps in words, without anything that was counted."""
    return f"The journey as it was planned: {list_text([step.title for step in gathered.map.steps])}."


def spoken_map(gathered: Gathered) -> str:
    """The picture in words, for who cannot see it."""
    shown = gathered.map
    steps = list_text([_step_words(step) for step in shown.steps[:40]])
    more = f" and {len(shown.steps) - 40} more steps" if len(shown.steps) > 40 else ""
    words = f"Map of {quoted(shown.title)}, steps from left to right with their sessions: {steps}{more}."
    return f"{words} {shown.sentence}".strip() if gathered.summaries else words


def _step_words(step: MapStep) -> str:
    left = f", {step.left} left" if step.left else ""
    return f"{step.title} ({step.sessions}{left})"


def improvements(gathered: Gathered) -> list[Block]:
    """The ranked list, with intervals where there are any."""
    blocks: list[Block] = [Heading(2, "What to improve")]
    items = shown_items(gathered)
    ranking = gathered.ranking
    if not ranking.items:
        return [*blocks, text("Nobody has recorded a pain point that could be listed.")]
    if not ranking.ranked and not gathered.view.public:
        blocks.append(
            text(
                f"Below {SMALLEST} people there are no ranks: the list is in order of title."
                if ranking.people < SMALLEST
                else "Nobody was affected, so there is nothing to rank: the list is in order of title."
            )
        )
    if items:
        first = items if len(items) <= ALL else items[:FIRST]
        blocks.append(_table(gathered, first))
        blocks.append(text(_legend(gathered, len(items) - len(first)), "note"))
    hidden = hidden_items(gathered)
    if hidden:
        blocks.append(text(f"Met by {SUPPRESSED} people, or by nobody:"))
        blocks.append(Bullets(tuple(item.title for item in hidden)))
    return blocks


def other_pain_points(gathered: Gathered) -> list[Block]:
    """The rest of the ranked list."""
    items = shown_items(gathered)
    if len(items) <= ALL:
        return []
    heading = Heading(2, "The other pain points", section="The other pain points")
    blocks: list[Block] = [heading, _table(gathered, items[FIRST:LISTED])]
    if len(items) > LISTED:
        blocks.append(text(f"{plural(len(items) - LISTED, 'more pain point')} stand in the data.", "note"))
    return blocks


def _table(gathered: Gathered, items: tuple[RankItem, ...]) -> Table:
    ranked = gathered.ranking.ranked
    most = max((item.high or item.score for item in shown_items(gathered)), default=1.0)
    columns = [Column("Pain point", width=3.9), Column("People", width=1.1)]
    if ranked:
        number = {3: "three", 1: "one", 2: "two"}.get(gathered.ranking.top, f"{gathered.ranking.top}")
        columns = [
            Column("Rank", width=0.6),
            *columns,
            Column("Harm per 100 journeys, 90 % interval", "interval", 3.1),
            Column(f"First {number}?", width=1.15),
        ]
    else:
        columns.append(Column("Worst impact", width=1.6))
    return Table(
        caption="Pain points with how many people they hit and how much harm they do",
        columns=tuple(columns),
        rows=tuple(_row(gathered, item) for item in items),
        header=1 if ranked else 0,
        most=max(most, 0.001),
        caption_shown=False,
    )


def _row(gathered: Gathered, item: RankItem) -> tuple[Cell, ...]:
    public = gathered.view.public
    impact = item.worst_impact if item.affected and not public else None
    name = Cell(item.title, impact=impact)
    met = gathered.figures.of(item.affected, item.opportunities)
    people = Cell(met, strong=True)
    if not gathered.ranking.ranked:
        return name, people, Cell(_impact_words(item) if not public else "")
    return Cell(item.rank_text or "–", strong=True), name, people, _harm(item, public), Cell(item.word or "–")


def _impact_words(item: RankItem) -> str:
    from journeymap.core.scales import IMPACTS

    return IMPACTS[item.worst_impact] if item.affected else "not seen"


def _harm(item: RankItem, public: bool) -> Cell:
    if not item.affected:
        return Cell("not seen", item.interval_text)
    if public:
        low, middle, high = (public_score(value) for value in (item.low, item.score, item.high or item.score))
        return Cell(f"about {middle:g}", f"({low:g}–{high:g})", interval=Interval(low, middle, high))
    high = item.high if item.high is not None else item.score
    interval = Interval(item.low, item.score, high, item.worst_impact)
    return Cell(item.score_text, f"({item.interval_text})" if item.interval_text else "", interval=interval)


def _legend(gathered: Gathered, more: int) -> str:
    parts = []
    if gathered.ranking.ranked:
        weights = weights_words(gathered.ranking.weights)
        parts += [
            f"Harm: each person's worst encounter (irritation, delay, needed help, could not go on: {weights}),",
            "shrunk as by four average people more. Overlapping ranks cannot be told apart.",
        ]
    parts.append("People: affected of all who could have been.")
    if more:
        parts.append(f"{plural(more, 'more pain point')} {'follows' if more == 1 else 'follow'} below.")
    return " ".join(parts)
