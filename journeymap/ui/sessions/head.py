"""The head of one session: who, when, how it ended; and its questionnaires, each a button that opens it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.scales import QUESTIONNAIRES
from journeymap.core.wording import plural
from journeymap.present.inspect import Fact
from journeymap.present.questionnaires import SHORT, QuestionnaireView
from journeymap.present.session_inspect import head_facts, rating_facts
from journeymap.present.whole_session import WholeSession
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.pieces import empty
from journeymap.ui.plain import Elided, label, plain_tip


class SessionHeading(QFrame):
    """`asked` carries the kind of the questionnaire that is to be read or corrected; the page places `questions`."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.title = Elided("", "page-title")
        self.outcome = label("", "headline")
        self.facts: tuple[Fact, ...] = ()
        self._facts_row = QWidget()
        self._flow = FlowLayout(self._facts_row, spacing=4)
        self.questions = {kind: QPushButton() for kind in QUESTIONNAIRES}
        for kind, button in self.questions.items():
            button.setObjectName(kind)
            button.clicked.connect(self._on_clicked)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.title, 1)
        first.addWidget(self.outcome)
        words = QVBoxLayout(self)
        words.setContentsMargins(18, 10, 18, 12)
        words.setSpacing(4)
        words.addLayout(first)
        words.addWidget(self._facts_row)

    def show_session(self, whole: WholeSession) -> None:
        """Who it was, how it ended, and what is known of it as names and values."""
        row = whole.row
        ended = " · ".join(part for part in (row.outcome_words, row.length, row.reason) if part)
        self.title.setText(row.title)
        self.outcome.setText(f"{ended[:1].upper()}{ended[1:]} · {plural(len(whole.entries), 'entry', 'entries')}")
        facts = (*head_facts(whole.head, row), *rating_facts(row))
        if facts == self.facts:
            return
        self.facts = facts
        empty(self._flow)
        for fact in facts:
            self._flow.addWidget(_fact(fact))

    def show_questionnaires(self, views: Sequence[QuestionnaireView]) -> None:
        """What was answered in the sitting."""
        for view in views:
            button = self.questions[view.kind]
            button.setText(f"{SHORT[view.kind]}: {_brief(view)}")
            about = f"{view.title}: {view.summary}. Opens it, to be answered or corrected."
            button.setToolTip(plain_tip(about))
            button.setAccessibleDescription(about)

    def _on_clicked(self) -> None:
        self.asked.emit(self.sender().objectName())


def _brief(view: QuestionnaireView) -> str:
    """What was answered, for a button: there is little room at 200 %."""
    if not any(view.answers):
        return "not asked"
    return view.summary if all(view.answers) else "unfinished"


def _fact(fact: Fact) -> QWidget:
    """A name and its value beside it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 14, 0)
    row.setSpacing(6)
    row.addWidget(label(fact.name, "secondary"))
    row.addWidget(Elided(" ".join(part for part in (fact.value, fact.secondary) if part)))
    return holder
