"""The tables of the report for spreadsheets and scripts: raw values under names that do not change."""

from journeymap.analysis.flow import Flow
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place
from journeymap.core.scales import OUTCOMES
from journeymap.present.quotes import RankQuote
from journeymap.present.ranking import RankItem
from journeymap.report.content import DataTable, Value
from journeymap.report.figures import SMALLEST
from journeymap.report.gathered import Gathered

Row = tuple[Value, ...]


def tables(gathered: Gathered) -> tuple[DataTable, ...]:
    """All tables in the order of the report; those that have nothing to say to this audience are left out."""
    found = [
        _about(gathered),
        _ranking(gathered),
        _quotes(gathered),
        _steps(gathered),
        _links(gathered),
        _outcomes(gathered),
        _ways(gathered),
        _left_out(gathered),
        _sources(gathered),
        _rejected(gathered),
    ]
    return tuple(table for table in found if table.rows)


def _about(gathered: Gathered) -> DataTable:
    asked, figures, ranking = gathered.asked, gathered.figures, gathered.ranking
    left_out = gathered.view.left_out
    rows: list[Row] = [
        ("project", gathered.project.title),
        ("map", gathered.map_title),
        ("made_up", gathered.project.made_up),
        ("audience", asked.audience),
        ("sessions_counted", figures.raw(gathered.flow.flow.sessions)),
        ("people_counted", figures.raw(ranking.people)),
        ("left_out_by_consent", figures.raw(left_out.total)),
        ("consent_not_recorded", figures.raw(len(gathered.view.not_recorded))),
        ("encounters_without_a_tag", figures.raw(ranking.ungrouped)),
        ("encounters_without_an_impact", figures.raw(ranking.unrated)),
        ("seed", ranking.seed),
        ("top", ranking.top),
        *((f"weight_{level}", weight) for level, weight in enumerate(ranking.weights, start=1)),
        ("journal_entry", asked.anchor.seq),
        ("journal_hash", asked.anchor.hash_hex),
    ]
    return DataTable("about", "About this report", ("name", "value"), tuple(rows))


def shown_items(gathered: Gathered) -> tuple[RankItem, ...]:
    """The pain points whose figures this audience may see: in public only those of at least five people."""
    if not gathered.view.public:
        return gathered.ranking.items
    return tuple(item for item in gathered.ranking.items if item.affected >= SMALLEST)


def hidden_items(gathered: Gathered) -> tuple[RankItem, ...]:
    """The other pain points, in order of title, so that the order says nothing about their size."""
    if not gathered.view.public:
        return ()
    few = [item for item in gathered.ranking.items if item.affected < SMALLEST]
    return tuple(sorted(few, key=lambda item: item.title))


def public_score(score: float) -> float:
    """A score without its last digit: exact scores would let counts be worked out."""
    return float(round(score, -1))


def _score(score: float | None, public: bool) -> float | None:
    return public_score(score) if public and score is not None else _rounded(score)


def _rounded(value: float | None) -> float | None:
    """Six places, so that every computer says the same."""
    return None if value is None else round(value, 6)


def _ranking(gathered: Gathered) -> DataTable:
    columns = (
        "rank_low", "rank_high", "pain_point", "tag", "steps", "worst_impact", "affected", "opportunities", "reached",
        "share", "share_low", "share_high", "score", "score_low", "score_high", "p_top",
    )  # fmt: skip
    rows: list[Row] = []
    for item in shown_items(gathered):
        public, raw = gathered.view.public, gathered.figures.raw
        share = Share(item.affected, item.opportunities)
        rows.append(
            (
                item.rank_low,
                item.rank_high,
                item.title,
                item.tag,
                "; ".join(item.steps),
                None if public else item.worst_impact,
                raw(item.affected),
                raw(item.opportunities),
                raw(item.reached),
                None if public else _rounded(share.value),
                None if public else _rounded(item.share_low),
                None if public else _rounded(item.share_high),
                _score(item.score, public),
                _score(item.low, public),
                _score(item.high, public),
                None if public else _rounded(item.p_top),
            )
        )
    for item in hidden_items(gathered):
        few = gathered.figures.raw(item.affected)
        rows.append((None, None, item.title, item.tag, "; ".join(item.steps), None, few, *[None] * 9))
    return DataTable("pain_points", "Pain points", columns, tuple(rows))


