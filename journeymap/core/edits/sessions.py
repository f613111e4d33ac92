"""Verbs about whole sessions: what counts, which round they are of, how they ended; and taking them out."""

from collections.abc import Iterable
from dataclasses import replace

from journeymap.core.capture import one_line
from journeymap.core.edits.questionnaires import hand_over
from journeymap.core.edits.recording import checked_outcome, find_session
from journeymap.core.edits.rounds import check_method, get_round, get_task
from journeymap.core.errors import Problem
from journeymap.core.model import Attachment, Cell, Consent, Observation, Questionnaire, Session
from journeymap.core.reader import Edit


def exclude_sessions(edit: Edit, session_ids: Iterable[str], reason: str) -> list[Session]:
    """Leave sessions out of all counting, and say why."""
    why = one_line(reason)
    if not why:
        raise Problem("Nothing says why these sessions are left out. Nothing was changed. Please give a reason.")
    return _put_all(edit, (replace(found, quality="excluded", quality_reason=why) for found in _all(edit, session_ids)))


def include_sessions(edit: Edit, session_ids: Iterable[str]) -> list[Session]:
    """Count sessions again."""
    return _put_all(edit, (replace(found, quality="ok", quality_reason="") for found in _all(edit, session_ids)))


def move_to_round(edit: Edit, session_ids: Iterable[str], round_id: str | None) -> list[Session]:
    """Say which round sessions are of; None: of none."""
    if round_id is not None:
        get_round(edit, round_id)
    return _put_all(edit, (replace(found, round_id=round_id) for found in _all(edit, session_ids)))


def set_outcome(edit: Edit, session_ids: Iterable[str], outcome: str) -> list[Session]:
    """Say how sessions ended. One in progress ends with its last entry."""
    key = checked_outcome(outcome)
    changed = []
    for found in _all(edit, session_ids):
        ended_ms = found.ended_ms
        if found.outcome == "in_progress" and found.timed:
            ended_ms = edit.highest(Observation, "at_ms", session_id=found.id)
        changed.append(replace(found, outcome=key, ended_ms=ended_ms))
    return _put_all(edit, changed)


def set_method(edit: Edit, session_ids: Iterable[str], method: str) -> list[Session]:
    """Say with which method sessions were held; empty: with that of their round."""
    check_method(method)
    return _put_all(edit, (replace(found, method=method) for found in _all(edit, session_ids)))


def set_task_of(edit: Edit, session_ids: Iterable[str], task_id: str | None) -> list[Session]:
    """Say which task sessions were about; None: none."""
    if task_id is not None:
        get_task(edit, task_id)
    return _put_all(edit, (replace(found, scenario_id=task_id) for found in _all(edit, session_ids)))


def delete_sessions(edit: Edit, session_ids: Iterable[str]) -> int:
    """Take sessions out of the project, with their entries, consent, answers, and the pictures that nothing else shows.

    The people stay. The answers to a questionnaire stay with the sitting while another session of it stays.
    Gives how many sessions went.
    """
    going = {session.id: session for session in _all(edit, session_ids)}
    pictures: set[str] = set()
    for session in going.values():
        hand_over(edit, session, going)
        for entry in edit.find(Observation, session_id=session.id):
            edit.remove(entry)
            if entry.attachment_id is not None:
                pictures.add(entry.attachment_id)
        for hanging in (*edit.find(Consent, session_id=session.id), *edit.find(Questionnaire, session_id=session.id)):
            edit.remove(hanging)
        edit.remove(session)
    for picture in edit.find(Attachment, id=_shown_nowhere(edit, pictures)):
        edit.remove(picture)
    return len(going)


def _shown_nowhere(edit: Edit, picture_ids: set[str]) -> tuple[str, ...]:
    """Those of these pictures that no entry and no cell shows. Looked for at once: it goes through every row."""
    kinds = (Observation, Cell) if picture_ids else ()
    shown = {
        row[0]
        for kind in kinds
        for row in edit.columns(kind, ["attachment_id"], attachment_id=tuple(sorted(picture_ids)))
    }
    return tuple(sorted(picture_ids - shown))


def _all(edit: Edit, session_ids: Iterable[str]) -> list[Session]:
    return [find_session(edit, session_id) for session_id in dict.fromkeys(session_ids)]


def _put_all(edit: Edit, changed: Iterable[Session]) -> list[Session]:
    kept = list(changed)
    for session in kept:
        edit.put(session)
    return kept
