"""The outline: the same map as a tree, with the same selection, in which everything can be done by keys."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import move_step, steps_in_order
from journeymap.core.model import Step, Transition
from journeymap.present.map import MapView, load_map
from journeymap.store.document import Document
from journeymap.ui.looking import Selected
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.outline import OutlineList
from journeymap.ui.map.place import MapPlace
from journeymap.ui.map.renaming import TitleInPlace
from journeymap.ui.window import ProjectWindow
from tests.analysis.study import Study, pain, study, telling, visit
from tests.stories.driving import Driver

T = TypeVar("T")
Q = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def told(tmp_path: Path) -> tuple[MapView, Study]:
    """Three steps in a phase and one in none; Upload leads to Pay and back to Find."""
    with study(tmp_path, ("Find", "Upload", "Pay", "Loose")) as (document, told):
        with telling(document, told):
            phase = add_phase(told.edit, told.map_id, "Prove <i>address</i>")
            for position, title in enumerate(("Find", "Upload", "Pay")):
                move_step(told.edit, told.steps[title], position, phase.id)
            for number in range(3):
                told.session(f"P{number}", visit("Find"), visit("Upload"), visit("Pay"))
            told.session("P9", visit("Find"), visit("Upload"), pain(4, "upload"), visit("Find"))
        return load_map(document.read(), told.filter), told


@pytest.fixture
def outline(qtbot: QtBot, told: tuple[MapView, Study]) -> OutlineList:
    made = OutlineList()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show_map(told[0])
    made.show()
    return made


def rows(outline: OutlineList, parent: QModelIndex | None = None) -> list[QModelIndex]:
    above = parent if parent is not None else QModelIndex()
    return [outline.model().index(row, 0, above) for row in range(outline.model().rowCount(above))]


def spoken(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_phases_hold_steps_and_steps_hold_their_links(outline: OutlineList) -> None:
    phases = rows(outline)
    assert [spoken(phase) for phase in phases] == [
        "Phase Prove <i>address</i>, 3 steps",
        "Phase Without a phase, 1 step",
    ]
    steps = rows(outline, phases[0])
    assert [step.data() for step in steps] == ["Find", "Upload", "Pay"]
    assert spoken(steps[1]).startswith("Upload, step 2 of 4, 4 people, worst impact 4 of 4")
    assert spoken(steps[1]).endswith("2 next steps")
    assert [spoken(link) for link in rows(outline, steps[1])] == [
        "Upload to Pay: 3 sessions", "Upload to Find: 1 session"
    ]  # fmt: skip


def test_a_screen_reader_finds_a_tree_whose_rows_have_names(outline: OutlineList) -> None:
    interface = QAccessible.queryAccessibleInterface(outline)
    assert interface is not None
    assert interface.role() == QAccessible.Role.Tree
    names = [interface.child(number).text(QAccessible.Text.Name) for number in range(interface.childCount())]
    assert any(name.startswith("Upload, step 2 of 4") for name in names), names


def test_the_selection_is_told_but_not_when_it_comes_from_elsewhere(
    outline: OutlineList, told: tuple[MapView, Study], qtbot: QtBot
) -> None:
    steps = rows(outline, rows(outline)[0])
    with qtbot.waitSignal(outline.step_selected) as heard:
        outline.setCurrentIndex(steps[1])
    assert heard.args == [told[1].steps["Upload"]]
    with qtbot.assertNotEmitted(outline.step_selected):
        outline.select(told[1].steps["Pay"])
    assert outline.selected() == told[1].steps["Pay"]
    with qtbot.waitSignal(outline.link_selected) as link:
        outline.setCurrentIndex(rows(outline, steps[1])[0])
    assert link.args == [f"{told[1].steps['Upload']}>{told[1].steps['Pay']}"]


def test_enter_on_a_link_goes_to_where_it_leads(outline: OutlineList, told: tuple[MapView, Study]) -> None:
    upload = rows(outline, rows(outline)[0])[1]
    outline.setCurrentIndex(rows(outline, upload)[0])
    QTest.keyClick(outline, Q.Key_Return)
    assert outline.selected() == told[1].steps["Pay"]


def test_what_is_unfolded_and_chosen_stays_when_the_map_is_shown_again(
    outline: OutlineList, told: tuple[MapView, Study]
) -> None:
    upload = rows(outline, rows(outline)[0])[1]
    outline.expand(upload)
    outline.setCurrentIndex(rows(outline, upload)[1])
    outline.collapse(rows(outline)[1])
    outline.show_map(told[0])
    upload = rows(outline, rows(outline)[0])[1]
    assert outline.isExpanded(upload)
    assert not outline.isExpanded(rows(outline)[1])
    assert spoken(outline.currentIndex()) == "Upload to Find: 1 session"


# -- in the real window ---------------------------------------------------------------------------------------------


def opened(driver: Driver) -> tuple[ProjectWindow, MapPlace]:
    window = driver.sample()
    window.resize(1366, 768)
    place = window.places["map"]
    assert isinstance(place, MapPlace)
    driver.until(lambda: place.panel.value is not None and bool(place.panel.value.view.steps))
    window.do("map.outline")
    driver.until(place.panel.outline.hasFocus)
    return window, place


def do(driver: Driver, window: ProjectWindow, work: Callable[[Document], T]) -> T:
    found: list[T] = []
    window.document.do(work, found.append)
    driver.until(lambda: bool(found))
    return found[0]


def titles(driver: Driver, window: ProjectWindow) -> list[str]:
    map_id = window.looking.filter.map_id
    return [step.title for step in do(driver, window, lambda document: steps_in_order(document.read(), map_id))]


def chosen(driver: Driver, window: ProjectWindow, place: MapPlace, number: int) -> Step:
    """Select a step; outline and canvas show it."""
    map_id = window.looking.filter.map_id
    step = do(driver, window, lambda document: steps_in_order(document.read(), map_id))[number]
    window.looking.select(Selected("step", step.id))
    assert place.panel.outline.selected() == step.id
    assert place.panel.canvas.selected == step.id
    return step


def typed(driver: Driver, place: MapPlace, words: str) -> None:
    driver.until(lambda: isinstance(place.bench.editing.field, TitleInPlace))
    field = place.bench.editing.field
    assert field is not None
    driver.until(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Q.Key_Return)


def test_arrow_keys_walk_and_select_on_the_canvas_as_well(driver: Driver) -> None:
    window, place = opened(driver)
    chosen(driver, window, place, 0)
    QTest.keyClick(place.panel.outline, Q.Key_Down)
    assert place.panel.outline.selected() == place.panel.canvas.selected != ""
    assert window.looking.selection == Selected("step", place.panel.outline.selected())


def test_a_step_is_renamed_added_moved_and_deleted_in_the_outline(driver: Driver) -> None:
    window, place = opened(driver)
    outline = place.panel.outline
    before = titles(driver, window)
    step = chosen(driver, window, place, 2)
    QTest.keyClick(outline, Q.Key_F2)
    typed(driver, place, "Quite another")
    driver.until(lambda: titles(driver, window)[2] == "Quite another")
    driver.until(outline.hasFocus)
    QTest.keyClick(outline, Q.Key_Insert)
    typed(driver, place, "One more")
    driver.until(lambda: titles(driver, window)[3] == "One more")
    driver.until(lambda: outline.currentIndex().data() == "One more")
    driver.until(outline.hasFocus)
    QTest.keyClick(outline, Q.Key_Left, CTRL)
    driver.until(lambda: titles(driver, window)[2] == "One more")
    QTest.keyClick(outline, Q.Key_Delete)
    driver.until(lambda: "One more" not in titles(driver, window))
    for _ in range(4):
        window.do("edit.undo")
    driver.until(lambda: titles(driver, window) == before)
    assert step.title == before[2]


def test_two_steps_are_connected_by_choosing_from_a_list(driver: Driver) -> None:
    window, place = opened(driver)
    step = chosen(driver, window, place, 0)
    QTest.keyClick(place.panel.outline, Q.Key_J, Qt.KeyboardModifier.ControlModifier)
    picker = place.bench.links.picker
    assert isinstance(picker, PickOne)
    QTest.keyClicks(picker.field, "Permit arrives")
    QTest.keyClick(picker, Q.Key_Return)

    def linked() -> bool:
        links = do(driver, window, lambda document: document.read().find(Transition, from_step_id=step.id))
        return len(links) == 2

    driver.until(linked)


def test_a_letter_that_means_nothing_does_nothing(driver: Driver) -> None:
    window, place = opened(driver)
    chosen(driver, window, place, 0)
    before = titles(driver, window)
    for key in (Q.Key_X, Q.Key_7, Q.Key_Space):
        QTest.keyClick(place.panel.outline, key)
    assert titles(driver, window) == before
    assert place.panel.outline.hasFocus()
