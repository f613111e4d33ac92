"""After a session: how it ended, in one sentence, and what can be done next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.model import Observation
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import duration_text, list_text, plural
from journeymap.present.session import SessionHead
from journeymap.ui.empty import LineDrawing
from journeymap.ui.plain import label


class AfterPage(QWidget):
    """`another_asked`, `next_task_asked`, `continue_asked` and `map_asked` are its buttons.

    `placing_asked` is where there is need.
    """

    another_asked = Signal()
    continue_asked = Signal()
    map_asked = Signal()
    placing_asked = Signal()
    next_task_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper")
        self._title = label("", "page-title", wrap=True)
        self._words = label("", "headline", wrap=True)
        self._open = label("", "secondary", wrap=True)
        self.another = QPushButton("Record another session")
        self.another.setProperty("role", "primary")
        self.another.clicked.connect(self.another_asked)
        to_map = QPushButton("See the map")
        to_map.clicked.connect(self.map_asked)
        again = QPushButton("Go on with this one")
        again.clicked.connect(self.continue_asked)
        self.next_task = QPushButton("Another task")
        self.next_task.setAccessibleDescription("One more attempt with the same person, in the same sitting")
        self.next_task.clicked.connect(self.next_task_asked)
        self.place_steps = QPushButton()
        self.place_steps.clicked.connect(self.placing_asked)
        self.place_steps.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.another, self.next_task, to_map, again):
            button.setProperty("tall", "true")
            buttons.addWidget(button)
        buttons.addStretch(1)
        card = QFrame()
        card.setProperty("role", "panel")
        card.setFixedWidth(700)
        for words in (self._title, self._words, self._open):
            words.setFixedWidth(636)  # a wrapped text gets its height only from a fixed width
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(12)
        inner.addWidget(LineDrawing("record"), 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._title)
        inner.addWidget(self._words)
        inner.addWidget(self._open)
        inner.addWidget(self.place_steps, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addSpacing(8)
        inner.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def show_session(self, head: SessionHead, entries: list[Observation]) -> None:
        """Say how the session went, and what is still open in it."""
        session = head.session
        self._title.setText(f"The session with {head.pseudonym} is over")
        took = f" after {duration_text(session.ended_ms)}" if session.ended_ms else ""
        visits = sum(entry.kind == "visit" for entry in entries)
        self._words.setText(
            f"Outcome: {OUTCOMES[session.outcome]}{took}. {plural(len(entries), 'entry', 'entries')}, "
            f"{plural(visits, 'visit')} to steps; all on disk."
        )
        unplaced = len({entry.raw_label for entry in entries if entry.kind == "visit" and entry.step_id is None})
        self.place_steps.setText("Put it on the map" if unplaced == 1 else f"Put these {unplaced} steps on the map")
        self.place_steps.setVisible(bool(unplaced))
        pains = [entry for entry in entries if entry.kind == "pain"]
        unrated = sum(entry.impact is None for entry in pains)
        ungrouped = sum(entry.pain_point_id is None for entry in pains)
        still = [
            words
            for number, words in (
                (unplaced, f"{plural(unplaced, 'step')} without a place on the map"),
                (unrated, f"{plural(unrated, 'pain')} not rated"),
                (ungrouped, f"{plural(ungrouped, 'pain')} without a tag"),
            )
            if number
        ]
        self._open.setText(f"Still open: {list_text(still)}." if still else "Nothing is left open.")
