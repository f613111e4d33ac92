"""Scores of questionnaires against published numbers and public data (methods, section 1.5)."""

import csv
from pathlib import Path
from statistics import median

import pytest
from scipy import stats

from journeymap.analysis.questionnaires import (
    Answered,
    answered,
    grade,
    mean_score,
    satisfaction_share,
    score,
    sus,
    umux_lite,
    umux_lite_as_sus,
)
from journeymap.analysis.student import t_quantile
from journeymap.core.edits.questionnaires import answer_questionnaire, rate_session
from tests.analysis.study import study, telling, visit

AGREE = {
    "Strongly disagree": 1,
    "Somewhat disagree": 2,
    "Neither agree nor disagree": 3,
    "Somewhat agree": 4,
    "Strongly agree": 5,
}


def public(project_root: Path, name: str) -> Path:
    path = project_root.parent / "shared" / "data" / "usability" / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


def test_sus_as_published() -> None:
    assert sus([4, 1, 5, 2, 5, 1, 4, 2, 3, 1]) == 85
    assert sus([1, 5] * 5) == 0
    assert sus([5, 1] * 5) == 100
    assert sus([4, 1, 5, 2, 5, 1, 4, 2, 3, 0]) is None
    for wrong in ([3] * 9, [6] + [3] * 9):
        with pytest.raises(ValueError, match="no answers to sus"):
            sus(wrong)


def test_umux_lite_as_published() -> None:
    assert umux_lite([6, 5]) == 75
    assert umux_lite_as_sus(75) == pytest.approx(71.65)
    assert umux_lite_as_sus(umux_lite([7, 7]) or 0) == pytest.approx(87.9)
    assert umux_lite([6, 0]) is None
    assert (score("sus", [3] * 10), score("umux_lite", [4, 4])) == (50, 50)


@pytest.mark.parametrize(
    ("mean", "letter"), [(84.1, "A+"), (84.0, "A"), (78.9, "A−"), (68.0, "C"), (51.7, "D"), (51.6, "F"), (0, "F")]
)
def test_grades_as_published(mean: float, letter: str) -> None:
    assert grade(mean) == letter


def test_thirty_people_of_a_public_study(project_root: Path) -> None:
    with public(project_root, "terascale_sus.csv").open(newline="") as file:
        _, *rows = csv.reader(file)
    scores = [sus([AGREE[answer.strip()] for answer in row[1:]]) for row in rows]
    found = mean_score(scores)
    assert found is not None
    assert found.deviation is not None
    assert (found.n, round(found.mean, 3), round(found.deviation, 3)) == (30, 71.667, 15.190)
    assert median(value for value in scores if value is not None) == 75


def test_two_systems_of_a_public_tool(project_root: Path) -> None:
    with public(project_root, "sus_toolkit_multi.csv").open(newline="") as file:
        _, *rows = csv.reader(file, delimiter=";")
    by_system: dict[str, list[float | None]] = {}
    for *answers, system in rows:
        by_system.setdefault(system, []).append(sus([int(answer) for answer in answers]))
    everybody = mean_score(value for scores in by_system.values() for value in scores)
    assert everybody is not None
    assert (everybody.n, everybody.mean) == (20, 79.875)
    assert everybody.deviation == pytest.approx(11.017, abs=5e-4)
    assert everybody.low == pytest.approx(74.72, abs=5e-3)
    assert everybody.high == pytest.approx(85.03, abs=5e-3)
    means = [found.mean for scores in by_system.values() if (found := mean_score(scores)) is not None]
    assert sorted(means) == [74.75, 85.0]


def test_a_mean_stays_on_its_scale_and_says_what_is_missing() -> None:
    assert mean_score([]) is None
    assert mean_score([None]) is None
    alone = mean_score([70.0, None])
    assert alone is not None
    assert (alone.n, alone.mean, alone.low, alone.missing) == (1, 70.0, None, 1)
    wide = mean_score([0.0, 100.0])
    assert wide is not None
    assert (wide.low, wide.high) == (0.0, 100.0)
    ease = mean_score([7, 7, 6], least=1, most=7)
    assert ease is not None
    assert ease.high == 7
    assert ease.low == pytest.approx(5.2324, abs=1e-4)


def test_answers_are_gathered_over_sessions(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            one, two, three = (told.session(f"P{n}", visit("A", 0)) for n in range(3))
        with document.edit("Answer") as edit:
            for session, answers in ((one, [6, 5]), (two, [7, 7]), (three, [7, 0])):
                answer_questionnaire(edit, session.id, "umux_lite", answers)
            rate_session(edit, one.id, satisfaction=4, ease=7)
            rate_session(edit, two.id, satisfaction=None, ease=5)
        found = answered(document.read(), [one.id, two.id, three.id])
        assert answered(document.read(), []) == Answered({}, None, None)
    umux = found.questionnaires["umux_lite"]
    assert (list(found.questionnaires), umux.n, umux.mean, umux.missing) == (["umux_lite"], 2, 87.5, 1)
    assert found.ease is not None
    assert found.satisfaction is not None
    assert (found.ease.n, found.ease.mean, found.satisfaction.n, found.satisfaction.mean) == (2, 6.0, 1, 4.0)


def test_satisfaction_as_the_performance_platform_counted_it() -> None:
    assert satisfaction_share([1, 2, 3, 4, 5]) == 0.5
    assert satisfaction_share([1, 2, 3, 4, *[5] * 6]) == 0.75
    assert satisfaction_share([*[1] * 6, 2, 3, 4, 5]) == 0.25
    assert satisfaction_share([]) is None


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 9, 10, 29, 30, 1433])
def test_quantiles_of_t_are_those_of_scipy(freedom: int) -> None:
    for confidence in (0.5, 0.9, 0.95, 0.999):
        assert t_quantile(confidence, freedom) == pytest.approx(stats.t.ppf((1 + confidence) / 2, freedom), rel=1e-9)
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(0.95, 0)
