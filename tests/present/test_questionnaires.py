"""Questionnaires as people read them, and what is said of their answers."""

import pytest

from journeymap.core.scales import ANSWERS, QUESTIONNAIRES
from journeymap.present.questionnaires import STATEMENTS, questionnaire_view


@pytest.mark.parametrize("kind", QUESTIONNAIRES)
def test_there_is_a_statement_for_every_answer(kind: str) -> None:
    assert len(STATEMENTS[kind]) == ANSWERS[kind][0]
    view = questionnaire_view(kind)
    assert view.answers == (0,) * ANSWERS[kind][0]
    assert view.summary == "not asked yet"


def test_the_score_is_said_only_when_every_question_is_answered() -> None:
    assert questionnaire_view("sus", (4, 1, 5, 2, 5, 1, 4, 2, 3, 1)).summary == "85 of 100"
    assert questionnaire_view("umux_lite", (6, 4)).summary == "66.7 of 100"
    assert questionnaire_view("umux_lite", (6, 0)).summary == "1 of 2 questions answered; no score before all are"
