"""The sliders of the map: which steps and links are drawn, which moves are folded, and how much of it all that is."""

from dataclasses import dataclass, replace

from journeymap.analysis.simplify import simplify
from journeymap.core.wording import NO_BREAK, percent_text
from journeymap.present.map_counts import MapCounts
from journeymap.present.map_values import MapLink


@dataclass(frozen=True, slots=True)
class FoldedLink:
    """People went from one shown step through hidden steps to the next; drawn dashed."""

    from_step_id: str
    to_step_id: str
    sessions: int
    moves: int


@dataclass(frozen=True, slots=True)
class SimplifiedMap:
    """`step_ids` are shown; `links` are all links of the map, `shown` as the sliders say. `words` are to be printed."""

    step_ids: frozenset[str]
    links: tuple[MapLink, ...]
    folded: tuple[FoldedLink, ...]
    words: str
    steps_percent: int
    links_percent: int


def simplified_map(counted_map: MapCounts, steps_percent: int, links_percent: int) -> SimplifiedMap:
    """The map with the sliders at these percentages; at 100 and 100 it shows all steps and all links.

    Below 100 % a step that nobody came to is hidden, and a link that nobody walked; where no session is counted the
    whole plan stays. Labels without a place are never drawn: moves through them are folded.
    """
    counts, plan = counted_map.counts, counted_map.plan
    on_map = {step.id for step in plan.steps}
    labels = frozenset(step.place for step in counts.steps if step.place.step_id not in on_map)
    simple = simplify(counts, steps_percent, links_percent, cannot_show=labels)
    everything = not counts.sessions
    steps = {place.step_id for place in simple.steps if place.step_id is not None}
    if everything or steps_percent == 100:
        steps |= on_map
    direct = {(link.source.step_id, link.target.step_id) for link in simple.links if not link.folded}
    links = tuple(
        replace(
            link,
            shown={link.from_step_id, link.to_step_id} <= steps
            and ((link.from_step_id, link.to_step_id) in direct
                 or (not link.walked and (everything or links_percent == 100))),
        )
        for link in counted_map.links
    )  # fmt: skip
    folded = tuple(
        FoldedLink(link.source.step_id, link.target.step_id, link.sessions, link.count)
        for link in simple.links
        if link.folded and link.source.step_id is not None and link.target.step_id is not None
    )
    return SimplifiedMap(
        frozenset(steps),
        links,
        folded,
        _words(simple.events.value, simple.journeys.value),
        steps_percent,
        links_percent,
    )


def slider_text(percent: int, of: str) -> str:
    """What a slider of `of` (steps or links) shows: "Steps that at least 4 % of the journeys came to"."""
    if percent == 100:
        return f"All {of}"
    went = "came to" if of == "steps" else "took"
    if percent == 0:
        return f"{of.capitalize()} that every journey {went}"
    return f"{of.capitalize()} that at least {(100 - percent) ** 2 / 100:g}{NO_BREAK}% of the journeys {went}"


def _words(events: float | None, journeys: float | None) -> str:
    """How much of what happened is on the map; empty where nothing happened."""
    if events is None or journeys is None:
        return ""
    return f"shows {percent_text(events)} of events, {percent_text(journeys)} of journeys"
