"""What a change in the inspector does to the chosen sessions, or to one entry: one entry to undo."""

from dataclasses import replace
from typing import Final

from journeymap.core.capture import DASHES, line_of, parse_line
from journeymap.core.edits.consent import withdraw_consent
from journeymap.core.edits.correcting import set_step, set_time
from journeymap.core.edits.observers import name_lead, shift_observer
from journeymap.core.edits.questionnaires import rate_session
from journeymap.core.edits.recording import correct_entry, find_entry, find_session, rate_pain
from journeymap.core.edits.rounds import find_or_make_round
from journeymap.core.edits.sessions import exclude_sessions, include_sessions, move_to_round, set_outcome
from journeymap.core.errors import Problem
from journeymap.core.model import Step
from journeymap.core.observers import offset_ms
from journeymap.core.reader import Edit
from journeymap.present.form import Wanted
from journeymap.present.session_observers import CLOCK

LABELS: Final = {
    "session.round": "Move sessions to another round",
    "session.outcome": "Set the outcome of sessions",
    "session.reason": "Set whether sessions are counted",
    "session.ease": "Set how easy it was",
    "session.satisfaction": "Set the satisfaction",
    "session.consent": "Withdraw consent",
    "session.lead": "Name the lead observer",
    "session.clock": "Move the entries of an observer",
    "entry.time": "Set the time of an entry",
    "entry.step": "Correct the step of an entry",
    "entry.impact": "Correct an impact",
    "entry.value": "Correct a feeling",
    "entry.text": "Correct an entry",
    "entry.tags": "Correct the tags of an entry",
}
"""What undo calls each change."""


def apply_change(edit: Edit, wanted: Wanted) -> None:
    """Do what was asked for; raises Problem for what cannot be."""
    if wanted.key.startswith("entry."):
        _change_entry(edit, wanted.ids[0], wanted.key, wanted.value.strip())
        return
    ids = wanted.ids if wanted.subject == "sessions" else wanted.ids[1:]
    _change_sessions(edit, ids, wanted.key, wanted.value.strip())


def label_of(key: str) -> str:
    """What undo calls a change of this field."""
    return LABELS[key.partition(":")[0]]


def read_seconds(text: str) -> int:
    """A typed number of seconds ("+3.5 s", "−4") in ms; nothing is 0. Raises Problem for what is none."""
    plain = text.translate({ord(dash): "-" for dash in DASHES}).removesuffix("s").strip() or "0"
    try:
        return round(float(plain) * 1000)
    except (ValueError, OverflowError):
        raise Problem(f"“{text}” is no number of seconds. Nothing was changed. Please type one such as +3.5.") from None


def read_time(text: str) -> int | None:
    """A typed time since the start ("6:10", "00:06:10") in ms, None for an empty text; raises Problem for any other."""
    if not text:
        return None
    at_ms = parse_line(f"[{text.strip('[]')}] x").at_ms
    if at_ms is None:
        raise Problem(f"“{text}” is no time. Nothing was changed. Please type hours, minutes and seconds: 00:06:10.")
    return at_ms


def _change_entry(edit: Edit, entry_id: str, key: str, value: str) -> None:
    if key == "entry.time":
        set_time(edit, entry_id, read_time(value))
    elif key == "entry.step":
        set_step(edit, entry_id, value)
    elif key == "entry.impact":
        rate_pain(edit, entry_id, int(value) if value else None)
    else:
        entry = find_entry(edit, entry_id)
        step = edit.get(Step, entry.step_id) if entry.step_id else None
        line = replace(line_of(entry, step.title if step else ""), at_ms=None)
        if key == "entry.value":
            line = replace(line, value=int(value))
        elif key == "entry.text":
            line = replace(line, text=" ".join(value.split()))
        else:
            line = replace(line, tags=parse_line(f"x {_as_tags(value)}").tags)
        correct_entry(edit, entry_id, line)


def _as_tags(text: str) -> str:
    return " ".join(f"#{word.lstrip('#')}" for word in text.replace(",", " ").split())


def _change_sessions(edit: Edit, ids: tuple[str, ...], key: str, value: str) -> None:
    if key == "session.round":
        move_to_round(edit, ids, find_or_make_round(edit, value).id if value else None)
    elif key == "session.outcome":
        set_outcome(edit, ids, value)
    elif key == "session.reason":
        if value:
            exclude_sessions(edit, ids, value)
        else:
            include_sessions(edit, ids)
    elif key == "session.consent":
        for session_id in ids if value == "withdrawn" else ():
            withdraw_consent(edit, session_id)
    elif key == "session.lead":
        name_lead(edit, ids[0], value)
    elif key.startswith(CLOCK):
        observer = key.removeprefix(CLOCK)
        now = offset_ms(find_session(edit, ids[0]), observer)
        shift_observer(edit, ids[0], observer, read_seconds(value) - now)
    else:
        rating = int(value) if value else None
        session = find_session(edit, ids[0])
        ease = rating if key == "session.ease" else session.ease
        satisfaction = rating if key == "session.satisfaction" else session.satisfaction
        rate_session(edit, session.id, satisfaction=satisfaction, ease=ease)
