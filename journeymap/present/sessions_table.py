"""The table of sessions: one row a session, its columns with how they are sorted, and the sentence above them."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.questionnaires import score
from journeymap.analysis.sessions import SessionSummary, counted, excluded, outcomes, times_met
from journeymap.core.filters import Filter
from journeymap.core.model import Consent, Participant, Questionnaire, Round, Session, TaskScenario
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader
from journeymap.core.scales import CONSENT_SCOPES, IMPACTS, OUTCOMES
from journeymap.core.wording import date_text, duration_text, list_text, number_text, plural, sessions, time_text
from journeymap.present.questionnaires import SHORT, score_text
from journeymap.present.session import UNNAMED_LEAD
from journeymap.present.session_entries import EntryFacts, entries_of

Entries = Mapping[str, tuple[EntryFacts, ...]]
SortKey = tuple[float, str] | None
"""What a row is sorted by; None comes last, whichever way the column is sorted."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session as the table shows it. Texts are ready to be shown; `worst` is None where no pain is rated yet.

    `consent` is not recorded, refused, withdrawn, or the scopes; `observers` are those who took notes, the lead first.
    `reason` says why a session is not counted, empty for one that is; `left_out_for` is only what somebody gave as
    the reason. `scores` are those of the questionnaires of its sitting by kind, None of one not answered to the end.
    """

    id: str
    seq: int
    participant_id: str
    pseudonym: str
    round_id: str | None
    round_title: str
    task: str
    started_at_ms: int | None
    started: str
    zone: str
    length_ms: int | None
    length: str
    outcome: str
    outcome_words: str
    steps: int
    pains: int
    worst: int | None
    quotes: int
    ease: int | None
    satisfaction: int | None
    scores: Mapping[str, float | None]
    consent: str
    consent_brief: str
    observers: tuple[str, ...]
    reason: str
    left_out_for: str
    segment: str

    @property
    def counted(self) -> bool:
        return not self.reason

    @property
    def title(self) -> str:
        """The session in short: who, and in which round."""
        return " · ".join(part for part in (self.pseudonym, self.round_title) if part)

    @property
    def worst_words(self) -> str:
        """The worst pain in words, empty where there is none."""
        if not self.pains:
            return ""
        return "not rated yet" if self.worst is None else IMPACTS[self.worst]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what a row says in it, and what it is sorted by. `width` in px, `right` for numbers.

    An `optional` one is shown only where some session has something in it.
    """

    key: str
    title: str
    width: int
    text: Callable[[SessionRow], str]
    order: Callable[[SessionRow], SortKey]
    right: bool = False
    optional: bool = False


def _words(text: str) -> SortKey:
    return (0.0, text.casefold()) if text else None


def _number(value: float | None) -> SortKey:
    return None if value is None else (float(value), "")


def _name(text: str) -> SortKey:
    """Names in the order in which people count: P2 before P10."""
    return (0.0, re.sub(r"\d+", lambda found: found[0].zfill(12), text.casefold())) if text else None


def _some(number: int) -> str:
    return number_text(number) if number else ""


def _rating(value: int | None, most: int) -> str:
    return "" if value is None else f"{value} of {most}"


def _score_column(kind: str, width: int) -> Column:
    """The score of a questionnaire; one that was not answered to the end has none, and says so."""

    def words(row: SessionRow) -> str:
        return _score_words(row.scores[kind]) if kind in row.scores else ""

    return Column(kind, SHORT[kind], width, words, lambda row: _number(row.scores.get(kind)), right=True, optional=True)


def _score_words(found: float | None) -> str:
    return "unfinished" if found is None else score_text(found)


_ENDED: Final = {"not_observed": "whose end was not observed"}
_OUTCOME_ORDER: Final = {key: position for position, key in enumerate(OUTCOMES)}

