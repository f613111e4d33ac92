"""The counted map from a real project: its numbers, its picture, its words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.analysis.loading import load_summaries
from journeymap.core.edits.links import add_transition
from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import move_step
from journeymap.core.filters import Filter
from journeymap.core.model import Observation
from journeymap.core.wording import NO_BREAK
from journeymap.present.line_icons import icon_shapes
from journeymap.present.map import MapView, count_map, load_map, read_plan
from journeymap.present.map_values import MapStep
from journeymap.present.outline import outline, step_words
from journeymap.present.picture import COLOUR_TOKENS, Box, Disc, Image, Words
from journeymap.present.picture import Path as Line
from journeymap.present.step import load_step, step_inspector
from journeymap.present.text_width import text_width
from journeymap.store.document import Document
from tests.analysis.study import Entry, Study, feeling, pain, study, telling, visit

STEPS = ("Find", "Upload", "Phone", "Pay")


def quote(text: str, at_s: float) -> Entry:
    return Entry("quote", at_s, {"text": text})


@pytest.fixture
def project(tmp_path: Path) -> Iterator[tuple[Document, Study]]:
    """Four people: two walk through, one phones, goes back and gets through, one gives up at the upload."""
    with study(tmp_path, STEPS) as (document, told):
        with telling(document, told):
            one, two = add_phase(told.edit, told.map_id, "Find out"), add_phase(told.edit, told.map_id, "Prove and pay")
            for position, title in enumerate(STEPS):
                move_step(told.edit, told.steps[title], position, (one if title == "Find" else two).id)
            for start, end in (("Find", "Upload"), ("Upload", "Pay"), ("Pay", "Phone")):
                add_transition(told.edit, told.steps[start], told.steps[end])
            told.point("upload", "Cannot find <b>upload</b> & photo refused")
            for person in ("P01", "P02"):
                told.session(
                    person, visit("Find", 0), visit("Upload", 60), pain(2, "upload", at_s=70), feeling(-1, 80),
                    visit("Pay", 120), ended_s=180,
                )  # fmt: skip
            told.session(
                "P03", visit("Find", 0), visit("Upload", 30), pain(4, "upload", at_s=40), feeling(-2, 45),
                quote("Why?", 50), visit("Phone", 90), visit("Upload", 200), visit("Pay", 300), ended_s=360,
            )  # fmt: skip
            told.session(
                "P04", visit("Find", 0), visit("Upload", 10), pain(None, at_s=15), ended_s=60, outcome="abandoned"
            )
        yield document, told


def shown(project: tuple[Document, Study]) -> MapView:
    document, told = project
    return load_map(document.read(), told.filter)


def step(view: MapView, title: str) -> MapStep:
    return next(found for found in view.steps if found.title == title)


def words(view: MapView) -> list[str]:
    return [shape.text for shape in view.picture.shapes() if isinstance(shape, Words)]


def test_every_step_has_its_sessions_visits_times_and_who_left(project: tuple[Document, Study]) -> None:
    upload = step(shown(project), "Upload")
    assert (upload.sessions, upload.people, upload.visits, upload.left) == (4, 4, 5, 1)
    assert upload.median_ms == 60_000
    assert step(shown(project), "Phone").sessions == 1


def test_pains_count_people_among_those_who_came(project: tuple[Document, Study]) -> None:
    upload = step(shown(project), "Upload")
    assert [(pain.people, pain.reached, pain.worst_impact) for pain in upload.pains] == [(3, 4, 4), (1, 4, None)]
    assert upload.worst_impact == 4


def test_feelings_are_the_median_and_the_middle_half_of_people(project: tuple[Document, Study]) -> None:
    felt = step(shown(project), "Upload").feeling
    assert felt is not None
    assert (felt.people, felt.median, felt.low, felt.high) == (3, -1, -1.5, -1)


def test_links_are_walked_planned_or_both(project: tuple[Document, Study]) -> None:
    document, told = project
    links = {(link.from_step_id, link.to_step_id): link for link in shown((document, told)).links}
    assert links[told.steps["Upload"], told.steps["Pay"]].sessions == 3
    surprise = links[told.steps["Upload"], told.steps["Phone"]]
    assert (surprise.walked, surprise.planned) == (True, False)
    unwalked = links[told.steps["Pay"], told.steps["Phone"]]
    assert (unwalked.walked, unwalked.planned, unwalked.shown) == (False, True, True)


def test_the_step_that_most_pass_by_stands_below_the_main_path(project: tuple[Document, Study]) -> None:
    _document, told = project
    view = shown(project)
    assert [told_title(told, id_) for id_ in view.main_path] == ["Find", "Upload", "Pay"]
    assert view.cells[told.steps["Phone"]][1] == 1


def told_title(told: Study, step_id: str) -> str:
    return next(title for title, id_ in told.steps.items() if id_ == step_id)


def test_a_filter_changes_the_numbers_and_moves_no_card(project: tuple[Document, Study]) -> None:
    document, told = project
    all_of_them = shown(project)
    one = load_map(document.read(), replace(told.filter, session_ids=(told.sessions[0].id,)))
    assert one.sessions == 1
    assert dict(one.cells) == dict(all_of_them.cells)
    assert step(one, "Phone").sessions == 0


def test_a_filter_that_nobody_passes_says_so(project: tuple[Document, Study]) -> None:
    document, told = project
    view = load_map(document.read(), replace(told.filter, outcomes=("timed_out",)))
    assert view.sessions == 0
    assert view.sentence.startswith("None of the sessions is counted")


def test_sessions_that_are_not_counted_are_named_in_a_note(project: tuple[Document, Study]) -> None:
    document, told = project
    with telling(document, told):
        told.session("P05", visit("Find", 0), quality="incomplete", quality_reason="1 row rejected")
        told.session("P06", visit("Find", 0), visit("The bakery", 5), ended_s=9)
    view = shown(project)
    assert "1 session is not counted" in view.notes
    assert "1 label has no place on the map" in view.notes
    assert view.sessions == 5


def test_the_sentence_says_how_many_got_what_they_came_for(project: tuple[Document, Study]) -> None:
    assert shown(project).sentence == (
        f"3 of 4 sessions reached what they came for (30–95{NO_BREAK}%). Most left at “Upload”, 1."
    )


def test_the_picture_holds_what_was_counted_in_words(project: tuple[Document, Study]) -> None:
    texts = words(shown(project))
    for text in ("Find out", "Prove and pay", "Upload", f"4 · 1{NO_BREAK}m", "1 left", "3 of 4"):
        assert text in texts
    assert f"shows 100{NO_BREAK}% of events, 100{NO_BREAK}% of journeys" in texts


def test_markup_in_titles_stays_letter_by_letter(project: tuple[Document, Study]) -> None:
    assert "<b>upload</b>" in " ".join(words(shown(project)))


def test_the_picture_uses_only_colours_of_the_look(project: tuple[Document, Study]) -> None:
    for shape in shown(project).picture.shapes():
        if isinstance(shape, Image):
            continue
        names = [shape.colour] if isinstance(shape, Words) else [shape.fill, shape.pen.colour if shape.pen else ""]
        assert all(name in COLOUR_TOKENS for name in names if name)


def test_nothing_sticks_out_of_the_picture_or_of_its_card(project: tuple[Document, Study]) -> None:
    picture = shown(project).picture
    for shape in picture.shapes():
        if isinstance(shape, Words):
            width = text_width(shape.text, shape.size, shape.weight, italic=shape.italic)
            left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
            assert left >= 0
            assert left + width <= picture.width
            assert shape.y <= picture.height
    for card in picture.of_kind("card"):
        for shape in card.shapes:
            if isinstance(shape, Words):
                assert shape.x + text_width(shape.text, shape.size, shape.weight) <= card.bounds.right
                assert card.bounds.y < shape.y < card.bounds.bottom


def test_a_title_of_any_length_is_shown_whole(tmp_path: Path) -> None:
    title = "Determine the necessity of the stop advice " * 4 + "Donaudampfschifffahrtsgesellschaftskapitän"
    with study(tmp_path, (title, "Pay")) as (document, told):
        card = load_map(document.read(), told.filter).picture.of_kind("card")[0]
    written = [shape.text for shape in card.shapes if isinstance(shape, Words) and shape.weight == 600]
    assert "".join(" ".join(written).split()) == "".join(title.split())


def test_a_map_without_steps_has_an_empty_picture(tmp_path: Path) -> None:
    with study(tmp_path, ()) as (document, told):
        view = load_map(document.read(), told.filter)
    assert view.steps == ()
    assert view.picture.groups == ()


def test_a_map_that_does_not_exist_is_an_empty_map(tmp_path: Path) -> None:
    with study(tmp_path, ("A",)) as (document, _):
        assert load_map(document.read(), Filter("")).steps == ()


def test_weak_links_are_left_out_until_asked_for_but_no_step_loses_its_last(tmp_path: Path) -> None:
    with study(tmp_path, ("A", "B", "C", "D")) as (document, told):
        with telling(document, told):
            for number in range(60):
                told.session(f"P{number:02}", visit("A"), visit("B"), visit("C"))
            told.session("P90", visit("C"), visit("A"), visit("C"))
            told.session("P91", visit("A"), visit("D"))
        some = load_map(document.read(), told.filter)
        every = load_map(document.read(), told.filter, all_links=True)
    shown_links = {(told_title(told, k.from_step_id), told_title(told, k.to_step_id)) for k in some.links if k.shown}
    assert shown_links == {("A", "B"), ("B", "C"), ("C", "A"), ("A", "D")}
    assert f"shows 100{NO_BREAK}% of events, 98{NO_BREAK}% of journeys" in some.notes
    assert all(link.shown for link in every.links)
    assert f"shows 100{NO_BREAK}% of events, 100{NO_BREAK}% of journeys" in every.notes


def test_a_step_in_words_is_what_a_screen_reader_says(project: tuple[Document, Study]) -> None:
    upload = step(shown(project), "Upload")
    assert step_words(upload, 4) == "step 2 of 4, 4 people, worst impact 4 of 4, 1 left here, 2 next steps"


def test_the_outline_has_every_step_with_its_phase_and_its_pains(project: tuple[Document, Study]) -> None:
    entries = outline(shown(project))
    assert [(entry.title, entry.phase) for entry in entries] == [
        ("Find", "Find out"), ("Upload", "Prove and pay"), ("Phone", "Prove and pay"), ("Pay", "Prove and pay"),
    ]  # fmt: skip
    assert any("3 of 4 people, at worst could not go on" in line for line in entries[1].lines)
    assert "1 session left here." in entries[1].lines


def test_the_inspector_shows_numbers_pain_quotes_and_entries(project: tuple[Document, Study]) -> None:
    document, told = project
    reader = document.read()
    summaries = load_summaries(reader, told.filter)
    counts = count_map(read_plan(reader, told.map_id), summaries, summaries)
    view = load_step(reader, counts, told.steps["Upload"])
    assert view is not None
    value = step_inspector(view)
    assert (value.kicker, value.title) == ("Step 2 of 4 · Prove and pay", "Upload")
    facts = {fact.name: (fact.value, fact.secondary) for section in value.sections for fact in section.facts}
    assert facts["Reached by"] == ("4 of 4", f"(51–100{NO_BREAK}%)")
    assert facts["Left here"] == ("1 of 4", f"(5–70{NO_BREAK}%)")
    assert facts["Came again"] == ("1 of 4", f"(5–70{NO_BREAK}%)")
    assert [section.title for section in value.sections][1] == "Pain here · 4 of 4 people"
    assert [quote.text for section in value.sections for quote in section.quotes] == ["Why?"]
    assert load_step(reader, counts, "no such step") is None


def test_entries_of_another_step_are_not_in_the_inspector(project: tuple[Document, Study]) -> None:
    document, told = project
    reader = document.read()
    summaries = load_summaries(reader, told.filter)
    counts = count_map(read_plan(reader, told.map_id), summaries, summaries)
    view = load_step(reader, counts, told.steps["Upload"])
    assert view is not None
    assert len(view.entries) == reader.count(Observation, kind=("pain", "emotion"))
    other = load_step(reader, counts, told.steps["Pay"])
    assert other is not None
    assert other.entries == ()


def test_icons_become_shapes_inside_their_square() -> None:
    for name in ("channel-web", "channel-phone", "map", "check"):
        for shape in icon_shapes(name, 10.0, 20.0, 12.0, "ink"):
            if isinstance(shape, Line):
                for _, numbers in shape.commands:
                    assert all(10 <= x <= 22 for x in numbers[::2])
                    assert all(20 <= y <= 32 for y in numbers[1::2])
            elif isinstance(shape, Disc):
                assert shape.x - shape.radius >= 10
            else:
                assert isinstance(shape, Box)
