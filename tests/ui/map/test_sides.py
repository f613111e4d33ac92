"""What stands around the map, in the real window: overlays, search, tray, several maps, comparison, presentation."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journeymap.core.edits.steps import open_map_from_step
from journeymap.core.model import JourneyMap, Lane, Observation, Phase, Step
from journeymap.present.actions import OVERLAY_WORDS
from journeymap.present.form import Wanted
from journeymap.present.overlays import OVERLAYS
from journeymap.store.document import Document
from journeymap.ui.looking import Selected
from journeymap.ui.map.place import MapPlace
from journeymap.ui.map.tray import dragged
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver
from tests.ui.test_names_and_sizes import check

T = TypeVar("T")


def place_of(window: ProjectWindow) -> MapPlace:
    place = window.places["map"]
    assert isinstance(place, MapPlace)
    return place


def opened(driver: Driver) -> tuple[ProjectWindow, MapPlace]:
    window = driver.sample()
    window.resize(1366, 768)
    place = place_of(window)
    driver.until(lambda: place.panel.value is not None and bool(place.panel.value.view.steps))
    return window, place


def do(driver: Driver, window: ProjectWindow, work: Callable[[Document], T]) -> T:
    found: list[T] = []
    window.document.do(work, found.append)
    driver.until(lambda: bool(found))
    return found[0]


def titles(place: MapPlace) -> list[str]:
    assert place.panel.value is not None
    return [step.title for step in place.panel.value.view.steps]


def shows(place: MapPlace, key: str) -> bool:
    return place.panel.value is not None and place.panel.value.view.overlay == key


def test_every_overlay_has_a_button_and_the_map_shows_the_chosen_one(driver: Driver) -> None:
    window, place = opened(driver)
    assert list(OVERLAY_WORDS) == list(OVERLAYS) == list(place.sides.switch.buttons)
    for key in OVERLAYS:
        window.do(f"map.overlay_{key}")
        driver.until(partial(shows, place, key))
        assert place.sides.switch.buttons[key].isChecked()


def test_arrow_keys_choose_the_next_overlay(driver: Driver) -> None:
    _, place = opened(driver)
    place.sides.switch.set_narrow(False)
    button = place.sides.switch.buttons["traffic"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Right)
    assert place.sides.switch.key == "time"
    QTest.keyClick(place.sides.switch.buttons["time"], Qt.Key.Key_Left)
    assert place.sides.switch.key == "traffic"


def test_the_sliders_leave_steps_out_and_say_what_is_still_shown(driver: Driver) -> None:
    window, place = opened(driver)
    window.do("map.simplify")
    sliders = place.sides.simplifying
    assert sliders.isVisible()
    sliders.steps.setValue(0)

    def fewer() -> bool:
        assert place.panel.value is not None
        return sum(step.shown for step in place.panel.value.view.steps) < len(titles(place))

    driver.until(fewer)
    driver.until(lambda: sliders.sentence.text().startswith("shows "))
    less = sliders.sentence.text()
    assert sliders.meanings[sliders.steps].text() == "Steps that every journey came to"
    sliders.reset()
    driver.until(lambda: not fewer())
    assert sliders.steps.accessibleDescription() == "All steps"
    assert sliders.sentence.text() != less


def test_search_counts_what_it_found_jumps_and_comes_round(driver: Driver) -> None:
    window, place = opened(driver)
    window.do("map.search")
    bar = place.sides.search
    driver.until(bar.field.hasFocus)
    QTest.keyClicks(bar.field, "upload")
    assert bar.count.text().startswith("1 of ")
    assert window.looking.selection is not None
    first = window.looking.selection
    many = int(bar.count.text().split()[-1])
    assert many > 1
    for _ in range(many):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == f"1 of {many}"
    assert window.looking.selection == first
    bar.field.setText("zzz not there")
    assert bar.count.text() == "nothing found"
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    driver.until(place.panel.canvas.hasFocus)


def test_search_finds_labels_in_the_tray(driver: Driver) -> None:
    window, place = opened(driver)
    driver.until(lambda: bool(place.sides.tray.labels))
    window.do("map.search")
    place.sides.search.field.setText("chat group")
    assert "In the tray" in place.sides.search.words.text()
    assert place.sides.tray.list.isVisible()


def test_a_label_becomes_a_step_by_its_button_and_undo_puts_it_back(driver: Driver) -> None:
    window, place = opened(driver)
    tray = place.sides.tray
    driver.until(tray.isVisible)
    words = tray.labels[0].label
    assert words not in titles(place)
    window.do("map.tray")
    QTest.mouseClick(tray.as_new, Qt.MouseButton.LeftButton)
    driver.until(lambda: words in titles(place))
    driver.until(lambda: not tray.isVisible())
    assert "Undo" in window.messages.text()
    window.do("edit.undo")
    driver.until(lambda: tray.isVisible() and words not in titles(place))


def test_a_label_that_is_dropped_on_a_card_counts_there(driver: Driver) -> None:
    window, place = opened(driver)
    tray, canvas = place.sides.tray, place.panel.canvas
    driver.until(lambda: bool(tray.labels))
    assert place.panel.value is not None
    step_id = place.panel.value.view.steps[1].step_id
    before = do(driver, window, lambda document: document.read().count(Observation, step_id=step_id))
    card = canvas.card(step_id)
    assert card is not None
    point = QPointF(canvas.mapFromScene(card.center()))
    mime = dragged(tray.labels[0].label)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    # Qt takes a drop only where a drag has come in.
    QApplication.sendEvent(
        canvas.viewport(), QDragEnterEvent(point.toPoint(), Qt.DropAction.MoveAction, mime, left, none)
    )
    drop = QDropEvent(point, Qt.DropAction.MoveAction, mime, left, none)
    QApplication.sendEvent(canvas.viewport(), drop)
    driver.until(lambda: not tray.labels)
    after = do(driver, window, lambda document: document.read().count(Observation, step_id=step_id))
    assert after == before + 1
    step = do(driver, window, lambda document: document.read().get(Step, step_id))
    assert step is not None
    assert mime.text() in step.aliases
    window.do("edit.undo")
    driver.until(lambda: bool(tray.labels))
    step = do(driver, window, lambda document: document.read().get(Step, step_id))
    assert step is not None
    assert mime.text() not in step.aliases


def test_the_list_of_steps_for_a_label_offers_a_new_step_and_every_step(driver: Driver) -> None:
    window, place = opened(driver)
    driver.until(lambda: bool(place.sides.tray.labels))
    window.do("map.tray")
    QTest.keyClick(place.sides.tray.list, Qt.Key.Key_Return)
    picker = place.sides.tray.picker
    assert picker is not None
    words = [picker.list.item(row).text() for row in range(picker.list.count())]
    assert words == ["A new step", *titles(place)]
    label = place.sides.tray.labels[0].label
    QTest.keyClicks(picker.field, "upload")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    driver.until(lambda: not place.sides.tray.labels)
    assert "Upload proof of address" in window.messages.text()
    assert label not in titles(place)


@pytest.mark.parametrize("template", ["", "Experience map", "Service blueprint", "Sludge audit"])
def test_a_new_map_is_asked_for_its_title_made_and_shown(driver: Driver, template: str) -> None:
    window, place = opened(driver)
    before = window.looking.filter.map_id
    wanted = next((plan for plan in place.sides.maps.templates if plan.title == template), None)
    place.sides.maps.ask_new(wanted)
    asking = place.sides.maps.asking
    assert asking is not None
    asking.field.setText("A <b>new</b> & better one")
    QTest.keyClick(asking.field, Qt.Key.Key_Return)
    driver.until(lambda: window.looking.filter.map_id != before)
    map_id = window.looking.filter.map_id
    made = do(driver, window, lambda document: document.read().get(JourneyMap, map_id))
    assert made is not None
    assert made.title == "A <b>new</b> & better one"
    lanes = do(driver, window, lambda document: document.read().find(Lane, map_id=map_id))
    phases = do(driver, window, lambda document: document.read().find(Phase, map_id=map_id))
    assert [lane.kind for lane in lanes] == [lane.kind for lane in (wanted.lanes if wanted else ())]
    assert [phase.title for phase in phases] == list(wanted.phases if wanted else ())
    assert (wanted is None) == (template == "")


def test_a_copy_can_be_compared_and_deleted_and_a_map_with_sessions_stays(driver: Driver) -> None:
    window, place = opened(driver)
    maps, first = place.sides.maps, window.looking.filter.map_id
    window.do("map.delete")
    driver.until(lambda: "happened on" in window.messages.text())
    window.do("map.copy")
    assert maps.asking is not None
    QTest.keyClick(maps.asking.field, Qt.Key.Key_Return)
    driver.until(lambda: window.looking.filter.map_id != first)
    driver.until(lambda: len(maps.maps) == 2 and maps.current() is not None)
    current = maps.current()
    assert current is not None
    assert current.state == "to_be"
    copy_id = current.id
    renamed = do(driver, window, lambda document: document.read().find(Step, map_id=copy_id))[0]
    driver.until(lambda: renamed.title in titles(place))
    window.inspector.wanted.emit(Wanted("steps", (renamed.id,), "title", "Quite another"))
    driver.until(lambda: "Quite another" in titles(place))
    maps.compare_asked.emit(first)
    compared = place.sides.comparing.view
    driver.until(compared.isVisible)
    assert any("Quite another" in compared.list.item(row).text() for row in range(compared.list.count()))
    QTest.keyClick(compared.list, Qt.Key.Key_Escape)
    assert not compared.isVisible()
    window.do("map.delete")
    driver.until(lambda: window.looking.filter.map_id == first)


def test_the_map_of_a_step_is_opened_and_left_again(driver: Driver) -> None:
    window, place = opened(driver)
    outer = window.looking.filter.map_id
    window.do("map.copy")
    assert place.sides.maps.asking is not None
    QTest.keyClick(place.sides.maps.asking.field, Qt.Key.Key_Return)
    driver.until(lambda: window.looking.filter.map_id != outer)
    inner = window.looking.filter.map_id
    place.sides.maps.open_map(outer)
    driver.until(lambda: place.panel.value is not None and place.panel.value.view.map_id == outer)
    assert place.panel.value is not None
    step_id = place.panel.value.view.steps[2].step_id

    def open_inside(document: Document) -> bool:
        with document.edit("Nest") as edit:
            open_map_from_step(edit, step_id, inner)
        return True

    do(driver, window, open_inside)
    window.looking.select(Selected("step", step_id))
    place.panel.canvas.setFocus()
    QTest.keyClick(place.panel.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    driver.until(lambda: window.looking.filter.map_id == inner)
    assert place.sides.trail.isVisibleTo(place)
    QTest.keyClick(place.panel.canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.looking.filter.map_id == outer
    driver.until(lambda: window.looking.selection == Selected("step", step_id))
    assert not place.sides.trail.isVisibleTo(place)


def test_the_presentation_goes_along_the_main_path_and_is_left_with_escape(driver: Driver) -> None:
    window, place = opened(driver)
    window.do("map.present")
    driver.until(lambda: place.sides.presentation is not None)
    shown = place.sides.presentation
    assert shown is not None
    assert place.panel.value is not None
    path = place.panel.value.view.main_path
    assert [slide.step_id for slide in shown.slides] == ["", *path]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        QTest.keyClick(shown, key)
    assert shown.at == 3
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert shown.slides[shown.at].step_id == path[1]
    QTest.keyClick(shown, Qt.Key.Key_End)
    assert shown.at == len(path)
    assert shown.accessibleName().startswith(shown.slides[-1].title)
    closed: list[bool] = []
    shown.destroyed.connect(lambda: closed.append(True))
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    driver.until(lambda: bool(closed))


def test_the_minimap_is_there_only_while_something_is_out_of_sight_and_moves_the_map(driver: Driver) -> None:
    _, place = opened(driver)
    canvas, small = place.panel.canvas, place.sides.minimap
    driver.until(place.sides.tray.isVisible)  # it takes room from the map
    canvas.fit()
    driver.until(small.isHidden)
    canvas.zoom_to(3.0)
    driver.until(small.isVisible)
    assert small.focusPolicy() == Qt.FocusPolicy.NoFocus
    before = canvas.seen()
    QTest.mouseClick(small, Qt.MouseButton.LeftButton, pos=QPoint(small.width() - 12, small.height() - 12))
    after = canvas.seen()
    assert after.right() > before.right()
    assert after.bottom() > before.bottom()


def test_a_map_without_steps_shows_its_phases_and_the_first_step_goes_into_the_first_one(driver: Driver) -> None:
    window, place = opened(driver)
    before = window.looking.filter.map_id
    blueprint = next(plan for plan in place.sides.maps.templates if plan.kind == "blueprint")
    place.sides.maps.ask_new(replace(blueprint, steps=(), links=()))
    assert place.sides.maps.asking is not None
    QTest.keyClick(place.sides.maps.asking.field, Qt.Key.Key_Return)
    driver.until(lambda: window.looking.filter.map_id != before)
    driver.until(place.panel.canvas.isVisible)
    driver.until(lambda: place.panel.sentence.text().startswith("There is no step yet"))
    window.do("map.add_step")
    field = place.bench.editing.field
    assert field is not None
    QTest.keyClicks(field, "Ask for a form")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.until(lambda: titles(place) == ["Ask for a form"])
    assert place.panel.value is not None
    step = place.panel.value.view.steps[0]
    assert place.panel.value.view.phases[step.phase] == "Find out"


@pytest.mark.parametrize("width", [1366, 1000, 820])
def test_everything_around_the_map_is_named_large_enough_and_reached_by_keys(driver: Driver, width: int) -> None:
    window, place = opened(driver)
    driver.until(place.sides.tray.isVisible)
    window.resize(width, 768)
    window.do("map.search")
    window.do("map.tray")
    window.looking.select(Selected("step", place.panel.value.view.steps[3].step_id if place.panel.value else ""))
    driver.until(lambda: window.inspector.form is not None)
    driver.until(lambda: window.inspector.form is not None and window.inspector.form.isVisible())
    check(window)
    assert window.width() == width
    window.do("map.outline")
    driver.until(place.panel.outline.isVisible)
    check(window)
    window.do("map.simplify")
    check(place.sides.simplifying)
    place.sides.simplifying.close()
    window.do("map.present")
    driver.until(lambda: place.sides.presentation is not None)
    assert place.sides.presentation is not None
    check(place.sides.presentation)
    place.sides.presentation.close()