COLUMNS: Final = (
    Column("person", "Person", 60, lambda row: row.pseudonym, lambda row: _name(row.pseudonym)),
    Column("round", "Round", 76, lambda row: row.round_title, lambda row: _name(row.round_title), optional=True),
    Column("task", "Task", 96, lambda row: row.task, lambda row: _name(row.task), optional=True),
    Column("started", "Started", 130, lambda row: row.started, lambda row: _number(row.started_at_ms)),
    Column("length", "Length", 72, lambda row: row.length, lambda row: _number(row.length_ms), right=True),
    Column(
        "outcome",
        "Outcome",
        120,
        lambda row: row.outcome_words,
        lambda row: _number(_OUTCOME_ORDER.get(row.outcome, len(_OUTCOME_ORDER))),
    ),
    Column("steps", "Steps", 52, lambda row: number_text(row.steps), lambda row: _number(row.steps), right=True),
    Column(
        "pains",
        "Pains",
        54,
        lambda row: _some(row.pains),
        lambda row: (0.5 if row.worst is None else float(row.worst), f"{row.pains:06d}") if row.pains else (-1.0, ""),
        optional=True,
    ),
    Column(
        "quotes",
        "Quotes",
        60,
        lambda row: _some(row.quotes),
        lambda row: _number(row.quotes),
        right=True,
        optional=True,
    ),
    Column("ease", "Ease", 66, lambda row: _rating(row.ease, 7), lambda row: _number(row.ease), optional=True),
    Column(
        "satisfaction",
        "Satisfaction",
        98,
        lambda row: _rating(row.satisfaction, 5),
        lambda row: _number(row.satisfaction),
        optional=True,
    ),
    _score_column("sus", 80),
    _score_column("umux_lite", 86),
    Column("consent", "Consent", 98, lambda row: row.consent_brief, lambda row: _words(row.consent)),
    Column(
        "observers",
        "Observers",
        110,
        lambda row: ", ".join(row.observers),
        lambda row: _words(", ".join(row.observers)),
        optional=True,
    ),
    Column(
        "counted",
        "Not counted",
        150,
        lambda row: row.reason,
        lambda row: (float(not row.counted), row.reason),
        optional=True,
    ),
    Column("segment", "Segment", 120, lambda row: row.segment, lambda row: _words(row.segment), optional=True),
)
"""All columns in their order."""


@dataclass(frozen=True, slots=True)
class SessionsView:
    """The sessions that the filter leaves, in the order they came, and what they mean in one sentence.

    `whole` is how many the map has without the filter. `columns` are those that have something to show.
    """

    rows: tuple[SessionRow, ...]
    columns: tuple[Column, ...]
    sentence: str
    whole: int


def sessions_view(
    reader: Reader, chosen: Filter, summaries: Sequence[SessionSummary], whole: int, entries: Entries
) -> SessionsView:
    """The rows of these summaries (those that pass `chosen`); `whole` is how many the map has."""
    rounds = dict(reader.columns(Round, ("id", "title")))
    tasks = dict(reader.columns(TaskScenario, ("id", "title")))
    segments = {key: list_text(_listed(stored)) for key, stored in reader.columns(Participant, ("id", "segments"))}
    consents = {
        session_id: consent_words(state, _listed(scopes))
        for session_id, state, scopes in reader.columns(Consent, ("session_id", "state", "scopes"))
    }
    fields = ("id", "scenario_id", "zone", "ease", "satisfaction", "observer")
    heads = {head[0]: head[1:] for head in reader.columns(Session, fields, map_id=chosen.map_id)}
    scores = _scores(reader, chosen.map_id)
    reasons = {each.session_id: each.reason for each in excluded(summaries)}
    rows = []
    for each in summaries:
        scenario_id, zone, ease, satisfaction, lead = heads[each.id]
        own = entries_of(entries, each.id)
        impacts = [found.impact for found in each.encounters if found.impact is not None]
        consent, brief = consents.get(each.id, ("not recorded", "not recorded"))
        rows.append(
            SessionRow(
                id=each.id,
                seq=each.seq,
                participant_id=each.participant_id,
                pseudonym=each.pseudonym,
                round_id=each.round_id,
                round_title=rounds.get(each.round_id or "", ""),
                task=tasks.get(scenario_id or "", ""),
                started_at_ms=each.started_at_ms,
                started="" if each.started_at_ms is None else moment_text(each.started_at_ms, zone),
                zone=zone,
                length_ms=each.duration_ms,
                length=duration_text(each.duration_ms),
                outcome=each.outcome,
                outcome_words=OUTCOMES.get(each.outcome, each.outcome),
                steps=len(each.places),
                pains=times_met(each.encounters),
                worst=max(impacts, default=None),
                quotes=sum(entry.kind == "quote" for entry in own),
                ease=ease,
                satisfaction=satisfaction,
                scores=scores.get(each.id, {}),
                consent=consent,
                consent_brief=brief,
                observers=observers(lead, own),
                reason=reasons.get(each.id, ""),
                left_out_for=each.quality_reason,
                segment=segments.get(each.participant_id, ""),
            )
        )
    shown = tuple(column for column in COLUMNS if not column.optional or any(column.text(row) for row in rows))
    return SessionsView(tuple(rows), shown, meaning(summaries, whole), whole)


def _scores(reader: Reader, map_id: str) -> dict[str, dict[str, float | None]]:
    """The scores of the questionnaires by session id and kind: each stands at every session of its sitting."""
    found = {(each.session_id, each.kind): score(each.kind, each.answers) for each in reader.find(Questionnaire)}
    if not found:
        return {}
    sittings: dict[object, list[str]] = {}
    for session_id, sitting, person in reader.columns(Session, ("id", "sitting", "participant_id"), map_id=map_id):
        sittings.setdefault((sitting, person) if sitting else session_id, []).append(session_id)
    together = {session_id: ids for ids in sittings.values() for session_id in ids}
    scores: dict[str, dict[str, float | None]] = {}
    for (carrier, kind), value in found.items():
        for session_id in together.get(carrier, ()):
            scores.setdefault(session_id, {})[kind] = value
    return scores


