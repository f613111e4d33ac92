"""Several observers of sessions, in words: who noted how much, how far they agree, and the fields to set it right."""

from collections.abc import Sequence
from typing import Final

from journeymap.analysis.observers import ObserverAgreement, observer_agreement
from journeymap.core.model import Observation, Session
from journeymap.core.observers import is_lead, offset_ms, other_observers
from journeymap.core.reader import Reader
from journeymap.core.wording import count_text, percent_text, plural, shift_text
from journeymap.present.form import Field
from journeymap.present.inspect import Line, Section

_FEWEST_UNITS: Final = 20  # the interval of kappa is one for large samples
_FEWEST_RATED: Final = 5
CLOCK: Final = "session.clock:"
"""The start of the key of a field for an observer's clock; the observer's name follows."""


def observers_section(reader: Reader, session_ids: Sequence[str]) -> Section | None:
    """Who observed these sessions and how far they agree; None where nobody but the lead did."""
    found = observer_agreement(reader, session_ids)
    if found is None:
        return None
    lines = list(_who(reader, session_ids[0])) if len(session_ids) == 1 else []
    heading = "Observers" if lines else f"Observers of {plural(found.sessions, 'session')}"
    note = "Flow, times and feelings are the lead's. A pain counts once for a person, by its worst impact."
    return Section(heading, lines=(*lines, *_agreement(found)), note=note)


def observer_fields(session: Session, entries: Sequence[Observation]) -> tuple[Field, ...]:
    """Who leads a session, and by how many seconds the others' entries were moved; none without a second observer."""
    others = other_observers(session, entries)
    if not others:
        return ()
    names = tuple((name, name) for name in ([session.observer] if session.observer else []) + others)
    lead = Field("session.lead", "Lead observer", session.observer, "typed", names, "Not named")
    clocks = (
        Field(f"{CLOCK}{name}", f"{name} moved by", shift_text(offset_ms(session, name)), hint="seconds, such as +3.5")
        for name in others
    )
    return lead, *clocks


def _who(reader: Reader, session_id: str) -> Sequence[Line]:
    session = reader.get(Session, session_id)
    assert session is not None
    names = [row[0] for row in reader.columns(Observation, ("observer",), session_id=session_id)]
    mine = sum(is_lead(name, session.observer) for name in names)
    lines = [Line(f"{session.observer or 'The lead observer'} leads", plural(mine, "entry", "entries"))]
    for name in dict.fromkeys(name for name in names if not is_lead(name, session.observer)):
        moved = offset_ms(session, name)
        shift = f", moved by {shift_text(moved)}" if moved else ""
        lines.append(Line(name, f"{plural(names.count(name), 'entry', 'entries')}{shift}"))
    return lines


def _agreement(found: ObserverAgreement) -> Sequence[Line]:
    lines = []
    if found.visits:
        lines.append(Line(f"Same place at {count_text(found.same, found.visits)} visits", _beyond_chance(found)))
    if found.same_time is not None:
        lines.append(Line(f"Same place {percent_text(found.same_time)} of the time"))
    if found.found:
        shared = f"{plural(found.found, 'pain point')}, {found.shared} noted by more than one"
        lines.append(Line(shared, "" if found.pains is None else f"any-two agreement {percent_text(found.pains)}"))
    if found.impact is not None and found.rated >= _FEWEST_RATED:
        lines.append(Line(f"Impacts of {plural(found.rated, 'pain point')}", f"alpha {_number(found.impact)}"))
    return lines


def _beyond_chance(found: ObserverAgreement) -> str:
    kappa = found.kappa
    if kappa is not None and kappa.value is not None and kappa.low is not None and kappa.high is not None:
        known = (
            f"({_number(kappa.low)} to {_number(kappa.high)})" if kappa.units >= _FEWEST_UNITS else "from few visits"
        )
        return f"kappa {_number(kappa.value)} {known}"
    if found.fleiss is not None:
        return f"Fleiss’ kappa {_number(found.fleiss)}"
    return "" if found.alpha is None else f"alpha {_number(found.alpha)}"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
