"""Verbs about single cells of a map: their words, how many columns one covers, who may see what was typed into it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from journeymap.core.edits.lanes import cell_at, lanes_of, set_cell
from journeymap.core.edits.people import checked_title
from journeymap.core.edits.steps import get_step
from journeymap.core.errors import Problem
from journeymap.core.model import Cell
from journeymap.core.reader import Edit

Columns = Sequence[Collection[str]]
"""The steps in every column of a map, from left to right, as it is laid out."""


def write_cell(edit: Edit, step_id: str, lane_id: str, text: str) -> Cell | None:
    """Write into a cell as `set_cell` does. What was marked as assumed stays so, and a typed feeling always is:

    recorded feelings are counted; a typed one says that nobody has shown it yet.
    """
    lane = next((lane for lane in lanes_of(edit, get_step(edit, step_id).map_id) if lane.id == lane_id), None)
    before = cell_at(edit, step_id, lane_id)
    assumed = (lane is not None and lane.kind == "feelings") or (before is not None and before.assumed)
    return set_cell(edit, step_id, lane_id, text, assumed=assumed)


def mark_cell_assumed(edit: Edit, step_id: str, lane_id: str, assumed: bool) -> Cell:
    """Say whether what is written in a cell is only assumed so far."""
    changed = replace(_written(edit, step_id, lane_id), assumed=assumed)
    edit.put(changed)
    return changed


def stretch_cell(edit: Edit, step_id: str, lane_id: str, span: int, columns: Columns) -> Cell:
    """Let a cell cover so many columns, counted from that of its step. It never covers another cell of its lane.

    Raises Problem where the cell is empty, where the map or the cell ends, and where another cell stands in the way.
    """
    cell = _written(edit, step_id, lane_id)
    if span < 1:
        raise Problem("This cell has one column, so it cannot be made narrower. Nothing was changed.")
    at = _column_of(step_id, columns)
    if at + span > len(columns):
        raise Problem("The map ends here, so the cell cannot be made wider. Nothing was changed.")
    here = {other.step_id: other for other in edit.find(Cell, lane_id=lane_id)}
    for column in columns[at + 1 : at + span]:
        for other in column:
            if other in here:
                raise Problem(
                    f"The cell under “{get_step(edit, other).title}” is filled, so this one ends before it. Nothing "
                    "was changed. Please empty that cell first, or write its words into this one."
                )
    changed = replace(cell, span=span)
    edit.put(changed)
    return changed


def widen_cell(edit: Edit, step_id: str, lane_id: str, by: int, columns: Columns) -> Cell:
    """Let a cell cover one column more (+1) or less (−1) than it does."""
    cell = _written(edit, step_id, lane_id)
    seen = min(cell.span, len(columns) - _column_of(step_id, columns))  # it may have been made on a wider map
    return stretch_cell(edit, step_id, lane_id, seen + by, columns)


def widest_span(cells: Iterable[Cell], cell: Cell, columns: Columns) -> int:
    """How many columns a cell may cover: up to the next filled one of its lane, or the end of the map."""
    at = next((at for at, column in enumerate(columns) if cell.step_id in column), None)
    if at is None:
        return cell.span
    here = {other.step_id for other in cells if other.lane_id == cell.lane_id}
    filled = (beyond for beyond in range(at + 1, len(columns)) if not here.isdisjoint(columns[beyond]))
    return next(filled, len(columns)) - at


def cell_over(cells: Iterable[Cell], step_id: str, lane_id: str, columns: Columns) -> Cell | None:
    """Which of these cells stands in a lane under a step: its own, or one further left that covers its column."""
    here = {cell.step_id: cell for cell in cells if cell.lane_id == lane_id}
    if step_id in here:
        return here[step_id]
    at = next((at for at, column in enumerate(columns) if step_id in column), -1)
    for before in range(at - 1, -1, -1):
        for other in columns[before]:
            if other in here and before + here[other].span > at:
                return here[other]
    return None


def let_cell_be_shared(edit: Edit, step_id: str, lane_id: str, may_be_shared: bool) -> Cell:
    """Say whether what was typed or put into a cell may leave the team; see report.audience for what that concerns."""
    changed = replace(_written(edit, step_id, lane_id), may_be_shared=may_be_shared)
    edit.put(changed)
    return changed


def describe_picture(edit: Edit, step_id: str, lane_id: str, words: str) -> Cell:
    """Say anew what the picture of a cell shows."""
    changed = replace(_written(edit, step_id, lane_id), alt_text=checked_title(words, "picture"))
    edit.put(changed)
    return changed


def empty_cell(edit: Edit, step_id: str, lane_id: str) -> None:
    """Take away what stands in a cell, words and picture. The picture itself stays in the project's file."""
    edit.remove(_written(edit, step_id, lane_id))


def _written(edit: Edit, step_id: str, lane_id: str) -> Cell:
    cell = cell_at(edit, step_id, lane_id)
    if cell is None:
        raise Problem("There is nothing in this cell yet. Nothing was changed. Please write into it first.")
    return cell


def _column_of(step_id: str, columns: Columns) -> int:
    at = next((at for at, column in enumerate(columns) if step_id in column), None)
    if at is None:
        raise Problem("This step is not on the map any more. Nothing was changed.")
    return at
