"""What a link of the map is: planned and walked, planned and never walked, walked and never planned."""

from dataclasses import dataclass
from typing import Final

from journeymap.core.wording import plural, sessions
from journeymap.present.map_values import MapLink, MapView

LINK_STATES: Final = {
    "as_planned": "walked as planned",
    "never_walked": "planned, never walked",
    "never_planned": "walked, never planned",
    "walked": "walked",
    "planned": "planned",
}
"""`walked` stands on maps on which nobody planned a link, `planned` where no session is counted: neither surprises."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """A link with its state (a key of LINK_STATES) and the words for it."""

    from_step_id: str
    to_step_id: str
    state: str
    words: str

    @property
    def surprising(self) -> bool:
        """Whether plan and people differ here."""
        return self.state in ("never_walked", "never_planned")


def link_states(view: MapView) -> tuple[LinkState, ...]:
    """The state of every link of a map, in the order of its links."""
    return tuple(
        LinkState(link.from_step_id, link.to_step_id, state, _words(link, state))
        for link in view.links
        for state in (_state(link, view),)
    )


def surprises_text(view: MapView) -> str:
    """How plan and people differ, in one sentence; empty where there is nothing to compare."""
    if not view.planned or not view.sessions:
        return ""
    states = [found.state for found in link_states(view)]
    unwalked, unplanned = states.count("never_walked"), states.count("never_planned")
    if not unwalked and not unplanned:
        return "People walked every planned link, and no other."
    parts = []
    if unwalked:
        parts.append(f"{plural(unwalked, 'planned link')} {'was' if unwalked == 1 else 'were'} never walked")
    if unplanned:
        parts.append(f"{plural(unplanned, 'link')} {'was' if unplanned == 1 else 'were'} walked and never planned")
    return f"{'; '.join(parts)}."


def _state(link: MapLink, view: MapView) -> str:
    if not view.planned:
        return "walked"
    if link.planned:
        if link.walked:
            return "as_planned"
        return "never_walked" if view.sessions else "planned"
    return "never_planned"


def _words(link: MapLink, state: str) -> str:
    return f"{LINK_STATES[state]}: {sessions(link.sessions)}" if link.walked else LINK_STATES[state]
