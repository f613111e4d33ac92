"""Cells of a map that may hold what people said, felt or look like, and who may see them.

What is typed into a lane of quotes, or a picture that is put there, belongs to no session, so no consent speaks for it.
It stays within the team unless somebody marked the cell as one that may be shared.
"""

from collections import Counter
from collections.abc import Iterator

from journeymap.core.edits.lanes import lane_title, lanes_of
from journeymap.core.lanes import OF_PEOPLE
from journeymap.core.model import Cell, Lane
from journeymap.core.reader import Reader
from journeymap.core.wording import list_text, number_text, plural
from journeymap.present.map_plan import MapPlan, read_plan
from journeymap.report.content import Remark
from journeymap.report.personal import kinds_found


def cells_of_the_team(reader: Reader) -> frozenset[str]:
    """Ids of all cells that only the team may see."""
    lanes = {lane_id for lane_id, kind in reader.columns(Lane, ("id", "kind")) if kind in OF_PEOPLE}
    if not lanes:
        return frozenset()
    cells = reader.columns(Cell, ("id", "may_be_shared"), lane_id=tuple(lanes))
    return frozenset(cell_id for cell_id, may_be_shared in cells if not may_be_shared)


def pictures_to_share(reader: Reader, hidden: frozenset[str]) -> frozenset[str]:
    """Ids of the pictures that stand in other cells than the hidden ones."""
    cells = reader.columns(Cell, ("id", "attachment_id"))
    return frozenset(picture for cell_id, picture in cells if picture is not None and cell_id not in hidden)


def withheld_words(reader: Reader, map_id: str, hidden: frozenset[str]) -> str:
    """A sentence on what is left out of a map for that reason; empty where nothing is. Hidden lanes are not counted."""
    titles = {lane.id: lane_title(lane) for lane in lanes_of(reader, map_id) if not lane.hidden}
    found: Counter[str] = Counter()
    for cell_id, lane_id in reader.columns(Cell, ("id", "lane_id"), map_id=map_id):
        if cell_id in hidden and lane_id in titles:
            found[lane_id] += 1
    if not found:
        return ""
    where = list_text([f"{number_text(found[lane_id])} in “{titles[lane_id]}”" for lane_id in titles if found[lane_id]])
    return (
        f"{plural(found.total(), 'cell')} of the map ({where}): what is typed or put there belongs to no session, so "
        "no consent speaks for it, and nobody marked it as something that may be shared."
    )


def map_remarks(reader: Reader, map_id: str) -> Iterator[Remark]:
    """Texts of a map, as an audience sees it, that look like personal data."""
    plan = read_plan(reader, map_id)
    for where, text in _texts(plan):
        for kind in kinds_found(text):
            yield Remark(where, f"looks like {kind}")


def _texts(plan: MapPlan) -> Iterator[tuple[str, str]]:
    """All that is drawn of a map, and where it stands. Hidden lanes are not drawn."""
    yield from (("A phase of the map", phase.title) for phase in plan.phases)
    titles = {step.id: step.title for step in plan.steps}
    for step in plan.steps:
        yield "A step of the map", step.title
        yield f"The organisation of “{step.title}”", step.organisation
    for link in plan.transitions:
        yield f"A condition at “{titles.get(link.from_step_id, '')}”", link.condition
    lanes = {lane.id: lane_title(lane) for lane in plan.lanes if not lane.hidden}
    yield from (("A lane of the map", title) for title in lanes.values())
    for cell in plan.cells:
        if cell.lane_id in lanes and cell.step_id in titles:
            where = f"“{lanes[cell.lane_id]}” under “{titles[cell.step_id]}”"
            yield where, cell.text
            yield where, cell.alt_text
