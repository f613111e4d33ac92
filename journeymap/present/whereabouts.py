"""Where a person is on the map while a session runs, and where others went from there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.sessions import Place, SessionSummary, counted
from journeymap.core.capture import match_step
from journeymap.core.model import Observation
from journeymap.core.observers import lead_entries
from journeymap.core.scales import DROPPED
from journeymap.core.wording import count_text
from journeymap.present.session import SessionHead

NEXT_AT_MOST: Final = 9
LEAVES: Final = "Leaves"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A likely next step. `words` say how often ("8 of 11"); an empty `step_id` with `LEAVES` ends the journey."""

    step_id: str
    title: str
    words: str


def place_now(head: SessionHead, entries: Sequence[Observation]) -> Place | None:
    """The place of the lead's last visit, None before the first."""
    for entry in reversed(lead_entries(head.session, entries)):
        if entry.kind == "visit":
            return Place.of(entry.step_id, entry.raw_label)
    return None


def likely_next(summaries: Iterable[SessionSummary], head: SessionHead, here: Place | None) -> tuple[NextStep, ...]:
    """Where people went from here, most frequent first, then what the map plans, then the step after it in order.

    The words give the sessions that went there directly, of those that came here. Before the first visit it is where
    sessions began.
    """
    others = [each for each in counted(summaries) if each.id != head.session.id and each.places]
    came, went, left = _tally(others, here)
    titles = {step.id: step.title for step in head.steps}
    order = {step.id: position for position, step in enumerate(head.steps)}
    found: dict[str, NextStep] = {}
    for place, number in sorted(went.items(), key=lambda item: (-item[1], item[0])):
        step = titles.get(place.step_id or "") or place.raw_label
        known = match_step(step, head.steps)
        back = known is not None and here is not None and order.get(here.step_id or "", -1) > order[known.id]
        words = f"back, {number}" if back else count_text(number, came)
        found.setdefault(step, NextStep(known.id if known else "", step, words))
    if here is not None and here.step_id is not None:
        for source, target in head.links:
            if source == here.step_id and target in titles:
                found.setdefault(titles[target], NextStep(target, titles[target], "on the map"))
    position = order.get(here.step_id or "", -1) if here is not None else -1
    if (here is None or here.step_id is not None) and position + 1 < len(head.steps):
        after = head.steps[position + 1]
        found.setdefault(after.title, NextStep(after.id, after.title, "next on the map"))
    listed = list(found.values())[: NEXT_AT_MOST - 1]
    if left:
        listed.append(NextStep("", LEAVES, count_text(left, came)))
    return tuple(listed)


def _tally(others: Sequence[SessionSummary], here: Place | None) -> tuple[int, Counter[Place], int]:
    """Sessions that came here, where they went next (each once a session), and how many left from here."""
    if here is None:
        return len(others), Counter(each.places[0] for each in others), 0
    came = [each for each in others if here in each.places]
    went: Counter[Place] = Counter()
    for each in came:
        after = {each.places[index + 1] for index in range(len(each.places) - 1) if each.places[index] == here}
        went.update(after - {here})
    left = sum(1 for each in came if each.places[-1] == here and each.outcome in DROPPED)
    return len(came), went, left
