"""What the audiences see of people, observers, answers and pictures."""

from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.analysis.loading import load_summaries
from journeymap.core.edits.people import describe_participant, set_identity
from journeymap.core.edits.questionnaires import answer_questionnaire
from journeymap.core.edits.sessions import exclude_sessions
from journeymap.core.filters import Filter
from journeymap.core.model import (
    Attachment,
    Observation,
    Participant,
    ParticipantIdentity,
    Questionnaire,
    Session,
    Step,
)
from journeymap.report.audience import seen_by
from tests.report.projects import Told, session, told

TEXTS = [
    session(f"P{number}", "[00:00:01] > Find", "[00:00:05] !2 slow #slow", "[00:00:09] > Pay", consent=consent)
    for number, consent in enumerate(("notes, share_team, share_org, publish", "share_team", "refused"), start=1)
]


def describe(project: Told) -> None:
    """Two observers, segments, a name, answers and a picture for each session."""
    with project.document.edit("Describe") as edit:
        picture = Attachment(
            id=edit.clock.new_id(), project_id=edit.project_id, name="p", media_type="image/png", sha256="x", data=b"x"
        )
        edit.put(picture)
        for found in edit.find(Session):
            edit.put(replace(found, observer="Ada"))
            for entry in edit.find(Observation, session_id=found.id):
                edit.put(replace(entry, observer="Ada", attachment_id=picture.id))
            (last, *_) = edit.find(Observation, session_id=found.id, kind="visit")
            other = replace(last, id=edit.clock.new_id(), at_ms=3000, raw_label="Ben's place", step_id=None)
            edit.put(replace(other, observer="Ben", import_id=None))
            answer_questionnaire(edit, found.id, "umux_lite", [6, 5])
        for person in edit.find(Participant):
            describe_participant(
                edit, person.id, segments=["Carers"], device="phone", language="Polish", assistive_tech="magnifier"
            )
            set_identity(edit, person.id, "Somebody", "")


@pytest.mark.parametrize(("audience", "count"), [("team", 2), ("board", 1), ("public", 1)])
def test_whose_entry_it_is_stays_known_where_the_names_go(tmp_path: Path, audience: str, count: int) -> None:
    with told(tmp_path, *TEXTS) as project:
        describe(project)
        view = seen_by(project.document.read(), project.chosen, audience)
        steps = {step.id: step.title for step in view.reader.find(Step)}
        summaries = load_summaries(view.reader, view.chosen)
        found = view.reader.find(Observation)
    assert len(summaries) == count
    for summary in summaries:
        assert [steps[place.step_id or ""] for place in summary.places] == ["Find", "Pay"]
        assert [met.observer for met in summary.encounters] == [""]
    assert ({"Ada", "Ben"} <= {entry.observer for entry in found}) == (audience == "team")
    # A picture is shown to the team only, and only of those who agreed to notes.
    shown = {entry.session_id for entry in found if entry.attachment_id}
    assert len(shown) == (1 if audience == "team" else 0)


@pytest.mark.parametrize("audience", ["team", "board", "public"])
def test_no_audience_is_told_a_name_and_the_public_nothing_of_the_person(tmp_path: Path, audience: str) -> None:
    with told(tmp_path, *TEXTS) as project:
        describe(project)
        reader = seen_by(project.document.read(), project.chosen, audience).reader
        assert reader.count(ParticipantIdentity) == 0
        assert list(reader.columns(ParticipantIdentity, ("name",))) == []
        assert reader.count(Questionnaire) == reader.count(Session)
        people = reader.find(Participant)
    known = {bool(person.segments or person.device or person.language or person.assistive_tech) for person in people}
    assert known == {audience != "public"}


@pytest.mark.parametrize("audience", ["team", "board", "public"])
def test_a_segment_chooses_sessions_for_every_audience(tmp_path: Path, audience: str) -> None:
    with told(tmp_path, *TEXTS) as project:
        describe(project)
        for segment, most in (("carers", 2), ("nobody", 0)):
            view = seen_by(project.document.read(), replace(project.chosen, segments=(segment,)), audience)
            found = load_summaries(view.reader, view.chosen)
            assert len(found) == min(most, {"team": 2, "board": 1, "public": 1}[audience])


def test_a_report_says_which_segment_it_is_about(tmp_path: Path) -> None:
    with told(tmp_path, *TEXTS) as project:
        describe(project)
        with project.document.edit("Leave one out") as edit:
            exclude_sessions(edit, [edit.find(Session)[1].id], "a pilot")
        chosen = Filter(project.chosen.map_id, segments=("Carers",))
        told_again = Told(project.document, project.document.read(), chosen)
        report = told_again.report()
    assert report.values["filter"]["segments"] == ["Carers"]
    assert "people in: Carers" in str(report)
