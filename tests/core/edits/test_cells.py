"""Single cells of a map: how many columns one covers, what stands in the way, and who may see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.edits import cells, lanes, maps, steps
from journeymap.core.errors import Problem
from journeymap.core.model import Cell, Lane, Step
from journeymap.core.reader import Edit
from journeymap.store.document import Document


class Row:
    """Five steps in four columns, of which the third has two, and a lane of touchpoints below them."""

    def __init__(self, edit: Edit) -> None:
        self.edit = edit
        journey = maps.make_map(edit, "Renew")
        self.steps = {title: steps.add_step(edit, journey.id, title) for title in "abcde"}
        self.lane: Lane = lanes.add_lane(edit, journey.id, "touchpoint")
        self.columns = [[self.steps[title].id for title in column] for column in ("a", "b", "cd", "e")]

    def write(self, title: str) -> None:
        lanes.set_cell(self.edit, self.steps[title].id, self.lane.id, f"at {title}")

    def stretch(self, title: str, span: int) -> Cell:
        return cells.stretch_cell(self.edit, self.steps[title].id, self.lane.id, span, self.columns)

    def over(self, title: str) -> Cell | None:
        return cells.cell_over(self.edit.find(Cell), self.steps[title].id, self.lane.id, self.columns)


@pytest.fixture
def row(tmp_path: Path) -> Iterator[Row]:
    """The row, in an edit of an empty project."""
    with (
        Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as document,
        document.edit("Test") as opened,
    ):
        yield Row(opened)


def test_a_cell_that_covers_columns_stands_under_all_of_their_steps(row: Row) -> None:
    row.write("a")
    wide = row.stretch("a", 3)
    assert [row.over(title) for title in "abcd"] == [wide] * 4
    assert row.over("e") is None
    row.write("a")
    assert row.stretch("a", 3).text == "at a"


def test_words_written_anew_leave_the_cell_as_wide_as_it_is(row: Row) -> None:
    row.write("a")
    row.stretch("a", 3)
    row.write("a")
    assert [cell.span for cell in row.edit.find(Cell)] == [3]


def test_a_cell_is_never_covered_by_another_one(row: Row) -> None:
    row.write("a")
    row.write("d")
    row.stretch("a", 2)
    with pytest.raises(Problem, match="The cell under “d” is filled, so this one ends before it"):
        row.stretch("a", 3)
    assert [(cell.text, cell.span) for cell in row.edit.find(Cell)] == [("at a", 2), ("at d", 1)]


@pytest.mark.parametrize(
    ("title", "span", "reason"),
    [("a", 0, "cannot be made narrower"), ("a", 5, "The map ends here"), ("b", 2, "nothing in this cell yet")],
)
def test_a_cell_ends_where_the_map_ends_and_has_one_column_at_least(
    row: Row, title: str, span: int, reason: str
) -> None:
    row.write("a")
    with pytest.raises(Problem, match=reason):
        row.stretch(title, span)
    assert [cell.span for cell in row.edit.find(Cell)] == [1]


def test_a_cell_from_a_wider_map_is_shrunk_from_where_it_is_seen_to_end(row: Row) -> None:
    lanes.set_cell(row.edit, row.steps["a"].id, row.lane.id, "wide", span=50)
    assert cells.widen_cell(row.edit, row.steps["a"].id, row.lane.id, -1, row.columns).span == 3
    assert cells.widen_cell(row.edit, row.steps["a"].id, row.lane.id, 1, row.columns).span == 4


def test_a_cell_is_emptied_and_set_free(row: Row) -> None:
    row.write("a")
    step: Step = row.steps["a"]
    assert cells.let_cell_be_shared(row.edit, step.id, row.lane.id, True).may_be_shared
    cells.empty_cell(row.edit, step.id, row.lane.id)
    assert row.edit.find(Cell) == []
    with pytest.raises(Problem, match="nothing in this cell yet"):
        cells.empty_cell(row.edit, step.id, row.lane.id)
