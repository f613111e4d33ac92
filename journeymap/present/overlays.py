"""What can be laid over the map: one number for each step, with its n, its interval, a level and the sign of the level.

A level is never shown by colour alone: each has a sign with a form of its own, and the legend says what it stands for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from journeymap.analysis.at_steps import AtStep
from journeymap.analysis.evidence import STRONG_ALONE, STRONG_PEOPLE, STRONG_ROUNDS, Evidence, evidence
from journeymap.analysis.flow import StepFlow
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place
from journeymap.core.scales import FEELINGS, IMPACTS
from journeymap.core.wording import (
    count_text,
    duration_range_text,
    duration_text,
    number_text,
    people,
    percent_text,
    plural,
    range_text,
    sessions,
    share_range_text,
)
from journeymap.present.map_counts import MapCounts, map_steps

OVERLAYS: Final = {
    "traffic": "How many came",
    "time": "How long it took",
    "drop_off": "Where people left",
    "pain": "Where it hurt",
    "emotion": "How people felt",
    "evidence": "How much is known",
}
"""Key of an overlay → its title, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a level looks like and means: the name of its sign, a colour token of the theme, and words."""

    level: int
    sign: str
    colour: str
    words: str


@dataclass(frozen=True, slots=True)
class OverlayStep:
    """One step under an overlay. `level` 0–4 is None where nothing is known; `sign` and `colour` are as in the legend.

    `number` is short enough for a card; `words` say all of it, with n and interval, for the inspector and for those
    who listen. `n` is what `value` was counted from: sessions, people, or stays. The interval is in the unit of
    `value`.
    """

    step_id: str
    level: int | None
    sign: str
    colour: str
    number: str
    words: str
    value: float | None = None
    n: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """One number for each step of the map, in the order of the map. `note` says what the numbers are."""

    key: str
    title: str
    note: str
    steps: tuple[OverlayStep, ...]
    legend: tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of one step before its sign is chosen."""

    level: int | None
    number: str
    words: str
    value: float | None = None
    n: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class _Here:
    """All that an overlay may count at one step."""

    flow: StepFlow | None
    met: AtStep
    known: Evidence
    whole: int
    longest_ms: float


UNKNOWN: Final = LegendEntry(0, "none", "", "nothing recorded")
_FILLS: Final = ("blank", "dots", "lines", "hatch", "solid")
_QUARTERS: Final = (0.25, 0.5, 0.75)
_LEAVING: Final = (0.1, 0.25, 0.5)


def overlay(counted_map: MapCounts, key: str) -> Overlay:
    """The overlay of this key (one of OVERLAYS) over the sessions that pass the filter; KeyError for another key."""
    by_place = {step.place: step for step in counted_map.counts.steps}
    known = evidence(counted_map.chosen)
    longest_ms = max((step.stay.median_ms for step in by_place.values() if step.stay), default=0.0)
    legend, note, count = _legend(key, longest_ms), _NOTES[key], _COUNTS[key]
    looks = {entry.level: entry for entry in legend}
    made = []
    for step in map_steps(counted_map):
        place = Place(step.step_id)
        here = _Here(
            by_place.get(place), counted_map.met.get(place, AtStep()), known.get(place, Evidence()),
            counted_map.counts.sessions, longest_ms,
        )  # fmt: skip
        found = count(here)
        look = UNKNOWN if found.level is None else looks[found.level]
        made.append(
            OverlayStep(
                step_id=step.step_id,
                level=found.level,
                sign=look.sign,
                colour=look.colour,
                number=found.number,
                words=found.words,
                value=found.value,
                n=found.n,
                low=found.low,
                high=found.high,
            )
        )
    return Overlay(key, OVERLAYS[key], note, tuple(made), legend)


def _level(value: float, limits: tuple[float, ...]) -> int:
    """0 for nothing, else 1 and one more for each limit that is reached."""
    return 0 if value <= 0 else 1 + sum(value >= limit for limit in limits)


def _share(share: Share, limits: tuple[float, ...], noun: str, words: str) -> _Found:
    interval = share.interval
    text = share_range_text(share.hits, share.whole, interval.low, interval.high, noun)
    return _Found(
        _level(share.value or 0.0, limits), count_text(share.hits, share.whole), f"{text} {words}", share.value,
        share.whole, interval.low, interval.high,
    )  # fmt: skip


def _traffic(here: _Here) -> _Found:
    if not here.whole:
        return _Found(None, "", "no sessions")
    came = here.flow.sessions if here.flow else 0
    return _share(Share(came, here.whole), _QUARTERS, "sessions", "came here")


def _time(here: _Here) -> _Found:
    stay = here.flow.stay if here.flow else None
    if stay is None:
        return _Found(None, "", "no times were recorded here")
    text = duration_text(stay.median_ms)
    if stay.count == 1:
        words = f"{text}, one stay"
    else:
        middle = duration_range_text(stay.low_ms, stay.high_ms)
        words = f"{text} (median of {plural(stay.count, 'stay')}; the middle half took {middle})"
    level = _level(stay.median_ms / here.longest_ms, _QUARTERS) if here.longest_ms > 0 else 0
    return _Found(level, text, words, stay.median_ms, stay.count, stay.low_ms, stay.high_ms)


