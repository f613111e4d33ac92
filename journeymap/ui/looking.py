"""What the person is looking at in one window: the map, the filter that every place obeys, and what is selected."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from journeymap.core.filters import Filter


@dataclass(frozen=True, slots=True)
class Selected:
    """What the inspector shows: `kind` is step, pain_point, transition or session; `id` is that of the entity.

    A step that has no place on the map yet has an empty id and its raw label as `label`.
    """

    kind: str
    id: str = ""
    label: str = ""


class Looking(QObject):
    """`filter_changed` and `selected` tell every place at once. The values are frozen, so any thread may read them."""

    filter_changed = Signal(object)
    selected = Signal(object)
    asked_for = Signal(str)
    """The id of a command that a place wants done, for instance `record` from an empty map."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = Filter(map_id="")
        self._selection: Selected | None = None

    @property
    def filter(self) -> Filter:
        """The sessions that are looked at; its `map_id` is empty in a project without a map."""
        return self._filter

    @property
    def selection(self) -> Selected | None:
        return self._selection

    def look_at(self, wanted: Filter) -> None:
        """Take on another filter; a change of map clears the selection."""
        if wanted == self._filter:
            return
        other_map = wanted.map_id != self._filter.map_id
        self._filter = wanted
        self.filter_changed.emit(wanted)
        if other_map:
            self.select(None)

    def show_all(self) -> None:
        """Drop every condition but the map."""
        self.look_at(replace(Filter(map_id=self._filter.map_id)))

    def select(self, what: Selected | None) -> None:
        """Select something, or nothing."""
        if what != self._selection:
            self._selection = what
            self.selected.emit(what)
