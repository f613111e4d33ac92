"""Editing the steps of a map: add, rename, delete, duplicate, move, merge, split."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRect, QRectF

from journeymap.core.edits.arranging import align_steps, insert_step, move_steps, shift_row, shift_steps
from journeymap.core.edits.steps import (
    duplicate_steps,
    merge_steps,
    remove_steps,
    rename_step,
    split_step,
)
from journeymap.core.model import Step
from journeymap.core.reader import Edit
from journeymap.core.wording import number_text, plural
from journeymap.ui.map.editing import Made, MapEditing, Where
from journeymap.ui.map.places import Drop

SELECT_FIRST = "Please select a step first."
_NAME = "Name of the step"


class StepEditing(QObject):
    """The commands about steps. Every one of them is one edit."""

    def __init__(self, editing: MapEditing) -> None:
        super().__init__(editing)
        self.editing = editing
        self.commands: dict[str, Callable[[], object]] = {
            "map.add_step": self.add,
            "map.step_rename": self.rename,
            "map.steps_duplicate": self.duplicate,
            "map.steps_all": editing.canvas.choose_all,
            "map.merge_steps": self.merge,
            "map.split_step": self.split,
            "map.move_left": partial(self.move, "left"),
            "map.move_right": partial(self.move, "right"),
            "map.move_up": partial(self.move, "up"),
            "map.move_down": partial(self.move, "down"),
            "map.align": self.align,
        }
        editing.canvas.dropped.connect(self.drop)

    # -- adding and naming --------------------------------------------------------------------------------------

    def add(self) -> None:
        """Let a new step be named; it goes behind the selected one, or behind all."""
        view = self.editing.view
        after = self.editing.canvas.selected
        if not after and view is not None and view.steps:
            after = view.steps[-1].step_id
        plan = self.editing.plan
        first = plan.phases[0].id if not after and plan is not None and plan.phases else None
        self.ask(Made(after), first)

    def add_at(self, point: QPointF) -> None:
        """Let a new step be named that goes where somebody pointed to."""
        places = self.editing.canvas.places
        if places is None:
            return
        drop = places.drop_at(point, (), "")
        rect = QRectF(point.x() - 60.0, point.y() - 16.0, 120.0, 32.0)
        where = partial(self.editing.place_of, rect)
        self.editing.ask_title(_NAME, "", where, partial(self._put_at, drop, where))

    def add_into(self, phase_id: str) -> None:
        """Let a new step be named that goes to the end of a phase."""
        plan = self.editing.plan
        there = [step.id for step in plan.steps if step.phase_id == phase_id] if plan is not None else []
        self.ask(Made(there[-1] if there else ""), phase_id)

    def ask(self, after: Made, phase_id: str | None = None) -> None:
        """Let a step be named that goes behind another one; Tab names the next one behind it."""

        where = partial(self._behind, after)
        self.editing.ask_title(_NAME, "", where, partial(self._put, after, phase_id, where))

    def _behind(self, after: Made) -> QRect:
        step_id = after.known()
        return self.editing.place_of_step(step_id, behind=True) if step_id else self.editing.middle()

    def _put(self, after: Made, phase_id: str | None, where: Where, title: str, goes_on: bool) -> None:
        made = Made(before=after)

        def work(edit: Edit) -> Step:
            step = insert_step(
                edit, self.editing.map_of(edit), title, after_id=after.known() or None, phase_id=phase_id
            )
            made.step_id = step.id
            return step

        again = self.editing.refused(_NAME, title, where, partial(self._put, after, phase_id, where))
        self.editing.change("Add a step", work, self._on_added, again)
        if goes_on:
            self.ask(made, phase_id)

    def _put_at(self, drop: Drop, where: Where, title: str, goes_on: bool) -> None:
        made = Made()
        view = self.editing.view
        homes = [lane.lane_id for lane in view.lanes if lane.holds == "steps"] if view is not None else []
        lane_id = drop.lane_id if drop.lane_id in homes[1:] else None

        def work(edit: Edit) -> Step:
            step = insert_step(edit, self.editing.map_of(edit), title, phase_id=drop.phase_id, lane_id=lane_id)
            move_steps(edit, [step.id], drop.position, drop.phase_id)
            made.step_id = step.id
            return step

        again = self.editing.refused(_NAME, title, where, partial(self._put_at, drop, where))
        self.editing.change("Add a step", work, self._on_added, again)
        if goes_on:
            self.ask(made)

    def _on_added(self, step: Step) -> None:
        self.editing.choose_when_drawn([step.id])
        self.editing.say(f"“{step.title}” is on the map.")

    def rename(self) -> None:
        """Let the selected step be named anew, in place."""
        view, step_id = self.editing.view, self.editing.canvas.selected
        step = view.step(step_id) if view is not None else None
        if step is None:
            self.editing.say(SELECT_FIRST)
            return
        where = partial(self.editing.place_of_step, step_id)
        self.editing.ask_title(_NAME, step.title, where, partial(self._rename, step_id, step.title, where))

    def _rename(self, step_id: str, before: str, where: Where, title: str, goes_on: bool) -> None:
        if title != before:
            again = self.editing.refused(_NAME, title, where, partial(self._rename, step_id, before, where))
            self.editing.change("Rename the step", partial(_renamed, step_id, title), None, again)
        if goes_on:
            self.ask(Made(step_id))

    # -- taking away and putting together -----------------------------------------------------------------------

    def delete(self) -> None:
        """Take the chosen steps off the map, with their links."""
        ids = self._wanted()
        if ids:
            label = "Delete the step" if len(ids) == 1 else f"Delete {number_text(len(ids))} steps"
            self.editing.change(label, partial(_removed, ids), partial(self._on_removed, len(ids)))

    def _on_removed(self, steps: int, visits: int) -> None:
        if visits:
            self.editing.say(f"{plural(visits, 'visit')} moved to the tray. Undo.")
        else:
            self.editing.say(f"{plural(steps, 'step')} deleted. Undo.")

    def duplicate(self) -> None:
        """Copies of the chosen steps behind them."""
        ids = self._wanted()
        if ids:
            self.editing.change("Duplicate", partial(_duplicated, ids), self.editing.choose_when_drawn)

    def merge(self) -> None:
        """Make one step of the chosen ones: the first stays."""
        ids = self._wanted()
        if len(ids) == 1:
            self.editing.say("Please choose two or more steps to merge: Shift and the arrow keys choose more.")
        elif ids:
            self.editing.change("Merge steps", partial(_merged, ids), self._on_merged)

    def _on_merged(self, merged: tuple[Step, int]) -> None:
        step, visits = merged
        self.editing.choose_when_drawn([step.id])
        tray = f" {plural(visits, 'visit')} moved to the tray." if visits else ""
        self.editing.say(f"Merged into “{step.title}”.{tray} Undo.")

    def split(self) -> None:
        """Make several steps of the selected one, whose names are typed with a semicolon between."""
        view, step_id = self.editing.view, self.editing.canvas.selected
        step = view.step(step_id) if view is not None else None
        if step is None:
            self.editing.say(SELECT_FIRST)
            return
        where = partial(self.editing.place_of_step, step_id)
        self.editing.ask_title("Names, with ; between", f"{step.title}; ", where, partial(self._split, step_id, where))

    def _split(self, step_id: str, where: Where, typed: str, _goes_on: bool) -> None:
        titles = [part.strip() for part in typed.split(";") if part.strip()]
        again = self.editing.refused("Names, with ; between", typed, where, partial(self._split, step_id, where))
        self.editing.change("Split the step", partial(_split, step_id, titles), self._on_split, again)

    def _on_split(self, made: tuple[list[Step], int]) -> None:
        steps, visits = made
        self.editing.choose_when_drawn([step.id for step in steps])
        self.editing.say(
            f"{plural(visits, 'visit')} moved to the tray. Undo." if visits else f"Split into {len(steps)} steps."
        )

    # -- moving -------------------------------------------------------------------------------------------------

    def move(self, way: str) -> None:
        """Move the chosen steps in the order of the map, or to another row or lane."""
        ids, places = self._wanted(), self.editing.canvas.places
        if not ids or places is None:
            return
        label = "Move the step" if len(ids) == 1 else "Move steps"
        by = -1 if way in {"left", "up"} else 1
        if way in {"left", "right"}:
            self.editing.change(label, partial(_shifted, ids, by))
            return
        self.editing.change(label, partial(_shifted_rows, ids, by, places.rows()))

    def drop(self, drop: Drop) -> None:
        """Put the chosen steps where a hand let go of them."""
        ids, view = self.editing.chosen(), self.editing.view
        if not ids or view is None:
            return
        stays = all((step := view.step(each)) is not None and step.lane_id == drop.lane_id for each in ids)
        work = partial(_dropped, ids, drop, None if stays else drop.lane_id)
        self.editing.change("Move the step" if len(ids) == 1 else "Move steps", work)

    def align(self) -> None:
        """Put the chosen steps into the row of the selected one."""
        ids, places = self._wanted(), self.editing.canvas.places
        if len(ids) == 1:
            self.editing.say("Please choose two or more steps: Shift and the arrow keys choose more.")
        elif ids and places is not None:
            row = places.row_of(self.editing.canvas.selected or ids[0])
            self.editing.change("Align steps", partial(_aligned, ids, row))

    def _wanted(self) -> list[str]:
        ids = self.editing.chosen()
        if not ids:
            self.editing.say(SELECT_FIRST)
        return ids


def _renamed(step_id: str, title: str, edit: Edit) -> Step:
    return rename_step(edit, step_id, title)


def _removed(ids: Sequence[str], edit: Edit) -> int:
    return remove_steps(edit, ids)


def _duplicated(ids: Sequence[str], edit: Edit) -> list[str]:
    return [step.id for step in duplicate_steps(edit, ids)]


def _merged(ids: Sequence[str], edit: Edit) -> tuple[Step, int]:
    return merge_steps(edit, ids)


def _split(step_id: str, titles: Sequence[str], edit: Edit) -> tuple[list[Step], int]:
    return split_step(edit, step_id, titles)


def _shifted(ids: Sequence[str], by: int, edit: Edit) -> bool:
    return shift_steps(edit, ids, by)


def _shifted_rows(ids: Sequence[str], by: int, drawn: Mapping[str, int], edit: Edit) -> None:
    shift_row(edit, ids, by, drawn)


def _dropped(ids: Sequence[str], drop: Drop, lane_id: str | None, edit: Edit) -> None:
    move_steps(
        edit, ids, drop.position, drop.phase_id, lane_id=lane_id, row=drop.row if len(ids) == 1 else None,
        columns=drop.columns,
    )  # fmt: skip


def _aligned(ids: Sequence[str], row: int, edit: Edit) -> None:
    align_steps(edit, ids, row)
