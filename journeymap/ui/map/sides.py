"""Everything around the map: the tools in the top bar, search, minimap, tray, comparison, and other maps."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from journeymap.core.edits.steps import tidy_up
from journeymap.core.filters import Filter
from journeymap.core.model import Step
from journeymap.present.map_search import Found, find_on_map
from journeymap.present.presentation import Slide, load_slides
from journeymap.store.document import Document
from journeymap.ui.looking import Selected
from journeymap.ui.map.comparing import Comparing
from journeymap.ui.map.drops import LabelDrops
from journeymap.ui.map.maps_menu import MapsMenu
from journeymap.ui.map.minimap import Minimap
from journeymap.ui.map.overlay_switch import OverlaySwitch
from journeymap.ui.map.presentation import Presentation
from journeymap.ui.map.scene import MapScene
from journeymap.ui.map.search import SearchBar
from journeymap.ui.map.simplifying import Simplifying
from journeymap.ui.map.trail import Trail
from journeymap.ui.map.tray import Tray
from journeymap.ui.plain import plain_tip

if TYPE_CHECKING:
    from journeymap.ui.map.panel import Drawn
    from journeymap.ui.map.place import MapPlace

_SWITCH_PX, _ALL_PX = 1330, 1090
"""From these widths of the window on, the overlays stand in a row, and all tools stand in the bar."""
_ALONE = frozenset({"present", "simplify", "tidy"})
"""What is done with one map, not while two are compared."""


class MapSides(QObject):
    """Belongs to the map's place, which asks it for tools and commands first."""

    def __init__(self, place: "MapPlace") -> None:
        super().__init__(place)
        self._place = place
        self._document, self._looking, self._panel = place.document, place.looking, place.panel
        self.switch = OverlaySwitch()
        self.simplify = _tool("Simplify", "Show fewer steps and links")
        self.tidy = _tool("Tidy up", "Let every card that was moved by hand find its place again")
        self.present = _tool("Present", "Full screen, step by step (F5)")
        self.simplifying = Simplifying(place)
        self.maps = MapsMenu(self._document, self._looking, place)
        self.search = SearchBar(self._find)
        self.trail = Trail(self._looking)
        self.comparing = Comparing(place, self.maps, self)
        self.tray = Tray(self._document, self._looking, self._panel)
        self.minimap = Minimap(self._panel.canvas)
        self.drops = LabelDrops(self._panel.canvas, self._step_at, self.tray.place)
        self.presentation: Presentation | None = None
        self._wanted_step = ""
        self._opening = False  # another map, to which the keyboard goes when it is drawn
        for bar in (self.trail, self.search, self.comparing.view):
            self._panel.above.addWidget(bar)
        self._panel.below.addWidget(self.tray)
        self._connect()

    def _connect(self) -> None:
        self.switch.chosen.connect(self._on_overlay)
        self.simplify.clicked.connect(self._open_simplify)
        self.tidy.clicked.connect(self._tidy_up)
        self.present.clicked.connect(self._present)
        self.simplifying.changed.connect(self._on_simplified)
        self.maps.said.connect(self._place.noted)
        self.maps.opened.connect(self._on_map_opened)
        self.search.found.connect(self._on_found)
        self.search.closed.connect(self._to_map)
        self.trail.went_back.connect(self._on_went_back)
        self.tray.said.connect(self._place.noted)
        self.tray.arrived.connect(self._to_map)
        self._panel.drawn.connect(self._on_drawn)
        self._panel.outline.link_selected.connect(self._select_link)
        self._place.installEventFilter(self)

    def tools(self) -> Sequence[QWidget]:
        """For the top bar, from left to right."""
        return self.switch, self.simplify, self.tidy, self.present

    def run(self, command_id: str) -> bool:
        """Do a command that belongs here; False for all others."""
        what = command_id.removeprefix("map.")
        if (what in _ALONE or what.startswith("overlay_")) and self.comparing.refuses():
            return True
        if what.startswith("overlay_"):
            self.switch.choose(what.removeprefix("overlay_"))
            return True
        own: dict[str, Callable[[], object]] = {
            "search": self.search.open,
            "present": self._present,
            "simplify": self._open_simplify,
            "tidy": self._tidy_up,
            "tray": self.tray.open,
            "new": self.maps.ask_new,
            "copy": self.maps.ask_copy,
            "rename": self.maps.ask_rename,
            "delete": self.maps.delete,
            "inside": self._open_inside,
            "back": self.trail.back,
            "compare": self.comparing.ask,
            "next_difference": self.comparing.next,
            "previous_difference": self.comparing.previous,
        }
        if what not in own:
            return False
        own[what]()
        return True

    def press(self, event: QKeyEvent) -> bool:
        """Esc leaves a comparison; False for everything else."""
        leaves = event.key() == Qt.Key.Key_Escape and self.comparing.active
        if leaves:
            self.comparing.end()
        return leaves

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            width = self._place.window().width()
            self.switch.set_narrow(width < _SWITCH_PX)
            for button in (self.simplify, self.tidy):
                button.setVisible(width >= _ALL_PX)
        return super().eventFilter(watched, event)

    def open_map(self, map_id: str) -> None:
        """Look at the map that shows the selected step in detail, with a way back."""
        current = self.maps.current()
        selected = self._looking.selection
        if current is not None and map_id != current.id:
            self.trail.push(current.id, current.title, selected.id if selected is not None else "")
            self._looking.look_at(Filter(map_id=map_id))

    # -- what is shown ------------------------------------------------------------------------------------------

    def _on_drawn(self, value: "Drawn") -> None:
        there = bool(value.view.steps) and value.compared is None
        for tool in (*self.switch.buttons.values(), self.switch.menu_button, self.simplify, self.tidy, self.present):
            tool.setEnabled(there)
        self.simplifying.say(value.view.shown_sentence)
        self.minimap.follow()
        if self.search.isVisible():
            self.search.refresh()
        if self._opening:
            self._opening = False
            self._to_map()
        if self._wanted_step:
            wanted, self._wanted_step = self._wanted_step, ""
            self._select(wanted)

    def _on_overlay(self, key: str) -> None:
        self._panel.show_overlay(key)

    def _on_map_opened(self) -> None:
        self._opening = True

    def _open_simplify(self) -> None:
        below = self.simplify if self.simplify.isVisible() else self.present
        self.simplifying.open_below(below)

    def _on_simplified(self, steps_percent: int, links_percent: int) -> None:
        self._panel.show_simplified(steps_percent, links_percent)

    # -- search, selection --------------------------------------------------------------------------------------

    def _find(self, typed: str) -> tuple[Found, ...]:
        value = self._panel.value
        return find_on_map(value.view, self.tray.labels, typed) if value is not None else ()

    def _on_found(self, found: Found) -> None:
        if found.step_id:
            self._select(found.step_id)
        else:
            self.tray.point_at(found.label)

    def _select(self, step_id: str) -> None:
        self._looking.select(Selected("step", step_id))

    def _select_link(self, key: str) -> None:
        self._looking.select(Selected("transition", key))

    def _to_map(self) -> None:
        self._panel.shown_part().setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_at(self, point: QPoint) -> str:
        if self.comparing.active:
            return ""
        scene = self._panel.canvas.scene()
        return scene.step_at(self._panel.canvas.mapToScene(point)) if isinstance(scene, MapScene) else ""

    # -- other maps ---------------------------------------------------------------------------------------------

    def _open_inside(self) -> None:
        selected = self._looking.selection
        if selected is None or selected.kind != "step":
            return
        step_id = selected.id

        def inside(document: Document) -> str:
            step = document.read().get(Step, step_id)
            return (step.opens_map_id or "") if step is not None else ""

        def show(map_id: str) -> None:
            if map_id:
                self.open_map(map_id)
            else:
                self._place.noted.emit("This step opens no other map. Choose one in the inspector, at “Opens”.")

        self._document.do(inside, show, owner=self)

    def _on_went_back(self, step_id: str) -> None:
        self._wanted_step = step_id

    # -- tidy up, present ---------------------------------------------------------------------------------------

    def _tidy_up(self) -> None:
        map_id = self._looking.filter.map_id

        def work(document: Document) -> int:
            with document.edit("Tidy up") as edit:
                return tidy_up(edit, map_id)

        def done(moved: int) -> None:
            cards = "1 card that was moved by hand is" if moved == 1 else f"{moved:,} cards that were moved by hand are"
            self._place.noted.emit(
                f"{cards} back in place. Undo takes it back." if moved else "Every card is in its place already."
            )

        self._document.do(work, done, owner=self)

    def _present(self) -> None:
        value = self._panel.value
        if value is None or not value.view.steps:
            return
        view, chosen = value.view, value.counts.chosen
        selected = self._looking.selection
        step_id = selected.id if selected is not None and selected.kind == "step" else ""
        self._document.do(
            lambda document: load_slides(document.read(), view, chosen), partial(self._show_slides, step_id), owner=self
        )

    def _show_slides(self, step_id: str, slides: tuple[Slide, ...]) -> None:
        self.presentation = Presentation(slides, step_id, self._place)
        self.presentation.setGeometry(self._place.screen().geometry())
        self.presentation.showFullScreen()


def _tool(words: str, tip: str) -> QPushButton:
    made = QPushButton(words)
    made.setToolTip(plain_tip(tip))
    made.setAccessibleDescription(tip)
    return made
