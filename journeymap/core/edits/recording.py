"""Verbs about a session and its entries: what is typed into the capture line.

Every change of these belongs to the session's scope, so the caller opens the edit with it. Entries count from the
start of the session; the caller gives the time of the first keystroke, and a time written in the line goes before it.
"""

from dataclasses import replace

from journeymap.core.capture import Line, match_step, one_line, outcome_key, suggest, tag_key
from journeymap.core.edits.consent import may_quote
from journeymap.core.edits.existing import existing
from journeymap.core.errors import Problem
from journeymap.core.gaps import as_gap
from journeymap.core.model import (
    JourneyMap,
    Observation,
    PainPoint,
    Participant,
    Project,
    Session,
    Step,
)
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import OUTCOMES, SESSION_MODES, WRITTEN_UP


def start_session(
    edit: Edit,
    *,
    participant_id: str,
    map_id: str,
    round_id: str | None = None,
    scenario_id: str | None = None,
    mode: str = "live",
    method: str = "",
    observer: str = "",
    sitting: str = "",
    zone: str | None = None,
    started_at_ms: int | None = None,
    timed: bool = True,
) -> Session:
    """Open a session that starts now, or at `started_at_ms` (UTC), and is in progress.

    Consent is not recorded until `give_consent` notes it. `zone` None is the project's. `timed` False: order is known,
    times are not, until an entry of a session that is written up names one.
    """
    if edit.get(Participant, participant_id) is None or edit.get(JourneyMap, map_id) is None:
        raise Problem("The participant or the map is not in the project any more. Nothing was recorded.")
    if mode not in SESSION_MODES:
        raise Problem(f"“{mode}” is no way to record. Please take one of: {', '.join(SESSION_MODES)}.")
    project = edit.get(Project, edit.project_id)
    assert project is not None
    session = Session(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        seq=_next_session_seq(edit),
        participant_id=participant_id,
        map_id=map_id,
        round_id=round_id,
        scenario_id=scenario_id,
        mode=mode,
        method=method,
        sitting=sitting,
        started_at_ms=edit.clock.now_ms() if started_at_ms is None else started_at_ms,
        zone=project.zone if zone is None else zone,
        timed=timed,
        observer=one_line(observer),
    )
    edit.put(session)
    return session


def continue_session(edit: Edit, session_id: str) -> Session:
    """Open a session again that has ended; one in progress is left as it is."""
    session = find_session(edit, session_id)
    if session.outcome == "in_progress":
        return session
    opened = replace(session, outcome="in_progress", ended_ms=None)
    edit.put(opened)
    return opened


def running_session(reader: Reader, participant_id: str, map_id: str) -> Session | None:
    """The latest session of this person on this map that is still in progress."""
    running = reader.find(Session, participant_id=participant_id, map_id=map_id, outcome="in_progress")
    return running[-1] if running else None


def record(
    edit: Edit,
    session_id: str,
    line: Line,
    at_ms: int | None,
    *,
    source: str = "keyboard",
    observer: str = "",
    fuzzy: bool = False,
    channel_id: str | None = None,
) -> Observation | Session:
    """Add one entry; gives the session instead when the line ends it.

    `fuzzy`: an unknown step name takes the step that it most likely means, as in live capture.
    """
    session = find_session(edit, session_id)
    if session.outcome != "in_progress":
        raise Problem("This session has ended, so nothing was recorded. Please continue it, or start a new one.")
    at_ms = line.at_ms if line.at_ms is not None else at_ms
    if at_ms is not None and not session.timed and session.mode in WRITTEN_UP:
        session = replace(session, timed=True)
        edit.put(session)
    if line.kind == "end":
        return end_session(edit, session_id, line.outcome, at_ms)
    empty = Observation(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        session_id=session_id,
        seq=next_entry_seq(edit, session_id, at_ms),
        at_ms=at_ms,
        kind="marker",
        channel_id=channel_id,
        observer=observer,
        source=source,
    )
    entry = filled_entry(edit, session, empty, line, fuzzy=fuzzy)
    edit.put(entry)
    return entry


def correct_entry(
    edit: Edit, observation_id: str, line: Line, at_ms: int | None = None, *, fuzzy: bool = False
) -> Observation:
    """Put another line in place of an entry. It keeps its time, unless the line or the caller says another."""
    before = find_entry(edit, observation_id)
    if line.kind == "end":
        raise Problem("An entry cannot become the end of the session. Please type the end on a line of its own.")
    when = line.at_ms if line.at_ms is not None else at_ms
    kept = before
    if when is not None and when != before.at_ms:
        until_ms = None if before.until_ms is None else before.until_ms + when - (before.at_ms or 0)
        kept = replace(before, at_ms=when, until_ms=until_ms, seq=next_entry_seq(edit, before.session_id, when))
    after = filled_entry(edit, find_session(edit, before.session_id), kept, line, fuzzy=fuzzy)
    edit.put(after)
    return after


