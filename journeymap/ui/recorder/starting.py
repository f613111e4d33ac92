"""What the document does when a session begins or a sitting ends, with the next task, and with what is found open."""

from dataclasses import dataclass, replace

from journeymap.core.edits.attempts import (
    attempts_of,
    forget_plan,
    next_attempt,
    plan_tasks,
    planned_tasks,
    wait_for_clock,
)
from journeymap.core.edits.maps import find_or_make_map
from journeymap.core.edits.people import (
    describe_participant,
    find_or_make_participant,
    identity_of,
    set_identity,
    set_inclusion,
)
from journeymap.core.edits.recording import find_session, running_session, start_session
from journeymap.core.edits.rounds import find_or_make_round, find_or_make_task, set_task
from journeymap.core.edits.sessions import set_outcome
from journeymap.core.model import Consent, JourneyMap, Participant, Round, Session, TaskScenario
from journeymap.core.reader import Edit, Reader
from journeymap.store.document import Document
from journeymap.ui.recorder.consent import Form
from journeymap.ui.recorder.task_plan import WantedTask
from journeymap.ui.recorder.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Sitting:
    """What may come next: the tasks of the project that were not tried yet, planned ones first, and how far we are.

    `planned` says how many of the tasks are planned.
    """

    attempts: int
    tasks: tuple[TaskScenario, ...]
    planned: int


def begin(document: Document, wanted: Wanted) -> str:
    """Start the session that is wanted, or go on with the one this person has open; gives its id."""
    with document.edit("Start a session") as edit:
        person = _person(edit, wanted)
        journey = edit.get(JourneyMap, wanted.map_id) if wanted.map_id else None
        journey = journey or find_or_make_map(edit, wanted.map_title)
        tasks = [_task(edit, task) for task in wanted.tasks]
        map_id = (tasks[0].map_id if tasks else None) or journey.id
        running = running_session(edit, person.id, map_id)
        if running is not None and running.mode == wanted.way.mode:
            return running.id
        found = find_or_make_round(edit, wanted.round_title) if wanted.round_title else None
        live = wanted.way.mode == "live"
        session = start_session(
            edit,
            participant_id=person.id,
            map_id=map_id,
            round_id=found.id if found else None,
            scenario_id=tasks[0].id if tasks else None,
            mode=wanted.way.mode,
            observer=wanted.way.observer,
            sitting=edit.clock.new_id(),
            started_at_ms=wanted.way.began_at_ms,
            timed=live,
        )
        if live and wanted.way.clock_by_key:
            wait_for_clock(edit, session.id)
        plan_tasks(edit, session.id, [task.title for task in tasks[1:]])
    return session.id


def begin_next(document: Document, session_id: str, task: str, *, clock_by_key: bool) -> str:
    """Begin the next attempt of a sitting with the task of this id or title; gives the id of its session."""
    with document.edit("Begin the next task") as edit:
        known = edit.get(TaskScenario, task) or find_or_make_task(edit, task)
        return next_attempt(edit, session_id, known.id, clock_runs=not clock_by_key).id


def sitting_of(reader: Reader, session_id: str) -> Sitting:
    """How many attempts the sitting of a session has had, and which tasks are left."""
    session = reader.get(Session, session_id)
    attempts = attempts_of(reader, session) if session is not None else []
    tried = {attempt.scenario_id for attempt in attempts}
    planned = planned_tasks(reader, session) if session is not None else []
    known = {*tried, *(task.id for task in planned)}
    others = [task for task in reader.find(TaskScenario) if task.id not in known]
    return Sitting(len(attempts), (*planned, *others), len(planned))


def close_left_open(document: Document, session_id: str) -> None:
    """End a session that nobody will go on with, and its sitting; how it ended was not observed."""
    with document.edit("End a session left open") as edit:
        if find_session(edit, session_id).outcome == "in_progress":
            set_outcome(edit, [session_id], "not_observed")
        forget_plan(edit, session_id)


def close_sitting(document: Document, session_id: str) -> None:
    """Nothing is tried any more in the sitting of a session, whatever had been planned."""
    with document.edit("End the sitting", scope=session_id) as edit:
        forget_plan(edit, session_id)


def form_of_round(reader: Reader, session_id: str, otherwise: tuple[str, ...]) -> Form:
    """This round's form; where it has none, what was agreed to last in the round is proposed, else `otherwise`."""
    session = reader.get(Session, session_id)
    round_ = reader.get(Round, session.round_id) if session and session.round_id else None
    if round_ is None:
        return Form(otherwise)
    if round_.consent_scopes:
        return Form(round_.consent_scopes, round_.form_version, is_set=True, has_round=True)
    in_round = {row[0] for row in reader.columns(Session, ["id"], round_id=round_.id)}
    given = [
        consent
        for consent in reader.find(Consent, state="given")
        if consent.session_id in in_round and consent.scopes and consent.given_at_ms is not None
    ]
    latest = max(given, key=lambda consent: consent.given_at_ms or 0, default=None)
    return Form(latest.scopes if latest else otherwise, round_.form_version, has_round=True)


def _person(edit: Edit, wanted: Wanted) -> Participant:
    """The participant, with what was filled in; what is empty is taken back only where it could be seen."""
    person = find_or_make_participant(edit, wanted.pseudonym)
    about, seen = wanted.about, wanted.seen
    if wanted.inclusion != person.digital_inclusion and (seen or wanted.inclusion is not None):
        person = set_inclusion(edit, person.id, wanted.inclusion)
    answered = dict(person.attributes)
    described = describe_participant(
        edit,
        person.id,
        segments=about.segments if seen or about.segments else None,
        assistive_tech=about.assistive_tech if seen or about.assistive_tech else None,
        device=about.device if seen or about.device else None,
        language=about.language if seen or about.language else None,
        attributes=tuple((name, value) for name, value in about.attributes if value or (seen and answered.get(name))),
    )
    if about.name or about.contact or (seen and identity_of(edit, person.id) is not None):
        set_identity(edit, person.id, about.name, about.contact)
    return described


def _task(edit: Edit, wanted: WantedTask) -> TaskScenario:
    task = find_or_make_task(edit, wanted.title)
    changed = replace(
        task,
        instructions=wanted.instructions,
        success_rule=wanted.success_rule,
        time_limit_ms=wanted.time_limit_ms,
    )
    if changed == task:
        return task
    return set_task(
        edit,
        task.id,
        title=task.title,
        instructions=wanted.instructions,
        success_rule=wanted.success_rule,
        time_limit_ms=wanted.time_limit_ms,
        map_id=task.map_id,
    )
