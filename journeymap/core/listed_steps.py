"""The steps of a list as values: what `step_list` reads from text, `step_list_writing` writes and a map is made of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from journeymap.core.capture import one_line, title_key
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.scales import STEP_KINDS
from journeymap.core.wording import shortened

LONGEST_TITLE: Final = 300
"""Characters of a title taken from a list; what is longer goes into the description."""
MOST_STEPS: Final = 2000
"""Steps taken from one list; a map of more cannot be read by anybody."""
MOST_DETAILS: Final = 500
"""Links, cells or earlier titles of one step that are taken from a list."""
PLAIN: Final = "\\"
"""Before a title, it keeps the title from being read as anything else."""
CHANNEL: Final = re.compile(r"\[([^\[\]]{0,300})\]\s*$")
BULLET: Final = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+")
_LANE: Final = re.compile(r"(.*\S) \(([^()]+)\)", re.DOTALL)
LINK_WORDS: Final = {
    "next": "next", "branch": "branch", "loop": "loop", "fallback": "if it fails", "handoff": "hand-off",
}  # fmt: skip
"""How the kinds of core.scales.TRANSITION_KINDS are written in a list."""


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link to the step of this title. An empty `kind` is what the list implies."""

    title: str
    condition: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ListedLane:
    """A lane by its kind, a key of core.lanes.LANE_KINDS or empty, and its title where that is not the kind's."""

    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ListedCell:
    """What stands in a lane under a step. Pictures have no place in a text; see core.carried_pictures."""

    lane: ListedLane
    text: str = ""
    span: int = 1
    assumed: bool = False
    may_be_shared: bool = False


@dataclass(frozen=True, slots=True)
class ListedStep:
    """One step of a list. `branch_of` is the index of the step that it branches off, None on the main path.

    `apart` says that no link leads from it to the next step of the main path. `channel_kind` is said once for every
    channel. `opens` is the title of a map.
    """

    title: str
    phase: str = ""
    channel: str = ""
    description: str = ""
    branch_of: int | None = None
    links: tuple[ListedLink, ...] = ()
    kind: str = ""
    end_outcome: str = ""
    organisation: str = ""
    lane: ListedLane | None = None
    channel_kind: str = ""
    aliases: tuple[str, ...] = ()
    opens: str = ""
    cells: tuple[ListedCell, ...] = ()
    apart: bool = False


@dataclass(slots=True)
class StepList:
    """What was read: the steps, a sentence for all that could not be taken, and how many steps were too many."""

    steps: list[ListedStep] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    beyond: int = 0


def read_key(words: str, known: Mapping[str, str], what: str, found: StepList) -> str:
    """The key that words stand for; `known` has them without case. What stands for none is told and left out."""
    key = known.get(title_key(words), "")
    if words and not key:
        found.left_out.append(f"“{shortened(words)}” is no {what}, so it was left out.")
    return key


def read_kind(words: str, found: StepList) -> str:
    """A kind of step by its word; what is none is told."""
    return read_key(words, {kind: kind for kind in STEP_KINDS}, "kind of step", found)


def read_lane(words: str) -> ListedLane:
    """A lane as it is written: what its kind is called, or a title of its own with that in brackets behind it."""
    kinds = {title_key(kind.title): key for key, kind in LANE_KINDS.items()}
    if title_key(words) in kinds:
        return ListedLane(kinds[title_key(words)])
    named = _LANE.fullmatch(words)
    if named is not None and title_key(named[2]) in kinds:
        return ListedLane(kinds[title_key(named[2])], named[1])
    return ListedLane("", words)


def written_lane(lane: ListedLane) -> str:
    """A lane, so that it is read as it is."""
    kind = LANE_KINDS.get(lane.kind)
    if kind is None:
        return lane.title
    return f"{one_line(lane.title)} ({kind.title})" if lane.title else kind.title
