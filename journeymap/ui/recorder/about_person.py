"""What is known of the person who is here: all of it may be left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from journeymap.core.model import Pairs
from journeymap.ui.pieces import typed_choice
from journeymap.ui.plain import label, plain

_FIELDS = (
    ("segments", "Segment", "Several with commas between"),
    ("assistive_tech", "Assistive technology", "Screen reader, magnifier …"),
    ("device", "Device", "Phone, library computer …"),
    ("language", "Language", "If not the project’s own"),
)


@dataclass(frozen=True, slots=True)
class About:
    """What was filled in. `attributes` are the project's own questions with their answers, empty ones among them."""

    segments: tuple[str, ...] = ()
    assistive_tech: str = ""
    device: str = ""
    language: str = ""
    attributes: Pairs = ()
    name: str = ""
    contact: str = ""


class AboutPerson(QWidget):
    """`attributes_wanted` carries the names of all the questions that the project asks of everybody from now on."""

    attributes_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QComboBox] = {}
        self.answers: dict[str, QLineEdit] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, 130)
        self._grid.setColumnStretch(1, 1)
        for row, (key, words, hint) in enumerate(_FIELDS):
            field = typed_choice(words)
            line = field.lineEdit()
            assert line is not None
            line.setPlaceholderText(hint)
            self.fields[key] = field
            self._grid.addWidget(label(words), row, 0)
            self._grid.addWidget(field, row, 1)
        self._own = QGridLayout()
        self._own.setHorizontalSpacing(16)
        self._own.setVerticalSpacing(8)
        self._own.setColumnMinimumWidth(0, 130)
        self._own.setColumnStretch(1, 1)
        self.question = QLineEdit()
        self.question.setAccessibleName("Another thing to ask of everybody")
        self.question.setPlaceholderText("Ask something else of everybody, such as region")
        self.question.returnPressed.connect(self._on_add)
        self.add = QPushButton("Add")
        self.add.setAccessibleName("Add this to what is asked of everybody")
        self.add.clicked.connect(self._on_add)
        adding = QHBoxLayout()
        adding.setSpacing(8)
        adding.addWidget(self.question, 1)
        adding.addWidget(self.add)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name")
        self.contact = QLineEdit()
        self.contact.setAccessibleName("Contact")
        secret = QGridLayout()
        secret.setHorizontalSpacing(16)
        secret.setVerticalSpacing(8)
        secret.setColumnMinimumWidth(0, 130)
        secret.setColumnStretch(1, 1)
        for row, (words, line) in enumerate((("Name", self.name), ("Contact", self.contact))):
            secret.addWidget(label(words), row, 0)
            secret.addWidget(line, row, 1)
        secret.addWidget(
            label("Only these two say who it is. They lie in a table of their own that no export reads.", "small",
                  wrap=True), 2, 1,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(10)
        column.addLayout(self._grid)
        column.addLayout(self._own)
        column.addLayout(adding)
        column.addLayout(secret)

    def offer(self, known: Mapping[str, Sequence[str]]) -> None:
        """Offer what others have, by field; what is typed stays."""
        for key, field in self.fields.items():
            typed = field.currentText()
            field.clear()
            field.addItems(known.get(key, ()))
            field.setEditText(typed)

    def ask(self, names: Sequence[str]) -> None:
        """Show a line for everything that the project asks of everybody; answers that are typed stay."""
        if tuple(names) == tuple(self.answers):
            return
        typed = {name: line.text() for name, line in self.answers.items()}
        while self._own.count():
            item = self._own.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.answers = {}
        for row, name in enumerate(names):
            answer = QLineEdit(typed.get(name, ""))
            answer.setAccessibleName(name)
            remove = QPushButton("Ask no more")
            remove.setProperty("role", "quiet")
            remove.setProperty("question", name)
            remove.setAccessibleName(plain(f"Ask no more for {name}"))
            remove.setAccessibleDescription("What people answered is kept")
            remove.clicked.connect(self._on_remove)
            self.answers[name] = answer
            self._own.addWidget(label(name, wrap=True), row, 0)
            self._own.addWidget(answer, row, 1)
            self._own.addWidget(remove, row, 2)

    def show_person(self, about: About) -> None:
        """Fill in what is known already."""
        texts = {
            "segments": ", ".join(about.segments),
            "assistive_tech": about.assistive_tech,
            "device": about.device,
            "language": about.language,
        }
        for key, field in self.fields.items():
            field.setEditText(texts[key])
        answered = dict(about.attributes)
        for name, line in self.answers.items():
            line.setText(answered.get(name, ""))
        self.name.setText(about.name)
        self.contact.setText(about.contact)

    def value(self) -> About:
        """What is filled in now."""
        words = {key: " ".join(field.currentText().split()) for key, field in self.fields.items()}
        return About(
            segments=tuple(part.strip() for part in words["segments"].split(",") if part.strip()),
            assistive_tech=words["assistive_tech"],
            device=words["device"],
            language=words["language"],
            attributes=tuple((name, line.text().strip()) for name, line in self.answers.items()),
            name=self.name.text().strip(),
            contact=self.contact.text().strip(),
        )

    def _on_add(self) -> None:
        name = " ".join(self.question.text().split())
        if name:
            self.question.clear()
            self.attributes_wanted.emit((*self.answers, name))

    def _on_remove(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.attributes_wanted.emit(tuple(name for name in self.answers if name != button.property("question")))
