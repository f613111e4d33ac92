"""What is gone is told in the words for it, whatever kind of thing it is."""

from pathlib import Path

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.edits import attempts, links, maps, people, phases, pictures, recording, rounds, steps
from journeymap.core.errors import Problem
from journeymap.store.document import Document
from tests.core.edits.contents import everything


def test_what_is_gone_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    with Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as document:
        with document.edit("A map") as edit:
            journey = maps.make_map(edit, "Renew a permit")
            step = steps.add_step(edit, journey.id, "Pay")
        before = everything(document.read())
        with document.edit("Too late") as edit:
            for sentence, verb in (
                ("This session is not in the project", lambda: attempts.start_clock(edit, "gone")),
                ("This entry is not in the session", lambda: recording.remove_entry(edit, "gone")),
                ("This entry is not in the session", lambda: pictures.attach_picture(edit, "gone", None)),
                ("This round is not in the project", lambda: rounds.set_round_form(edit, "gone", (), "")),
                ("This task is not in the project", lambda: rounds.set_task(edit, "gone", title="Pay")),
                ("This participant is not in the project", lambda: people.set_inclusion(edit, "gone", 3)),
                ("This map is not in the project", lambda: steps.open_map_from_step(edit, step.id, "gone")),
                ("This step is not on the map", lambda: steps.rename_step(edit, "gone", "Pay")),
                ("This phase is not on the map", lambda: phases.rename_phase(edit, "gone", "Pay")),
                ("This link is not on the map", lambda: links.remove_transition(edit, "gone")),
            ):
                with pytest.raises(Problem, match=f"^{sentence} any more. Nothing was changed.$"):
                    verb()
        assert everything(document.read()) == before
