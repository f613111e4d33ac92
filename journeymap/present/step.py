"""One step of the map in full: what happened there, what hurt, what people said and did."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from journeymap.analysis.at_steps import AtStep
from journeymap.analysis.durations import Spread
from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.analysis.sessions import counted as those_counted
from journeymap.core.model import Observation, Session
from journeymap.core.observers import is_lead
from journeymap.core.reader import Reader
from journeymap.core.scales import IMPACTS
from journeymap.core.wording import (
    clock_text,
    count_text,
    duration_range_text,
    duration_text,
    number_text,
    people,
    plural,
    range_text,
    sessions,
)
from journeymap.present.form import Form
from journeymap.present.inspect import Fact, InspectorValue, IntervalBar, Line, Quote, Section
from journeymap.present.map import MapCounts, map_steps, phase_titles
from journeymap.present.map_values import MapPain, MapStep
from journeymap.present.outline import feeling_text
from journeymap.present.quotes import load_quotes

_KINDS: Final = {"do": "does", "think": "thinks", "help": "help", "pain": "pain", "emotion": "feels"}
_MOST_QUOTES: Final = 8
_MOST_ENTRIES: Final = 20


@dataclass(frozen=True, slots=True)
class StepEntry:
    """Something recorded at a step. `source` says whose and when: "P07 · 00:06:10"."""

    kind: str
    text: str
    source: str
    session_id: str
    impact: int | None = None
    value: int | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as the inspector shows it. `reached` is of all sessions, `left` and `repeated` of those that came here.

    `hurt` counts people among those who came here. `ahead` are (title, sessions), the most frequent first.
    """

    step: MapStep
    total: int
    phase: str
    description: str
    reached: Share
    left: Share
    repeated: Share
    stay: Spread | None
    hurt: Share
    ahead: tuple[tuple[str, int], ...]
    pains: tuple[MapPain, ...]
    quotes: tuple[Quote, ...]
    entries: tuple[StepEntry, ...]


def load_step(reader: Reader, counted_map: MapCounts, step_id: str) -> StepView | None:
    """A step of a counted map with its quotes and entries; None when the step is gone."""
    steps = map_steps(counted_map)
    step = next((found for found in steps if found.step_id == step_id), None)
    planned = next((found for found in counted_map.plan.steps if found.id == step_id), None)
    if step is None or planned is None:
        return None
    place, counts = Place(step_id), counted_map.counts
    seen = next((found for found in counts.steps if found.place == place), None)
    here = counted_map.met.get(place, AtStep())
    titles = {found.step_id: found.title for found in steps}
    ahead = [
        (titles[link.to_step_id], link.sessions)
        for link in counted_map.links
        if link.from_step_id == step_id and link.walked
    ]
    came = [summary for summary in those_counted(counted_map.chosen) if place in summary.places]
    phases, _ = phase_titles(counted_map.plan)
    quotes = tuple(
        Quote(quote.text, quote.source, quote.session_id) for quote in load_quotes(reader, came) if quote.place == place
    )
    return StepView(
        step=step,
        total=len(steps),
        phase=phases[step.phase],
        description=planned.description,
        reached=seen.reached if seen else Share(0, counts.sessions),
        left=seen.left if seen else Share(0, 0),
        repeated=seen.repeated if seen else Share(0, 0),
        stay=seen.stay if seen else None,
        hurt=Share(len(here.hurt), len(here.participants | here.hurt)),
        ahead=tuple(sorted(ahead, key=lambda pair: (-pair[1], pair[0]))),
        pains=step.pains,
        quotes=quotes,
        entries=_entries(reader, came, place),
    )


def _entries(reader: Reader, came: list[SessionSummary], place: Place) -> tuple[StepEntry, ...]:
    """What was noted at the place, session by session in order of time; quotes are not among it."""
    noted = {row[0] for row in reader.columns(Observation, ("session_id",), kind=tuple(_KINDS))}
    known: Mapping[str, SessionSummary] = {summary.id: summary for summary in came if summary.id in noted}
    if not known:
        return ()
    found: list[StepEntry] = []
    fields = ("session_id", "kind", "at_ms", "step_id", "text", "impact", "value", "tags", "observer")
    leads: Mapping[str, str] = dict(reader.columns(Session, ("id", "observer"), id=tuple(known)))
    session, here = "", False
    rows = reader.columns(Observation, fields, kind=("visit", *_KINDS), session_id=tuple(known))
    for session_id, kind, at_ms, step_id, text, impact, value, tags, observer in rows:
        if session_id != session:
            session, here = session_id, False
        if kind == "visit":
            if not is_lead(observer, leads[session_id]):
                continue
            here = step_id == place.step_id
        elif here:
            summary = known[session_id]
            source = " · ".join(
                part for part in (summary.pseudonym, clock_text(at_ms) if summary.timed else "") if part
            )
            words = text or " ".join(f"#{tag}" for tag in json.loads(tags or "[]"))
            found.append(StepEntry(kind, words, source, session_id, impact, value))
    return tuple(found)


