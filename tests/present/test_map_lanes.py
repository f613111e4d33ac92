"""The picture of a map whose lanes were chosen: their order, what stands in them, what is folded and hidden."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from bench.made_up_maps import made_up_plan
from journeymap.core.edits.lanes import (
    add_lane,
    collapse_lane,
    hide_lane,
    lanes_of,
    move_lane,
    put_step_in_lane,
    set_cell,
    set_picture,
)
from journeymap.core.edits.links import add_transition
from journeymap.core.edits.steps import get_step
from journeymap.core.model import Lane
from journeymap.present.image_size import image_size
from journeymap.present.map import MapView, build_map, count_map, load_map
from journeymap.present.map_cells import cells_lane
from journeymap.present.map_lanes import Column
from journeymap.present.map_values import MapCell, MapLane, MapStep
from journeymap.present.outline import step_words
from journeymap.present.picture import Group, Image, Rect, Words
from journeymap.store.document import Document
from tests.analysis.study import Study, feeling, pain, study, telling, visit

STEPS = ("Find", "Apply", "Ask", "Pay", "Case opened", "Zone looked up")
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x04\x00\x00\x00\x02\x08\x02\x00\x00\x00\xf0\xca\xea4"
    b"\x00\x00\x00\x12IDATx\x9cc```\xf8\x0f\x04\x0c\x0c\x0c\x10\n\x00%\xf0\x02\xfe"
)


@pytest.fixture
def blueprint(tmp_path: Path) -> Iterator[tuple[Document, Study]]:
    with study(tmp_path, STEPS) as (document, told):
        with telling(document, told):
            for kind in ("line_of_visibility", "backstage", "touchpoint", "image", "quote"):
                add_lane(told.edit, told.map_id, kind)
            for title in ("Case opened", "Zone looked up"):
                put_step_in_lane(told.edit, told.steps[title], lane(told, "backstage").id)
            for start, end in (("Find", "Apply"), ("Apply", "Ask"), ("Ask", "Pay")):
                add_transition(told.edit, told.steps[start], told.steps[end])
            add_transition(told.edit, told.steps["Apply"], told.steps["Case opened"], "handoff")
            add_transition(told.edit, told.steps["Case opened"], told.steps["Zone looked up"])
            add_transition(told.edit, told.steps["Apply"], told.steps["Pay"], "branch", "no question")
            told.session("P01", visit("Find", 0), feeling(1, 1), visit("Apply", 60), pain(3, "x", at_s=70), ended_s=99)
        yield document, told


def lane(told: Study, kind: str) -> Lane:
    return next(found for found in lanes_of(told.edit, told.map_id) if found.kind == kind)


def view_of(blueprint: tuple[Document, Study]) -> MapView:
    document, told = blueprint
    return load_map(document.read(), told.filter)


def cards(view: MapView) -> dict[str, Rect]:
    titles = {step.step_id: step.title for step in view.steps}
    return {titles[group.key]: group.bounds for group in view.picture.of_kind("card")}


def heads(view: MapView) -> list[str]:
    return [group.name for group in sorted(view.picture.of_kind("lane"), key=lambda group: group.bounds.y)]


def cell(view: MapView, words: str) -> Group:
    return next(group for group in view.picture.of_kind("cell") if words in group.name)


def test_lanes_stand_in_their_order_and_a_step_in_its_lane(blueprint: tuple[Document, Study]) -> None:
    view = view_of(blueprint)
    assert heads(view) == [
        "Steps", "Feelings", "Pain points", "Line of visibility", "Backstage", "Touchpoints", "Pictures", "Quotes",
    ]  # fmt: skip
    bands = {
        next(one.kind for one in view.lanes if one.lane_id == id_): (top, end) for id_, top, end in view.geometry.bands
    }
    for step in view.steps:
        top, bottom = bands["backstage" if step.title in STEPS[4:] else "actions"]
        card = cards(view)[step.title]
        assert top < card.y
        assert card.bottom < bottom


def test_a_lane_that_is_moved_is_drawn_elsewhere(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    with telling(document, told):
        move_lane(told.edit, told.map_id, lane(told, "touchpoint").id, 0)
    assert heads(view_of(blueprint))[:2] == ["Touchpoints", "Steps"]


def test_a_backstage_step_stands_under_the_step_it_is_linked_to(blueprint: tuple[Document, Study]) -> None:
    placed = cards(view_of(blueprint))
    assert placed["Case opened"].x == placed["Apply"].x


def test_a_folded_lane_is_only_its_title_and_its_steps_are_not_drawn(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    before = cards(view_of(blueprint))
    with telling(document, told):
        collapse_lane(told.edit, told.map_id, lane(told, "backstage").id, True)
        collapse_lane(told.edit, told.map_id, lane(told, "pain").id, True)
    view = view_of(blueprint)
    assert set(cards(view)) == set(STEPS[:4])
    for title, rect in cards(view).items():
        assert rect.x == pytest.approx(before[title].x, abs=6.0)  # the gaps hold fewer links now
    assert "Backstage, folded: 2 steps" in heads(view)
    assert view.picture.of_kind("pain") == ()
    assert len(view.steps) == len(STEPS)


def test_a_folded_lane_says_how_many_cells_are_in_it(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    with telling(document, told):
        set_cell(told.edit, told.steps["Apply"], lane(told, "touchpoint").id, "A page")
        collapse_lane(told.edit, told.map_id, lane(told, "touchpoint").id, True)
    view = view_of(blueprint)
    assert "Touchpoints, folded: 1 cell" in heads(view)
    assert not any(isinstance(shape, Words) and shape.text == "A page" for shape in view.picture.shapes())


def test_a_hidden_lane_is_not_drawn(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    with telling(document, told):
        hide_lane(told.edit, told.map_id, lane(told, "quote").id, True)
    assert "Quotes" not in heads(view_of(blueprint))


def test_a_cell_is_wrapped_within_its_span(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    text = "The upload page with help for the camera, and the letter of the bank as an example " * 3
    with telling(document, told):
        set_cell(told.edit, told.steps["Apply"], lane(told, "touchpoint").id, text, span=2)
        set_cell(told.edit, told.steps["Ask"], lane(told, "touchpoint").id, "<b>Hotline</b>")
    view = view_of(blueprint)
    wide, narrow = cell(view, "camera"), cell(view, "Hotline")
    placed = cards(view)
    assert (wide.bounds.x, wide.bounds.right) == (placed["Apply"].x, placed["Ask"].right)
    assert narrow.bounds.y >= wide.bounds.bottom
    written = " ".join(shape.text for shape in wide.shapes if isinstance(shape, Words))
    assert written == " ".join(text.split())
    assert any(isinstance(shape, Words) and shape.text == "<b>Hotline</b>" for shape in narrow.shapes)


@pytest.mark.parametrize(
    ("drawn", "at", "right"),
    [((0, 1, 2), 0, 190.0), ((0, 2, 3), 0, 90.0), ((0, 2, 3), 1, 290.0), ((0, 1, 3), 1, 190.0), ((0, 1), 1, 190.0)],
)
def test_a_cell_over_two_columns_covers_no_other_step_when_columns_are_left_out(
    blueprint: tuple[Document, Study], drawn: tuple[int, ...], at: int, right: float
) -> None:
    steps = view_of(blueprint).steps
    columns = [Column(100.0 * x, 90.0, (steps[x],), steps[x], number) for x, number in enumerate(drawn)]
    words = MapCell("lane", steps[at].step_id, 2, "Words")
    groups, _ = cells_lane(MapLane("lane", "touchpoint", "Touchpoints", "text"), [words], columns, 0.0)
    assert groups[1].bounds.right == right


def test_a_picture_keeps_its_proportions_and_has_its_words(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    with telling(document, told):
        set_picture(told.edit, told.steps["Pay"], lane(told, "image").id, name="a.png", media_type="image/png",
                    data=PNG, alt_text="The card page")  # fmt: skip
    image = next(shape for shape in view_of(blueprint).picture.shapes() if isinstance(shape, Image))
    assert image.alt == "The card page"
    assert image.rect.width == pytest.approx(2 * image.rect.height)


def test_the_size_of_pictures_that_are_broken_is_some_size() -> None:
    assert image_size(PNG) == (4, 2)
    assert image_size(b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x05\x00\x09") == (9, 5)
    for broken in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x00\xff\xff", b"GIF89a"):
        assert image_size(broken) == (4, 3)


def test_a_feeling_that_was_typed_is_hollow_and_says_that_it_is_assumed(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    with telling(document, told):
        set_cell(told.edit, told.steps["Pay"], lane(told, "feelings").id, "−2 furious", assumed=True)
    view = view_of(blueprint)
    dots = {group.key: group for group in view.picture.of_kind("feelings")}
    guessed = dots[told.steps["Pay"]]
    assert "assumed" in [shape.text for shape in guessed.shapes if isinstance(shape, Words)]
    assert guessed.bounds.centre[1] > dots[told.steps["Find"]].bounds.centre[1]
    assert ("assumed", "feeling assumed, not recorded") in view.signs


def test_conditions_hand_overs_and_organisations_are_on_the_map(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    with telling(document, told):
        told.edit.put(replace(get_step(told.edit, told.steps["Pay"]), organisation="Payments Ltd", kind="decision"))
    view = view_of(blueprint)
    texts = {shape.text for shape in view.picture.shapes() if isinstance(shape, Words)}
    assert {"Payments Ltd", "no question"} <= texts
    assert {sign for sign, _ in view.signs} >= {"handoff", "kind:decision", "unwalked"}
    assert any("if no question" in group.name for group in view.picture.of_kind("link"))


def test_every_overlay_has_numbers_and_a_legend(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    for key in ("time", "drop_off", "pain", "emotion", "evidence"):
        view = load_map(document.read(), told.filter, overlay=key)
        assert view.overlay == key
        assert sum(sign.startswith("level:") for sign, _ in view.signs) >= 3
        assert cards(view) == cards(view_of(blueprint))


def test_a_simpler_map_says_how_much_it_shows(blueprint: tuple[Document, Study]) -> None:
    document, told = blueprint
    view = load_map(document.read(), told.filter, keep_steps=0.0, keep_links=0.0)
    assert {step.title for step in view.steps if step.shown} == {"Find", "Apply"}
    assert view.shown_sentence in view.notes
    assert "of events" in view.shown_sentence


def boxes(view: MapView) -> list[Rect]:
    """Where words stand on a map: each number and condition, each card, each stub."""
    return [group.bounds for kind in ("number", "label", "stub", "card") for group in view.picture.of_kind(kind)]


@pytest.mark.parametrize("count", [10, 60, 300])
def test_no_two_labels_lie_on_each_other(count: int) -> None:
    plan = made_up_plan(count, 2 * count)
    links = tuple(
        replace(link, condition=f"condition {number}" if number % 3 == 0 else "")
        for number, link in enumerate(plan.transitions)
    )
    view = build_map(count_map(replace(plan, transitions=links), (), ()))
    places = sorted(boxes(view), key=lambda rect: rect.x)
    assert len(view.picture.of_kind("label")) > count // 5
    for one, other in combinations(places, 2):
        if other.x >= one.right:
            continue
        assert one.y >= other.bottom or other.y >= one.bottom or one.x >= other.right


def test_the_words_of_a_step_say_its_kind_and_whose_it_is() -> None:
    step = MapStep("s", "Pay", 1, 0, kind="end", end_outcome="completed", organisation="Payments Ltd")
    assert step_words(step, 2) == "step 1 of 2, Payments Ltd, end: completed, 0 people, 0 next steps"
