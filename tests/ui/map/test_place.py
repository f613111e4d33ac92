"""The map's place on a real document: counted off the GUI thread, renewed by edits, in step with the inspector."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.core.edits.steps import rename_step
from journeymap.core.model import Session
from journeymap.present.inspect import InspectorValue
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking, Selected
from journeymap.ui.map.place import MapPlace
from tests.analysis.study import Study, pain, study, telling, visit


@pytest.fixture
def told(tmp_path: Path) -> Study:
    """A project on disk: five people find, upload and pay; one of them gives up at the upload."""
    with study(tmp_path, ("Find", "Upload", "Pay")) as (document, told):
        with telling(document, told):
            for number in range(4):
                told.session(f"P{number}", visit("Find", 0), visit("Upload", 9), visit("Pay", 20), ended_s=30)
            told.session(
                "P9", visit("Find", 0), visit("Upload", 9), pain(4, "upload", at_s=12), ended_s=30,
                outcome="abandoned", round_title="Round 2",
            )  # fmt: skip
        return told


@pytest.fixture
def thread(qtbot: QtBot, tmp_path: Path, told: Study) -> Iterator[DocumentThread]:
    made = DocumentThread()
    opened: list[Document] = []
    failed: list[BaseException] = []
    made.open(lambda: Document.open(tmp_path / "study.journey"), opened.append, failed.append)
    qtbot.waitUntil(lambda: bool(opened or failed), timeout=10_000)
    assert not failed
    yield made
    made.close()


@pytest.fixture
def place(qtbot: QtBot, thread: DocumentThread, told: Study) -> MapPlace:
    looking = Looking()
    looking.look_at(told.filter)
    made = MapPlace(thread, looking)
    looking.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitSignal(made.panel.drawn, timeout=10_000):
        made.show()
    return made


def title_of(place: MapPlace, number: int) -> str:
    assert place.panel.value is not None
    return place.panel.value.view.steps[number].title


def test_the_map_appears_with_its_sentence_and_its_heading(place: MapPlace, qtbot: QtBot) -> None:
    assert place.panel.sentence.text().startswith("4 of 5 sessions reached what they came for")
    with qtbot.waitSignal(place.headed) as heard:
        place.entered()
    assert heard.args == ["Renew a permit", "As it is"]


def test_the_selected_step_goes_to_the_inspector(place: MapPlace, told: Study, qtbot: QtBot) -> None:
    with qtbot.waitSignal(place.inspected, check_params_cb=lambda value: value is not None) as heard:
        place.panel.canvas.select(told.steps["Upload"])
    assert heard.args is not None
    value = heard.args[0]
    assert isinstance(value, InspectorValue)
    assert value.title == "Upload"
    assert place.looking.selection == Selected("step", told.steps["Upload"])
    assert place.panel.outline.selected() == told.steps["Upload"]


def test_an_edit_renews_the_map(place: MapPlace, thread: DocumentThread, told: Study, qtbot: QtBot) -> None:
    def work(document: Document) -> None:
        with document.edit("Rename the step") as edit:
            rename_step(edit, told.steps["Pay"], "Pay by <b>card</b>")

    with qtbot.waitSignal(place.panel.drawn, timeout=10_000):
        thread.do(work)
    assert title_of(place, 2) == "Pay by <b>card</b>"


def test_an_edit_of_a_session_changes_the_numbers(
    place: MapPlace, thread: DocumentThread, told: Study, qtbot: QtBot
) -> None:
    def work(document: Document) -> None:
        with document.edit("End the session") as edit:
            edit.put(replace(told.sessions[-1], outcome="completed"))

    with qtbot.waitSignal(place.panel.drawn, timeout=10_000):
        thread.do(work)
    assert place.panel.sentence.text().startswith("5 of 5")
    assert isinstance(told.sessions[-1], Session)


def test_a_filter_narrows_what_is_counted(place: MapPlace, told: Study, qtbot: QtBot) -> None:
    with qtbot.waitSignal(place.panel.drawn, timeout=10_000):
        place.looking.look_at(replace(told.filter, round_ids=(told.rounds["Round 2"],)))
    assert place.panel.value is not None
    assert place.panel.value.view.sessions == 1


def test_a_project_without_a_map_offers_to_import(place: MapPlace, told: Study, qtbot: QtBot) -> None:
    with qtbot.waitSignal(place.panel.drawn, timeout=10_000):
        place.looking.look_at(replace(told.filter, map_id="no such map"))
    assert place.panel.empty.isVisible()
    with qtbot.waitSignal(place.looking.asked_for) as heard:
        QTest.mouseClick(place.panel.empty.other, Qt.MouseButton.LeftButton)
    assert heard.args == ["project.import"]


def test_while_the_map_is_being_chosen_nothing_is_said_about_it(place: MapPlace, told: Study, qtbot: QtBot) -> None:
    before = place.panel.value
    with qtbot.waitSignal(place.panel.refreshed, timeout=10_000):
        place.looking.look_at(replace(told.filter, map_id=""))
    assert place.panel.value is before
    assert not place.panel.empty.isVisible()


def test_commands_zoom_and_show_the_outline(place: MapPlace, told: Study) -> None:
    place.panel.canvas.select(told.steps["Pay"])
    before = place.panel.canvas.zoom
    assert place.run_command("map.zoom_in")
    assert place.panel.canvas.zoom > before
    assert place.run_command("map.zoom_out")
    assert place.panel.canvas.zoom == pytest.approx(before)
    assert place.run_command("map.outline")
    assert place.panel.outline.isVisible()
    assert place.panel.outline.selected() == told.steps["Pay"]
    assert place.run_command("map.outline")
    assert place.panel.canvas.isVisible()
    assert not place.run_command("record.pause")


def test_zooming_to_what_is_chosen_shows_it_large_and_then_with_its_cells(place: MapPlace, told: Study) -> None:
    canvas = place.panel.canvas
    assert place.run_command("map.zoom_selection")
    before = canvas.zoom
    canvas.select(told.steps["Upload"])
    assert place.run_command("map.zoom_selection")
    card = canvas.card(told.steps["Upload"])
    assert card is not None
    assert canvas.seen().contains(card)
    assert canvas.zoom > before
    one = canvas.zoom
    canvas.choose({told.steps["Find"], told.steps["Pay"]}, told.steps["Find"])
    assert place.run_command("map.zoom_selection")
    assert canvas.zoom < one
    for title in ("Find", "Pay"):
        several = canvas.card(told.steps[title])
        assert several is not None
        assert canvas.seen().contains(several)
    canvas.select(told.steps["Upload"])
    place.run_command("map.zoom_selection")
    place.run_command("map.zoom_selection")
    view = canvas.map()
    assert view is not None
    assert canvas.seen().bottom() >= view.geometry.bands[-1][2] - 1.0
    canvas.select_link(f"{told.steps['Find']}>{told.steps['Upload']}")
    assert place.run_command("map.zoom_selection")
    path = canvas.overlay.link
    assert path is not None
    assert canvas.seen().contains(path.boundingRect().center())


def test_going_to_a_step_selects_it(place: MapPlace, told: Study, qtbot: QtBot) -> None:
    assert place.run_command("map.go_to")
    field = place.go_to
    assert field is not None
    QTest.keyClicks(field.field, "p")
    assert [field.list.item(row).text() for row in range(field.list.count())] == ["Pay", "Upload"]
    QTest.keyClicks(field.field, "l")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert place.panel.canvas.selected == told.steps["Upload"]
