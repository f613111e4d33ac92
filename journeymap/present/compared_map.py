"""Two maps compared, drawn as one: what is new, gone and changed has a badge in its place, and is said in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from journeymap.analysis.sessions import SessionSummary
from journeymap.core.reader import Reader
from journeymap.core.wording import list_text, plural, quoted
from journeymap.present.compared_marks import badge_group, marked
from journeymap.present.comparison import STATES, Comparison, Difference, load_comparison
from journeymap.present.inspect import Fact, InspectorValue
from journeymap.present.map import build_map
from journeymap.present.map_counts import count_map
from journeymap.present.map_lanes import HEADER_WIDTH, head_note
from journeymap.present.map_legend import Signs, legend
from journeymap.present.map_places import Places
from journeymap.present.map_plan import MapPlan, read_plan
from journeymap.present.map_values import MapLink, MapStep, MapView
from journeymap.present.outline import link_words, step_words
from journeymap.present.picture import Group, Picture, Shape, Words
from journeymap.present.united_map import States, united

_SAME: Final = "the same on both maps"
_NOUNS: Final = {"card": "step", "link": "link", "cell": "cell", "phase": "phase"}


@dataclass(frozen=True, slots=True)
class PlannedPair:
    """What was read of two maps: both plans, and the comparison in words."""

    before: MapPlan
    after: MapPlan
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ComparedMap:
    """`view` is the second map with what is gone put back in, `plan` what is drawn in it.

    `differences` go along the map from left to right.
    """

    before_title: str
    comparison: Comparison
    plan: MapPlan
    view: MapView
    differences: tuple[Difference, ...]

    def difference(self, kind: str, key: str) -> Difference | None:
        """What differs at a step or a link; None where both maps are the same."""
        return next((each for each in self.differences if (each.kind, each.key) == (kind, key)), None)


def read_pair(reader: Reader, before_id: str, after_id: str) -> PlannedPair:
    """Read two maps of the project; a Problem when one of them is gone."""
    found = load_comparison(reader, before_id, after_id)
    return PlannedPair(read_plan(reader, before_id), read_plan(reader, after_id), found)


def compared_map(pair: PlannedPair, everyone: Sequence[SessionSummary] = ()) -> ComparedMap:
    """Draw the comparison. Nothing is counted in it; the sessions of the second map only say where its steps stand."""
    found = pair.comparison
    both = united(pair.before, pair.after, found.difference)
    counted = count_map(both.plan, everyone, ())
    plain = build_map(replace(counted, order=_in_order(counted.order, both.states)), all_links=True)
    differences = _differences(found, plain)
    said = {(each.kind, each.key): each for each in differences}
    steps = tuple(replace(step, against=_against(said.get(("step", step.step_id)))) for step in plain.steps)
    links = tuple(
        replace(link, against=_against(said.get(("link", f"{link.from_step_id}>{link.to_step_id}"))))
        for link in plain.links
    )
    signs = _signs(both.states, plain)
    notes = (_same_note(found),) if found.difference.same else ()
    view = replace(
        plain,
        steps=steps,
        links=links,
        picture=_picture(plain.picture, both.states, _names(steps, links), signs, notes, found.sentence),
        sentence=found.sentence,
        notes=notes,
        signs=signs,
        all_links=False,  # there are no weak ones to leave out
        shown_sentence="",
        unplaced_note="",
    )
    return ComparedMap(found.before_title, found, both.plan, view, differences)


def _in_order(links: Sequence[MapLink], states: States) -> tuple[MapLink, ...]:
    """Links with the weight by which steps find their places: what is gone makes way for what is there."""
    return tuple(
        link
        if states.get(("link", f"{link.from_step_id}>{link.to_step_id}")) == "removed"
        else replace(link, sessions=link.sessions + 1)
        for link in links
    )


def _differences(found: Comparison, drawn: MapView) -> tuple[Difference, ...]:
    """The steps as they are drawn, each with the links that lead from it."""
    at_step: dict[str, list[Difference]] = {}
    for each in (*found.steps, *found.links):
        at_step.setdefault(each.key.partition(">")[0], []).append(each)
    return tuple(each for step in drawn.steps for each in at_step.get(step.step_id, ()))


def _against(difference: Difference | None) -> str:
    if difference is None:
        return _SAME
    word = STATES[difference.state]
    return f"{word}: {'; '.join(difference.lines)}" if difference.state == "changed" else word


def _names(steps: Sequence[MapStep], links: Sequence[MapLink]) -> dict[tuple[str, str], str]:
    """What the cards and lines of the picture are called, with what differs."""
    titles = {step.step_id: step.title for step in steps}
    names = {("card", step.step_id): f"{step.title}: {step_words(step, len(steps))}" for step in steps}
    for link in links:
        ends = (link.from_step_id, link.to_step_id)
        names["link", ">".join(ends)] = link_words(titles[ends[0]], titles[ends[1]], link)
    return names


def _signs(states: States, drawn: MapView) -> Signs:
    """The legend: every kind of difference with how many there are, then the other signs of the map."""
    counts = Counter((state, kind) for (kind, _), state in states.items())
    entries = []
    for state, word in STATES.items():
        numbers = [plural(counts[state, kind], noun) for kind, noun in _NOUNS.items() if counts[state, kind]]
        if numbers:
            entries.append((f"against:{state}", f"{word}: {list_text(numbers)}"))
    return (*entries, *(sign for sign in drawn.signs if sign[0] != "plan"))


def _same_note(found: Comparison) -> str:
    same = found.difference.same
    return f"{plural(same, 'step')} {'is' if same == 1 else 'are'} the same on both maps"


def _picture(
    plain: Picture,
    states: States,
    names: Mapping[tuple[str, str], str],
    signs: Signs,
    notes: Sequence[str],
    sentence: str,
) -> Picture:
    """The same picture with the differences marked and the legend that explains them."""
    if not plain.groups:
        return plain
    taken = Places([group.bounds for group in plain.groups if group.kind in {"card", "label", "stub", "mark"}])
    marks = Places([group.bounds for group in plain.groups if group.kind == "mark"])
    groups: list[Group] = []
    differing: list[tuple[Group, str, str]] = []
    bottom = plain.height
    for group in plain.groups:
        if group.kind == "legend":
            bottom = group.bounds.y
            continue
        state = states.get(("link" if group.kind == "label" else group.kind, group.key), "")
        name = names.get((group.kind, group.key), f"{group.name}, {STATES[state]}" if state else group.name)
        named = replace(group, name=name)
        if state:
            differing.append((group, state, name))
            named = marked(named, state)
        elif group.kind == "lane":
            named = replace(named, shapes=tuple(shape for shape in group.shapes if not _counts(shape)))
        groups.append(named)
    differing.sort(key=lambda each: each[0].kind == "link")  # whose badges go where there is room
    made = (badge_group(group, state, taken, marks, name) for group, state, name in differing)
    badges = tuple(each for each in made if each is not None)
    key, height = legend(signs, notes, bottom, plain.width, HEADER_WIDTH + 12.0)
    description = f"Two maps compared. {sentence}"
    return Picture(plain.width, bottom + height, plain.title, description, (*groups, *badges, key))


def _counts(shape: Shape) -> bool:
    """Whether it is the note at a lane's head of how many sessions are counted: here none are, of either map."""
    return isinstance(shape, Words) and shape.text in head_note(0, 0)


def inspected(shown: InspectorValue | None, compared: ComparedMap, kind: str, key: str) -> InspectorValue | None:
    """What the inspector shows of a step or a link while two maps are compared: first of all what differs."""
    found = compared.difference(kind, key)
    if found is None:
        return shown
    facts = tuple(Fact(name, value) for name, value in found.facts)
    word = STATES[found.state].capitalize()
    if found.state == "removed" or shown is None:
        return InspectorValue(f"{word} · only on {quoted(compared.comparison.before_title)}", found.title, facts)
    known = () if found.state == "added" else facts  # what is new is in the form
    return replace(shown, kicker=f"{word} · {shown.kicker}", facts=(*known, *shown.facts))
