"""Labels without a place wait in the tray; a suggestion is only ever a suggestion."""

from pathlib import Path

import pytest

from journeymap.analysis.loading import load_summaries
from journeymap.core.edits.placing import place_label
from journeymap.core.edits.steps import steps_in_order
from journeymap.core.filters import Filter
from journeymap.core.model import Observation, Step
from journeymap.core.reader import Reader
from journeymap.present.tray import TrayLabel, tray, tray_text
from tests.analysis.study import study, telling, visit
from tests.analysis.told import label, went


def load_tray(reader: Reader, map_id: str) -> tuple[TrayLabel, ...]:
    """The tray of a map in a file."""
    return tray(load_summaries(reader, Filter(map_id)), steps_in_order(reader, map_id))


def test_labels_are_counted_with_all_their_spellings(tmp_path: Path) -> None:
    with study(tmp_path, ("Pay online", "Upload")) as (document, told):
        with telling(document, told):
            told.session("P01", visit("Ask a friend"), visit("Upload"), visit("Ask a friend"))
            told.session("P02", visit("ask a FRIEND"), visit("Tea"), quality="excluded", quality_reason="a pilot")
        found = load_tray(document.read(), told.map_id)
    assert [(one.label, one.visits, one.sessions, one.suggested_step_id) for one in found] == [
        ("Ask a friend", 3, 2, None), ("Tea", 1, 1, None),
    ]  # fmt: skip
    assert found[0].words == "“Ask a friend”: 3 visits in 2 sessions"
    assert tray_text(found) == "2 labels with 4 visits have no place on the map."
    assert (tray_text(()), tray_text(found[1:])) == ("", "1 label with 1 visit has no place on the map.")


STEPS = [
    Step(id="pay", project_id="p", map_id="m", phase_id=None, position=0, title="Pay online"),
    Step(id="send", project_id="p", map_id="m", phase_id=None, position=1, title="Send it", aliases=("Upload proof",)),
    Step(id="page", project_id="p", map_id="m", phase_id=None, position=2, title="Page 1 of the form"),
]


@pytest.mark.parametrize(
    ("said", "suggested"),
    [
        ("Pay onlin", "Pay online"),
        ("online pay", "Pay online"),
        (" PAY ONLINE", "Pay online"),
        ("Upload proof", "Send it"),
        ("upload proofs", "Send it"),
        ("Page 1 on the form", "Page 1 of the form"),
        ("Page 2 of the form", ""),
        ("Something else altogether", ""),
    ],
)
def test_the_step_that_is_most_alike_is_suggested(said: str, suggested: str) -> None:
    (found,) = tray([went(label(said))], STEPS)
    assert found.suggested_title == suggested
    assert (found.suggested_step_id is None) == (not suggested)


def test_what_is_suggested_is_not_applied_and_what_is_placed_leaves_the_tray(tmp_path: Path) -> None:
    with study(tmp_path, ("Pay online",)) as (document, told):
        with telling(document, told):
            told.session("P01", visit("Pay onlin"))
        (found,) = load_tray(document.read(), told.map_id)
        assert document.read().find(Observation)[0].step_id is None
        with document.edit("Place") as edit:
            place_label(edit, told.map_id, found.label, found.suggested_step_id)
        assert load_tray(document.read(), told.map_id) == ()


def test_many_labels_against_many_steps_need_no_map() -> None:
    assert [one.label for one in tray([went(label("b"), label("a"), label("b"))], [])] == ["b", "a"]
