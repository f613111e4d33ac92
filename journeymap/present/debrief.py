"""What needs attention when a session has ended: what was left open in it, and what does not fit together."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.capture import title_key
from journeymap.core.gaps import BREAKS, gap_of, is_counted
from journeymap.core.model import Observation
from journeymap.core.observers import lead_entries
from journeymap.core.scales import COMPLETED, GAPS, OUTCOMES
from journeymap.core.wording import clock_text, duration_text, plural, quoted, shortened
from journeymap.present.session import SessionHead

_MOST_LETTERS: Final = 80


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at. `words` say what is so; `key` names what can be done about it:

    `place` (the raw label in `subject`), `rate` and `group` (the encounter in `subject`), `outcome` (`subject` is the
    outcome that would fit, or empty), `count` and `leave_out` (the gap in `subject`), `consent`, or empty: it is only
    said.
    """

    key: str
    words: str
    subject: str = ""


def debrief(head: SessionHead, entries: Sequence[Observation]) -> tuple[Attention, ...]:
    """Everything that needs attention in a session, what changes the counts first. Entries in order of time."""
    lead = lead_entries(head.session, entries)
    return (
        *_contradictions(head, lead),
        *_without_place(lead),
        *_not_rated(entries),
        *_not_grouped(entries),
        *_gaps(lead),
        *_not_read(lead),
        *_consent(head, entries),
    )


def headline(found: Sequence[Attention]) -> str:
    """How much there is to look at, in a sentence."""
    if not found:
        return "Nothing needs attention: every step has a place, every pain is rated and grouped."
    return f"{plural(len(found), 'thing needs', 'things need')} attention. Each can wait; nothing is lost."


def _said(entry: Observation) -> str:
    """Where it stands and what it says, short."""
    text = shortened(entry.text, _MOST_LETTERS)
    at = clock_text(entry.at_ms) if entry.at_ms is not None else ""
    return " ".join(part for part in (at, quoted(text) if text else "a pain without words") if part)


# ---------------------------------------------------------------- what is open


def _without_place(entries: Iterable[Observation]) -> list[Attention]:
    labels = [entry.raw_label for entry in entries if entry.kind == "visit" and entry.raw_label]
    first: dict[str, str] = {}
    for label in labels:
        first.setdefault(title_key(label), label)
    visits = Counter(map(title_key, labels))
    return [
        Attention("place", f"{quoted(label)} has no place on the map ({plural(visits[key], 'visit')}).", label)
        for key, label in first.items()
    ]


def _not_rated(entries: Iterable[Observation]) -> list[Attention]:
    return [
        Attention("rate", f"{_said(entry)} is not rated: how bad was it?", entry.id)
        for entry in entries
        if entry.kind == "pain" and entry.impact is None
    ]


def _not_grouped(entries: Iterable[Observation]) -> list[Attention]:
    return [
        Attention("group", f"{_said(entry)} belongs to no pain point yet.", entry.id)
        for entry in entries
        if entry.kind == "pain" and entry.pain_point_id is None
    ]


def _gaps(entries: Iterable[Observation]) -> list[Attention]:
    found = []
    for entry in entries:
        if why := gap_of(entry):
            length = duration_text((entry.until_ms or 0) - (entry.at_ms or 0))
            counted = is_counted(entry)
            words = f"{clock_text(entry.at_ms)}: nobody saw {length}, because {GAPS[why]}. "
            words += "It is counted in." if counted else "It is left out of all durations."
            found.append(Attention("leave_out" if counted else "count", words, entry.id))
    return found


def _not_read(entries: Iterable[Observation]) -> list[Attention]:
    return [
        Attention("", f"{_said(entry)} could not be read as an entry and is kept as a note.", entry.id)
        for entry in entries
        if entry.kind == "marker" and entry.text not in BREAKS and not gap_of(entry)
    ]


def _consent(head: SessionHead, entries: Iterable[Observation]) -> list[Attention]:
    if head.scopes is None:
        words = "It is not recorded what this person agreed to: the session stays with the team."
        return [Attention("consent", words)]
    quotes = sum(entry.kind == "quote" for entry in entries)
    if quotes and not head.may_quote:
        kept = f"{plural(quotes, 'quote is', 'quotes are')} kept, though being quoted was not agreed to"
        return [Attention("", f"{kept}. No export shows {'it' if quotes == 1 else 'them'}.")]
    return []


# ---------------------------------------------------------------- what does not fit together


def _contradictions(head: SessionHead, entries: Sequence[Observation]) -> list[Attention]:
    rules: tuple[Callable[[SessionHead, Sequence[Observation]], Attention | None], ...] = (
        _another_end,
        _no_end_reached,
        _help_and_outcome,
        _could_not_go_on,
    )
    return [found for rule in rules if (found := rule(head, entries)) is not None]


def _last_visit(entries: Sequence[Observation]) -> Observation | None:
    return next((entry for entry in reversed(entries) if entry.kind == "visit"), None)


def _another_end(head: SessionHead, entries: Sequence[Observation]) -> Attention | None:
    last = _last_visit(entries)
    step = next((step for step in head.steps if last is not None and step.id == last.step_id), None)
    outcome = head.session.outcome
    if step is None or step.kind != "end" or step.end_outcome in {"", outcome}:
        return None
    if outcome in COMPLETED and step.end_outcome in COMPLETED:
        return None
    return Attention(
        "outcome",
        f"The last step, {quoted(step.title)}, stands for “{OUTCOMES[step.end_outcome]}”, "
        f"but the outcome is “{OUTCOMES[outcome]}”.",
        step.end_outcome,
    )


def _no_end_reached(head: SessionHead, entries: Sequence[Observation]) -> Attention | None:
    ends = {step.id: step for step in head.steps if step.kind == "end" and step.end_outcome in {"", *COMPLETED}}
    reached = any(entry.step_id in ends for entry in entries if entry.kind == "visit")
    if head.session.outcome not in {"completed", "completed_with_help"} or not ends or reached:
        return None
    names = " or ".join(quoted(step.title) for step in list(ends.values())[:3])
    return Attention("outcome", f"The outcome is “{OUTCOMES[head.session.outcome]}”, but {names} was never reached.")


def _help_and_outcome(head: SessionHead, entries: Sequence[Observation]) -> Attention | None:
    helped = next((entry for entry in entries if entry.kind == "help"), None)
    if head.session.outcome == "completed" and helped is not None:
        at = f" at {clock_text(helped.at_ms)}" if helped.at_ms is not None else ""
        return Attention(
            "outcome", f"Help was given{at}, but the outcome is “{OUTCOMES['completed']}”.", "completed_with_help"
        )
    if head.session.outcome == "completed_with_help" and helped is None:
        return Attention(
            "outcome", f"The outcome is “{OUTCOMES['completed_with_help']}”, but no help is noted.", "completed"
        )
    return None


def _could_not_go_on(head: SessionHead, entries: Sequence[Observation]) -> Attention | None:
    worst = next((entry for entry in entries if entry.kind == "pain" and entry.impact == 4), None)
    if head.session.outcome != "completed" or worst is None:
        return None
    return Attention("outcome", f"{_said(worst)} is rated “could not go on”, but the outcome is “completed”.")
