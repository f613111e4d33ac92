"""From a project to a report: read through the audience's eyes, counted by the same code as the window's."""

from typing import Any, TypedDict, Unpack

from journeymap import __version__
from journeymap.core.filters import Filter
from journeymap.core.progress import Progress
from journeymap.core.reader import Reader
from journeymap.present.flow import flow_json
from journeymap.present.ranking import rank_json
from journeymap.present.session_text import joined, session_texts
from journeymap.report import data
from journeymap.report.account import all_steps, left_out, method
from journeymap.report.audience import WORDS
from journeymap.report.cells_shared import map_remarks
from journeymap.report.content import Anchor, Block, DataTable, PictureChoices, Report
from journeymap.report.entries import entries
from journeymap.report.gathered import Asked, Gathered, Weights, gather
from journeymap.report.pain_pages import other_words, pain_pages
from journeymap.report.picture_content import picture_alone
from journeymap.report.summary_pages import (
    improvements,
    journey,
    opening,
    other_pain_points,
    subtitle,
    title,
    whole_map,
)

_NO_SESSIONS_IN_PUBLIC = (
    "# Sessions one by one would show groups of fewer than five people, so a public export holds none.\n"
)


class Settings(TypedDict, total=False):
    """What a caller may set. `anchor` is the last journal entry, `made_at_ms` the date of the report (UTC).

    `picture` says how the map goes out as a picture of its own.
    """

    audience: str
    seed: int
    top: int
    weights: Weights
    anchor: Anchor
    made_at_ms: int
    picture: PictureChoices


def build_report(
    reader: Reader, chosen: Filter, *, progress: Progress | None = None, **settings: Unpack[Settings]
) -> Report:
    """The report of one map. The same project, settings and date give an equal value.

    Raises Problem for an unknown audience, and Cancelled.
    """
    progress = progress or Progress()
    asked = Asked(chosen, **settings)
    gathered = gather(reader, asked, progress)
    table, remarks = entries(gathered, progress)
    tables = data.tables(gathered)
    progress.at(0.97, "Writing the pages")
    blocks: list[Block] = [
        *opening(gathered),
        *journey(gathered),
        *improvements(gathered),
        *pain_pages(gathered),
        *other_pain_points(gathered),
        *other_words(gathered),
        *whole_map(gathered),
        *all_steps(gathered),
        *left_out(gathered),
        *method(gathered),
    ]
    return Report(
        project_title=gathered.project.title,
        title=title(gathered),
        subtitle=subtitle(gathered),
        audience=asked.audience,
        audience_words=WORDS[asked.audience],
        classification=gathered.project.classification,
        language=gathered.project.language,
        made_up=gathered.project.made_up,
        made_at_ms=asked.made_at_ms,
        anchor=asked.anchor,
        version=__version__,
        blocks=tuple(blocks),
        picture=picture_alone(gathered),
        choices=asked.picture,
        tables=tables,
        entries=table,
        values=_values(gathered, tables),
        session_text=_session_text(gathered),
        remarks=tuple(dict.fromkeys((*remarks, *map_remarks(gathered.view.reader, chosen.map_id)))),
    )


def _session_text(gathered: Gathered) -> str:
    if gathered.view.public:
        return _NO_SESSIONS_IN_PUBLIC
    return joined(session_texts(gathered.view.reader, [summary.id for summary in gathered.summaries]))


def _values(gathered: Gathered, tables: tuple[DataTable, ...]) -> dict[str, Any]:
    """What the pages say, as JSON data. Exact counts are not for the public, who get the tables only."""
    view, asked = gathered.view, gathered.asked
    values: dict[str, Any] = {
        "journeymap": __version__,
        "project": gathered.project.title,
        "map": gathered.map_title,
        "title": title(gathered),
        "audience": asked.audience,
        "made_up": gathered.project.made_up,
        "made_at_ms": asked.made_at_ms,
        "journal": {"entry": asked.anchor.seq, "hash": asked.anchor.hash_hex},
        "filter": {
            "rounds": list(asked.chosen.round_ids),
            "segments": list(asked.chosen.segments),
            "outcomes": list(asked.chosen.outcomes),
            "channels": list(asked.chosen.channel_ids),
            "sessions": list(asked.chosen.session_ids) if not view.public else [],
        },
    }
    if not view.public:
        values["consent"] = {
            "left_out": {
                "refused_or_withdrawn": view.left_out.refused,
                "not_recorded": view.left_out.not_recorded,
                "not_shared_with_this_audience": view.left_out.not_shared,
            },
            "shown_without_a_record": len(view.not_recorded),
            "quotes_withheld": view.quotes_withheld,
            "notes_withheld": view.notes_withheld,
        }
        values["flow"] = flow_json(gathered.flow)
        values["ranking"] = rank_json(gathered.ranking)
    values["tables"] = {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in tables
    }
    return values
