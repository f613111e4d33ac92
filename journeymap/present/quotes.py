"""People's own words, each with where it comes from and which pain points it belongs to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Place, SessionSummary
from journeymap.core.model import Consent, Observation, Round, Session
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader
from journeymap.core.wording import clock_text


@dataclass(frozen=True, slots=True)
class RankQuote:
    """A person's own words. `time_text` is empty where the session has no times, `round_title` where it has none.

    `tags` are all it carries; `place` is where it was said.
    """

    text: str
    pseudonym: str
    time_text: str
    round_title: str
    session_id: str
    tags: tuple[str, ...] = ()
    place: Place = BEFORE_FIRST_STEP

    @property
    def source(self) -> str:
        """Where the words come from: "P07 · 00:06:10 · Round 2"."""
        return " · ".join(part for part in (self.pseudonym, self.time_text, self.round_title) if part)


def load_quotes(reader: Reader, summaries: Sequence[SessionSummary]) -> tuple[RankQuote, ...]:
    """The quotes of these sessions, in their order and by time.

    A person who was asked and did not agree to being quoted is quoted nowhere, not even to the team in the window.
    """
    if not reader.count(Observation, kind="quote"):
        return ()
    rounds: Mapping[str, str] = dict(reader.columns(Round, ("id", "title")))
    withheld = _not_to_be_quoted(reader)
    known = {summary.id: summary for summary in summaries if summary.id not in withheld}
    by_session: dict[str, list[RankQuote]] = {session_id: [] for session_id in known}
    fields = ("session_id", "kind", "at_ms", "step_id", "raw_label", "text", "tags", "observer")
    leads: Mapping[str, str] = dict(reader.columns(Session, ("id", "observer")))
    rows = reader.columns(Observation, fields, kind=("visit", "quote"))
    session, here = "", BEFORE_FIRST_STEP
    for session_id, kind, at_ms, step_id, raw_label, text, tags, observer in rows:
        if session_id != session:
            session, here = session_id, BEFORE_FIRST_STEP
        if kind == "visit":
            if not is_lead(observer, leads.get(session_id, "")):
                continue
            here = Place.of(step_id, raw_label)
            continue
        summary = known.get(session_id)
        if summary is None:
            continue
        by_session[session_id].append(
            RankQuote(
                text=text,
                pseudonym=summary.pseudonym,
                time_text=clock_text(at_ms) if summary.timed else "",
                round_title=rounds.get(summary.round_id or "", ""),
                session_id=session_id,
                tags=_words(tags),
                place=here,
            )
        )
    return tuple(quote for quotes in by_session.values() for quote in quotes)


def _not_to_be_quoted(reader: Reader) -> set[str]:
    """Sessions whose person said no, took it back, or agreed to other things only; "not recorded" is not among them."""
    consents = reader.columns(Consent, ("session_id", "state", "scopes"))
    return {session_id for session_id, state, scopes in consents if state != "given" or "quotes" not in _words(scopes)}


def _words(stored: str | None) -> tuple[str, ...]:
    return () if not stored or stored == "[]" else tuple(json.loads(stored))
