"""A questionnaire on screen: every statement with its scale. Each answer is kept at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.present.questionnaires import LEAST_WORDS, MOST_WORDS, QuestionnaireView
from journeymap.ui.pieces import empty, fill
from journeymap.ui.plain import label
from journeymap.ui.recorder.scale_buttons import ScaleButtons
from journeymap.ui.recorder.sheet import in_the_middle, sheet
from journeymap.ui.tab_order import go_through, stops_as_laid_out

WIDTH = 720


class QuestionnairePage(QWidget):
    """`answered` carries the kind and all answers, 0 where there is none; `done` when the person has finished."""

    answered = Signal(str, object)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper")
        self._kind = ""
        self.scales: list[ScaleButtons] = []
        self._title = label("", "page-title", wrap=True)
        self._words = label("", "secondary", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(18)
        self._still = label("", "secondary")
        self.finish = QPushButton("That is all")
        self.finish.setProperty("role", "primary")
        self.finish.setProperty("tall", "true")
        self.finish.setProperty("touch", "true")
        self.finish.clicked.connect(self.done)
        foot = QHBoxLayout()
        foot.addWidget(self._still)
        foot.addStretch(1)
        foot.addWidget(self.finish)
        self._card, inner = sheet(WIDTH)
        fill(self, in_the_middle(self._card, "Questionnaire"))
        inner.addWidget(self._title)
        inner.addWidget(self._words)
        inner.addSpacing(8)
        inner.addLayout(self._rows)
        inner.addSpacing(8)
        inner.addLayout(foot)

    @property
    def kind(self) -> str:
        """The kind of questionnaire that is shown, or was shown last."""
        return self._kind

    def show_view(self, view: QuestionnaireView) -> None:
        """Show a questionnaire with what was answered so far; one that is shown already only takes the answers on."""
        if view.kind != self._kind:
            self._kind = view.kind
            self._title.setText("What do you think of this service?")
            self._words.setText(
                f"Please say for each sentence how much you agree. 1: {LEAST_WORDS}, {view.highest}: {MOST_WORDS}. "
                "There are no wrong answers, and any may be left out."
            )
            empty(self._rows)
            self.scales = [self._row(number, words, view.highest) for number, words in enumerate(view.statements)]
            go_through(stops_as_laid_out(self._card))
        for scale, answer in zip(self.scales, view.answers, strict=True):
            if scale.value != (answer or None):
                scale.show_value(answer or None)
        self._count()

    def focus_first(self) -> None:
        """Put the keyboard on the first sentence without an answer."""
        (next((scale for scale in self.scales if scale.value is None), self.scales[0])).focus_first()

    def _row(self, number: int, words: str, highest: int) -> ScaleButtons:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        sentence = label(f"{number + 1}. {words}", "headline", wrap=True)
        column.addWidget(sentence)
        scale = ScaleButtons(words, 1, highest, LEAST_WORDS, MOST_WORDS)
        scale.answered.connect(self._on_answered)
        column.addWidget(scale)
        self._rows.addWidget(row)
        return scale

    def _on_answered(self, _answer: int | None) -> None:
        self._count()
        self.answered.emit(self._kind, tuple(scale.value or 0 for scale in self.scales))

    def _count(self) -> None:
        answered = sum(scale.value is not None for scale in self.scales)
        self._still.setText(f"{answered} of {len(self.scales)} answered")
