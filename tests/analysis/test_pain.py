"""Who had the opportunity to meet a pain point, who met it, and how bad it was (methods, section 3.1)."""

from collections.abc import Sequence

import pytest

from journeymap.analysis.pain import PainPoints, PainTable, pain_table
from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Encounter, SessionSummary
from journeymap.core.model import PainPoint
from tests.analysis.told import at, label, went

TITLES = {"a": "Apply", "b": "Upload", "c": "Pay"}


def point(tag: str, title: str = "", state: str = "draft", merged_into_id: str | None = None) -> PainPoint:
    return PainPoint(
        id=f"id of {tag}", project_id="p", tag=tag, title=title or tag, state=state, merged_into_id=merged_into_id
    )


def table(
    *sessions: SessionSummary, points: Sequence[PainPoint] = (point("x"),), whole: Sequence[SessionSummary] = ()
) -> PainTable:
    return pain_table(sessions, (*sessions, *whole), points, TITLES)


def levels(found: PainTable) -> dict[str, tuple[int | None, ...]]:
    """The levels of each item by tag, people in order of pseudonym."""
    return {
        item.pain_point.tag: tuple(row[column] for row in found.matrix.levels)
        for column, item in enumerate(found.items)
    }


def test_the_worst_encounter_of_a_person_counts_over_all_sessions() -> None:
    found = table(
        went("a", met=[("a", "x", 1), ("a", "x", 3), ("a", "x", 2)]),
        went("a", met=[("a", "x", 2)]),
        went("a", person="P02", met=[("a", "x", 2), ("a", "x", 0)]),
    )
    assert levels(found) == {"x": (3, 2)}
    assert found.people == 2


def test_who_never_came_to_the_step_still_had_the_opportunity() -> None:
    found = table(went("a", "b", met=[("b", "x", 3)]), went("a", person="P02", outcome="abandoned"))
    assert levels(found) == {"x": (3, 0)}
    assert found.items[0].reached == 1
    assert found.items[0].opportunities == 2
    assert not found.items[0].masked


def test_a_step_that_fewer_than_half_came_to_may_be_masked() -> None:
    others = [went("a", person=f"P{number}") for number in range(2, 5)]
    assert table(went("b", met=[("b", "x", 3)]), *others).items[0].masked


def test_not_asked_is_no_opportunity() -> None:
    found = table(went("b", met=[("b", "x", 3)]), went("a", person="P02", not_asked=["b"]))
    assert levels(found) == {"x": (3, None)}


def test_one_session_in_which_it_was_asked_is_enough() -> None:
    asked_later = [went("a", person="P02", not_asked=["b"]), went("a", person="P02")]
    assert levels(table(went("b", met=[("b", "x", 3)]), *asked_later)) == {"x": (3, 0)}


def test_all_steps_of_a_pain_point_must_be_left_out() -> None:
    met = went("a", "b", met=[("b", "x", 3), (label("call"), "x", 1)])
    assert levels(table(met, went("a", person="P02", not_asked=["b"]))) == {"x": (3, 0)}
    assert levels(table(met, went("a", person="P02", not_asked=["b", label("Call")]))) == {"x": (3, None)}


def test_a_step_that_was_visited_was_asked_whatever_the_protocol_said() -> None:
    assert levels(table(went("b", met=[("b", "x", 3)], not_asked=["b"]))) == {"x": (3,)}


def test_a_label_that_is_the_title_of_a_step_means_that_step() -> None:
    found = table(went("b", met=[("b", "x", 3)]), went("a", person="P02", not_asked=[label("upload")]))
    assert levels(found) == {"x": (3, None)}


def test_a_session_in_progress_gives_an_opportunity_only_where_it_has_been() -> None:
    met = went("a", "b", met=[("b", "x", 3), ("a", "y", 1)])
    running = went("a", person="P02", outcome="in_progress")
    found = table(met, running, points=[point("x"), point("y")])
    assert levels(found) == {"x": (3, None), "y": (1, 0)}


