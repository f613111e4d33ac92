"""The tray of a map: names of places that its sessions have and the map has not, waiting to be placed by a person."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.capture import match_step, title_key
from journeymap.core.model import Step
from journeymap.core.wording import number_text, plural, quoted, sessions

ALIKE: Final = 70.0
"""So alike (0–100) a title must be to be suggested; below it, most suggestions only share a common word."""
_NUMBERS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TrayLabel:
    """A label in its most frequent spelling, with all its visits in all sessions of the map, counted or not.

    `suggested_step_id` is the step whose title, or earlier title, is most like it; None where none is alike. It is
    only ever offered. `words` say all of it.
    """

    label: str
    visits: int
    sessions: int
    suggested_step_id: str | None
    suggested_title: str
    words: str


def tray(summaries: Sequence[SessionSummary], steps: Sequence[Step]) -> tuple[TrayLabel, ...]:
    """The labels of a map's sessions that have no place among its steps, most visits first.

    `summaries` are all sessions of the map, for placing a label places it for every one. Labels that differ in case
    alone are one.
    """
    visits: Counter[str] = Counter()
    came: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for session in summaries:
        labels = [place.raw_label for place in session.places if place.step_id is None]
        for label in labels:
            spellings[title_key(label)][label] += 1
        visits.update(map(title_key, labels))
        came.update(set(map(title_key, labels)))
    named = _Titles(steps)
    found = []
    for key, count in sorted(visits.items(), key=lambda item: (-item[1], item[0])):
        label = min(spellings[key], key=lambda spelling: (-spellings[key][spelling], spelling))
        step = named.most_like(label)
        words = f"{quoted(label)}: {plural(count, 'visit')} in {sessions(came[key])}"
        if step is not None:
            words += f"; most like {quoted(step.title)}"
        found.append(TrayLabel(label, count, came[key], step.id if step else None, step.title if step else "", words))
    return tuple(found)


def tray_text(labels: Sequence[TrayLabel]) -> str:
    """What waits, in one sentence; empty where nothing does."""
    if not labels:
        return ""
    visits = sum(label.visits for label in labels)
    if len(labels) == 1:
        return f"1 label with {plural(visits, 'visit')} has no place on the map."
    return f"{number_text(len(labels))} labels with {plural(visits, 'visit')} have no place on the map."


class _Titles:
    """The titles and earlier titles of steps, to look up which of them a label is like."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._all = list(steps)
        self._steps = [step for step in steps for _ in (step.title, *step.aliases)]
        self._keys = [title_key(title) for step in steps for title in (step.title, *step.aliases)]

    def most_like(self, label: str) -> Step | None:
        """The step of this name, else the one whose name is most alike. "Step 2" is never like "Step 1"."""
        same = match_step(label, self._all)
        if same is not None or not self._keys:
            return same
        from rapidfuzz import fuzz, process  # here, because loading it takes longer than reading most trays

        wanted = title_key(label)
        numbers = _NUMBERS.findall(wanted)
        for _, _, at in process.extract(wanted, self._keys, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=5):
            if _NUMBERS.findall(self._keys[at]) == numbers:
                return self._steps[at]
        return None
