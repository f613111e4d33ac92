"""Editing the cells in the lanes: words, pictures, how many columns they cover and whether they may be shared."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QFileDialog

from journeymap.core.edits.cells import (
    cell_over,
    describe_picture,
    empty_cell,
    let_cell_be_shared,
    stretch_cell,
    widen_cell,
    write_cell,
)
from journeymap.core.edits.lanes import LONGEST_CELL, set_picture
from journeymap.core.lanes import OF_PEOPLE
from journeymap.core.model import Cell
from journeymap.core.wording import plural
from journeymap.present.map_values import MapLane
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.editing import MapEditing
from journeymap.ui.map.menus import Entry, PopUp
from journeymap.ui.map.renaming import TextInPlace
from journeymap.ui.map.step_editing import SELECT_FIRST
from journeymap.ui.pictures import KINDS, Picture, read_picture

_SHOWS = "What the picture shows, in a few words"
_BRIEF = 48  # characters of a cell in a list


class CellEditing(QObject):
    """The commands about cells. A cell that covers several columns stands under the steps of all of them."""

    def __init__(self, editing: MapEditing, pop_up: PopUp) -> None:
        super().__init__(editing)
        self.editing = editing
        self.pop_up = pop_up
        self.picker: PickOne | None = None
        self.field: TextInPlace | None = None
        self.dialog: QFileDialog | None = None
        self.commands: dict[str, Callable[[], object]] = {
            "map.cell": self.write,
            "map.cells": self.show_cells,
            "map.cell_stretch": partial(self.widen_one, 1),
            "map.cell_shrink": partial(self.widen_one, -1),
        }
        editing.canvas.stretched.connect(self.stretch)
        editing.panel.outline.cell_opened.connect(self.open)

    def menu(self, lane_id: str, step_id: str) -> list[Entry]:
        """What can be done with the cell of a lane under a step, or with the empty place for one."""
        lane, cell = self._lane(lane_id), self._cell(lane_id, step_id)
        if lane is None:
            return []
        write = "Choose a picture…" if lane.holds == "image" else "Write here…"
        if cell is None:
            return [(write, partial(self.edit, lane_id, step_id))]
        step_id = cell.step_id
        entries: list[Entry] = [(write, partial(self.edit, lane_id, step_id))]
        if cell.attachment_id is not None:
            entries.append(("Say what the picture shows…", partial(self.describe, lane_id, step_id)))
        if lane.holds in {"text", "image"}:
            entries += [
                ("Stretch over the next column", partial(self.widen, 1, lane_id, step_id)),
                ("Shrink by a column", partial(self.widen, -1, lane_id, step_id)),
            ]
        if lane.kind in OF_PEOPLE:
            words = "Keep within the team" if cell.may_be_shared else "May be shared outside the team"
            entries.append((words, partial(self.share, lane_id, step_id, not cell.may_be_shared)))
        return [*entries, ("Empty the cell", partial(self.empty, lane_id, step_id))]

    def show_cells(self) -> None:
        """Show every lane with what can be done with its cell under the selected step: the keyboard's way to cells."""
        step_id = self._selected()
        if step_id:
            entries: list[Entry] = [
                (f"{lane.title}{_marks(self._cell(lane.lane_id, step_id))}", self.menu(lane.lane_id, step_id))
                for lane in self._lanes()
            ]
            below = self.editing.place_of_step(step_id).bottomLeft() + QPoint(8, 4)
            self.pop_up.open(entries, self.editing.panel.mapToGlobal(below))

    # -- words --------------------------------------------------------------------------------------------------

    def current(self) -> str:
        """The cell that is the current row of the outline, as LANE>STEP; empty where there is none."""
        return self.editing.panel.outline.cell() if self.editing.panel.outline.isVisible() else ""

    def open(self, key: str) -> None:
        """Let a cell, LANE>STEP, be typed in place."""
        if self.editing.canvas.editable:
            self.edit(*key.split(">"))

    def write(self) -> None:
        """Ask in which lane to write under the selected step."""
        step_id = self._selected()
        if self.current():
            self.open(self.current())
        elif step_id:
            choices = [(f"{lane.title}{_assumption(lane)}", lane.lane_id) for lane in self._lanes()]
            self._pick("In which lane?", choices, partial(self._edit_under, step_id))

    def _edit_under(self, step_id: str, lane_id: str) -> None:
        self.edit(lane_id, step_id)

    def edit(self, lane_id: str, step_id: str) -> None:
        """Let the text of a cell be typed in place, or a picture be chosen for it."""
        lane, cell = self._lane(lane_id), self._cell(lane_id, step_id)
        if lane is None:
            return
        step_id = cell.step_id if cell is not None else step_id
        if lane.holds == "image":
            self.choose_picture(lane_id, step_id)
            return
        text = cell.text if cell is not None else ""
        self.field = TextInPlace(f"{lane.title}{_assumption(lane)}", text, LONGEST_CELL, self.editing.panel)
        self.field.kept.connect(partial(self._write, lane_id, step_id))
        self.field.dropped.connect(self._back)
        self.field.open_at(self._place(lane_id, step_id))

    def _write(self, lane_id: str, step_id: str, text: str) -> None:
        self._back()
        self.editing.change("Write into a cell", lambda edit: write_cell(edit, step_id, lane_id, text))

    def _back(self) -> None:
        self.field = None
        self.editing.panel.shown_part().setFocus()

    # -- pictures -----------------------------------------------------------------------------------------------

    def choose_picture(self, lane_id: str, step_id: str) -> None:
        """Let a file be chosen; it is read off the window's thread, then words for it are asked for."""
        self.dialog = QFileDialog(self.editing.panel, "Choose a picture", "", KINDS)
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.fileSelected.connect(partial(self.take_picture, lane_id, step_id))
        self.dialog.open()

    def take_picture(self, lane_id: str, step_id: str, file: str) -> None:
        """Read a picture for a cell, and ask what it shows."""
        path = Path(file)
        self.editing.document.compute(
            lambda: read_picture(path), partial(self._on_read, lane_id, step_id), self.editing.tell, owner=self
        )

    def _on_read(self, lane_id: str, step_id: str, picture: Picture) -> None:
        where = partial(self._place, lane_id, step_id)
        self.editing.ask_title(_SHOWS, "", where, partial(self._put_picture, lane_id, step_id, picture))

    def _put_picture(self, lane_id: str, step_id: str, picture: Picture, alt_text: str, _goes_on: bool) -> None:
        self.editing.change(
            "Put a picture",
            lambda edit: set_picture(
                edit, step_id, lane_id, name=picture.name, media_type=picture.media_type, data=picture.data,
                alt_text=alt_text,
            ),
        )  # fmt: skip

    def describe(self, lane_id: str, step_id: str) -> None:
        """Let be typed anew what the picture of a cell shows."""
        cell = self._cell(lane_id, step_id)
        where = partial(self._place, lane_id, step_id)
        words = cell.alt_text if cell is not None else ""
        self.editing.ask_title(_SHOWS, words, where, partial(self._describe, lane_id, step_id))

    def _describe(self, lane_id: str, step_id: str, words: str, _goes_on: bool) -> None:
        self.editing.change("Describe the picture", lambda edit: describe_picture(edit, step_id, lane_id, words))

    # -- the cell itself ----------------------------------------------------------------------------------------

    def widen_one(self, by: int) -> None:
        """Stretch (+1) or shrink (−1) a cell under the selected step; where there are several, ask which."""
        step_id = self._selected()
        if self.current():
            self._widen_picked(by, self.current())
            return
        if not step_id:
            return
        found = [(lane, self._cell(lane.lane_id, step_id)) for lane in self._lanes() if lane.kind != "feelings"]
        choices = [(f"{lane.title}: {_brief(cell)}", f"{lane.lane_id}>{cell.step_id}") for lane, cell in found if cell]
        if choices:
            self._pick("Which cell?", choices, partial(self._widen_picked, by))
        else:
            self.editing.say("There is no cell under this step yet. Please write into one first.")

    def _widen_picked(self, by: int, key: str) -> None:
        self.widen(by, *key.split(">"))

    def widen(self, by: int, lane_id: str, step_id: str) -> None:
        """Let a cell cover one column more or less."""
        label, columns = "Stretch a cell" if by > 0 else "Shrink a cell", self._columns()
        self.editing.change(label, lambda edit: widen_cell(edit, step_id, lane_id, by, columns), self._on_stretched)

    def stretch(self, key: str, span: int) -> None:
        """Let a cell, LANE>STEP, cover so many columns."""
        lane_id, step_id = key.split(">")
        cell, columns = self._cell(lane_id, step_id), self._columns()
        if cell is not None and span != cell.span:
            label = "Stretch a cell" if span > cell.span else "Shrink a cell"
            self.editing.change(
                label, lambda edit: stretch_cell(edit, step_id, lane_id, span, columns), self._on_stretched
            )

    def _on_stretched(self, cell: Cell) -> None:
        self.editing.say(f"The cell covers {plural(cell.span, 'column')}.")

    def share(self, lane_id: str, step_id: str, may_be_shared: bool) -> None:
        """Say whether what stands in a cell may leave the team."""
        words = (
            "It goes into exports for the board and the public now."
            if may_be_shared
            else "It stays within the team: exports for the board and the public leave it out."
        )
        self.editing.change(
            "Set who may see a cell",
            lambda edit: let_cell_be_shared(edit, step_id, lane_id, may_be_shared),
            lambda _: self.editing.say(words),
        )

    def empty(self, lane_id: str, step_id: str) -> None:
        """Take away what stands in a cell."""
        self.editing.change(
            "Empty a cell",
            lambda edit: empty_cell(edit, step_id, lane_id),
            lambda _: self.editing.say("The cell is empty. Undo."),
        )

    def _pick(self, question: str, choices: Sequence[tuple[str, str]], then: Callable[[str], object]) -> None:
        if not choices:
            self.editing.say("The map has no lane to write in yet. Please add one first.")
        elif len(choices) == 1:
            then(choices[0][1])
        else:
            self.picker = PickOne(question, choices, self.editing.panel)
            self.picker.picked.connect(then)
            self.picker.open_over(self.editing.panel)

    def _selected(self) -> str:
        step_id = self.editing.canvas.selected
        if not step_id:
            self.editing.say(SELECT_FIRST)
        return step_id

    def _columns(self) -> list[list[str]]:
        places = self.editing.canvas.places
        return places.steps_by_column() if places is not None else []

    def _cell(self, lane_id: str, step_id: str) -> Cell | None:
        plan = self.editing.plan
        return cell_over(plan.cells, step_id, lane_id, self._columns()) if plan is not None else None

    def _place(self, lane_id: str, step_id: str) -> QRect:
        if self.editing.panel.outline.isVisible():
            return self.editing.place_in_outline(self.current() or step_id, behind=not self.current())
        places = self.editing.canvas.places
        rect = places.cell_rect(lane_id, step_id) if places is not None else None
        return self.editing.place_of(rect) if rect is not None else self.editing.middle()

    def _lane(self, lane_id: str) -> MapLane | None:
        return next((lane for lane in self._lanes() if lane.lane_id == lane_id), None)

    def _lanes(self) -> list[MapLane]:
        """The lanes in sight that take words or pictures."""
        view = self.editing.view
        lanes = view.lanes if view is not None else ()
        takes = [lane for lane in lanes if lane.holds in {"text", "image"} or lane.kind == "feelings"]
        return [lane for lane in takes if not lane.hidden]


def _assumption(lane: MapLane) -> str:
    return ": what you assume" if lane.kind == "feelings" else ""


def _brief(cell: Cell | None) -> str:
    words = " ".join((cell.text or cell.alt_text).split()) if cell is not None else ""
    return words if len(words) <= _BRIEF else f"{words[: _BRIEF - 1]}…"


def _marks(cell: Cell | None) -> str:
    """What stands in a cell, for a menu."""
    return f": {_brief(cell)}" if cell is not None else " (empty)"