def _quotes(gathered: Gathered) -> DataTable:
    rows: list[Row] = []
    # Of a pain point whose count is suppressed, even the number of quotes would give the count away.
    for item in shown_items(gathered):
        rows += [(item.title, None, quote.text, *_source(gathered, quote)) for quote in item.quotes if quote.text]
    for group in gathered.ranking.untagged_quotes:
        rows += [
            (None, group.step_title, quote.text, *_source(gathered, quote)) for quote in group.quotes if quote.text
        ]
    return DataTable(
        "quotes", "Quotes", ("pain_point", "step", "quote", "participant", "round", "consent"), tuple(rows)
    )


def _source(gathered: Gathered, quote: RankQuote) -> Row:
    """Who said it, in which round, and whether consent was written down."""
    person = None if gathered.view.public else quote.pseudonym
    consent = "not recorded" if quote.session_id in gathered.view.not_recorded else "given"
    return person, quote.round_title or None, consent


def _steps(gathered: Gathered) -> DataTable:
    columns = (
        "step", "on_map", "sessions", "visits", "share", "share_low", "share_high", "median_ms", "repeated", "left",
    )  # fmt: skip
    public, raw, behind = gathered.view.public, gathered.figures.raw, gathered.behind
    rows: list[Row] = []
    for step in gathered.flow.flow.steps:
        reached = step.reached
        median = step.stay.median_ms if step.stay is not None else None
        rows.append(
            (
                step.title,
                step.place.step_id is not None,
                raw(step.sessions, behind.steps[step.place]),
                None if public else step.visits,
                None if public else _rounded(reached.value),
                None if public else _rounded(reached.interval.low),
                None if public else _rounded(reached.interval.high),
                gathered.figures.exact(median, behind.steps[step.place]),
                None if public else step.repeated.hits,
                None if public else step.left.hits,
            )
        )
    return DataTable("steps", "Steps", columns, tuple(sorted(rows, key=lambda row: str(row[0])) if public else rows))


def _links(gathered: Gathered) -> DataTable:
    flow, public, raw = gathered.flow.flow, gathered.view.public, gathered.figures.raw
    rows: list[Row] = [
        (
            link.source_title,
            link.target_title,
            raw(link.sessions),
            None if public else link.count,
            link.wait.median_ms if link.wait is not None else None,
        )
        for link in flow.links
        if not public or gathered.behind.links[link.source, link.target] >= SMALLEST
    ]
    columns = ("from", "to", "sessions", "times", "median_ms")
    ordered = sorted(rows, key=lambda row: (str(row[0]), str(row[1]))) if public else rows
    return DataTable("links", "From step to step", columns, tuple(ordered))


def _outcomes(gathered: Gathered) -> DataTable:
    rows: list[Row] = [
        (OUTCOMES.get(outcome, outcome), gathered.figures.raw(count))
        for outcome, count in gathered.flow.flow.outcomes.items()
        if not gathered.view.public or gathered.behind.outcomes[outcome] >= SMALLEST
    ]
    return DataTable("outcomes", "How sessions ended", ("outcome", "sessions"), tuple(rows))


def _ways(gathered: Gathered) -> DataTable:
    flow: Flow = gathered.flow.flow
    rows: list[Row] = []
    for variant in flow.variants:
        if not gathered.view.public or gathered.behind.ways[variant.places] >= SMALLEST:
            titles = [_title(place, gathered) for place in variant.places]
            rows.append((" > ".join(titles), len(titles), gathered.figures.raw(variant.sessions)))
    return DataTable("ways", "Ways through", ("steps", "length", "sessions"), tuple(rows))


def _title(place: Place, gathered: Gathered) -> str:
    return place.title(gathered.flow.titles)


def _left_out(gathered: Gathered) -> DataTable:
    if gathered.view.public:
        return DataTable("left_out", "Sessions left out", ("session", "participant", "reason"), ())
    numbers = {summary.id: summary.seq for summary in gathered.summaries}
    rows: list[Row] = [
        (numbers.get(each.session_id), each.pseudonym, each.reason) for each in gathered.flow.flow.excluded
    ]
    return DataTable("left_out", "Sessions left out", ("session", "participant", "reason"), tuple(rows))


def _sources(gathered: Gathered) -> DataTable:
    rows: list[Row] = [
        (name if not gathered.view.public else None, sha256, batch.format, batch.rows_read, batch.rows_kept)
        for batch in gathered.batches
        for name, sha256 in batch.sources
    ]
    columns = ("file", "sha256", "format", "rows_read", "rows_kept")
    return DataTable("sources", "Sources", columns, () if gathered.view.public else tuple(rows))


def _rejected(gathered: Gathered) -> DataTable:
    team = gathered.asked.audience == "team"
    rows: list[Row] = [row for batch in gathered.batches for row in batch.rejected] if team else []
    return DataTable("rejected_rows", "Rows that could not be read", ("file", "line", "reason"), tuple(rows))
