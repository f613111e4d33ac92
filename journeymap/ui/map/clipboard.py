"""Copy, cut and paste of steps as a list that people can read, and the panel in which such a list is typed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from journeymap.core.edits.as_list import list_steps, pictures_of
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

    def _copy(self, then: Callable[[int, tuple[str, int]], object]) -> None:
        ids = self.editing.chosen()
        if not ids:
            self.editing.say(SELECT_FIRST)
            return

        def work(document: Document) -> tuple[str, int]:
            reader = document.read()
            return write_step_list(list_steps(reader, ids)), pictures_of(reader, ids)

        self.editing.document.do(work, partial(then, len(ids)), owner=self)

    def _on_copied(self, steps: int, copied: tuple[str, int]) -> None:
        text, pictures = copied
        QGuiApplication.clipboard().setText(text)
        behind = f" {plural(pictures, 'picture')} cannot go along in a text." if pictures else ""
        self.editing.say(f"{plural(steps, 'step')} copied as text.{behind}")

    def _on_cut(self, _steps: int, copied: tuple[str, int]) -> None:
        QGuiApplication.clipboard().setText(copied[0])
        self.steps.delete()

    def paste(self) -> None:
        """Put the list in the clipboard behind the selected step."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.editing.say("There is no text in the clipboard.")
        else:
            self.put(text, "Paste steps")

    def put(self, text: str, label: str, then: Callable[[], object] | None = None) -> None:
        """Put a list behind the selected step, or behind all."""
        after = self.editing.canvas.selected or None
        if len(text) > MOST_CHARACTERS:
            self.editing.tell(
                Problem(
                    f"This list has {number_text(len(text))} characters, which no map could hold. Nothing was changed."
                )
            )
            return

        def work(edit: Edit) -> PutSteps:
            return put_step_list(edit, self.editing.map_of(edit), read_step_list(text), after)

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


def _few(remarks: Sequence[str]) -> str:
    """The first remarks, and how many more there are."""
    more = len(remarks) - _TOLD
    return " ".join([*remarks[:_TOLD], *([f"And {number_text(more)} more like this."] if more > 0 else [])])
