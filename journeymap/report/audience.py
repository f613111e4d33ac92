"""Who may see what: a view of the project that holds only what people agreed to show this audience.

Everything an export says is read through it, so numbers, quotes and entries all come from the same sessions.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from journeymap.core.capture import title_key
from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.gaps import BREAKS, GAP_ATTRIBUTES
from journeymap.core.model import (
    Attachment,
    Cell,
    Consent,
    Entity,
    Observation,
    PainPoint,
    Participant,
    ParticipantIdentity,
    Questionnaire,
    Session,
    Step,
    Transition,
)
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader
from journeymap.core.scales import AUDIENCES
from journeymap.report.cells_shared import cells_of_the_team, pictures_to_share, withheld_words

E = TypeVar("E", bound=Entity)

WORDS: Final = {"team": "for the team", "board": "for the board", "public": "for the public"}
NOT_RECORDED: Final = "consent not recorded"
NOBODY: Final = "-"
"""A session id that no session has: a filter with it lets nothing through."""
_FOLLOWS_SESSION: Final = (
    Session, Observation, Consent, Questionnaire, Participant, ParticipantIdentity, PainPoint, Step, Transition, Cell,
    Attachment,
)  # fmt: skip
_NOT_AS_IT_STANDS: Final = frozenset({"text", "attributes", "attachment_id"})
"""Fields of an entry that are not passed on as they are stored."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What one session may show. `recorded` is False where nobody wrote down whether the person agreed."""

    enters: bool
    quotes: bool
    notes: bool
    recorded: bool