def rate_pain(edit: Edit, observation_id: str, impact: int | None) -> Observation:
    """Say how bad an encounter was, 0–4; None takes the rating back."""
    before = find_entry(edit, observation_id)
    if before.kind != "pain" or (impact is not None and not 0 <= impact <= 4):
        raise Problem("Only a pain encounter has an impact, and it goes from 0 to 4. Nothing was changed.")
    after = replace(before, impact=impact)
    edit.put(after)
    return after


def remove_entry(edit: Edit, observation_id: str) -> None:
    """Take an entry out of its session."""
    edit.remove(find_entry(edit, observation_id))


def end_session(edit: Edit, session_id: str, outcome: str, at_ms: int | None) -> Session:
    """End a session with an outcome. `at_ms` counts from its start."""
    ended = replace(find_session(edit, session_id), outcome=checked_outcome(outcome), ended_ms=at_ms)
    edit.put(ended)
    return ended


def checked_outcome(text: str) -> str:
    """The key of an outcome with which a session can end; refused for any other word."""
    key = outcome_key(text)
    if not key or key == "in_progress":
        known = ", ".join(name for name in OUTCOMES if name != "in_progress")
        raise Problem(f"“{text}” is no way for a session to end. Nothing was changed. Please take one of: {known}.")
    return key


def filled_entry(edit: Edit, session: Session, entry: Observation, line: Line, *, fuzzy: bool) -> Observation:
    """The entry with what the line says in it; its place in time, its source and its observer stay."""
    if line.empty:
        raise Problem("There is nothing in this line, so nothing was recorded.")
    if line.kind == "quote" and not may_quote(edit, session.id):
        raise Problem(
            "This person has not agreed to being quoted, so nothing was recorded. Please note it in your words."
        )
    step_id, raw_label = None, None
    if line.kind == "visit":
        step = _step_meant(edit, session.map_id, line.label, fuzzy=fuzzy)
        step_id, raw_label = (step.id, None) if step else (None, line.label)
    tags = tuple(dict.fromkeys(tag_key(tag) for tag in line.tags))
    pain_point = _pain_point(edit, tags[0], line.text) if line.kind == "pain" and tags else None
    return replace(
        entry,
        kind=line.kind,
        until_ms=entry.until_ms if line.until_ms is None else line.until_ms,
        attributes=as_gap(entry.attributes, line.gap, counted=line.counted),
        step_id=step_id,
        raw_label=raw_label,
        value=line.value,
        text=line.text,
        tags=tags,
        impact=line.impact,
        pain_point_id=pain_point.id if pain_point else None,
    )


def _step_meant(edit: Edit, map_id: str, label: str, *, fuzzy: bool) -> Step | None:
    steps = edit.find(Step, map_id=map_id)
    found = match_step(label, steps)
    if found is None and fuzzy:
        likely = suggest(label, [step.title for step in steps], 1)
        found = match_step(likely[0], steps) if likely else None
    return found


def _pain_point(edit: Edit, tag: str, text: str) -> PainPoint:
    """The pain point of this tag, or the one it was merged into; made from the first encounter's text when new."""
    found = next(iter(edit.find(PainPoint, tag=tag)), None)
    while found is not None and found.merged_into_id is not None:
        found = edit.get(PainPoint, found.merged_into_id)
    if found is None:
        found = PainPoint(id=edit.clock.new_id(), project_id=edit.project_id, tag=tag, title=text or tag)
        edit.put(found)
    return found


def find_session(reader: Reader, session_id: str) -> Session:
    """The session; a Problem where it is gone."""
    return existing(reader, Session, session_id)


def find_entry(reader: Reader, observation_id: str) -> Observation:
    """The entry; a Problem where it is gone."""
    return existing(reader, Observation, observation_id)


def next_entry_seq(edit: Edit, session_id: str, at_ms: int | None) -> int:
    """A number that puts an entry after all others of its time, and after the last of all when it is the latest.

    Looks at the ends of an index only, so that the thousandth entry costs no more than the first.
    """
    latest_ms = edit.highest(Observation, "at_ms", session_id=session_id)
    times = {at_ms, latest_ms}
    return max(edit.highest(Observation, "seq", session_id=session_id, at_ms=time) for time in times) + 1


def _next_session_seq(edit: Edit) -> int:
    return edit.highest(Session, "seq") + 1
