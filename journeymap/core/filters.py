"""Which sessions are looked at. Filters choose whole sessions, never single events."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """The sessions of one map; each further field, where it is not empty, must match as well. All are ids or keys."""

    map_id: str
    round_ids: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    session_ids: tuple[str, ...] = ()
    channel_ids: tuple[str, ...] = ()  # sessions with at least one visit through one of these channels
    segments: tuple[str, ...] = ()  # sessions of people in at least one of these, compared without case

    @property
    def narrowed(self) -> bool:
        """Whether it asks for more than the map."""
        return self != Filter(self.map_id)
