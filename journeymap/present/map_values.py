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
    kind: str = "action"  # one of core.scales.STEP_KINDS
    lane_id: str = ""  # the lane in which it stands
    organisation: str = ""
    end_outcome: str = ""  # a key of core.scales.OUTCOMES, or empty
    opens_map_id: str = ""  # the map that shows it in detail
    shown: bool = True  # not where its lane is collapsed, or the map was made simpler
    against: str = ""  # where two maps are compared: in words, what is different here


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link from step to step: sessions that went there and how many moves that were. Not planned: a surprise."""

    from_step_id: str
    to_step_id: str
    sessions: int
    moves: int
    planned: bool
    shown: bool = True
    kind: str = "next"  # one of core.scales.TRANSITION_KINDS, or `folded`: through steps that are not shown
    condition: str = ""
    transition_id: str = ""  # of a planned link
    against: str = ""  # as of a step

    @property
    def walked(self) -> bool:
        return self.moves > 0


@dataclass(frozen=True, slots=True)
class MapLane:
    """A row of the map. `holds` is steps, text, image, counted or line, as core.lanes says."""

    lane_id: str
    kind: str
    title: str
    holds: str
    collapsed: bool = False
    hidden: bool = False
    chosen: bool = False  # somebody chose the lanes of this map; else an empty lane takes no room


@dataclass(frozen=True, slots=True)
class MapCell:
    """What stands in a lane under a step, over `span` columns of the whole map. `data` are the bytes of its picture."""

    lane_id: str
    step_id: str
    span: int = 1
    text: str = ""
    alt_text: str = ""
    assumed: bool = False
    may_be_shared: bool = False
    media_type: str = ""
    data: bytes = b""

    @property
    def has_picture(self) -> bool:
        return bool(self.data)


@dataclass(frozen=True, slots=True)
class Geometry:
    """What lies where in a picture of a map, in map units: so that a hand can be told what it points at.

    `bands` are (lane id, top, bottom) from top to bottom, `columns` (left, right), `phases` (left, right) of every
    phase, `rows` (lane id, row within the lane, top, bottom) of the rows of cards. `numbers` has for every drawn column
    its place among all columns of the map.
    """

    bands: tuple[tuple[str, float, float], ...] = ()
    columns: tuple[tuple[float, float], ...] = ()
    phases: tuple[tuple[float, float], ...] = ()
    rows: tuple[tuple[str, int, float, float], ...] = ()
    numbers: tuple[int, ...] = ()


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
    lanes: tuple[MapLane, ...] = ()  # all of them, from top to bottom
    texts: tuple[MapCell, ...] = ()
    geometry: Geometry = field(default_factory=Geometry)
    overlay: str = "traffic"  # a key of present.overlays.OVERLAYS
    shown_sentence: str = ""  # how much of what happened is drawn
    unplaced_note: str = ""  # the one of the notes that the tray says as well
    signs: tuple[tuple[str, str], ...] = ()  # for the legend: (sign, words)

    def step(self, step_id: str) -> MapStep | None:
        return next((step for step in self.steps if step.step_id == step_id), None)
