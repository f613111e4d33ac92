"""Editing the phases of a map: add, begin, rename, move, merge, delete."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QRect

from journeymap.core.edits.arranging import begin_phase, put_phase
from journeymap.core.edits.phases import merge_phases, move_phase, remove_phase, rename_phase
from journeymap.core.model import Phase
from journeymap.core.reader import Edit
from journeymap.core.wording import plural
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.editing import Made, MapEditing, Where
from journeymap.ui.map.menus import Entry
from journeymap.ui.map.step_editing import SELECT_FIRST, StepEditing

_PHASE = "Name of the phase"


class PhaseEditing(QObject):
    """The commands about phases: each works on the phase of the selected step, or asks which."""

    def __init__(self, editing: MapEditing, steps: StepEditing) -> None:
        super().__init__(editing)
        self.editing = editing
        self.steps = steps
        self.picker: PickOne | None = None
        self.commands: dict[str, Callable[[], object]] = {
            "map.add_phase": self.add,
            "map.begin_phase": self.begin,
            "map.rename_phase": partial(self._with_phase, "Which phase gets another name?", self.rename),
            "map.phase_left": partial(self._with_phase, "Which phase moves to the left?", partial(self.shift, by=-1)),
            "map.phase_right": partial(self._with_phase, "Which phase moves to the right?", partial(self.shift, by=1)),
            "map.merge_phase": partial(self._with_phase, "Which phase joins the one after it?", self.merge),
            "map.delete_phase": partial(self._with_phase, "Which phase is taken away?", self.delete),
        }

    def menu(self, phase_id: str) -> list[Entry]:
        """What can be done with one phase."""
        return [
            ("Rename", partial(self.rename, phase_id)),
            ("Add a step here", partial(self.steps.add_into, phase_id)),
            ("Add a phase after it", partial(self.add, phase_id)),
            None,
            ("Move to the left", partial(self.shift, phase_id, by=-1)),
            ("Move to the right", partial(self.shift, phase_id, by=1)),
            ("Merge with the next phase", partial(self.merge, phase_id)),
            ("Delete the phase, its steps stay", partial(self.delete, phase_id)),
        ]

    def add(self, after_id: str = "") -> None:
        """Let a new phase be named; it stands behind the one that is meant, or behind all."""
        phases = self._phases()
        ids = [phase.id for phase in phases]
        here = after_id or self._phase_of_selected()
        position = ids.index(here) + 1 if here in ids else len(ids)
        where = partial(self._place, here)
        self.editing.ask_title(_PHASE, "", where, partial(self._add, position, where))

    def _add(self, position: int, where: Where, title: str, goes_on: bool) -> None:
        again = self.editing.refused(_PHASE, title, where, partial(self._add, position, where))

        def work(edit: Edit) -> Phase:
            return put_phase(edit, self.editing.map_of(edit), title, position)

        self.editing.change("Add a phase", work, partial(self._on_added, goes_on), again)

    def _on_added(self, goes_on: bool, phase: Phase) -> None:
        self.editing.say(f"The phase “{phase.title}” is on the map.")
        plan = self.editing.plan
        if goes_on and plan is not None:
            order = {each.id: at for at, each in enumerate(plan.phases)}
            before = [step.id for step in plan.steps if order.get(step.phase_id or "", -1) < phase.position]
            self.steps.ask(Made(before[-1] if before else ""), phase.id)

    def begin(self) -> None:
        """Let a phase be named that begins with the selected step."""
        step_id = self.editing.canvas.selected
        if not step_id:
            self.editing.say(SELECT_FIRST)
            return
        where = partial(self.editing.place_of_step, step_id)
        self.editing.ask_title(_PHASE, "", where, partial(self._begin, step_id, where))

    def _begin(self, step_id: str, where: Where, title: str, _goes_on: bool) -> None:
        again = self.editing.refused(_PHASE, title, where, partial(self._begin, step_id, where))
        self.editing.change("Begin a phase", lambda edit: begin_phase(edit, step_id, title), None, again)

    def rename(self, phase_id: str) -> None:
        """Let a phase be named anew, in its heading."""
        phase = next((each for each in self._phases() if each.id == phase_id), None)
        if phase is not None:
            where = partial(self._place, phase_id)
            self.editing.ask_title(_PHASE, phase.title, where, partial(self._rename, phase, where))

    def _rename(self, phase: Phase, where: Where, title: str, _goes_on: bool) -> None:
        if title != phase.title:
            again = self.editing.refused(_PHASE, title, where, partial(self._rename, phase, where))
            self.editing.change("Rename the phase", lambda edit: rename_phase(edit, phase.id, title), None, again)

    def shift(self, phase_id: str, *, by: int) -> None:
        """Move a phase by one place."""
        ids = [phase.id for phase in self._phases()]
        if phase_id in ids and 0 <= ids.index(phase_id) + by < len(ids):
            self.move(phase_id, ids.index(phase_id) + by)

    def drop(self, phase_id: str, gap: int) -> None:
        """Move a phase to a gap between the headings, as they stand now."""
        ids = [phase.id for phase in self._phases()]
        position = gap - (phase_id in ids and ids.index(phase_id) < gap)
        if phase_id in ids and position != ids.index(phase_id):
            self.move(phase_id, position)

    def move(self, phase_id: str, position: int) -> None:
        """Put a phase at a place among the others."""
        self.editing.change("Move the phase", lambda edit: move_phase(edit, phase_id, position))

    def merge(self, phase_id: str) -> None:
        """Put the steps of the next phase into this one."""
        ids = [phase.id for phase in self._phases()]
        at = ids.index(phase_id) + 1 if phase_id in ids else len(ids)
        if at >= len(ids):
            self.editing.say("This is the last phase, so there is none to merge it with.")
            return
        self.editing.change("Merge phases", lambda edit: merge_phases(edit, ids[at], phase_id))

    def delete(self, phase_id: str) -> None:
        """Take a phase away; its steps stay on the map."""
        self.editing.change("Delete the phase", lambda edit: remove_phase(edit, phase_id), self._on_deleted)

    def _on_deleted(self, steps: int) -> None:
        self.editing.say(f"The phase is gone; {plural(steps, 'step')} stayed. Undo." if steps else "The phase is gone.")

    def _with_phase(self, question: str, deed: Callable[[str], object]) -> None:
        here = self._phase_of_selected()
        phases = self._phases()
        if here:
            deed(here)
        elif phases:
            self.picker = PickOne(question, [(phase.title, phase.id) for phase in phases], self.editing.panel)
            self.picker.picked.connect(deed)
            self.picker.open_over(self.editing.panel)
        else:
            self.editing.say("The map has no phases yet. “Add a phase” adds one.")

    def _phases(self) -> Sequence[Phase]:
        plan = self.editing.plan
        return plan.phases if plan is not None else ()

    def _phase_of_selected(self) -> str:
        plan, selected = self.editing.plan, self.editing.canvas.selected
        steps = plan.steps if plan is not None else ()
        return next((step.phase_id or "" for step in steps if step.id == selected), "")

    def _place(self, phase_id: str) -> QRect:
        """The heading of a phase in the panel, where headings stay in sight; else the top of the map."""
        canvas = self.editing.canvas
        headings = dict(canvas.places.phases) if canvas.places is not None else {}
        if phase_id not in headings or not canvas.isVisible():
            return QRect(self.editing.panel.width() // 2 - 120, 60, 240, 36)
        up = max(0.0, canvas.mapToScene(0, 0).y())
        return self.editing.place_of(headings[phase_id].translated(0.0, up))
