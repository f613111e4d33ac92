"""Undo and redo. The journal is the memory: folding its entries gives both stacks again after a restart."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """A journal entry as far as undo needs it: its number, label and scope, and what it undid or redid.

    The entry of kind `new` made the project and cannot be undone.
    """

    seq: int
    label: str
    kind: str = "edit"
    of: int | None = None
    scope: str = ""


class History:
    """The edits that can be undone and redone, newest last. A new edit ends what could be redone.

    `scope` narrows to the changes of one running session.
    """

    def __init__(self, entries: Iterable[Done] = ()) -> None:
        self._done: list[Done] = []
        self._undone: list[Done] = []
        for entry in entries:
            self.add(entry)

    def add(self, entry: Done) -> None:
        """Take in an entry that has just been written to the journal."""
        if entry.kind == "new":
            return
        if entry.kind == "undo":
            self._move(entry.of, self._done, self._undone)
        elif entry.kind == "redo":
            self._move(entry.of, self._undone, self._done)
        else:
            self._done.append(entry)
            self._undone.clear()

    def next_undo(self, scope: str = "") -> Done | None:
        return self._last(self._done, scope)

    def next_redo(self, scope: str = "") -> Done | None:
        return self._last(self._undone, scope)

    def forget_redo(self) -> None:
        """What was undone before the project was closed cannot be redone: its rows may be gone."""
        self._undone.clear()

    def clear(self) -> None:
        """Forget everything: nothing before this moment can be undone."""
        self._done.clear()
        self._undone.clear()

    @staticmethod
    def _last(stack: list[Done], scope: str) -> Done | None:
        return next((entry for entry in reversed(stack) if not scope or entry.scope == scope), None)

    @staticmethod
    def _move(seq: int | None, source: list[Done], target: list[Done]) -> None:
        found = next((entry for entry in reversed(source) if entry.seq == seq), None)
        if found is not None:
            source.remove(found)
            target.append(found)
