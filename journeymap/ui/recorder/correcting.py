"""Walking earlier entries with Up and Down, putting another line in their place, and moving them in order."""

from PySide6.QtCore import QModelIndex, QObject, Signal

from journeymap.core.wording import count_text
from journeymap.present.session import stream_entry
from journeymap.ui.recorder.line_frame import LineFrame
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.stream import StreamView

HINT = "Alt+↑↓ moves it · emptied removes it · Esc leaves it"


class Correcting(QObject):
    """`entry_id` is the entry in the line, empty when a new one is typed. A correction keeps its place in time.

    `chosen` carries the entry that is looked at from now on, or None.
    """

    chosen = Signal(object)

    def __init__(self, frame: LineFrame, stream: StreamView, parent: QObject) -> None:
        super().__init__(parent)
        self.entry_id = ""
        self._put_right = ""
        self._frame = frame
        self._stream = stream
        self._recording: Recording | None = None
        frame.walked.connect(self._on_walked)
        frame.moved.connect(self._on_moved)
        frame.escaped.connect(self.leave)
        stream.activated.connect(self._on_chosen)
        stream.clicked.connect(self._on_chosen)

    def take_on(self, recording: Recording) -> None:
        """Walk the entries of another session from now on."""
        self._recording = recording
        self.leave()

    def is_changed(self, typed: str) -> bool:
        """Whether what stands in the line says something else than the entry that is corrected."""
        entry = self._recording.entry(self.entry_id) if self._recording is not None else None
        return (
            entry is not None
            and self._recording is not None
            and typed != stream_entry(entry, self._recording.head).typed
        )

    def leave(self) -> None:
        """Back to a new, empty line; what was typed over an entry is dropped."""
        was = self.entry_id
        self.entry_id = ""
        self._frame.line.correcting = False
        self._frame.say("")
        self._frame.show_picture(shown=False)
        if was or self._frame.line.text():
            self._frame.line.empty()
        self._stream.mark("")
        if was:
            self.chosen.emit(None)

    def follow(self) -> None:
        """The entries were arranged anew: the one in the line is marked where it is now."""
        if self.entry_id and self._recording is not None:
            if self._recording.entry(self.entry_id) is None:
                self.leave()
            else:
                self._stream.mark(self.entry_id)
                rows = self._stream.stream
                self._frame.tell(f"Entry {count_text(rows.row_of(self.entry_id) + 1, rows.rowCount())}")
        elif self._put_right and self._recording is not None:
            entry = self._recording.entry(self._put_right)
            self._put_right = ""
            words = f"Corrected: {stream_entry(entry, self._recording.head).spoken}" if entry else "Removed"
            self._frame.tell(words)

    def put_right(self, entry_id: str) -> None:
        """A correction of this entry is on its way: `follow` tells when it has been made. No id: it was refused."""
        self._put_right = entry_id

    def _on_walked(self, step: int) -> None:
        if self._recording is None or not self._recording.entries:
            return
        rows = self._recording.entries
        at = self._stream.stream.row_of(self.entry_id) if self.entry_id else len(rows)
        wanted = at + step
        if wanted >= len(rows):
            self.leave()
            self._frame.tell("A new entry")
        elif wanted >= 0:
            self._show(wanted)

    def _on_moved(self, step: int) -> None:
        if self._recording is not None and self.entry_id:
            self._recording.move(self.entry_id, up=step < 0)

    def _on_chosen(self, index: QModelIndex) -> None:
        if self._recording is not None and index.isValid():
            self._show(index.row())
            self._frame.line.setFocus()

    def _show(self, row: int) -> None:
        assert self._recording is not None
        entry = self._recording.entries[row]
        shown = stream_entry(entry, self._recording.head)
        self.entry_id = entry.id
        self._frame.line.correcting = True
        self._frame.line.put(shown.typed)
        self._frame.hide_offers()
        self._frame.show_time(shown.clock)
        self._frame.say(HINT, "Correct")
        self._frame.show_picture(shown=shown.picture)
        self._stream.mark(entry.id)
        self._frame.tell(f"Correcting {shown.clock} {shown.word}")  # its words are heard as those of the line
        self.chosen.emit(entry)
