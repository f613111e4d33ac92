"""Every verb about sessions and people: undone, the project is what it was; redone, it is what the verb made of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from journeymap.core.capture import parse_line
from journeymap.core.clock import FixedClock
from journeymap.core.edits import (
    attempts,
    correcting,
    maps,
    observers,
    people,
    pictures,
    questionnaires,
    recording,
    rounds,
    sessions,
    steps,
)
from journeymap.core.edits.consent import give_consent, withdraw_consent
from journeymap.core.model import Attachment, Observation, Participant, Round, Session, TaskScenario
from journeymap.core.reader import Edit
from journeymap.store.document import Document
from journeymap.store.verify import verify
from tests.core.edits.contents import everything

PNG: Final = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """Two attempts of one sitting, the first with a second observer, a gap, a pain, a quote and a picture."""
    with Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as made:
        with made.edit("A study") as edit:
            journey = maps.make_map(edit, "Renew a permit")
            for title in ("Find", "Upload", "Pay"):
                steps.add_step(edit, journey.id, title)
            person = people.find_or_make_participant(edit, "A01")
            people.set_identity(edit, person.id, "Ada", "ada@example.org")
            rounds.find_or_make_round(edit, "Round 1")
            task = rounds.find_or_make_task(edit, "Renew")
            one = recording.start_session(
                edit, participant_id=person.id, map_id=journey.id, observer="Ana",
                scenario_id=task.id,
            )  # fmt: skip
            give_consent(edit, one.id, ("notes", "quotes"))
            for at_ms, line in ((1000, "> Find"), (2000, "!2 slow #slow"), (2000, '"oh no"'), (3000, "> Nowhere")):
                recording.record(edit, one.id, parse_line(line), at_ms)
            recording.record(edit, one.id, parse_line("looks on"), 2500, observer="Ben")
            attempts.note_gap(edit, one.id, 4000, 64_000, "asleep")
            kept = pictures.keep_picture(edit, name="a.png", media_type="image/png", data=PNG)
            pictures.attach_picture(edit, edit.find(Observation, kind="pain")[0].id, kept.id)
            recording.end_session(edit, one.id, "completed", 70_000)
            two = attempts.next_attempt(edit, one.id, rounds.find_or_make_task(edit, "Pay").id)
            recording.record(edit, two.id, parse_line("> Pay"), 500)
            questionnaires.answer_questionnaire(edit, two.id, "umux_lite", (6, 5))
        yield made


def first(edit: Edit) -> str:
    return edit.find(Session)[0].id


def running(edit: Edit) -> str:
    return edit.find(Session)[1].id


def entry(edit: Edit, kind: str) -> str:
    return edit.find(Observation, session_id=first(edit), kind=kind)[0].id


def only(edit: Edit, kind: type[Participant] | type[Round] | type[TaskScenario]) -> str:
    return edit.find(kind)[0].id


VERBS: Final[dict[str, Callable[[Edit], object]]] = {
    "record": lambda edit: recording.record(edit, running(edit), parse_line("!3 stuck #new"), 900),
    "end": lambda edit: recording.end_session(edit, running(edit), "abandoned", 1000),
    "go on": lambda edit: recording.continue_session(edit, first(edit)),
    "correct": lambda edit: recording.correct_entry(edit, entry(edit, "pain"), parse_line("[0:09] !4 worse #other")),
    "rate": lambda edit: recording.rate_pain(edit, entry(edit, "pain"), None),
    "remove": lambda edit: recording.remove_entry(edit, entry(edit, "quote")),
    "consent": lambda edit: give_consent(edit, first(edit), ("notes",), "on paper", "v2", 5),
    "withdraw": lambda edit: withdraw_consent(edit, first(edit)),
    "insert": lambda edit: correcting.insert_entry(
        edit, first(edit), parse_line("in between"), 2000, entry(edit, "pain")
    ),
    "time": lambda edit: correcting.set_time(edit, entry(edit, "marker"), 0),
    "up": lambda edit: correcting.move_entry(edit, entry(edit, "quote"), up=True),
    "down": lambda edit: correcting.move_entry(edit, entry(edit, "pain"), up=False),
    "step": lambda edit: correcting.set_step(
        edit, entry(edit, "visit"), steps.steps_in_order(edit, maps.map_named(edit).id)[2].id
    ),
    "next": lambda edit: (
        recording.end_session(edit, running(edit), "error", 9),
        attempts.next_attempt(edit, running(edit), None),
    ),
    "clock": lambda edit: (attempts.wait_for_clock(edit, running(edit)), attempts.start_clock(edit, running(edit))),
    "wait": lambda edit: attempts.wait_for_clock(edit, running(edit)),
    "plan": lambda edit: attempts.plan_tasks(edit, running(edit), ["Renew", "Move"]),
    "gap": lambda edit: attempts.note_gap(edit, running(edit), 600, 700, "crash"),
    "count gap": lambda edit: attempts.count_gap(edit, entry(edit, "marker")),
    "shift": lambda edit: observers.shift_observer(edit, first(edit), "Ben", -3000),
    "shift lead": lambda edit: observers.shift_observer(edit, first(edit), "Ana", 1500),
    "lead": lambda edit: observers.name_lead(edit, first(edit), "Ben"),
    "picture off": lambda edit: pictures.attach_picture(edit, entry(edit, "pain"), None),
    "picture": lambda edit: pictures.attach_picture(edit, entry(edit, "quote"), edit.find(Attachment)[0].id),
    "rating": lambda edit: questionnaires.rate_session(edit, first(edit), satisfaction=4, ease=2),
    "answers": lambda edit: questionnaires.answer_questionnaire(edit, running(edit), "sus", [3] * 10),
    "no answers": lambda edit: questionnaires.answer_questionnaire(edit, first(edit), "umux_lite", [0, 0]),
    "exclude": lambda edit: sessions.exclude_sessions(edit, [first(edit), running(edit)], "a trial"),
    "round": lambda edit: sessions.move_to_round(edit, [first(edit)], only(edit, Round)),
    "outcome": lambda edit: sessions.set_outcome(edit, [first(edit), running(edit)], "timed_out"),
    "method": lambda edit: sessions.set_method(edit, [first(edit)], "interview"),
    "task": lambda edit: sessions.set_task_of(edit, [first(edit)], None),
    "delete one": lambda edit: sessions.delete_sessions(edit, [running(edit)]),
    "delete all": lambda edit: sessions.delete_sessions(edit, [first(edit), running(edit)]),
    "rename": lambda edit: people.rename_participant(edit, only(edit, Participant), "B07"),
    "inclusion": lambda edit: people.set_inclusion(edit, only(edit, Participant), 3),
    "describe": lambda edit: people.describe_participant(
        edit, only(edit, Participant), segments=["Carers"], device="phone", attributes=(("age", "61"),)
    ),
    "identity": lambda edit: people.set_identity(edit, only(edit, Participant), "", ""),
    "ask": lambda edit: people.ask_attributes(edit, ["Age"]),
    "form": lambda edit: rounds.set_round_form(edit, only(edit, Round), ("notes",), "v3"),
    "change round": lambda edit: rounds.change_round(edit, only(edit, Round), title="Pilot", method="diary"),
    "set task": lambda edit: rounds.set_task(edit, only(edit, TaskScenario), title="Renew it", time_limit_ms=60_000),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_undone_and_redone_to_the_letter(document: Document, verb: str) -> None:
    before = everything(document.read())
    with document.edit("Do it") as edit:
        VERBS[verb](edit)
    after = everything(document.read())
    assert after != before, "it did something"
    document.undo()
    assert everything(document.read()) == before
    document.redo()
    assert everything(document.read()) == after
    document.publish()
    assert verify(document.path).wrong == ()
