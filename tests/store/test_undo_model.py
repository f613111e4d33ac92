"""Any sequence of edits, undo and redo equals a plain model; whatever fails leaves nothing behind."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from journeymap.core.clock import FixedClock
from journeymap.core.errors import Problem
from journeymap.core.model import JourneyMap
from journeymap.store.document import Document

Titles = dict[str, str]


class Editing(RuleBasedStateMachine):
    """Against a model of two stacks of whole states."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.journey"
        self.document = Document.create(self.path, title="Model", clock=FixedClock(), actor="test")
        self.past: list[Titles] = []
        self.now: Titles = {}
        self.future: list[Titles] = []

    def did(self, after: Titles) -> None:
        self.past.append(self.now)
        self.now, self.future = after, []

    @rule(titles=st.lists(st.text(max_size=5), min_size=1, max_size=3))
    def add(self, titles: list[str]) -> None:
        after = dict(self.now)
        with self.document.edit("Add") as edit:
            for title in titles:
                made = JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title=title)
                edit.put(made)
                after[made.id] = title
        self.did(after)

    @precondition(lambda self: self.now)
    @rule(data=st.data(), titles=st.lists(st.text(max_size=5), min_size=1, max_size=3))
    def rename_again_and_again(self, data: st.DataObject, titles: list[str]) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.now)))
        before = self.document.read().get(JourneyMap, chosen)
        assert before is not None
        with self.document.edit("Rename") as edit:
            for title in titles:
                edit.put(replace(before, title=title))
        if any(a != b for a, b in zip([self.now[chosen], *titles], titles, strict=False)):
            self.did(self.now | {chosen: titles[-1]})

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.now)))
        with self.document.edit("Remove") as edit:
            found = edit.get(JourneyMap, chosen)
            assert found is not None
            edit.remove(found)
        self.did({key: title for key, title in self.now.items() if key != chosen})

    @rule(title=st.text(max_size=5))
    def fail_half_way(self, title: str) -> None:
        with pytest.raises(Problem), self.document.edit("Fail") as edit:
            edit.put(JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title=title))
            for found in edit.find(JourneyMap):
                edit.remove(found)
            raise Problem("half way")

    @rule()
    def undo(self) -> None:
        if not self.past:
            with pytest.raises(Problem):
                self.document.undo()
            return
        self.document.undo()
        self.future.append(self.now)
        self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        if not self.future:
            with pytest.raises(Problem):
                self.document.redo()
            return
        self.document.redo()
        self.past.append(self.now)
        self.now = self.future.pop()

    @rule()
    def open_again(self) -> None:
        self.document.close()
        self.document = Document.open(self.path, clock=FixedClock(self.document.clock.now_ms()), actor="test")
        self.future = []

    @invariant()
    def equal(self) -> None:
        assert {found.id: found.title for found in self.document.read().find(JourneyMap)} == self.now
        offered = self.document.next_undo() is not None, self.document.next_redo() is not None
        assert offered == (bool(self.past), bool(self.future))

    def teardown(self) -> None:
        self.document.close()
        self.folder.cleanup()


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
