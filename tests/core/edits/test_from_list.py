"""A typed or pasted list becomes steps of a map, and steps of a map become a list again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.edits import maps, steps
from journeymap.core.edits.as_list import list_steps
from journeymap.core.edits.from_list import put_step_list
from journeymap.core.errors import Problem
from journeymap.core.listed_steps import MOST_STEPS
from journeymap.core.model import Channel, JourneyMap, Phase, Step, Transition
from journeymap.core.reader import Edit
from journeymap.core.step_list import read_step_list
from journeymap.core.step_list_writing import write_step_list
from journeymap.store.document import Document

LIST = """# Apply
Start the application [web]
Upload proof of address [web]
  Ask for help by phone [phone]
    -> Upload proof of address: photo refused
# Pay
Pay [web]
"""


@pytest.fixture
def edit(tmp_path: Path) -> Iterator[Edit]:
    """An edit in an empty project."""
    with (
        Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as document,
        document.edit("Test") as opened,
    ):
        yield opened


@pytest.fixture
def journey(edit: Edit) -> JourneyMap:
    return maps.make_map(edit, "Renew")


def links(edit: Edit) -> set[tuple[str, str, str, str]]:
    titles = {step.id: step.title for step in edit.find(Step)}
    return {
        (titles[link.from_step_id], titles[link.to_step_id], link.kind, link.condition)
        for link in edit.find(Transition)
    }


def test_a_list_becomes_phases_steps_branches_and_links(edit: Edit, journey: JourneyMap) -> None:
    put = put_step_list(edit, journey.id, read_step_list(LIST))
    assert put.remarks == ()
    assert [step.title for step in steps.steps_in_order(edit, journey.id)] == [step.title for step in put.steps]
    assert [phase.title for phase in edit.find(Phase)] == ["Apply", "Pay"]
    assert sorted(channel.title for channel in edit.find(Channel)) == ["phone", "web"]
    assert links(edit) == {
        ("Start the application", "Upload proof of address", "next", ""),
        ("Upload proof of address", "Ask for help by phone", "branch", ""),
        ("Ask for help by phone", "Upload proof of address", "branch", "photo refused"),
        ("Upload proof of address", "Pay", "next", ""),
    }


def test_what_was_put_can_be_copied_as_the_same_list(edit: Edit, journey: JourneyMap) -> None:
    put = put_step_list(edit, journey.id, read_step_list(LIST))
    text = write_step_list(list_steps(edit, [step.id for step in put.steps]))
    assert text == LIST
    other = maps.make_map(edit, "Other")
    again = put_step_list(edit, other.id, read_step_list(text))
    assert write_step_list(list_steps(edit, [step.id for step in again.steps])) == text


def test_a_list_put_behind_a_step_stands_in_its_phase_and_taken_titles_get_a_number(
    edit: Edit, journey: JourneyMap
) -> None:
    first, *_ = put_step_list(edit, journey.id, read_step_list(LIST)).steps
    put = put_step_list(edit, journey.id, read_step_list("Read the letter\nPay\n"), first.id)
    order = [step.title for step in steps.steps_in_order(edit, journey.id)]
    assert order[:3] == ["Start the application", "Read the letter", "Pay 2"]
    assert {step.phase_id for step in put.steps} == {first.phase_id}
    assert put.remarks == ("“Pay” is on the map already, so the new step is called “Pay 2”.",)


def test_ten_thousand_lines_give_as_many_steps_as_a_map_takes_and_a_sentence(edit: Edit, journey: JourneyMap) -> None:
    put = put_step_list(edit, journey.id, read_step_list("\n".join(f"Step {n}" for n in range(10_000))))
    assert len(put.steps) == MOST_STEPS == edit.count(Step)
    assert any("10,000" in remark for remark in put.remarks)


def test_an_empty_list_and_a_link_to_nowhere_are_told(edit: Edit, journey: JourneyMap) -> None:
    with pytest.raises(Problem, match="no step in this list"):
        put_step_list(edit, journey.id, read_step_list(" \n\n"))
    put = put_step_list(edit, journey.id, read_step_list("Pay\n  -> Nowhere\n  -> Pay: refused\n"))
    assert put.remarks == ("“Nowhere” is no step of the map, so the link from “Pay” was left out.",)
    assert links(edit) == {("Pay", "Pay", "loop", "refused")}
