"""What people met at each place: how many came, what hurt whom, and how they felt. Counted by people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from journeymap.analysis.sessions import Encounter, Place, SessionSummary, times_met
from journeymap.analysis.sessions import counted as those_counted


@dataclass(frozen=True, slots=True)
class PainAt:
    """One pain point at one place. `key` is its pain point's id, empty for encounters that are in no group yet.

    `participants` are those affected: by an impact from 1 up, or one that nobody has rated yet. `worst` is the worst
    rated impact, None where none is rated. Encounters with impact 0 did no harm and are not here.
    """

    key: str
    participants: frozenset[str]
    encounters: int
    worst: int | None


@dataclass(frozen=True, slots=True)
class FeelingsAt:
    """Feelings −2…+2 at one place, one value (the median) a person: their median and quartiles."""

    people: int
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AtStep:
    """What was met at one place. `pains` are in order of worst impact, then of people."""

    participants: frozenset[str] = frozenset()
    pains: tuple[PainAt, ...] = ()
    feelings: FeelingsAt | None = None

    @property
    def worst(self) -> int | None:
        """The worst rated impact; None where nothing rated hurt."""
        return max((pain.worst for pain in self.pains if pain.worst is not None), default=None)

    @property
    def hurt(self) -> frozenset[str]:
        """Everyone whom anything hurt here."""
        return frozenset[str]().union(*(pain.participants for pain in self.pains))


@dataclass(slots=True)
class _Gathered:
    participants: set[str] = field(default_factory=set)
    pains: dict[str, list[tuple[str, list[Encounter]]]] = field(default_factory=lambda: defaultdict(list))
    feelings: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def at_steps(summaries: Iterable[SessionSummary], merged: Mapping[str, str] | None = None) -> dict[Place, AtStep]:
    """By place, from the counted sessions. `merged` leads from merged pain points to what they are in now."""
    into = merged or {}
    places: dict[Place, _Gathered] = defaultdict(_Gathered)
    for session in those_counted(summaries):
        person = session.participant_id
        for place in session.places:
            places[place].participants.add(person)
        met: dict[tuple[Place, str], list[Encounter]] = defaultdict(list)
        for encounter in session.encounters:
            if encounter.impact != 0:
                key = encounter.pain_point_id or ""
                met[encounter.place, into.get(key, key)].append(encounter)
        for (place, key), encounters in met.items():
            places[place].pains[key].append((person, encounters))
        for place, value in session.feelings:
            places[place].feelings[person].append(value)
    return {place: _summed_up(gathered) for place, gathered in places.items()}


def _summed_up(gathered: _Gathered) -> AtStep:
    pains = [
        PainAt(
            key=key,
            participants=frozenset(person for person, _ in met),
            encounters=sum(times_met(encounters) for _, encounters in met),
            worst=max(
                (one.impact for _, encounters in met for one in encounters if one.impact is not None), default=None
            ),
        )
        for key, met in gathered.pains.items()
    ]
    pains.sort(key=lambda pain: (-(pain.worst or 0), -len(pain.participants), pain.key == "", pain.key))
    values = sorted(median(felt) for felt in gathered.feelings.values())
    feelings = FeelingsAt(len(values), *quartiles(values)) if values else None
    return AtStep(frozenset(gathered.participants), tuple(pains), feelings)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """(median, lower, upper quartile) of sorted values, by linear interpolation (Hyndman and Fan, type 7)."""

    def quantile(share: float) -> float:
        position = share * (len(values) - 1)
        below = int(position)
        above = min(below + 1, len(values) - 1)
        return values[below] + (position - below) * (values[above] - values[below])

    return quantile(0.5), quantile(0.25), quantile(0.75)
