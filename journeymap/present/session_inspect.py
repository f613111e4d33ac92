"""What the panel at the right shows of chosen sessions: facts, what hurt, what was said, and the fields to change."""

from collections.abc import Iterable, Sequence
from typing import Final

from journeymap.analysis.sessions import Place
from journeymap.core.model import Consent, Observation, Participant, Round, Session
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader
from journeymap.core.scales import EASES, FEELINGS, IMPACTS, OUTCOMES, SATISFACTIONS
from journeymap.core.wording import clock_text, count_text, sessions
from journeymap.present.form import MIXED, Choice, Field, Form
from journeymap.present.inspect import Fact, InspectorValue, Line, Quote, Section
from journeymap.present.questionnaires import SHORT, score_text
from journeymap.present.session import SessionHead, consent_words, load_entries, load_head, stream_entry
from journeymap.present.session_observers import observer_fields, observers_section
from journeymap.present.sessions_table import SessionRow

REASONS: Final = ("a trial run", "not of the people we ask", "broken off", "something failed on our side")
"""Reasons to leave a session out that are offered; any other can be typed."""
_FEW: Final = 12
_CONSENT: Final = (("given", "Given"), ("withdrawn", "Withdrawn: nothing leaves any more"))


def inspect_session(reader: Reader, row: SessionRow, *, editable: bool) -> InspectorValue | None:
    """One session; None when it is not in the project any more."""
    head = load_head(reader, row.id)
    if head is None:
        return None
    entries = load_entries(reader, row.id)
    return InspectorValue(
        kicker=" · ".join(part for part in ("Session", row.round_title) if part),
        title=row.pseudonym,
        facts=(
            *head_facts(head, row),
            Fact("Length", row.length),
            *(() if editable else rating_facts(row)),
            *_scores(row),
        ),
        form=session_form(reader, [row]) if editable else None,
        sections=tuple(
            section
            for section in (
                _pains(head, entries),
                _quotes(head, row, entries),
                observers_section(reader, [row.id]) if row.observers else None,
            )
            if section
        ),
    )


def inspect_several(reader: Reader, rows: Sequence[SessionRow], *, editable: bool) -> InspectorValue:
    """Several sessions: how they ended, and the fields that can be set for all of them."""
    tally: dict[str, int] = {}
    for row in rows:
        tally[row.outcome_words] = tally.get(row.outcome_words, 0) + 1
    ways = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    left_out = sum(not row.counted for row in rows)
    facts = [Fact(words[:1].upper() + words[1:], count_text(number, len(rows))) for words, number in ways]
    if left_out:
        facts.append(Fact("Not counted", count_text(left_out, len(rows))))
    return InspectorValue(
        kicker="Chosen",
        title=sessions(len(rows)),
        facts=tuple(facts),
        sections=tuple(
            section for section in (observers_section(reader, [row.id for row in rows if row.observers]),) if section
        ),
        form=session_form(reader, rows) if editable else None,
    )


def session_form(reader: Reader, rows: Sequence[SessionRow]) -> Form:
    """The fields of these sessions; of several only what can be set for all."""
    rounds = tuple((found.title, found.title) for found in reader.find(Round))
    outcome = _common(row.outcome for row in rows)
    outcomes = tuple(
        (key, words[:1].upper() + words[1:])
        for key, words in OUTCOMES.items()
        if key != "in_progress" or outcome == "in_progress"
    )
    fields = [
        Field("session.outcome", "Outcome", outcome, "choice", outcomes),
        Field("session.round", "Round", _common(row.round_title for row in rows), "typed", rounds, "No round"),
        Field(
            "session.reason",
            "Left out because",
            _common(row.left_out_for if not row.counted else "" for row in rows),
            "typed",
            tuple((reason, reason) for reason in REASONS),
            "Counted",
        ),
    ]
    if len(rows) == 1:
        fields += [
            Field("session.ease", "Ease", _key(rows[0].ease), "choice", _ease_choices()),
            Field("session.satisfaction", "Satisfaction", _key(rows[0].satisfaction), "choice", _satisfactions()),
        ]
        session = reader.get(Session, rows[0].id)
        if session is not None and rows[0].observers:
            fields += observer_fields(session, load_entries(reader, session.id))
    if _all_agreed(reader, rows):
        fields.append(Field("session.consent", "Consent is", "given", "choice", _CONSENT))
    return Form("sessions", tuple(row.id for row in rows), tuple(fields))


def entry_form(reader: Reader, head: SessionHead, row: SessionRow, entry: Observation) -> Form:
    """The fields of one entry, and after them those of its session; the ids are (entry, session)."""
    fields = [Field("entry.time", "Time", clock_text(entry.at_ms), hint="Before the clock")]
    if entry.kind == "visit":
        steps = tuple((step.id, step.title) for step in head.steps)
        unplaced = (("", entry.raw_label or ""),) if entry.step_id is None else ()
        fields.append(Field("entry.step", "Step", entry.step_id or "", "choice", (*unplaced, *steps)))
    elif entry.kind == "pain":
        impacts = tuple((str(level), f"{level} · {words}") for level, words in IMPACTS.items())
        chosen = "" if entry.impact is None else str(entry.impact)
        fields.append(Field("entry.impact", "Impact", chosen, "choice", (("", "Not rated yet"), *impacts)))
    elif entry.kind == "emotion":
        feelings = tuple((str(value), words) for value, words in FEELINGS.items())
        fields.append(Field("entry.value", "Feeling", str(entry.value), "choice", feelings))
    if entry.kind not in {"visit", "marker"}:
        fields.append(Field("entry.text", "Words", entry.text, "text"))
        fields.append(Field("entry.tags", "Tags", " ".join(f"#{tag}" for tag in entry.tags), hint="#tag"))
    if entry.observer:
        fields.append(Field("entry.observer", "Noted by", entry.observer, "said"))
    return Form("entry", (entry.id, row.id), (*fields, *session_form(reader, [row]).fields))


