"""One record of a change, with four uses: undo, audit, notice to the views, synchronisation."""

from dataclasses import dataclass

from journeymap.core.model import Entity


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after; None stands for "not there"."""

    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        """The value that there is: after, or before when it was removed."""
        value = self.after if self.after is not None else self.before
        assert value is not None
        return value

    def inverted(self) -> "Change":
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one edit did, under a label that says what the person did and holds no personal data.

    `kind` is `new` (the project was made), `edit`, `undo` or `redo`; an undo or redo names the journal number it is
    `of`. `scope` is the id of the session that a recording change belongs to, or empty. `seq` is its number in the
    journal.
    """

    label: str
    items: tuple[Change, ...]
    actor: str
    at_ms: int
    seq: int
    kind: str = "edit"
    of: int | None = None
    scope: str = ""

    def touches(self, *types: type[Entity]) -> bool:
        """Whether an entity of one of these types changed."""
        return any(isinstance(item.entity, types) for item in self.items)
