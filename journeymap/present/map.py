"""The journey map of a project: read, counted and drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from journeymap.analysis.flow import Flow
from journeymap.analysis.layout import Grid, LayoutLink, LayoutStep, arrange
from journeymap.analysis.loading import load_summaries
from journeymap.core.filters import Filter
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
from journeymap.present.map_counts import MapCounts, count_map, map_steps, pains_of
from journeymap.present.map_legend import signs_of
from journeymap.present.map_picture import MapContent, map_picture
from journeymap.present.map_plan import MapPlan, branch_steps, map_cells, map_lanes, phase_titles, read_plan
from journeymap.present.map_values import MapFeeling, MapLane, MapLink, MapPain, MapStep, MapView
from journeymap.present.overlays import overlay as overlay_of
from journeymap.present.picture import Picture
from journeymap.present.simplified import simplified_map

__all__ = (
    "MOST_DRAWN", "MapCounts", "MapFeeling", "MapLink", "MapPain", "MapPlan", "MapStep", "MapView",
    "build_map", "count_map", "load_map", "map_steps", "pains_of", "phase_titles", "read_plan", "undrawn_map",
)  # fmt: skip

MOST_DRAWN: Final = 5_000
"""A map of more steps is no picture any more: on paper it would be some 150 pages of small cards."""
ENOUGH: Final = 0.95
"""The strongest links that carry this share of the moves are shown, and every step's strongest way in and out."""


def load_map(
    reader: Reader,
    chosen: Filter,
    *,
    all_links: bool = False,
    overlay: str = "traffic",
    keep_steps: float = 1.0,
    keep_links: float | None = None,
) -> MapView:
    """The map of the filter with the counts of the sessions that pass it; the rest is as for `build_map`.

    Where the steps stand depends on all sessions of the map, so that no filter moves a card.
    """
    everyone = load_summaries(reader, Filter(map_id=chosen.map_id))
    some = everyone if chosen == Filter(map_id=chosen.map_id) else load_summaries(reader, chosen)
    counts = count_map(read_plan(reader, chosen.map_id), everyone, some)
    return build_map(counts, all_links=all_links, overlay=overlay, keep_steps=keep_steps, keep_links=keep_links)


def undrawn_map(reader: Reader, chosen: Filter) -> MapView:
    """The map of the filter with all that is counted and without a picture: for maps of more than MOST_DRAWN steps."""
    some = load_summaries(reader, chosen)
    counted_map = count_map(read_plan(reader, chosen.map_id), some, some)
    steps, links, shown_sentence = _chosen(counted_map, all_links=True, keep_steps=1.0, keep_links=None)
    return _counted_view(counted_map, steps, links, shown_sentence, all_links=True)


def build_map(
    counted_map: MapCounts,
    *,
    all_links: bool = False,
    overlay: str = "traffic",
    keep_steps: float = 1.0,
    keep_links: float | None = None,
) -> MapView:
    """The map as it is shown, from what was counted.

    `overlay` is a key of present.overlays.OVERLAYS. `keep_steps` and `keep_links` are the sliders, 0…1; without them
    all steps are drawn and the links that carry most of the moves (`all_links`: every link).
    Raises KeyError for an overlay that there is not.
    """
    plan, counts = counted_map.plan, counted_map.counts
    _, phase_of = phase_titles(plan)
    lanes = map_lanes(plan)
    steps, links, shown_sentence = _chosen(counted_map, all_links, keep_steps, keep_links)
    folded = {lane.lane_id for lane in lanes if lane.collapsed}
    steps = tuple(replace(step, shown=step.shown and step.lane_id not in folded) for step in steps)
    holding = [lane for lane in lanes if lane.holds == "steps"]
    grid = _grid(plan, phase_of, counted_map.order, {step.step_id: step.lane_id for step in steps}, holding)
    over = None if overlay == "traffic" else overlay_of(counted_map, overlay)
    cells = map_cells(plan)
    view = _counted_view(counted_map, steps, links, shown_sentence, over.note if over else "", all_links=all_links)
    signs = signs_of(steps, links, lanes, cells, over, planned=bool(plan.transitions))
    content = MapContent(
        title=view.title,
        steps=steps,
        links=links,
        phases=view.phases,
        phase_ids=tuple(phase.id for phase in plan.phases),
        lanes=lanes,
        cells=cells,
        totals=(counts.sessions, counts.people),
        notes=view.notes,
        signs=signs,
        planned=view.planned,
        overlay=over,
    )
    picture, geometry = map_picture(content, grid)
    drawn = {step.step_id for step in steps if step.shown}
    return replace(
        view,
        picture=picture,
        main_path=tuple(step for step in grid.main_path() if step in drawn),
        cells={step: (cell.column, cell.row) for step, cell in grid.cells.items() if step in drawn},
        texts=cells,
        geometry=geometry,
        overlay=overlay,
        signs=signs,
    )


