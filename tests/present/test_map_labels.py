"""Conditions and numbers of links: each has a place of its own, and the columns do not move apart for them."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from bench.made_up_maps import made_up_plan
from journeymap.core.model import Transition
from journeymap.present.map import MapView, build_map, count_map
from journeymap.present.map_plan import MapPlan
from journeymap.present.map_values import MapLink
from journeymap.present.picture import Path, Rect, Words

CONDITIONS = (
    "The proof cannot be uploaded", "yes", "if the form is not complete", "A detail is wrong", "more than 30 days",
    "by post only",
)  # fmt: skip


def walked(count: int) -> MapView:
    """A map on which every link was walked and a third of them have a condition."""
    plan = made_up_plan(count, 2 * count)
    links = tuple(
        replace(link, condition=CONDITIONS[number % len(CONDITIONS)] if number % 3 == 0 else "")
        for number, link in enumerate(plan.transitions)
    )
    counted = count_map(replace(plan, transitions=links), (), ())

    def met(links: tuple[MapLink, ...]) -> tuple[MapLink, ...]:
        return tuple(replace(link, sessions=at * 37 % 140 + 1, moves=150) for at, link in enumerate(links))

    return build_map(replace(counted, links=met(counted.links), order=met(counted.order)))


def plan_of(titles: str, links: list[tuple[str, str, str]]) -> MapPlan:
    """One phase; a step for each letter, links with their conditions."""
    plan = made_up_plan(len(titles), 0, phases=1)
    ids = {title: step.id for title, step in zip(titles, plan.steps, strict=True)}
    steps = tuple(replace(step, title=title) for title, step in zip(titles, plan.steps, strict=True))
    made = tuple(
        Transition(
            id=f"{one}{other}", project_id="p", map_id=plan.steps[0].map_id, from_step_id=ids[one],
            to_step_id=ids[other], condition=condition,
        )
        for one, other, condition in links
    )  # fmt: skip
    return replace(plan, steps=steps, transitions=made)


def gaps(view: MapView) -> list[float]:
    columns = view.geometry.columns
    return [round(right[0] - left[1], 1) for left, right in pairwise(columns)]


def on_each_other(rects: list[Rect]) -> list[tuple[Rect, Rect]]:
    ordered = sorted(rects, key=lambda rect: rect.x)
    return [
        (one, other)
        for one, other in combinations(ordered, 2)
        if other.x < one.right and one.y < other.bottom and other.y < one.bottom
    ]


@pytest.mark.parametrize("count", [10, 60, 300])
def test_every_number_and_every_condition_has_a_place_of_its_own(count: int) -> None:
    view = walked(count)
    picture = view.picture
    assert len(picture.of_kind("number")) == len(view.links)
    assert len(picture.of_kind("label")) == sum(bool(link.condition) for link in view.links)
    boxes = [group.bounds for kind in ("number", "label", "stub", "card") for group in picture.of_kind(kind)]
    assert on_each_other(boxes) == []


def test_what_stands_off_its_line_is_tied_to_it() -> None:
    picture = walked(300).picture
    leaders = picture.of_kind("leader")
    assert leaders
    words = [group for kind in ("number", "label") for group in picture.of_kind(kind)]
    for leader in leaders:
        own = [group.bounds for group in words if group.key == leader.key]
        assert any(on_each_other([leader.bounds.grown(1.0), rect]) for rect in own)


def test_the_words_of_a_branch_need_no_wider_column_where_there_is_room_below() -> None:
    links = [("a", "b", ""), ("b", "d", ""), ("a", "c", "The proof cannot be uploaded"), ("c", "d", "")]
    plain = build_map(count_map(plan_of("abcd", [(one, other, "") for one, other, _ in links]), (), ()))
    said = build_map(count_map(plan_of("abcd", links), (), ()))
    assert gaps(said) == gaps(plain)
    (label,) = said.picture.of_kind("label")
    assert " ".join(shape.text for shape in label.shapes if isinstance(shape, Words)) == "The proof cannot be uploaded"


def test_the_words_of_the_way_to_the_next_step_stand_in_narrow_lines_between_the_cards() -> None:
    view = build_map(count_map(plan_of("ab", [("a", "b", "The proof cannot be uploaded")]), (), ()))
    (label,) = view.picture.of_kind("label")
    assert gaps(view)[0] <= 64.0
    assert len([shape for shape in label.shapes if isinstance(shape, Words)]) == 3


def test_a_condition_keeps_off_its_own_line_wherever_that_runs() -> None:
    links = [("a", "b", ""), ("b", "d", ""), ("a", "c", "The proof cannot be uploaded"), ("c", "d", "")]
    for view in (build_map(count_map(plan_of("abcd", links), (), ())), walked(60)):
        lines = {group.key: group for group in view.picture.of_kind("link")}
        for label in view.picture.of_kind("label"):
            line = next(shape for shape in lines[label.key].shapes if isinstance(shape, Path) and shape.pen is not None)
            words = label.bounds.grown(line.pen.width / 2 + 1.0 if line.pen else 0.0)
            assert not [(x, y) for x, y in along(line) if words.contains(x, y)], label.name


def test_on_a_small_map_a_condition_looks_for_a_place_on_no_link_at_all() -> None:
    picture = walked(40).picture
    lines = [shape for group in picture.of_kind("link") for shape in group.shapes[:1] if isinstance(shape, Path)]
    points = [point for line in lines for point in along(line)]
    labels = picture.of_kind("label")
    covering = [label.name for label in labels if any(label.bounds.contains(x, y) for x, y in points)]
    assert len(covering) < len(labels) / 4


@pytest.mark.parametrize("count", [10, 60, 300])
def test_no_words_run_off_the_map(count: int) -> None:
    view = walked(count)
    edge = max(group.bounds.right for group in view.picture.of_kind("lane"))
    for kind in ("label", "number"):
        for group in view.picture.of_kind(kind):
            assert edge - 8.0 <= group.bounds.x
            assert group.bounds.right <= view.picture.width


def along(line: Path) -> list[tuple[float, float]]:
    """Many points on a line of curves."""
    points = [(0.0, 0.0)]
    for letter, numbers in line.commands:
        if letter == "M":
            points = [(numbers[0], numbers[1])]
            continue
        x0, y0 = points[-1]
        x1, y1, x2, y2, x3, y3 = numbers
        for t in (at / 60 for at in range(1, 61)):
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def test_no_words_of_a_link_lie_on_the_headings_of_phases_or_in_another_lane() -> None:
    long = "if the form was not signed"
    view = build_map(
        count_map(plan_of("abcde", [*zip("abcd", "bcde", [""] * 4, strict=True), ("c", "a", long)]), (), ())
    )
    (label,) = view.picture.of_kind("label")
    phases = view.picture.of_kind("phase")
    (_, top, bottom), *_ = view.geometry.bands
    assert on_each_other([label.bounds, *(phase.bounds for phase in phases)]) == []
    assert top <= label.bounds.y
    assert label.bounds.bottom <= bottom
    assert " ".join(shape.text for shape in label.shapes if isinstance(shape, Words)) == long
