"""The questionnaires at the end of a sitting, as people read them, and their scores in words.

System Usability Scale: J. Brooke, "SUS: a quick and dirty usability scale", 1996; free to use when its source is named.
UMUX-Lite: J. R. Lewis, B. S. Utesch, D. E. Maher, "UMUX-LITE: when there's no time for the SUS", CHI 2013. Both allow
the word for what is judged to be put in place of "system".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.questionnaires import score
from journeymap.core.scales import ANSWERS, QUESTIONNAIRES
from journeymap.core.wording import plural

STATEMENTS: Final = {
    "sus": (
        "I think that I would like to use this service frequently.",
        "I found the service unnecessarily complex.",
        "I thought the service was easy to use.",
        "I think that I would need the support of a technical person to be able to use this service.",
        "I found the various functions in this service were well integrated.",
        "I thought there was too much inconsistency in this service.",
        "I would imagine that most people would learn to use this service very quickly.",
        "I found the service very cumbersome to use.",
        "I felt very confident using the service.",
        "I needed to learn a lot of things before I could get going with this service.",
    ),
    "umux_lite": (
        "This service’s capabilities meet my requirements.",
        "This service is easy to use.",
    ),
}
"""What people say yes or no to, by kind of questionnaire, in its order."""
SHORT: Final = {"sus": "SUS", "umux_lite": "UMUX-Lite"}
"""What a questionnaire is called where there is little room."""
LEAST_WORDS: Final = "strongly disagree"
MOST_WORDS: Final = "strongly agree"


@dataclass(frozen=True, slots=True)
class QuestionnaireView:
    """A questionnaire and what was answered; 0 where there is no answer. `summary` is for the researcher only."""

    kind: str
    title: str
    statements: tuple[str, ...]
    highest: int
    answers: tuple[int, ...]
    summary: str


def questionnaire_view(kind: str, answers: Sequence[int] = ()) -> QuestionnaireView:
    """The questionnaire of a kind of core.scales.QUESTIONNAIRES with these answers, all open where there are none."""
    questions, highest = ANSWERS[kind]
    given = tuple(answers) or (0,) * questions
    return QuestionnaireView(kind, QUESTIONNAIRES[kind], STATEMENTS[kind], highest, given, _summary(kind, given))


def score_text(found: float) -> str:
    """A score, 0 to 100: "72.5", "80"."""
    return f"{found:.1f}".removesuffix(".0")


def _summary(kind: str, answers: tuple[int, ...]) -> str:
    answered = sum(answer > 0 for answer in answers)
    if not answered:
        return "not asked yet"
    found = score(kind, answers)
    if found is None:
        return f"{answered} of {plural(len(answers), 'question')} answered; no score before all are"
    return f"{score_text(found)} of 100"
