"""A simpler map of a flow: fewer steps, fewer links, and a true account of how much of what happened it shows.

After the sliders of Disco (fluxicon.com/book/read/simplification): exact at 100 %, and no step without a link. What
is hidden is not lost: people who went from one shown step through hidden ones to the next are a folded link.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from journeymap.analysis.flow import Flow
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place

Pair = tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class SimpleLink:
    """One shown place came after another: `sessions` went there, in `count` moves.

    A folded link (drawn dashed) leads through places that are hidden; a direct and a folded one may join the same
    two places.
    """

    source: Place
    target: Place
    sessions: int
    count: int
    folded: bool


@dataclass(frozen=True, slots=True)
class SimpleFlow:
    """What is shown of a flow. `steps` and `links` stand most frequent first, as in the flow.

    `events` are visits to shown places of all visits. `journeys` are the sessions that are shown whole: every visit
    at a shown place, every move on a shown direct link.
    """

    steps: tuple[Place, ...]
    links: tuple[SimpleLink, ...]
    events: Share
    journeys: Share


def simplify(
    counted: Flow, steps_percent: int, links_percent: int, cannot_show: Collection[Place] = frozenset()
) -> SimpleFlow:
    """Show less of a flow. At 100 and 100 it is the flow itself, less `cannot_show` (places that are on no map).

    At s percent, steps are kept that at least (100 − s)² / 100 percent of the journeys came to, and always the most
    visited one; the same rule chooses links. (Squared, because in real logs most steps and links are rare: on a plain
    scale nearly all of them would go within the last few percent.) Then every kept step gets its strongest way in and
    its strongest way out again. More percent of steps never hides a step, more percent of links never hides a link.
    Raises ValueError for what is no percentage.
    """
    for percent in (steps_percent, links_percent):
        if not 0 <= percent <= 100:
            raise ValueError(f"A slider goes from 0 to 100, not to {percent}.")
    kept = _kept_steps(counted, steps_percent, cannot_show)
    found = _links_among(counted, frozenset(kept))
    links = _kept_links(found, links_percent, counted.sessions)
    direct = {(link.source, link.target) for link in links if not link.folded}
    return SimpleFlow(
        steps=kept,
        links=links,
        events=_events(counted, frozenset(kept)),
        journeys=_journeys(counted, frozenset(kept), direct),
    )


def _kept_steps(counted: Flow, percent: int, cannot_show: Collection[Place]) -> tuple[Place, ...]:
    can = [step for step in counted.steps if step.place not in cannot_show]
    most = max((step.sessions for step in can), default=0)
    return tuple(
        step.place for step in can if step.sessions == most or _enough(step.sessions, percent, counted.sessions)
    )


def _enough(sessions: int, percent: int, whole: int) -> bool:
    # Whole numbers: shares as floats would lose a step that lies exactly on the threshold.
    return sessions * 10_000 >= (100 - percent) ** 2 * whole


def _links_among(counted: Flow, kept: frozenset[Place]) -> list[SimpleLink]:
    """Every direct and every folded link between kept places, most sessions first."""
    order = {step.place: at for at, step in enumerate(counted.steps)}
    direct = [
        SimpleLink(link.source, link.target, link.sessions, link.count, folded=False)
        for link in counted.links
        if link.source in kept and link.target in kept
    ]
    moves: Counter[Pair] = Counter()
    sessions: Counter[Pair] = Counter()
    if len(kept) < len(counted.steps):
        for variant in counted.variants:
            folds = Counter(_folds(variant.places, kept))
            for pair, times in folds.items():
                moves[pair] += times * variant.sessions
                sessions[pair] += variant.sessions
    folded = [SimpleLink(*pair, sessions[pair], count, folded=True) for pair, count in moves.items()]
    folded.sort(key=lambda link: (-link.count, order[link.source], order[link.target]))
    return [*direct, *folded]


def _folds(places: Sequence[Place], kept: frozenset[Place]) -> Iterator[Pair]:
    """Every pair of kept places with nothing but hidden ones between them, one at least."""
    last: int | None = None
    for at, place in enumerate(places):
        if place in kept:
            if last is not None and at - last > 1:
                yield places[last], place
            last = at


def _kept_links(found: Sequence[SimpleLink], percent: int, whole: int) -> tuple[SimpleLink, ...]:
    """Links that enough journeys took, and each place's strongest way in and out, loops of one place aside."""
    keep = {at for at, link in enumerate(found) if _enough(link.sessions, percent, whole)}
    way_out: dict[Place, int] = {}
    way_in: dict[Place, int] = {}
    for at in sorted(range(len(found)), key=lambda at: (-found[at].sessions, -found[at].count, at)):
        link = found[at]
        if link.source != link.target:
            way_out.setdefault(link.source, at)
            way_in.setdefault(link.target, at)
    keep.update(way_out.values(), way_in.values())
    return tuple(link for at, link in enumerate(found) if at in keep)


def _events(counted: Flow, kept: frozenset[Place]) -> Share:
    return Share(sum(step.visits for step in counted.steps if step.place in kept), counted.events)


def _journeys(counted: Flow, kept: frozenset[Place], direct: Collection[Pair]) -> Share:
    shown = sum(
        variant.sessions
        for variant in counted.variants
        if kept.issuperset(variant.places) and all(pair in direct for pair in pairwise(variant.places))
    )
    return Share(shown, counted.sessions)
