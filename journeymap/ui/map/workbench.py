"""All editing of the map in one object: which command, key, click or menu does what."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QKeyCombination, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from journeymap.present.actions import COMMANDS
from journeymap.ui import keys
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.map.cell_editing import CellEditing
from journeymap.ui.map.clipboard import Clipboard
from journeymap.ui.map.connecting import LinkEditing
from journeymap.ui.map.editing import MapEditing
from journeymap.ui.map.lane_editing import LaneEditing
from journeymap.ui.map.menus import Entry, PopUp
from journeymap.ui.map.panel import MapPanel
from journeymap.ui.map.phase_editing import PhaseEditing
from journeymap.ui.map.step_editing import StepEditing

_CHANGES_NOTHING = frozenset({"map.steps_copy", "map.steps_all"})
_FIXED = "Two maps are compared here, so nothing is changed on them. Esc closes the comparison."


class Workbench(QObject):
    """Belongs to the map's place, which gives it the commands and the keys that nobody else took."""

    def __init__(self, panel: MapPanel, document: DocumentThread, looking: Looking, parent: QObject) -> None:
        super().__init__(parent)
        self.panel = panel
        self.editing = MapEditing(panel, document, looking, self)
        self.steps = StepEditing(self.editing)
        self.phases = PhaseEditing(self.editing, self.steps)
        self.lanes = LaneEditing(self.editing)
        self.links = LinkEditing(self.editing)
        self.clipboard = Clipboard(self.editing, self.steps)
        self.pop_up = PopUp(self, panel)
        self.cells = CellEditing(self.editing, self.pop_up)
        self._commands: dict[str, Callable[[], object]] = {
            **self.steps.commands,
            **self.phases.commands,
            **self.lanes.commands,
            **self.cells.commands,
            **self.links.commands,
            **self.clipboard.commands,
            "map.steps_delete": self.delete,
            "map.step_rename": self.rename,
            "map.lanes": self._show_lanes,
        }
        self._take_keys()
        keys.current().changed.connect(self._take_keys)
        canvas = panel.canvas
        canvas.pointed.connect(self._on_pointed)
        canvas.menu_asked.connect(self._on_menu)
        canvas.header_dropped.connect(self._on_header_dropped)
        panel.outline.menu_asked.connect(self._on_outline_menu)

    def _take_keys(self) -> None:
        heard = keys.current().map.heard
        self._keys = {each: found.id for found in COMMANDS if found.local for each in heard(found.id)}

    def run(self, command_id: str) -> bool:
        """Do a command of the map's editing; False for all others."""
        deed = self._commands.get(command_id)
        if deed is not None and not self.panel.canvas.editable and command_id not in _CHANGES_NOTHING:
            self.editing.said.emit(_FIXED)
        elif deed is not None:
            deed()
        return deed is not None

    def command_of(self, event: QKeyEvent) -> str:
        """The command that a key stands for on the map alone; empty where it stands for nothing."""
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QComboBox):
            return ""  # a field in a strip around the map: nothing typed there is meant for the steps
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._keys.get(QKeySequence(QKeyCombination(held, Qt.Key(event.key()))).toString(), "")

    def rename(self) -> None:
        """Type anew what the current row of the outline says, or the title of the selected step."""
        if self.cells.current():
            self.cells.open(self.cells.current())
        else:
            self.steps.rename()

    def delete(self) -> None:
        """Delete the selected link, what stands in the selected cell, or the chosen steps."""
        if self.cells.current():
            self.cells.empty(*self.cells.current().split(">"))
        elif self.panel.canvas.link:
            self.links.delete()
        else:
            self.steps.delete()

    def _show_lanes(self) -> None:
        self.pop_up.open(self.lanes.overview(), self.panel.mapToGlobal(QPoint(24, 48)))

    def _on_pointed(self, kind: str, key: str, point: QPointF) -> None:
        """A double click."""
        if kind == "phase":
            self.phases.rename(key)
        elif kind == "lane":
            self.lanes.rename(key)
        elif kind == "link":
            self.links.edit(key)
        elif kind in {"cell", "edge"}:
            self.cells.edit(*key.split(">"))
        else:
            self.steps.add_at(point)

    def _on_header_dropped(self, kind: str, key: str, gap: int) -> None:
        if kind == "phase":
            self.phases.drop(key, gap)
        else:
            self.lanes.drop(key, gap)

    def _on_outline_menu(self, kind: str, key: str, at: QPoint) -> None:
        if not self.panel.canvas.editable:
            return
        if kind == "step":
            entries = self._step_menu()
        elif kind == "link":
            entries = self.links.menu(key)
        elif kind == "cell":
            entries = self.cells.menu(*key.split(">"))
        else:
            phases = self.editing.plan.phases if self.editing.plan is not None else ()
            named = [phase.id for phase in phases if phase.title == key]
            entries = self.phases.menu(named[0]) if named else [("Add a phase…", self.phases.add)]
        self.pop_up.open(entries, at)

    def _on_menu(self, kind: str, key: str, point: QPointF, at: QPoint) -> None:
        if not self.panel.canvas.editable:
            return
        if kind in {"step", "handle"}:
            entries = self._step_menu()
        elif kind == "phase":
            entries = self.phases.menu(key)
        elif kind == "lane":
            entries = self.lanes.menu(key)
        elif kind == "link":
            entries = self.links.menu(key)
        else:
            entries = self._ground_menu(point)
            if kind in {"cell", "edge"}:
                entries = [*self.cells.menu(*key.split(">")), None, *entries]
        self.pop_up.open(entries, at)

    def _step_menu(self) -> list[Entry]:
        several = len(self.panel.canvas.chosen) > 1
        together: list[Entry] = [("Merge into one step", self.steps.merge), ("Align in one row", self.steps.align)]
        alone: list[Entry] = [
            ("Rename", self.steps.rename),
            ("Add a step after it", self.steps.add),
            ("Connect…", self.links.connect_step),
            ("Links of this step…", self.links.choose),
            ("Write into a cell…", self.cells.write),
            ("Cells of this step…", self.cells.show_cells),
            ("Begin a phase here", self.phases.begin),
            ("Split into several…", self.steps.split),
        ]
        return [
            *(together if several else alone),
            None,
            ("Cut", self.clipboard.cut),
            ("Copy", self.clipboard.copy),
            ("Paste after it", self.clipboard.paste),
            ("Duplicate", self.steps.duplicate),
            None,
            ("Delete", self.steps.delete),
        ]

    def _ground_menu(self, point: QPointF) -> list[Entry]:
        return [
            ("Add a step here", partial(self.steps.add_at, point)),
            ("Paste", self.clipboard.paste),
            ("Type a list…", self.clipboard.type_list),
            ("Choose all steps", self.panel.canvas.choose_all),
            None,
            ("Add a phase…", self.phases.add),
            ("Lanes", self.lanes.overview()),
        ]
