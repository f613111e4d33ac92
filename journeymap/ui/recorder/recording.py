"""A session that is being recorded: sends what was typed to the document, and holds what is on disk."""

from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from time import time

from PySide6.QtCore import QObject, Signal

from journeymap.core.capture import Line, line_of, parse_line
from journeymap.core.changes import Changes
from journeymap.core.edits import attempts, correcting, pictures
from journeymap.core.edits import recording as verbs
from journeymap.core.edits.consent import give_consent
from journeymap.core.errors import Problem
from journeymap.core.model import (
    Consent,
    Observation,
    Participant,
    Phase,
    Round,
    Session,
    Step,
    TaskScenario,
    Transition,
)
from journeymap.present.session import EDIT_LABELS, SessionHead, is_paused, load_entries, load_head
from journeymap.store.document import Document
from journeymap.store.editing import SqlEdit
from journeymap.ui.document import DocumentThread
from journeymap.ui.pictures import Picture
from journeymap.ui.recorder.consent import Answer
from journeymap.ui.recorder.last_seen import EVERY_MS, note_seen, seen_until_ms
from journeymap.ui.recorder.session_clock import GAP_MS, SessionClock

_HEAD_KINDS = (Session, Participant, Consent, Step, Phase, Transition, Round, TaskScenario)
PICTURE_WORDS = "picture"
"""The words of a picture that came without any."""


