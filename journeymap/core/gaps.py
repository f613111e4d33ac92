"""How breaks of a session are kept: a marker `pause` and a marker `resume`, and gaps, which are pauses nobody made."""

from typing import Final

from journeymap.core.model import Observation, Pairs
from journeymap.core.scales import GAPS

BREAKS: Final = frozenset({"pause", "resume"})
"""What the text of a marker says where it begins or ends a break."""
COUNTED: Final = ("counted", "yes")
"""The attribute of a gap that is counted in again."""
GAP_ATTRIBUTES: Final = frozenset({"gap", COUNTED[0]})
"""Names of the attributes that make a pause a gap. They tell nothing of the person."""


def gap_of(entry: Observation) -> str:
    """Why a stretch was not seen, a key of GAPS; empty for any other entry."""
    why = dict(entry.attributes).get("gap", "") if entry.kind == "marker" else ""
    return why if why in GAPS else ""


def is_counted(gap: Observation) -> bool:
    """Whether a gap is counted into the durations again."""
    return COUNTED in gap.attributes


def as_gap(attributes: Pairs, why: str, *, counted: bool) -> Pairs:
    """The attributes of an entry as those of a gap, or of no gap where `why` is empty; the others stay."""
    others = tuple(pair for pair in attributes if pair[0] not in GAP_ATTRIBUTES)
    if not why:
        return others
    return (*others, ("gap", why), COUNTED) if counted else (*others, ("gap", why))
