"""Cells with people's words: they leave the team only when somebody marked them, and what stays is said."""

from pathlib import Path

import pytest

from journeymap.core.edits.cells import let_cell_be_shared
from journeymap.core.edits.lanes import add_lane, hide_lane, set_cell, set_picture
from journeymap.core.edits.steps import steps_in_order
from journeymap.core.model import Attachment, Cell
from journeymap.report.audience import seen_by
from tests.report.projects import Told, journey, told
from tests.report.reading import everything_said, written
from tests.report.test_drawn_maps import screenshot

QUOTE = "Slartibartfast wept"


def drawn(project: Told) -> str:
    """Cells under the first step in lanes of people's words and in one of the team's; gives the id of the step."""
    map_id = project.chosen.map_id
    with project.document.edit("Draw") as edit:
        step = steps_in_order(edit, map_id)[0]
        for kind, words in (
            ("quote", QUOTE),
            ("evidence", "Beeblebrox told us"),
            ("policy", "Rule 42"),
        ):
            set_cell(edit, step.id, add_lane(edit, map_id, kind).id, words)
        lane = add_lane(edit, map_id, "image")
        set_picture(
            edit, step.id, lane.id, name="a.png", media_type="image/png", data=screenshot(), alt_text="Trillian"
        )
    return step.id


def lane_of(project: Told, kind: str) -> str:
    words = {"quote": QUOTE, "policy": "Rule 42"}[kind]
    return next(cell.lane_id for cell in project.reader.find(Cell) if cell.text == words)


@pytest.mark.parametrize(
    ("audience", "there"),
    [
        ("team", {QUOTE, "Beeblebrox told us", "Rule 42", "Trillian"}),
        ("board", {"Rule 42"}),
        ("public", {"Rule 42"}),
    ],
)
def test_what_is_typed_into_cells_of_people_stays_within_the_team(
    tmp_path: Path, audience: str, there: set[str]
) -> None:
    with told(tmp_path, journey("P1")) as project:
        drawn(project)
        seen = seen_by(project.reader, project.chosen, audience).reader
        assert {cell.text or cell.alt_text for cell in seen.find(Cell)} == there
        assert seen.count(Cell) == len(there)
        assert sorted(seen.columns(Cell, ("text",))) == sorted((cell.text,) for cell in seen.find(Cell))
        assert seen.count(Attachment) == (audience == "team")


@pytest.mark.parametrize("audience", ["board", "public"])
def test_no_word_of_a_cell_that_is_not_shared_is_in_any_format_and_that_is_said(tmp_path: Path, audience: str) -> None:
    with told(tmp_path, journey("P1")) as project:
        drawn(project)
        report = project.report(audience)
        paths = written(report, tmp_path / "out")
    for path in paths.values():
        said = everything_said(path)
        assert [word for word in ("Slartibartfast", "Beeblebrox", "Trillian") if word in said] == [], path.name
    assert "3 cells of the map (1 in “Quotes”, 1 in “Evidence” and 1 in “Pictures”)" in str(report.blocks)


def test_a_cell_that_may_be_shared_goes_to_the_board(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        step_id = drawn(project)
        with project.document.edit("Share") as edit:
            let_cell_be_shared(edit, step_id, lane_of(project, "quote"), True)
        seen = seen_by(project.reader, project.chosen, "board")
        assert {cell.text for cell in seen.reader.find(Cell)} == {"Rule 42", QUOTE}
        assert "2 cells of the map (1 in “Evidence” and 1 in “Pictures”)" in seen.cells_withheld
        said = everything_said(written(project.report("board"), tmp_path / "out")["svg"])
    assert QUOTE in said


def test_a_hidden_lane_is_not_counted_among_what_was_left_out(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        drawn(project)
        with project.document.edit("Hide") as edit:
            hide_lane(edit, project.chosen.map_id, lane_of(project, "quote"), True)
        withheld = seen_by(project.reader, project.chosen, "board").cells_withheld
    assert withheld.startswith("2 cells of the map (1 in “Evidence” and 1 in “Pictures”)")


def test_personal_data_in_cells_is_flagged_where_the_audience_sees_it(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        step_id = drawn(project)
        with project.document.edit("Type") as edit:
            set_cell(edit, step_id, lane_of(project, "quote"), "ask jo.bloggs@example.org")
            set_cell(edit, step_id, lane_of(project, "policy"), "call 01632 960 001")
        found = {audience: {str(one) for one in project.report(audience).remarks} for audience in ("team", "board")}
    assert any("“Quotes” under “Find”" in one and "an e-mail address" in one for one in found["team"])
    assert any("“Policies and rules” under “Find”" in one and "a phone number" in one for one in found["board"])
    assert not any("e-mail" in one for one in found["board"])
