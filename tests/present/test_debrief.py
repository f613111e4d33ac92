"""What needs attention after a session: what was left open, and what does not fit together."""

from pathlib import Path

from journeymap.core.capture import parse_line
from journeymap.core.edits.attempts import count_gap, note_gap
from journeymap.core.edits.consent import give_consent
from journeymap.core.edits.links import add_transition
from journeymap.core.edits.maps import make_map
from journeymap.core.edits.people import find_or_make_participant
from journeymap.core.edits.recording import end_session, record, start_session
from journeymap.core.edits.steps import add_step, set_step_kind
from journeymap.core.model import Observation
from journeymap.present.debrief import Attention, debrief, headline
from journeymap.present.session import load_entries, load_head
from journeymap.store.document import Document

FORM = ("notes", "share_team")


def found(
    folder: Path, outcome: str, *lines: str, consent: tuple[str, ...] | None = FORM, gap: bool = False
) -> tuple[Attention, ...]:
    """The debrief of a session of these lines on a map that ends with a permit or a refusal."""
    folder.mkdir(exist_ok=True)
    with Document.create(folder / "x.journey", title="Permits", zone="UTC") as document:
        with document.edit("A session") as edit:
            journey = make_map(edit, "Renew a permit")
            first = add_step(edit, journey.id, "Find the service")
            for title, kind_of_end in (("Permit arrives", "completed"), ("Refused", "blocked_by_policy")):
                end = add_step(edit, journey.id, title)
                set_step_kind(edit, end.id, "end", kind_of_end)
                add_transition(edit, first.id, end.id)
            person = find_or_make_participant(edit, "A01")
            session = start_session(edit, participant_id=person.id, map_id=journey.id)
            for number, line in enumerate(lines):
                record(edit, session.id, parse_line(line), number * 10_000)
            if gap:
                note_gap(edit, session.id, 1_000, 61_000, "asleep")
            if consent == FORM:  # what was agreed to is known only in the end
                give_consent(edit, session.id, FORM)
            end_session(edit, session.id, outcome, 100_000)
        head = load_head(document.read(), session.id)
        assert head is not None
        return debrief(head, load_entries(document.read(), session.id))


def test_a_session_in_which_all_is_well_needs_no_attention(tmp_path: Path) -> None:
    nothing = found(tmp_path, "completed", "> Find the service", "!2 waits #wait", "> Permit arrives")
    assert nothing == ()
    assert headline(nothing).startswith("Nothing needs attention")


def test_what_has_no_place_no_rating_and_no_group_is_listed_once_each(tmp_path: Path) -> None:
    open_things = found(
        tmp_path, "completed", "> Ask a friend", "> ask a FRIEND", "! does not see it", "> Permit arrives"
    )
    assert [each.key for each in open_things] == ["place", "rate", "group"]
    assert open_things[0].subject == "Ask a friend"
    assert "2 visits" in open_things[0].words
    assert "“does not see it” is not rated" in open_things[1].words
    assert headline(open_things) == "3 things need attention. Each can wait; nothing is lost."


def test_completed_without_the_end_step_is_a_contradiction(tmp_path: Path) -> None:
    (odd,) = found(tmp_path, "completed", "> Find the service")
    assert odd.key == "outcome"
    assert odd.words == "The outcome is “completed”, but “Permit arrives” was never reached."


def test_an_end_step_that_stands_for_another_outcome_is_a_contradiction_with_a_proposal(tmp_path: Path) -> None:
    (odd,) = found(tmp_path, "abandoned", "> Find the service", "> Permit arrives")
    assert (odd.key, odd.subject) == ("outcome", "completed")
    assert "stands for “completed”, but the outcome is “gave up”" in odd.words


def test_help_and_the_outcome_must_fit_together(tmp_path: Path) -> None:
    (helped,) = found(tmp_path, "completed", "> Permit arrives", "& daughter on the phone")
    assert helped.subject == "completed_with_help"
    assert "Help was given at 00:00:10" in helped.words
    (alone,) = found(tmp_path / "other", "completed_with_help", "> Permit arrives")
    assert alone.subject == "completed"


def test_who_could_not_go_on_did_not_complete(tmp_path: Path) -> None:
    (odd,) = found(tmp_path, "completed", "!4 the page is gone #gone", "> Permit arrives")
    assert "could not go on" in odd.words


def test_a_gap_says_whether_it_counts(tmp_path: Path) -> None:
    (gap,) = found(tmp_path, "completed", "> Permit arrives", gap=True)
    assert gap.key == "count"
    assert "nobody saw 1" in gap.words
    with Document.open(tmp_path / "x.journey") as document:
        (mark,) = document.read().find(Observation, kind="marker")
        with document.edit("Count it in") as edit:
            count_gap(edit, mark.id, counted=True)
        head = load_head(document.read(), mark.session_id)
        assert head is not None
        (counted,) = debrief(head, load_entries(document.read(), mark.session_id))
    assert counted.key == "leave_out"


def test_consent_that_is_not_recorded_and_quotes_without_consent_are_said(tmp_path: Path) -> None:
    (unknown,) = found(tmp_path, "completed", "> Permit arrives", consent=None)
    assert unknown.key == "consent"
    quoted = found(tmp_path / "other", "completed", "> Permit arrives", '"why is it so', consent=FORM)
    assert [each.key for each in quoted] == [""]
    assert "1 quote is kept" in quoted[0].words
