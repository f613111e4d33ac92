"""What was filled in before a session."""

from dataclasses import dataclass, field

from journeymap.ui.recorder.about_person import About
from journeymap.ui.recorder.recording_way import Way
from journeymap.ui.recorder.task_plan import WantedTask


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything in one value. `map_id` is empty when a map of the title is to be made; `tasks` are in their order.

    `seen` says that what was known of the person stood on the page: what is empty there was taken back by hand.
    """

    pseudonym: str
    inclusion: int | None
    round_title: str
    map_id: str
    map_title: str
    about: About = field(default_factory=About)
    tasks: tuple[WantedTask, ...] = ()
    way: Way = field(default_factory=Way)
    seen: bool = True
