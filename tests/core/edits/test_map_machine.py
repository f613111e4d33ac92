"""Any sequence of the verbs of a map, with undo and redo, keeps what always holds, on a real file."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from journeymap.core.capture import parse_line
from journeymap.core.changes import Changes
from journeymap.core.clock import FixedClock
from journeymap.core.edits import from_list, lanes, links, maps, people, phases, placing, recording, steps
from journeymap.core.errors import Problem
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.model import (
    Cell,
    Channel,
    Entity,
    JourneyMap,
    Lane,
    Observation,
    Phase,
    Session,
    Step,
    Transition,
)
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import STEP_KINDS, TRANSITION_KINDS
from journeymap.core.step_list import read_step_list
from journeymap.store.document import Document

KINDS: tuple[type[Entity], ...] = (
    JourneyMap, Phase, Lane, Step, Cell, Transition, Channel, Session, Observation,
)  # fmt: skip
TITLES = st.sampled_from(["Pay", "pay", "Upload", "Wait", "Ask a friend", "Call", "Find", "Pay 2", " ", "x" * 400])
PLACES = st.integers(-1, 8)
LISTS = st.sampled_from(["Pay\nUpload\n  Call\nWait", "# Apply\nFind [web]\n  -> Pay: if late\n# End\nPay", ""])
State = dict[str, Entity]


def state_of(reader: Reader) -> State:
    return {entity.id: entity for kind in KINDS for entity in reader.find(kind)}


class MapMachine(RuleBasedStateMachine):
    """Against stacks of whole states, as they were read before and after each edit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "a.journey"
        self.document = Document.create(path, title="Model", clock=FixedClock(), actor="test")
        self.past: list[State] = []
        self.future: list[State] = []
        self.heard: list[Changes] = []
        self.visits: set[str] = set()

    @initialize()
    def begin(self) -> None:
        """Two maps, a phase, three steps and two sessions with visits at steps, at a label, and a pain."""
        with self.document.edit("Begin") as edit:
            one, two = maps.make_map(edit, "As it is"), maps.make_map(edit, "Other")
            phase = phases.add_phase(edit, one.id, "Apply")
            made = [steps.add_step(edit, one.id, title, phase_id=phase.id) for title in ("Find", "Upload")]
            steps.add_step(edit, one.id, "Pay")
            steps.add_step(edit, two.id, "Pay")
            links.add_transition(edit, made[0].id, made[1].id)
            for number, told in enumerate((["> Find", "> Upload", "!3 x #t", "> Pay"], ["> find", "> Ask a friend"])):
                person = people.find_or_make_participant(edit, f"P{number}")
                session = recording.start_session(edit, participant_id=person.id, map_id=one.id)
                for at, line in enumerate(told):
                    recording.record(edit, session.id, parse_line(line), at * 1000)
        self.state = state_of(self.document.read())
        self.visits = {id_ for id_, entity in self.state.items() if isinstance(entity, Observation)}
        self.document.subscribe(self.heard.append)

    def change(self, verb: Callable[[Edit], object]) -> None:
        """Do it in one edit. A Problem leaves everything as it was; nothing else may be raised."""
        before = self.state
        self.heard.clear()
        try:
            with self.document.edit("Change") as edit:
                verb(edit)
        except Problem:
            assert state_of(self.document.read()) == before
            return
        if self.heard:
            self.past.append(before)
            self.future.clear()

    def one(self, data: st.DataObject, kind: type[Entity]) -> str:
        """The id of something on the maps, or of nothing."""
        found = sorted(id_ for id_, entity in self.state.items() if isinstance(entity, kind))
        return data.draw(st.sampled_from([*found, "gone"]))

    def a_lane(self, data: st.DataObject, map_id: str) -> str:
        """A lane of a map, stored or not yet; or of another map, or of nothing."""
        own = [lane.id for lane in lanes.lanes_of(self.document.read(), map_id)]
        return data.draw(st.sampled_from(own) | st.just(self.one(data, Lane)))

    def some_steps(self, data: st.DataObject) -> list[str]:
        return [self.one(data, Step) for _ in range(data.draw(st.integers(0, 3)))]

    @rule(data=st.data(), title=TITLES)
    def add_step(self, data: st.DataObject, title: str) -> None:
        map_id, after, phase = self.one(data, JourneyMap), self.one(data, Step), self.one(data, Phase)
        if map_id != "gone":
            self.change(lambda edit: steps.add_step(edit, map_id, title, after_id=after))
            self.state = state_of(self.document.read())
            self.change(lambda edit: steps.add_step(edit, map_id, f"{title} there", phase_id=phase))

    @rule(data=st.data(), title=TITLES)
    def rename_step(self, data: st.DataObject, title: str) -> None:
        step = self.one(data, Step)
        self.change(lambda edit: steps.rename_step(edit, step, title))

    @rule(data=st.data(), place=PLACES)
    def move_step(self, data: st.DataObject, place: int) -> None:
        step, phase = self.one(data, Step), data.draw(st.none() | st.just(self.one(data, Phase)))
        self.change(lambda edit: steps.move_step(edit, step, place, phase))

    @rule(data=st.data(), kind=st.sampled_from(STEP_KINDS))
    def describe_step(self, data: st.DataObject, kind: str) -> None:
        step, other = self.one(data, Step), self.one(data, JourneyMap)
        self.change(lambda edit: steps.set_step_kind(edit, step, kind, "completed" if kind == "end" else ""))
        self.state = state_of(self.document.read())
        self.change(lambda edit: steps.open_map_from_step(edit, step, other))

    @rule(data=st.data())
    def remove_steps(self, data: st.DataObject) -> None:
        chosen = self.some_steps(data)
        self.change(lambda edit: steps.remove_steps(edit, chosen))

    @rule(data=st.data())
    def merge_steps(self, data: st.DataObject) -> None:
        chosen = self.some_steps(data)
        self.change(lambda edit: steps.merge_steps(edit, chosen))

    @rule(data=st.data(), titles=st.lists(TITLES, min_size=1, max_size=3))
    def split_step(self, data: st.DataObject, titles: list[str]) -> None:
        step = self.one(data, Step)
        self.change(lambda edit: steps.split_step(edit, step, titles))

    @rule(data=st.data())
    def duplicate_steps(self, data: st.DataObject) -> None:
        chosen = self.some_steps(data)
        self.change(lambda edit: steps.duplicate_steps(edit, chosen))

    @rule(data=st.data(), row=st.integers(0, 3))
    def place_by_hand_and_tidy_up(self, data: st.DataObject, row: int) -> None:
        step, map_id = self.one(data, Step), self.one(data, JourneyMap)
        self.change(lambda edit: steps.place_by_hand(edit, step, row=row, column_shift=None))
        self.state = state_of(self.document.read())
        self.change(lambda edit: steps.tidy_up(edit, map_id))

    @rule(data=st.data(), kind=st.sampled_from(TRANSITION_KINDS))
    def link(self, data: st.DataObject, kind: str) -> None:
        start, end = self.one(data, Step), self.one(data, Step)
        self.change(lambda edit: links.add_transition(edit, start, end, kind))

    @rule(data=st.data(), kind=st.sampled_from(TRANSITION_KINDS))
    def change_link(self, data: st.DataObject, kind: str) -> None:
        found = self.one(data, Transition)
        self.change(lambda edit: links.change_transition(edit, found, kind=kind, condition=" if \n late "))

    @rule(data=st.data())
    def remove_link(self, data: st.DataObject) -> None:
        found = self.one(data, Transition)
        self.change(lambda edit: links.remove_transition(edit, found))

    @rule(data=st.data(), title=TITLES, place=PLACES)
    def add_and_move_phase(self, data: st.DataObject, title: str, place: int) -> None:
        map_id, phase = self.one(data, JourneyMap), self.one(data, Phase)
        if map_id != "gone":
            self.change(lambda edit: phases.add_phase(edit, map_id, title, place))
            self.state = state_of(self.document.read())
        self.change(lambda edit: phases.move_phase(edit, phase, place))

    @rule(data=st.data(), title=TITLES)
    def split_phase(self, data: st.DataObject, title: str) -> None:
        phase, step = self.one(data, Phase), self.one(data, Step)
        self.change(lambda edit: phases.split_phase(edit, phase, step, title))

    @rule(data=st.data())
    def merge_or_remove_phase(self, data: st.DataObject) -> None:
        phase, into = self.one(data, Phase), self.one(data, Phase)
        self.change(lambda edit: phases.merge_phases(edit, phase, into))
        self.state = state_of(self.document.read())
        self.change(lambda edit: phases.remove_phase(edit, into))

    @rule(data=st.data(), kind=st.sampled_from(sorted(LANE_KINDS)), place=PLACES)
    def add_lane(self, data: st.DataObject, kind: str, place: int) -> None:
        map_id = self.one(data, JourneyMap)
        if map_id != "gone":
            self.change(lambda edit: lanes.add_lane(edit, map_id, kind, position=place))

    @rule(data=st.data(), place=PLACES, hidden=st.booleans())
    def move_and_hide_lane(self, data: st.DataObject, place: int, hidden: bool) -> None:
        map_id = self.one(data, JourneyMap)
        lane = self.a_lane(data, map_id)
        self.change(lambda edit: lanes.move_lane(edit, map_id, lane, place))
        self.state = state_of(self.document.read())
        self.change(lambda edit: lanes.hide_lane(edit, map_id, lane, hidden))

    @rule(data=st.data())
    def remove_lane(self, data: st.DataObject) -> None:
        map_id = self.one(data, JourneyMap)
        lane = self.a_lane(data, map_id)
        self.change(lambda edit: lanes.remove_lane(edit, map_id, lane))

    @rule(data=st.data(), text=st.sampled_from(["", "How long?", "x" * 20_001]), assumed=st.booleans())
    def fill_cell(self, data: st.DataObject, text: str, assumed: bool) -> None:
        step = self.one(data, Step)
        found = self.state.get(step)
        lane = self.a_lane(data, found.map_id if isinstance(found, Step) else "gone")
        self.change(lambda edit: lanes.set_cell(edit, step, lane, text, assumed=assumed))
        self.state = state_of(self.document.read())
        self.change(lambda edit: lanes.put_step_in_lane(edit, step, lane))

    @rule(data=st.data(), label=TITLES)
    def place_label(self, data: st.DataObject, label: str) -> None:
        map_id, step = self.one(data, JourneyMap), data.draw(st.none() | st.just(self.one(data, Step)))
        if map_id != "gone":
            self.change(lambda edit: placing.place_label(edit, map_id, label, step))

    @rule(data=st.data(), text=LISTS)
    def paste(self, data: st.DataObject, text: str) -> None:
        map_id, after = self.one(data, JourneyMap), self.one(data, Step)
        if map_id != "gone":
            self.change(lambda edit: from_list.put_step_list(edit, map_id, read_step_list(text), after))

    @rule(data=st.data(), title=TITLES)
    def copy_map(self, data: st.DataObject, title: str) -> None:
        map_id = self.one(data, JourneyMap)
        if sum(isinstance(entity, JourneyMap) for entity in self.state.values()) < 4:
            self.change(lambda edit: maps.copy_map(edit, map_id, title))

    @rule(data=st.data(), title=TITLES)
    def rename_or_remove_map(self, data: st.DataObject, title: str) -> None:
        map_id, other = self.one(data, JourneyMap), self.one(data, JourneyMap)
        self.change(lambda edit: maps.rename_map(edit, map_id, title))
        self.state = state_of(self.document.read())
        self.change(lambda edit: maps.remove_map(edit, other))

    @rule()
    def undo(self) -> None:
        if not self.past:
            return
        now = self.state
        self.document.undo()
        assert state_of(self.document.read()) == self.past[-1]
        self.past.pop()
        self.future.append(now)

    @rule()
    def redo(self) -> None:
        if not self.future:
            with pytest.raises(Problem):
                self.document.redo()
            return
        now = self.state
        self.document.redo()
        assert state_of(self.document.read()) == self.future[-1]
        self.future.pop()
        self.past.append(now)

    @invariant()
    def holds(self) -> None:
        reader = self.document.read()
        self.state = state_of(reader)
        assert {id_ for id_, entity in self.state.items() if isinstance(entity, Observation)} == self.visits
        for found in reader.find(Observation, kind="visit"):
            assert (found.step_id is None) != (found.raw_label is None)
        for journey in reader.find(JourneyMap):
            _map_holds(reader, journey.id)

    def teardown(self) -> None:
        self.document.close()
        self.folder.cleanup()


