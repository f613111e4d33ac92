"""The menu behind the map's title: other maps, a new one, a copy, a comparison."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from journeymap.core.changes import Changes
from journeymap.core.edits.maps import copy_map, make_map, remove_map, rename_map, set_map_state
from journeymap.core.edits.steps import free_title
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap
from journeymap.core.reader import Edit, Reader
from journeymap.core.resources import resource
from journeymap.core.scales import MAP_STATES
from journeymap.interchange.map_file import MapPlan, put_map, read_map_file
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.map.asking import AskName
from journeymap.ui.plain import plain


@dataclass(frozen=True, slots=True)
class KnownMap:
    """A map that can be chosen."""

    id: str
    title: str
    state: str


def load_maps(reader: Reader) -> tuple[KnownMap, ...]:
    """The maps of the project, by title."""
    found = (KnownMap(each.id, each.title, each.state) for each in reader.find(JourneyMap))
    return tuple(sorted(found, key=lambda each: each.title.casefold()))


class MapsMenu(QMenu):
    """`compare_asked` carries the id of the map to compare with, `said` a sentence about what was done.

    `opened` follows when another map is looked at.
    """

    compare_asked = Signal(str)
    opened = Signal()
    said = Signal(str)

    def __init__(self, document: DocumentThread, looking: Looking, over: QWidget) -> None:
        super().__init__(over)
        self._document = document
        self._looking = looking
        self._over = over
        self.templates = _template_files()
        self.maps: tuple[KnownMap, ...] = ()
        self.editable = True
        self._inner: list[QMenu] = []
        self.asking: AskName | None = None
        self.setAccessibleName("Maps of the project")
        document.changed.connect(self._on_changed)
        self.aboutToShow.connect(self._fill)  # not before: an action must not go while it is being carried out
        self._reload()

    # -- what there is ------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(JourneyMap):
            self._reload()

    def _reload(self) -> None:
        def load(document: Document) -> tuple[tuple[KnownMap, ...], bool]:
            return load_maps(document.read()), not document.read_only

        self._document.do(load, self._show, owner=self)

    def _show(self, loaded: tuple[tuple[KnownMap, ...], bool]) -> None:
        self.maps, self.editable = loaded

    def current(self) -> KnownMap | None:
        """The map that is looked at."""
        return next((each for each in self.maps if each.id == self._looking.filter.map_id), None)

    def _fill(self) -> None:
        self.clear()
        for menu in self._inner:
            menu.deleteLater()
        self._inner.clear()
        current = self.current()
        for each in self.maps:
            words = plain(f"{each.title}, {MAP_STATES[each.state]}")
            action = self._add(self, words, partial(self.open_map, each.id))
            action.setCheckable(True)
            action.setChecked(each == current)
        if self.editable:
            self._fill_making(current)
        others = [each for each in self.maps if each != current]
        if current is not None and others:
            self.addSeparator()
            menu = self._inner_menu("&Compare with")
            for each in others:
                self._add(menu, plain(each.title), partial(self.compare_asked.emit, each.id))

    def _fill_making(self, current: KnownMap | None) -> None:
        self.addSeparator()
        menu = self._inner_menu("&New map")
        self._add(menu, "&Empty map…", self.ask_new)
        menu.addSeparator()
        for plan in self.templates:
            self._add(menu, plain(f"{plan.title}…"), partial(self.ask_new, plan))
        if current is None:
            return
        self._add(self, "Cop&y as it should be…", self.ask_copy)
        self._add(self, "&Rename…", self.ask_rename)
        other = "as_is" if current.state == "to_be" else "to_be"
        self._add(self, f"It shows the service {MAP_STATES[other]}", partial(self._set_state, other))
        self._add(self, "&Delete", self.delete)

    def _inner_menu(self, words: str) -> QMenu:
        menu = self.addMenu(words)
        self._inner.append(menu)
        return menu

    @staticmethod
    def _add(menu: QMenu, words: str, do: Callable[[], object]) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False: do())
        return action

    # -- what can be done ---------------------------------------------------------------------------------------

    def open_map(self, map_id: str) -> None:
        """Look at another map."""
        if map_id != self._looking.filter.map_id:
            self._looking.look_at(Filter(map_id=map_id))
            self.opened.emit()

    def ask_new(self, template: MapPlan | None = None) -> None:
        """Ask for the title of a new map, empty or from a template."""
        start = template.title if template is not None else "New map"

        def make(edit: Edit, title: str) -> str:
            return (put_map(edit, replace(template, title=title)) if template is not None else make_map(edit, title)).id

        self._ask("What is the new map called?", "Make it", self._free(start), "Make a map", make)

    def ask_copy(self) -> None:
        """Ask for the title of a copy that shows the service as it should be."""
        current = self.current()
        if current is not None:
            map_id, title = current.id, self._free(f"{current.title}, as it should be")
            self._ask("What is the copy called?", "Copy", title, "Copy the map",
                      lambda edit, name: copy_map(edit, map_id, name).id)  # fmt: skip

    def ask_rename(self) -> None:
        """Ask for another title of the map."""
        current = self.current()
        if current is not None:
            map_id = current.id
            self._ask("What is the map called?", "Rename", current.title, "Rename the map",
                      lambda edit, name: rename_map(edit, map_id, name).id)  # fmt: skip

    def delete(self) -> None:
        """Take the map away; refused while sessions happened on it."""
        current = self.current()
        if current is not None:
            map_id = current.id

            def done(_nothing: object) -> None:
                self.said.emit(f"The map “{current.title}” was deleted. Undo brings it back.")

            self._do("Delete the map", lambda edit: remove_map(edit, map_id), done)

    def _set_state(self, state: str) -> None:
        current = self.current()
        if current is not None:
            map_id = current.id
            self._do("Set what the map shows", lambda edit: set_map_state(edit, map_id, state))

    def _ask(self, question: str, action: str, name: str, label: str, verb: Callable[[Edit, str], str]) -> None:
        self.asking = AskName(question, action, name, self._over)
        self.asking.named.connect(lambda title: self._do(label, lambda edit: verb(edit, title), self._go))
        self.asking.open_over(self._over)

    def _do(self, label: str, verb: Callable[[Edit], object], then: Callable[[object], object] | None = None) -> None:
        def work(document: Document) -> object:
            with document.edit(label) as edit:
                return verb(edit)

        self._document.do(work, then, owner=self)

    def _go(self, map_id: object) -> None:
        self.open_map(str(map_id))

    def _free(self, title: str) -> str:
        return free_title(title, {each.title for each in self.maps})


def _template_files() -> tuple[MapPlan, ...]:
    return tuple(read_map_file(path) for path in sorted(resource("templates").glob("*.toml")))
