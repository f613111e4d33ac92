"""The last pages: all steps, what was left out and why, and how the numbers were made."""

from collections import Counter
from collections.abc import Iterator

from journeymap import __version__
from journeymap.analysis.flow import StepFlow
from journeymap.core.model import Channel, ImportBatch, Round
from journeymap.core.scales import AUDIENCES, CONSENT_SCOPES, OUTCOMES
from journeymap.core.wording import date_text, duration_text, list_text, plural
from journeymap.report.content import Block, Bullets, Cell, Column, Fact, Facts, Heading, Table, text
from journeymap.report.figures import SMALLEST, weights_words
from journeymap.report.gathered import Gathered

_ROWS = 400
"""Steps in the printed table; all stand in the data."""
_REJECTED = 40


def all_steps(gathered: Gathered) -> Iterator[Block]:
    """The text version of the map: every place that was visited, in the order of the map."""
    yield Heading(2, "All steps", section="All steps", new_page=True, large=True)
    steps = gathered.flow.flow.steps
    if not steps:
        yield text("No step was visited in these sessions.")
        return
    order = {step.id: place for place, step in enumerate(gathered.steps)}
    ordered = sorted(steps, key=lambda step: order.get(step.place.step_id or "", len(order)))
    columns = [Column("Step", width=3.2), Column("Sessions that came here", width=2.3)]
    if not gathered.view.public:
        columns += [
            Column("Median time", "number", 1.1),
            Column("Came again", "number", 1.0),
            Column("Left here", "number", 1.0),
        ]
    yield Table(
        caption="Steps with the sessions that came to them",
        columns=tuple(columns),
        rows=tuple(_step_row(gathered, step) for step in ordered[:_ROWS]),
        caption_shown=False,
    )
    raw = sum(step.place.step_id is None for step in ordered)
    notes = []
    if len(ordered) > _ROWS:
        notes.append(f"The first {_ROWS} of {len(ordered):,} steps; all are in the data.")
    if raw:
        notes.append("Steps marked with * have no place on the map yet.")
    if not gathered.view.public:
        notes.append(
            "Ranges are 95 % intervals. “Left here”: the session ended at this step without what the person came for."
        )
    if notes:
        yield text(" ".join(notes), "note")
    yield from _outcomes(gathered)


def _step_row(gathered: Gathered, step: StepFlow) -> tuple[Cell, ...]:
    figures, total = gathered.figures, gathered.flow.flow.sessions
    name = Cell(step.title + ("" if step.place.step_id is not None else " *"))
    if gathered.view.public:
        return name, Cell(figures.count(step.sessions, gathered.behind.steps[step.place]))
    reached = Cell(figures.of(step.sessions, total), figures.range(step.reached))
    return (
        name,
        reached,
        Cell(duration_text(step.stay.median_ms) if step.stay is not None else "no times"),
        Cell(figures.count(step.repeated.hits)),
        Cell(figures.count(step.left.hits)),
    )


def _outcomes(gathered: Gathered) -> Iterator[Block]:
    behind = gathered.behind.outcomes
    facts = tuple(
        Fact(OUTCOMES.get(outcome, outcome).capitalize(), gathered.figures.sessions(count))
        for outcome, count in gathered.flow.flow.outcomes.items()
        if not gathered.view.public or behind[outcome] >= SMALLEST
    )
    if facts:
        yield Heading(3, "How sessions ended")
        yield Facts("", facts)


def left_out(gathered: Gathered) -> Iterator[Block]:
    """Sessions, rows and encounters that are in no number, and why."""
    yield Heading(2, "What was left out, and why", section="What was left out")
    items = [*_consent_items(gathered), *_session_items(gathered), *_encounter_items(gathered), *_row_items(gathered)]
    if items:
        yield Bullets(tuple(items))
    else:
        yield text("Nothing: every session under the filter is counted, and every encounter has a tag and an impact.")
    if gathered.asked.audience == "team":
        rejected = [row for batch in gathered.batches for row in batch.rejected]
        if rejected:
            yield Table(
                caption="Rows that could not be read"
                + (f", the first {_REJECTED}" if len(rejected) > _REJECTED else ""),
                columns=(Column("File", width=2.0), Column("Line", "number", 0.6), Column("Why", width=4.0)),
                rows=tuple(
                    (Cell(file), Cell(f"{line:,}"), Cell(reason)) for file, line, reason in rejected[:_REJECTED]
                ),
            )


def _consent_items(gathered: Gathered) -> Iterator[str]:
    view, sessions = gathered.view, gathered.figures.sessions
    if view.public:
        if view.left_out.total:
            total = sessions(view.left_out.total)
            yield f"{total[0].upper()}{total[1:]}: the people did not agree to publishing, or it was not recorded."
        if view.cells_withheld:
            yield view.cells_withheld
        return
    scope = CONSENT_SCOPES[AUDIENCES[view.audience]]
    if view.left_out.refused:
        yield f"{sessions(view.left_out.refused)}: consent was refused or withdrawn."
    if view.left_out.not_shared:
        yield f"{sessions(view.left_out.not_shared)}: the person did not agree to {scope}."
    if view.left_out.not_recorded:
        yield f"{sessions(view.left_out.not_recorded)}: consent not recorded, so they are for the team only."
    if view.quotes_withheld:
        yield f"Quotes of {sessions(view.quotes_withheld)}: the person did not agree to {CONSENT_SCOPES['quotes']}."
    if view.notes_withheld:
        yield f"Notes of {sessions(view.notes_withheld)}: the person did not agree to {CONSENT_SCOPES['notes']}."
    if view.cells_withheld:
        yield view.cells_withheld


