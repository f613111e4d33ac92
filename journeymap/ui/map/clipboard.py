"""Copy, cut and paste of steps as a list that people can read, and the panel in which such a list is typed.

Pictures go along beside the text, in a type of their own that only this app reads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from journeymap.core.carried_pictures import CARRIED_TYPE, CarriedPicture, read_pictures, write_pictures
from journeymap.core.edits.as_list import carried_pictures, list_steps
from journeymap.core.edits.from_list import PutSteps, put_step_list
from journeymap.core.errors import Problem
from journeymap.core.reader import Edit
from journeymap.core.step_list import read_step_list
from journeymap.core.step_list_writing import write_step_list
from journeymap.core.wording import number_text, plural
from journeymap.store.document import Document
from journeymap.ui.map.editing import MapEditing
from journeymap.ui.map.list_panel import ListPanel
from journeymap.ui.map.step_editing import SELECT_FIRST, StepEditing
from journeymap.ui.pictures import carried_picture

MOST_CHARACTERS = 20_000_000
_TOLD = 3


class Clipboard(QObject):
    """Steps as text: from the map, and onto it."""

    def __init__(self, editing: MapEditing, steps: StepEditing) -> None:
        super().__init__(editing)
        self.editing = editing
        self.steps = steps
        self.panel: ListPanel | None = None
        self.commands: dict[str, Callable[[], object]] = {
            "map.steps_copy": self.copy,
            "map.steps_cut": self.cut,
            "map.steps_paste": self.paste,
            "map.type_list": self.type_list,
        }

    def copy(self) -> None:
        """Put the chosen steps into the clipboard."""
        self._copy(self._on_copied)

    def cut(self) -> None:
        """Put the chosen steps into the clipboard and take them off the map."""
        self._copy(self._on_cut)

    def _copy(self, then: Callable[["Copied"], object]) -> None:
        ids = self.editing.chosen()
        if not ids:
            self.editing.say(SELECT_FIRST)
            return

        def work(document: Document) -> Copied:
            reader = document.read()
            pictures = carried_pictures(reader, ids)
            return Copied(len(ids), write_step_list(list_steps(reader, ids)), len(pictures), write_pictures(pictures))

        self.editing.document.do(work, then, owner=self)

    def _on_copied(self, copied: "Copied") -> None:
        copied.into_clipboard()
        along = f" with {plural(copied.pictures, 'picture')}" if copied.pictures else ""
        self.editing.say(f"{plural(copied.steps, 'step')} copied as text{along}.")

    def _on_cut(self, copied: "Copied") -> None:
        copied.into_clipboard()
        self.steps.delete()

    def paste(self) -> None:
        """Put the list in the clipboard behind the selected step, with the pictures beside it."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.editing.say("There is no text in the clipboard.")
        elif beside := QGuiApplication.clipboard().mimeData().data(CARRIED_TYPE).data():
            # They are looked at one by one, which takes its time.
            self.editing.document.compute(
                lambda: _looked_at(bytes(beside)),
                lambda found: self.put(text, "Paste steps", pictures=found),
                self.editing.tell,
                owner=self,
            )
        else:
            self.put(text, "Paste steps")

    def put(
        self, text: str, label: str, then: Callable[[], object] | None = None, pictures: "LookedAt" = ((), ())
    ) -> None:
        """Put a list behind the selected step, or behind all; with pictures, and remarks about those left out."""
        after = self.editing.canvas.selected or None
        if len(text) > MOST_CHARACTERS:
            self.editing.tell(
                Problem(
                    f"This list has {number_text(len(text))} characters, which no map could hold. Nothing was changed."
                )
            )
            return

        def work(edit: Edit) -> PutSteps:
            put = put_step_list(edit, self.editing.map_of(edit), read_step_list(text), after, pictures[0])
            return replace(put, remarks=(*pictures[1], *put.remarks))

        self.editing.change(label, work, partial(self._on_put, then))

    def _on_put(self, then: Callable[[], object] | None, put: PutSteps) -> None:
        self.editing.choose_when_drawn([step.id for step in put.steps])
        self.editing.say(f"{plural(len(put.steps), 'step')} put on the map. {_few(put.remarks)}".strip())
        if then is not None:
            then()

    def type_list(self) -> None:
        """Open the panel in which a list is typed."""
        if self.panel is None:
            self.panel = ListPanel(self.editing.document, self.editing.panel)
            self.panel.put_asked.connect(self._on_put_asked)
            self.panel.closed.connect(self._on_closed)
        self.panel.open()

    def _on_put_asked(self, text: str) -> None:
        if self.panel is not None:
            self.put(text, "Put a list on the map", self.panel.done)

    def _on_closed(self) -> None:
        self.editing.panel.shown_part().setFocus()


LookedAt = tuple[Sequence[CarriedPicture], Sequence[str]]
"""Pictures that can be kept, and sentences about those that cannot."""


@dataclass(frozen=True, slots=True)
class Copied:
    """So many steps as text, and so many pictures as `write_pictures` wrote them."""

    steps: int
    text: str
    pictures: int
    beside: bytes

    def into_clipboard(self) -> None:
        """Put both into the clipboard; every other program sees the text."""
        mime = QMimeData()
        mime.setText(self.text)
        if self.pictures:
            mime.setData(CARRIED_TYPE, QByteArray(self.beside))
        QGuiApplication.clipboard().setMimeData(mime)


def _looked_at(beside: bytes) -> LookedAt:
    found, remarks = read_pictures(beside)
    pictures = []
    for each in found:
        try:
            pictures.append(carried_picture(each))
        except Problem:
            remarks.append(f"The picture “{each.name}” in the clipboard cannot be read, so it was left out.")
    return pictures, remarks


def _few(remarks: Sequence[str]) -> str:
    """The first remarks, and how many more there are."""
    more = len(remarks) - _TOLD
    return " ".join([*remarks[:_TOLD], *([f"And {number_text(more)} more like this."] if more > 0 else [])])
