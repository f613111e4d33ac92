"""Participants with what is known of them, rounds with their form, tasks, and what people answer at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.core.clock import FixedClock
from journeymap.core.edits import maps, people, questionnaires, recording, rounds
from journeymap.core.edits.consent import give_consent, may_quote, withdraw_consent
from journeymap.core.errors import Problem
from journeymap.core.model import Consent, Participant, ParticipantIdentity, Questionnaire, Round, Session, TaskScenario
from journeymap.core.reader import Edit
from journeymap.store.document import Document
from journeymap.store.verify import verify


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with Document.create(tmp_path / "p.journey", title="A project", clock=FixedClock()) as made:
        yield made


@pytest.fixture
def edit(document: Document) -> Iterator[Edit]:
    with document.edit("Test") as opened:
        yield opened


def begin(edit: Edit, pseudonym: str = "A01", sitting: str = "") -> Session:
    person = people.find_or_make_participant(edit, pseudonym)
    journey = maps.find_or_make_map(edit, "Renew a permit")
    return recording.start_session(edit, participant_id=person.id, map_id=journey.id, sitting=sitting)


def test_each_prefix_counts_for_itself(edit: Edit) -> None:
    for name in ("A01", "A07", "B02", "AB09", "P03", "A8x"):
        people.find_or_make_participant(edit, name)
    assert [people.next_pseudonym(edit, prefix) for prefix in ("A", "B", "C", "AB")] == ["A08", "B03", "C01", "AB10"]
    assert people.next_pseudonym(edit) == "P04"
    assert people.checked_prefix(" b ") == "B"
    for wrong in ("", "1", "A.", "ABCDE", "A B"):
        with pytest.raises(Problem, match="one to four letters"):
            people.checked_prefix(wrong)


def test_a_person_is_described_bit_by_bit(edit: Edit) -> None:
    person = people.find_or_make_participant(edit, "A01")
    people.describe_participant(edit, person.id, segments=["Carers", " carers ", ""], device="phone", language="Polish")
    changed = people.describe_participant(
        edit, person.id, assistive_tech="screen reader", attributes=(("Age", "61"), ("Town", "Leeds"))
    )
    assert (changed.segments, changed.device, changed.language) == (("Carers",), "phone", "Polish")
    assert (changed.assistive_tech, changed.attributes) == ("screen reader", (("Age", "61"), ("Town", "Leeds")))
    changed = people.describe_participant(edit, person.id, device="", attributes=(("Town", ""), ("Age", "62")))
    assert (changed.device, changed.attributes) == ("", (("Age", "62"),))
    other = people.find_or_make_participant(edit, "A02")
    assert people.describe_participant(edit, other.id, segments=["CARERS", "Students"]).segments == (
        "Carers",
        "Students",
    )
    assert people.segments_of(edit) == ["Carers", "Students"]
    with pytest.raises(Problem, match="comma"):
        people.describe_participant(edit, person.id, segments=["a, b"])
    with pytest.raises(Problem, match="colon"):
        people.describe_participant(edit, person.id, attributes=(("a:b", "c"),))


def test_a_pseudonym_belongs_to_one_person(edit: Edit) -> None:
    one, two = (people.find_or_make_participant(edit, name) for name in ("A01", "A02"))
    with pytest.raises(Problem, match="another participant called “A02”"):
        people.rename_participant(edit, one.id, " A02 ")
    assert people.rename_participant(edit, two.id, "A03").pseudonym == "A03"
    assert people.rename_participant(edit, one.id, "A01") == one


def test_a_name_stands_in_its_own_table_and_can_be_undone(document: Document) -> None:
    with document.edit("Begin") as edit:
        person = people.find_or_make_participant(edit, "A01")
        assert people.set_identity(edit, person.id, " ", "") is None
    with document.edit("Write down who it is") as edit:
        people.set_identity(edit, person.id, "Ada Lovelace", "ada@example.org")
    identity = people.identity_of(document.read(), person.id)
    assert identity is not None
    assert (identity.name, identity.contact) == ("Ada Lovelace", "ada@example.org")
    assert "Ada" not in repr(document.read().find(Participant))
    document.undo()
    assert document.read().count(ParticipantIdentity) == 0
    document.redo()
    with document.edit("Take it away") as edit:
        people.set_identity(edit, person.id, "", " ")
    assert document.read().count(ParticipantIdentity) == 0


def test_what_is_asked_of_everybody_is_noted_once_each(edit: Edit) -> None:
    assert people.ask_attributes(edit, ["Age", " age", "Town"]).attribute_names == ("Age", "Town")
    assert people.ask_attributes(edit, []).attribute_names == ()
    for wrong in ("", "a: b"):
        with pytest.raises(Problem):
            people.ask_attributes(edit, [wrong])


def test_a_round_has_a_form(edit: Edit) -> None:
    made = rounds.find_or_make_round(edit, "Round 1")
    changed = rounds.set_round_form(edit, made.id, ["quotes", "notes"], " v2 ")
    assert (changed.consent_scopes, changed.form_version) == (("notes", "quotes"), "v2")
    with pytest.raises(Problem, match="not something to consent to"):
        rounds.set_round_form(edit, made.id, ["all"], "")
    rounds.find_or_make_round(edit, "Round 2")
    with pytest.raises(Problem, match="another round"):
        rounds.change_round(edit, made.id, title="round 2")
    assert rounds.change_round(edit, made.id, title="ROUND 1", method="interview").method == "interview"
    assert edit.get(Round, made.id) == rounds.change_round(edit, made.id)


def test_a_task_says_when_it_is_done_and_how_long_it_may_take(edit: Edit) -> None:
    journey = maps.find_or_make_map(edit, "Renew a permit")
    task = rounds.find_or_make_task(edit, "Renew")
    rounds.set_task(
        edit, task.id, title="Renew it", success_rule="Sees the number", time_limit_ms=600_000, map_id=journey.id
    )
    (stored,) = edit.find(TaskScenario)
    assert (stored.title, stored.success_rule, stored.time_limit_ms) == ("Renew it", "Sees the number", 600_000)
    assert stored.map_id == journey.id
    with pytest.raises(Problem, match="time limit"):
        rounds.set_task(edit, task.id, title="Renew it", time_limit_ms=0)
    with pytest.raises(Problem, match="map of this task"):
        rounds.set_task(edit, task.id, title="Renew it", map_id="gone")
    rounds.find_or_make_task(edit, "Pay")
    with pytest.raises(Problem, match="another task"):
        rounds.set_task(edit, task.id, title="pay")


def test_consent_is_given_with_its_form_and_can_be_withdrawn(edit: Edit) -> None:
    session = begin(edit)
    with pytest.raises(Problem, match="nothing to withdraw"):
        withdraw_consent(edit, session.id)
    give_consent(edit, session.id, ["quotes"], "on paper", "v2", expires_at_ms=5)
    withdrawn = withdraw_consent(edit, session.id)
    assert (withdrawn.state, withdrawn.form_version, withdrawn.expires_at_ms) == ("withdrawn", "v2", 5)
    assert withdrawn.withdrawn_at_ms is not None
    assert not may_quote(edit, session.id)
    again = give_consent(edit, session.id, ["quotes"])
    assert (again.state, again.withdrawn_at_ms, edit.count(Consent)) == ("given", None, 1)


def test_a_session_is_rated(edit: Edit) -> None:
    session = begin(edit)
    rated = questionnaires.rate_session(edit, session.id, satisfaction=4, ease=7)
    assert (rated.satisfaction, rated.ease) == (4, 7)
    for satisfaction, ease in ((0, None), (6, None), (None, 0), (None, 8)):
        with pytest.raises(Problem):
            questionnaires.rate_session(edit, session.id, satisfaction=satisfaction, ease=ease)
    assert questionnaires.rate_session(edit, session.id, satisfaction=None, ease=None).ease is None


def test_a_questionnaire_is_about_the_sitting_and_the_last_session_carries_it(document: Document) -> None:
    with document.edit("Two attempts") as edit:
        one, two = begin(edit, sitting="s"), begin(edit, sitting="s")
        alone = begin(edit, "A02")
        questionnaires.answer_questionnaire(edit, one.id, "sus", [4, 1, 5, 2, 5, 1, 4, 2, 3, 0])
        questionnaires.answer_questionnaire(edit, one.id, "umux_lite", [6, 5])
        assert questionnaires.questionnaires_of(edit, alone) == []
    reader = document.read()
    found = questionnaires.questionnaires_of(reader, one)
    assert {answered.session_id for answered in found} == {two.id}
    assert {answered.kind: answered.answers for answered in found}["umux_lite"] == (6, 5)
    with document.edit("Again, then not at all") as edit:
        questionnaires.answer_questionnaire(edit, two.id, "umux_lite", [7, 7])
        assert edit.count(Questionnaire) == 2
        assert questionnaires.answer_questionnaire(edit, two.id, "umux_lite", [0, 0]) is None
        assert edit.count(Questionnaire) == 1
    document.publish()
    assert verify(document.path).wrong == ()


@pytest.mark.parametrize(
    ("kind", "answers"), [("sus", [3] * 9), ("sus", [6] + [3] * 9), ("umux_lite", [8, 1]), ("umux_lite", [-1, 1])]
)
def test_answers_that_do_not_fit_are_refused(edit: Edit, kind: str, answers: list[int]) -> None:
    session = begin(edit)
    with pytest.raises(Problem):
        questionnaires.answer_questionnaire(edit, session.id, kind, answers)
    with pytest.raises(Problem, match="no questionnaire"):
        questionnaires.answer_questionnaire(edit, session.id, "nps", answers)
    assert edit.count(Questionnaire) == 0