def _session_items(gathered: Gathered) -> Iterator[str]:
    excluded = gathered.flow.flow.excluded
    if gathered.view.public:
        if excluded:
            total = gathered.figures.sessions(len(excluded))
            yield f"{total[0].upper()}{total[1:]} that could not be counted."
        return
    reasons: dict[str, list[str]] = {}
    for each in excluded:
        reasons.setdefault(each.reason, []).append(each.pseudonym)
    for reason, people in reasons.items():
        names = list_text(list(dict.fromkeys(people))[:12]) + (" and others" if len(set(people)) > 12 else "")
        yield f"{plural(len(people), 'session')} ({names}): {reason}."


def _encounter_items(gathered: Gathered) -> Iterator[str]:
    ranking, figures = gathered.ranking, gathered.figures
    if ranking.ungrouped:
        yield f"Encounters without a tag, which belong to no pain point yet: {figures.count(ranking.ungrouped)}."
    if ranking.unrated:
        yield f"Encounters without an impact, not rated yet: {figures.count(ranking.unrated)}."


def _row_items(gathered: Gathered) -> Iterator[str]:
    if gathered.view.public:
        return
    by_file: Counter[str] = Counter(file for batch in gathered.batches for file, _, _ in batch.rejected)
    for file, count in by_file.items():
        name = file if gathered.asked.audience == "team" else "an imported file"
        yield f"{plural(count, 'row')} of {name} could not be read."


def method(gathered: Gathered) -> Iterator[Block]:
    """How the numbers were made, so that somebody else gets the same."""
    ranking, asked = gathered.ranking, gathered.asked
    yield Heading(2, "Method and data", large=True, section="Method and data")
    if gathered.view.public and ranking.people < SMALLEST:
        yield text("The method is not described further, because nothing is counted in public.")
    else:
        for sentence in (ranking.method, "" if gathered.view.public else ranking.weights_sentence):
            if sentence:
                yield text(sentence)
    facts = [
        Fact(
            "Sessions",
            f"{gathered.figures.sessions(gathered.flow.flow.sessions)}, {gathered.figures.people(ranking.people)}",
        ),
        Fact("Filter", _filter_words(gathered)),
        Fact("Audience", _audience_words(asked.audience)),
        Fact("Weights", weights_words(ranking.weights)),
        Fact("Seed", str(ranking.seed)),
        Fact("Date", date_text(asked.made_at_ms, gathered.project.zone)),
        Fact("Made with", f"journeymap {__version__}"),
        Fact(
            "Journal",
            f"entry {asked.anchor.seq:,}",
            f"hash {asked.anchor.hash_hex}" if asked.anchor.hash_hex else "",
        ),
    ]
    yield Facts("", tuple(facts))
    if asked.anchor.hash_hex:
        yield text(
            "The hash is an anchor: “journeymap verify” says whether the project still holds the entries that this "
            "report was made from.",
            "note",
        )
    yield from _sources(gathered)


def _sources(gathered: Gathered) -> Iterator[Block]:
    sources = [(name, digest, batch) for batch in gathered.batches for name, digest in batch.sources]
    if not sources or gathered.view.public:
        return
    yield Heading(3, "Sources")
    named = gathered.asked.audience == "team"
    yield Table(
        caption="Imported files",
        columns=(
            Column("File", width=1.7),
            Column("Rows kept", "number", 1.6),
            Column("SHA-256", width=5.2),
        ),
        rows=tuple(
            (
                Cell(name if named else f"file {number}"),
                Cell(f"{batch.rows_kept:,} of {batch.rows_read:,}", _together(batch)),
                Cell("", digest),
            )
            for number, (name, digest, batch) in enumerate(sources, start=1)
        ),
        caption_shown=False,
    )


def _together(batch: ImportBatch) -> str:
    """Rows are counted by import, so files that were imported together have one number."""
    return f"in {len(batch.sources)} files" if len(batch.sources) > 1 else ""


def _filter_words(gathered: Gathered) -> str:
    chosen, reader = gathered.asked.chosen, gathered.view.reader
    parts = [f"map “{gathered.map_title}”"]
    if chosen.round_ids:
        rounds = dict(reader.columns(Round, ("id", "title")))
        parts.append("rounds: " + list_text([rounds.get(id_, id_) for id_ in chosen.round_ids]))
    if chosen.segments:
        parts.append("people in: " + list_text(list(chosen.segments)))
    if chosen.outcomes:
        parts.append("ended: " + list_text([OUTCOMES.get(outcome, outcome) for outcome in chosen.outcomes]))
    if chosen.channel_ids:
        channels = dict(reader.columns(Channel, ("id", "title")))
        parts.append("channels: " + list_text([channels.get(id_, id_) for id_ in chosen.channel_ids]))
    if chosen.session_ids:
        parts.append("chosen sessions only")
    return "; ".join(parts)


def _audience_words(audience: str) -> str:
    return f"{audience} (sessions whose people agreed to {CONSENT_SCOPES[AUDIENCES[audience]]})"
