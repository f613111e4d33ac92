"""While a session runs: where we are, the clock, likely next steps, the stream, the buttons, the line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journeymap.core.wording import clock_text
from journeymap.present.whereabouts import NextStep
from journeymap.ui.plain import Elided, label, restyle
from journeymap.ui.recorder.consent import ConsentStrip
from journeymap.ui.recorder.key_button import KeyButton
from journeymap.ui.recorder.line_frame import LineFrame
from journeymap.ui.recorder.next_chips import NextChips
from journeymap.ui.recorder.quiet_notes import QuietNotes
from journeymap.ui.recorder.side import SidePanel
from journeymap.ui.recorder.sign_buttons import SignButtons
from journeymap.ui.recorder.stream import StreamView

NARROW = 960
LOW, VERY_LOW = 560, 460
NO_TIME = "––:––:––"


class DuringPage(QWidget):
    """Widgets only; the place wires them to the recording. `sign_asked` carries a sign for the line.

    `step_asked` carries the title of a step and how it was taken; a dropped picture goes out as a QImage or as the
    path of a file.
    """

    sign_asked = Signal(str)
    step_asked = Signal(str, str)
    pause_asked = Signal()
    picture_dropped = Signal(object)
    picture_file_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper")
        self.setAcceptDrops(True)
        self.consent_open = False
        self._now_at = ""
        self.place_words = label("", "secondary")
        self.step = Elided("", "current-step")
        self.clock = label(NO_TIME, "clock")
        self.clock.setAccessibleName("Time since the start")
        self.pause = KeyButton("Pause", role="big", command="record.pause")
        self.pause.clicked.connect(self.pause_asked)
        self.notes = QuietNotes()
        self._chips_words = label("", "secondary")
        self.chips = NextChips()
        self.chips.step_asked.connect(self.step_asked)
        self.chips.end_asked.connect(self._on_end_asked)
        self.stream = StreamView()
        self.stream.setMinimumHeight(60)
        self.stream.when_empty = "What happens stands here, the newest at the bottom."
        self.consent = ConsentStrip()
        self.consent.hide()
        self.line_frame = LineFrame(self)
        self.refusal = label("", "warn", wrap=True)
        self.refusal.hide()
        self.side = SidePanel()
        self.notes.told.connect(self.line_frame.tell)
        self.signs = SignButtons()
        self.signs.sign_asked.connect(self.sign_asked)
        main = QVBoxLayout()
        main.setContentsMargins(26, 14, 26, 16)
        main.setSpacing(8)
        main.addLayout(self._head())
        main.addWidget(self._chips_words)
        main.addWidget(self.chips)
        main.addSpacing(2)
        main.addWidget(self.stream, 1)
        main.addWidget(self.notes)  # only the stream makes room for it: nothing moves from under the pointer
        main.addWidget(self.consent)
        main.addWidget(self.signs)
        main.addWidget(self.refusal)
        main.addWidget(self.line_frame)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(main, 1)
        row.addWidget(self.side)

    def show_clock(self, at_ms: int | None) -> None:
        """Show the time of the session; None: it has none yet."""
        self.clock.setText(clock_text(at_ms) or NO_TIME)

    def show_state(self, *, waits: bool, paused: bool, written_up: bool) -> None:
        """Whether the clock waits to be started, stands in a break, or stands because the session is written up."""
        self.pause.set_words("Start the clock" if waits else "Go on" if paused else "Pause")
        self.pause.setVisible(not written_up)
        words = self._now_at
        if waits:
            words = "The clock has not been started: what is noted now has no time"
        elif paused:
            words = "Paused: the break counts in no duration"
        elif written_up:
            words = f"{self._now_at} · the clock stands at the last time given; [mm:ss] before a line moves it"
        self.place_words.setText(words)
        restyle(self.clock, role="clock-paused" if paused or waits or written_up else "clock")
        restyle(self.pause, role="big-primary" if waits or paused else "big")

    def show_place(self, phase: str, title: str) -> None:
        """Where the person is now."""
        self._now_at = f"Now at · {phase}" if phase else "Now at" if title else "Now"
        self.place_words.setText(self._now_at)
        self.step.setText(title or "Before the first step")
        self.step.setAccessibleName(f"Now at {title}" if title else "Before the first step")

    def show_next(self, steps: Sequence[NextStep], words: str) -> None:
        """Offer likely next steps as chips."""
        self.chips.show_next(steps)
        self._chips_words.setText(words)
        self._mind_the_stream()

    def open_consent(self, *, is_open: bool) -> None:
        """Show the strip that asks for consent in place of what cannot be used before, or take it away."""
        self.consent_open = is_open
        self.consent.setVisible(is_open)
        self.signs.setVisible(not is_open)
        self.chips.setVisible(not is_open)
        self._mind_the_stream()

    def refuse(self, words: str) -> None:
        """Say why a line was not kept; nothing takes the words away."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
        self.line_frame.tell(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the stream and the line need the room more than what stands beside them."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= NARROW)
        self._mind_the_stream()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Whatever is dropped while a session runs is a picture, or told to be none: an import would be in the way."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.picture_file_dropped.emit(files[0])
        else:
            image = data.imageData()
            self.picture_dropped.emit(image if isinstance(image, QImage) else QImage())

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.place_words)
        words.addWidget(self.step)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addLayout(words, 1)
        row.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _mind_the_stream(self) -> None:
        """In a low window the strip needs the room of the stream, and the stream that of the words above the chips."""
        self.stream.setVisible(not self.consent_open or self.height() >= LOW)
        said = bool(self.chips.steps) and not self.consent_open
        self._chips_words.setVisible(said and self.height() >= VERY_LOW)

    def _on_end_asked(self) -> None:
        self.sign_asked.emit("= ")
