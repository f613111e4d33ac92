"""Two maps drawn as one: the second as it is, and what only the first has in the place where it stood."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from journeymap.analysis.compare_maps import MapDifference
from journeymap.core.capture import title_key
from journeymap.core.edits.lanes import lane_title
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.model import Cell, Lane, Phase, Step, Transition
from journeymap.present.map_plan import MapPlan

States = Mapping[tuple[str, str], str]
"""What differs: (card, cell, link or phase, its key in the picture) → added, removed or changed."""
_DRAWN = frozenset({"text", "image"})
"""What lanes hold whose cells are drawn as boxes."""
_COUNTED = frozenset({"feelings", "pain"})
"""Lanes that show nothing where no session is counted."""


@dataclass(frozen=True, slots=True)
class UnitedMap:
    """The plan of the second map with what is gone put back into it, and what differs in it."""

    plan: MapPlan
    states: States


def united(before: MapPlan, after: MapPlan, found: MapDifference) -> UnitedMap:
    """Both maps as one plan. What is gone keeps its id; its phase and its lane are those of the second map if it can.

    Lanes that hold a difference are unfolded and shown.
    """
    return _Uniting(before, after, found).together()


class _Uniting:
    def __init__(self, before: MapPlan, after: MapPlan, found: MapDifference) -> None:
        self._before, self._after, self._found = before, after, found
        self._gone = {one.step.id for one in found.removed}
        self._states: dict[tuple[str, str], str] = {}
        self._phase: dict[str, str] = {}  # the phase of the drawn map for each phase of the first
        self._lane: dict[str, str] = {}  # the same for lanes

    def together(self) -> UnitedMap:
        phases, lanes = self._phases(), self._lanes()
        steps = self._steps(phases)
        cells = self._cells()
        links = self._links()
        differing = {key.partition(">")[0] for kind, key in self._states if kind == "cell"}
        differing |= {step.lane_id for step in steps if ("card", step.id) in self._states and step.lane_id}
        felt = {cell.lane_id for cell in cells}  # feelings that were assumed are planned, those recorded are not
        shown = tuple(
            replace(lane, collapsed=False, hidden=False)
            if lane.id in differing
            else replace(lane, hidden=lane.hidden or (lane.kind in _COUNTED and lane.id not in felt))
            for lane in lanes
        )
        plan = replace(
            self._after,
            phases=tuple(phases),
            steps=tuple(steps),
            transitions=tuple(links),
            lanes=shown,
            cells=tuple(cells),
            pictures={**self._before.pictures, **self._after.pictures},
        )
        return UnitedMap(plan, self._states)

    def _phases(self) -> list[Phase]:
        """The phases of the second map, and those of the first that hold steps which are gone and have no like."""
        phases = list(self._after.phases)
        by_title = {title_key(phase.title): phase.id for phase in phases}
        self._phase = {
            phase.id: by_title[title_key(phase.title)]
            for phase in self._before.phases
            if title_key(phase.title) in by_title
        }
        renamed = self._renamed_phases({phase.id for phase in phases} - set(self._phase.values()))
        self._phase.update(renamed)
        old = set(self._phase.values())
        self._states.update({("phase", phase.id): "added" for phase in phases if phase.id not in old})
        self._states.update({("phase", phase_id): "changed" for phase_id in renamed.values()})
        needed = {step.phase_id for step in self._before.steps if step.id in self._gone}
        at = 0
        for phase in self._before.phases:
            known = self._phase.get(phase.id)
            if known is not None:
                at = 1 + next(place for place, each in enumerate(phases) if each.id == known)
            elif phase.id in needed:
                phases.insert(at, phase)
                at += 1
                self._phase[phase.id] = phase.id
                self._states["phase", phase.id] = "removed"
        return phases

    def _renamed_phases(self, free: set[str]) -> dict[str, str]:
        """Phases of the first map whose steps are mostly in one phase of the second that has no other like."""
        of_step = {step.id: step.phase_id for step in self._after.steps}
        votes: dict[str, Counter[str]] = {}
        for step in self._before.steps:
            there = of_step.get(self._found.partner.get(step.id, ""))
            if step.phase_id and step.phase_id not in self._phase and there in free and there:
                votes.setdefault(step.phase_id, Counter())[there] += 1
        found: dict[str, str] = {}
        for phase in self._before.phases:
            for there, _ in votes.get(phase.id, Counter()).most_common(1):
                if there not in found.values():
                    found[phase.id] = there
        return found

    def _lanes(self) -> list[Lane]:
        """The lanes of the second map, and those of the first that hold something which is gone and have no like."""
        lanes = list(self._after.lanes)
        by_title = {title_key(lane_title(lane)): lane.id for lane in reversed(lanes)}
        gone_lanes = {step.lane_id for step in self._before.steps if step.id in self._gone}
        gone_lanes |= {cell.lane_id for cell in self._before.cells}
        at = 0
        for lane in self._before.lanes:
            known = by_title.get(title_key(lane_title(lane)))
            if known is not None:
                self._lane[lane.id] = known
                at = 1 + next(place for place, each in enumerate(lanes) if each.id == known)
            elif lane.id in gone_lanes:
                lanes.insert(at, lane)
                at += 1
                self._lane[lane.id] = lane.id
        return lanes

    def _steps(self, phases: Sequence[Phase]) -> list[Step]:
        """All steps phase by phase; one that is gone stands after the one it followed."""
        order = [*(phase.id for phase in phases), None]
        columns: dict[str | None, list[Step]] = {phase_id: [] for phase_id in order}
        for step in self._after.steps:
            columns[step.phase_id if step.phase_id in columns else None].append(step)
        drawn: list[str] = []  # the steps of the first map so far, by their ids in the picture
        for step in self._before.steps:
            if step.id in self._gone:
                phase_id = self._phase.get(step.phase_id or "")
                column = columns[phase_id]
                places = {each.id: place for place, each in enumerate(column)}
                at = next((places[one] + 1 for one in reversed(drawn) if one in places), 0)
                lane_id = self._lane.get(step.lane_id or "")
                column.insert(at, replace(step, phase_id=phase_id, lane_id=lane_id, row=None, column_shift=None))
            drawn.append(self._found.partner.get(step.id, step.id))
        self._states.update({("card", one.step.id): "added" for one in self._found.added})
        self._states.update({("card", change.after.step.id): "changed" for change in self._found.changed})
        self._states.update({("card", step_id): "removed" for step_id in self._gone})
        return [step for phase_id in order for step in columns[phase_id]]

    def _cells(self) -> list[Cell]:
        """The cells of the second map with what differs in them, and the cells that are gone."""
        lane_titles = {lane.id: lane_title(lane) for lane in (*self._before.lanes, *self._after.lanes)}
        changes = {
            (change.after.step.id, field.field): field
            for change in self._found.changed
            for field in change.fields
            if field.in_lane
        }
        new = {one.step.id for one in self._found.added}
        cells = list(self._after.cells)
        for cell in cells:
            change = changes.get((cell.step_id, lane_titles.get(cell.lane_id, "")))
            if cell.step_id in new:
                self._states["cell", f"{cell.lane_id}>{cell.step_id}"] = "added"
            elif change is not None and change.after:
                state = "changed" if change.before else "added"
                self._states["cell", f"{cell.lane_id}>{cell.step_id}"] = state
        for cell in self._before.cells:
            step_id = self._found.partner.get(cell.step_id, cell.step_id)
            change = changes.get((step_id, lane_titles.get(cell.lane_id, "")))
            if cell.step_id in self._gone or (change is not None and not change.after):
                lane_id = self._lane[cell.lane_id]
                cells.append(replace(cell, lane_id=lane_id, step_id=step_id))
                self._states["cell", f"{lane_id}>{step_id}"] = "removed"
        kinds = {lane.id: lane.kind for lane in (*self._before.lanes, *self._after.lanes)}
        text = {lane_id for lane_id, kind in kinds.items() if kind in LANE_KINDS and LANE_KINDS[kind].holds in _DRAWN}
        for key in [key for key in self._states if key[0] == "cell" and key[1].partition(">")[0] not in text]:
            del self._states[key]
        return cells

    def _links(self) -> list[Transition]:
        links = list(self._after.transitions)
        added = {(link.from_step_id, link.to_step_id) for link in self._found.links_added}
        changed = {(one.after.from_step_id, one.after.to_step_id) for one in self._found.links_changed}
        gone = {(link.from_step_id, link.to_step_id) for link in self._found.links_removed}
        for link in links:
            ends = (link.from_step_id, link.to_step_id)
            if ends in added or ends in changed:
                self._states["link", ">".join(ends)] = "added" if ends in added else "changed"
        for link in self._before.transitions:
            if (link.from_step_id, link.to_step_id) in gone:
                start, end = (self._found.partner.get(each, each) for each in (link.from_step_id, link.to_step_id))
                links.append(replace(link, from_step_id=start, to_step_id=end))
                self._states["link", f"{start}>{end}"] = "removed"
        return links
