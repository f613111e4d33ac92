"""The map in words: for screen readers, tool tips and the text version of a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.scales import IMPACTS, OUTCOMES
from journeymap.core.wording import duration_text, number_text, people, plural, sessions
from journeymap.present.map_values import MapCell, MapLane, MapLink, MapStep, MapView

KIND_WORDS: Final = {
    "start": "start",
    "decision": "decision",
    "wait": "waiting",
    "communication": "message",
    "system": "done by a system",
    "end": "end",
}
"""What a kind of step is called; an action needs no word."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One step in words. `lines` are its details, most important first; `phase` is empty where there are none."""

    step_id: str
    phase: str
    title: str
    description: str
    lines: tuple[str, ...]


def step_words(step: MapStep, total: int) -> str:
    """A step as a screen reader says it: "step 3 of 9, 42 people, worst impact 4 of 4, 2 next steps"."""
    parts = [f"step {step.number} of {total}", step.against or people(step.people)]
    if step.kind == "end" and step.end_outcome:
        parts.insert(1, f"end: {OUTCOMES.get(step.end_outcome, step.end_outcome)}")
    elif step.kind != "action":
        parts.insert(1, KIND_WORDS[step.kind])
    if step.organisation:
        parts.insert(1, step.organisation)
    if step.worst_impact is not None:
        parts.append(f"worst impact {step.worst_impact} of 4")
    elif step.pains:
        parts.append("pain not rated yet")
    if step.left:
        parts.append(f"{number_text(step.left)} left here")
    parts.append(plural(step.next_steps, "next step"))
    return ", ".join(parts)


def link_words(source: str, target: str, link: MapLink) -> str:
    """A link in words: "Pay to Permit arrives: 8 sessions"."""
    if link.condition:
        target = f"{target}, if {link.condition}"
    if link.against:
        return f"{source} to {target}: {link.against}"
    if not link.walked:
        return f"{source} to {target}: planned, never walked"
    again = f", {plural(link.moves, 'move')}" if link.moves != link.sessions else ""
    return f"{source} to {target}: {sessions(link.sessions)}{again}"


def cell_words(lane: MapLane, cell: MapCell) -> str:
    """A cell in words: "Thoughts: Will they take it? (assumed, over 2 columns)"."""
    said = "; ".join(words for words in (" ".join(cell.text.split()), cell.alt_text) if words)
    marks = ["assumed"] * cell.assumed
    marks += [f"over {plural(cell.span, 'column')}"] * (cell.span > 1)
    marks += ["may be shared"] * cell.may_be_shared
    behind = f" ({', '.join(marks)})" if marks else ""
    return f"{lane.title}: {said}{behind}"


def outline(view: MapView) -> tuple[OutlineEntry, ...]:
    """Every step of the map, in the order of the map."""
    titles = {step.step_id: step.title for step in view.steps}
    leading: dict[str, list[MapLink]] = {}
    for link in view.links:
        leading.setdefault(link.from_step_id, []).append(link)
    return tuple(
        OutlineEntry(
            step.step_id,
            view.phases[step.phase] if step.phase < len(view.phases) else "",
            step.title,
            step_words(step, len(view.steps)),
            _lines(step, leading.get(step.step_id, []), titles),
        )
        for step in view.steps
    )


def _lines(step: MapStep, leading: Sequence[MapLink], titles: dict[str, str]) -> tuple[str, ...]:
    lines: list[str] = []
    if step.against:
        lines.append(f"{step.against[:1].upper()}{step.against[1:]}.")
    elif step.sessions:
        time = "" if step.median_ms is None else f", typically {duration_text(step.median_ms)}"
        lines.append(f"{sessions(step.sessions)} came here, {plural(step.visits, 'visit')}{time}.")
    else:
        lines.append("Nobody came here.")
    if step.channel_title:
        lines.append(f"Channel: {step.channel_title}.")
    if step.organisation:
        lines.append(f"Organisation: {step.organisation}.")
    for pain in step.pains:
        word = "not rated yet" if pain.worst_impact is None else IMPACTS[pain.worst_impact]
        lines.append(f"Pain: {pain.title}: {number_text(pain.people)} of {people(pain.reached)}, at worst {word}.")
    if step.feeling is not None:
        lines.append(f"Feeling: {feeling_text(step.feeling.median)}, from {people(step.feeling.people)}.")
    if step.left:
        lines.append(f"{sessions(step.left)} left here.")
    if step.ended:
        lines.append(f"{sessions(step.ended)} end here, outcome not observed.")
    ahead = sorted(leading, key=lambda link: -link.sessions)
    if ahead:
        to = [_ahead(titles[link.to_step_id], link) for link in ahead]
        lines.append(f"Next: {', '.join(to)}.")
    return tuple(lines)


def _ahead(title: str, link: MapLink) -> str:
    return f"{title} ({link.against or number_text(link.sessions)})"


def feeling_text(value: float) -> str:
    """A feeling with its sign: "+1", "−1.5", "0"."""
    shown = f"{abs(value):.1f}".removesuffix(".0")
    return shown if value == 0 else f"{'+' if value > 0 else '−'}{shown}"
