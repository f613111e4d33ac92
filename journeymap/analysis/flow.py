"""The journey as it happened: visits, what followed on what, starts, ends. Counted, never invented.

Directly-follows counts are adjacent pairs of visits within a session; there is no artificial start or end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from journeymap.analysis.dropoff import completed, left_at
from journeymap.analysis.durations import Spread, durations
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Excluded, Place, SessionSummary, excluded, outcomes
from journeymap.analysis.sessions import counted as those_counted
from journeymap.analysis.variants import Variant, count_ways, variants


@dataclass(frozen=True, slots=True)
class StepFlow:
    """A place that was visited. Shares: `reached` of all sessions; `repeated` and `left` of those that came here.

    `stay` is the time at the place; None without any time.
    """

    place: Place
    title: str
    visits: int
    sessions: int
    reached: Share
    repeated: Share
    left: Share
    stay: Spread | None


@dataclass(frozen=True, slots=True)
class LinkFlow:
    """One place followed directly on another: how often, in how many sessions, and the time in between."""

    source: Place
    target: Place
    source_title: str
    target_title: str
    count: int
    sessions: int
    wait: Spread | None


@dataclass(frozen=True, slots=True)
class Flow:
    """All counts of the counted sessions among those given. Lists are complete, most frequent first.

    `starts` and `ends` are sessions by their first and last place, sessions in progress included. `left_before` are
    sessions that left before any visit. `duration` is that of whole sessions. `completed` is of the sessions whose
    end was seen. `with_repeat` are the sessions that came to some place more than once.
    """

    sessions: int
    people: int
    events: int
    steps: tuple[StepFlow, ...]
    links: tuple[LinkFlow, ...]
    starts: tuple[tuple[Place, str, int], ...]
    ends: tuple[tuple[Place, str, int], ...]
    left_before: int
    variants: tuple[Variant, ...]
    outcomes: Mapping[str, int]
    completed: Share
    with_repeat: Share
    duration: Spread | None
    excluded: tuple[Excluded, ...]


def flow(summaries: Sequence[SessionSummary], titles: Mapping[str, str]) -> Flow:
    """Count these sessions; `titles` are the step titles by id. Ties stand in order of title."""
    sessions = those_counted(summaries)
    ways = count_ways(sessions)
    visits, reached, repeated, links, link_sessions = _tally(ways)
    times = durations(sessions)
    left = left_at(sessions)
    names = {place: place.title(titles) for place in visits}
    total = len(sessions)
    return Flow(
        sessions=total,
        people=len({session.participant_id for session in sessions}),
        events=visits.total(),
        steps=tuple(
            StepFlow(
                place=place,
                title=names[place],
                visits=count,
                sessions=reached[place],
                reached=Share(reached[place], total),
                repeated=Share(repeated[place], reached[place]),
                left=Share(left[place], reached[place]),
                stay=times.steps.get(place),
            )
            for place, count in sorted(visits.items(), key=lambda item: (-item[1], names[item[0]], item[0][1]))
        ),
        links=tuple(
            LinkFlow(
                source=pair[0],
                target=pair[1],
                source_title=names[pair[0]],
                target_title=names[pair[1]],
                count=count,
                sessions=link_sessions[pair],
                wait=times.links.get(pair),
            )
            for pair, count in sorted(
                links.items(), key=lambda item: (-item[1], names[item[0][0]], names[item[0][1]], item[0][0][1])
            )
        ),
        starts=_by_place(((way[0], count) for way, count in ways.items() if way), names),
        ends=_by_place(((way[-1], count) for way, count in ways.items() if way), names),
        left_before=left[BEFORE_FIRST_STEP],
        variants=variants(ways, titles),
        outcomes=outcomes(sessions),
        completed=Share(*completed(sessions)),
        with_repeat=Share(sum(count for way, count in ways.items() if len(set(way)) < len(way)), total),
        duration=times.session,
        excluded=tuple(excluded(summaries)),
    )


def loops(counted: Flow) -> tuple[tuple[Place, ...], ...]:
    """Groups of places that lead back to one another (strongly connected components of more than one place).

    The largest first; places in the order of `steps`. A place that follows on itself is a link, not a loop.
    """
    import networkx as nx

    order = {step.place: position for position, step in enumerate(counted.steps)}
    graph: nx.DiGraph[Place] = nx.DiGraph()
    graph.add_edges_from((link.source, link.target) for link in counted.links)
    groups = [sorted(group, key=order.__getitem__) for group in nx.strongly_connected_components(graph)]
    found = [tuple(group) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda group: (-len(group), [order[place] for place in group])))


Pair = tuple[Place, Place]


def _tally(
    ways: Mapping[tuple[Place, ...], int],
) -> tuple[Counter[Place], Counter[Place], Counter[Place], Counter[Pair], Counter[Pair]]:
    """(visits, sessions reached, sessions that came again, links, sessions with the link).

    Sessions that went the same way are counted in one go, which makes a large log as cheap as its variants.
    """
    visits: Counter[Place] = Counter()
    reached: Counter[Place] = Counter()
    repeated: Counter[Place] = Counter()
    links: Counter[Pair] = Counter()
    link_sessions: Counter[Pair] = Counter()
    for way, sessions in ways.items():
        for place, times in Counter(way).items():
            visits[place] += times * sessions
            reached[place] += sessions
            if times > 1:
                repeated[place] += sessions
        for pair, times in Counter(pairwise(way)).items():
            links[pair] += times * sessions
            link_sessions[pair] += sessions
    return visits, reached, repeated, links, link_sessions


def _by_place(counts: Iterable[tuple[Place, int]], names: Mapping[Place, str]) -> tuple[tuple[Place, str, int], ...]:
    tally: Counter[Place] = Counter()
    for place, sessions in counts:
        tally[place] += sessions
    order = sorted(tally.items(), key=lambda item: (-item[1], names[item[0]], item[0][1]))
    return tuple((place, names[place], sessions) for place, sessions in order)
