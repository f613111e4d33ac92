"""Session summaries as read from a real project, and the cache that keeps them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.analysis.at_steps import at_steps
from journeymap.analysis.loading import SummaryCache, load_summaries
from journeymap.analysis.pain import pain_table
from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Place, counted, excluded, outcomes, times_met
from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.model import Channel, ImportBatch, Observation, PainPoint, Participant, Session, Step
from journeymap.store.document import Document
from tests.analysis.study import Study, by, feeling, mark, note, pain, quote, study, telling, visit


@pytest.fixture
def project(tmp_path: Path) -> Iterator[tuple[Document, Study]]:
    with study(tmp_path) as made:
        yield made


def test_a_session_is_read_with_all_that_counting_needs(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session(
            "P01",
            note("sits down", 0),
            pain(1, "door", at_s=1),
            visit("A", 5),
            pain(3, "Upload", "other", at_s=8),
            feeling(-2, 9),
            visit("somewhere else", 20, 30),
            pain(None, at_s=21),
            quote("hm", at_s=40),
            round_title="Round 1",
            not_asked=("C", "Elsewhere"),
            outcome="abandoned",
        )
    (found,) = load_summaries(document.read(), told.filter)
    first, elsewhere = Place(told.steps["A"]), Place(None, "somewhere else")
    assert found.places == (first, elsewhere)
    assert (found.starts_ms, found.ends_ms) == ((5_000, 20_000), (None, 30_000))
    assert [(one.place, one.tag, one.impact) for one in found.encounters] == [
        (BEFORE_FIRST_STEP, "door", 1),
        (first, "upload", 3),
        (elsewhere, "", None),
    ]
    assert [(one.place, one.value) for one in found.feelings] == [(first, -2)]
    assert found.not_asked == {Place(told.steps["C"]), Place(None, "Elsewhere")}
    assert (found.pseudonym, found.round_id, found.outcome) == ("P01", told.rounds["Round 1"], "abandoned")
    assert found.last_ms == 40_000  # the quote is its last sign of life
    assert found.duration_ms == 40_000


def test_a_recorded_end_is_the_end(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session("P01", visit("A", 5), ended_s=100)
    (found,) = load_summaries(document.read(), told.filter)
    assert found.duration_ms == 100_000


def test_pauses_are_out_of_all_durations(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session("P01", visit("A", 0), mark("pause", 10), note("talks", 15), mark("resume", 30), visit("B", 40))
        told.session("P02", visit("A", 0), mark("pause", 10), visit("B", 40))
        told.session("P03", visit("A", 0), mark("pause", 10), ended_s=60)
        told.session("P04", visit("A", 0), mark("pause", 10, until_s=20), mark("anything", 25), visit("B", 40))
    pauses = {one.pseudonym: one for one in load_summaries(document.read(), told.filter)}
    assert pauses["P01"].pauses_ms == ((10_000, 30_000),)
    assert pauses["P01"].duration_ms == 20_000
    assert pauses["P02"].pauses_ms == ((10_000, 40_000),)  # nobody wrote resume; the next visit shows it
    assert pauses["P03"].duration_ms == 10_000
    assert pauses["P04"].duration_ms == 30_000
    assert pauses["P01"].active_ms(5_000, 35_000) == 10_000
    assert pauses["P01"].active_ms(35_000, 5_000) == -30_000


def test_breaks_that_meet_or_overlap_are_out_once_and_wholly(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session(
            "P01", mark("pause", 10), mark("resume", 20), mark("pause", 20), mark("resume", 30), visit("A", 60)
        )
        told.session("P02", mark("pause", 10, 40), mark("pause", 30, 50), mark("pause", 35, 45), visit("A", 60))
    met, overlapped = load_summaries(document.read(), told.filter)
    assert met.pauses_ms == ((10_000, 20_000), (20_000, 30_000))
    assert overlapped.pauses_ms == ((10_000, 40_000), (40_000, 50_000))
    assert (met.duration_ms, overlapped.duration_ms) == (40_000, 20_000)


def test_a_gap_is_out_of_all_durations_until_it_is_counted_in(project: tuple[Document, Study]) -> None:
    document, told = project
    gap = ("gap", "asleep")
    with telling(document, told):
        told.session("P01", visit("A", 0), mark("pause", 10, 30, attributes=(gap,)), visit("B", 40))
        told.session("P02", visit("A", 0), mark("pause", 10, 30, attributes=(gap, ("counted", "yes"))), visit("B", 40))
    out, counted_in = load_summaries(document.read(), told.filter)
    assert (out.pauses_ms, out.duration_ms) == (((10_000, 30_000),), 20_000)
    assert (counted_in.pauses_ms, counted_in.duration_ms) == ((), 40_000)


def test_flow_times_and_feelings_are_the_leads_and_pains_are_everybodys(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session(
            "P01",
            visit("A", 0),
            by("Ben", visit("C", 1)),
            by("Ben", pain(4, "slow", at_s=2)),
            by("Ben", mark("pause", 3)),
            by("Ada", pain(2, "slow", at_s=4)),
            by("Ben", feeling(-2, 5)),
            feeling(1, 6),
            by("Ada", visit("B", 10)),
            by("Ben", note("stays on", 60)),
            observer="Ada",
        )
        told.session("P02", visit("A", 0), by("Ben", visit("B", 5)))
    both, visits_only = load_summaries(document.read(), told.filter)
    a, b = Place(told.steps["A"]), Place(told.steps["B"])
    assert (both.places, both.starts_ms, both.last_ms, both.pauses_ms) == ((a, b), (0, 10_000), 10_000, ())
    assert [feeling_.value for feeling_ in both.feelings] == [1]
    assert [(met.place, met.impact, met.observer) for met in both.encounters] == [(a, 4, "Ben"), (a, 2, "")]
    assert times_met(both.encounters) == 1
    assert visits_only.places == (a,)
    (met,) = at_steps([both])[a].pains
    assert (met.encounters, met.worst) == (1, 4)
    table = pain_table([both], [both], document.read().find(PainPoint), {told.steps["A"]: "A", told.steps["B"]: "B"})
    assert table.matrix.levels == ((4,),)


def test_a_session_without_times_has_no_duration(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session("P01", visit("A"), pain(2, "x"), visit("B"))
    (found,) = load_summaries(document.read(), told.filter)
    assert found.duration_ms is None
    assert [place.step_id for place in found.places] == [told.steps["A"], told.steps["B"]]
    assert found.encounters[0].place == Place(told.steps["A"])


def test_sessions_that_do_not_count_are_listed_with_the_reason(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session("P01", visit("A", 0))
        told.session("P02", visit("A", 0), quality="incomplete", quality_reason="1 row rejected")
        told.session("P03", quality="excluded")
    found = load_summaries(document.read(), told.filter)
    assert [one.pseudonym for one in counted(found)] == ["P01"]
    assert [(one.pseudonym, one.reason) for one in excluded(found)] == [
        ("P02", "incomplete: 1 row rejected"),
        ("P03", "left out"),
    ]


def _several(document: Document, told: Study) -> tuple[str, str]:
    """Five sessions in two rounds; gives the ids of a phone and a web channel."""
    with telling(document, told):
        edit = told.edit
        phone, web = (
            Channel(id=edit.clock.new_id(), project_id=edit.project_id, title=kind, kind=kind)
            for kind in ("phone", "web")
        )
        edit.put(phone)
        edit.put(web)
        step = edit.get(Step, told.steps["B"])
        assert step is not None
        edit.put(replace(step, channel_id=phone.id))
        told.session("P01", visit("A", 0), round_title="Round 1", segments=("Carers",))
        told.session("P02", visit("B", 0), round_title="Round 1", outcome="abandoned", segments=("Students", "carers"))
        told.session("P03", visit("A", 0, channel_id=web.id), visit("B", 5, channel_id=web.id), round_title="Round 2")
        told.session("P04", visit("A", 0, channel_id=phone.id), round_title="Round 2", outcome="error")
        told.session("P05")
    return phone.id, web.id


def _filters(told: Study, phone: str, web: str) -> list[tuple[Filter, list[str]]]:
    first, second = told.rounds["Round 1"], told.rounds["Round 2"]
    everything = told.filter
    return [
        (everything, ["P01", "P02", "P03", "P04", "P05"]),
        (replace(everything, round_ids=(first,)), ["P01", "P02"]),
        (replace(everything, round_ids=(first, second), outcomes=("abandoned", "error")), ["P02", "P04"]),
        (replace(everything, session_ids=(told.sessions[2].id, told.sessions[0].id)), ["P01", "P03"]),
        # A visit's own channel goes before that of its step.
        (replace(everything, channel_ids=(phone,)), ["P02", "P04"]),
        (replace(everything, channel_ids=(web, phone), round_ids=(second,)), ["P03", "P04"]),
        (replace(everything, segments=("CARERS",)), ["P01", "P02"]),
        (replace(everything, segments=("students", "nobody"), outcomes=("abandoned",)), ["P02"]),
        (replace(everything, segments=("nobody",)), []),
        (Filter("no such map"), []),
        (Filter(""), []),
    ]


def test_a_filter_chooses_whole_sessions(project: tuple[Document, Study]) -> None:
    document, told = project
    phone, web = _several(document, told)
    for chosen, pseudonyms in _filters(told, phone, web):
        found = load_summaries(document.read(), chosen)
        assert [one.pseudonym for one in found] == pseudonyms
        assert all(len(one.places) == len(one.channel_ids) for one in found)


def test_the_cache_gives_what_reading_gives(project: tuple[Document, Study]) -> None:
    document, told = project
    phone, web = _several(document, told)
    cache = SummaryCache()
    cache.refresh(document.read())
    for chosen, _ in _filters(told, phone, web):
        assert cache.select(chosen) == load_summaries(document.read(), chosen)


def test_before_it_is_filled_the_cache_holds_nothing(project: tuple[Document, Study]) -> None:
    _, told = project
    assert SummaryCache().select(told.filter) == []


def test_the_cache_follows_every_edit_undo_and_redo(project: tuple[Document, Study]) -> None:
    document, told = project
    phone, web = _several(document, told)
    cache = SummaryCache()
    cache.refresh(document.read())
    seen: list[Changes] = []

    def follow(changes: Changes) -> None:
        seen.append(changes)
        cache.refresh(document.read(), changes)

    end = document.subscribe(follow)

    def check() -> None:
        for chosen, _ in _filters(told, phone, web):
            assert cache.select(chosen) == load_summaries(document.read(), chosen)

    with telling(document, told):
        told.session("P06", visit("A", 0), pain(2, "new", at_s=1), round_title="Round 1")
    check()
    with document.edit("Correct an entry") as edit:
        entry = edit.find(Observation, session_id=told.sessions[0].id)[0]
        edit.put(replace(entry, step_id=None, raw_label="elsewhere"))
    check()
    with document.edit("End a session") as edit:
        session = edit.get(Session, told.sessions[1].id)
        assert session is not None
        edit.put(replace(session, outcome="completed", quality="excluded"))
    check()
    with document.edit("Rename a person") as edit:
        person = edit.get(Participant, told.people["P03"])
        assert person is not None
        edit.put(replace(person, pseudonym="P99"))
    assert "P99" in [one.pseudonym for one in cache.select(told.filter)]
    with document.edit("Move a step to another channel") as edit:
        step = edit.get(Step, told.steps["B"])
        assert step is not None
        edit.put(replace(step, channel_id=None))
    check()
    with document.edit("Remove a session") as edit:
        for entry in edit.find(Observation, session_id=told.sessions[3].id):
            edit.remove(entry)
        session = edit.get(Session, told.sessions[3].id)
        assert session is not None
        edit.remove(session)
    check()
    for _ in range(4):
        document.undo()
        check()
    for _ in range(2):
        document.redo()
        check()
    assert len(seen) == 12
    end()


def test_an_import_switched_off_and_on_is_followed(project: tuple[Document, Study]) -> None:
    document, told = project
    with document.edit("Import") as edit:
        batch = ImportBatch(id=edit.clock.new_id(), project_id=edit.project_id, live=True, format="csv", sources=())
        edit.put(batch)
        told.edit = edit
        told.session("P01", import_id=batch.id)
    cache = SummaryCache()
    cache.refresh(document.read())
    end = document.subscribe(lambda changes: cache.refresh(document.read(), changes))
    assert len(cache.select(told.filter)) == 1
    with document.edit("Switch off") as edit:
        edit.put(replace(batch, live=False))
    assert cache.select(told.filter) == []
    document.undo()
    assert len(cache.select(told.filter)) == 1
    end()


def test_many_sessions_are_read_like_few(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        for number in range(260):
            told.session(f"P{number:03}", visit("A", number), visit("B", number + 1))
    found = load_summaries(document.read(), told.filter)
    assert len(found) == 260
    few = load_summaries(document.read(), replace(told.filter, session_ids=tuple(one.id for one in found[:5])))
    assert few == found[:5]


def test_outcomes_are_counted_most_frequent_first(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        for number, outcome in enumerate(("error", "abandoned", "abandoned", "in_progress")):
            told.session(f"P{number}", outcome=outcome)
    found = outcomes(load_summaries(document.read(), told.filter))
    assert list(found.items()) == [("abandoned", 2), ("error", 1), ("in_progress", 1)]
