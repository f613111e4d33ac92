"""Scores of questionnaires: SUS, UMUX-Lite, the single ease question, satisfaction; with intervals of their means.

Nothing is filled in: a questionnaire with an answer missing has no score and is counted as such.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Final

from journeymap.analysis.student import t_quantile
from journeymap.core.model import Questionnaire, Session
from journeymap.core.reader import Reader
from journeymap.core.scales import ANSWERS, QUESTIONNAIRES

_GRADES: Final = (
    (84.1, "A+"), (80.8, "A"), (78.9, "A−"), (77.2, "B+"), (74.1, "B"), (72.6, "B−"), (71.1, "C+"), (65.0, "C"),
    (62.7, "C−"), (51.7, "D"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeanScore:
    """The mean of `n` scores with its 95 % t interval; the interval is None below two scores.

    `missing` questionnaires were not answered to the end and are in no number.
    """

    n: int
    mean: float
    deviation: float | None
    low: float | None
    high: float | None
    missing: int = 0


def sus(answers: Sequence[int]) -> float | None:
    """The System Usability Scale, 0…100, of ten answers 1…5; None where one is missing.

    2.5 · (Σ odd (x − 1) + Σ even (5 − x)): Brooke 1996.
    """
    if not _complete("sus", answers):
        return None
    return 2.5 * sum(answer - 1 if index % 2 == 0 else 5 - answer for index, answer in enumerate(answers))


def umux_lite(answers: Sequence[int]) -> float | None:
    """UMUX-Lite, 0…100, of two answers 1…7; None where one is missing: (a + b − 2) / 12 · 100."""
    return (answers[0] + answers[1] - 2) / 12 * 100 if _complete("umux_lite", answers) else None


def umux_lite_as_sus(score: float) -> float:
    """The SUS score that a UMUX-Lite score corresponds to: 0.65 · x + 22.9 (Lewis, Utesch and Maher 2015)."""
    return 0.65 * score + 22.9


def score(kind: str, answers: Sequence[int]) -> float | None:
    """The score of a questionnaire of a kind of core.scales.QUESTIONNAIRES."""
    return {"sus": sus, "umux_lite": umux_lite}[kind](answers)


def grade(mean_sus: float) -> str:
    """The curved grade of a mean SUS score, A+ to F (Sauro and Lewis 2016). It goes with a mean, never one person."""
    return next((letter for least, letter in _GRADES if mean_sus >= least), "F")


def mean_score(scores: Iterable[float | None], least: float = 0.0, most: float = 100.0) -> MeanScore | None:
    """The mean of scores with a 95 % t interval, cut to the scale; None without any score."""
    given = list(scores)
    values = [value for value in given if value is not None]
    n, missing = len(values), len(given) - len(values)
    if not n:
        return None
    mean = fsum(values) / n
    if n == 1:
        return MeanScore(1, mean, None, None, None, missing)
    deviation = sqrt(fsum((value - mean) ** 2 for value in values) / (n - 1))
    half = t_quantile(0.95, n - 1) * deviation / sqrt(n)
    return MeanScore(n, mean, deviation, max(least, mean - half), min(most, mean + half), missing)


@dataclass(frozen=True, slots=True)
class Answered:
    """Mean scores of what people answered: by kind of questionnaire, of ease (1–7) and of satisfaction (1–5).

    A questionnaire is about a sitting, ease and satisfaction are about each session. None where nobody answered.
    """

    questionnaires: dict[str, MeanScore]
    ease: MeanScore | None
    satisfaction: MeanScore | None


def answered(reader: Reader, session_ids: Iterable[str]) -> Answered:
    """The mean scores of these sessions, in which a session without an answer is not counted as missing."""
    ids = tuple(session_ids)
    scores: dict[str, list[float | None]] = {}
    for found in reader.find(Questionnaire, session_id=ids):
        scores.setdefault(found.kind, []).append(score(found.kind, found.answers))
    rows = list(reader.columns(Session, ("ease", "satisfaction"), id=ids))
    return Answered(
        {kind: mean for kind in QUESTIONNAIRES if (mean := mean_score(scores.get(kind, ()))) is not None},
        mean_score([ease for ease, _ in rows if ease is not None], 1, 7),
        mean_score([satisfaction for _, satisfaction in rows if satisfaction is not None], 1, 5),
    )


def satisfaction_share(ratings: Sequence[int]) -> float | None:
    """Satisfaction 0…1 of ratings 1…5 as the GOV.UK Performance Platform counted it: (mean − 1) / 4; None of none."""
    return (sum(ratings) / len(ratings) - 1) / 4 if ratings else None


def _complete(kind: str, answers: Sequence[int]) -> bool:
    questions, highest = ANSWERS[kind]
    if len(answers) != questions or not all(0 <= answer <= highest for answer in answers):
        raise ValueError(f"no answers to {kind}: {answers}")
    return 0 not in answers
