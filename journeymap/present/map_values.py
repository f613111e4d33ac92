"""The values of a journey map: what was counted at each step and on each link, and the picture of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from journeymap.present.picture import Picture


@dataclass(frozen=True, slots=True)
class MapPain:
    """A pain point at one step: `people` affected of those `reached` (people who came to the step)."""

    title: str
    people: int
    reached: int
    worst_impact: int | None  # None: not rated yet
    tag: str = ""


@dataclass(frozen=True, slots=True)
class MapFeeling:
    """Feelings recorded at a step, −2…+2: the median, the middle half, and how many people said something."""

    median: float
    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class MapStep:
    """A step and what was counted there. Times are medians over sessions in ms, None where no times were recorded."""

    step_id: str
    title: str
    number: int  # 1…, from left to right
    phase: int  # index into MapView.phases
    channel_kind: str = ""  # a key of core.channels.CHANNEL_KINDS, or empty
    channel_title: str = ""
    sessions: int = 0
    people: int = 0
    visits: int = 0
    median_ms: int | None = None
    left: int = 0  # sessions that ended here without what they came for
    ended: int = 0  # sessions whose end was not observed and whose last step this is
    worst_impact: int | None = None
    next_steps: int = 0  # different steps that sessions or the plan go to from here
    pains: tuple[MapPain, ...] = ()
    feeling: MapFeeling | None = None


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link from step to step: sessions that went there and how many moves that were. Not planned: a surprise."""

    from_step_id: str
    to_step_id: str
    sessions: int
    moves: int
    planned: bool
    shown: bool = True

    @property
    def walked(self) -> bool:
        return self.moves > 0


@dataclass(frozen=True, slots=True)
class MapView:
    """The whole map. `picture` is its drawing; `sentence` says in words what matters; `notes` what is not on it."""

    map_id: str
    title: str
    state: str  # "as it is"
    sessions: int
    people: int
    phases: tuple[str, ...]  # titles; one empty title where the map has no phases
    steps: tuple[MapStep, ...]
    links: tuple[MapLink, ...]
    moves: int
    moves_shown: int
    all_links: bool
    picture: Picture
    sentence: str = ""
    notes: tuple[str, ...] = ()
    made_up: bool = False
    planned: bool = False  # somebody drew links, so that a walked link can be a surprise
    main_path: tuple[str, ...] = ()  # step ids of the top row, from left to right
    cells: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # (column, row) of every step

    def step(self, step_id: str) -> MapStep | None:
        return next((step for step in self.steps if step.step_id == step_id), None)
