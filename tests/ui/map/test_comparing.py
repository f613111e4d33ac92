"""Two maps compared in the real window: on the canvas, in the list and in the inspector, with one selection."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from journeymap.core.edits.maps import copy_map, remove_map
from journeymap.core.edits.steps import rename_step
from journeymap.core.model import JourneyMap
from journeymap.core.reader import Edit
from journeymap.present.compared_map import ComparedMap
from journeymap.store.document import Document
from journeymap.ui.looking import Selected
from journeymap.ui.map.differences import ComparisonView
from journeymap.ui.map.outline_tree import KEY, STATE
from journeymap.ui.map.place import MapPlace
from journeymap.ui.window import ProjectWindow
from tests.present.two_maps import as_is_and_to_be, step_of
from tests.stories.driving import Driver
from tests.ui.map.test_sides import opened
from tests.ui.test_names_and_sizes import check

ALT = Qt.KeyboardModifier.AltModifier


def edited(driver: Driver, window: ProjectWindow, change: Callable[[Edit], object]) -> None:
    def work(document: Document) -> bool:
        with document.edit("Change the maps") as edit:
            change(edit)
        return True

    assert driver.ask(window, work)


def value_of(place: MapPlace) -> ComparedMap:
    assert place.panel.value is not None
    assert place.panel.value.compared is not None
    return place.panel.value.compared


@pytest.fixture
def compared(driver: Driver) -> tuple[ProjectWindow, MapPlace, ComparisonView]:
    """The sample with a changed copy of its map; both are compared, begun at the map as it is."""
    window, place = opened(driver)
    edited(driver, window, as_is_and_to_be)
    driver.until(lambda: len(place.sides.maps.maps) == 2)
    place.panel.canvas.setFocus()
    window.do("map.compare")
    driver.until(place.sides.comparing.view.isVisible)
    return window, place, place.sides.comparing.view


def state_shown(place: MapPlace) -> str:
    current = place.sides.maps.current()
    return current.state if current is not None else ""


def test_the_map_as_it_should_be_is_shown_with_what_is_gone_and_escape_goes_back(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView]
) -> None:
    _, place, view = compared
    assert state_shown(place) == "to_be"
    titles = [step.title for step in value_of(place).view.steps]
    assert titles.index("Check the zone") == titles.index("Confirm the address we know") - 1
    assert place.panel.sentence.text().startswith("Against “Renew a parking permit”")
    assert "new: 2 steps, 4 links, 2 cells and 1 phase" in place.panel.foot.legend.accessibleName()
    driver.until(view.list.hasFocus)
    QTest.keyClick(view.list, Qt.Key.Key_Escape)
    driver.until(lambda: place.panel.value is not None and place.panel.value.compared is None)
    driver.until(lambda: state_shown(place) == "as_is")
    assert not view.isVisible()
    driver.until(place.panel.canvas.hasFocus)


def test_list_canvas_and_inspector_share_one_selection(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView]
) -> None:
    window, place, view = compared
    canvas = place.panel.canvas
    found = value_of(place).differences
    for at, difference in enumerate(found):
        view.list.setCurrentRow(at)
        assert view.place.text() == f"{at + 1} of {len(found)} differences"
        assert difference.key == (canvas.selected if difference.kind == "step" else canvas.link)
    gone = next(each for each in found if each.title == "Ask for help by phone")
    canvas.select(gone.key)
    assert view.current() == gone
    assert "gone" in canvas.accessibleDescription()
    shown = window.inspector
    driver.until(lambda: shown.value is not None and shown.value.kicker == "Gone · only on “Renew a parking permit”")
    assert shown.value is not None
    assert shown.value.form is None
    changed = next(each for each in found if each.title == "Reminder letter")
    window.looking.select(Selected("step", changed.key))
    driver.until(lambda: shown.value is not None and shown.value.kicker.startswith("Changed · Step 1 of"))
    assert ("Channel", "“Letter” becomes “Email”") in {(fact.name, fact.value) for fact in shown.value.facts}
    assert "Channel: “Letter” becomes “Email”" in canvas.accessibleDescription()
    same = next(step for step in value_of(place).view.steps if step.title == "Start application")
    canvas.select(same.step_id)
    assert view.current() is None
    assert view.place.text() == f"{len(found)} differences"


def test_keys_go_from_difference_to_difference_round_and_round(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView]
) -> None:
    _, place, view = compared
    canvas, count = place.panel.canvas, len(value_of(place).differences)
    driver.until(lambda: view.list.currentRow() == 0)
    for _ in range(3):  # in the list as well
        QTest.keyClick(view.list, Qt.Key.Key_Right, ALT)
    assert view.list.currentRow() == 3
    canvas.setFocus()
    for _ in range(count - 4):
        QTest.keyClick(canvas, Qt.Key.Key_Right, ALT)
    assert view.list.currentRow() == count - 1
    QTest.keyClick(canvas, Qt.Key.Key_Right, ALT)
    assert view.list.currentRow() == 0
    QTest.keyClick(canvas, Qt.Key.Key_Left, ALT)
    assert view.list.currentRow() == count - 1
    assert canvas.hasFocus()
    card = canvas.card(canvas.selected)
    assert card is not None
    assert canvas.seen().intersects(card)


def test_nothing_is_changed_while_two_maps_are_compared(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView]
) -> None:
    window, place, _ = compared
    canvas = place.panel.canvas
    before = driver.ask(window, lambda document: document.last_entry().seq)
    gone = next(each for each in value_of(place).differences if each.title == "Check the zone")
    canvas.select(gone.key)
    canvas.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_C, Qt.Key.Key_Insert):
        QTest.keyClick(canvas, key)
    for command in ("map.tidy", "map.present", "map.overlay_pain", "map.add_phase"):
        window.do(command)
    card = canvas.card(gone.key)
    assert card is not None
    start = canvas.mapFromScene(card.center())
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas.viewport(), left, pos=start)
    QTest.mouseMove(canvas.viewport(), start + QPoint(200, 60))
    QTest.mouseRelease(canvas.viewport(), left, pos=start + QPoint(200, 60))
    QTest.mouseDClick(canvas.viewport(), left, pos=canvas.mapFromScene(QPointF(card.right() + 8, card.bottom() + 60)))
    assert place.bench.editing.field is None
    assert driver.ask(window, lambda document: document.last_entry().seq) == before
    assert window.places["map"] is place
    assert canvas.overlay.handle == ""


def test_a_change_elsewhere_is_seen_at_once_and_undo_takes_it_back(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView]
) -> None:
    window, place, view = compared
    count = view.list.count()
    to_be = window.looking.filter.map_id
    edited(driver, window, lambda edit: rename_step(edit, step_of(edit, to_be, "Find the service").id, "Find it"))
    driver.until(lambda: view.list.count() == count + 1)
    assert any(each.words.startswith("Changed: Find it") for each in value_of(place).differences)
    window.do("edit.undo")
    driver.until(lambda: view.list.count() == count)


def every(model: QAbstractItemModel, above: QModelIndex | None = None) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(above or QModelIndex())):
        index = model.index(row, 0, above or QModelIndex())
        yield index
        yield from every(model, index)


def test_the_outline_says_of_every_step_what_differs(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView]
) -> None:
    window, place, view = compared
    window.do("map.outline")
    driver.until(place.panel.outline.isVisible)
    model = place.panel.outline.model()
    spoken = []
    for phase in range(model.rowCount()):
        above = model.index(phase, 0)
        spoken += [str(model.index(row, 0, above).data(Qt.ItemDataRole.AccessibleTextRole))
                   for row in range(model.rowCount(above))]  # fmt: skip
    assert any(words.startswith("Ask for help by phone, step 7") and "gone" in words for words in spoken)
    assert any(words.startswith("Permit in the app") and ", new," in words for words in spoken)
    assert any("the same on both maps" in words for words in spoken)
    states = {str(index.data(KEY)): index.data(STATE) for index in every(model) if index.data(STATE)}
    assert states == {each.key: each.state for each in value_of(place).differences}
    view.list.setCurrentRow(0)
    assert place.panel.outline.selected() == value_of(place).differences[0].key


def test_the_comparison_is_closed_when_its_other_map_is_deleted_or_another_one_is_looked_at(driver: Driver) -> None:
    window, place = opened(driver)
    as_is = window.looking.filter.map_id
    copies: list[str] = []
    edited(driver, window, lambda edit: copies.extend(copy_map(edit, as_is, name).id for name in ("One", "Two")))
    driver.until(lambda: len(place.sides.maps.maps) == 3)
    window.do("map.compare")
    picker = place.sides.comparing.picker
    assert picker is not None
    QTest.keyClicks(picker.field, "two")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    view = place.sides.comparing.view
    driver.until(view.isVisible)
    assert view.place.text() == "No difference"
    driver.until(lambda: window.focusWidget() is view.close_button)
    place.sides.maps.open_map(copies[0])
    assert not view.isVisible()
    assert not place.sides.comparing.active
    place.sides.comparing.start(copies[1])
    driver.until(view.isVisible)
    edited(driver, window, lambda edit: remove_map(edit, copies[1]))
    driver.until(lambda: not view.isVisible())
    assert len(driver.ask(window, lambda document: document.read().find(JourneyMap))) == 2
    driver.until(lambda: place.panel.value is not None and place.panel.value.compared is None)


def test_a_map_that_is_alone_is_compared_with_nothing_and_says_how_to_make_another(driver: Driver) -> None:
    window, place = opened(driver)
    driver.until(lambda: bool(place.sides.maps.maps))
    window.do("map.compare")
    assert "Copy the map" in window.messages.text()
    place.panel.canvas.setFocus()
    QTest.keyClick(place.panel.canvas, Qt.Key.Key_Right, ALT)
    assert "No maps are compared" in window.messages.text()
    assert not place.sides.comparing.view.isVisible()


def test_the_comparison_is_copied_as_text_letter_by_letter(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView]
) -> None:
    window, place, view = compared
    to_be = window.looking.filter.map_id
    edited(driver, window, lambda edit: rename_step(edit, step_of(edit, to_be, "Pay").id, "<b>Pay</b> & go"))
    driver.until(lambda: any("<b>" in each.title for each in value_of(place).differences))
    QTest.mouseClick(view.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()  # all tests share it
    assert "- <b>Pay</b> & go" in text
    assert text.startswith("Against “Renew a parking permit” (as it is)")
    assert "clipboard" in window.messages.text()


def test_the_comparison_is_saved_as_a_picture_and_a_wrong_name_is_a_plain_sentence(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView], tmp_path: Path
) -> None:
    window, place, _ = compared
    place.sides.comparing.save(tmp_path / "two.svg")
    driver.until(lambda: window.messages.text() == "The comparison is saved as two.svg.")
    assert "Ask for help by phone" in (tmp_path / "two.svg").read_text(encoding="utf-8")
    place.sides.comparing.save(tmp_path / "two.docx")
    driver.until(lambda: "should end in .svg" in window.messages.text())
    assert [path.name for path in tmp_path.glob("two.*")] == ["two.svg"]


@pytest.mark.parametrize("width", [1366, 1000])
def test_everything_in_the_strip_is_named_large_enough_and_reached_by_keys(
    driver: Driver, compared: tuple[ProjectWindow, MapPlace, ComparisonView], width: int
) -> None:
    window, _, view = compared
    window.resize(width, 768)
    check(window)
    order = [view.list, view.previous, view.next, view.copy, view.save, view.close_button]
    assert all(part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in order)
