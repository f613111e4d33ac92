"""After a session: how it ended, what the person says of it, what needs attention, and what can be done next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from journeymap.core.changes import Changes
from journeymap.core.edits import attempts, questionnaires, recording, sessions
from journeymap.core.errors import Problem
from journeymap.core.model import (
    Consent,
    Observation,
    PainPoint,
    Participant,
    Questionnaire,
    Round,
    Session,
    Step,
    TaskScenario,
)
from journeymap.core.reader import Reader
from journeymap.core.scales import EASES, OUTCOMES, QUESTIONNAIRES, SATISFACTIONS
from journeymap.core.wording import duration_text, plural
from journeymap.present.questionnaires import QuestionnaireView
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.looking import Looking
from journeymap.ui.panel import Panel
from journeymap.ui.pieces import card
from journeymap.ui.plain import label
from journeymap.ui.recorder import after_values as deeds
from journeymap.ui.recorder.after_values import After, Verb, load_after
from journeymap.ui.recorder.debriefing import Debriefing
from journeymap.ui.recorder.fold import Fold
from journeymap.ui.recorder.questionnaire import QuestionnairePage
from journeymap.ui.recorder.scale_buttons import ScaleButtons
from journeymap.ui.recorder.sheet import in_the_middle

WIDTH = 760


class AfterPage(Panel[After | None]):
    """Shows the session that it was told to `look_at`.

    `another_asked`, `next_task_asked`, `continue_asked` and `map_asked` are its buttons; everything else it does
    itself, as edits of the session.
    """

    shows = (Session, Observation, Questionnaire, Step, Consent, PainPoint, Participant, Round, TaskScenario)
    obeys_filter = False
    another_asked = Signal()
    continue_asked = Signal()
    map_asked = Signal()
    next_task_asked = Signal()

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.setProperty("role", "paper")
        self._session_id = ""
        self.value: After | None = None
        self._title = label("", "page-title", wrap=True)
        self._words = label("", "headline", wrap=True)
        self.another = QPushButton("Record another session")
        self.another.setProperty("role", "primary")
        self.another.clicked.connect(self.another_asked)
        self.next_task = QPushButton("Another task")
        self.next_task.setAccessibleDescription("One more attempt with the same person, in the same sitting")
        self.next_task.clicked.connect(self.next_task_asked)
        self.to_map = QPushButton("See the map")
        self.to_map.clicked.connect(self.map_asked)
        self.again = QPushButton("Go on with this one")
        self.again.clicked.connect(self.continue_asked)
        self.satisfaction = ScaleButtons("How satisfied with the service", 1, 5, SATISFACTIONS[1], SATISFACTIONS[5])
        self.satisfaction.answered.connect(self._on_rated)
        self.ease = ScaleButtons("How easy was this task", EASES[0], EASES[-1], "very difficult", "very easy")
        self.ease.answered.connect(self._on_rated)
        self.questions = {kind: QPushButton(title) for kind, title in QUESTIONNAIRES.items()}
        self._answers = {kind: label("", "secondary") for kind in QUESTIONNAIRES}
        self.debriefing = Debriefing()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why, in a few words")
        self.reason.setAccessibleName("Why the session is left out")
        self.leave_out = QPushButton("Leave it out")
        self.count_again = QPushButton("Count it again")
        self._left_out = label("", wrap=True)
        self.leaving = Fold("Leave this session out of the counts", self._leaving())
        self.questionnaire = QuestionnairePage()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page())
        self._stack.addWidget(self.questionnaire)
        self._connect()

    def _connect(self) -> None:
        for kind, button in self.questions.items():
            button.setProperty("kind", kind)
            button.clicked.connect(self._on_question)
        self.questionnaire.answered.connect(self._on_answered)
        self.questionnaire.done.connect(self._on_done)
        self.leave_out.clicked.connect(self._on_leave_out)
        self.reason.returnPressed.connect(self._on_leave_out)
        self.count_again.clicked.connect(self._on_count_again)
        found = self.debriefing
        found.placed.connect(self._on_placed)
        found.all_placed.connect(self._on_all_placed)
        found.rated.connect(self._on_pain_rated)
        found.grouped.connect(self._on_grouped)
        found.ended_so.connect(self._on_ended_so)
        found.gap_counted.connect(self._on_gap_counted)
        found.consent_told.connect(self._on_consent)

    # -- how it looks

    def _page(self) -> QWidget:
        content = QWidget()
        content.setFixedWidth(WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self._head(), card("What the person says", self._ratings())):
            column.addWidget(part)
        column.addWidget(card("What needs attention", self.debriefing))
        column.addWidget(self.leaving)
        column.addStretch(1)
        return in_the_middle(content, "After the session")

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("role", "panel")
        for words in (self._title, self._words):
            words.setFixedWidth(WIDTH - 36)  # a wrapped text gets its height only from a fixed width
        buttons = FlowLayout(spacing=10)
        for button in (self.another, self.next_task, self.to_map, self.again):
            button.setProperty("tall", "true")
            buttons.addWidget(button)
        inner = QVBoxLayout(head)
        inner.setContentsMargins(18, 18, 18, 18)
        inner.setSpacing(10)
        inner.addWidget(self._title)
        inner.addWidget(self._words)
        inner.addSpacing(4)
        inner.addLayout(buttons)
        return head

    def _ratings(self) -> QWidget:
        ratings = QWidget()
        grid = QGridLayout(ratings)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("How easy was this task?"), 0, 0)
        grid.addWidget(self.ease, 0, 1)
        grid.addWidget(label("How satisfied with the service?"), 1, 0)
        grid.addWidget(self.satisfaction, 1, 1)
        for row, (kind, button) in enumerate(self.questions.items(), start=2):
            button.setProperty("tall", "true")
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(self._answers[kind], row, 1)
        return ratings

    def _leaving(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._left_out)
        line = FlowLayout(spacing=8)
        self.reason.setMinimumWidth(360)
        for part in (self.reason, self.leave_out, self.count_again):
            line.addWidget(part)
        column.addLayout(line)
        return content

    # -- what is shown

    def look_at(self, session_id: str) -> None:
        """Show this session, from its beginning page."""
        self._session_id = session_id
        self._stack.setCurrentIndex(0)
        self.refresh()

    def focus_first(self) -> None:
        """Put the keyboard where work goes on."""
        if self._stack.currentWidget() is self.questionnaire:
            self.questionnaire.focus_first()
        else:
            self.another.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, kind: str) -> None:
        """Show a questionnaire to the person."""
        view = self._view(kind)
        if view is not None:
            self.questionnaire.show_view(view)
            self._stack.setCurrentWidget(self.questionnaire)
            self.questionnaire.focus_first()

    def load(self, reader: Reader, changes: Changes | None) -> After | None:
        del changes
        return load_after(reader, self._session_id) if self._session_id else None

    def show_value(self, value: After | None) -> None:
        self.value = value
        if value is None:
            return
        head, session = value.head, value.head.session
        name = f" “{head.task.title}”" if head.task else ""
        self._title.setText(f"The session with {head.pseudonym}{name} is over")
        took = f" after {duration_text(session.ended_ms)}" if session.ended_ms else ""
        visits = sum(entry.kind == "visit" for entry in value.entries)
        attempt = f" Attempt {value.attempts} of this sitting." if value.attempts > 1 else ""
        self._words.setText(
            f"Outcome: {OUTCOMES[session.outcome]}{took}.{attempt} {plural(len(value.entries), 'entry', 'entries')}, "
            f"{plural(visits, 'visit')} to steps; all on disk."
        )
        self.another.setAccessibleDescription(f"{self._title.text()}. {self._words.text()}")  # where the keyboard goes
        self.ease.show_value(session.ease)
        self.satisfaction.show_value(session.satisfaction)
        for view in value.questionnaires:
            self._answers[view.kind].setText(view.summary)
            self.questions[view.kind].setAccessibleDescription(view.summary)
        if self._stack.currentWidget() is self.questionnaire:
            shown = self._view(self.questionnaire.kind)
            if shown is not None:
                self.questionnaire.show_view(shown)
        titles = [step.title for step in head.steps]
        self.debriefing.show_found(value.attention, titles, value.tags, has_form=bool(head.form))
        counted = session.quality == "ok"
        self._left_out.setText("" if counted else f"It is left out of every count: {session.quality_reason}.")
        self._left_out.setVisible(not counted)
        self.reason.setVisible(counted)
        self.leave_out.setVisible(counted)
        self.count_again.setVisible(not counted)
        self.leaving.show_words("Leave this session out of the counts" if counted else "Left out of the counts")

    def _view(self, kind: str) -> QuestionnaireView | None:
        views = self.value.questionnaires if self.value is not None else ()
        return next((view for view in views if view.kind == kind), None)

    # -- what is done

    def _do(self, words: str, verb: Verb) -> None:
        scope = self._session_id

        def work(document: Document) -> None:
            with document.edit(words, scope=scope) as edit:
                verb(edit)

        self.document.do(work, None, self.show_trouble, owner=self)

    def _on_rated(self) -> None:
        satisfaction, ease, session_id = self.satisfaction.value, self.ease.value, self._session_id
        self._do(
            "Note what the person says",
            lambda edit: questionnaires.rate_session(edit, session_id, satisfaction=satisfaction, ease=ease),
        )

    def _on_question(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.ask(str(button.property("kind")))

    def _on_answered(self, kind: str, answers: tuple[int, ...]) -> None:
        session_id = self._session_id
        words = f"Answer {QUESTIONNAIRES[kind]}"
        self._do(words, lambda edit: questionnaires.answer_questionnaire(edit, session_id, kind, answers))

    def _on_done(self) -> None:
        self._stack.setCurrentIndex(0)
        self.questions[self.questionnaire.kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_placed(self, raw_label: str, title: str) -> None:
        if self.value is not None:
            self._do("Put a step on the map", deeds.place(self.value.head.session.map_id, raw_label, title))

    def _on_all_placed(self) -> None:
        self._do("Put steps on the map", deeds.place_all(self._session_id))

    def _on_pain_rated(self, entry_id: str, impact: int) -> None:
        self._do("Rate a pain", lambda edit: recording.rate_pain(edit, entry_id, impact))

    def _on_grouped(self, entry_id: str, words: str) -> None:
        try:
            verb = deeds.group(entry_id, words)
        except Problem as problem:
            self.show_trouble(problem)
            return
        self._do("Group a pain", verb)

    def _on_ended_so(self, outcome: str) -> None:
        session_id = self._session_id
        self._do("Change the outcome", lambda edit: sessions.set_outcome(edit, [session_id], outcome))

    def _on_gap_counted(self, entry_id: str, counted: bool) -> None:
        words = "Count a gap in" if counted else "Leave a gap out"
        self._do(words, lambda edit: attempts.count_gap(edit, entry_id, counted=counted))

    def _on_consent(self, agreed: bool) -> None:
        if self.value is not None:
            self._do("Note the consent", deeds.consent(self.value.head, agreed=agreed))

    def _on_leave_out(self) -> None:
        reason = " ".join(self.reason.text().split())
        if reason:
            self._do("Leave a session out", deeds.leave_out(self._session_id, reason))
        else:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_count_again(self) -> None:
        self._do("Count a session again", deeds.leave_out(self._session_id, ""))
