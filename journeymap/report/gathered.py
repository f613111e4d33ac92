"""Everything the pages of a report are made from, read once and only through the eyes of its audience."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from journeymap.analysis.loading import load_summaries
from journeymap.analysis.sessions import SessionSummary
from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.model import Channel, ImportBatch, JourneyMap, Participant, Project, Round, Step
from journeymap.core.progress import Progress
from journeymap.core.reader import Reader
from journeymap.core.scales import HARM_WEIGHTS
from journeymap.core.wording import number_text
from journeymap.present.flow import FlowView, load_flow
from journeymap.present.map import MOST_DRAWN, load_map, undrawn_map
from journeymap.present.map_values import MapView
from journeymap.present.ranking import RankingView, load_ranking
from journeymap.report.audience import NOBODY, AudienceView, seen_by
from journeymap.report.content import Anchor, PictureChoices
from journeymap.report.figures import Figures, PeopleBehind, people_behind

Weights = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: filter, audience, settings of the ranking, last journal entry, and the date (UTC ms)."""

    chosen: Filter
    audience: str = "team"
    seed: int = 1
    top: int = 3
    weights: Weights = HARM_WEIGHTS
    anchor: Anchor = field(default_factory=Anchor)
    made_at_ms: int = 0
    picture: PictureChoices = field(default_factory=PictureChoices)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All values. `summaries` are the visible sessions under the filter, those that are not counted included."""

    asked: Asked
    project: Project
    map_title: str
    view: AudienceView
    figures: Figures
    summaries: tuple[SessionSummary, ...]
    flow: FlowView
    ranking: RankingView
    map: MapView
    rounds: tuple[Round, ...]
    channels: dict[str, str]
    steps: tuple[Step, ...]
    people: dict[str, Participant]
    batches: tuple[ImportBatch, ...]
    behind: PeopleBehind

    @property
    def undrawn(self) -> str:
        """Why there is no picture of the map, in a sentence; empty where there is one."""
        return too_large_to_draw(len(self.map.steps))

    @property
    def counted(self) -> list[SessionSummary]:
        return [summary for summary in self.summaries if summary.counted]

    @property
    def round_titles(self) -> dict[str, str]:
        return {each.id: each.title for each in self.rounds}


def too_large_to_draw(steps: int) -> str:
    """The sentence about a map of so many steps of which no picture is made; empty where one is."""
    if steps <= MOST_DRAWN:
        return ""
    return f"This map has {number_text(steps)} steps, more than a picture can show ({number_text(MOST_DRAWN)})."


def gather(reader: Reader, asked: Asked, progress: Progress) -> Gathered:
    """Read and count everything. Raises Problem where there is no project or the audience is unknown."""
    project = reader.get(Project, reader.project_id)
    if project is None:
        raise Problem("The project could not be read, so nothing was exported.")
    progress.at(0.02, "Choosing the sessions")
    view = seen_by(reader, asked.chosen, asked.audience, asked.made_at_ms)
    seen = view.reader
    chosen_map = seen.get(JourneyMap, asked.chosen.map_id) if asked.chosen.map_id else None
    progress.at(0.1, "Counting the sessions")
    flow = load_flow(seen, view.chosen)
    progress.at(0.3, "Ranking the pain points")
    ranking = load_ranking(seen, view.chosen, seed=asked.seed, top=asked.top, weights=asked.weights)
    progress.at(0.6, "Drawing the map")
    figures = Figures(public=view.public)
    # A picture holds exact counts, so the public sees the plan without any.
    to_draw = Filter(view.chosen.map_id, session_ids=(NOBODY,)) if view.public else view.chosen
    steps = seen.find(Step, map_id=asked.chosen.map_id)
    drawn = load_map(seen, to_draw) if len(steps) <= MOST_DRAWN else undrawn_map(seen, to_draw)
    summaries = load_summaries(seen, view.chosen)
    return Gathered(
        asked=asked,
        project=project,
        map_title=chosen_map.title if chosen_map is not None else project.title,
        view=view,
        figures=figures,
        summaries=tuple(summaries),
        flow=flow,
        ranking=ranking,
        map=drawn,
        rounds=tuple(_rounds(seen, summaries)),
        channels=dict(seen.columns(Channel, ("id", "title"))),
        steps=tuple(steps),
        people={person.id: person for person in seen.find(Participant)},
        batches=tuple(batch for batch in seen.find(ImportBatch) if batch.live),
        behind=people_behind(summary for summary in summaries if summary.counted),
    )


def _rounds(reader: Reader, summaries: Sequence[SessionSummary]) -> list[Round]:
    """The rounds that these sessions belong to, in their order."""
    used = {summary.round_id for summary in summaries}
    return [each for each in reader.find(Round) if each.id in used]