def _drop_off(here: _Here) -> _Found:
    if here.flow is None or not here.flow.left.whole:
        return _Found(None, "", "nobody came here")
    return _share(here.flow.left, _LEAVING, "sessions that came here", "ended here without what they came for")


def _pain(here: _Here) -> _Found:
    reached = len(here.met.participants | here.met.hurt)
    if not reached:
        return _Found(None, "", "nobody came here")
    hurt, worst = len(here.met.hurt), here.met.worst
    found = _share(Share(hurt, reached), (), "people who came here", "met something that hurt")
    if not hurt:
        return _Found(0, "0", found.words, found.value, found.n, found.low, found.high)
    told = f"worst impact {worst}, {IMPACTS[worst]}" if worst is not None else "nobody has rated how much"
    # What nobody has rated did hurt: it is shown as the least of it, and said to be unrated.
    return _Found(
        worst or 1, found.number, f"{found.words}; {told}", found.value, found.n, found.low, found.high
    )  # fmt: skip


def _emotion(here: _Here) -> _Found:
    felt = here.met.feelings
    if felt is None:
        return _Found(None, "", "no feelings were recorded here")
    number = _signed(felt.median)
    words = f"{number} ({people(felt.people)})"
    if felt.people > 1:
        middle = f"from {_signed(felt.low)} to {_signed(felt.high)}"
        words = f"{number} (median of {people(felt.people)}; the middle half {middle})"
    # Halves go towards neutral: a feeling is not shown stronger than it was said.
    level = 2 + (int(felt.median + 0.49) if felt.median >= 0 else -int(0.49 - felt.median))
    return _Found(level, number, words, felt.median, felt.people, felt.low, felt.high)


def _signed(value: float) -> str:
    size = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    return size if size == "0" else f"{'+' if value > 0 else '−'}{size}"


def _evidence(here: _Here) -> _Found:
    known = here.known
    if known.state == "assumption":
        return _Found(0, "assumed", "an assumption: no session came here", 0.0)
    rounds = f" in {plural(known.rounds, 'round')}" if known.rounds else ""
    words = f"{known.state} evidence: {people(known.people)}{rounds}, {sessions(known.sessions)}"
    level = 4 if known.state == "strong" else 2
    return _Found(level, number_text(known.people), words, float(known.people), known.people)


_COUNTS: Final[Mapping[str, Callable[[_Here], _Found]]] = {
    "traffic": _traffic, "time": _time, "drop_off": _drop_off, "pain": _pain, "emotion": _emotion,
    "evidence": _evidence,
}  # fmt: skip
_NOTES: Final = {
    "traffic": "Sessions that came to the step, of all sessions; in brackets the 95 % interval.",
    "time": "The median time at the step. Pauses are left out.",
    "drop_off": "Sessions that ended at the step without what they came for, of those that came to it.",
    "pain": "People whom something hurt at the step, of those who came to it. The sign is that of the worst impact.",
    "emotion": "The median of what people said they felt, one value a person, from −2 to +2.",
    "evidence": "How many people were seen at the step. What nobody was seen doing is an assumption.",
}


def _legend(key: str, longest_ms: float) -> tuple[LegendEntry, ...]:
    if key == "pain":
        signs = ("blank", "ring", "triangle", "diamond", "square_cross")
        colours = ("", "impact1", "impact2", "impact3", "impact4")
        words = ("nobody was hurt", "irritation, or not rated yet", *(IMPACTS[impact] for impact in (2, 3, 4)))
    elif key == "emotion":
        signs = ("two_down", "one_down", "level", "one_up", "two_up")
        colours, words = ("accent",) * 5, tuple(FEELINGS[feeling] for feeling in sorted(FEELINGS))
    elif key == "evidence":
        return (
            LegendEntry(0, "dashed", "text2", "an assumption: nobody was seen here"),
            LegendEntry(2, "half", "ink", "some evidence"),
            LegendEntry(
                4, "full", "ink",
                f"strong evidence: {STRONG_PEOPLE} people in {STRONG_ROUNDS} rounds, or {STRONG_ALONE} people",
            ),
        )  # fmt: skip
    else:
        signs, colours = _FILLS, ("", "accent", "accent", "accent", "accent")
        words = _time_words(longest_ms) if key == "time" else _SHARE_WORDS[key]
    return tuple(
        LegendEntry(level, sign, colour, said)
        for level, (sign, colour, said) in enumerate(zip(signs, colours, words, strict=True))
    )


def _ranges(limits: tuple[float, ...]) -> tuple[str, ...]:
    low = f"under {percent_text(limits[0])}"
    middle = [range_text(one, other) for one, other in pairwise(limits)]
    return low, *middle, f"{percent_text(limits[-1])} and more"


_SHARE_WORDS: Final = {
    "traffic": ("nobody came", *_ranges(_QUARTERS)),
    "drop_off": ("nobody left", *_ranges(_LEAVING)),
}


def _time_words(longest_ms: float) -> tuple[str, ...]:
    limits = [duration_text(limit * longest_ms) for limit in _QUARTERS]
    return ("no time", f"under {limits[0]}", f"{limits[0]} to {limits[1]}", f"{limits[1]} to {limits[2]}",
            f"{limits[2]} and longer")  # fmt: skip
