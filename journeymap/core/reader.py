"""How everything outside the store reads and changes a project."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar

from journeymap.core.clock import Clock
from journeymap.core.model import Entity

E = TypeVar("E", bound=Entity)


class Reader(Protocol):
    """Reads a project. What an import that is switched off brought is never seen."""

    @property
    def project_id(self) -> str: ...

    def get(self, kind: type[E], entity_id: str) -> E | None:
        """The entity with this id, or None."""

    def find(self, kind: type[E], /, **equals: Any) -> list[E]:
        """All entities whose fields equal the given values (a list, tuple or set: any of them), in natural order.

        Natural order is `position` or `seq` where the entity has one (observations: session, time, seq), else id.
        """

    def columns(self, kind: type[Entity], names: Sequence[str], /, **equals: Any) -> Iterator[tuple[Any, ...]]:
        """The named fields only, as tuples in natural order: the fast way through many rows.

        Tuple-valued fields come as their stored JSON text.
        """

    def count(self, kind: type[Entity], /, **equals: Any) -> int:
        """How many `find` would give."""

    def highest(self, kind: type[Entity], field: str, /, **equals: Any) -> int:
        """The highest value of a whole-number field among those that equal the given values; 0 when there is none.

        Counts what a switched-off import brought, too: the next number after it is free in any case.
        """


class Edit(Reader, Protocol):
    """A Reader inside one transaction, with which verbs change the project."""

    @property
    def clock(self) -> Clock: ...

    def put(self, entity: Entity) -> None:
        """Store the value: new, or in place of the one with the same id."""

    def remove(self, entity: Entity) -> None:
        """Take the entity away; refused while something refers to it."""

    def put_rows(self, kind: type[Entity], names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
        """Bulk path of an import: insert rows of these fields, unjournaled one by one; gives how many.

        `names` are field names of the entity and must include `id`, `project_id` and `import_id`; the import batch
        that they name must be in the project with `live=False` and be put live at the end of the same edit.
        Tuple-valued fields are given as JSON text.
        """

    def batch_digest(self, import_id: str) -> str:
        """A digest over all rows that an import brought, for its ImportBatch: so the journal vouches for them."""
