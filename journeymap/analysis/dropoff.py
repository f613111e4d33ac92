"""Where people left without what they came for."""

from collections import Counter
from collections.abc import Iterable

from journeymap.analysis.sessions import BEFORE_FIRST_STEP, Place, SessionSummary
from journeymap.core.scales import COMPLETED, DROPPED


def left_at(summaries: Iterable[SessionSummary]) -> Counter[Place]:
    """Sessions that ended with a dropped outcome (gave up, error, rule, time ran out), by their last place.

    A session that left before any visit counts for `BEFORE_FIRST_STEP`.
    """
    return Counter(
        summary.places[-1] if summary.places else BEFORE_FIRST_STEP
        for summary in summaries
        if summary.outcome in DROPPED
    )


def completed(summaries: Iterable[SessionSummary]) -> tuple[int, int]:
    """(completed, ended): of the sessions whose end was seen, those in which the service did what it should.

    Sessions in progress and those whose end was not observed are in neither number.
    """
    ends = [summary.outcome for summary in summaries if summary.outcome in COMPLETED or summary.outcome in DROPPED]
    return sum(outcome in COMPLETED for outcome in ends), len(ends)
