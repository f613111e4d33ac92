"""The cells under a step as values that can be changed in the panel at the right."""

from dataclasses import dataclass

from journeymap.core.edits.cells import Columns, cell_over, widest_span
from journeymap.core.edits.lanes import lane_title, lanes_of
from journeymap.core.lanes import LANE_KINDS, OF_PEOPLE
from journeymap.core.model import Cell, Lane, Step
from journeymap.core.reader import Reader


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell that stands under a step, or an empty place for one (`written` is false).

    `step_id` is the step where it begins, which one further left may be: `begins` is its title then. `widest` columns
    it may cover. `takes_text` and `takes_picture` say what can be put into it.
    """

    lane_id: str
    step_id: str
    title: str
    written: bool = False
    text: str = ""
    takes_text: bool = True
    takes_picture: bool = False
    has_picture: bool = False
    alt_text: str = ""
    span: int = 1
    widest: int = 1
    assumed: bool = False
    only_assumed: bool = False
    of_people: bool = False
    may_be_shared: bool = False
    begins: str = ""

    @property
    def key(self) -> str:
        """LANE>STEP, as the map calls a cell."""
        return f"{self.lane_id}>{self.step_id}"

    @property
    def asked(self) -> str:
        """The lane, as it is offered to be written in."""
        return f"{self.title}: what you assume" if self.only_assumed else self.title


def form_cells(reader: Reader, step: Step, columns: Columns) -> tuple[FormCell, ...]:
    """One for each lane in sight that takes words or pictures, from top to bottom; `columns` as the map is laid out."""
    cells = reader.find(Cell, map_id=step.map_id)
    return tuple(
        _form_cell(reader, step, lane, cells, columns)
        for lane in lanes_of(reader, step.map_id)
        if not lane.hidden and (LANE_KINDS[lane.kind].holds in {"text", "image"} or lane.kind == "feelings")
    )


def _form_cell(reader: Reader, step: Step, lane: Lane, cells: list[Cell], columns: Columns) -> FormCell:
    pictures, assumed = LANE_KINDS[lane.kind].holds == "image", lane.kind == "feelings"
    of_people = lane.kind in OF_PEOPLE
    cell = cell_over(cells, step.id, lane.id, columns)
    if cell is None:
        return FormCell(
            lane.id, step.id, lane_title(lane), takes_text=not pictures, takes_picture=pictures, assumed=assumed,
            only_assumed=assumed, of_people=of_people,
        )  # fmt: skip
    first = reader.get(Step, cell.step_id) if cell.step_id != step.id else None
    widest = 1 if assumed else widest_span(cells, cell, columns)
    return FormCell(
        lane_id=lane.id,
        step_id=cell.step_id,
        title=lane_title(lane),
        written=True,
        text=cell.text,
        takes_text=not pictures or bool(cell.text),
        takes_picture=pictures,
        has_picture=cell.attachment_id is not None,
        alt_text=cell.alt_text,
        span=min(cell.span, widest),
        widest=widest,
        assumed=cell.assumed,
        only_assumed=assumed,
        of_people=of_people,
        may_be_shared=cell.may_be_shared,
        begins=first.title if first is not None else "",
    )
