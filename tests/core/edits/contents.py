"""What a project holds, to be compared before and after."""

from journeymap.core.model import ENTITIES, Entity
from journeymap.core.reader import Reader


def everything(reader: Reader) -> dict[str, Entity]:
    """Every value of the project by its id."""
    return {entity.id: entity for kind in ENTITIES for entity in reader.find(kind)}
