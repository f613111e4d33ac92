"""What the public may see: no people, no group under five, and nothing to work one out from."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from journeymap.report.figures import Figures, band
from tests.report.projects import journey, sample, session, told
from tests.report.reading import everything_said, written

PEOPLE = [
    journey(f"Zed{number:02d}", "!3 stuck #upload" if number < 7 else "!2 slow #pay" if number < 10 else "")
    for number in range(13)
]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5–9"), (9, "5–9"), (12, "10–14"), (1434, "1,430–1,434")],
)
def test_counts_are_bands_of_five(number: int, words: str) -> None:
    assert band(number) == words
    assert Figures(public=True).of(number, 12) == f"{words} of 10–14"


def test_the_difference_of_two_bands_never_names_a_small_group() -> None:
    for whole in range(60):
        for part in range(whole + 1):
            possible = {a - b for a in range(60) for b in range(60) if band(a) == band(whole) and band(b) == band(part)}
            assert len(possible) >= 5, (whole, part)


def test_sessions_of_few_people_are_a_small_group() -> None:
    figures = Figures(public=True)
    assert figures.count(12, people=3) == "fewer than 5"
    assert figures.count(12, people=7) == "10–14"
    assert Figures(public=False).count(12, people=3) == "12"


def test_no_pseudonym_and_no_exact_count_is_in_any_public_format(tmp_path: Path) -> None:
    with told(tmp_path, *PEOPLE) as project:
        report = project.report("public")
        paths = written(report, tmp_path / "out")
    for path in paths.values():
        said = everything_said(path)
        assert "Zed" not in said, path.name
        assert "person 0" not in said, path.name
    pages = everything_said(paths["html"])
    assert "5–9 of 10–14" in pages
    assert not re.search(r"\b7 of 13\b|\b13 sessions\b|\b13 people\b", pages)
    assert "Met by fewer than 5 people" in pages
    values = json.loads(paths["json"].read_text(encoding="utf-8"))
    assert "ranking" not in values
    assert "flow" not in values
    assert "consent" not in values
    rows = values["tables"]["pain_points"]
    assert [(row["pain_point"], row["affected"]) for row in rows] == [("stuck", "5–9"), ("slow", "fewer than 5")]
    assert all(row["score"] is None or row["score"] % 10 == 0 for row in rows)
    assert all(row["worst_impact"] is None for row in rows)


def test_public_entries_are_shared_by_five_people_each(tmp_path: Path) -> None:
    with told(tmp_path, *PEOPLE) as project:
        report = project.report("public")
    assert "participant" not in report.entries.columns
    assert "session" not in report.entries.columns
    keys = Counter(row[:-1] for row in report.entries.rows)
    assert keys
    assert min(keys.values()) >= 5
    assert not any("slow" in str(row) for row in report.entries.rows)


def test_a_report_about_four_people_shows_nothing_about_them(tmp_path: Path) -> None:
    with told(tmp_path, *[journey(f"Zed{number}", "!3 stuck #upload") for number in range(4)]) as project:
        report = project.report("public")
    assert report.entries.rows == ()
    assert "about fewer than 5 people" in str(report.blocks)
    assert not any(re.search(r"\b[1-4]\b (people|sessions|of)", str(block)) for block in report.blocks)


def test_session_text_is_no_public_format(tmp_path: Path) -> None:
    with told(tmp_path, *PEOPLE) as project:
        text = project.report("public").session_text
    assert text.startswith("# ")
    assert "participant" not in text


def test_the_sample_can_be_published(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        report = project.report("public")
        paths = written(report, tmp_path / "out")
    assert all("P07" not in everything_said(path) for path in paths.values())


def test_quotes_about_a_suppressed_pain_point_give_its_count_away_in_no_format(tmp_path: Path) -> None:
    said = ("[00:00:01] > Find", "[00:00:02] !3 cannot log in #rare", '[00:00:03] "Rare words of mine #rare')
    people = [session(f"P{number}", *said, "[00:00:09] = abandoned") for number in range(1, 3)]
    with told(tmp_path, *people, *(journey(f"P{number}", "!2 slow #slow") for number in range(3, 12))) as project:
        for path in written(project.report("public"), tmp_path).values():
            assert "Rare words" not in everything_said(path), path.name


def test_steps_that_only_hidden_sessions_made_are_in_no_report_for_others(tmp_path: Path) -> None:
    secret = session("P9", "[00:00:01] > Secret place", "[00:00:09] = abandoned", consent="refused")
    with told(tmp_path, secret, *(journey(f"P{number}") for number in range(1, 8))) as project:
        for audience in ("board", "public"):
            for path in written(project.report(audience), tmp_path).values():
                assert "Secret" not in everything_said(path), (audience, path.name)