def _map_holds(reader: Reader, map_id: str) -> None:
    here = steps.steps_in_order(reader, map_id)
    titles, ids = [step.title for step in here], {step.id for step in here}
    assert len(set(titles)) == len(titles)
    assert [step.position for step in here] == list(range(len(here)))
    for phase_at, phase in enumerate(reader.find(Phase, map_id=map_id)):
        assert phase.position == phase_at
    stored = reader.find(Lane, map_id=map_id)
    assert [lane.position for lane in stored] == list(range(len(stored)))
    rows = {lane.id: lane for lane in stored}
    homes = [lane for lane in lanes.lanes_of(reader, map_id) if LANE_KINDS[lane.kind].holds == "steps"]
    assert not homes[0].hidden
    own_phases = {phase.id for phase in reader.find(Phase, map_id=map_id)}
    for step in here:
        assert step.title not in step.aliases
        assert step.phase_id is None or step.phase_id in own_phases
        if step.lane_id is not None:
            assert LANE_KINDS[rows[step.lane_id].kind].holds == "steps"
            assert not rows[step.lane_id].hidden
    found = reader.find(Transition, map_id=map_id)
    assert len({(link.from_step_id, link.to_step_id) for link in found}) == len(found)
    for link in found:
        assert {link.from_step_id, link.to_step_id} <= ids
        assert link.from_step_id != link.to_step_id or link.kind == "loop"
    for cell in reader.find(Cell, map_id=map_id):
        assert cell.step_id in ids
        assert cell.lane_id in rows


TestMapMachine = MapMachine.TestCase
TestMapMachine.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
