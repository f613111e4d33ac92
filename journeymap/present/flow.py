"""The journey as it happened, for the terminal and for scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journeymap.analysis.flow import Flow, StepFlow, flow
from journeymap.analysis.loading import load_summaries
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap, Step
from journeymap.core.reader import Reader
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import (
    count_text,
    duration_text,
    list_text,
    number_text,
    people,
    plural,
    sessions,
    share_range_text,
)

_MOST_LINES = 20  # of one list in the terminal; --json has all of them


@dataclass(frozen=True, slots=True)
class FlowView:
    """What was counted, with the title of the map it belongs to and the titles of its steps by id."""

    map_id: str
    map_title: str
    titles: Mapping[str, str]
    flow: Flow


def step_titles(reader: Reader, map_id: str) -> dict[str, str]:
    """The titles of the steps of a map by id, in the order of the map."""
    return dict(reader.columns(Step, ("id", "title"), map_id=map_id))


def load_flow(reader: Reader, chosen: Filter) -> FlowView:
    """Count the sessions that pass the filter. A map that is not there gives a flow of nothing."""
    return flow_view(reader, chosen, load_summaries(reader, chosen))


def flow_view(reader: Reader, chosen: Filter, summaries: Sequence[SessionSummary]) -> FlowView:
    """The same from summaries that are there already, such as those of a `SummaryCache`."""
    journey_map = reader.get(JourneyMap, chosen.map_id)
    titles = step_titles(reader, chosen.map_id)
    return FlowView(chosen.map_id, journey_map.title if journey_map else "", titles, flow(summaries, titles))


def flow_json(view: FlowView) -> dict[str, Any]:
    """The document of `flow --json`. Lists are complete, most frequent first, ties in order of title.

    `median_ms` is null where no visit on either side has a time.
    """
    counted = view.flow
    return {
        "sessions": counted.sessions,
        "events": counted.events,
        "steps": [
            {"id": step.place.step_id, "title": step.title, "visits": step.visits, "sessions": step.sessions}
            for step in counted.steps
        ],
        "transitions": [
            {
                "from": link.source_title,
                "to": link.target_title,
                "count": link.count,
                "sessions": link.sessions,
                "median_ms": None if link.wait is None else _whole(link.wait.median_ms),
            }
            for link in counted.links
        ],
        "starts": _by_title(counted.starts),
        "ends": _by_title(counted.ends),
        "variants": [
            {"steps": [place.title(view.titles) for place in variant.places], "sessions": variant.sessions}
            for variant in counted.variants
        ],
        "outcomes": dict(counted.outcomes),
    }


def _whole(milliseconds: float) -> int | float:
    """A median between two whole numbers may end in a half; everything else is whole."""
    return int(milliseconds) if milliseconds == int(milliseconds) else milliseconds


def _by_title(places: Sequence[tuple[Place, str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, title, count in places:
        found[title] = found.get(title, 0) + count
    return found


def flow_text(view: FlowView) -> str:
    """The same in words, the longest lists cut to what a person reads."""
    counted = view.flow
    if not counted.sessions:
        nothing = "No session to count yet." if not counted.excluded else "No session is counted."
        return "\n".join([nothing, *_left_out(counted)])
    head = f"{view.map_title}: {sessions(counted.sessions)} of {people(counted.people)}"
    lines = [f"{head}, {plural(counted.events, 'visit')} to {plural(len(counted.steps), 'step')}."]
    if counted.completed.whole:
        lines.append(f"Completed: {_share_line(counted.completed, 'sessions')}.")
    if counted.duration is not None:
        typical, mean = duration_text(counted.duration.median_ms), duration_text(counted.duration.mean_ms)
        lines.append(f"Half of the sessions took {typical} or less; the mean is {mean}.")
    elif not any(link.wait for link in counted.links):
        lines.append("No times were recorded.")
    lines += ["", "Steps, most visited first"]
    lines += _cut([_step_line(step) for step in counted.steps])
    lines += ["", "What followed on what"]
    lines += _cut(
        [
            f"  {link.source_title} → {link.target_title}: {number_text(link.count)} "
            f"({sessions(link.sessions)}){_after(link.wait.median_ms if link.wait else None)}"
            for link in counted.links
        ]
    )
    lines += ["", "Starts", *_cut([f"  {title}: {sessions(count)}" for _, title, count in counted.starts])]
    lines += ["", "Ends", *_cut([f"  {title}: {sessions(count)}" for _, title, count in counted.ends])]
    lines += ["", f"Ways through: {number_text(len(counted.variants))}"]
    lines += _cut(
        [
            f"  {sessions(variant.sessions)}: "
            + (" → ".join(place.title(view.titles) for place in variant.places) or "no step was noted")
            for variant in counted.variants
        ]
    )
    ends = [f"{OUTCOMES.get(outcome, outcome)} {number_text(count)}" for outcome, count in counted.outcomes.items()]
    lines += ["", f"How sessions ended: {list_text(ends)}."]
    if counted.with_repeat.hits:
        lines.append(f"Came back to a step: {_share_line(counted.with_repeat, 'sessions')}.")
    return "\n".join(lines + _left_out(counted))


def _share_line(share: Share, noun: str) -> str:
    return share_range_text(share.hits, share.whole, share.interval.low, share.interval.high, noun)


def _step_line(step: StepFlow) -> str:
    parts = [plural(step.visits, "visit"), f"reached in {_share_line(step.reached, 'sessions')}"]
    if step.stay is not None:
        parts.append(f"median {duration_text(step.stay.median_ms)}")
    if step.left.hits:
        parts.append(f"left here {count_text(step.left.hits, step.left.whole)}")
    new = "" if step.place.step_id is not None else " (not on the map yet)"
    return f"  {step.title}{new}: {', '.join(parts)}"


def _after(median_ms: float | None) -> str:
    return "" if median_ms is None else f", median {duration_text(median_ms)} in between"


def _cut(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[:_MOST_LINES], f"  … and {number_text(len(lines) - _MOST_LINES)} more (--json lists all)"]


def _left_out(counted: Flow) -> list[str]:
    if not counted.excluded:
        return []
    shown = [f"  {one.pseudonym}: {one.reason}" for one in counted.excluded]
    verb = "is" if len(counted.excluded) == 1 else "are"
    return ["", f"{sessions(len(counted.excluded))} {verb} not counted", *_cut(shown)]
