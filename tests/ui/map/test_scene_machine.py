"""Whatever is done to a map, the canvas shows just the map that the project holds: a model against the scene."""

import tempfile
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from journeymap.core.clock import FixedClock
from journeymap.core.edits import links, maps, phases, steps
from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.model import Phase, Step, Transition
from journeymap.present.map import load_map
from journeymap.store.document import Document
from journeymap.ui.map.view import MapCanvas


class Drawing(RuleBasedStateMachine):
    """The model is a plain list of titles by phase, kept here by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "drawing.journey"
        self.document = Document.create(path, title="Drawing", clock=FixedClock(), actor="test")
        with self.document.edit("Add a map") as edit:
            self.map_id = maps.make_map(edit, "Permit").id
            self.phases = [phases.add_phase(edit, self.map_id, title).id for title in ("One", "Two")]
        self.model: dict[str, tuple[str, str]] = {}  # title by step id, with its phase
        self.past: list[dict[str, tuple[str, str]]] = []
        self.number = 0
        self.canvas = MapCanvas()
        self.canvas.resize(900, 600)

    def did(self, after: dict[str, tuple[str, str]]) -> None:
        self.past.append(self.model)
        self.model = after

    @rule(phase=st.sampled_from((0, 1)))
    def add(self, phase: int) -> None:
        self.number += 1
        with self.document.edit("Add a step") as edit:
            made = steps.add_step(edit, self.map_id, f"Step {self.number}", phase_id=self.phases[phase])
        self.did(self.model | {made.id: (made.title, self.phases[phase])})

    @precondition(lambda self: self.model)
    @rule(data=st.data(), phase=st.sampled_from((0, 1)), position=st.integers(0, 9))
    def move(self, data: st.DataObject, phase: int, position: int) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.model)))
        before = self.document.last_entry()
        with self.document.edit("Move a step") as edit:
            steps.move_step(edit, chosen, position, self.phases[phase])
        if self.document.last_entry() != before:
            self.did(self.model | {chosen: (self.model[chosen][0], self.phases[phase])})

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.model)))
        with self.document.edit("Delete a step") as edit:
            steps.remove_steps(edit, [chosen])
        self.did({step_id: kept for step_id, kept in self.model.items() if step_id != chosen})

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def connect(self, data: st.DataObject) -> None:
        ends = [data.draw(st.sampled_from(sorted(self.model))) for _ in range(2)]
        try:
            with self.document.edit("Connect steps") as edit:
                links.add_transition(edit, *ends)
        except Problem:
            return
        self.did(dict(self.model))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.document.undo()
        self.model = self.past.pop()

    @invariant()
    def the_canvas_shows_the_model(self) -> None:
        reader = self.document.read()
        assert {step.id: (step.title, step.phase_id) for step in reader.find(Step)} == self.model
        view = load_map(reader, Filter(map_id=self.map_id), all_links=True)
        self.canvas.show_map(view)
        cards = self.canvas.cards()
        assert cards.keys() == self.model.keys()
        assert {step.step_id: step.title for step in view.steps} == {
            key: title for key, (title, _) in self.model.items()
        }
        assert not [pair for pair in combinations(cards.values(), 2) if pair[0].intersects(pair[1])]
        drawn = {(link.from_step_id, link.to_step_id) for link in view.links}
        assert drawn == {(link.from_step_id, link.to_step_id) for link in reader.find(Transition)}
        columns = {
            phase.id: [cards[key] for key, (_, of) in self.model.items() if of == phase.id]
            for phase in reader.find(Phase)
        }
        first, second = (columns[phase] for phase in self.phases)
        if first and second:
            assert max(card.right() for card in first) < min(card.left() for card in second)

    def teardown(self) -> None:
        self.canvas.deleteLater()
        self.document.close()
        self.folder.cleanup()


@pytest.mark.allows_leftovers
def test_the_canvas_shows_the_map_after_any_sequence_of_changes(qapp: QApplication) -> None:
    run_state_machine_as_test(Drawing, settings=settings(max_examples=20, stateful_step_count=20, deadline=None))
    qapp.processEvents()
