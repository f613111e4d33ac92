"""Comparing the map with another one: which with which, and one selection for list, canvas and inspector."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from journeymap.core.filters import Filter
from journeymap.present.comparison import Difference
from journeymap.ui.exporting import run_comparison
from journeymap.ui.looking import Selected
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.differences import ComparisonView
from journeymap.ui.map.maps_menu import MapsMenu
from journeymap.ui.tasks import Task

if TYPE_CHECKING:
    from journeymap.ui.map.panel import Drawn
    from journeymap.ui.map.place import MapPlace

_NO_OTHER: Final = "There is no other map to compare this one with. “Copy the map as it should be” makes one."
_NOT_NOW: Final = "That is done with one map at a time. Esc closes the comparison."
_NONE: Final = "No maps are compared now. “Compare with another map” does."
_KINDS: Final = {"step": "step", "link": "transition"}


class Comparing(QObject):
    """Belongs to what stands around the map. While maps are compared, the newer of them is the one looked at."""

    def __init__(self, place: "MapPlace", maps: MapsMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._maps = place, maps
        self._panel, self._looking = place.panel, place.looking
        self.view = ComparisonView()
        self.picker: PickOne | None = None
        self._on_map = self._came_from = ""
        self._entering = False
        self.view.closed.connect(self.end)
        self.view.chosen.connect(self._on_chosen)
        self.view.entered.connect(self._to_map)
        self.view.copied.connect(self._on_copied)
        self.view.save_asked.connect(self._on_save_asked)
        maps.compare_asked.connect(self.start)
        self._panel.drawn.connect(self._on_drawn)
        self._looking.filter_changed.connect(self._on_filter_changed)
        self._looking.selected.connect(self._on_selected)

    @property
    def active(self) -> bool:
        """Whether two maps are compared."""
        return bool(self._panel.look.against)

    def refuses(self) -> bool:
        """Say that it cannot be done while maps are compared, where they are."""
        if self.active:
            self._place.noted.emit(_NOT_NOW)
        return self.active

    def ask(self) -> None:
        """Ask which map to compare with, where there are several."""
        current = self._maps.current()
        others = [each for each in self._maps.maps if each != current]
        if self.active:
            self.view.take_keyboard()
        elif current is None or not others:
            self._place.noted.emit(_NO_OTHER)
        elif len(others) == 1:
            self.start(others[0].id)
        else:
            choices = [(each.title, each.id) for each in others]
            self.picker = PickOne("Which map is this one compared with?", choices, self._place)
            self.picker.picked.connect(self.start)
            self.picker.open_over(self._panel)

    def start(self, other_id: str) -> None:
        """Compare the map with another one: what should be with what is, whichever of them is looked at."""
        current = self._maps.current()
        other = next((each for each in self._maps.maps if each.id == other_id), None)
        if current is None or other is None:
            return
        turned = current.state == "as_is" and other.state == "to_be"
        before, after = (current.id, other.id) if turned else (other.id, current.id)
        if not self.active:
            self._came_from = current.id
        self._on_map, self._entering = after, True
        self._panel.show_against(before)
        self._looking.look_at(Filter(map_id=after))

    def end(self) -> None:
        """Show the map alone again, that from which the comparison began."""
        if self._close() and self._looking.filter.map_id != self._came_from:
            self._looking.look_at(Filter(map_id=self._came_from))
        self._to_map()

    def save(self, target: Path) -> None:
        """Write the comparison as a picture; its format is what the file's name ends in."""
        task: Task[Path] = Task(self)
        task.done.connect(self._on_saved)
        task.failed.connect(self._place.document.troubled)
        task.done.connect(task.deleteLater)
        task.failed.connect(task.deleteLater)
        self._place.noted.emit("The picture is being written.")
        run_comparison(self._place.document, task, self._panel.look.against, self._on_map, target)

    def next(self) -> None:
        """To the next difference."""
        if self.active:
            self.view.go_on()
        else:
            self._place.noted.emit(_NONE)

    def previous(self) -> None:
        """To the difference before."""
        if self.active:
            self.view.go_back()
        else:
            self._place.noted.emit(_NONE)

    def _close(self) -> bool:
        was, found = self.active, self.view.value
        self.view.hide()
        self.view.value = None
        if was:
            self._panel.show_against("")
            selected = self._looking.selection
            if found is not None and selected is not None and _gone(found.differences, selected):
                self._looking.select(None)
        return was

    def _on_drawn(self, value: "Drawn") -> None:
        if not self.active:
            return
        if value.compared is None:
            if value.against:  # the other map is gone; else it was drawn before the comparison was asked for
                self.end()
            return
        self.view.show_comparison(value.compared)
        if self._entering:
            self._entering = False
            self.view.take_keyboard()

    def _on_filter_changed(self, chosen: Filter) -> None:
        if self.active and chosen.map_id != self._on_map:
            self._close()

    def _on_chosen(self, difference: Difference) -> None:
        self._looking.select(Selected(_KINDS[difference.kind], difference.key))
        canvas = self._panel.canvas
        path = canvas.places.link_path(difference.key) if canvas.places and difference.kind == "link" else None
        if path is not None:
            canvas.ensureVisible(path.boundingRect().adjusted(-110, -70, 24, 40), 0, 0)

    def _on_selected(self, what: Selected | None) -> None:
        if self.active and what is not None:
            kind = next((kind for kind, selected in _KINDS.items() if selected == what.kind), "")
            self.view.point_at(kind, what.id)

    def _on_copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._place.noted.emit("The comparison is in the clipboard, one line for each difference.")

    def _on_save_asked(self) -> None:
        kinds = "SVG (*.svg);;PNG (*.png);;PDF (*.pdf)"
        chosen, kind = QFileDialog.getSaveFileName(self.view, "Save the comparison", "comparison.svg", kinds)
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix else path.with_suffix(f".{kind[:3].lower()}"))

    def _on_saved(self, path: Path) -> None:
        self._place.noted.emit(f"The comparison is saved as {path.name}.")

    def _to_map(self) -> None:
        self._panel.shown_part().setFocus()


def _gone(differences: tuple[Difference, ...], selected: Selected) -> bool:
    """Whether what is selected is only on the map that is no longer drawn."""
    return any(
        (_KINDS[each.kind], each.key, each.state) == (selected.kind, selected.id, "removed") for each in differences
    )
