"""What a verb is about has to be there still."""

from typing import Final, TypeVar

from journeymap.core.errors import Problem
from journeymap.core.model import (
    Attachment,
    Entity,
    JourneyMap,
    Observation,
    Participant,
    Phase,
    Round,
    Session,
    Step,
    TaskScenario,
    Transition,
)
from journeymap.core.reader import Reader

E = TypeVar("E", bound=Entity)

_CALLED: Final[dict[type[Entity], str]] = {
    Attachment: "This picture is not in the project",
    JourneyMap: "This map is not in the project",
    Observation: "This entry is not in the session",
    Participant: "This participant is not in the project",
    Phase: "This phase is not on the map",
    Round: "This round is not in the project",
    Session: "This session is not in the project",
    Step: "This step is not on the map",
    TaskScenario: "This task is not in the project",
    Transition: "This link is not on the map",
}


def existing(reader: Reader, kind: type[E], entity_id: str) -> E:
    """The value of this id; a Problem where it is gone."""
    found = reader.get(kind, entity_id)
    if found is None:
        raise Problem(f"{_CALLED[kind]} any more. Nothing was changed.")
    return found
