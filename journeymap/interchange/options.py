"""What a person says about the sources of an import."""

from dataclasses import dataclass

from journeymap.core.model import Pairs


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says about the sources; None leaves it to the file or to a guess.

    `format` is a key of `sources.FORMATS`; `case`, `step`, `time` and `end` are column names; `map` and `round` are
    titles. `place`: unknown steps get a place on an existing map. `again`: a file that was imported before is taken.
    `observer`: the sources are what this person noted of sessions that somebody else leads; `session` is the id of the
    one that is meant, and `offset_ms` by how much the times are moved, else both are found out.
    `behaviours` says of a BORIS project what its behaviours are: (code or `*`, one of BEHAVIOUR_KINDS).
    """

    format: str | None = None
    case: str | None = None
    step: str | None = None
    time: str | None = None
    end: str | None = None
    map: str | None = None
    round: str | None = None
    place: bool = False
    zone: str | None = None
    encoding: str | None = None
    people_per_round: bool = False
    again: bool = False
    strict: bool = False
    observer: str | None = None
    session: str | None = None
    offset_ms: int | None = None
    behaviours: Pairs = ()