def meaning(summaries: Sequence[SessionSummary], whole: int) -> str:
    """What the sessions are, in one sentence: "12 sessions: 8 completed, 2 gave up; 2 not counted"."""
    if not summaries:
        return ""
    narrowed = len(summaries) != whole
    what = f"{sessions(len(summaries))} under the filter, of {number_text(whole)}" if narrowed else sessions(whole)
    tally = outcomes(counted(summaries))
    left_out = len(summaries) - len(counted(summaries))
    if len(tally) == 1 and not left_out:
        (only,) = tally
        alone = {"not_observed": "how they ended was not observed", "in_progress": "all still in progress"}
        return f"{what}: {alone.get(only, f'all {OUTCOMES.get(only, only)}')}."
    ways = [f"{number_text(number)} {_ENDED.get(key, OUTCOMES.get(key, key))}" for key, number in tally.items()]
    aside = f"{number_text(left_out)} left out of all counts" if left_out else ""
    return f"{what}: {'; '.join(part for part in (', '.join(ways), aside) if part)}."


def chosen_sentence(rows: Sequence[SessionRow]) -> str:
    """What is selected, for the status bar: "3 sessions chosen: 2 completed, 1 gave up"; empty for fewer than two."""
    if len(rows) < 2:
        return ""
    tally: dict[str, int] = {}
    for row in rows:
        tally[row.outcome_words] = tally.get(row.outcome_words, 0) + 1
    ways = sorted(tally.items(), key=lambda item: -item[1])
    return f"{sessions(len(rows))} chosen: {', '.join(f'{number_text(number)} {words}' for words, number in ways)}"


def ordered(rows: Iterable[SessionRow], column: Column, *, descending: bool) -> list[SessionRow]:
    """The rows sorted by a column; rows with nothing in it come last, ties in the order they came."""
    keyed = [(column.order(row), row) for row in rows]
    some = [(key, row) for key, row in keyed if key is not None]
    some.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in some] + [row for key, row in keyed if key is None]


def spoken(row: SessionRow) -> str:
    """A row in words."""
    parts = (
        row.pseudonym,
        row.round_title,
        row.task,
        f"started {row.started} ({row.zone})" if row.started else "no time of start",
        row.length,
        row.outcome_words,
        plural(row.steps, "step"),
        f"{plural(row.pains, 'pain')}, worst: {row.worst_words}" if row.pains else "no pain",
        plural(row.quotes, "quote") if row.quotes else "",
        f"ease {row.ease} of 7" if row.ease is not None else "",
        f"satisfaction {row.satisfaction} of 5" if row.satisfaction is not None else "",
        *(f"{SHORT[kind]} {_score_words(found)}" for kind, found in row.scores.items()),
        f"consent: {row.consent}",
        f"noted by {list_text(row.observers)}" if row.observers else "",
        row.reason or "counted",
        row.segment,
    )
    return "; ".join(part for part in parts if part)


def consent_words(state: str, scopes: Sequence[str]) -> tuple[str, str]:
    """What was agreed to, in full and in brief: ("notes and being quoted", "2 of 8")."""
    if state == "withdrawn":
        return "withdrawn", "withdrawn"
    if state != "given" or not scopes:
        return "refused", "refused"
    given = [words for key, words in CONSENT_SCOPES.items() if key in scopes]
    return list_text(given), f"{len(given)} of {len(CONSENT_SCOPES)}"


def observers(lead: str, entries: Iterable[EntryFacts]) -> tuple[str, ...]:
    """Who took notes in a session, the lead first, also one that was not named; nobody where no name is known."""
    others = [name for name in dict.fromkeys(entry.observer for entry in entries) if not is_lead(name, lead)]
    return (lead or UNNAMED_LEAD, *others) if lead or others else ()


def moment_text(at_ms: int, zone: str) -> str:
    """A moment in the local time of its zone, the month in short: "2 Mar 2026 10:00".

    Where only the day is known it is kept as its first moment, and no time is shown.
    """
    day, month, year = date_text(at_ms, zone).split()
    time = time_text(at_ms, zone)
    known = time != "00:00" or at_ms % 60_000
    return f"{day} {month[:3]} {year} {time}" if known else f"{day} {month[:3]} {year}"


def _listed(stored: str | None) -> tuple[str, ...]:
    return () if not stored or stored == "[]" else tuple(json.loads(stored))


def searched(row: SessionRow) -> str:
    """All the words by which a row is found, without capitals and no-break spaces."""
    words = (
        row.pseudonym, row.round_title, row.task, row.started, row.length, row.outcome_words, row.worst_words,
        f"consent {row.consent}", *row.observers, row.reason or "counted", row.segment,
    )  # fmt: skip
    return " ".join(words).casefold().replace("\u00a0", " ")