def test_a_session_whose_end_was_not_observed_counts() -> None:
    found = table(went("b", met=[("b", "x", 3)]), went("a", person="P02", outcome="not_observed"))
    assert levels(found) == {"x": (3, 0)}


def test_what_was_met_before_the_first_step_could_be_met_by_everybody() -> None:
    met = went(met=[(BEFORE_FIRST_STEP, "x", 2)])
    found = table(met, went("a", person="P02", outcome="in_progress", not_asked=["a", "b", "c"]))
    assert levels(found) == {"x": (2, 0)}
    assert found.items[0].reached == 2


def test_sessions_that_do_not_count_hit_nobody_but_say_where_it_was() -> None:
    left_out = went("b", person="P01", met=[("b", "x", 4)], quality="excluded")
    found = table(left_out, went("a", person="P02"))
    assert levels(found) == {"x": (0,)}
    assert found.items[0].session_ids == ()


def test_what_nobody_meets_under_the_filter_is_still_in_the_list() -> None:
    before = went("b", person="P01", met=[("b", "x", 4)])
    assert levels(table(went("b", person="P02"), whole=[before])) == {"x": (0,)}


def test_a_pain_point_never_met_on_this_map_is_no_item() -> None:
    assert levels(table(went("a", met=[("a", "x", 1)]), points=[point("x"), point("elsewhere")])) == {"x": (1,)}


def test_impact_zero_is_not_affected_and_an_unrated_one_is_in_no_number() -> None:
    found = table(
        went("a", met=[("a", "x", 0), ("a", "y", None), ("a", "", 3), ("a", "unknown", None)]),
        points=[point("x"), point("y")],
    )
    assert levels(found) == {"x": (0,), "y": (0,)}
    assert (found.ungrouped, found.unrated) == (2, 2)


def test_what_was_merged_counts_for_what_it_was_merged_into() -> None:
    points = [point("old", state="merged", merged_into_id="id of new"), point("new")]
    found = table(went("a", met=[("a", "old", 3)]), went("b", person="P02", met=[("b", "new", 1)]), points=points)
    assert levels(found) == {"new": (3, 1)}
    assert found.items[0].places == (at("a"), at("b"))
    assert found.ungrouped == 0


def test_a_circle_of_merges_ends() -> None:
    points = [point("a", merged_into_id="id of b"), point("b", merged_into_id="id of a")]
    assert PainPoints(points).of(Encounter(at("a"), "id of a", "", 1, None)) in points


def test_a_resolved_pain_point_is_no_item_and_its_encounters_are_grouped() -> None:
    found = table(went("a", met=[("a", "x", 3)]), points=[point("x", state="resolved")])
    assert levels(found) == {}
    assert (found.ungrouped, found.matrix.items, len(found.matrix.levels)) == (0, 0, 1)


def test_people_stand_in_order_of_pseudonym_and_items_in_order_of_title() -> None:
    sessions = [
        went("a", person="P02", met=[("a", "x", 2)]),
        went("a", person="P01", met=[("a", "y", 1)]),
        went("a", person="P10", met=[("a", "z", 3)]),
    ]
    points = [point("x", "zebra"), point("y", "Apple"), point("z", "banana")]
    found = table(*sessions, points=points)
    assert found.pseudonyms == ("P01", "P02", "P10")
    assert [item.pain_point.title for item in found.items] == ["Apple", "banana", "zebra"]
    assert found.matrix == table(*reversed(sessions), points=points[::-1]).matrix


def test_places_stand_in_the_order_of_the_map_and_labels_after_them() -> None:
    found = table(went(label("call"), "c", "a", met=[(label("call"), "x", 1), ("c", "x", 1), ("a", "x", 1)]))
    assert found.items[0].places == (at("a"), at("c"), label("call"))


@pytest.mark.parametrize("tags", [("X",), ("nothing", "x"), ("x", "X")])
def test_tags_find_their_pain_points_without_regard_to_case(tags: tuple[str, ...]) -> None:
    assert [found.tag for found in PainPoints([point("x"), point("y")]).with_tags(tags)] == ["x"]
