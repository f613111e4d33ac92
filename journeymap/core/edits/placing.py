"""Verbs about raw labels: names of places that sessions have and the map has not."""

from dataclasses import replace

from journeymap.core.capture import match_step, title_key
from journeymap.core.edits.steps import add_step, get_step
from journeymap.core.errors import Problem
from journeymap.core.model import Observation, Session, Step
from journeymap.core.reader import Edit


def place_label(edit: Edit, map_id: str, label: str, step_id: str | None = None) -> Step:
    """Give a raw label a place: it joins a step, or becomes one. All visits of the map's sessions to it move along.

    A step that was chosen for it keeps the label as an alias: sessions and imports that name it later find the step.
    """
    if step_id is None:
        step = match_step(label, edit.find(Step, map_id=map_id)) or add_step(edit, map_id, label)
    else:
        step = get_step(edit, step_id)
        if step.map_id != map_id:
            raise Problem("This step is on another map. Nothing was changed.")
        step = _known_as(edit, step, label)
    wanted = title_key(label)
    sessions = {session.id: session for session in edit.find(Session, map_id=map_id)}
    spellings = {
        raw
        for (raw,) in edit.columns(Observation, ["raw_label"], step_id=None)
        if raw is not None and title_key(raw) == wanted
    }
    for visit in edit.find(Observation, raw_label=tuple(spellings)) if spellings else ():
        if visit.session_id in sessions:
            edit.put(replace(visit, step_id=step.id, raw_label=None))
    for session in sessions.values():
        left = tuple(other for other in session.not_asked_labels if title_key(other) != wanted)
        if left != session.not_asked_labels:
            ids = tuple(dict.fromkeys((*session.not_asked_step_ids, step.id)))
            edit.put(replace(session, not_asked_labels=left, not_asked_step_ids=ids))
    return step


def _known_as(edit: Edit, step: Step, label: str) -> Step:
    """Let a step be found by a label. No other step keeps it as an alias: what a person chose last holds."""
    steps = edit.find(Step, map_id=step.map_id)
    if match_step(label, steps) == step:
        return step
    wanted = title_key(label)
    for other in steps:
        left = tuple(alias for alias in other.aliases if title_key(alias) != wanted)
        if other.id != step.id and left != other.aliases:
            edit.put(replace(other, aliases=left))
    known = replace(step, aliases=(*step.aliases, label))
    edit.put(known)
    return known
