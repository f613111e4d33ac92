"""Editing steps in the real window: one gesture is one entry to undo, and Esc leaves everything as it was."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from journeymap.core.edits.lanes import add_lane
from journeymap.core.model import JourneyMap, Lane, Observation, Phase, Step
from journeymap.store.document import Document
from tests.stories.driving import Driver
from tests.ui.map.hands import CTRL, KEY, LEFT, NONE, SHIFT, Hands


def test_a_double_click_on_the_ground_adds_a_step_in_the_phase_under_the_pointer(hands: Hands) -> None:
    places = hands.canvas.places
    assert places is not None
    rect = places.phases[0][1]
    at = hands.canvas.mapFromScene(QPointF(rect.center().x(), hands.canvas.sceneRect().bottom() - 6))

    def add() -> None:
        QTest.mouseDClick(hands.canvas.viewport(), LEFT, pos=at)
        hands.write("New here")

    hands.one_entry(add)
    made = next(step for step in hands.find(Step) if step.title == "New here")
    apply = hands.find(Phase)[0]
    assert made.phase_id == apply.id


def test_the_first_step_makes_the_map_where_there_is_none(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    driver.until(lambda: "map" in window.places and bool(window.looking.filter.map_id))
    hands = Hands(driver, window)
    driver.until(hands.place.panel.empty.isVisible)
    window.do("edit.undo")
    driver.until(lambda: hands.find(JourneyMap) == [])
    driver.until(hands.place.panel.empty.isVisible)
    QTest.mouseClick(hands.place.panel.empty.button, LEFT)
    hands.write("Find")
    driver.until(lambda: hands.titles() == ["Find"])
    assert [found.title for found in hands.find(JourneyMap)] == ["permits"]


def test_escape_in_the_field_adds_and_renames_nothing(hands: Hands) -> None:
    before = hands.content()
    hands.select("Upload")
    for key in (KEY.Key_Insert, KEY.Key_F2):
        hands.key(key)
        hands.write("Never kept", KEY.Key_Escape)
    hands.driver.qtbot.wait(50)
    assert hands.content() == before
    assert hands.canvas.hasFocus()


def test_tab_adds_the_next_step_and_a_title_that_is_taken_is_given_back(hands: Hands) -> None:
    hands.select("Letter")
    hands.key(KEY.Key_Insert)
    hands.write("One", KEY.Key_Tab)
    hands.write("Two")
    hands.driver.until(lambda: hands.titles()[-2:] == ["One", "Two"])
    hands.driver.until(lambda: hands.canvas.selected == hands.id_of("Two"))
    hands.key(KEY.Key_F2)
    hands.write("Pay")
    hands.driver.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = hands.driver.focused()
    assert isinstance(field, QLineEdit)
    assert "already" in hands.window.messages.text()
    QTest.keyClick(field, KEY.Key_Escape)
    assert hands.titles()[-1] == "Two"


def test_a_title_of_five_thousand_characters_is_kept_and_drawn(hands: Hands) -> None:
    hands.select("Pay")
    hands.key(KEY.Key_F2)
    field = hands.driver.focused()
    assert isinstance(field, QLineEdit)
    field.setText("Very long " * 500)
    QTest.keyClick(field, KEY.Key_Return)
    hands.driver.until(lambda: any(len(title) > 4900 for title in hands.titles()))


def test_deleting_a_visited_step_says_where_its_visits_went(driver: Driver) -> None:
    window = driver.sample()
    driver.until(lambda: "map" in window.places)
    hands = Hands(driver, window)
    driver.until(lambda: bool(hands.titles()))
    before = hands.find(Observation)
    hands.canvas.setFocus()
    hands.select("Upload proof of address")
    hands.key(KEY.Key_Delete)
    driver.until(lambda: "moved to the tray. Undo." in hands.said())
    assert len(hands.find(Observation)) == len(before)
    QTest.keyClick(hands.canvas, KEY.Key_Z, CTRL)
    driver.until(lambda: "Upload proof of address" in hands.titles())
    assert hands.find(Observation) == before


def test_the_commands_of_steps_are_one_entry_each(hands: Hands) -> None:
    hands.select("Find", "Upload")
    hands.one_entry(lambda: hands.key(KEY.Key_D, CTRL))
    assert "Find 2" in hands.titles()
    hands.select("Pay")
    hands.one_entry(lambda: hands.key(KEY.Key_Left, CTRL))
    assert hands.order().index("Pay") < hands.order().index("Letter")
    hands.select("Letter")
    hands.one_entry(lambda: hands.key(KEY.Key_Down, CTRL))
    hands.select("Letter", "Pay")
    hands.one_entry(lambda: hands.key(KEY.Key_M, CTRL))
    assert len(hands.titles()) == 6
    hands.select("Find")
    hands.key(KEY.Key_M, CTRL | SHIFT)
    hands.one_entry(lambda: hands.write("Look; Find it"))
    assert hands.order()[:2] == ["Look", "Find it"]
    hands.key(KEY.Key_A, CTRL)
    assert len(hands.canvas.chosen) == 7
    hands.one_entry(lambda: hands.key(KEY.Key_Delete))
    assert hands.titles() == []


def test_keys_that_come_faster_than_the_map_is_drawn_count_from_where_the_card_is(hands: Hands) -> None:
    map_id = hands.window.looking.filter.map_id
    for kind in ("frontstage", "backstage"):
        hands.driver.ask(hands.window, partial(_add_lane, map_id, kind))
    hands.driver.until(lambda: hands.lane_kinds()[-2:] == ["frontstage", "backstage"])
    lanes = {lane.kind: lane.id for lane in hands.find(Lane)}

    def place_of_pay() -> tuple[str | None, int | None]:
        return next((step.lane_id, step.row) for step in hands.find(Step) if step.title == "Pay")

    hands.select("Pay")
    for _ in range(4):  # below the path and its branch, then down two lanes; nothing is drawn between the keys
        hands.key(KEY.Key_Down, CTRL)
    hands.driver.until(lambda: place_of_pay() == (lanes["backstage"], 0))
    for _ in range(2):
        hands.key(KEY.Key_Up, CTRL)
    hands.driver.until(lambda: place_of_pay() == (lanes["actions"], 1))


def _add_lane(map_id: str, kind: str, document: Document) -> None:
    with document.edit("Add a lane") as edit:
        add_lane(edit, map_id, kind)


def test_a_card_dragged_to_another_phase_goes_there_and_escape_leaves_it(hands: Hands) -> None:
    before = hands.content()
    hands.drag(hands.point("Find"), hands.point("Letter") + QPoint(30, 0), let_go=False)
    assert hands.canvas.overlay.slot is not None
    QTest.keyClick(hands.canvas, KEY.Key_Escape)
    QTest.mouseRelease(hands.canvas.viewport(), LEFT, pos=hands.point("Letter"))
    hands.driver.qtbot.wait(30)
    assert hands.content() == before
    hands.one_entry(lambda: hands.drag(hands.point("Find"), hands.point("Letter") + QPoint(30, 0)))
    assert hands.order() == ["Upload", "Ask for help", "Pay", "Letter", "Find"]


def test_a_click_that_hardly_moves_is_no_drag(hands: Hands) -> None:
    before = hands.content()
    hands.drag(hands.point("Find"), hands.point("Find") + QPoint(2, 1))
    assert hands.canvas.selected == hands.id_of("Find")
    assert hands.content() == before


def test_many_are_chosen_with_shift_with_control_and_with_a_frame(hands: Hands) -> None:
    viewport = hands.canvas.viewport()
    QTest.mouseClick(viewport, LEFT, pos=hands.point("Find"))
    QTest.mouseClick(viewport, LEFT, CTRL, hands.point("Pay"))
    assert hands.canvas.chosen == {hands.id_of("Find"), hands.id_of("Pay")}
    QTest.mouseClick(viewport, LEFT, SHIFT, hands.point("Find"))
    assert hands.canvas.chosen == {hands.id_of("Pay")}
    hands.key(KEY.Key_Home)
    hands.key(KEY.Key_Right, SHIFT)
    assert hands.canvas.chosen == {hands.id_of("Find"), hands.id_of("Upload")}
    corner = hands.canvas.mapFromScene(hands.canvas.sceneRect().bottomRight()) - QPoint(4, 4)
    start = hands.point("Find") + QPoint(-20, 100)
    QTest.mousePress(viewport, LEFT, SHIFT, start)
    QTest.mouseMove(viewport, corner)
    band = hands.canvas.overlay.band
    assert band is not None
    QTest.mouseRelease(viewport, LEFT, SHIFT, corner)
    assert hands.canvas.overlay.band is None


def test_steps_are_copied_as_text_and_pasted_with_their_links(hands: Hands) -> None:
    hands.select("Find", "Upload", "Ask for help")
    hands.key(KEY.Key_C, CTRL)
    clipboard = QGuiApplication.clipboard()
    hands.driver.until(lambda: "Ask for help" in clipboard.text())
    assert clipboard.text() == "# Apply\nFind\nUpload\n  Ask for help\n"
    hands.select("Letter")
    hands.one_entry(lambda: hands.key(KEY.Key_V, CTRL))
    assert "Find 2" in hands.order()
    clipboard.setText("step\tphase\tchannel\nCall\tReceive\tphone\n")
    hands.one_entry(lambda: hands.key(KEY.Key_V, CTRL))
    assert "Call" in hands.order()
    hands.select("Call")
    hands.one_entry(lambda: hands.key(KEY.Key_X, CTRL))
    assert "Call" not in hands.order()
    assert clipboard.text().startswith("# Receive\nCall [phone]")


def test_ten_thousand_typed_lines_are_told_and_put_without_a_freeze(hands: Hands) -> None:
    hands.key(KEY.Key_L, CTRL | SHIFT)
    panel = hands.place.bench.clipboard.panel
    assert panel is not None
    panel.text.setPlainText("\n".join(f"Line {number}" for number in range(10_000)))
    hands.driver.until(lambda: "10,000" in panel.said.text())
    QTest.keyClick(panel.text, KEY.Key_Return, CTRL)
    hands.driver.until(lambda: "2,000 steps put on the map" in hands.said())
    assert len(hands.find(Step)) == 2005


def test_keys_in_the_search_field_are_not_meant_for_the_steps(hands: Hands) -> None:
    before = hands.content()
    hands.select("Upload")
    hands.window.do("map.search")
    field = hands.driver.focused()
    assert isinstance(field, QLineEdit)
    for key, held in ((KEY.Key_D, CTRL), (KEY.Key_M, CTRL), (KEY.Key_Delete, NONE), (KEY.Key_X, CTRL)):
        QTest.keyClick(field, key, held)
    hands.driver.qtbot.wait(30)
    assert hands.content() == before


def test_menus_open_by_key_and_by_pointer(hands: Hands) -> None:
    hands.select("Upload")
    hands.key(KEY.Key_F10, SHIFT)
    assert "Rename" in hands.menu()
    hands.canvas.choose(())
    hands.key(KEY.Key_F10, SHIFT)
    assert "Add a step here" in hands.menu()
    hands.window.do("map.lanes")
    assert "Add a lane…" in hands.menu()
