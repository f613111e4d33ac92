"""Verbs about what people answer when a task or a sitting has ended: satisfaction, ease, SUS, UMUX-Lite.

Ease is about one attempt. A questionnaire is about the sitting: the last session of the sitting carries it.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from journeymap.core.edits.attempts import attempts_of
from journeymap.core.edits.recording import find_session
from journeymap.core.errors import Problem
from journeymap.core.model import Questionnaire, Session
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import ANSWERS, EASES, QUESTIONNAIRES, SATISFACTIONS


def rate_session(edit: Edit, session_id: str, *, satisfaction: int | None, ease: int | None) -> Session:
    """Note how satisfied the person was, 1–5, and how easy the task was to them, 1–7; None takes an answer back."""
    if satisfaction is not None and satisfaction not in SATISFACTIONS:
        raise Problem(f"Satisfaction goes from 1 to 5, not {satisfaction}. Nothing was changed.")
    if ease is not None and ease not in EASES:
        raise Problem(f"How easy it was goes from {EASES[0]} to {EASES[-1]}, not {ease}. Nothing was changed.")
    rated = replace(find_session(edit, session_id), satisfaction=satisfaction, ease=ease)
    edit.put(rated)
    return rated


def answer_questionnaire(edit: Edit, session_id: str, kind: str, answers: Sequence[int]) -> Questionnaire | None:
    """Note the answers to a questionnaire for the sitting of a session, in place of those before.

    `answers` are in the order of the questions, 0 where there is none; without any answer the questionnaire goes.
    """
    checked_answers(kind, answers)
    together = attempts_of(edit, find_session(edit, session_id))
    before = next(iter(edit.find(Questionnaire, session_id=[one.id for one in together], kind=kind)), None)
    if not any(answers):
        if before is not None:
            edit.remove(before)
        return None
    answered = Questionnaire(
        id=before.id if before else edit.clock.new_id(),
        project_id=edit.project_id,
        session_id=together[-1].id,
        kind=kind,
        answers=tuple(answers),
        at_ms=edit.clock.now_ms(),
        import_id=before.import_id if before else None,
    )
    edit.put(answered)
    return answered


def questionnaires_of(reader: Reader, session: Session) -> list[Questionnaire]:
    """What was answered in the sitting of a session."""
    return reader.find(Questionnaire, session_id=[one.id for one in attempts_of(reader, session)])


def checked_answers(kind: str, answers: Sequence[int]) -> tuple[int, ...]:
    """The answers as they are kept; refused where they do not fit the questionnaire."""
    if kind not in QUESTIONNAIRES:
        raise Problem(f"“{kind}” is no questionnaire. Please take one of: {', '.join(QUESTIONNAIRES)}.")
    questions, highest = ANSWERS[kind]
    if len(answers) != questions:
        raise Problem(f"{QUESTIONNAIRES[kind]} has {questions} questions, not {len(answers)}. Nothing was changed.")
    wrong = [answer for answer in answers if not 0 <= answer <= highest]
    if wrong:
        raise Problem(f"An answer of {QUESTIONNAIRES[kind]} goes from 1 to {highest}, not {wrong[0]}.")
    return tuple(answers)


def hand_over(edit: Edit, leaving: Session, going: Container[str]) -> None:
    """Give the answers that a session carries for its sitting to the last session of the sitting that stays.

    `going` are the ids of all sessions that leave, with its own.
    """
    staying = [one for one in attempts_of(edit, leaving) if one.id not in going]
    if staying:
        for answered in edit.find(Questionnaire, session_id=leaving.id):
            edit.put(replace(answered, session_id=staying[-1].id))
