"""Recording a session: entries, corrections, ends, consent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.capture import match_step, parse_line
from journeymap.core.clock import FixedClock
from journeymap.core.edits import maps, people, recording, steps
from journeymap.core.edits.consent import REFUSED, give_consent, may_quote, read_consent
from journeymap.core.errors import Problem
from journeymap.core.model import Consent, Observation, PainPoint, Session, Step
from journeymap.core.reader import Edit
from journeymap.store.document import Document


@pytest.fixture
def edit(tmp_path: Path) -> Iterator[Edit]:
    """An edit in a project with one map of three steps."""
    with (
        Document.create(
            tmp_path / "p.journey", title="A project", clock=FixedClock(), zone="Europe/London"
        ) as document,
        document.edit("Test") as opened,
    ):
        journey = maps.make_map(opened, "Renew a permit")
        for title in ("Find the service", "Upload proof", "Pay"):
            steps.add_step(opened, journey.id, title)
        yield opened


def begin(edit: Edit, scopes: tuple[str, ...] | None = None) -> Session:
    person = people.find_or_make_participant(edit, people.next_pseudonym(edit))
    journey = maps.map_named(edit)
    begun = recording.start_session(edit, participant_id=person.id, map_id=journey.id)
    if scopes is not None:
        give_consent(edit, begun.id, scopes)
    return begun


def put(edit: Edit, session: Session, raw: str, at_ms: int = 0, *, fuzzy: bool = True) -> Observation:
    entry = recording.record(edit, session.id, parse_line(raw), at_ms, fuzzy=fuzzy)
    assert isinstance(entry, Observation)
    return entry


def test_a_session_starts_in_progress_with_the_projects_zone(edit: Edit) -> None:
    session = begin(edit)
    assert (session.outcome, session.mode, session.timed, session.seq) == ("in_progress", "live", True, 1)
    assert (session.zone, session.started_at_ms is not None) == ("Europe/London", True)
    assert begin(edit).seq == 2


def test_a_visit_takes_the_step_it_most_likely_means(edit: Edit) -> None:
    session = begin(edit)
    pay = match_step("Pay", edit.find(Step))
    assert pay is not None
    assert put(edit, session, "> pa").step_id == pay.id
    exact = put(edit, session, "> pa", fuzzy=False)
    assert (exact.step_id, exact.raw_label) == (None, "pa")
    unknown = put(edit, session, "> Ask a neighbour")
    assert (unknown.step_id, unknown.raw_label) == (None, "Ask a neighbour")


def test_entries_keep_the_order_and_the_time_in_the_line_goes_first(edit: Edit) -> None:
    session = begin(edit)
    put(edit, session, "> pay", 5000)
    put(edit, session, "[00:02] !3 no button #Upload", 6000)
    put(edit, session, "-- pause", 7000)
    entries = edit.find(Observation, session_id=session.id)
    assert [(e.at_ms, e.seq, e.kind) for e in entries] == [(2000, 2, "pain"), (5000, 1, "visit"), (7000, 2, "marker")]


def test_the_first_tag_of_a_pain_names_its_pain_point(edit: Edit) -> None:
    session = begin(edit)
    first = put(edit, session, "!3 no upload button #Upload #other")
    again = put(edit, begin(edit), "!1 still none #UPLOAD")
    untagged = put(edit, session, "!2 something else")
    quote = put(edit, session, '"where is it #upload')
    (point,) = edit.find(PainPoint)
    assert (point.tag, point.title, point.state) == ("upload", "no upload button", "draft")
    assert first.pain_point_id == again.pain_point_id == point.id
    assert (untagged.pain_point_id, quote.pain_point_id, quote.tags) == (None, None, ("upload",))


def test_a_merged_pain_point_passes_its_tag_on(edit: Edit) -> None:
    session = begin(edit)
    put(edit, session, "!1 one #one")
    put(edit, session, "!1 two #two")
    one, two = edit.find(PainPoint)
    edit.put(replace(two, state="merged", merged_into_id=one.id))
    assert put(edit, session, "!1 three #two").pain_point_id == one.id


def test_an_end_line_ends_the_session_and_nothing_more_is_taken(edit: Edit) -> None:
    session = begin(edit)
    ended = recording.record(edit, session.id, parse_line("= gave up"), 9000)
    assert isinstance(ended, Session)
    assert (ended.outcome, ended.ended_ms) == ("abandoned", 9000)
    with pytest.raises(Problem, match="has ended"):
        put(edit, session, "more")
    assert recording.running_session(edit, session.participant_id, session.map_id) is None
    again = recording.continue_session(edit, session.id)
    assert (again.outcome, again.ended_ms) == ("in_progress", None)
    put(edit, session, "more")
    assert recording.running_session(edit, session.participant_id, session.map_id) == again


def test_a_session_cannot_end_in_progress(edit: Edit) -> None:
    session = begin(edit)
    for outcome in ("in_progress", "finished", ""):
        with pytest.raises(Problem, match="no way for a session to end"):
            recording.end_session(edit, session.id, outcome, 0)


def test_an_empty_line_records_nothing_and_an_unreadable_one_is_kept(edit: Edit) -> None:
    session = begin(edit)
    with pytest.raises(Problem, match="nothing in this line"):
        put(edit, session, "  ")
    assert (kept := put(edit, session, "!9 too much")).kind == "marker"
    assert kept.text == "!9 too much"


def test_a_correction_keeps_its_place_in_time(edit: Edit) -> None:
    session = begin(edit)
    put(edit, session, "> pay", 1000)
    entry = put(edit, session, "!1 slow #slow", 2000)
    after = recording.correct_entry(edit, entry.id, parse_line("!3 does not load #load"))
    assert (after.id, after.seq, after.at_ms, after.impact, after.tags) == (entry.id, entry.seq, 2000, 3, ("load",))
    assert {point.tag: point.id for point in edit.find(PainPoint)}["load"] == after.pain_point_id
    moved = recording.correct_entry(edit, entry.id, parse_line("[00:09] > pay"))
    assert (moved.kind, moved.at_ms, moved.impact, moved.pain_point_id) == ("visit", 9000, None, None)
    with pytest.raises(Problem, match="cannot become the end"):
        recording.correct_entry(edit, entry.id, parse_line("= completed"))
    recording.remove_entry(edit, entry.id)
    with pytest.raises(Problem, match="not in the session any more"):
        recording.remove_entry(edit, entry.id)


def test_a_pain_can_be_rated_later(edit: Edit) -> None:
    session = begin(edit)
    pain, other = put(edit, session, "! hurts"), put(edit, session, "does")
    assert pain.impact is None
    assert recording.rate_pain(edit, pain.id, 4).impact == 4
    for entry, impact in ((pain, 5), (other, 1)):
        with pytest.raises(Problem, match="from 0 to 4"):
            recording.rate_pain(edit, entry.id, impact)


@pytest.mark.parametrize(
    ("scopes", "allowed"), [(None, True), (("notes", "quotes"), True), (("notes",), False), (REFUSED, False)]
)
def test_quotes_are_taken_only_where_they_may_be(edit: Edit, scopes: tuple[str, ...] | None, allowed: bool) -> None:
    session = begin(edit, scopes)
    assert may_quote(edit, session.id) is allowed
    if allowed:
        assert put(edit, session, '"yes').kind == "quote"
    else:
        with pytest.raises(Problem, match="not agreed to being quoted"):
            put(edit, session, '"no')
        assert edit.count(Observation) == 0
    assert edit.count(Consent) == (scopes is not None)


def test_consent_can_change_during_the_session(edit: Edit) -> None:
    session = begin(edit, ("notes",))
    consent = give_consent(edit, session.id, ("quotes", "notes"), "on paper")
    assert (consent.state, consent.scopes, consent.how) == ("given", ("notes", "quotes"), "on paper")
    assert give_consent(edit, session.id, None).state == "refused"
    assert edit.count(Consent) == 1
    with pytest.raises(Problem, match="“everything”"):
        give_consent(edit, session.id, ["everything"])


def test_consent_is_read_from_words() -> None:
    assert read_consent("notes, Being Quoted,share_team") == ("notes", "quotes", "share_team")
    assert read_consent("Refused") == read_consent("none") == REFUSED
    for words in ("", "sure", "notes, none"):
        with pytest.raises(Problem, match="Please take some of"):
            read_consent(words)


def test_a_session_of_nobody_is_refused(edit: Edit) -> None:
    with pytest.raises(Problem, match="not in the project any more"):
        recording.start_session(edit, participant_id="x", map_id="y")
    with pytest.raises(Problem, match="not in the project any more"):
        recording.record(edit, "x", parse_line("does"), 0)
