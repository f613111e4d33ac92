"""Everything that is counted on a map, before anything is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from journeymap.analysis.at_steps import AtStep, at_steps
from journeymap.analysis.flow import Flow, flow
from journeymap.analysis.layout import LayoutLink, flow_order
from journeymap.analysis.sessions import Place, SessionSummary, counted
from journeymap.core.model import PainPoint, Transition
from journeymap.present.map_plan import MapPlan, lanes_of_steps, map_lanes, phase_titles
from journeymap.present.map_values import MapFeeling, MapLink, MapPain, MapStep

UNGROUPED: Final = "not yet grouped"


@dataclass(frozen=True, slots=True)
class MapCounts:
    """A plan with everything counted on it. `order` are the links by which the steps were put in their places."""

    plan: MapPlan
    chosen: tuple[SessionSummary, ...]
    counts: Flow
    met: Mapping[Place, AtStep]
    links: tuple[MapLink, ...]
    order: tuple[MapLink, ...]
    everyone: int = 0  # sessions of the map, whether or not they pass the filter


def count_map(plan: MapPlan, everyone: Sequence[SessionSummary], chosen: Sequence[SessionSummary]) -> MapCounts:
    """Count what has been read: `everyone` for the places of the steps, `chosen` for every number."""
    titles = {step.id: step.title for step in plan.steps}
    planned = {(link.from_step_id, link.to_step_id): link for link in plan.transitions}
    counts = flow(chosen, titles)
    links = _links(counts, titles, planned)
    same = [summary.id for summary in everyone] == [summary.id for summary in chosen]
    order = links if same else _links(flow(everyone, titles), titles, planned)
    met = at_steps(chosen, _merged(plan.pain_points))
    return MapCounts(_put_in_order(plan, order), tuple(chosen), counts, met, links, order, len(everyone))


def _merged(points: Mapping[str, PainPoint]) -> dict[str, str]:
    """Where the encounters of merged pain points count now, however often they were merged on."""
    into: dict[str, str] = {}
    for start in points:
        here, seen = start, {start}
        while (point := points.get(here)) and point.merged_into_id and point.merged_into_id not in seen:
            here = point.merged_into_id
            seen.add(here)
        if here != start:
            into[start] = here
    return into


def _links(
    counts: Flow, titles: Mapping[str, str], planned: Mapping[tuple[str, str], Transition]
) -> tuple[MapLink, ...]:
    """Links between steps of the map, walked or planned; those to labels without a place are left out."""
    found = []
    walked = set()
    for link in counts.links:
        source, target = link.source.step_id, link.target.step_id
        if source is not None and target is not None and source in titles and target in titles:
            walked.add((source, target))
            found.append(_link(source, target, link.sessions, link.count, planned.get((source, target))))
    found += [
        _link(*ends, 0, 0, planned[ends])
        for ends in sorted(planned.keys() - walked)
        if ends[0] in titles and ends[1] in titles
    ]
    return tuple(found)


def _link(source: str, target: str, sessions: int, moves: int, plan: Transition | None) -> MapLink:
    if plan is None:
        return MapLink(source, target, sessions, moves, planned=False)
    return MapLink(
        source, target, sessions, moves, planned=True, kind=plan.kind, condition=plan.condition, transition_id=plan.id
    )


def _put_in_order(plan: MapPlan, links: Sequence[MapLink]) -> MapPlan:
    """The plan with the steps as people went through them, where an import made the map and nobody drew it."""
    if plan.phases or plan.transitions or plan.map is None or plan.map.import_id is None:
        return plan
    drawn = [LayoutLink(link.from_step_id, link.to_step_id, link.sessions) for link in links]
    number = {step: at for at, step in enumerate(flow_order([step.id for step in plan.steps], drawn))}
    return replace(plan, steps=tuple(sorted(plan.steps, key=lambda step: number[step.id])))


def map_steps(counted_map: MapCounts) -> tuple[MapStep, ...]:
    """Every step of the map with what was counted there, in the order of the map."""
    plan, counts, met = counted_map.plan, counted_map.counts, counted_map.met
    _, phase_of = phase_titles(plan)
    lane_of = lanes_of_steps(plan, map_lanes(plan))
    by_place = {step.place: step for step in counts.steps}
    ended: dict[Place, int] = {}
    for session in counted(counted_map.chosen):
        if session.places and session.outcome == "not_observed":
            ended[session.places[-1]] = ended.get(session.places[-1], 0) + 1
    ahead: dict[str, int] = {}
    for link in counted_map.links:
        ahead[link.from_step_id] = ahead.get(link.from_step_id, 0) + (link.from_step_id != link.to_step_id)
    made = []
    for number, step in enumerate(plan.steps, start=1):
        place = Place(step.id)
        seen, here = by_place.get(place), met.get(place, AtStep())
        channel = plan.channels.get(step.channel_id or "")
        made.append(
            MapStep(
                step_id=step.id,
                title=step.title,
                number=number,
                phase=phase_of[step.id],
                channel_kind=channel.kind if channel else "",
                channel_title=channel.title if channel else "",
                sessions=seen.sessions if seen else 0,
                people=len(here.participants),
                visits=seen.visits if seen else 0,
                median_ms=round(seen.stay.median_ms) if seen and seen.stay else None,
                left=seen.left.hits if seen else 0,
                ended=ended.get(place, 0),
                worst_impact=here.worst,
                next_steps=ahead.get(step.id, 0),
                pains=pains_of(here, plan.pain_points),
                feeling=_feeling(here),
                kind=step.kind,
                lane_id=lane_of[step.id],
                organisation=step.organisation,
                end_outcome=step.end_outcome,
                opens_map_id=step.opens_map_id or "",
            )
        )
    return tuple(made)


def pains_of(here: AtStep, points: Mapping[str, PainPoint]) -> tuple[MapPain, ...]:
    """The pain points at one place in words."""
    return tuple(
        MapPain(
            title=points[pain.key].title if pain.key in points else UNGROUPED,
            people=len(pain.participants),
            reached=len(here.participants | pain.participants),
            worst_impact=pain.worst,
            tag=points[pain.key].tag if pain.key in points else "",
        )
        for pain in here.pains
    )


def _feeling(here: AtStep) -> MapFeeling | None:
    felt = here.feelings
    return MapFeeling(felt.median, felt.low, felt.high, felt.people) if felt else None