def _order(entry: Observation) -> tuple[bool, int, int]:
    return entry.at_ms is not None, entry.at_ms or 0, entry.seq


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a Recording begins with. `seen_ms`: until when the session was watched, 0 where nobody knows."""

    head: SessionHead
    entries: list[Observation]
    seen_ms: int = 0


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

    def __init__(self, document: DocumentThread, loaded: Loaded, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.head = loaded.head
        self.entries = loaded.entries
        self._seen_ms = loaded.seen_ms
        self._by_id = {entry.id: entry for entry in self.entries}
        self.clock = SessionClock(self)
        self._noted_ms = 0
        self._let_go = False
        self.clock.gap.connect(self._on_gap)
        self.clock.ticked.connect(self._on_tick)
        self._set_clock()
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

    def elapsed_ms(self) -> int | None:
        """The time since the session's start; None before its clock is started, and where no time is known."""
        return self.clock.now_ms()

    def stop(self) -> None:
        """Nobody looks at this session any more: it tells nothing from now on."""
        self._let_go = True
        self._document.changed.disconnect(self._on_changed)
        self.clock.stand_at(self.clock.now_ms())

    # -- what is recorded

    def keep(self, typed: str, at_ms: int | None, source: str = "keyboard", picture: Picture | None = None) -> None:
        """Record one typed line, and a picture with it; `at_ms` is the time of its first keystroke."""
        line = parse_line(typed)
        if line.empty and picture is not None:
            line = Line("do", PICTURE_WORDS, at_ms=line.at_ms)
        if self.head.written_up and line.empty and line.at_ms is not None:
            self.clock.stand_at(line.at_ms)  # a time alone says where in the recording what follows stands
            return
        self._keep_line(line, at_ms, source, typed, picture)

    def visit(self, title: str, source: str) -> None:
        """Record that the person goes to a step."""
        self._keep_line(Line("visit", label=title), self.elapsed_ms(), source, f"> {title}")

    def pause_or_resume(self) -> None:
        """Start the clock where it has not been started yet; else mark a break, or its end."""
        if self.head.waits:
            session_id = self.session_id
            self._edit("Start the clock", lambda edit: attempts.start_clock(edit, session_id), "")
        elif not self.head.written_up:
            self._pause() if not self.paused else self._keep_line(Line("marker", "resume"), self.elapsed_ms())

    def pause_for_leaving(self) -> None:
        """Whoever closes the window has a break."""
        if self.running and self.clock.runs and not self.paused:
            self._pause()

    def end(self, outcome: str, source: str = "pointer") -> None:
        """End the session with an outcome."""
        self._keep_line(Line("end", outcome=outcome), self.elapsed_ms(), source)

    def note_missed(self) -> None:
        """The session is gone on with: the time since it was watched last was seen by nobody, unless it was a break."""
        last_ms = max(self._seen_ms, *(entry.until_ms or entry.at_ms or 0 for entry in self.entries), 0)
        now_ms = self.clock.now_ms() or 0
        if self.clock.runs and not self.paused and now_ms - last_ms > GAP_MS:
            self._on_gap(last_ms, now_ms, "crash")

    def count_gap(self, entry_id: str, *, counted: bool) -> None:
        """Count a stretch that nobody saw into the durations, or leave it out."""
        words = "Count a gap in" if counted else "Leave a gap out"
        self._edit(words, lambda edit: attempts.count_gap(edit, entry_id, counted=counted), "")

    # -- what is corrected

    def correct(self, entry_id: str, typed: str, picture: Picture | None = None) -> None:
        """Put another line in place of an entry; an empty one takes the entry out."""
        line = parse_line(typed)
        before = self.entry(entry_id)
        if line.empty and line.at_ms is not None and before is not None:  # only its time is another
            line = replace(line_of(before, self.head.title_of(before)), at_ms=line.at_ms)

        def work(edit: SqlEdit) -> None:
            verbs.correct_entry(edit, entry_id, line, fuzzy=True)
            _attach(edit, entry_id, picture)

        if line.empty:
            self._edit("Remove an entry", lambda edit: verbs.remove_entry(edit, entry_id), typed)
        else:
            self._edit("Correct an entry", work, typed)

    def take_picture_off(self, entry_id: str) -> None:
        """Take the picture off an entry; the entry stays."""
        self._edit("Remove a picture", lambda edit: pictures.attach_picture(edit, entry_id, None), "")

    def move(self, entry_id: str, *, up: bool) -> None:
        """Let an entry change places with the one above or below it."""
        self._edit("Move an entry", lambda edit: correcting.move_entry(edit, entry_id, up=up), "")

    def consent(self, answer: Answer) -> None:
        """Note what the person agreed to."""
        session_id = self.session_id
        given = (answer.scopes, answer.how, answer.form_version, answer.until_ms)
        self._edit("Note the consent", lambda edit: give_consent(edit, session_id, *given), "")

    def go_on(self) -> None:
        """Open the session again after its end; the time since then was a break."""
        session_id, ended_ms = self.session_id, self.head.session.ended_ms
        now_ms = self._elapsed_at_start()
        live = not self.head.written_up and self.head.session.started_at_ms is not None
        is_break = live and ended_ms is not None and now_ms - ended_ms > GAP_MS and not self.paused

        def work(edit: SqlEdit) -> None:
            verbs.continue_session(edit, session_id)
            if is_break:
                verbs.record(edit, session_id, Line("marker", "pause"), ended_ms)
                verbs.record(edit, session_id, Line("marker", "resume"), now_ms)

        self._edit("Go on with a session", work, "")

    def entry(self, entry_id: str) -> Observation | None:
        return self._by_id.get(entry_id)

    # -- how it gets there

    def _pause(self) -> None:
        self._keep_line(Line("marker", "pause"), self.elapsed_ms(), label="Pause the session")

    def _keep_line(
        self,
        line: Line,
        at_ms: int | None,
        source: str = "keyboard",
        typed: str = "",
        picture: Picture | None = None,
        label: str = "",
    ) -> None:
        session_id = self.session_id

        def work(edit: SqlEdit) -> None:
            kept = verbs.record(edit, session_id, line, at_ms, source=source, fuzzy=True)
            if isinstance(kept, Observation):
                _attach(edit, kept.id, picture)
            elif picture is not None:
                raise Problem(
                    "The end of a session holds no picture, so the session goes on. Please take the picture off, or "
                    "keep it with a line of its own first."
                )

        resumes = line.kind == "marker" and line.text == "resume"
        self._edit(label or ("Go on after a break" if resumes else EDIT_LABELS[line.kind]), work, typed)

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

    def _on_gap(self, from_ms: int, until_ms: int, why: str) -> None:
        if self.running and not self.paused:
            session_id = self.session_id
            self._edit("Mark a gap", lambda edit: attempts.note_gap(edit, session_id, from_ms, until_ms, why), "")

    def _on_tick(self) -> None:
        at_ms = self.clock.now_ms()
        if self.clock.runs and at_ms is not None and at_ms - self._noted_ms >= EVERY_MS:
            self._noted_ms = at_ms
            session_id = self.session_id
            self._document.do(lambda _document: note_seen(session_id, at_ms))

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
            if self.head.written_up and added and not rearranged and added[-1].at_ms is not None:
                self.clock.stand_at(added[-1].at_ms)
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
        if self._let_go:
            return
        if head is None:
            self.gone.emit()
            return
        before, was_running = self.head, self.running
        self.head = head
        if self.running != was_running or head.waits != before.waits:
            self._set_clock()
        self.head_changed.emit()
        if was_running and not self.running:
            self.ended.emit()

    # -- the clock

    def _set_clock(self) -> None:
        session = self.head.session
        if not self.running:
            self.clock.stand_at(session.ended_ms)
        elif self.head.written_up:
            self.clock.stand_at(self.entries[-1].at_ms if self.entries else None)
        elif self.head.waits:
            self.clock.stand_at(None)
        else:
            self.clock.run_from(self._elapsed_at_start())

    def _elapsed_at_start(self) -> int:
        """By the clock on the wall, yet never before the last entry: that clock may have been set back."""
        started = self.head.session.started_at_ms
        by_wall = round(time() * 1000) - started if started is not None else 0
        last = max((entry.until_ms or entry.at_ms or 0 for entry in self.entries), default=0)
        return max(0, by_wall, last)


def _attach(edit: SqlEdit, entry_id: str, picture: Picture | None) -> None:
    if picture is not None:
        kept = pictures.keep_picture(edit, name=picture.name, media_type=picture.media_type, data=picture.data)
        pictures.attach_picture(edit, entry_id, kept.id)


def load_recording(document: Document, session_id: str) -> Loaded | None:
    """What a Recording begins with; None when the session is not there. Document thread."""
    reader = document.read()
    head = load_head(reader, session_id)
    return None if head is None else Loaded(head, load_entries(reader, session_id), seen_until_ms(session_id))
