"""What is laid over the map: numbers with their n and interval, and signs that need no colour."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.analysis.loading import load_summaries
from journeymap.core.model import Transition
from journeymap.core.wording import NO_BREAK
from journeymap.present.link_states import link_states, surprises_text
from journeymap.present.map import MapCounts, build_map, count_map, read_plan
from journeymap.present.overlays import OVERLAYS, Overlay, overlay
from journeymap.present.simplified import simplified_map, slider_text
from journeymap.store.document import Document
from tests.analysis.study import Study, feeling, pain, study, telling, visit


def counted(document: Document, told: Study) -> MapCounts:
    reader = document.read()
    summaries = load_summaries(reader, told.filter)
    return count_map(read_plan(reader, told.map_id), summaries, summaries)


@pytest.fixture
def permit(tmp_path: Path) -> Iterator[MapCounts]:
    """Four people start; three upload, of whom one gives up there; three pay or go past it; nobody gets a letter."""
    with study(tmp_path, ("Start", "Upload", "Pay", "Letter")) as (document, told):
        with telling(document, told):
            told.session(
                "P01", visit("Start", 0), visit("Upload", 60), pain(3, "blurred", at_s=70), feeling(-2, 80),
                visit("Pay", 300), ended_s=360, round_title="One",
            )  # fmt: skip
            told.session(
                "P02", visit("Start", 0), visit("Upload", 20), pain(1, "blurred", at_s=30), feeling(-1, 40),
                ended_s=140, outcome="abandoned", round_title="One",
            )  # fmt: skip
            told.session("P03", visit("Start", 0), visit("Upload", 40), visit("Pay", 100), ended_s=110)
            told.session("P04", visit("Start", 0), visit("Ask a friend", 5), visit("Pay", 30), ended_s=50)
            for start, end in (("Start", "Upload"), ("Upload", "Pay"), ("Pay", "Letter")):
                told.edit.put(
                    Transition(
                        id=told.edit.clock.new_id(),
                        project_id=told.edit.project_id,
                        map_id=told.map_id,
                        from_step_id=told.steps[start],
                        to_step_id=told.steps[end],
                    )
                )
        yield counted(document, told)


def said(found: Overlay) -> list[tuple[int | None, str, str]]:
    return [(step.level, step.number.replace(NO_BREAK, " "), step.words.replace(NO_BREAK, " ")) for step in found.steps]


def test_traffic_is_sessions_of_all_sessions(permit: MapCounts) -> None:
    assert said(overlay(permit, "traffic")) == [
        (4, "4 of 4", "4 of 4 sessions (51–100 %) came here"),
        (4, "3 of 4", "3 of 4 sessions (30–95 %) came here"),
        (4, "3 of 4", "3 of 4 sessions (30–95 %) came here"),
        (0, "0 of 4", "0 of 4 sessions (0–49 %) came here"),
    ]


def test_time_is_the_median_stay_with_its_middle_half(permit: MapCounts) -> None:
    found = said(overlay(permit, "time"))
    assert found[1] == (4, "2 m", "2 m (median of 3 stays; the middle half took 1 m 30 – 3 m)")
    assert [level for level, _, _ in found] == [2, 4, 1, None]
    assert found[3][2] == "no times were recorded here"


def test_drop_off_is_of_those_who_came(permit: MapCounts) -> None:
    found = said(overlay(permit, "drop_off"))
    assert found[1] == (3, "1 of 3", "1 of 3 sessions that came here (6–79 %) ended here without what they came for")
    assert found[0][:2] == (0, "0 of 4")
    assert found[3] == (None, "", "nobody came here")


def test_pain_has_the_sign_of_the_worst_impact(permit: MapCounts) -> None:
    found = overlay(permit, "pain")
    assert said(found)[1] == (
        3, "2 of 3", "2 of 3 people who came here (21–94 %) met something that hurt; worst impact 3, needed help",
    )  # fmt: skip
    assert [step.sign for step in found.steps] == ["blank", "diamond", "blank", "none"]


def test_pain_that_nobody_rated_is_shown_and_said_to_be_unrated(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), pain(None, "odd", at_s=3))
        (first, *_) = overlay(counted(document, told), "pain").steps
    assert (first.level, first.words.endswith("nobody has rated how much")) == (1, True)


def test_emotion_is_a_median_with_its_people(permit: MapCounts) -> None:
    found = overlay(permit, "emotion")
    assert said(found)[1] == (1, "−1.5", "−1.5 (median of 2 people; the middle half from −1.75 to −1.25)")
    assert (found.steps[1].sign, found.steps[0].sign, found.steps[0].level) == ("one_down", "none", None)


def test_what_nobody_was_seen_doing_is_an_assumption(permit: MapCounts) -> None:
    found = said(overlay(permit, "evidence"))
    assert found[0] == (2, "4", "some evidence: 4 people in 1 round, 4 sessions")
    assert found[3] == (0, "assumed", "an assumption: no session came here")


@pytest.mark.parametrize("key", OVERLAYS)
def test_every_level_has_a_sign_and_words_of_its_own(permit: MapCounts, key: str) -> None:
    found = overlay(permit, key)
    signs = [entry.sign for entry in found.legend]
    assert len(set(signs)) == len(signs) == len({entry.words for entry in found.legend})
    looks = {entry.level: (entry.sign, entry.colour) for entry in found.legend}
    for step in found.steps:
        assert step.words
        assert (step.level is None) == (step.sign == "none")
        if step.level is not None:
            assert looks[step.level] == (step.sign, step.colour)
    assert [step.step_id for step in found.steps] == [step.id for step in permit.plan.steps]


@pytest.mark.parametrize("key", OVERLAYS)
def test_a_map_without_sessions_shows_that_nothing_is_known(tmp_path: Path, key: str) -> None:
    with study(tmp_path) as (document, told):
        found = overlay(counted(document, told), key)
    assert {step.level for step in found.steps} == ({0} if key == "evidence" else {None})


def test_plan_and_people_are_told_apart(permit: MapCounts) -> None:
    view = build_map(permit, all_links=True)
    titles = {step.step_id: step.title for step in view.steps}
    states = {(titles[one.from_step_id], titles[one.to_step_id]): one.state for one in link_states(view)}
    assert states == {
        ("Start", "Upload"): "as_planned", ("Upload", "Pay"): "as_planned", ("Pay", "Letter"): "never_walked",
    }  # fmt: skip
    assert surprises_text(view) == "1 planned link was never walked."


def test_a_link_that_nobody_planned_is_a_surprise_only_where_somebody_planned(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), visit("C", 5))
        assert [one.state for one in link_states(build_map(counted(document, told)))] == ["walked"]
        with document.edit("Plan") as edit:
            edit.put(
                Transition(
                    id=edit.clock.new_id(),
                    project_id=edit.project_id,
                    map_id=told.map_id,
                    from_step_id=told.steps["A"],
                    to_step_id=told.steps["B"],
                )
            )
        view = build_map(counted(document, told))
    assert sorted((one.state, one.surprising) for one in link_states(view)) == [
        ("never_planned", True), ("never_walked", True),
    ]  # fmt: skip
    assert surprises_text(view) == "1 planned link was never walked; 1 link was walked and never planned."


def test_the_sliders_hide_fold_and_say_so(permit: MapCounts) -> None:
    titles = {step.id: step.title for step in permit.plan.steps}
    whole = simplified_map(permit, 100, 100)
    assert whole.step_ids == set(titles)
    assert all(link.shown for link in whole.links)
    assert [(titles[link.from_step_id], titles[link.to_step_id], link.sessions) for link in whole.folded] == [
        ("Start", "Pay", 1)
    ]
    assert whole.words.replace(NO_BREAK, " ") == "shows 91 % of events, 75 % of journeys"
    less = simplified_map(permit, 0, 100)
    assert {titles[step] for step in less.step_ids} == {"Start"}
    assert not any(link.shown for link in less.links)
    assert less.words.replace(NO_BREAK, " ") == "shows 36 % of events, 0 % of journeys"


def test_a_plan_without_sessions_stays_whole_under_the_sliders(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        simple = simplified_map(counted(document, told), 10, 10)
    assert (len(simple.step_ids), simple.words) == (3, "")


def test_a_slider_says_what_it_stands_for() -> None:
    assert slider_text(100, "links") == "All links"
    assert slider_text(80, "steps").replace(NO_BREAK, " ") == "Steps that at least 4 % of the journeys came to"
    assert slider_text(99, "links").replace(NO_BREAK, " ") == "Links that at least 0.01 % of the journeys took"
    assert slider_text(0, "links") == "Links that every journey took"
