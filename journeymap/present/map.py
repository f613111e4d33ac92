"""The journey map of a project: read, counted and drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from journeymap.analysis.at_steps import AtStep, at_steps
from journeymap.analysis.flow import Flow, flow
from journeymap.analysis.layout import Grid, LayoutLink, LayoutStep, arrange, flow_order
from journeymap.analysis.loading import load_summaries
from journeymap.analysis.sessions import Place, SessionSummary, counted
from journeymap.core.filters import Filter
from journeymap.core.model import Channel, JourneyMap, PainPoint, Phase, Project, Step, Transition
from journeymap.core.reader import Reader
from journeymap.core.scales import MAP_STATES
from journeymap.core.wording import (
    count_text,
    list_text,
    number_text,
    percent_text,
    plural,
    quoted,
    range_text,
    sessions,
)
from journeymap.present.map_picture import map_picture
from journeymap.present.map_values import MapFeeling, MapLink, MapPain, MapStep, MapView

__all__ = (
    "MapCounts", "MapFeeling", "MapLink", "MapPain", "MapPlan", "MapStep", "MapView",
    "build_map", "count_map", "load_map", "map_steps", "pains_of", "phase_titles", "read_plan",
)  # fmt: skip

ENOUGH: Final = 0.95
"""The strongest links that carry this share of the moves are shown, and every step's strongest way in and out."""
UNGROUPED: Final = "not yet grouped"


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What is planned and named, without anything counted. Steps are in the order of the map."""

    project: Project | None
    map: JourneyMap | None
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    transitions: tuple[Transition, ...]
    channels: Mapping[str, Channel]
    pain_points: Mapping[str, PainPoint]


def read_plan(reader: Reader, map_id: str) -> MapPlan:
    """Read a map as it is planned; an unknown map gives a plan without steps."""
    found = reader.get(JourneyMap, map_id) if map_id else None
    phases = tuple(reader.find(Phase, map_id=map_id)) if found else ()
    order = {phase.id: at for at, phase in enumerate(phases)}
    steps = reader.find(Step, map_id=map_id) if found else []
    steps.sort(key=lambda step: (order.get(step.phase_id or "", len(phases)), step.position, step.id))
    return MapPlan(
        project=reader.get(Project, reader.project_id),
        map=found,
        phases=phases,
        steps=tuple(steps),
        transitions=tuple(reader.find(Transition, map_id=map_id)) if found else (),
        channels={channel.id: channel for channel in reader.find(Channel)},
        pain_points={point.id: point for point in reader.find(PainPoint)},
    )


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


def load_map(reader: Reader, chosen: Filter, *, all_links: bool = False) -> MapView:
    """The map of the filter with the counts of the sessions that pass it.

    Where the steps stand depends on all sessions of the map, so that no filter moves a card.
    """
    everyone = load_summaries(reader, Filter(map_id=chosen.map_id))
    some = everyone if chosen == Filter(map_id=chosen.map_id) else load_summaries(reader, chosen)
    return build_map(count_map(read_plan(reader, chosen.map_id), everyone, some), all_links=all_links)


def count_map(plan: MapPlan, everyone: Sequence[SessionSummary], chosen: Sequence[SessionSummary]) -> MapCounts:
    """Count what has been read: `everyone` for the places of the steps, `chosen` for every number."""
    titles = {step.id: step.title for step in plan.steps}
    planned = {(link.from_step_id, link.to_step_id) for link in plan.transitions}
    counts = flow(chosen, titles)
    links = _links(counts, titles, planned)
    same = [summary.id for summary in everyone] == [summary.id for summary in chosen]
    order = links if same else _links(flow(everyone, titles), titles, planned)
    met = at_steps(chosen, _merged(plan.pain_points))
    return MapCounts(_put_in_order(plan, order), tuple(chosen), counts, met, links, order, len(everyone))


def build_map(counted_map: MapCounts, *, all_links: bool = False) -> MapView:
    """The map as it is shown, from what was counted."""
    plan, counts, links = counted_map.plan, counted_map.counts, counted_map.links
    titles, phase_of = phase_titles(plan)
    steps = map_steps(counted_map)
    shown = links if all_links else _strongest(links)
    grid = _grid(plan, phase_of, counted_map.order)
    moves, moves_shown = sum(link.moves for link in links), sum(link.moves for link in shown if link.shown)
    notes = _notes(counts, moves, moves_shown, bool(links))
    title = plan.map.title if plan.map else ""
    totals = (counts.sessions, counts.people)
    return MapView(
        map_id=plan.map.id if plan.map else "",
        title=title,
        state=MAP_STATES.get(plan.map.state, "") if plan.map else "",
        sessions=counts.sessions,
        people=counts.people,
        phases=titles,
        steps=steps,
        links=shown,
        moves=moves,
        moves_shown=moves_shown,
        all_links=all_links,
        picture=map_picture(title, steps, shown, titles, grid, totals, notes, planned=bool(plan.transitions)),
        sentence=_sentence(counts, steps, counted_map.everyone),
        notes=notes,
        made_up=plan.project.made_up if plan.project else False,
        planned=bool(plan.transitions),
        main_path=tuple(grid.main_path()),
        cells={step: (cell.column, cell.row) for step, cell in grid.cells.items()},
    )


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


def phase_titles(plan: MapPlan) -> tuple[tuple[str, ...], dict[str, int]]:
    """Titles of the phases, and the phase of every step; steps without one are in an unnamed phase at the end."""
    order = {phase.id: at for at, phase in enumerate(plan.phases)}
    phase_of = {step.id: order.get(step.phase_id or "", len(plan.phases)) for step in plan.steps}
    titles = [phase.title for phase in plan.phases]
    if not titles or len(titles) in phase_of.values():
        titles.append("")
    return tuple(titles), phase_of


def _links(counts: Flow, titles: Mapping[str, str], planned: set[tuple[str, str]]) -> tuple[MapLink, ...]:
    """Links between steps of the map, walked or planned; those to labels without a place are left out."""
    found = [
        MapLink(
            link.source.step_id, link.target.step_id, link.sessions, link.count,
            planned=(link.source.step_id, link.target.step_id) in planned,
        )
        for link in counts.links
        if link.source.step_id in titles and link.target.step_id in titles
        and link.source.step_id is not None and link.target.step_id is not None
    ]  # fmt: skip
    walked = {(link.from_step_id, link.to_step_id) for link in found}
    found += [MapLink(a, b, 0, 0, planned=True) for a, b in sorted(planned - walked) if a in titles and b in titles]
    return tuple(found)


def _strongest(links: Sequence[MapLink]) -> tuple[MapLink, ...]:
    """The same links; shown are those that carry most of the moves, and every step's strongest in and out.

    What a person planned is always shown.
    """
    ordered = sorted(links, key=lambda link: (-link.moves, link.from_step_id, link.to_step_id))
    total, carried = sum(link.moves for link in links), 0
    keep: set[tuple[str, str]] = set()
    sources, targets = set(), set()
    for link in ordered:
        first_out, first_in = link.from_step_id not in sources, link.to_step_id not in targets
        if (
            link.planned
            or carried < ENOUGH * total
            or (link.from_step_id != link.to_step_id and (first_out or first_in))
        ):
            keep.add((link.from_step_id, link.to_step_id))
        carried += link.moves
        if link.from_step_id != link.to_step_id:
            sources.add(link.from_step_id)
            targets.add(link.to_step_id)
    return tuple(replace(link, shown=(link.from_step_id, link.to_step_id) in keep) for link in links)


def _put_in_order(plan: MapPlan, links: Sequence[MapLink]) -> MapPlan:
    """The plan with the steps as people went through them, where an import made the map and nobody drew it."""
    if plan.phases or plan.transitions or plan.map is None or plan.map.import_id is None:
        return plan
    drawn = [LayoutLink(link.from_step_id, link.to_step_id, link.sessions) for link in links]
    number = {step: at for at, step in enumerate(flow_order([step.id for step in plan.steps], drawn))}
    return replace(plan, steps=tuple(sorted(plan.steps, key=lambda step: number[step.id])))


def _grid(plan: MapPlan, phase_of: Mapping[str, int], links: Sequence[MapLink]) -> Grid:
    steps = [LayoutStep(step.id, phase_of[step.id]) for step in plan.steps]
    drawn = [LayoutLink(link.from_step_id, link.to_step_id, link.sessions or 0.1) for link in links]
    return arrange(steps, drawn, may_widen=not plan.phases)


def map_steps(counted_map: MapCounts) -> tuple[MapStep, ...]:
    """Every step of the map with what was counted there, in the order of the map."""
    plan, counts, met = counted_map.plan, counted_map.counts, counted_map.met
    _, phase_of = phase_titles(plan)
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


def _notes(counts: Flow, moves: int, moves_shown: int, any_links: bool) -> tuple[str, ...]:
    """What is not on the map: weak links, labels without a place, sessions that do not count."""
    notes = []
    if any_links and moves:
        notes.append(f"shows {percent_text(moves_shown / moves)} of the moves")
    labels = sum(1 for step in counts.steps if step.place.step_id is None)
    if labels:
        notes.append(f"{plural(labels, 'label')} {'has' if labels == 1 else 'have'} no place on the map")
    if counts.excluded:
        left_out = len(counts.excluded)
        notes.append(f"{sessions(left_out)} {'is' if left_out == 1 else 'are'} not counted")
    return tuple(notes)


def _sentence(counts: Flow, steps: Sequence[MapStep], everyone: int) -> str:
    """What matters most about the map, cautious where the numbers are."""
    if not steps:
        return ""
    if not counts.sessions and everyone:
        return "None of the sessions is counted: no session fits what was chosen above."
    if not counts.sessions:
        return "Nobody has been recorded on this map yet. The numbers appear with the first session."
    parts = []
    done = counts.completed
    if done.whole:
        interval = range_text(done.interval.low, done.interval.high)
        parts.append(f"{count_text(done.hits, done.whole)} sessions reached what they came for ({interval}).")
    elif counts.variants:
        first = counts.variants[0].sessions
        ways = f"{sessions(counts.sessions)} took {plural(len(counts.variants), 'way')}"
        most_frequent = f"the most frequent one was taken by {count_text(first, counts.sessions)}"
        parts.append(f"{ways}; {most_frequent}." if first > 1 else f"{ways}, each another one.")
    most = max((step.left for step in steps), default=0)
    if most:
        where = [quoted(step.title) for step in steps if step.left == most]
        if len(where) <= 2:
            parts.append(f"Most left at {list_text(where)}, {number_text(most)}{' each' if len(where) > 1 else ''}.")
    return " ".join(parts)
