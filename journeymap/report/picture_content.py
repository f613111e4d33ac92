"""The map as a picture of its own: what an audience may see of it, and how it is asked for."""

from typing import Final

from journeymap.core.errors import Problem
from journeymap.present.picture import Group, Picture, Rect, Words
from journeymap.present.text_width import text_width
from journeymap.report.content import Drawing, PictureChoices
from journeymap.report.gathered import Gathered
from journeymap.report.journey_strip import journey_strip
from journeymap.report.summary_pages import planned_words, spoken_map

SCALES: Final = (1, 2, 3, 4)
PAPERS: Final = ("A4", "A3", "A2", "A1", "A0")
PAGES: Final = ("A4", "A3")
_NO_STEPS: Final = "This map has no steps yet."


def check_choices(choices: PictureChoices) -> None:
    """Raises Problem for a scale or a paper that there is not."""
    if choices.scale and choices.scale not in SCALES:
        raise Problem(f"A picture can be 1 to 4 times as large, not {choices.scale}. Nothing was written.")
    if choices.paper and choices.paper not in PAPERS:
        raise Problem(f"There is no paper {choices.paper!r}. Choose from: {', '.join(PAPERS)}. Nothing was written.")
    if choices.pages not in PAGES:
        raise Problem(f"Pages to glue together are A4 or A3, not {choices.pages!r}. Nothing was written.")


def picture_alone(gathered: Gathered) -> Drawing:
    """The map with its words; the public sees it as it was planned, because the counts on it are exact."""
    shown = gathered.map
    instead = gathered.undrawn if shown.steps else _NO_STEPS
    if instead:
        words = Words(0.0, 20.0, instead, 14.0)
        room = Rect(0.0, 0.0, text_width(instead, 14.0), 30.0)
        group = Group("note", "empty", instead, room, (words,))
        return Drawing(Picture(room.width, room.height, gathered.map_title, instead, (group,)), instead)
    if gathered.view.public:
        return Drawing(journey_strip(shown), planned_words(gathered), "The journey as it was planned, without counts.")
    return Drawing(shown.picture, spoken_map(gathered), shown.sentence if gathered.summaries else "")
