"""The rows of a map: one list. A new kind of lane is one entry here and one icon.

Steps stand in the lanes that hold steps; the others hold cells under the steps, or are counted from sessions. The
three lines of a service blueprint are rows of their own, so they can be put, moved and taken away like any other.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class LaneKind:
    """What a lane is called and what it holds: `steps`, `text`, `image`, `counted` (from sessions) or `line`."""

    title: str
    holds: str
    hint: str


LANE_KINDS: Final = {
    "actions": LaneKind("Steps", "steps", "What the person does"),
    "thoughts": LaneKind("Thoughts", "text", "What goes through the person's mind"),
    "feelings": LaneKind("Feelings", "counted", "Counted from the feelings that were recorded"),
    "pain": LaneKind("Pain points", "counted", "Counted from the pain points that were recorded"),
    "touchpoint": LaneKind("Touchpoints", "text", "What the person meets: a page, a letter, a counter"),
    "channel": LaneKind("Channels", "counted", "The channel of each step"),
    "frontstage": LaneKind("Frontstage", "steps", "What staff or systems do in sight of the person"),
    "backstage": LaneKind("Backstage", "steps", "What staff do out of sight"),
    "support": LaneKind("Support processes", "steps", "What other teams and systems do for it"),
    "policy": LaneKind("Policies and rules", "text", "The rules that apply here"),
    "data": LaneKind("Data", "text", "What is asked for, stored or passed on"),
    "metric": LaneKind("Measures", "text", "What is measured here"),
    "quote": LaneKind("Quotes", "text", "In people's own words"),
    "image": LaneKind("Pictures", "image", "A photo or a screenshot, with a description"),
    "opportunity": LaneKind("Opportunities", "text", "How might we …"),
    "evidence": LaneKind("Evidence", "text", "What shows that this is so"),
    "custom": LaneKind("Notes", "text", "Anything else"),
    "line_of_interaction": LaneKind("Line of interaction", "line", "Between the person and the service"),
    "line_of_visibility": LaneKind("Line of visibility", "line", "Between what the person sees and what not"),
    "line_of_internal_interaction": LaneKind("Line of internal interaction", "line", "Between staff and support"),
}

OF_PEOPLE: Final = frozenset({"thoughts", "feelings", "quote", "image", "evidence"})
"""Lanes whose cells may hold what real people said, felt or look like. What is typed there belongs to no session, so no
consent speaks for it."""

FIRST_LANES: Final = ("actions", "feelings", "pain")
"""What a new map begins with."""
