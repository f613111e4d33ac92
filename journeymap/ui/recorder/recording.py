"""A session that is being recorded: sends what was typed to the document, and holds what is on disk."""

from bisect import insort
from collections.abc import Callable
from functools import partial
from time import time

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from journeymap.core.capture import Line, parse_line
from journeymap.core.changes import Changes
from journeymap.core.edits import recording as verbs
from journeymap.core.model import Consent, Observation, Participant, Phase, Session, Step, Transition
from journeymap.present.session import EDIT_LABELS, SessionHead, is_paused, load_entries, load_head
from journeymap.store.document import Document
from journeymap.store.editing import SqlEdit
from journeymap.ui.document import DocumentThread

_HEAD_KINDS = (Session, Participant, Consent, Step, Phase, Transition)


def _order(entry: Observation) -> tuple[bool, int, int]:
    return entry.at_ms is None, entry.at_ms or 0, entry.seq


class Recording(QObject):
    """Only what is durable is in `entries`: they come from the document's notices, never from the line.

    `added` carries an entry that is new at the end; `rearranged` says that the entries changed in any other way.
    `refused` carries a typed line that was not kept, and why. `gone` says that the session is not there any more.
    """

    added = Signal(object)
    rearranged = Signal()
    head_changed = Signal()
    refused = Signal(str, str)
    ended = Signal()
    gone = Signal()

    def __init__(
        self, document: DocumentThread, head: SessionHead, entries: list[Observation], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.head = head
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self._ticks = QElapsedTimer()
        self._ticks.start()
        self._offset_ms = self._elapsed_at_start()
        document.changed.connect(self._on_changed)

    @property
    def session_id(self) -> str:
        return self.head.session.id

    @property
    def running(self) -> bool:
        return self.head.session.outcome == "in_progress"

    @property
    def paused(self) -> bool:
        return is_paused(self.entries)

    def elapsed_ms(self) -> int:
        """The time since the session's start; from a clock that never goes back."""
        if not self.running and self.head.session.ended_ms is not None:
            return self.head.session.ended_ms
        return self._offset_ms + self._ticks.elapsed()

    def keep(self, typed: str, at_ms: int, source: str = "keyboard") -> None:
        """Record one typed line; `at_ms` is the time of its first keystroke."""
        self._keep_line(parse_line(typed), at_ms, source, typed)

    def visit(self, title: str, source: str) -> None:
        """Record that the person goes to a step."""
        self._keep_line(Line("visit", label=title), self.elapsed_ms(), source, f"> {title}")

    def pause_or_resume(self) -> None:
        """Mark a break, or its end."""
        word, done = ("resume", "Go on after a break") if self.paused else ("pause", "Pause the session")
        self._keep_line(Line("marker", word), self.elapsed_ms(), "keyboard", "", done)

    def end(self, outcome: str, at_ms: int) -> None:
        """End the session with an outcome."""
        self._keep_line(Line("end", outcome=outcome), at_ms, "pointer", "")

    def correct(self, entry_id: str, typed: str) -> None:
        """Put another line in place of an entry; an empty one takes the entry out."""
        line = parse_line(typed)
        if line.empty:
            self._edit("Remove an entry", lambda edit: verbs.remove_entry(edit, entry_id), typed)
        else:
            self._edit("Correct an entry", lambda edit: verbs.correct_entry(edit, entry_id, line, fuzzy=True), typed)

    def consent(self, scopes: tuple[str, ...], how: str) -> None:
        """Note what the person agreed to; none: refused."""
        session_id = self.session_id
        self._edit("Note the consent", lambda edit: verbs.give_consent(edit, session_id, scopes, how), "")

    def go_on(self) -> None:
        """Open the session again after its end."""
        session_id = self.session_id
        self._edit("Go on with a session", lambda edit: verbs.continue_session(edit, session_id), "")

    def entry(self, entry_id: str) -> Observation | None:
        return self._by_id.get(entry_id)

    def _keep_line(self, line: Line, at_ms: int, source: str, typed: str, label: str = "") -> None:
        session_id = self.session_id
        self._edit(
            label or EDIT_LABELS[line.kind],
            lambda edit: verbs.record(edit, session_id, line, at_ms, source=source, fuzzy=True),
            typed,
        )

    def _edit(self, label: str, verb: Callable[[SqlEdit], object], typed: str) -> None:
        scope = self.session_id

        def work(document: Document) -> None:
            with document.edit(label, scope=scope) as edit:
                verb(edit)

        self._document.do(work, None, partial(self._on_refused, typed), owner=self)

    def _on_refused(self, typed: str, error: BaseException) -> None:
        from journeymap.ui.problems import sentence

        words = sentence(error)
        self.refused.emit(typed, words or "This line was not recorded, because the app made a mistake.")
        if not words:
            self._document.troubled.emit(error)

    def _on_changed(self, changes: Changes) -> None:
        added: list[Observation] = []
        rearranged = False
        for item in changes.items:
            before, after = item.before, item.after
            if isinstance(before, Observation) and before.session_id == self.session_id:
                self._drop(before)
                rearranged = True
            if isinstance(after, Observation) and after.session_id == self.session_id:
                insort(self.entries, after, key=_order)
                self._by_id[after.id] = after
                added.append(after)
        if added or rearranged:
            if len(added) == 1 and not rearranged and self.entries[-1].id == added[0].id:
                self.added.emit(added[0])
            else:
                self.rearranged.emit()
        if changes.touches(*_HEAD_KINDS):
            session_id = self.session_id
            self._document.do(lambda document: load_head(document.read(), session_id), self._on_head, owner=self)

    def _drop(self, entry: Observation) -> None:
        known = self._by_id.pop(entry.id, None)
        if known is not None:
            self.entries.remove(known)

    def _on_head(self, head: SessionHead | None) -> None:
        if head is None:
            self.gone.emit()
            return
        was_running = self.running
        self.head = head
        if self.running and not was_running:
            self._offset_ms = self._elapsed_at_start()
            self._ticks.restart()
        self.head_changed.emit()
        if was_running and not self.running:
            self.ended.emit()

    def _elapsed_at_start(self) -> int:
        """By the clock on the wall, yet never before the last entry: that clock may have been set back."""
        started = self.head.session.started_at_ms
        by_wall = round(time() * 1000) - started if started is not None else 0
        last = max((entry.at_ms or 0 for entry in self.entries), default=0)
        return max(0, by_wall, last)


def load_recording(document: Document, session_id: str) -> tuple[SessionHead, list[Observation]] | None:
    """What a Recording begins with; None when the session is not there. Document thread."""
    reader = document.read()
    head = load_head(reader, session_id)
    return None if head is None else (head, load_entries(reader, session_id))