def inspect_entry(
    reader: Reader, head: SessionHead, row: SessionRow, entry: Observation, *, editable: bool
) -> InspectorValue:
    """One entry of an open session: its place, its fields, and those of the session."""
    here = next(
        (place for found, place in _with_places(head, load_entries(reader, row.id)) if found.id == entry.id), ""
    )
    shown = stream_entry(entry, head)
    return InspectorValue(
        kicker=" · ".join(part for part in (row.title, shown.clock) if part),
        title=shown.text or shown.word.capitalize(),
        facts=(Fact("At", here or "before the first step"),) if entry.kind != "visit" else (),
        form=entry_form(reader, head, row, entry) if editable else None,
    )


def head_facts(head: SessionHead, row: SessionRow) -> tuple[Fact, ...]:
    """Who, when, on what, and with which consent."""
    given, _ = consent_words(head.scopes)
    facts = (
        Fact("Task", head.task.title if head.task else ""),
        Fact("Started", row.started, row.zone if row.started else ""),
        Fact("Consent", row.consent if head.scopes is None or not head.scopes else given),
        Fact("Noted by", ", ".join(row.observers)),
        Fact("Segment", row.segment),
        *_person_facts(head.participant),
    )
    return tuple(fact for fact in facts if fact.value)


def rating_facts(row: SessionRow) -> tuple[Fact, ...]:
    """How easy it was to the person, and how satisfied they were; what was not asked for is left out."""
    facts = []
    if row.ease is not None:
        facts.append(Fact("Ease", f"{row.ease} of {EASES[-1]}"))
    if row.satisfaction is not None:
        facts.append(Fact("Satisfaction", f"{row.satisfaction} of 5", SATISFACTIONS[row.satisfaction]))
    return tuple(facts)


def _person_facts(person: Participant | None) -> tuple[Fact, ...]:
    if person is None:
        return ()
    inclusion = person.digital_inclusion
    return (
        Fact("Inclusion", "" if inclusion is None else f"{inclusion} of 9"),
        Fact("Uses", ", ".join(part for part in (person.device, person.assistive_tech) if part)),
        Fact("Language", person.language),
        *(Fact(name, value) for name, value in person.attributes),
    )


def _scores(row: SessionRow) -> tuple[Fact, ...]:
    """The scores of the questionnaires that were answered to the end."""
    return tuple(
        Fact(SHORT[kind], f"{score_text(found)} of 100") for kind, found in row.scores.items() if found is not None
    )


def _pains(head: SessionHead, entries: Sequence[Observation]) -> Section | None:
    lines = []
    for entry, place in _with_places(head, entries):
        if entry.kind == "pain":
            text = entry.text or ("not rated yet" if entry.impact is None else IMPACTS[entry.impact])
            lines.append(Line(text, place, entry.impact))
    if not lines:
        return None
    more = f"and {len(lines) - _FEW} more" if len(lines) > _FEW else ""
    return Section("What hurt", lines=tuple(lines[:_FEW]), note=more)


def _quotes(head: SessionHead, row: SessionRow, entries: Sequence[Observation]) -> Section | None:
    if not head.may_quote:
        return None
    quotes = [Quote(entry.text, place, row.id) for entry, place in _with_places(head, entries) if entry.kind == "quote"]
    if not quotes:
        return None
    more = f"and {len(quotes) - _FEW} more" if len(quotes) > _FEW else ""
    return Section("In their words", quotes=tuple(quotes[:_FEW]), note=more)


def _with_places(head: SessionHead, entries: Iterable[Observation]) -> list[tuple[Observation, str]]:
    """Every entry with the place that the person was at: that of the lead's last visit."""
    titles = {step.id: step.title for step in head.steps}
    here = ""
    found = []
    for entry in entries:
        if entry.kind == "visit" and is_lead(entry.observer, head.session.observer):
            here = Place.of(entry.step_id, entry.raw_label).title(titles)
        found.append((entry, here))
    return found


def _all_agreed(reader: Reader, rows: Sequence[SessionRow]) -> bool:
    """Whether there is consent to take back in every one of these sessions."""
    given = {consent.session_id for consent in reader.find(Consent, session_id=[row.id for row in rows], state="given")}
    return all(row.id in given for row in rows)


def _common(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else MIXED


def _key(value: int | None) -> str:
    return "" if value is None else str(value)


def _ease_choices() -> tuple[Choice, ...]:
    ends = {EASES[0]: " · very difficult", EASES[-1]: " · very easy"}
    return ("", "Not asked"), *((str(value), f"{value}{ends.get(value, '')}") for value in EASES)


def _satisfactions() -> tuple[Choice, ...]:
    return ("", "Not asked"), *((str(value), f"{value} · {words}") for value, words in SATISFACTIONS.items())
