"""While a session runs: where we are, the clock, likely next steps, the stream, the buttons, the line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journeymap.core.scales import IMPACTS
from journeymap.core.wording import clock_text
from journeymap.present.session import LEAVES, NextStep
from journeymap.ui import theme
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.marks import mark_icon
from journeymap.ui.plain import Elided, label, plain_tip, restyle
from journeymap.ui.recorder.consent import ConsentStrip
from journeymap.ui.recorder.key_button import KeyButton
from journeymap.ui.recorder.line_frame import LineFrame
from journeymap.ui.recorder.side import SidePanel
from journeymap.ui.recorder.stream import StreamView

TICK_MS = 250
NARROW = 960


class DuringPage(QWidget):
    """Widgets only; the place wires them to the recording. `sign_asked` carries a sign for the line."""

    sign_asked = Signal(str)
    step_asked = Signal(str)
    pause_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper")
        self.place_words = label("", "secondary")
        self._now_at = ""
        self.step = Elided("", "current-step")
        self.clock = label("00:00:00", "clock")
        self.clock.setAccessibleName("Time since the start")
        self.pause = KeyButton("Pause", "F8", role="")
        self.pause.clicked.connect(self.pause_asked)
        self._chips_words = label("", "secondary")
        self._chips_row = QWidget()
        self._chips = FlowLayout(self._chips_row, spacing=10)
        self.next_steps: list[NextStep] = []
        self._consent_open = False
        self.stream = StreamView()
        self.stream.setMinimumHeight(60)
        self.consent = ConsentStrip()
        self.line_frame = LineFrame(self)
        self.refusal = label("", "warn", wrap=True)
        self.refusal.hide()
        self.side = SidePanel()
        self.quote = self._sign_button("Says", '"', "What the person says")
        main = QVBoxLayout()
        main.setContentsMargins(26, 16, 26, 18)
        main.setSpacing(10)
        main.addLayout(self._head())
        main.addWidget(self._chips_words)
        main.addWidget(self._chips_row)
        main.addSpacing(2)
        main.addWidget(self.stream, 1)
        main.addWidget(self.consent)
        self._signs_row = self._buttons()
        main.addWidget(self._signs_row)
        main.addWidget(self.refusal)
        main.addWidget(self.line_frame)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(main, 1)
        row.addWidget(self.side)
        self._time: Callable[[], int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        theme.current().changed.connect(self._on_look_changed)

    def run_clock(self, time: Callable[[], int] | None) -> None:
        """Show the time that `time` gives in ms; None stops the clock where it is."""
        self._on_tick()
        self._time = time
        if time is None:
            self._timer.stop()
        else:
            self._timer.start()
            self._on_tick()

    def show_paused(self, *, paused: bool) -> None:
        self.pause.set_words("Go on" if paused else "Pause")
        self.place_words.setText("Paused: the break counts in no duration" if paused else self._now_at)
        restyle(self.clock, role="clock-paused" if paused else "clock")

    def show_place(self, phase: str, title: str) -> None:
        """Where the person is now."""
        self._now_at = f"Now at · {phase}" if phase else "Now at"
        self.place_words.setText(self._now_at)
        self.step.setText(title or "Before the first step")
        self.step.setAccessibleName(f"Now at {title}" if title else "Before the first step")

    def show_next(self, steps: Sequence[NextStep], words: str) -> None:
        """Offer likely next steps as chips."""
        self.next_steps = list(steps)
        while self._chips.count():
            item = self._chips.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, step in enumerate(steps, start=1):
            chip = KeyButton(step.title, f"Alt+{number}", step.words, role="chip", strong=True)
            chip.clicked.connect(self._on_chip)
            chip.setProperty("number", number)
            self._chips.addWidget(chip)
            chip.show()
        self._chips_words.setText(words)
        self._chips_words.setVisible(bool(steps) and not self._consent_open)

    def open_consent(self, *, is_open: bool) -> None:
        """Show the strip that asks for consent in place of what cannot be used before, or take it away."""
        self._consent_open = is_open
        self.consent.setVisible(is_open)
        self._signs_row.setVisible(not is_open)
        self._chips_row.setVisible(not is_open)
        self._chips_words.setVisible(bool(self.next_steps) and not is_open)

    def take_next(self, number: int) -> None:
        """Do what chip `number` (from 1) does."""
        if 1 <= number <= len(self.next_steps):
            step = self.next_steps[number - 1]
            if step.title == LEAVES and not step.step_id:
                self.sign_asked.emit("= ")
            else:
                self.step_asked.emit(step.title)

    def offer_quotes(self, *, offered: bool) -> None:
        """Quotes are not offered where the person did not agree to being quoted."""
        self.quote.setVisible(offered)

    def refuse(self, words: str) -> None:
        """Say why a line was not kept; nothing takes the words away."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the stream and the line need the room more than what stands beside them."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= NARROW)

    def _buttons(self) -> QWidget:
        harm, harm_row = _group()
        rest, row = _group()
        self.impacts: list[KeyButton] = []
        for impact in (1, 2, 3, 4):
            words = IMPACTS[impact][:1].upper() + IMPACTS[impact][1:]
            button = self._sign_button(words, f"!{impact}", f"Pain, impact {impact} of 4: {IMPACTS[impact]}")
            self.impacts.append(button)
            harm_row.addWidget(button)
        self._on_look_changed()
        row.addWidget(self.quote)
        for words, sign, about in (
            ("Feels", "~", "A feeling, from −2 to +2"),
            ("Help", "&", "Help given"),
            ("Ends", "= ", "The outcome; ends the session"),
        ):
            row.addWidget(self._sign_button(words, sign, about))
        both = QWidget()
        flow = FlowLayout(both, spacing=6, push_last=True)
        flow.addWidget(harm)
        flow.addWidget(rest)
        return both

    def _sign_button(self, words: str, sign: str, about: str) -> KeyButton:
        button = KeyButton(words, sign.strip(), role="big")
        button.setProperty("sign", sign)
        button.setAccessibleDescription(about)
        button.setToolTip(plain_tip(about))
        button.clicked.connect(self._on_sign)
        return button

    def _on_look_changed(self) -> None:
        for impact, button in enumerate(self.impacts, start=1):
            button.set_picture(mark_icon(impact), QSize(16, 16))

    def _on_sign(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.sign_asked.emit(str(button.property("sign")))

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, KeyButton):
            self.take_next(int(chip.property("number")))

    def _on_tick(self) -> None:
        if self._time is not None:
            self.clock.setText(clock_text(self._time()))


def _group() -> tuple[QWidget, QHBoxLayout]:
    """Buttons that stay together in one row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    return holder, row
