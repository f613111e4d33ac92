"""What assistive technology finds on the canvas of the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from journeymap.interchange.map_file import put_map
from journeymap.interchange.sample import sample_project
from journeymap.present.compared_map import compared_map, read_pair
from journeymap.present.map import load_map
from journeymap.store.document import Document
from journeymap.ui.map.anchors import StepAnchor
from journeymap.ui.map.view import MapCanvas
from tests.analysis.study import pain, study, telling, visit
from tests.present.two_maps import as_is_and_to_be


@pytest.fixture
def listening() -> Iterator[None]:
    """As if a screen reader were running."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def canvas(qtbot: QtBot, tmp_path: Path, listening: None) -> MapCanvas:
    with study(tmp_path, ("Find", "Upload", "Pay")) as (document, told):
        with telling(document, told):
            told.session("P01", visit("Find"), visit("Upload"), pain(3, "upload"), visit("Pay"))
        view = load_map(document.read(), told.filter)
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show_map(view)
    made.show()
    qtbot.waitExposed(made)
    return made


def anchors(canvas: MapCanvas) -> list[StepAnchor]:
    return [found for found in canvas.viewport().findChildren(StepAnchor) if found.isVisible()]


def test_every_step_is_an_item_of_a_list_with_name_and_description(canvas: MapCanvas) -> None:
    said = []
    for anchor in anchors(canvas):
        spoken = QAccessible.queryAccessibleInterface(anchor)
        assert spoken is not None
        assert spoken.role() == QAccessible.Role.ListItem
        said.append((spoken.text(QAccessible.Text.Name), spoken.text(QAccessible.Text.Description)))
    assert said == [
        ("Find", "step 1 of 3, 1 person, 1 next step"),
        ("Upload", "step 2 of 3, 1 person, worst impact 3 of 4, 1 next step"),
        ("Pay", "step 3 of 3, 1 person, 0 next steps"),
    ]


def test_the_canvas_is_a_list_that_says_which_step_is_selected(canvas: MapCanvas) -> None:
    canvas.select(anchors(canvas)[1].step_id)
    spoken = QAccessible.queryAccessibleInterface(canvas)
    assert spoken is not None
    assert spoken.role() == QAccessible.Role.List
    assert spoken.text(QAccessible.Text.Name) == "Map"
    assert spoken.text(QAccessible.Text.Description).startswith("Upload, ")
    chosen = [anchor.accessibleName() for anchor in anchors(canvas) if anchor.chosen]
    assert chosen == ["Upload"]
    state = QAccessible.queryAccessibleInterface(anchors(canvas)[1]).state()
    assert state.selectable
    assert state.selected


def test_anchors_lie_over_the_cards_also_after_zooming(canvas: MapCanvas) -> None:
    for zoom in (1.0, 1.7, 0.6):
        canvas.zoom_to(zoom)
        for anchor in anchors(canvas):
            card = canvas.card(anchor.step_id)
            assert card is not None
            centre = canvas.mapFromScene(card.center())
            assert (anchor.geometry().center() - centre).manhattanLength() <= 3


def test_nobody_listening_means_no_anchors(qtbot: QtBot, tmp_path: Path) -> None:
    assert not QAccessible.isActive()
    with study(tmp_path, ("Find",)) as (document, told):
        view = load_map(document.read(), told.filter)
    made = MapCanvas()
    qtbot.addWidget(made)
    made.show_map(view)
    assert anchors(made) == []


def test_where_two_maps_are_compared_every_step_says_what_differs(
    qtbot: QtBot, tmp_path: Path, listening: None
) -> None:
    with Document.create(tmp_path / "two.journey", title="Two") as document:
        with document.edit("Two maps") as edit:
            put_map(edit, sample_project().plan)
            pair = as_is_and_to_be(edit)
        compared = compared_map(read_pair(document.read(), *pair))
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show_map(compared.view)
    made.show()
    qtbot.waitExposed(made)
    said = {anchor.accessibleName(): anchor.accessibleDescription() for anchor in anchors(made)}
    assert said["Ask for help by phone"].startswith("step 7 of 12, message, gone")
    assert said["Permit in the app"].startswith("step 12 of 12, new")
    assert "Channel: “Letter” becomes “Email”" in said["Reminder letter"]
    assert said["Start application"].startswith("step 3 of 12, the same on both maps")