def permission(consents: Sequence[Consent], audience: str, at_ms: int = 0) -> Permission:
    """What the consent rows of one session allow at a moment (UTC ms); no row means: not recorded."""
    if not consents:
        team = audience == "team"
        return Permission(enters=team, quotes=team, notes=team, recorded=False)
    if any(consent.state != "given" for consent in consents):
        return Permission(enters=False, quotes=False, notes=False, recorded=True)
    valid = [consent for consent in consents if consent.expires_at_ms is None or at_ms < consent.expires_at_ms]
    scopes = {scope for consent in valid for scope in consent.scopes}
    enters = AUDIENCES[audience] in scopes
    return Permission(enters, enters and "quotes" in scopes, enters and "notes" in scopes, recorded=True)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Sessions under the filter that this audience may not see, by reason."""

    refused: int = 0
    not_recorded: int = 0
    not_shared: int = 0

    @property
    def total(self) -> int:
        return self.refused + self.not_recorded + self.not_shared


@dataclass(frozen=True, slots=True)
class AudienceView:
    """`reader` and `chosen` (the filter) hold what the audience may see; the rest says what that left out.

    `not_recorded` are ids of visible sessions without a consent row; `quotes_withheld` and `notes_withheld` count
    visible sessions whose quotes or notes are not shown; `cells_withheld` says which cells of the map are not.
    """

    audience: str
    reader: Reader
    chosen: Filter
    left_out: LeftOut
    not_recorded: frozenset[str]
    quotes_withheld: int
    notes_withheld: int
    cells_withheld: str = ""

    @property
    def public(self) -> bool:
        return self.audience == "public"


def check_audience(audience: str) -> None:
    """Raises Problem for an audience that there is not."""
    if audience not in AUDIENCES:
        raise Problem(f"There is no audience called {audience!r}. Choose one of: {', '.join(AUDIENCES)}.")


def seen_by(reader: Reader, chosen: Filter, audience: str, at_ms: int = 0) -> AudienceView:
    """The project as this audience may see it, under the filter. Raises Problem for an audience that there is not.

    `at_ms` is the date of the report (UTC): what has run out by then was agreed to no more.
    """
    check_audience(audience)
    given: dict[str, list[Consent]] = {}
    for consent in reader.find(Consent):
        given.setdefault(consent.session_id, []).append(consent)
    every = [session_id for (session_id,) in reader.columns(Session, ("id",))]
    allowed = {session_id: permission(given.get(session_id, ()), audience, at_ms) for session_id in every}
    under_filter = sessions_under(reader, chosen)
    visible = [session_id for session_id in under_filter if allowed[session_id].enters]
    hidden = [session_id for session_id in under_filter if not allowed[session_id].enters]
    if len(visible) < len(under_filter):
        chosen = replace(chosen, session_ids=tuple(visible) or (NOBODY,))
    if chosen.segments:  # the public's view of people has none, so the sessions themselves are named
        chosen = replace(chosen, session_ids=tuple(visible) or (NOBODY,), segments=())
    needs_lens = audience != "team" or not all(a.enters and a.quotes and a.notes for a in allowed.values())
    return AudienceView(
        audience=audience,
        reader=AudienceReader(reader, allowed, audience) if needs_lens else reader,
        chosen=chosen,
        left_out=LeftOut(
            refused=sum(any(consent.state != "given" for consent in given.get(id_, ())) for id_ in hidden),
            not_recorded=sum(id_ not in given for id_ in hidden),
            not_shared=sum(id_ in given and all(consent.state == "given" for consent in given[id_]) for id_ in hidden),
        ),
        not_recorded=frozenset(id_ for id_ in visible if not allowed[id_].recorded),
        quotes_withheld=sum(not allowed[id_].quotes for id_ in visible),
        notes_withheld=sum(not allowed[id_].notes for id_ in visible),
        cells_withheld=("" if audience == "team" else withheld_words(reader, chosen.map_id, cells_of_the_team(reader))),
    )


def sessions_under(reader: Reader, chosen: Filter) -> list[str]:
    """Ids of the sessions that pass the filter, in the order they came."""
    from journeymap.analysis.loading import load_summaries

    if not chosen.channel_ids and not chosen.segments:
        equals: dict[str, Any] = {"map_id": chosen.map_id}
        narrowed = {"round_id": chosen.round_ids, "outcome": chosen.outcomes, "id": chosen.session_ids}
        equals.update({name: values for name, values in narrowed.items() if values})
        return [session_id for (session_id,) in reader.columns(Session, ("id",), **equals)]
    return [summary.id for summary in load_summaries(reader, chosen)]


class AudienceReader:
    """A Reader that leaves out sessions the audience may not see, and empties texts that people did not release.

    A pain point whose title is the text of an entry that must not be shown is called by its tag instead; one that was
    only met in sessions that must not be shown is not there. Outside the team nobody learns who observed: the lead has
    no name, the others are numbered, so that the same entries are the lead's. Nobody learns who the participants are.
    Cells with people's words and pictures are there only where they may be shared; see cells_shared.
    """

    def __init__(self, reader: Reader, allowed: dict[str, Permission], audience: str) -> None:
        self._reader = reader
        self._allowed = allowed
        self._audience = audience
        self._people = {
            person
            for session_id, person in reader.columns(Session, ("id", "participant_id"))
            if allowed[session_id].enters
        }
        self._leads: dict[str, str] = dict(reader.columns(Session, ("id", "observer")))
        self._numbered: dict[str, str] = {}
        self._aliases = self._public_names() if audience == "public" else {}
        self._titles = self._safe_titles()
        self._hidden_steps = self._steps_of_hidden_sessions() if audience != "team" else frozenset()
        self._hidden_cells = cells_of_the_team(reader) if audience != "team" else frozenset()
        self._pictures = pictures_to_share(reader, self._hidden_cells)

    @property
    def project_id(self) -> str:
        return self._reader.project_id

    def get(self, kind: type[E], entity_id: str) -> E | None:
        found = self._reader.get(kind, entity_id)
        return None if found is None else next(iter(self._passed([found])), None)

    def find(self, kind: type[E], /, **equals: Any) -> list[E]:
        return list(self._passed(self._reader.find(kind, **equals)))

    def columns(self, kind: type[Entity], names: Sequence[str], /, **equals: Any) -> Iterator[tuple[Any, ...]]:
        if kind not in _FOLLOWS_SESSION:
            return self._reader.columns(kind, names, **equals)
        if kind is Observation and _NOT_AS_IT_STANDS.isdisjoint(names):
            if "observer" in names and self._audience != "team":
                return self._without_names(names, equals)
            extended = (*names, "session_id")
            rows = self._reader.columns(kind, extended, **equals)
            return (row[:-1] for row in rows if self._enters(row[-1]))
        return (tuple(_stored(getattr(entity, name)) for name in names) for entity in self.find(kind, **equals))

    def _without_names(self, names: Sequence[str], equals: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """Columns of observations in which an observer is either the lead or another one."""
        place = names.index("observer")
        for *row, session_id in self._reader.columns(Observation, (*names, "session_id"), **equals):
            if self._enters(session_id):
                row[place] = self._nameless(row[place], session_id)
                yield tuple(row)

    def _nameless(self, observer: str, session_id: str) -> str:
        """What an observer is called outside the team: nothing for the lead of the session, others by number."""
        if is_lead(observer, self._leads[session_id]):
            return ""
        return self._numbered.setdefault(observer, f"observer {len(self._numbered) + 2}")

    def count(self, kind: type[Entity], /, **equals: Any) -> int:
        if kind not in _FOLLOWS_SESSION:
            return self._reader.count(kind, **equals)
        return sum(1 for _ in self.columns(kind, ("id",), **equals))

    def highest(self, kind: type[Entity], field: str, /, **equals: Any) -> int:
        return max((int(value or 0) for (value,) in self.columns(kind, (field,), **equals)), default=0)

    def _enters(self, session_id: str) -> bool:
        permitted = self._allowed.get(session_id)
        return permitted is not None and permitted.enters

    def _passed(self, entities: Iterable[E]) -> Iterator[E]:
        for entity in entities:
            shown = self._shown(entity)
            if shown is not None:
                yield shown

    def _shown(self, entity: E) -> E | None:
        changed: Entity | None = entity
        if isinstance(entity, Session):
            changed = self._session(entity) if self._enters(entity.id) else None
        elif isinstance(entity, ParticipantIdentity):
            changed = None
        elif isinstance(entity, Consent | Questionnaire):
            changed = entity if self._enters(entity.session_id) else None
        elif isinstance(entity, Observation):
            changed = self._observation(entity) if self._enters(entity.session_id) else None
        elif isinstance(entity, Participant):
            changed = self._participant(entity) if entity.id in self._people else None
        elif isinstance(entity, PainPoint):
            changed = self._pain_point(entity)
        elif isinstance(entity, Step):
            changed = None if entity.id in self._hidden_steps else entity
        elif isinstance(entity, Cell):
            changed = None if entity.id in self._hidden_cells or entity.step_id in self._hidden_steps else entity
        elif isinstance(entity, Attachment):
            changed = entity if self._audience == "team" or entity.id in self._pictures else None
        elif isinstance(entity, Transition) and {entity.from_step_id, entity.to_step_id} & self._hidden_steps:
            changed = None
        return changed if isinstance(changed, type(entity)) else None

    def _session(self, session: Session) -> Session:
        if self._audience == "team":
            return session
        session = replace(session, observer="", offsets=(), attributes=(), quality_reason="")
        return session if self._audience == "board" else replace(session, case_id="", sitting="")

    def _participant(self, participant: Participant) -> Participant:
        if self._audience != "public":
            return participant
        alias = self._aliases[participant.id]
        return Participant(
            id=participant.id, project_id=participant.project_id, pseudonym=alias, import_id=participant.import_id
        )

    def _observation(self, observation: Observation) -> Observation:
        permitted = self._allowed[observation.session_id]
        if self._audience != "team":
            observer = self._nameless(observation.observer, observation.session_id)
            attributes = tuple(pair for pair in observation.attributes if pair[0] in GAP_ATTRIBUTES)
            observation = replace(observation, observer=observer, attributes=attributes)
        if observation.attachment_id is not None and not (self._audience == "team" and permitted.notes):
            observation = replace(observation, attachment_id=None)
        if not observation.text or observation.text in BREAKS:
            return observation
        released = permitted.quotes if observation.kind == "quote" else permitted.notes
        return observation if released else replace(observation, text="")

    def _pain_point(self, pain_point: PainPoint) -> PainPoint | None:
        if pain_point.id not in self._titles:
            return pain_point
        title = self._titles[pain_point.id]
        return None if title is None else replace(pain_point, title=title or f"#{pain_point.tag}")

    def _public_names(self) -> dict[str, str]:
        """Names that keep the order of the pseudonyms (draws depend on it) and say nothing. They are never printed."""
        known = sorted((name, id_) for id_, name in self._reader.columns(Participant, ("id", "pseudonym")))
        return {id_: f"person {number:06d}" for number, (_, id_) in enumerate(known, start=1)}

    def _steps_of_hidden_sessions(self) -> frozenset[str]:
        """Steps that an import made of what people typed or did, and that only sessions out of sight have visited."""
        made = {id_ for id_, import_id in self._reader.columns(Step, ("id", "import_id")) if import_id is not None}
        if not made:
            return frozenset()
        visits = self._reader.columns(Observation, ("step_id", "session_id"), kind="visit")
        return frozenset(made - {step_id for step_id, session_id in visits if self._enters(session_id)})

    def _safe_titles(self) -> dict[str, str | None]:
        """Pain points whose title must change: the new title, empty for "its tag", or None for "not there"."""
        texts: dict[str, tuple[list[str], set[str]]] = {}
        met: dict[str, bool] = {}
        fields = ("pain_point_id", "session_id", "text")
        for pain_point_id, session_id, text in self._reader.columns(Observation, fields, kind="pain"):
            if pain_point_id is None:
                continue
            permitted = self._allowed.get(session_id)
            enters = permitted is not None and permitted.enters
            met[pain_point_id] = met.get(pain_point_id, False) or enters
            open_texts, closed_texts = texts.setdefault(pain_point_id, ([], set()))
            if permitted is not None and permitted.notes:
                open_texts.append(text)
            else:
                closed_texts.add(title_key(text))
        changed: dict[str, str | None] = {}
        for pain_point_id, title in self._reader.columns(PainPoint, ("id", "title")):
            if not met.get(pain_point_id, True):
                changed[pain_point_id] = None
                continue
            open_texts, closed_texts = texts.get(pain_point_id, ([], set()))
            key = title_key(title).rstrip("…")
            closed = any(closed_text.startswith(key) for closed_text in closed_texts if closed_text)
            if key and closed and not any(title_key(text).startswith(key) for text in open_texts):
                changed[pain_point_id] = next((text for text in open_texts if text), "")
        return changed


def _stored(value: Any) -> Any:
    """A field as `columns` gives it: tuples come as their JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, tuple) else value
