"""Editing the lanes of a map."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QRect

from journeymap.core.edits.lanes import (
    add_lane,
    collapse_lane,
    hide_lane,
    move_lane,
    remove_lane,
    rename_lane,
)
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.reader import Edit
from journeymap.core.wording import plural
from journeymap.present.map_values import MapLane
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.editing import MapEditing
from journeymap.ui.map.menus import Entry


class LaneEditing(QObject):
    """The commands about lanes."""

    def __init__(self, editing: MapEditing) -> None:
        super().__init__(editing)
        self.editing = editing
        self.picker: PickOne | None = None
        self.commands: dict[str, Callable[[], object]] = {"map.add_lane": self.add}

    def menu(self, lane_id: str) -> list[Entry]:
        """What can be done with one lane, and which hidden ones can be shown."""
        lanes = self._lanes()
        lane = next((each for each in lanes if each.lane_id == lane_id), None)
        hidden: list[Entry] = [
            (f"Show “{each.title}”", partial(self._hide, each.lane_id, False)) for each in lanes if each.hidden
        ]
        if lane is None:
            return [("Add a lane…", self.add), *hidden]
        return [
            ("Rename", partial(self.rename, lane_id)),
            ("Add a lane below…", partial(self.add, lane_id)),
            None,
            ("Move up", partial(self.shift, lane_id, -1)),
            ("Move down", partial(self.shift, lane_id, 1)),
            ("Unfold" if lane.collapsed else "Fold", partial(self._collapse, lane_id, not lane.collapsed)),
            ("Hide", partial(self._hide, lane_id, True)),
            *hidden,
            None,
            ("Delete the lane", partial(self.delete, lane_id)),
        ]

    def overview(self) -> list[Entry]:
        """Every lane with what can be done with it: the keyboard's way to the headings."""
        lanes: list[Entry] = [
            (f"{lane.title}{' (hidden)' if lane.hidden else ''}", self.menu(lane.lane_id)) for lane in self._lanes()
        ]
        return [*lanes, None, ("Add a lane…", self.add)]

    def add(self, above_id: str = "") -> None:
        """Ask what kind of lane is wanted, and put it below another one or below all."""
        kinds = [(f"{kind.title} – {kind.hint}", key) for key, kind in LANE_KINDS.items()]
        self.picker = PickOne("What stands in the new lane?", kinds, self.editing.panel)
        self.picker.picked.connect(partial(self._add, above_id))
        self.picker.open_over(self.editing.panel)

    def _add(self, above_id: str, kind: str) -> None:
        ids = [lane.lane_id for lane in self._lanes()]
        position = ids.index(above_id) + 1 if above_id in ids else None
        self.editing.change(
            "Add a lane", lambda edit: add_lane(edit, self.editing.map_of(edit), kind, position=position)
        )

    def rename(self, lane_id: str) -> None:
        """Let a lane be named anew, in its heading."""
        lane = next((each for each in self._lanes() if each.lane_id == lane_id), None)
        if lane is not None:
            where = partial(self._heading, lane_id)
            self.editing.ask_title("Name of the lane", lane.title, where, partial(self._rename, lane_id))

    def _rename(self, lane_id: str, title: str, _goes_on: bool) -> None:
        self._change("Rename the lane", lambda edit, map_id: rename_lane(edit, map_id, lane_id, title))

    def shift(self, lane_id: str, by: int) -> None:
        """Move a lane by one place among those that are shown."""
        shown = [lane.lane_id for lane in self._lanes() if not lane.hidden or lane.lane_id == lane_id]
        at = shown.index(lane_id) + by if lane_id in shown else -1
        if 0 <= at < len(shown):
            self.move(lane_id, shown[at], behind=by > 0)

    def drop(self, lane_id: str, gap: int) -> None:
        """Move a lane to a gap between the headings that are drawn."""
        places = self.editing.canvas.places
        drawn = [key for key, _ in places.lanes] if places is not None else []
        if lane_id in drawn and gap not in {drawn.index(lane_id), drawn.index(lane_id) + 1}:
            behind = gap == len(drawn)
            self.move(lane_id, drawn[-1] if behind else drawn[gap], behind=behind)

    def move(self, lane_id: str, beside_id: str, *, behind: bool) -> None:
        """Put a lane before or behind another one."""
        others = [lane.lane_id for lane in self._lanes() if lane.lane_id != lane_id]
        position = others.index(beside_id) + behind
        self._change("Move the lane", lambda edit, map_id: move_lane(edit, map_id, lane_id, position))

    def delete(self, lane_id: str) -> None:
        """Take a lane away with what stands in it."""
        self._change(
            "Delete the lane", lambda edit, map_id: remove_lane(edit, map_id, lane_id), partial(self._on_deleted)
        )

    def _on_deleted(self, cells: int) -> None:
        self.editing.say(
            f"The lane is gone, with {plural(cells, 'cell')}. Undo." if cells else "The lane is gone. Undo."
        )

    def _collapse(self, lane_id: str, collapsed: bool) -> None:
        label = "Fold the lane" if collapsed else "Unfold the lane"
        self._change(label, lambda edit, map_id: collapse_lane(edit, map_id, lane_id, collapsed))

    def _hide(self, lane_id: str, hidden: bool) -> None:
        label = "Hide the lane" if hidden else "Show the lane"
        self._change(label, lambda edit, map_id: hide_lane(edit, map_id, lane_id, hidden))

    def _change(
        self, label: str, verb: Callable[[Edit, str], object], then: Callable[[int], object] | None = None
    ) -> None:
        map_id = self.editing.map_id
        self.editing.change(label, lambda edit: verb(edit, map_id), None if then is None else _whole(then))

    def _heading(self, lane_id: str) -> QRect:
        canvas = self.editing.canvas
        headings = dict(canvas.places.lanes) if canvas.places is not None else {}
        if lane_id not in headings:
            return self.editing.middle()
        rect = headings[lane_id]
        return self.editing.place_of(rect.translated(max(0.0, canvas.mapToScene(0, 0).x()), 0.0))

    def _lanes(self) -> Sequence[MapLane]:
        view = self.editing.view
        return view.lanes if view is not None else ()


def _whole(then: Callable[[int], object]) -> Callable[[object], object]:
    def told(value: object) -> None:
        if isinstance(value, int):
            then(value)

    return told
