"""The map's place in the window: heading, tools, commands, and the selected step in the inspector."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout, QWidget

from journeymap.ui import keys
from journeymap.ui.document import DocumentThread
from journeymap.ui.inspector import Inspector
from journeymap.ui.looking import Looking, Selected
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.inspecting import Inspecting
from journeymap.ui.map.panel import Drawn, MapPanel
from journeymap.ui.map.sides import MapSides
from journeymap.ui.map.workbench import Workbench
from journeymap.ui.map.zoom_to import zoom_to_selection
from journeymap.ui.place import Place
from journeymap.ui.plain import plain_tip
from journeymap.ui.status_bar import StatusBar


class MapPlace(Place):
    """Shows the map of the filter and whatever step is selected."""

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.panel = MapPanel(document, looking, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self._outline = QPushButton("Outline")
        self._outline.setCheckable(True)
        self._outline.setProperty("role", "segment-single")
        self._outline.setAccessibleDescription("The map as a list of its steps")
        keys.current().changed.connect(self._name_keys)
        self._name_keys()
        self._outline.toggled.connect(self._on_outline_toggled)
        self.go_to: PickOne | None = None
        self._inspecting = Inspecting(document, self)
        self._inspecting.loaded.connect(self.inspected)
        self._focus_wanted = False
        self.panel.drawn.connect(self._on_drawn)
        self.panel.import_asked.connect(self._on_import_asked)
        for view in (self.panel.canvas, self.panel.outline):
            view.step_selected.connect(self._on_step_selected)
            view.step_opened.connect(self._on_step_opened)
        self.panel.canvas.zoom_changed.connect(self._say_zoom)
        looking.selected.connect(self._on_selected)
        self.bench = Workbench(self.panel, document, looking, self)
        self.bench.editing.said.connect(self._on_said)
        self.panel.first_step_asked.connect(self.bench.steps.add)
        self.panel.canvas.link_selected.connect(self._on_link_selected)
        self.panel.canvas.chosen_changed.connect(self._inspect)
        self.sides = MapSides(self)
        self._inspecting.map_asked.connect(self.sides.open_map)
        self._inspecting.picture_asked.connect(self.bench.cells.choose_picture)

    def _name_keys(self) -> None:
        self._outline.setToolTip(plain_tip(keys.with_keys("The map as a list of its steps", "map.outline")))

    def tools(self) -> Sequence[QWidget]:
        return (*self.sides.tools(), self._outline)

    def title_menu(self) -> QMenu:
        return self.sides.maps

    def entered(self) -> None:
        self._inspecting.connect_inspector(self.window().findChild(Inspector))
        self._say_heading()
        self._say_zoom()
        self._inspect()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sides.tray.catch_up()

    def leaving(self) -> None:
        """What is typed in a field of the map or of the inspector is kept."""
        focused = QApplication.focusWidget()
        if focused is not None and self.window().isAncestorOf(focused):
            focused.clearFocus()

    def focus_first(self) -> None:
        self._focus_wanted = self.panel.value is None
        self.panel.shown_part().setFocus()

    def run_command(self, command_id: str) -> bool:
        if self.sides.run(command_id) or self.bench.run(command_id):
            return True
        if command_id in {"map.zoom_in", "map.zoom_out", "map.fit"}:
            self.panel.zoom(command_id.removeprefix("map.").removeprefix("zoom_"))
        elif command_id == "map.zoom_selection":
            if not zoom_to_selection(self.panel.canvas):
                self._on_said("Please select a step or a link first.")
        elif command_id == "map.legend":
            self.panel.foot.fold_legend()
        elif command_id == "map.outline":
            self._outline.toggle()
        elif command_id == "map.go_to" and self.panel.value is not None and self.panel.value.view.steps:
            steps = [(step.title, step.step_id) for step in self.panel.value.view.steps]
            self.go_to = PickOne("Go to which step?", steps, self)
            self.go_to.picked.connect(self._on_gone_to)
            self.go_to.open_over(self.panel)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self.bench.command_of(event)
        if not ((command and self.run_command(command)) or self.sides.press(event)):
            super().keyPressEvent(event)

    def _on_said(self, words: str) -> None:
        status = self.window().findChild(StatusBar)
        if status is not None:
            status.show_note(words)

    def _on_link_selected(self, key: str) -> None:
        self.looking.select(Selected("transition", key))

    def _say_heading(self) -> None:
        value = self.panel.value
        if value is None:
            return
        view = value.view
        state = f"{view.state[:1].upper()}{view.state[1:]}"
        words = [state] if view.steps else []
        if view.made_up:
            words.append("a sample: everybody in it is made up")
        self.headed.emit(view.title or "Map", " · ".join(words))

    def _say_zoom(self) -> None:
        value = self.panel.value
        self.zoomed.emit(self.panel.canvas.zoom if value is not None and value.view.steps else -1.0)

    def _on_drawn(self, value: Drawn) -> None:
        self._say_heading()
        self._say_zoom()
        self._outline.setEnabled(bool(value.view.steps))
        if self._focus_wanted:
            self._focus_wanted = False
            if self.isVisible():
                self.panel.shown_part().setFocus()
        what = self.looking.selection
        if what is not None and what.kind == "step" and not self.panel.canvas.selected and value.view.step(what.id):
            self._on_selected(what)  # it was gone from the map and is there again, as after undo and redo
        else:
            self._inspect()

    def _on_outline_toggled(self, wanted: bool) -> None:
        self.panel.show_outline(wanted)
        self.panel.shown_part().setFocus()

    def _on_import_asked(self) -> None:
        self.looking.asked_for.emit("project.import")

    def _on_step_selected(self, step_id: str) -> None:
        self.looking.select(Selected("step", step_id) if step_id else None)

    def _on_gone_to(self, step_id: str) -> None:
        self._on_step_selected(step_id)
        self.panel.shown_part().setFocus()

    def _on_step_opened(self, step_id: str) -> None:
        """Enter on a step: the keyboard goes to the inspector, which shows it."""
        self._on_step_selected(step_id)
        inspector = self.window().findChild(Inspector)
        if inspector is not None and inspector.isVisible():
            inspector.take_keyboard()

    def _on_selected(self, what: Selected | None) -> None:
        step_id = what.id if what is not None and what.kind == "step" else ""
        if what is not None and what.kind == "transition":
            self.panel.canvas.select_link(what.id, tell=False)
        else:
            self.panel.canvas.select(step_id, tell=False)
        self.panel.outline.select(step_id)
        self._inspect()

    def _inspect(self) -> None:
        """Load what is selected for the panel at the right."""
        if self.isVisible():
            value = self.panel.value
            counts, compared = (value.counts, value.compared) if value is not None else (None, None)
            canvas = self.panel.canvas
            columns = canvas.places.steps_by_column() if canvas.places is not None else []
            self._inspecting.inspect(self.looking.selection, canvas.chosen, counts, compared, columns)
