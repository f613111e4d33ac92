"""A map as pages to show to others: one for each step of the main path, in words that can be read from the back row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.sessions import SessionSummary
from journeymap.analysis.sessions import counted as those_counted
from journeymap.core.reader import Reader
from journeymap.core.scales import IMPACTS
from journeymap.core.wording import count_text, duration_text, number_text, people, plural, sessions
from journeymap.present.map_values import MapStep, MapView
from journeymap.present.outline import feeling_text
from journeymap.present.quotes import RankQuote, load_quotes

MOST_QUOTES: Final = 2
_MOST_PAINS: Final = 3


@dataclass(frozen=True, slots=True)
class SlidePain:
    """A pain point on a page: its worst impact (None: not rated yet), its title, and how many it hit."""

    impact: int | None
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One page: phase, title, numbers in words, pain points, and quotes as (words, who and when).

    The first page has no step. `more` says how many pain points have no room.
    """

    step_id: str
    phase: str
    title: str
    lines: tuple[str, ...]
    pains: tuple[SlidePain, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    more: str = ""

    @property
    def spoken(self) -> str:
        """All but the title, as a screen reader says it."""
        pains = [f"{pain.title}: {pain.words}." for pain in self.pains]
        quotes = [f"“{words}” {source}" for words, source in self.quotes]
        return " ".join(part for part in (self.phase, *self.lines, *pains, self.more, *quotes) if part)


def load_slides(reader: Reader, view: MapView, chosen: Sequence[SessionSummary]) -> tuple[Slide, ...]:
    """The pages of a map: what it is, then every step of the main path. Quotes only of those who agreed to it.

    A session whose consent was not recorded may be quoted here, as in the window; one that refused may not.
    """
    return slides(view, load_quotes(reader, those_counted(chosen)))


def slides(view: MapView, quotes: Sequence[RankQuote]) -> tuple[Slide, ...]:
    """The same, from what has been read."""
    by_step: dict[str, list[RankQuote]] = {}
    for quote in quotes:
        if quote.place.step_id is not None:
            by_step.setdefault(quote.place.step_id, []).append(quote)
    first = [view.sentence] if view.sentence else []
    if view.sessions:
        first.append(f"{sessions(view.sessions)} of {people(view.people)}.")
    if view.made_up:
        first.append("A sample: everybody in it is made up.")
    made = [Slide("", view.state[:1].upper() + view.state[1:], view.title, tuple(first))]
    path = view.main_path or tuple(step.step_id for step in view.steps)
    steps = {step.step_id: step for step in view.steps}
    made += [_slide(view, steps[step_id], by_step.get(step_id, [])) for step_id in path if step_id in steps]
    return tuple(made)


def _slide(view: MapView, step: MapStep, said: Sequence[RankQuote]) -> Slide:
    phase = view.phases[step.phase] if step.phase < len(view.phases) else ""
    quotes = tuple((quote.text, quote.source) for quote in said[:MOST_QUOTES])
    shown = step.pains[:_MOST_PAINS] if view.sessions else ()
    pains = tuple(
        SlidePain(
            pain.worst_impact,
            pain.title,
            f"{count_text(pain.people, pain.reached)} people, "
            + ("not rated yet" if pain.worst_impact is None else f"at worst: {IMPACTS[pain.worst_impact]}"),
        )
        for pain in shown
    )
    left_out = len(step.pains) - len(shown) if view.sessions else 0
    more = f"And {plural(left_out, 'more pain point')}." if left_out else ""
    return Slide(step.step_id, phase, step.title, _lines(view, step), pains, quotes, more)


def _lines(view: MapView, step: MapStep) -> tuple[str, ...]:
    if not view.sessions:
        return ()
    if not step.sessions:
        return ("Nobody came here.",)
    came = f"{count_text(step.sessions, view.sessions)} sessions came here"
    lines = [
        f"{came}, and stayed {duration_text(step.median_ms)} (median)." if step.median_ms is not None else f"{came}."
    ]
    if step.left:
        lines.append(f"{number_text(step.left)} of them left here.")
    if step.feeling is not None:
        lines.append(f"They felt {feeling_text(step.feeling.median)} (median of {people(step.feeling.people)}).")
    return tuple(lines)
