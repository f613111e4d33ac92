"""The pages of a presentation, and finding words on a map."""

from dataclasses import replace
from pathlib import Path

from journeymap.analysis.loading import load_summaries
from journeymap.core.edits.lanes import add_lane, set_cell
from journeymap.core.edits.links import add_transition
from journeymap.core.model import Consent
from journeymap.present.map import load_map
from journeymap.present.map_search import find_on_map
from journeymap.present.presentation import load_slides
from journeymap.store.document import Document
from tests.analysis.study import Study, feeling, pain, quote, study, telling, visit
from tests.present.test_tray import load_tray


def tell(document: Document, told: Study) -> None:
    with telling(document, told):
        told.session(
            "P1", visit("Find", 0), quote("Where is it?", at_s=9), visit("Pay", 60), feeling(-2, 70), ended_s=90
        )
        told.session("P2", visit("Find", 0), pain(4, "upload", at_s=5), quote("I give up.", at_s=9), ended_s=30,
                     outcome="abandoned")  # fmt: skip


def test_a_page_says_the_numbers_of_its_step_in_words(tmp_path: Path) -> None:
    with study(tmp_path, ("Find", "Pay")) as (document, told):
        tell(document, told)
        reader = document.read()
        view = load_map(reader, told.filter)
        pages = load_slides(reader, view, load_summaries(reader, told.filter))
    assert [page.title for page in pages] == ["Renew a permit", "Find", "Pay"]
    assert pages[1].lines[0].startswith("2 of 2 sessions came here")
    assert "1 of them left here." in pages[1].lines
    assert [(pain.impact, pain.words) for pain in pages[1].pains] == [(4, "1 of 2 people, at worst: could not go on")]
    assert f"{pages[1].pains[0].title}: 1 of 2 people, at worst: could not go on." in pages[1].spoken
    assert "They felt −2 (median of 1 person)." in pages[2].lines
    assert [words for words, _ in pages[1].quotes] == ["Where is it?", "I give up."]


def test_nobody_is_quoted_who_did_not_agree_to_it(tmp_path: Path) -> None:
    with study(tmp_path, ("Find", "Pay")) as (document, told):
        tell(document, told)
        with document.edit("Consent") as edit:
            session = told.sessions[0]
            consent = Consent(
                id=edit.clock.new_id(), project_id=edit.project_id, participant_id=session.participant_id,
                session_id=session.id, scopes=("notes",),
            )  # fmt: skip
            edit.put(consent)
        reader = document.read()
        view, chosen = load_map(reader, told.filter), load_summaries(reader, told.filter)
        assert [words for words, _ in load_slides(reader, view, chosen)[1].quotes] == ["I give up."]
        with document.edit("Consent") as edit:
            edit.put(replace(consent, scopes=("notes", "quotes")))
        assert len(load_slides(document.read(), view, chosen)[1].quotes) == 2
        with document.edit("Consent") as edit:
            edit.put(replace(consent, scopes=("notes", "quotes"), state="withdrawn"))
        assert len(load_slides(document.read(), view, chosen)[1].quotes) == 1


def test_a_map_without_sessions_is_told_without_numbers(tmp_path: Path) -> None:
    with study(tmp_path, ("Find", "Pay")) as (document, told):
        reader = document.read()
        pages = load_slides(reader, load_map(reader, told.filter), ())
    assert [page.lines for page in pages[1:]] == [(), ()]


def test_words_are_found_in_titles_cells_pains_conditions_and_the_tray(tmp_path: Path) -> None:
    with study(tmp_path, ("Find", "Pay")) as (document, told):
        with telling(document, told):
            lane = add_lane(told.edit, told.map_id, "thoughts")
            set_cell(told.edit, told.steps["Pay"], lane.id, "Is this SAFE?")
            add_transition(told.edit, told.steps["Find"], told.steps["Pay"], condition="only when safe")
            told.session("P1", visit("Find"), pain(2, "safety"), visit("A safe place"), visit("Pay"))
        reader = document.read()
        view, tray = load_map(reader, told.filter), load_tray(reader, told.map_id)
    found = find_on_map(view, tray, "safe")
    assert [hit.step_id for hit in found] == [told.steps["Find"], told.steps["Find"], told.steps["Pay"], ""]
    assert "trouble with safety" in found[0].words
    assert "only when safe" in found[1].words
    assert "Is this SAFE?" in found[2].words
    assert found[3].label == "A safe place"
    assert find_on_map(view, tray, "this safe?") == (found[2],)
    assert find_on_map(view, tray, "   ") == ()
    assert find_on_map(view, tray, "pay")[0].words == "Step “Pay”"
