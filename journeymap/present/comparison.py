"""Two maps of a project compared, in words: what a service is and what it is to become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.compare_maps import (
    FieldChange,
    LinkChange,
    LinkPlan,
    MapDifference,
    PlannedMap,
    PlannedStep,
    compare_maps,
    read_planned,
)
from journeymap.core.reader import Reader
from journeymap.core.scales import MAP_STATES, OUTCOMES
from journeymap.core.wording import list_text, plural, quoted

FIELDS: Final = {
    "title": "title", "phase": "phase", "lane": "lane", "channel": "channel", "organisation": "organisation",
    "kind": "kind of step", "outcome": "outcome", "description": "description",
    "link": "kind of link", "condition": "condition",
}  # fmt: skip
STATES: Final = {"added": "new", "removed": "gone", "changed": "changed"}
LONGEST: Final = 120
"""Characters of a text that is quoted in a sentence; the rest is an ellipsis."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One step or link that differs. `kind` is step or link.

    `key` is the id of a step, or FROM>TO by the ids of steps: those of the second map, of the first for what is only
    there. `facts` say what differs, or for what is new or gone what it is: (name, value), "Channel", "“Post” becomes
    “Website”".
    """

    kind: str
    key: str
    state: str  # added, removed or changed
    title: str  # of a link: "“Pay” to “Wait”"
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(f"{name}: {value}" for name, value in self.facts)

    @property
    def words(self) -> str:
        """All of it in one line: "Changed: Pay. Channel: “Post” becomes “Website”"."""
        return ". ".join((f"{STATES[self.state].capitalize()}: {self.title}", *filter(None, ("; ".join(self.lines),))))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two maps compared. `steps` stand as on the second map, those removed after them as on the first."""

    before_title: str
    after_title: str
    sentence: str
    steps: tuple[Difference, ...]
    links: tuple[Difference, ...]
    difference: MapDifference


def load_comparison(reader: Reader, before_id: str, after_id: str) -> Comparison:
    """Compare two maps of the project; a Problem when one of them is gone."""
    return comparison(read_planned(reader, before_id), read_planned(reader, after_id))


def comparison(before: PlannedMap, after: PlannedMap) -> Comparison:
    """The same, from what has been read."""
    found = compare_maps(before, after)
    by_id = {change.after.step.id: change for change in found.changed}
    new = {one.step.id for one in found.added}
    steps = []
    for one in after.steps:
        step_id, title = one.step.id, one.step.title
        if step_id in new:
            steps.append(Difference("step", step_id, "added", title, _described(one)))
        elif step_id in by_id:
            facts = tuple(_field_fact(change) for change in by_id[step_id].fields)
            steps.append(Difference("step", step_id, "changed", title, facts))
    steps += [Difference("step", one.step.id, "removed", one.step.title, _described(one)) for one in found.removed]
    links = [_link(link, "added", {}) for link in found.links_added]
    links += [_link(link, "removed", found.partner) for link in found.links_removed]
    links += [_changed_link(change) for change in found.links_changed]
    return Comparison(
        before.map.title, after.map.title, _sentence(before, after, found), tuple(steps), tuple(links), found
    )


def comparison_text(found: Comparison) -> str:
    """The comparison as plain text, one line a difference."""
    lines = [found.sentence]
    for state, head in (("added", "New steps"), ("changed", "Changed steps"), ("removed", "Steps that are gone")):
        these = [step for step in found.steps if step.state == state]
        if these:
            lines += ["", head]
            for step in these:
                lines += [f"- {step.title}", *(f"    {line}" for line in step.lines)]
    if found.links:
        lines += ["", "Links", *(f"- {link.words}" for link in found.links)]
    return "\n".join(lines) + "\n"


def _sentence(before: PlannedMap, after: PlannedMap, found: MapDifference) -> str:
    one, other = _name(before), _name(after)
    if found.nothing:
        return f"{other} plans the same as {one}."
    parts = []
    if found.added:
        parts.append(f"adds {plural(len(found.added), 'step')}")
    if found.removed:
        parts.append(f"leaves out {_counted(len(found.removed), 'step', parts)}")
    if found.changed:
        parts.append(f"changes {_counted(len(found.changed), 'step', parts)}")
    links = []
    if found.links_added:
        links.append(f"adds {plural(len(found.links_added), 'link')}")
    if found.links_removed:
        links.append(f"leaves out {_counted(len(found.links_removed), 'link', links)}")
    if found.links_changed:
        links.append(f"changes {_counted(len(found.links_changed), 'link', links)}")
    steps_said, links_said = list_text(parts), list_text(links)
    if steps_said and links_said:
        return f"Against {one}, {other} {steps_said}; it also {links_said}."
    return f"Against {one}, {other} {steps_said or links_said}."


def _counted(count: int, noun: str, said: Sequence[str]) -> str:
    """The number, with its noun where it was not said before."""
    return str(count) if said else plural(count, noun)


def _name(planned: PlannedMap) -> str:
    return f"{quoted(planned.map.title)} ({MAP_STATES.get(planned.map.state, planned.map.state)})"


def _described(one: PlannedStep) -> tuple[tuple[str, str], ...]:
    told = {"phase": one.phase, "channel": one.channel, "organisation": one.step.organisation}
    return tuple((FIELDS[name].capitalize(), value) for name, value in told.items() if value)


def _field_fact(change: FieldChange) -> tuple[str, str]:
    """What differs in one field: "Channel", "“Post” becomes “Website”"."""
    name = change.field if change.in_lane else FIELDS[change.field]
    before, after = (_value(change.field, value) for value in (change.before, change.after))
    head = f"{name[:1].upper()}{name[1:]}"
    if not change.before:
        return head, f"new, {after}"
    if not change.after:
        return head, f"no longer {before}"
    return head, f"{before} becomes {after}"


def _value(field: str, value: str) -> str:
    text = " ".join((OUTCOMES.get(value, value) if field == "outcome" else value).split())
    return quoted(text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…")


def _ends(link: LinkPlan) -> str:
    return f"{quoted(link.origin)} to {quoted(link.target)}"


def _link(link: LinkPlan, state: str, partner: Mapping[str, str]) -> Difference:
    key = ">".join(partner.get(step_id, step_id) for step_id in (link.from_step_id, link.to_step_id))
    facts = (("If", quoted(link.condition)),) if link.condition else ()
    return Difference("link", key, state, _ends(link), facts)


def _changed_link(change: LinkChange) -> Difference:
    before, after = change.before, change.after
    fields = (FieldChange("link", before.kind, after.kind), FieldChange("condition", before.condition, after.condition))
    facts = tuple(_field_fact(field) for field in fields if field.before != field.after)
    return Difference("link", f"{after.from_step_id}>{after.to_step_id}", "changed", _ends(after), facts)
