"""A link of the map, and several steps at once, for the panel at the right."""

from collections.abc import Sequence
from typing import Final

from journeymap.analysis.proportions import Share
from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.analysis.sessions import counted as those_counted
from journeymap.core.edits.steps import get_step
from journeymap.core.model import Transition
from journeymap.core.reader import Reader
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import count_text, number_text, plural, range_text
from journeymap.present.form import Form, link_form, several_words, step_form
from journeymap.present.inspect import Fact, InspectorValue, Line, Section
from journeymap.present.map import MapCounts

_MOST_SESSIONS: Final = 12
_MOST_STEPS: Final = 20


def link_inspector(
    reader: Reader, counted_map: MapCounts, from_step_id: str, to_step_id: str, *, editable: bool = True
) -> InspectorValue | None:
    """A link between two steps: how often it was gone, by whom, and whether it is planned. None when a step is gone."""
    titles = {step.id: step.title for step in counted_map.plan.steps}
    if from_step_id not in titles or to_step_id not in titles:
        return None
    link = next(
        (found for found in counted_map.links if (found.from_step_id, found.to_step_id) == (from_step_id, to_step_id)),
        None,
    )
    start, end = Place(from_step_id), Place(to_step_id)
    came = [summary for summary in those_counted(counted_map.chosen) if start in summary.places]
    went = [summary for summary in came if (start, end) in zip(summary.places, summary.places[1:], strict=False)]
    share = Share(len(went), len(came))
    facts = [Fact("Planned", "yes" if link is not None and link.planned else "no")]
    sections = []
    if not came:
        note = "Nobody who is counted came to the step where it begins."
        sections.append(Section("What happened", note=note))
    else:
        interval = share.interval
        taken = Fact("Taken by", count_text(share.hits, share.whole), f"({range_text(interval.low, interval.high)})")
        moves = Fact("Moves", number_text(link.moves if link else 0))
        note = f"Of the {plural(len(came), 'session')} that came to “{titles[from_step_id]}”."
        sections.append(Section("What happened", (taken, moves), note=note))
    if went:
        sections.append(_who(went))
    form = link_form(reader, from_step_id, to_step_id) if editable else None
    return InspectorValue("Link", f"{titles[from_step_id]} → {titles[to_step_id]}", tuple(facts), tuple(sections), form)


def several_inspector(reader: Reader, step_ids: Sequence[str], *, editable: bool = True) -> InspectorValue | None:
    """Several steps: their titles and what can be set for all of them. None when one of them is gone."""
    form: Form | None = step_form(reader, step_ids)
    if form is None:
        return None
    titles = _titles(reader, form.ids[:_MOST_STEPS])
    more = len(form.ids) - len(titles)
    lines = tuple(Line(title) for title in titles)
    section = Section("These steps", lines=lines, note=f"and {number_text(more)} more" if more else "")
    return InspectorValue("Selected", several_words(len(form.ids)), (), (section,), form if editable else None)


def transition_ends(reader: Reader, key: str) -> tuple[str, str] | None:
    """The two steps of a link: its key is `FROM>TO`, or the id of a planned one."""
    start, sign, end = key.partition(">")
    if sign:
        return start, end
    found = reader.get(Transition, key)
    return (found.from_step_id, found.to_step_id) if found is not None else None


def _who(went: Sequence[SessionSummary]) -> Section:
    lines = tuple(Line(summary.pseudonym, OUTCOMES.get(summary.outcome, "")) for summary in went[:_MOST_SESSIONS])
    more = len(went) - _MOST_SESSIONS
    return Section("Sessions that went this way", lines=lines, note=f"and {number_text(more)} more" if more > 0 else "")


def _titles(reader: Reader, step_ids: Sequence[str]) -> list[str]:
    return [get_step(reader, step_id).title for step_id in step_ids]