def step_inspector(view: StepView, form: Form | None = None) -> InspectorValue:
    """The step for the panel at the right, with the form in which it can be changed."""
    step = view.step
    kicker = f"Step {step.number} of {view.total}"
    if view.phase:
        kicker += f" · {view.phase}"
    facts = []
    if step.channel_title and form is None:
        facts.append(Fact("Channel", step.channel_title))
    if view.description and form is None:
        facts.append(Fact("What it is", view.description))
    parts = [_happened(view)]
    if view.pains:
        parts.append(_pain(view))
    elif view.quotes:
        parts.append(Section("In their words", quotes=view.quotes[:_MOST_QUOTES], note=_rest(view.quotes)))
    if view.ahead:
        lines = tuple(Line(title, number_text(count)) for title, count in view.ahead[:8])
        parts.append(Section("Where they went next", lines=lines))
    if view.entries:
        parts.append(_noted(view))
    return InspectorValue(kicker, step.title, tuple(facts), tuple(parts), form)


def _happened(view: StepView) -> Section:
    if not view.reached.whole:
        return Section("What happened", note="There is no session to count.")
    if not view.reached.hits:
        return Section("What happened", facts=(_share("Reached by", view.reached),))
    facts = [_share("Reached by", view.reached)]
    if view.step.visits > view.reached.hits:
        facts.append(_share("Came again", view.repeated))
    if view.stay is None:
        facts.append(Fact("Time", "no times"))
    else:
        spread = f"({duration_range_text(view.stay.low_ms, view.stay.high_ms)})" if view.stay.count > 1 else ""
        facts.append(Fact("Time", duration_text(view.stay.median_ms), spread))
    facts.append(_share("Left here", view.left))
    if view.step.ended:
        facts.append(Fact("End here", sessions(view.step.ended), "(outcome not observed)"))
    if view.step.feeling is not None:
        felt = view.step.feeling
        facts.append(Fact("Feeling", feeling_text(felt.median), f"(median of {people(felt.people)})"))
    note = "Time: the median, with the middle half of the sessions." if view.stay and view.stay.count > 1 else ""
    return Section("What happened", tuple(facts), note=note)


def _share(name: str, share: Share) -> Fact:
    interval = share.interval
    return Fact(name, count_text(share.hits, share.whole), f"({range_text(interval.low, interval.high)})")


def _pain(view: StepView) -> Section:
    interval = view.hurt.interval
    lines = tuple(
        Line(
            pain.title,
            f"{count_text(pain.people, pain.reached)}, "
            f"{'not rated yet' if pain.worst_impact is None else f'at worst: {IMPACTS[pain.worst_impact]}'}",
            pain.worst_impact,
        )
        for pain in view.pains
    )
    bar = IntervalBar(
        low=interval.low,
        middle=view.hurt.value or 0.0,
        high=interval.high,
        least=0.0,
        most=1.0,
        label=range_text(interval.low, interval.high),
        impact=view.step.worst_impact,
    )
    title = f"Pain here · {count_text(view.hurt.hits, view.hurt.whole)} people"
    return Section(title, bar=bar, lines=lines, quotes=view.quotes[:_MOST_QUOTES], note=_rest(view.quotes))


def _rest(quotes: tuple[Quote, ...]) -> str:
    more = len(quotes) - _MOST_QUOTES
    return f"and {plural(more, 'more quote', 'more quotes')}" if more > 0 else ""


def _noted(view: StepView) -> Section:
    lines = []
    for entry in view.entries[:_MOST_ENTRIES]:
        said = _KINDS[entry.kind]
        if entry.kind == "emotion" and entry.value is not None:
            said = f"{said} {feeling_text(entry.value)}"
        text = f"{said}: {entry.text}" if entry.text and entry.kind != "do" else entry.text or said
        lines.append(Line(text, entry.source, entry.impact if entry.kind == "pain" else None))
    more = len(view.entries) - _MOST_ENTRIES
    note = f"and {plural(more, 'more entry', 'more entries')}" if more > 0 else ""
    return Section("Entries", lines=tuple(lines), note=note)
