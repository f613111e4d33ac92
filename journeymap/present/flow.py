"""The journey as it happened, for the terminal and for scripts."""

from dataclasses import dataclass

from journeymap.analysis.flow import Flow


@dataclass(frozen=True, slots=True)
class FlowView:
    """What was counted, with the title of the map it belongs to and the title of every step by id."""

    map_id: str
    map_title: str
    titles: dict[str, str]
    flow: Flow
