"""A map that grows by the verbs of the editor: what stands stays where it is."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from journeymap.core.edits.arranging import insert_step
from journeymap.core.edits.links import add_transition
from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import move_step
from journeymap.present.map import MapView, load_map
from journeymap.store.document import Document
from tests.analysis.study import Study, study, telling, visit

TITLES = ("Find", "Read", "Apply", "Upload", "Phone", "Pay", "Wait", "Permit")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[tuple[Document, Study]]:
    """Two phases, a way along all steps but the call, a call and a way back; three people walked."""
    with study(tmp_path, TITLES) as (document, told):
        with telling(document, told):
            one, two = add_phase(told.edit, told.map_id, "Find out"), add_phase(told.edit, told.map_id, "Apply")
            for position, title in enumerate(TITLES):
                move_step(told.edit, told.steps[title], position, (one if position < 2 else two).id)
            path = [title for title in TITLES if title != "Phone"]
            for start, end in (*pairwise(path), ("Upload", "Phone"), ("Phone", "Pay"), ("Wait", "Apply")):
                add_transition(told.edit, told.steps[start], told.steps[end])
            for person in ("P01", "P02", "P03"):
                told.session(person, *(visit(title, 10 * at) for at, title in enumerate(path)), ended_s=99)
        yield document, told


def shown(document: Document, told: Study) -> MapView:
    return load_map(document.read(), told.filter)


def first_column(view: MapView, phase: int) -> int:
    return min(view.cells[step.step_id][0] for step in view.steps if step.phase == phase)


def moved(before: MapView, after: MapView, made: str) -> list[str]:
    """Steps that left their row, or their column other than to the next in the phase of the new step, behind it."""
    new = next(step for step in after.steps if step.step_id == made)
    found = []
    for step in before.steps:
        now = next(each for each in after.steps if each.step_id == step.step_id)
        was, is_ = before.cells[step.step_id], after.cells[step.step_id]
        first = [first_column(view, step.phase) for view in (before, after)]
        by = (is_[0] - first[1]) - (was[0] - first[0])
        may = (0, 1) if now.phase == new.phase and now.number > new.number else (0,)
        if was[1] != is_[1] or by not in may:
            found.append(step.title)
    return found


@pytest.mark.parametrize("behind", TITLES)
def test_a_step_drawn_into_the_way_behind_any_other_moves_nothing_else(
    project: tuple[Document, Study], behind: str
) -> None:
    document, told = project
    before = shown(document, told)
    with document.edit("Insert") as edit:
        made = insert_step(edit, told.map_id, "New", after_id=told.steps[behind])
    after = shown(document, told)
    assert moved(before, after, made.id) == []
    with document.edit("Insert one more") as edit:
        more = insert_step(edit, told.map_id, "Newer", after_id=made.id)
    assert moved(after, shown(document, told), more.id) == []


def test_taking_it_back_gives_the_same_map_as_before(project: tuple[Document, Study]) -> None:
    document, told = project
    before = shown(document, told)
    with document.edit("Insert") as edit:
        insert_step(edit, told.map_id, "New", after_id=told.steps["Apply"])
    document.undo()
    assert shown(document, told).cells == before.cells
