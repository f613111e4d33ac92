"""Session summaries as plain values, for tests that need no project."""

from collections.abc import Sequence
from typing import Any

from journeymap.analysis.sessions import Encounter, Place, SessionSummary


def at(step_id: str) -> Place:
    return Place(step_id)


def label(text: str) -> Place:
    return Place(None, text)


def went(
    *places: Place | str,
    person: str = "P01",
    times_s: Sequence[float] = (),
    ends_s: Sequence[float | None] = (),
    met: Sequence[tuple[Place | str, str, int | None]] = (),
    not_asked: Sequence[Place | str] = (),
    **fields: Any,
) -> SessionSummary:
    """A session that went through these places (a text is a step id). `met` are (place, tag, impact)."""

    def place(one: Place | str) -> Place:
        return one if isinstance(one, Place) else Place(one)

    starts_ms: tuple[int | None, ...] = tuple(round(time * 1000) for time in times_s) or (None,) * len(places)
    ends_ms = tuple(None if time is None else round(time * 1000) for time in ends_s) or (None,) * len(places)
    known = [time for time in (*starts_ms, *ends_ms) if time is not None]
    values: dict[str, Any] = {
        "id": f"session of {person}", "seq": 1, "participant_id": f"id of {person}", "pseudonym": person,
        "map_id": "map", "round_id": None, "outcome": "completed", "quality": "ok", "quality_reason": "",
        "started_at_ms": 0, "timed": bool(times_s), "last_ms": max(known, default=None),
    } | fields  # fmt: skip
    return SessionSummary(
        places=tuple(place(one) for one in places),
        starts_ms=starts_ms,
        ends_ms=ends_ms,
        channel_ids=(None,) * len(places),
        encounters=tuple(Encounter(place(where), None, tag, impact, None) for where, tag, impact in met),
        not_asked=frozenset(place(one) for one in not_asked),
        **values,
    )
