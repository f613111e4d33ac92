"""Verbs that correct the place of entries: put one in afterwards, give it another time, change the order."""

from dataclasses import replace

from journeymap.core.capture import Line
from journeymap.core.edits.recording import filled_entry, find_entry, find_session
from journeymap.core.errors import Problem
from journeymap.core.model import Observation, Session, Step
from journeymap.core.reader import Edit


def insert_entry(
    edit: Edit,
    session_id: str,
    line: Line,
    at_ms: int | None,
    before_id: str | None = None,
    *,
    observer: str = "",
    source: str = "keyboard",
    fuzzy: bool = False,
) -> Observation:
    """Put one more entry into a session, also into one that has ended; a time in the line goes before `at_ms`.

    Among entries of the same time it stands before `before_id`, or after all of them. `before_id` gives its time where
    none is given.
    """
    session = find_session(edit, session_id)
    if line.kind == "end":
        raise Problem("The end of a session is no entry. Nothing was changed. Please choose its outcome instead.")
    before = find_entry(edit, before_id) if before_id else None
    when = line.at_ms if line.at_ms is not None else at_ms
    if when is None and before is not None:
        when = before.at_ms
    _check_time(when)
    empty = Observation(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        session_id=session_id,
        seq=0,
        at_ms=None,
        kind="marker",
        observer=observer,
        source=source,
    )
    entry = filled_entry(edit, session, empty, line, fuzzy=fuzzy)
    return _placed(edit, session, entry, when, before if before is not None and before.at_ms == when else None)


def set_time(edit: Edit, observation_id: str, at_ms: int | None) -> Observation:
    """Give an entry another time, in ms from the start; None: before the clock was started.

    It comes after the entries that have this time already.
    """
    entry = find_entry(edit, observation_id)
    _check_time(at_ms)
    if entry.at_ms == at_ms:
        return entry
    return _placed(edit, find_session(edit, entry.session_id), entry, at_ms, None)


def move_entry(edit: Edit, observation_id: str, *, up: bool) -> Observation:
    """Change places with the entry before (`up`) or after it. It takes over that one's time where it is another.

    The first entry cannot go up and the last cannot go down: they stay.
    """
    entry = find_entry(edit, observation_id)
    everything = edit.find(Observation, session_id=entry.session_id)
    index = next(i for i, one in enumerate(everything) if one.id == entry.id)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(everything):
        return entry
    neighbour = everything[other]
    follower = neighbour if up else next(iter(everything[other + 1 : other + 2]), None)
    if follower is not None and follower.at_ms != neighbour.at_ms:
        follower = None
    return _placed(edit, find_session(edit, entry.session_id), entry, neighbour.at_ms, follower)


def set_step(edit: Edit, observation_id: str, step_id: str) -> Observation:
    """Say which step a visit went to."""
    entry = find_entry(edit, observation_id)
    step = edit.get(Step, step_id)
    if entry.kind != "visit" or step is None:
        raise Problem("Only a visit goes to a step, and the step has to be on the map. Nothing was changed.")
    changed = replace(entry, step_id=step.id, raw_label=None)
    edit.put(changed)
    return changed


def _check_time(at_ms: int | None) -> None:
    if at_ms is not None and at_ms < 0:
        raise Problem("This time lies before the start of the session. Nothing was changed. Please give a later one.")


def _placed(
    edit: Edit, session: Session, entry: Observation, at_ms: int | None, follower: Observation | None
) -> Observation:
    """Put an entry at a time, before `follower` (of the same time) or after all others of that time."""
    if at_ms is not None and not session.timed:
        edit.put(replace(session, timed=True))
    there = [one for one in edit.find(Observation, session_id=session.id, at_ms=at_ms) if one.id != entry.id]
    until_ms = entry.until_ms
    if until_ms is not None:
        until_ms = until_ms - (entry.at_ms or 0) + at_ms if at_ms is not None else None
    position = len(there) if follower is None else [one.id for one in there].index(follower.id)
    seq = there[position - 1].seq + 1 if position else (there[0].seq if there else 1)
    placed = replace(entry, at_ms=at_ms, until_ms=until_ms, seq=seq)
    edit.put(placed)
    for later in there[position:]:
        if later.seq > seq:
            break
        seq += 1
        edit.put(replace(later, seq=seq))
    return placed
