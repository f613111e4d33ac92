"""How far the observers of sessions agree: where people were, what hurt them, and how much.

The units for kappa and alpha are the lead's visits, which all observers saw: each other observer is taken to say where
the person was for the longest part of it. Lists of pain points have no known units, so they get any-two agreement.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum

from journeymap.analysis.agreement import Kappa, any_two, cohen, fleiss, krippendorff
from journeymap.analysis.pain import PainPoints
from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Encounter
from journeymap.core.capture import title_key
from journeymap.core.model import Observation, PainPoint, Session
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader

Stay = tuple[int, int | None, str]
"""From when (ms), until when (None: nobody knows), and at which place somebody saw the person."""


@dataclass(frozen=True, slots=True)
class ObserverAgreement:
    """Sessions with several observers, taken together. None stands where there is nothing to compare.

    `visits` of the lead were seen by at least one other observer, `same` of them by all at the same place; `kappa` is
    Cohen's where no session has more than two observers, `fleiss` else (over visits that as many saw), `alpha`
    Krippendorff's (nominal). `same_time` is the share of the time in which lead and another saw the same place.
    `pains` is the any-two agreement of the lists of pain points; `found` were noted by anybody, `shared` by more than
    one. `impact` is Krippendorff's alpha (ordinal) of the worst impacts given to those that are shared and rated.
    """

    observers: tuple[str, ...]
    sessions: int
    visits: int
    same: int
    kappa: Kappa | None
    fleiss: float | None
    alpha: float | None
    same_time: float | None
    pains: float | None
    found: int
    shared: int
    impact: float | None
    rated: int


@dataclass(slots=True)
class _Seen:
    """What one observer noted of one session."""

    visits: list[tuple[int, str]] = field(default_factory=list)
    worst: dict[str, int | None] = field(default_factory=dict)

    def stays(self, end_ms: int | None) -> list[Stay]:
        starts = [at for at, _ in self.visits]
        ends: list[int | None] = [*starts[1:], end_ms]
        return [(at, until, place) for (at, place), until in zip(self.visits, ends, strict=False)]


def observer_agreement(reader: Reader, session_ids: Iterable[str]) -> ObserverAgreement | None:
    """The agreement over those of these sessions that have more than one observer; None where there is none."""
    ids = tuple(session_ids)
    points = PainPoints(reader.find(PainPoint))
    entries: dict[str, list[Observation]] = defaultdict(list)
    for entry in reader.find(Observation, session_id=ids, kind=("visit", "pain")):
        entries[entry.session_id].append(entry)
    seen = {
        session.id: (session, _by_observer(session, entries[session.id], points))
        for session in reader.find(Session, id=ids)
        if any(not is_lead(entry.observer, session.observer) for entry in entries[session.id])
    }
    return _agreement(list(seen.values())) if seen else None


def _by_observer(session: Session, entries: Sequence[Observation], points: PainPoints) -> dict[str, _Seen]:
    """By observer, the lead first; the lead has the session's own name for them, which may be empty."""
    found: dict[str, _Seen] = {session.observer: _Seen()}
    for entry in entries:
        name = session.observer if is_lead(entry.observer, session.observer) else entry.observer
        mine = found.setdefault(name, _Seen())
        if entry.kind == "visit":
            if entry.at_ms is not None and session.timed:
                mine.visits.append((entry.at_ms, entry.step_id or title_key(entry.raw_label or "")))
            continue
        tag = entry.tags[0].casefold() if entry.tags else ""
        met = Encounter(BEFORE_FIRST_STEP, entry.pain_point_id, tag, entry.impact, entry.at_ms)
        point = points.of(met)
        if point is not None:
            before = mine.worst.get(point.id)
            mine.worst[point.id] = entry.impact if before is None else max(before, entry.impact or 0)
    return found


def _agreement(seen: Sequence[tuple[Session, dict[str, _Seen]]]) -> ObserverAgreement:
    units: list[list[str | None]] = []
    together = apart = 0
    shares: list[float] = []
    found = shared = 0
    impacts: list[list[float | None]] = []
    for session, by_observer in seen:
        lead, *others = (each.stays(session.ended_ms) for each in by_observer.values())
        for stay in lead:
            said = [_place_in(stay, other) for other in others]
            if any(place is not None for place in said):
                units.append([stay[2], *said])
        for other in others:
            same_ms, whole_ms = _time_together(lead, other)
            together, apart = together + same_ms, apart + whole_ms - same_ms
        lists = [set(each.worst) for each in by_observer.values()]
        shares += [share for pair in combinations(lists, 2) if (share := any_two(pair)) is not None]
        everything = set().union(*lists)
        found += len(everything)
        for point in sorted(everything):
            given = [each.worst.get(point) for each in by_observer.values()]
            shared += sum(point in each for each in lists) > 1
            if sum(impact is not None for impact in given) > 1:
                impacts.append(list(given))
    widest = max(len(by_observer) for _, by_observer in seen)
    complete = [unit for unit in units if len(unit) == widest and None not in unit]
    numbers = {
        place: float(number) for number, place in enumerate(dict.fromkeys(p for unit in units for p in unit if p))
    }
    return ObserverAgreement(
        observers=tuple(dict.fromkeys(name for _, by_observer in seen for name in by_observer)),
        sessions=len(seen),
        visits=len(units),
        same=sum(len({place for place in unit if place is not None}) == 1 for unit in units),
        kappa=cohen([unit[0] for unit in complete], [unit[1] for unit in complete]) if widest == 2 else None,
        fleiss=fleiss(complete) if widest > 2 else None,
        alpha=krippendorff([[None if place is None else numbers[place] for place in unit] for unit in units]),
        same_time=together / (together + apart) if together + apart else None,
        pains=fsum(shares) / len(shares) if shares else None,
        found=found,
        shared=shared,
        impact=krippendorff(impacts, "ordinal"),
        rated=len(impacts),
    )


def _overlap(one: Stay, other: Stay) -> int:
    ends = [until for until in (one[1], other[1]) if until is not None]
    return max(0, min(ends) - max(one[0], other[0])) if ends else 0


def _place_in(stay: Stay, other: Sequence[Stay]) -> str | None:
    """Where another observer saw the person for the longest part of a stay; None where they noted no place then."""
    spent: dict[str, int] = defaultdict(int)
    for theirs in other:
        spent[theirs[2]] += _overlap(stay, theirs)
    place = max(spent, key=lambda key: spent[key], default=None)
    if place is not None and spent[place]:
        return place
    # The last stay of a session whose end nobody noted has no length: what counts is where it began.
    begun = [theirs[2] for theirs in other if theirs[0] <= stay[0] and (theirs[1] is None or theirs[1] > stay[0])]
    return begun[-1] if begun else None


def _time_together(lead: Sequence[Stay], other: Sequence[Stay]) -> tuple[int, int]:
    """ms in which both saw the same place, and in which both saw any."""
    same = whole = 0
    for stay in lead:
        for theirs in other:
            both = _overlap(stay, theirs)
            whole += both
            same += both if stay[2] == theirs[2] else 0
    return same, whole
