"""One pain point of the ranking as the inspector shows it."""

from collections.abc import Mapping

from journeymap.core.scales import IMPACTS
from journeymap.core.wording import number_word, people, plural
from journeymap.present.inspect import Fact, InspectorValue, IntervalBar, Line, Quote, Section
from journeymap.present.ranking import RankingView, RankItem


def inspect_item(item: RankItem, view: RankingView, sessions: Mapping[str, str]) -> InspectorValue:
    """The facts, the interval, the quotes and the sessions behind one line; `sessions` words a session by its id."""
    kicker = f"Rank {item.rank_text}" if item.rank_text else "Not ranked"
    if item.word:
        kicker += f" · {item.word}"
    worst = IMPACTS.get(item.worst_impact, "")
    facts = [
        Fact("Hit", item.share_text),
        Fact("Worst", worst if item.affected else item.not_seen),
        Fact("Where", ", ".join(item.steps)),
        Fact("Came there", people(item.reached)),
    ]
    if item.tag:
        facts.append(Fact("Tag", f"#{item.tag}"))
    sections = [_harm(item, view), _words(item), _said_there(item, view), _sessions(item, sessions)]
    return InspectorValue(
        kicker=kicker,
        title=item.title,
        facts=tuple(fact for fact in facts if fact.value),
        sections=tuple(section for section in sections if section is not None),
    )


def _harm(item: RankItem, view: RankingView) -> Section:
    most = max((other.high or other.score for other in view.items), default=1.0) or 1.0
    high = item.high if item.high is not None else item.score
    bar = IntervalBar(
        low=item.low,
        middle=item.score,
        high=high,
        least=0.0,
        most=most,
        label=f"{item.score_text} ({item.interval_text})" if item.interval_text else item.score_text,
        impact=item.worst_impact or None,
    )
    tied = "Cannot be told apart from its neighbours in the list." if item.tied else ""
    return Section(
        "Harm per 100 journeys, 90 % interval", bar=bar, note=" ".join(part for part in (*item.notes, tied) if part)
    )


def _words(item: RankItem) -> Section | None:
    if not item.quotes:
        return None
    quotes = tuple(Quote(quote.text, quote.source, quote.session_id) for quote in item.quotes)
    return Section("In their words", quotes=quotes)


def _said_there(item: RankItem, view: RankingView) -> Section | None:
    """Quotes without a tag from the steps of this pain point: they may be about it, or about something else there."""
    here = [quote for step in view.untagged_quotes if step.step_id in item.step_ids for quote in step.quotes]
    if not here:
        return None
    quotes = tuple(Quote(quote.text, quote.source, quote.session_id) for quote in here)
    return Section("Said at the same step, without a tag", quotes=quotes)


def _sessions(item: RankItem, sessions: Mapping[str, str]) -> Section | None:
    if not item.session_ids:
        return None
    lines = tuple(Line(sessions.get(session_id, "")) for session_id in item.session_ids)
    count = len(lines)
    title = f"Seen in {number_word(count) if count < 11 else ''} {'session' if count == 1 else 'sessions'}"
    return Section(
        title if count < 11 else f"Seen in {plural(count, 'session')}", lines=tuple(line for line in lines if line.text)
    )
