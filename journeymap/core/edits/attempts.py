"""Verbs about the attempts of one sitting: starting the clock, the next task, and stretches that nobody saw."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from journeymap.core.edits.consent import consent_of, give_consent
from journeymap.core.edits.recording import find_session, next_entry_seq, start_session
from journeymap.core.edits.rounds import find_task
from journeymap.core.errors import Problem
from journeymap.core.gaps import as_gap, gap_of
from journeymap.core.model import Observation, Session, TaskScenario
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import GAPS, WRITTEN_UP

PLANNED: Final = "planned task"
"""Begins the names of a session's attributes that say which tasks were planned after it: "planned task 2"."""


def start_clock(edit: Edit, session_id: str) -> Session:
    """Let the clock of a session run from now; entries made before keep no time. One that runs is left alone."""
    session = find_session(edit, session_id)
    if session.started_at_ms is not None:
        return session
    started = replace(session, started_at_ms=edit.clock.now_ms())
    edit.put(started)
    return started


def wait_for_clock(edit: Edit, session_id: str) -> Session:
    """Let a session that has only just begun wait for its clock to be started."""
    waiting = replace(find_session(edit, session_id), started_at_ms=None)
    edit.put(waiting)
    return waiting


def next_attempt(edit: Edit, session_id: str, scenario_id: str | None, *, clock_runs: bool = True) -> Session:
    """Open the next attempt of a sitting: the same person, round, observer and consent, another task.

    The task says on which map it is done, else it is the same one. Refused while the last attempt still goes on.
    """
    before = find_session(edit, session_id)
    if before.outcome == "in_progress":
        raise Problem("The attempt before has not ended yet. Please end it first; nothing was begun.")
    task = edit.get(TaskScenario, scenario_id) if scenario_id else None
    if scenario_id and task is None:
        raise Problem("This task is not in the project any more. Nothing was begun. Please choose another.")
    if not before.sitting:
        before = replace(before, sitting=edit.clock.new_id())
        edit.put(before)
    begun = start_session(
        edit,
        participant_id=before.participant_id,
        map_id=(task.map_id if task else None) or before.map_id,
        round_id=before.round_id,
        scenario_id=scenario_id,
        mode=before.mode,
        method=before.method,
        observer=before.observer,
        sitting=before.sitting,
        zone=before.zone,
        started_at_ms=before.started_at_ms if before.mode in WRITTEN_UP else None,
        timed=before.mode not in WRITTEN_UP,
    )
    if not clock_runs:
        begun = wait_for_clock(edit, begun.id)
    consent = consent_of(edit, session_id)
    if consent is not None and consent.state != "withdrawn":
        scopes = consent.scopes if consent.state == "given" else ()
        give_consent(edit, begun.id, scopes, consent.how, consent.form_version, consent.expires_at_ms)
    return begun


def attempts_of(reader: Reader, session: Session) -> list[Session]:
    """The attempts of the sitting that a session belongs to, in their order; only itself where there are no others.

    Names of sittings may come from a file, so another person's sitting of the same name is another one.
    """
    if not session.sitting:
        return [session]
    return reader.find(Session, sitting=session.sitting, participant_id=session.participant_id)


def plan_tasks(edit: Edit, session_id: str, titles: Sequence[str]) -> Session:
    """Keep with a session which tasks follow it in its sitting, in their order; none: nothing follows."""
    session = find_session(edit, session_id)
    planned = tuple((f"{PLANNED} {number}", title) for number, title in enumerate(titles, start=2))
    changed = replace(session, attributes=(*_unplanned(session), *planned))
    if changed != session:
        edit.put(changed)
    return changed


def planned_tasks(reader: Reader, session: Session) -> list[TaskScenario]:
    """The tasks that were planned for the sitting of a session and have not been tried yet, in their order."""
    together = attempts_of(reader, session)
    tried = {attempt.scenario_id for attempt in together}
    titles = [title for attempt in together for name, title in attempt.attributes if name.startswith(PLANNED)]
    found = [find_task(reader, title) for title in dict.fromkeys(titles)]
    return [task for task in found if task is not None and task.id not in tried]


def forget_plan(edit: Edit, session_id: str) -> None:
    """The sitting of a session is over: nothing is planned in it any more."""
    for attempt in attempts_of(edit, find_session(edit, session_id)):
        plan_tasks(edit, attempt.id, ())


def note_gap(edit: Edit, session_id: str, from_ms: int, until_ms: int, why: str) -> Observation:
    """Mark a stretch that nobody saw as a pause; `why` is a key of GAPS. Times count from the session's start."""
    session = find_session(edit, session_id)
    if why not in GAPS or until_ms < from_ms:
        raise ValueError(f"no gap: {why}, from {from_ms} until {until_ms} ms")
    gap = Observation(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        session_id=session.id,
        seq=next_entry_seq(edit, session_id, from_ms),
        at_ms=from_ms,
        until_ms=until_ms,
        kind="marker",
        text="pause",
        attributes=as_gap((), why, counted=False),
        observer=session.observer,
    )
    edit.put(gap)
    return gap


def count_gap(edit: Edit, observation_id: str, *, counted: bool = True) -> Observation:
    """Count a marked gap into all durations again, or leave it out again."""
    gap = edit.get(Observation, observation_id)
    if gap is None or not gap_of(gap):
        raise Problem("This is no gap, so there is nothing to count in. Nothing was changed.")
    changed = replace(gap, attributes=as_gap(gap.attributes, gap_of(gap), counted=counted))
    edit.put(changed)
    return changed


def _unplanned(session: Session) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in session.attributes if not pair[0].startswith(PLANNED))
