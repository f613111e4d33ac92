"""The cells under a step as fields of the inspector and as rows of the outline: one change is one entry to undo."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from journeymap.core.edits.lanes import add_lane, set_cell
from journeymap.core.model import Attachment, Cell
from journeymap.store.document import Document
from journeymap.ui.inspector_cells import CellList, CellRow
from journeymap.ui.inspector_form import LinkRow
from journeymap.ui.looking import Selected
from journeymap.ui.map.outline_tree import KEY, KIND, OutlineModel
from tests.ui.map.hands import ALT, CTRL, LEFT, NONE, SHIFT, Hands
from tests.ui.map.hands import KEY as Q


class Lanes:
    """Lanes for thoughts, touchpoints and pictures, by their ids."""

    def __init__(self, hands: Hands) -> None:
        def work(document: Document) -> list[str]:
            map_id = hands.window.looking.filter.map_id
            with document.edit("Three lanes") as edit:
                return [add_lane(edit, map_id, kind).id for kind in ("thoughts", "touchpoint", "image")]

        self.thoughts, self.touchpoint, self.image = hands.driver.ask(hands.window, work)
        hands.driver.until(lambda: "image" in hands.lane_kinds())


@pytest.fixture
def lanes(hands: Hands) -> Lanes:
    return Lanes(hands)


def write(hands: Hands, lane_id: str, title: str, text: str, span: int = 1) -> None:
    """Write into a cell of the project, and wait until it is drawn."""
    step_id = hands.id_of(title)

    def work(document: Document) -> None:
        with document.edit("Write") as edit:
            set_cell(edit, step_id, lane_id, text, span=span)

    hands.driver.ask(hands.window, work)
    hands.driver.until(lambda: bool(hands.place.panel.value) and text in texts(hands))


def texts(hands: Hands) -> list[str]:
    view = hands.place.panel.value
    return [cell.text for cell in view.view.texts] if view is not None else []


def fields(hands: Hands, title: str) -> CellList:
    """Select a step; the list of its cells in the inspector."""
    hands.select(title)
    step_id = hands.id_of(title)
    inspector = hands.window.inspector
    hands.driver.until(lambda: inspector.form is not None and inspector.form.form.ids == (step_id,))
    assert inspector.form is not None
    return inspector.form.cells


def row(hands: Hands, lane_id: str, title: str) -> CellRow:
    """The fields of a cell under the selected step, by the step where it begins."""
    key = f"{lane_id}>{hands.id_of(title)}"

    def shown() -> dict[str, CellRow]:
        form = hands.window.inspector.form
        return form.cells.rows if form is not None else {}

    hands.driver.until(lambda: key in shown())
    return shown()[key]


def take(hands: Hands, box: QComboBox, number: int) -> None:
    """Choose from a list by keys."""
    box.setFocus()
    QTest.keyClick(box, Q.Key_Down)
    hands.driver.until(box.view().isVisible)
    QTest.keyClick(box.view(), Q.Key_Home)
    for _ in range(number):
        QTest.keyClick(box.view(), Q.Key_Down)
    QTest.keyClick(box.view(), Q.Key_Return)


def picture(folder: Path) -> Path:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    file = folder / "page.png"
    assert image.save(str(file))
    return file


def test_a_cell_is_begun_written_shared_widened_and_emptied_in_the_inspector(hands: Hands, lanes: Lanes) -> None:
    cells = fields(hands, "Upload")
    cells.add.fill()
    offered = [cells.add.itemText(number) for number in range(cells.add.count())]
    assert offered == ["Feelings: what you assume", "Thoughts", "Touchpoints", "Pictures"]
    take(hands, cells.add, 1)
    text = row(hands, lanes.thoughts, "Upload").text
    assert text.hasFocus()

    def written() -> None:
        QTest.keyClicks(text, "Will <b>they</b> take it?")
        QTest.keyClick(text, Q.Key_Return, CTRL)

    hands.one_entry(written)
    hands.driver.until(row(hands, lanes.thoughts, "Upload").empty.isVisible)
    hands.one_entry(lambda: take(hands, row(hands, lanes.thoughts, "Upload").shared, 1))
    hands.one_entry(lambda: take(hands, row(hands, lanes.thoughts, "Upload").assumed, 1))
    hands.one_entry(lambda: take(hands, row(hands, lanes.thoughts, "Upload").span, 1))
    (cell,) = hands.find(Cell)
    assert (cell.text, cell.may_be_shared, cell.assumed, cell.span) == ("Will <b>they</b> take it?", True, True, 2)
    hands.one_entry(lambda: QTest.mouseClick(row(hands, lanes.thoughts, "Upload").empty, LEFT))
    assert hands.find(Cell) == []


def test_links_stand_in_the_same_order_whichever_step_was_looked_at_before(hands: Hands) -> None:
    def links(title: str) -> list[str]:
        fields(hands, title)
        form = hands.window.inspector.form
        assert form is not None
        column = form.links.layout()
        assert column is not None
        titles = {row: row.title.text() for row in form.links.rows.values()}
        found = [item.widget() for at in range(column.count()) if (item := column.itemAt(at)) is not None]
        return [titles[widget] for widget in found if isinstance(widget, LinkRow) and widget in titles]

    hands.place.bench.links.link(hands.id_of("Upload"), hands.id_of("Find"))
    hands.driver.until(lambda: len(links("Upload")) == 4)
    assert links("Find") == ["To Upload", "From Upload"]
    assert links("Upload") == ["To Ask for help", "To Pay", "To Find", "From Find"]


def test_a_step_that_is_gone_and_comes_back_is_selected_again(hands: Hands) -> None:
    hands.select("Upload")
    step_id = hands.id_of("Upload")
    hands.place.bench.steps.delete()
    hands.driver.until(lambda: "Upload" not in hands.titles())
    hands.window.looking.select(Selected("step", step_id))
    hands.window.do("edit.undo")
    hands.driver.until(lambda: hands.canvas.selected == step_id)


def test_a_cell_that_covers_the_column_says_where_it_begins_and_is_written_there(hands: Hands, lanes: Lanes) -> None:
    write(hands, lanes.touchpoint, "Find", "The page of the service", span=2)
    fields(hands, "Upload")
    wide = row(hands, lanes.touchpoint, "Find")
    assert wide.begins.text() == "Begins under Find"
    assert not wide.shared.isVisible(), "nobody's own words stand in this lane"

    def written() -> None:
        wide.text.setFocus()
        wide.text.setPlainText("The start page")
        QTest.keyClick(wide.text, Q.Key_Tab)

    hands.one_entry(written)
    (cell,) = hands.find(Cell)
    assert (cell.step_id, cell.text, cell.span) == (hands.id_of("Find"), "The start page", 2)


def test_the_width_ends_before_the_next_filled_cell(hands: Hands, lanes: Lanes) -> None:
    write(hands, lanes.touchpoint, "Find", "One")
    write(hands, lanes.touchpoint, "Pay", "Two")
    fields(hands, "Find")
    span = row(hands, lanes.touchpoint, "Find").span
    words = [span.itemText(number) for number in range(span.count())]
    assert words[0] == "Over 1 column"
    columns = hands.canvas.places
    assert columns is not None
    found = [number for number, ids in enumerate(columns.steps_by_column()) if hands.id_of("Pay") in ids]
    assert len(words) == found[0]


def test_a_picture_is_put_described_and_refused_without_words_in_the_inspector(
    hands: Hands, lanes: Lanes, tmp_path: Path
) -> None:
    take(hands, fields(hands, "Upload").add, 3)
    dialog = hands.place.bench.cells.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(picture(tmp_path)))
    dialog.close()
    editing = hands.place.bench.editing
    hands.driver.until(lambda: editing.field is not None)
    assert editing.field is not None
    editing.field.setText("The page")
    hands.one_entry(editing.field.keep)
    assert len(hands.find(Attachment)) == 1
    shown = row(hands, lanes.image, "Upload")
    hands.driver.until(lambda: shown.alt_text.text() == "The page")
    assert not shown.text.isVisible()

    def described() -> None:
        shown.alt_text.setText("The page with its button")
        QTest.keyClick(shown.alt_text, Q.Key_Return)

    hands.one_entry(described)
    before = hands.content()
    shown.alt_text.setText("  ")
    QTest.keyClick(shown.alt_text, Q.Key_Return)
    hands.driver.until(lambda: shown.alt_text.text() == "The page with its button")
    assert hands.content() == before


# -- in the outline -------------------------------------------------------------------------------------------------


def rows_of(hands: Hands) -> OutlineModel:
    model = hands.place.panel.outline.model()
    assert isinstance(model, OutlineModel)
    return model


def says(hands: Hands, words: str) -> bool:
    """Whether the current row of the outline says this."""
    return bool(hands.place.panel.outline.currentIndex().data() == words)


def open_outline(hands: Hands, key: str) -> QModelIndex:
    """The row of a cell in the outline, which has the keyboard there."""
    hands.window.do("map.outline")
    outline = hands.place.panel.outline
    hands.driver.until(outline.hasFocus)
    index = rows_of(hands).index_of(rows_of(hands).tree.keys[key])
    outline.setCurrentIndex(index)
    return index


def test_cells_are_rows_of_the_outline_that_are_spoken_and_select_their_step(hands: Hands, lanes: Lanes) -> None:
    write(hands, lanes.thoughts, "Upload", "Will they take it?", span=2)
    index = open_outline(hands, f"{lanes.thoughts}>{hands.id_of('Upload')}")
    assert index.data(KIND) == "cell"
    assert index.data() == "Thoughts: Will they take it? (over 2 columns)"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Upload, Thoughts: Will they take it? (over 2 columns)"
    assert hands.canvas.selected == hands.id_of("Upload")
    row(hands, lanes.thoughts, "Upload")
    assert hands.place.panel.outline.currentIndex().data(KIND) == "cell", "the row of the cell stays the current one"


def test_a_cell_is_typed_widened_and_emptied_in_its_row_and_the_step_stays(hands: Hands, lanes: Lanes) -> None:
    write(hands, lanes.thoughts, "Upload", "Will they take it?")
    outline, key = hands.place.panel.outline, f"{lanes.thoughts}>{hands.id_of('Upload')}"
    open_outline(hands, key)
    for entering, words in ((Q.Key_Return, "I hope"), (Q.Key_F2, "They will")):
        QTest.keyClick(outline, entering)
        hands.one_entry(partial(hands.write, words))
        hands.driver.until(outline.hasFocus)
        hands.driver.until(partial(says, hands, f"Thoughts: {words}"))
    hands.one_entry(lambda: QTest.keyClick(outline, Q.Key_Right, ALT | SHIFT))
    assert [cell.span for cell in hands.find(Cell)] == [2]
    hands.driver.until(lambda: outline.cell() == key)
    QTest.keyClick(outline, Q.Key_F10, SHIFT)
    assert "May be shared outside the team" in hands.menu()
    before = hands.titles()
    hands.one_entry(lambda: QTest.keyClick(outline, Q.Key_Delete))
    assert hands.find(Cell) == []
    assert hands.order() == before
    hands.driver.until(lambda: outline.currentIndex().data(KEY) == hands.id_of("Upload"))


def test_every_row_of_the_outline_has_its_menu_and_a_phase_without_steps_is_a_row(hands: Hands, lanes: Lanes) -> None:
    write(hands, lanes.thoughts, "Upload", "Hm")
    hands.place.bench.phases.add()
    hands.write("After")
    outline = hands.place.panel.outline
    hands.window.do("map.outline")
    hands.driver.until(outline.hasFocus)
    hands.driver.until(lambda: "After" in [row.words for row in rows_of(hands).tree.rows])
    wanted = {"phase": "Merge with the next phase", "step": "Rename", "link": "Delete the link", "cell": "Write here…"}
    for kind, entry in wanted.items():
        rows = rows_of(hands).tree.rows
        at = next(number for number, each in enumerate(rows) if each.kind == kind)
        outline.setCurrentIndex(rows_of(hands).index_of(at))
        QTest.keyClick(outline, Q.Key_F10, SHIFT)
        assert entry in hands.menu()
    QTest.keyClick(outline, Q.Key_Escape, NONE)