def _counted_view(
    counted_map: MapCounts,
    steps: tuple[MapStep, ...],
    links: tuple[MapLink, ...],
    shown_sentence: str,
    note: str = "",
    *,
    all_links: bool,
) -> MapView:
    """All of the map but what is drawn; its picture is empty. `note` is that of an overlay."""
    plan, counts = counted_map.plan, counted_map.counts
    title = plan.map.title if plan.map else ""
    return MapView(
        map_id=plan.map.id if plan.map else "",
        title=title,
        state=MAP_STATES.get(plan.map.state, "") if plan.map else "",
        sessions=counts.sessions,
        people=counts.people,
        phases=phase_titles(plan)[0],
        steps=steps,
        links=links,
        moves=sum(link.moves for link in links),
        moves_shown=sum(link.moves for link in links if link.shown),
        all_links=all_links,
        picture=Picture(0.0, 0.0, title, "", ()),
        sentence=_sentence(counts, steps, counted_map.everyone),
        notes=_notes(counts, shown_sentence, note),
        made_up=plan.project.made_up if plan.project else False,
        planned=bool(plan.transitions),
        lanes=map_lanes(plan),
        shown_sentence=shown_sentence,
        unplaced_note=_unplaced(counts),
    )


def _chosen(
    counted_map: MapCounts, all_links: bool, keep_steps: float, keep_links: float | None
) -> tuple[tuple[MapStep, ...], tuple[MapLink, ...], str]:
    """Steps and links with `shown` as was chosen, and how much of what happened that is, in words."""
    steps, links = map_steps(counted_map), counted_map.links
    if keep_steps >= 1.0 and keep_links is None:
        links = links if all_links else _strongest(links)
        return steps, links, _shown_words(counted_map.counts, steps, links)
    wanted = 1.0 if keep_links is None else keep_links
    simple = simplified_map(counted_map, round(keep_steps * 100), round(wanted * 100))
    shown = tuple(replace(step, shown=step.step_id in simple.step_ids) for step in steps)
    direct = {(link.from_step_id, link.to_step_id) for link in simple.links if link.shown}
    bridged = tuple(
        MapLink(link.from_step_id, link.to_step_id, link.sessions, link.moves, planned=False, kind="folded")
        for link in simple.folded
        if (link.from_step_id, link.to_step_id) not in direct
    )
    bridges = {(link.from_step_id, link.to_step_id) for link in bridged}
    kept = tuple(link for link in simple.links if (link.from_step_id, link.to_step_id) not in bridges)
    return shown, (*kept, *bridged), simple.words


def _shown_words(counts: Flow, steps: Sequence[MapStep], links: Sequence[MapLink]) -> str:
    """How much of what happened is drawn: visits to steps of the map, journeys all of whose moves are drawn."""
    if not counts.events or not counts.sessions:
        return ""
    on_map = {step.step_id for step in steps}
    events = sum(step.visits for step in counts.steps if step.place.step_id in on_map)
    drawn = {(link.from_step_id, link.to_step_id) for link in links if link.shown}
    whole = 0
    for variant in counts.variants:
        places = [place.step_id for place in variant.places]
        if all(place in on_map for place in places) and all(pair in drawn for pair in pairwise(places)):
            whole += variant.sessions
    journeys = percent_text(whole / counts.sessions)
    return f"shows {percent_text(events / counts.events)} of events, {journeys} of journeys"


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


def _grid(
    plan: MapPlan,
    phase_of: Mapping[str, int],
    links: Sequence[MapLink],
    lane_of: Mapping[str, str],
    holding: Sequence[MapLane],
) -> Grid:
    number = {lane.lane_id: at for at, lane in enumerate(holding)}
    aside = branch_steps(plan)
    steps = [
        LayoutStep(
            step.id,
            phase_of[step.id],
            number[lane_of[step.id]],
            step.row,
            step.column_shift,
            given=step.import_id is not None,
            aside=step.id in aside,
        )
        for step in plan.steps
    ]
    drawn = [LayoutLink(link.from_step_id, link.to_step_id, link.sessions or 0.1) for link in links]
    return arrange(steps, drawn, may_widen=not plan.phases, phases=len(plan.phases), lanes=len(holding))


def _notes(counts: Flow, shown_sentence: str, overlay_note: str) -> tuple[str, ...]:
    """What is not on the map: weak links, labels without a place, sessions that do not count."""
    notes = [note for note in (overlay_note, shown_sentence) if note]
    if unplaced := _unplaced(counts):
        notes.append(unplaced)
    if counts.excluded:
        left_out = len(counts.excluded)
        notes.append(f"{sessions(left_out)} {'is' if left_out == 1 else 'are'} not counted")
    return tuple(notes)


def _unplaced(counts: Flow) -> str:
    labels = sum(1 for step in counts.steps if step.place.step_id is None)
    return f"{plural(labels, 'label')} {'has' if labels == 1 else 'have'} no place on the map" if labels else ""


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
