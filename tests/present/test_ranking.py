"""The priorities as window, report and terminal say them, from real projects."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.analysis.loading import SummaryCache
from journeymap.core.filters import Filter
from journeymap.core.wording import NO_BREAK
from journeymap.present.ranking import (
    RankingView,
    gather_ranking,
    load_ranking,
    rank_json,
    rank_text,
    ranking_view,
)
from journeymap.present.ranking_words import weight_text
from journeymap.store.document import Document
from tests.analysis.study import Entry, Study, pain, quote, study, telling, visit

STEPS = ("Identity", "Fee", "Address", "Receipt")
WORKED = (
    (4, 0, 4, 0, 3, 0, 0, 3),
    (0, 2, 0, 0, 2, 0, 2, 0),
    (2, 2, 2, 2, 0, 2, 0, 2),
    (1, 0, 0, 1, 0, 0, None, None),
)


@contextmanager
def levels(folder: Path, items: Sequence[Sequence[int | None]]) -> Iterator[tuple[Document, Study]]:
    """A project in which person i met item j at this level; None: not asked."""
    with study(folder, STEPS[: len(items)]) as (document, told):
        with telling(document, told):
            for person in range(len(items[0])):
                entries: list[Entry] = []
                skipped = []
                for step, item in zip(STEPS, items, strict=False):
                    level = item[person]
                    if level is None:
                        skipped.append(step)
                        continue
                    entries.append(visit(step, len(entries)))
                    if level or person == 0:
                        entries.append(pain(level, step.lower(), at_s=len(entries)))
                told.session(f"P{person + 1:02}", *entries, not_asked=skipped)
        yield document, told


def ranking(folder: Path, *items: Sequence[int | None], top: int = 3) -> RankingView:
    with levels(folder, items) as (document, told):
        return load_ranking(document.read(), told.filter, top=top)


def test_the_worked_example_gives_its_numbers_through_a_project(tmp_path: Path) -> None:
    found = rank_json(ranking(tmp_path, *WORKED, top=1))
    items = {item["tag"]: item for item in found["items"]}
    assert [item["tag"] for item in found["items"]] == ["identity", "address", "fee", "receipt"]
    scores = [items[step.lower()]["score"] for step in STEPS]
    assert scores == pytest.approx([237.4, 62.4, 87.4, 51.6], abs=0.05)
    chances = [items[step.lower()]["p_top"] for step in STEPS]
    assert chances == pytest.approx([0.9, 0.03, 0.04, 0.03], abs=0.02)
    assert (found["people"], found["seed"], found["top"]) == (8, 1, 1)
    assert found["weights"] == pytest.approx([1 / 3, 1, 3, 9])
    receipt = items["receipt"]
    assert (receipt["affected"], receipt["opportunities"], receipt["reached"]) == (2, 6, 6)
    assert receipt["share"]["value"] == pytest.approx(1 / 3)
    assert (receipt["share"]["low"], receipt["share"]["high"]) == pytest.approx((0.0968, 0.7000), abs=5e-5)
    assert (receipt["worst_impact"], receipt["steps"]) == (1, ["Receipt"])


def test_the_document_has_the_keys_of_the_contract_and_is_json(tmp_path: Path) -> None:
    found = rank_json(ranking(tmp_path, *WORKED))
    assert list(found) == ["people", "seed", "weights", "top", "ungrouped", "unrated", "items"]
    assert list(found["items"][0]) == [
        "id", "title", "tag", "steps", "score", "low", "high", "p_top", "rank_low", "rank_high", "affected",
        "opportunities", "reached", "share", "worst_impact",
    ]  # fmt: skip
    assert json.loads(json.dumps(found)) == found


def test_the_worked_example_reads_like_the_method_says(tmp_path: Path) -> None:
    view = ranking(tmp_path, *WORKED, top=1)
    assert view.headline == "Start with “trouble with identity”."
    assert view.sentences == (
        "It comes first whatever weights you choose.",
        "From 8 people the order of the next three is not known: choose among them by effort.",
    )
    assert [item.rank_text for item in view.items] == ["1–2", "2–4", "2–4", "2–4"]
    assert [item.word for item in view.items] == ["clear", "unlikely", "unlikely", "unlikely"]
    assert [item.tied for item in view.items] == [False, True, True, True]
    assert [item.group for item in view.items] == [0, 1, 1, 1]
    assert view.items[0].share_text == f"4 of 8 people (22–78{NO_BREAK}%)"
    assert "comes first in 100" in view.weights_sentence
    assert "irritation ⅓, delay 1, needed help 3, could not go on 9" in view.method


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    view = ranking(tmp_path, (2, 0, 0, 2, 0, 0, 0, 2), (0, 2, 2, 0, 0, 2, 0, 0), (2, 0, 0, 0, 2, 0, 2, 0))
    assert view.headline == "From 8 people it is not known what comes first."
    assert view.sentences[0].endswith("cannot be told apart: choose among them by effort.")
    assert view.sentences[1] == "There are only three, so all are among the first three."
    assert {item.word for item in view.items} == {""}
    assert {item.p_top for item in view.items} == {1.0}


def test_what_probably_comes_first_is_not_called_clear(tmp_path: Path) -> None:
    view = ranking(tmp_path, (3, 0, 3, 0, 3, 0, 0, 0), (0, 2, 0, 0, 2, 0, 2, 0), (2, 2, 2, 2, 0, 2, 0, 2))
    assert view.headline == "“trouble with identity” probably comes first."


def test_below_five_people_there_is_a_list_without_ranks(tmp_path: Path) -> None:
    view = ranking(tmp_path, (4, 0, 4, 0), (0, 2, 0, 0))
    assert not view.ranked
    assert view.headline == "4 people are too few to put the pain points in order."
    assert view.sentences == ("They are listed by title.", "With one more person they can be ranked.")
    assert [item.title for item in view.items] == ["trouble with fee", "trouble with identity"]
    assert {(item.rank_text, item.word) for item in view.items} == {("", "")}
    for item in rank_json(view)["items"]:
        assert (item["p_top"], item["rank_low"], item["rank_high"]) == (None, None, None)
        assert item["low"] <= item["score"] <= item["high"]


def test_what_nobody_met_has_no_rank_and_an_upper_bound(tmp_path: Path) -> None:
    view = ranking(tmp_path, (4, 3, 4, 0, 3, 0), (0, 0, 0, 0, 0, 0))
    unmet = view.items[1]
    assert unmet.not_seen == "not seen in 6 people"
    assert unmet.interval_text.startswith("up to ")
    assert (unmet.rank_text, unmet.score_text, unmet.low) == ("", "", 0)
    assert view.headline.startswith("Start with")
    assert "not seen in 6 people, harm up to" in rank_text(view)


def test_no_hit_at_all_is_nothing_to_rank(tmp_path: Path) -> None:
    view = ranking(tmp_path, (0,) * 6, (0,) * 6)
    assert view.headline == "Nothing to rank: nobody met anything that did harm."
    assert not view.ranked
    assert view.weights_sentence == ""
    assert {item["high"] for item in rank_json(view)["items"]} == {None}
    assert "not seen in 6 people" in rank_text(view)


def test_an_empty_project_says_what_is_missing(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        nothing = load_ranking(document.read(), told.filter)
        assert rank_text(nothing) == "There is no session to rank from yet."
        assert load_ranking(document.read(), Filter("")).items == ()
        with telling(document, told):
            told.session("P01", visit("A", 0))
        quiet = load_ranking(document.read(), told.filter)
        assert rank_text(quiet) == "No pain point has been recorded on this map yet."
        assert rank_json(quiet)["items"] == []
        assert rank_json(quiet)["people"] == 1


def test_quotes_belong_to_the_pain_points_whose_tag_they_carry(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session(
                "P01",
                quote("before anything", at_s=1),
                visit("A", 5),
                pain(3, "Upload", at_s=6),
                quote("why can't you just look it up", "upload", "nothing", at_s=370),
                quote("what a nice page", at_s=371),
                visit("somewhere", 400),
                quote("where am I", "unheard-of", at_s=401),
                round_title="Round 2",
            )
            told.session("P02", visit("A"), pain(1, "Upload"), quote("again", "UPLOAD"))
            told.session("P03", visit("A", 0), quote("not counted", "upload", at_s=1), quality="excluded")
        view = load_ranking(document.read(), told.filter)
        ids = [session.id for session in told.sessions]
    (item,) = view.items
    assert [(one.text, one.source) for one in item.quotes] == [
        ("why can't you just look it up", "P01 · 00:06:10 · Round 2"),
        ("again", "P02"),
    ]
    assert [one.session_id for one in item.quotes] == ids[:2]
    assert item.session_ids == tuple(ids[:2])
    untagged = [(group.step_title, [one.text for one in group.quotes]) for group in view.untagged_quotes]
    assert untagged == [
        ("A", ["what a nice page"]), ("", ["before anything"]), ("somewhere", ["where am I"]),
    ]  # fmt: skip
    assert view.untagged_quotes[0].step_id == told.steps["A"]


def test_what_is_in_no_number_is_listed(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), pain(2, at_s=1), pain(None, "x", at_s=2), pain(2, "x", at_s=3))
            told.session("P02", visit("A", 0), quality="incomplete", quality_reason="1 row rejected")
        view = load_ranking(document.read(), told.filter)
    assert (view.ungrouped, view.unrated) == (1, 1)
    assert view.notes == (
        "1 encounter without a tag: not yet grouped, and in no number here.",
        "1 encounter without an impact: not rated yet, and in no number here.",
        "1 session not counted: P02 (incomplete: 1 row rejected).",
    )
    assert all(note in rank_text(view) for note in view.notes)


def test_a_filter_narrows_people_and_keeps_what_was_met_outside_it(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            for number in range(6):
                told.session(f"P{number}", visit("A", 0), pain(3, "old", at_s=1), round_title="Round 1")
                told.session(f"Q{number}", visit("A", 0), visit("B", 1), pain(2, "new", at_s=2), round_title="Round 2")
        chosen = replace(told.filter, round_ids=(told.rounds["Round 2"],))
        view = load_ranking(document.read(), chosen)
        cache = SummaryCache()
        cache.refresh(document.read())
        assert ranking_view(gather_ranking(document.read(), chosen, cache)) == view
        assert ranking_view(gather_ranking(document.read(), told.filter, cache)).people == 12
    assert view.people == 6
    assert [(item.tag, item.affected) for item in view.items] == [("new", 6), ("old", 0)]


def test_weights_and_seed_are_those_that_were_asked_for(tmp_path: Path) -> None:
    with levels(tmp_path, WORKED) as (document, told):
        reader = document.read()
        linear = load_ranking(reader, told.filter, weights=(1, 2, 3, 4), seed=7, top=2)
        assert load_ranking(reader, told.filter, weights=(1, 2, 3, 4), seed=7, top=2) == linear
    assert (linear.seed, linear.top, linear.weights) == (7, 2, (1, 2, 3, 4))
    assert "irritation 1, delay 2, needed help 3, could not go on 4" in linear.method
    assert "(seed 7)" in linear.method


def test_a_masked_item_and_one_that_hangs_on_the_weights_carry_a_warning(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            for number in range(12):
                entries = [visit("A", 0), pain(1, "everybody", at_s=1)]
                entries += [visit("B", 2), pain(4, "few", at_s=3)] if number < 2 else []
                told.session(f"P{number:02}", *entries)
        view = load_ranking(document.read(), told.filter, top=1)
    notes = {item.tag: item.notes for item in view.items}
    assert notes["few"] == (
        "Only 2 of 12 people came to its steps: an earlier problem may hide how bad it is.",
        "How likely it is to be among the first depends on your weights.",
    )
    assert notes["everybody"] == notes["few"][1:]
    assert "depends on them." in view.weights_sentence


def test_have_we_seen_enough_is_answered_from_four_people_on(tmp_path: Path) -> None:
    rows = ((1, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0), (2, 2, 2, 2, 0, 1))
    enough = ranking(tmp_path, *rows).enough.replace(NO_BREAK, " ")
    assert enough.startswith("About ")
    assert "% of the problems that exist have been seen (about " in enough
    assert "Five more people would bring it to" in enough
    assert "takes for granted" in enough


def test_markup_stays_letter_by_letter(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.point("x", "cost < 5 & <b>100")
            for number in range(5):
                told.session(f"P{number}", visit("A", 0), pain(3, "x", at_s=1), quote("<img src=x>", "x", at_s=2))
        text = rank_text(load_ranking(document.read(), told.filter))
    assert "cost < 5 & <b>100" in text
    assert "“<img src=x>”" in text


@pytest.mark.parametrize(
    ("weight", "text"), [(1 / 3, "⅓"), (0.5, "½"), (9.0, "9"), (2.5, "2.5"), (0.0, "0"), (1 / 6, "0.1667")]
)
def test_weights_are_written_as_people_write_them(weight: float, text: str) -> None:
    assert weight_text(weight) == text
