"""Between two tasks of a sitting: how the last one went, how easy it was, and which one comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.model import TaskScenario
from journeymap.core.scales import EASES, OUTCOMES
from journeymap.core.wording import duration_text
from journeymap.present.session import SessionHead
from journeymap.ui.pieces import empty, fill, typed_choice
from journeymap.ui.plain import label, plain
from journeymap.ui.recorder.scale_buttons import ScaleButtons
from journeymap.ui.recorder.sheet import in_the_middle, sheet
from journeymap.ui.recorder.starting import Sitting
from journeymap.ui.tab_order import go_through, stops_as_laid_out

_OFFERED = 4


class BetweenPage(QWidget):
    """`begin_asked` carries the id or the title of the next task, `eased` 1–7 or None, `over_asked` ends the sitting.

    `continue_asked`: the attempt had not ended after all.
    """

    begin_asked = Signal(str)
    eased = Signal(object)
    over_asked = Signal()
    continue_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper")
        self._title = label("", "page-title", wrap=True)
        self._words = label("", "headline", wrap=True)
        self.ease = ScaleButtons("How easy was this task", EASES[0], EASES[-1], "very difficult", "very easy")
        self.ease.answered.connect(self.eased)
        self._next = QVBoxLayout()
        self._next.setSpacing(8)
        self.buttons: list[QPushButton] = []
        self.other = typed_choice("Another task")
        self.other.setProperty("touch", "true")
        line = self.other.lineEdit()
        assert line is not None
        line.setPlaceholderText("Another task")
        line.returnPressed.connect(self._on_other)
        begin_other = QPushButton("Begin it")
        begin_other.setProperty("tall", "true")
        begin_other.setProperty("touch", "true")
        begin_other.setAccessibleName("Begin the other task")
        begin_other.clicked.connect(self._on_other)
        other_row = QHBoxLayout()
        other_row.setSpacing(8)
        other_row.addWidget(self.other, 1)
        other_row.addWidget(begin_other)
        self.over = QPushButton("The sitting is over")
        self.over.setProperty("tall", "true")
        self.over.setProperty("touch", "true")
        self.over.clicked.connect(self.over_asked)
        again = QPushButton("Go on with this attempt")
        again.setProperty("role", "quiet")
        again.setProperty("touch", "true")
        again.clicked.connect(self.continue_asked)
        last = QHBoxLayout()
        last.addWidget(self.over)
        last.addWidget(again)
        last.addStretch(1)
        for words in (self._title, self._words):
            words.setFixedWidth(576)  # a wrapped text gets its height only from a fixed width
        self._card, inner = sheet(640)
        fill(self, in_the_middle(self._card, "Between two tasks"))
        inner.addWidget(self._title)
        inner.addWidget(self._words)
        inner.addSpacing(6)
        inner.addWidget(label("How easy was this task, to the person?", "heading"))
        inner.addWidget(self.ease)
        inner.addSpacing(6)
        inner.addWidget(label("Next", "heading"))
        inner.addLayout(self._next)
        inner.addLayout(other_row)
        inner.addSpacing(6)
        inner.addLayout(last)

    def show_attempt(self, head: SessionHead, sitting: Sitting) -> None:
        """Say how the attempt ended, and offer what is left to be tried."""
        session = head.session
        name = f"“{head.task.title}”" if head.task else f"Attempt {sitting.attempts}"
        self._title.setText(f"{name}: {OUTCOMES[session.outcome]}")
        took = f"It took {duration_text(session.ended_ms)}. " if session.ended_ms else ""
        self._words.setText(f"{took}Attempt {sitting.attempts} of this sitting with {head.pseudonym}; all on disk.")
        self.show_ease(session.ease)
        self.other.clear()
        self.other.addItems([task.title for task in sitting.tasks])
        self.other.setEditText("")
        empty(self._next)
        self.buttons = [self._button(task, number) for number, task in enumerate(sitting.tasks[:_OFFERED])]
        go_through(stops_as_laid_out(self._card))

    def show_ease(self, ease: int | None) -> None:
        """Show the answer that is stored."""
        self.ease.show_value(ease)

    def focus_first(self) -> None:
        self.ease.focus_first()

    def _button(self, task: TaskScenario, number: int) -> QPushButton:
        button = QPushButton(plain(f"Begin “{task.title}”"))
        button.setProperty("role", "primary" if number == 0 else "")
        button.setProperty("tall", "true")
        button.setProperty("touch", "true")
        button.setProperty("task", task.id)
        button.clicked.connect(self._on_begin)
        self._next.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _on_begin(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.begin_asked.emit(str(button.property("task")))

    def _on_other(self) -> None:
        title = " ".join(self.other.currentText().split())
        if title:
            self.begin_asked.emit(title)
