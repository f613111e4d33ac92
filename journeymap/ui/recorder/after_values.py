"""What the page after a session shows, and what is done from it. All of it runs on the document's thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from journeymap.core.capture import line_of, match_step, parse_line
from journeymap.core.edits import attempts, placing, questionnaires, recording, sessions
from journeymap.core.edits.consent import give_consent
from journeymap.core.errors import Problem
from journeymap.core.model import Observation, Step
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import QUESTIONNAIRES
from journeymap.present.debrief import Attention, debrief
from journeymap.present.questionnaires import QuestionnaireView, questionnaire_view
from journeymap.present.session import SessionHead, load_entries, load_head, tags_in_use
from journeymap.ui.recorder.consent import AS_ON_FORM, ASKED

Verb = Callable[[Edit], object]


@dataclass(frozen=True, slots=True)
class After:
    """A session that has ended: who and how, its entries, what needs attention, what was answered in its sitting."""

    head: SessionHead
    entries: tuple[Observation, ...]
    attention: tuple[Attention, ...]
    questionnaires: tuple[QuestionnaireView, ...]
    tags: tuple[str, ...]
    attempts: int


def load_after(reader: Reader, session_id: str) -> After | None:
    """Read it; None when the session is gone."""
    head = load_head(reader, session_id)
    if head is None:
        return None
    entries = load_entries(reader, session_id)
    answered = {each.kind: each.answers for each in questionnaires.questionnaires_of(reader, head.session)}
    return After(
        head=head,
        entries=tuple(entries),
        attention=debrief(head, entries),
        questionnaires=tuple(questionnaire_view(kind, answered.get(kind, ())) for kind in QUESTIONNAIRES),
        tags=tuple(tags_in_use(reader)),
        attempts=len(attempts.attempts_of(reader, head.session)),
    )


def place(map_id: str, label: str, title: str) -> Verb:
    """Give a raw label a place: the step of this title, or a new one of its own name."""

    def verb(edit: Edit) -> None:
        step = match_step(title, edit.find(Step, map_id=map_id)) if title else None
        placing.place_label(edit, map_id, label, step.id if step else None)

    return verb


def place_all(session_id: str) -> Verb:
    """Give every step of the session that the map does not know a place on it, in the order of the visits."""

    def verb(edit: Edit) -> None:
        session = recording.find_session(edit, session_id)
        visits = edit.find(Observation, session_id=session_id, kind="visit", step_id=None)
        for label in dict.fromkeys(visit.raw_label for visit in visits if visit.raw_label):
            placing.place_label(edit, session.map_id, label)

    return verb


def group(entry_id: str, words: str) -> Verb:
    """Make a tag the one that names the pain point of an encounter; blanks become hyphens."""
    read = parse_line(f"! #{'-'.join(words.split())}")
    if len(read.tags) != 1 or read.text:
        raise Problem(
            f"“{words}” cannot be a tag: it begins with a letter and goes on with letters, digits, - and _. "
            "Nothing was changed."
        )

    def verb(edit: Edit) -> None:
        line = line_of(recording.find_entry(edit, entry_id))
        others = tuple(tag for tag in line.tags if tag != read.tags[0])
        recording.correct_entry(edit, entry_id, replace(line, tags=(*read.tags, *others), at_ms=None))

    return verb


def consent(head: SessionHead, *, agreed: bool) -> Verb:
    """Note that the person agreed to what the round's form says, or refused."""
    scopes, version = (head.form, head.round.form_version if head.round else "") if agreed else ((), "")
    how = AS_ON_FORM if agreed else ASKED
    return lambda edit: give_consent(edit, head.session.id, scopes, how, version)


def leave_out(session_id: str, reason: str) -> Verb:
    """Leave the session out of all counting; without a reason it is counted again."""
    if reason:
        return lambda edit: sessions.exclude_sessions(edit, [session_id], reason)
    return lambda edit: sessions.include_sessions(edit, [session_id])
