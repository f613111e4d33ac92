"""Editing links, phases, lanes and cells in the real window: one gesture is one entry to undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from journeymap.core.edits.lanes import add_lane, set_cell
from journeymap.core.model import Attachment, Cell, Lane, Phase, Transition
from journeymap.store.document import Document
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.painting import rect_of
from tests.ui.map.hands import ALT, CTRL, KEY, LEFT, SHIFT, Hands


def test_links_are_drawn_by_hand_by_two_clicks_and_from_a_list(hands: Hands) -> None:
    viewport = hands.canvas.viewport()

    def handle(title: str) -> QPoint:
        rect = hands.canvas.card(hands.id_of(title))
        assert rect is not None
        return hands.canvas.mapFromScene(QPointF(rect.right(), rect.center().y()))

    hands.select("Find")
    hands.one_entry(lambda: hands.drag(handle("Find"), hands.point("Pay")))
    hands.select("Letter")

    def click_click() -> None:
        QTest.mouseClick(viewport, LEFT, pos=handle("Letter"))
        QTest.mouseClick(viewport, LEFT, pos=hands.point("Find"))

    hands.one_entry(click_click)
    hands.select("Pay")
    hands.key(KEY.Key_J, CTRL)
    picker = hands.driver.focused()
    assert isinstance(picker.parent(), PickOne)
    QTest.keyClicks(picker, "itself")
    hands.one_entry(lambda: QTest.keyClick(picker, KEY.Key_Return))
    links = {(link.from_step_id, link.to_step_id): link for link in hands.find(Transition)}
    ids = {title: hands.id_of(title) for title in hands.titles()}
    assert links[ids["Find"], ids["Pay"]].kind == "next"
    assert links[ids["Letter"], ids["Find"]].kind == "loop"
    assert links[ids["Pay"], ids["Pay"]].kind == "loop"


def test_a_link_is_selected_changed_and_deleted(hands: Hands) -> None:
    key = f"{hands.id_of('Find')}>{hands.id_of('Upload')}"
    hands.canvas.select_link(key)
    hands.key(KEY.Key_J, CTRL | SHIFT)
    editor = hands.place.bench.links.editor
    assert editor is not None
    editor.kind.setCurrentIndex(editor.kind.findData("branch"))
    QTest.keyClicks(editor.condition, "with a car")
    hands.one_entry(lambda: QTest.keyClick(editor.condition, KEY.Key_Return))
    assert any(link.condition == "with a car" for link in hands.find(Transition))
    hands.canvas.select_link(key)
    before = len(hands.find(Transition))
    hands.one_entry(lambda: hands.key(KEY.Key_Delete))
    assert len(hands.find(Transition)) == before - 1


def test_phases_are_added_renamed_moved_merged_and_deleted(hands: Hands) -> None:
    def titles() -> list[str]:
        return [phase.title for phase in hands.find(Phase)]

    hands.select("Pay")
    hands.key(KEY.Key_P, CTRL | SHIFT)
    hands.one_entry(lambda: hands.write("After"))
    assert titles() == ["Apply", "Receive", "After"]
    hands.select("Pay")
    hands.one_entry(lambda: hands.key(KEY.Key_Left, CTRL | SHIFT))
    assert titles() == ["Receive", "Apply", "After"]
    hands.select("Pay")
    hands.key(KEY.Key_F2, SHIFT)
    hands.one_entry(lambda: hands.write("Pay & receive"))
    hands.select("Pay")
    hands.one_entry(lambda: hands.window.do("map.merge_phase"))
    assert titles() == ["Pay & receive", "After"]
    hands.select("Pay")
    hands.one_entry(lambda: hands.window.do("map.delete_phase"))
    assert titles() == ["After"]
    assert sorted(hands.order()) == sorted(["Pay", "Letter", "Find", "Upload", "Ask for help"])


def test_a_phase_heading_is_dragged_and_named_by_a_double_click(hands: Hands) -> None:
    places = hands.canvas.places
    assert places is not None
    first, second = (hands.canvas.mapFromScene(rect.center()) for _, rect in places.phases)
    hands.one_entry(lambda: hands.drag(first, second + QPoint(40, 0)))
    assert hands.order()[:2] == ["Pay", "Letter"]
    hands.driver.until(lambda: hands.titles()[0] == "Pay")

    def rename() -> None:
        QTest.mouseDClick(hands.canvas.viewport(), LEFT, pos=first)
        hands.write("First of all")

    hands.one_entry(rename)
    assert hands.find(Phase)[0].title == "First of all"


def test_lanes_are_added_from_the_list_of_kinds_and_changed_in_their_menu(hands: Hands) -> None:
    hands.key(KEY.Key_D, CTRL | SHIFT)
    picker = hands.driver.focused()
    QTest.keyClicks(picker, "touchp")
    hands.one_entry(lambda: QTest.keyClick(picker, KEY.Key_Return))
    lanes = hands.find(Lane)
    assert lanes[-1].kind == "touchpoint"
    bench = hands.place.bench
    hands.driver.until(lambda: "touchpoint" in hands.lane_kinds())
    made = lanes[-1].id
    hands.one_entry(lambda: bench.lanes.shift(made, -1))
    hands.one_entry(lambda: bench.lanes._hide(made, True))
    hands.driver.until(lambda: "Show “Touchpoints”" in [entry[0] for entry in bench.lanes.menu(made) if entry])
    hands.one_entry(lambda: bench.lanes.delete(made))


def test_a_cell_is_written_in_place_and_a_picture_needs_words(hands: Hands, tmp_path: Path) -> None:
    def lanes(document: Document) -> tuple[str, str]:
        map_id = hands.window.looking.filter.map_id
        with document.edit("Two lanes") as edit:
            return add_lane(edit, map_id, "touchpoint").id, add_lane(edit, map_id, "image").id

    text_lane, image_lane = hands.driver.ask(hands.window, lanes)
    hands.driver.until(lambda: "image" in hands.lane_kinds())
    step = hands.id_of("Upload")
    hands.place.bench.cells.edit(text_lane, step)
    hands.one_entry(lambda: hands.write("The upload page"))
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    file = tmp_path / "page.png"
    assert image.save(str(file))
    hands.place.bench.cells.take_picture(image_lane, step, str(file))
    hands.driver.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hands.one_entry(lambda: hands.write("The page with its button"))
    kept = hands.find(Attachment)[0]
    assert QImage.fromData(kept.data).width() == 1600
    cells = {cell.text or cell.alt_text for cell in hands.find(Cell)}
    assert cells == {"The upload page", "The page with its button"}


def test_a_typed_feeling_is_marked_as_assumed(hands: Hands) -> None:
    hands.select("Upload")
    hands.key(KEY.Key_W, CTRL | SHIFT)
    hands.one_entry(lambda: hands.write("worried about the photo"))
    (cell,) = hands.find(Cell)
    assert (cell.text, cell.assumed) == ("worried about the photo", True)


def _touchpoints(hands: Hands, *titles: str) -> str:
    """A lane of touchpoints, written in under some steps; its id."""
    ids = [hands.id_of(title) for title in titles]

    def work(document: Document) -> str:
        with document.edit("A lane") as edit:
            lane = add_lane(edit, hands.window.looking.filter.map_id, "touchpoint")
            for step_id in ids:
                set_cell(edit, step_id, lane.id, "The page of the service")
            return lane.id

    lane_id = hands.driver.ask(hands.window, work)
    hands.driver.until(lambda: len(_boxes(hands)) == len(titles))
    return lane_id


def _boxes(hands: Hands) -> dict[str, QRectF]:
    """Where the written cells are drawn, by the title of their step."""
    view = hands.canvas.map()
    assert view is not None
    names = {step.step_id: step.title for step in view.steps}
    return {names[group.key.partition(">")[2]]: rect_of(group.bounds) for group in view.picture.of_kind("cell")}


def _spans(hands: Hands) -> list[int]:
    return [cell.span for cell in hands.find(Cell)]


def test_the_edge_of_a_cell_is_dragged_over_columns_and_back(hands: Hands) -> None:
    _touchpoints(hands, "Find")
    hands.canvas.fit()
    box, upload, pay = _boxes(hands)["Find"], hands.canvas.card(hands.id_of("Upload")), hands.point("Pay")
    assert upload is not None
    edge = hands.canvas.mapFromScene(QPointF(box.right() - 2, box.center().y()))
    over = QPoint(hands.canvas.mapFromScene(upload.center()).x(), edge.y())
    before = hands.content()
    hands.drag(edge, over, let_go=False)
    assert hands.canvas.overlay.slot is not None
    QTest.keyClick(hands.canvas, KEY.Key_Escape)
    QTest.mouseRelease(hands.canvas.viewport(), LEFT, pos=over)
    assert hands.content() == before
    hands.one_entry(lambda: hands.drag(edge, over))
    assert _spans(hands) == [2]
    hands.driver.until(lambda: _boxes(hands)["Find"].right() == upload.right())
    edge = hands.canvas.mapFromScene(QPointF(upload.right() - 2, box.center().y()))
    hands.one_entry(lambda: hands.drag(edge, QPoint(pay.x(), edge.y())))
    assert _spans(hands) == [3]


def test_a_cell_is_stretched_and_shrunk_by_keys_faster_than_it_is_drawn(hands: Hands) -> None:
    _touchpoints(hands, "Find", "Letter")
    hands.select("Find")
    hands.one_entry(lambda: hands.key(KEY.Key_Right, ALT | SHIFT))
    for _ in range(2):  # two more, of which the second would cover the cell under “Letter”
        hands.key(KEY.Key_Right, ALT | SHIFT)
    hands.driver.until(lambda: "The cell under “Letter” is filled" in hands.window.messages.text())
    assert sorted(_spans(hands)) == [1, 3]
    hands.driver.until(lambda: _boxes(hands)["Find"].right() > hands.canvas.mapToScene(hands.point("Pay")).x())
    hands.select("Pay")  # it stands under the wide cell now
    hands.one_entry(lambda: hands.key(KEY.Key_Left, ALT | SHIFT))
    assert sorted(_spans(hands)) == [1, 2]


def test_a_wide_cell_is_written_and_emptied_wherever_it_is_pointed_at(hands: Hands) -> None:
    lane_id = _touchpoints(hands, "Find")
    hands.select("Find")
    hands.one_entry(lambda: hands.key(KEY.Key_Right, ALT | SHIFT))
    hands.driver.until(lambda: _boxes(hands)["Find"].width() > 150)
    upload = hands.id_of("Upload")
    assert hands.canvas.places is not None
    at = QPointF(_boxes(hands)["Find"].right() - 20, _boxes(hands)["Find"].center().y())
    assert hands.canvas.places.cell_at(at) == f"{lane_id}>{hands.id_of('Find')}"
    hands.place.bench.cells.edit(lane_id, upload)
    hands.one_entry(lambda: hands.write("Other words"))
    (cell,) = hands.find(Cell)
    assert (cell.text, cell.span, cell.step_id) == ("Other words", 2, hands.id_of("Find"))
    hands.select("Upload")
    hands.key(KEY.Key_X, CTRL | SHIFT)
    assert "Touchpoints: Other words" in hands.menu()
    menu = {entry[0]: entry[1] for entry in hands.place.bench.cells.menu(lane_id, upload) if entry}
    empty = menu["Empty the cell"]
    assert callable(empty)
    hands.one_entry(empty)
    assert hands.find(Cell) == []


@pytest.mark.parametrize("kind", ["no picture", "too large"])
def test_what_is_no_picture_is_told_and_changes_nothing(hands: Hands, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "page.png"
    with file.open("wb") as out:
        out.write(b"this is not a picture")
        if kind == "too large":
            out.truncate(200 * 1024 * 1024)
    before = hands.content()
    hands.place.bench.cells.take_picture("lane", "step", str(file))
    hands.driver.until(lambda: "Nothing was changed" in hands.window.messages.text())
    assert hands.content() == before
