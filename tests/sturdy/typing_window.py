"""The real window in a process of its own. It goes on with the session that was left open, or begins one, and types.

    python -m tests.sturdy.typing_window FILE SEED ENTRIES [TASK …]

What is on disk and shown is said on standard output, one line each, flushed: `READY session-id`, `ENTRY entry-id text`,
`GAP from-ms until-ms`, `SAYS words` (a line that was refused), `END`, `OVER` (the attempt has ended). A line on
standard input is a wish: `back SECONDS` sets the clock on the wall back, `type` types one more entry, `line WORDS`
types these words.
"""

import os
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from journeymap.app import make_application
from journeymap.core.model import Observation
from journeymap.ui.collecting import Collector
from journeymap.ui.desk import Desk
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.window import ProjectWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
_WORDS = ("looks", "reads", "aloud", "waits", "asks", "where", "it", "is", "goes", "back", "opens", "the", "form")


def say(*words: object) -> None:
    """One line, at once, as one write: a kill leaves it whole or not there."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def entry_of(chance: random.Random, number: int) -> str:
    """A line that nobody typed before."""
    words = " ".join(chance.choices(_WORDS, k=chance.randint(2, 6)))
    sign = chance.choice(["", "> ", "!2 ", '"', "? ", "~-1 ", "& ", "* "])
    return f"{sign}{words} {number}-{chance.randrange(10**9)}"


class Typist(QObject):
    """Types entry after entry, a few keys at a time, and never waits inside an event."""

    wished = Signal(str)

    def __init__(self, desk: Desk, seed: int, entries: int, tasks: list[str]) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._chance = random.Random(seed)
        self._left = entries
        self._number = 0
        self._keys: list[str] = []
        self._stage: Callable[[], None] = self._open_recorder
        self._shown = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(2)
        self.wished.connect(self._on_wish, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.wished.emit(line.strip())

    def _on_wish(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "back":
            now, back_s = time.time, float(rest)
            time.time = lambda: now() - back_s
        elif word == "type":
            self._left += 1
        elif word == "line":
            self._keys = [*rest, "\n"]

    def _on_time(self) -> None:
        self._stage()

    def _window(self) -> ProjectWindow | None:
        found = self._desk.windows[-1] if self._desk.windows else None
        return found if found is not None and found.isVisible() and found.looking.filter.map_id else None

    def _recorder(self) -> RecordPlace | None:
        window = self._window()
        place = window.places.get("record") if window is not None else None
        return place if isinstance(place, RecordPlace) else None

    def _open_recorder(self) -> None:
        window = self._window()
        if window is None:
            return
        if "still open" in window.messages.text():
            next(each for each in window.messages.findChildren(QPushButton) if each.text() == "Go on with it").click()
            self._stage = self._wait_for_line
        elif window.looking.filter.map_id and self._settled():
            QTest.keyClick(window, Qt.Key.Key_R, CONTROL)
            self._stage = self._begin

    def _settled(self) -> bool:
        """The word of a session that is open comes a moment after the window."""
        self._shown += 1
        return self._shown > 150

    def _begin(self) -> None:
        place = self._recorder()
        if place is not None and place.before.isVisible() and place.before.person.currentText():
            for number, title in enumerate(self._tasks):
                if number:
                    place.before.tasks.another.click()
                place.before.tasks.rows[number].choose(title)
            place.before.start.click()
            self._stage = self._consent

    def _consent(self) -> None:
        place = self._recorder()
        if place is not None and place.during.consent.isVisible() and place.during.consent.as_on_form.hasFocus():
            QTest.keyClick(place.during.consent.as_on_form, Qt.Key.Key_Space)
            self._stage = self._wait_for_line

    def _wait_for_line(self) -> None:
        place = self._recorder()
        if place is None or place.recording is None:
            return
        recording = place.recording
        if place.during.consent.isVisible():
            self._consent()
        elif place.during.line_frame.line.hasFocus():
            self._tell(recording)
            self._stage = self._type

    def _tell(self, recording: Recording) -> None:
        say("READY", recording.session_id)
        for entry in recording.entries:
            self._on_added(entry)
        recording.added.connect(self._on_added)
        recording.rearranged.connect(self._on_rearranged)
        recording.refused.connect(self._on_refused)
        recording.ended.connect(self._on_ended)

    def _on_added(self, entry: Observation) -> None:
        gap = dict(entry.attributes).get("gap")
        if gap is not None:
            say("GAP", entry.at_ms, entry.until_ms)
        say("ENTRY", entry.id, entry.raw_label or entry.text)

    def _on_rearranged(self) -> None:
        place = self._recorder()
        if place is not None and place.recording is not None:
            for entry in place.recording.entries:
                self._on_added(entry)

    def _on_ended(self) -> None:
        say("OVER")

    def _on_refused(self, _typed: str, words: str) -> None:
        say("SAYS", words.replace("\n", " "))

    def _type(self) -> None:
        place = self._recorder()
        assert place is not None
        line = place.during.line_frame.line
        if not self._keys:
            if not self._left:
                return
            self._left -= 1
            self._number += 1
            self._keys = [*entry_of(self._chance, self._number), "\n"]
        for key in self._keys[:3]:
            QTest.keyClick(line, Qt.Key.Key_Return) if key == "\n" else QTest.keyClicks(line, key)
        del self._keys[:3]
        if not self._keys and not self._left:
            say("END")


def main() -> None:
    """Open the window on FILE and type until killed, or told to go."""
    app: QApplication = make_application()
    collector = Collector(app)
    desk = Desk(app)
    desk.troubles.install()
    desk.open(Path(sys.argv[1]))
    typist = Typist(desk, int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
    app.exec()
    del typist
    collector.stop()


if __name__ == "__main__":
    main()
