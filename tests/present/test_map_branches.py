"""What was planned as a branch stands beside the main path, however the map came about."""

from pathlib import Path

import pytest

from journeymap.core.edits.from_list import put_step_list
from journeymap.core.edits.links import add_transition
from journeymap.core.step_list import read_step_list
from journeymap.present.map import MapView, load_map
from journeymap.store.document import Document
from tests.analysis.study import Study, study, telling, visit

PERMIT = """# Apply
Start application
Check the zone
# Prove address
Upload proof of address
  Ask for help by phone
Confirm details
# Pay and wait
Pay"""


def shown(document: Document, told: Study) -> MapView:
    return load_map(document.read(), told.filter)


def row_of(view: MapView, title: str) -> int:
    return next(view.cells[step.step_id][1] for step in view.steps if step.title == title)


def put(document: Document, told: Study, text: str) -> None:
    with telling(document, told):
        put_step_list(told.edit, told.map_id, read_step_list(text))


def test_an_indented_step_of_a_typed_list_stands_below_the_main_path(tmp_path: Path) -> None:
    with study(tmp_path, ()) as (document, told):
        put(document, told, PERMIT)
        view = shown(document, told)
        assert row_of(view, "Ask for help by phone") == 1
        path = [step.title for step in view.steps if step.step_id in view.main_path]
        assert path == ["Start application", "Check the zone", "Upload proof of address", "Confirm details", "Pay"]


def test_it_stays_there_when_everybody_goes_that_way(tmp_path: Path) -> None:
    with study(tmp_path, ()) as (document, told):
        put(document, told, PERMIT)
        with telling(document, told):
            told.steps = {step.title: step.step_id for step in shown(document, told).steps}
            way = ("Upload proof of address", "Ask for help by phone", "Confirm details", "Pay")
            for person in ("P01", "P02", "P03"):
                told.session(person, *(visit(title, 10 * at) for at, title in enumerate(way)), ended_s=99)
        assert row_of(shown(document, told), "Ask for help by phone") == 1


def test_branches_of_a_branch_stand_below_as_well(tmp_path: Path) -> None:
    with study(tmp_path, ()) as (document, told):
        put(document, told, "Apply\n  Call\n    Wait in line\n  Write\nPay")
        view = shown(document, told)
        assert [row_of(view, title) == 0 for title in ("Apply", "Call", "Wait in line", "Write", "Pay")] == [
            True, False, False, False, True,
        ]  # fmt: skip


@pytest.mark.parametrize("kind", ["branch", "fallback"])
def test_the_first_way_from_a_decision_carries_the_main_path_on_where_all_are_branches(
    tmp_path: Path, kind: str
) -> None:
    titles = ("Decide", "Say yes", "Say no", "End")
    with study(tmp_path, titles) as (document, told):
        with telling(document, told):
            for start, end in (("Decide", "Say yes"), ("Decide", "Say no")):
                add_transition(told.edit, told.steps[start], told.steps[end], kind)
            for start in ("Say yes", "Say no"):
                add_transition(told.edit, told.steps[start], told.steps["End"])
        view = shown(document, told)
        assert [row_of(view, title) for title in titles] == [0, 0, 1, 0]
