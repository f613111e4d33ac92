"""The sentences of the priorities: what the numbers mean, as cautious as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from journeymap.analysis.discovery import discovery
from journeymap.analysis.priority import DRAWS, FEWEST_PEOPLE, HarmMatrix, Priority, Weights
from journeymap.analysis.sessions import Excluded
from journeymap.core.scales import IMPACTS
from journeymap.core.wording import (
    among_first,
    clarity_word,
    list_text,
    number_text,
    number_word,
    people,
    percent_text,
    plural,
    quoted,
    sessions,
)

_MORE_PEOPLE: Final = 5
_FRACTIONS: Final = {Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼"}


@dataclass(frozen=True, slots=True)
class RankedWords:
    """What the sentences are made from; one entry an item, in the order of the list.

    `p_first` is the probability of being the first of all, `first_share` the share of weightings in which it is.
    """

    people: int
    top: int
    ranked: bool
    titles: tuple[str, ...]
    hit: tuple[bool, ...]
    groups: tuple[int, ...]
    p_first: tuple[float, ...]
    first_share: tuple[float, ...]
    depends: tuple[bool, ...]


def headline(words: RankedWords) -> str:
    """One sentence: where to start, or why that cannot be said."""
    if not words.people:
        return "There is no session to rank from yet."
    if not words.titles:
        return "No pain point has been recorded on this map yet."
    if not any(words.hit):
        return "Nothing to rank: nobody met anything that did harm."
    if not words.ranked:
        verb = "is" if words.people == 1 else "are"
        return f"{people(words.people)} {verb} too few to put the pain points in order."
    first = words.hit.index(True)
    word = clarity_word(words.p_first[first])
    if word == "clear":
        return f"Start with {quoted(words.titles[first])}."
    if word == "likely":
        return f"{quoted(words.titles[first])} probably comes first."
    return f"From {people(words.people)} it is not known what comes first."


def sentences(words: RankedWords) -> tuple[str, ...]:
    """What there is to say after the headline."""
    if not any(words.hit):
        return ()
    if not words.ranked:
        missing = FEWEST_PEOPLE - words.people
        return (
            "They are listed by title.",
            f"With {number_word(missing)} more {'person' if missing == 1 else 'people'} they can be ranked.",
        )
    first = words.hit.index(True)
    likely = words.p_first[first]
    found = []
    if clarity_word(likely) in ("clear", "likely"):
        found.append(_whatever_weights(words.first_share[first], sure=clarity_word(likely) == "clear"))
        found.append(_unknown_order(words, first, after_first=True))
    else:
        found.append(_unknown_order(words, first, after_first=False))
    if words.top >= len(words.titles) > 1:
        found.append(f"There are only {number_word(len(words.titles))}, so all are {among_first(words.top)}.")
    return tuple(sentence for sentence in found if sentence)


def _whatever_weights(share: float, *, sure: bool) -> str:
    if share >= 1:
        return "It comes first whatever weights you choose." if sure else "Other weights do not change that."
    return f"It comes first in {percent_text(share)} of the weightings tried."


def _unknown_order(words: RankedWords, first: int, *, after_first: bool) -> str:
    """That the next ones cannot be put in order; empty where they can, or where only one is left."""
    left = [item for item in range(len(words.titles)) if words.hit[item] and not (after_first and item == first)]
    if not left:
        return ""
    same = [item for item in left if words.groups[item] == words.groups[left[0]]]
    if len(same) < 2:
        return ""
    which = number_word(len(same))
    if after_first:
        return f"From {people(words.people)} the order of the next {which} is not known: choose among them by effort."
    names = list_text([quoted(words.titles[item]) for item in same]) if len(same) <= 3 else f"The first {which}"
    return f"{names} cannot be told apart: choose among them by effort."


def weights_sentence(words: RankedWords) -> str:
    """What other weights would change."""
    if not words.ranked:
        return ""
    first = words.hit.index(True)
    shown = f"{quoted(words.titles[first])} comes first in {percent_text(words.first_share[first])} of weightings"
    moving = [quoted(title) for title, depends in zip(words.titles, words.depends, strict=True) if depends]
    if not moving:
        return f"{shown}; what is {among_first(words.top)} does not depend on them."
    names = list_text(moving) if len(moving) <= 3 else plural(len(moving), "pain point")
    verb = "is" if len(moving) == 1 else "are"
    return f"{shown}; how likely {names} {verb} to be {among_first(words.top)} depends on them."


def notes(ungrouped: int, unrated: int, left_out: Sequence[Excluded]) -> tuple[str, ...]:
    """What is in no number of the list."""
    found = []
    if ungrouped:
        found.append(f"{plural(ungrouped, 'encounter')} without a tag: not yet grouped, and in no number here.")
    if unrated:
        found.append(f"{plural(unrated, 'encounter')} without an impact: not rated yet, and in no number here.")
    if left_out:
        reasons = list_text([f"{one.pseudonym} ({one.reason})" for one in left_out[:5]])
        more = f" and {number_text(len(left_out) - 5)} more" if len(left_out) > 5 else ""
        found.append(f"{sessions(len(left_out))} not counted: {reasons}{more}.")
    return tuple(found)


def item_notes(known: Priority, masked: bool, reached: int) -> tuple[str, ...]:
    """Warnings that belong to one item."""
    found = []
    if masked:
        found.append(
            f"Only {number_text(reached)} of {people(known.opportunities)} came to its steps: "
            "an earlier problem may hide how bad it is."
        )
    if known.depends_on_weights:
        found.append("How likely it is to be among the first depends on your weights.")
    return tuple(found)


def method(weights: Weights, seed: int) -> str:
    """How the numbers came about, in two sentences."""
    scale = ", ".join(f"{IMPACTS[level]} {weight_text(weight)}" for level, weight in enumerate(weights, 1))
    return (
        f"Harm counts each person's worst encounter ({scale}) per 100 journeys, shrunk towards the average as four "
        f"more people would. Intervals hold 90 % of {number_text(DRAWS)} draws (seed {seed}); ranks that share a "
        "range cannot be told apart."
    ).replace("90 %", "90\u00a0%")


def weight_text(weight: float) -> str:
    """A weight as people write it: "⅓", "1", "2.5"."""
    near = Fraction(weight).limit_denominator(12)
    if abs(float(near) - weight) < 1e-9 and near in _FRACTIONS:
        return _FRACTIONS[near]
    return f"{weight:.4g}"


def enough(matrix: HarmMatrix) -> str:
    """Whether enough has been seen; empty below four people or where nobody met anything."""
    seen = discovery([[bool(level) for level in row] for row in matrix.levels])
    if seen is None:
        return ""
    caveat = "This takes for granted that everybody had the same task and belongs to the same group of users."
    unseen = round(seen.undiscovered)
    if unseen < 1:
        return f"Nearly all of the problems that exist have been seen. {caveat}"
    more = percent_text(seen.share_with(seen.people + _MORE_PEOPLE))
    return (
        f"About {percent_text(seen.share)} of the problems that exist have been seen (about {number_text(unseen)} have "
        f"not). {number_word(_MORE_PEOPLE).capitalize()} more people would bring it to {more}. {caveat}"
    )
