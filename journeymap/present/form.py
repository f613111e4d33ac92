"""What can be changed in the panel at the right, as values: the fields of steps, of a link, and the links of a step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.edits.cells import Columns
from journeymap.core.edits.lanes import lane_title, lanes_of
from journeymap.core.edits.steps import steps_in_order
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.model import Channel, JourneyMap, Lane, Phase, Step, Transition
from journeymap.core.reader import Reader
from journeymap.core.scales import OUTCOMES, STEP_KINDS
from journeymap.core.wording import plural
from journeymap.present.cell_form import FormCell, form_cells

STEP_KIND_WORDS: Final = {kind: kind.capitalize() for kind in STEP_KINDS}
LINK_KIND_WORDS: Final = {
    "next": "Next step",
    "branch": "Branch",
    "loop": "Loop back",
    "fallback": "If it fails",
    "handoff": "Hand-off",
}
MIXED: Final = "\0mixed"
"""The value of a field in which several steps differ."""

Choice = tuple[str, str]
"""A key and its words."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be changed. `kind` is line, text, choice (by its key), typed (a choice or new words), said.

    What is only said cannot be changed here.
    """

    key: str
    name: str
    value: str
    kind: str = "line"
    choices: tuple[Choice, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FormLink:
    """A planned link of the step: `id` is that of the transition, `words` say where it leads."""

    id: str
    words: str
    kind: str
    condition: str


@dataclass(frozen=True, slots=True)
class Form:
    """Fields of one subject: `steps` or `transition`, with the ids that a change is for.

    `targets` are the steps that a new link may lead to, `plannable` says that the link can be made a planned one.
    `cells` stand under a single step, one in each lane that takes words or pictures.
    """

    subject: str
    ids: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    links: tuple[FormLink, ...] = ()
    targets: tuple[Choice, ...] = ()
    plannable: bool = False
    cells: tuple[FormCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that a person asked for: the field's key and its new value, for these ids.

    Keys beside those of fields: `link.add` (value: the other step), `link.kind`, `link.condition` and `link.remove`
    (ids: the transition), `link.plan` (ids: the two steps), and `opens.go` (value: the map to be opened). Of a `cell`
    (ids: lane and step): `cell.text`, `cell.alt_text`, `cell.span`, `cell.assumed` and `cell.shared` (`yes` or empty),
    `cell.picture` (a file is to be chosen) and `cell.empty`.
    """

    subject: str
    ids: tuple[str, ...]
    key: str
    value: str = ""


def step_form(reader: Reader, step_ids: Sequence[str], columns: Columns = ()) -> Form | None:
    """The fields of these steps; of several, only what can be set for all. None when one of them is gone.

    `columns` are those of the map as it is laid out: a cell may cover several of them.
    """
    steps = [step for step in (reader.get(Step, step_id) for step_id in step_ids) if step is not None]
    if not steps or len(steps) != len(step_ids):
        return None
    map_id = steps[0].map_id
    ids = tuple(step.id for step in steps)
    shared = _shared_fields(reader, map_id, steps)
    if len(steps) > 1:
        return Form("steps", ids, shared)
    step = steps[0]
    fields = (
        Field("title", "Title", step.title),
        Field("description", "What it is", step.description, "text", hint="What happens here"),
        *shared,
        _opens(reader, step),
    )
    if step.aliases:
        fields += (Field("aliases", "Was called", ", ".join(step.aliases), "said"),)
    others = steps_in_order(reader, map_id)
    titles = {other.id: other.title for other in others}
    links = [
        *(
            FormLink(link.id, f"to {titles[link.to_step_id]}", link.kind, link.condition)
            for link in reader.find(Transition, from_step_id=step.id)
        ),
        *(
            FormLink(link.id, f"from {titles[link.from_step_id]}", link.kind, link.condition)
            for link in reader.find(Transition, to_step_id=step.id)
            if link.from_step_id != step.id
        ),
    ]
    linked = {link.to_step_id for link in reader.find(Transition, from_step_id=step.id)}
    targets = tuple((other.id, other.title) for other in others if other.id not in linked)
    return Form("steps", ids, fields, tuple(links), targets, cells=form_cells(reader, step, columns))


def link_form(reader: Reader, from_step_id: str, to_step_id: str) -> Form:
    """The fields of the planned link between two steps; one that was only walked can be planned."""
    found = next(iter(reader.find(Transition, from_step_id=from_step_id, to_step_id=to_step_id)), None)
    if found is None:
        return Form("transition", (from_step_id, to_step_id), plannable=True)
    fields = (
        Field("link.kind", "Kind", found.kind, "choice", tuple(LINK_KIND_WORDS.items())),
        Field("link.condition", "Condition", found.condition, hint="When people go this way"),
    )
    return Form("transition", (found.id,), fields)


def several_words(count: int) -> str:
    """What several selected steps are called: "3 steps"."""
    return plural(count, "step")


def _shared_fields(reader: Reader, map_id: str, steps: Sequence[Step]) -> tuple[Field, ...]:
    channels = {channel.id: channel.title for channel in reader.find(Channel)}
    phases = {phase.id: phase.title for phase in reader.find(Phase, map_id=map_id)}
    organisations = sorted({other.organisation for other in reader.find(Step, map_id=map_id)} - {""})
    lanes = [lane for lane in lanes_of(reader, map_id) if LANE_KINDS[lane.kind].holds == "steps"]
    kind = _common(step.kind for step in steps)
    fields = [Field("kind", "Kind", kind, "choice", tuple(STEP_KIND_WORDS.items()))]
    if kind == "end":
        outcomes = (("", "Not said"), *((key, words[:1].upper() + words[1:]) for key, words in OUTCOMES.items()))
        fields.append(Field("end_outcome", "Ends", _common(step.end_outcome for step in steps), "choice", outcomes))
    fields.append(
        Field("phase", "Phase", _common(phases.get(step.phase_id or "", "") for step in steps), "typed",
              tuple((title, title) for title in phases.values()), "No phase")
    )  # fmt: skip
    if len(lanes) > 1:
        fields.append(_lane_field(lanes, steps))
    fields.append(
        Field("channel", "Channel", _common(channels.get(step.channel_id or "", "") for step in steps), "typed",
              tuple((title, title) for title in channels.values()), "No channel")
    )  # fmt: skip
    fields.append(
        Field("organisation", "Organisation", _common(step.organisation for step in steps), "typed",
              tuple((name, name) for name in organisations), "Not said")
    )  # fmt: skip
    return tuple(fields)


def _lane_field(lanes: Sequence[Lane], steps: Sequence[Step]) -> Field:
    value = _common(step.lane_id or lanes[0].id for step in steps)
    return Field("lane", "Lane", value, "choice", tuple((lane.id, lane_title(lane)) for lane in lanes))


def _opens(reader: Reader, step: Step) -> Field:
    others = ((found.id, found.title) for found in reader.find(JourneyMap) if found.id != step.map_id)
    return Field("opens", "Opens", step.opens_map_id or "", "choice", (("", "No other map"), *others))


def _common(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else MIXED
