"""How a session is recorded: live or written up, when its clock starts, and what is asked now and then."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from journeymap.ui.plain import label
from journeymap.ui.settings import Settings, load_settings, save_settings

MODES = (
    ("live", "Live, as it happens"),
    ("from_recording", "Written up from a recording"),
    ("reconstructed", "Written up from memory"),
)
_CLOCKS = ((False, "At once"), (True, "When I say so"))
_PROMPTS = ((0, "Never"), (2, "Every 2 minutes"), (3, "Every 3 minutes"), (5, "Every 5 minutes"), (10, "Every 10"))


@dataclass(frozen=True, slots=True)
class Way:
    """What was chosen for this session."""

    mode: str = "live"
    clock_by_key: bool = False
    observer: str = ""


class RecordingWay(QWidget):
    """The way is chosen anew for each session; the rest is remembered on this computer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        settings = load_settings()
        self.mode = _choice("How this session is recorded", MODES, "live")
        self.clock = _choice("The clock starts", _CLOCKS, settings.clock_by_key)
        self.prompt = _choice("Ask now and then", _PROMPTS, settings.prompt_minutes)
        self.words = QLineEdit(settings.prompt_words)
        self.words.setAccessibleName("What the prompt says")
        self.prefix = QLineEdit(settings.pseudonym_prefix)
        self.prefix.setAccessibleName("Letter of this computer")
        self.prefix.setMaxLength(4)
        self.prefix.setFixedWidth(80)
        self.observer = QLineEdit(settings.observer)
        self.observer.setAccessibleName("Who observes")
        self.observer.setPlaceholderText("Your initials, where several observe")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 130)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            (
                ("Recorded", self.mode),
                ("The clock starts", self.clock),
                ("Remind me", self.prompt),
                ("… with the words", self.words),
                ("Observed by", self.observer),
                ("Pseudonyms here", self.prefix),
            )
        ):
            grid.addWidget(label(words), row, 0)
            grid.addWidget(field, row, 1)
        about = "begin with this letter. Take another one on each computer that records for the same study."
        grid.addWidget(label(about, "small", wrap=True), 6, 1)
        self.mode.currentIndexChanged.connect(self._on_mode)

    def offer_prefix(self, prefix: str) -> None:
        """Propose a letter where none has been chosen on this computer."""
        if not self.prefix.text().strip():
            self.prefix.setText(prefix)

    def value(self) -> Way:
        """What is chosen for the session that begins."""
        observer = " ".join(self.observer.text().split())
        return Way(str(self.mode.currentData()), bool(self.clock.currentData()), observer)

    def remember(self) -> None:
        """Keep on this computer what holds for the next session as well."""
        before = load_settings()
        wanted: Settings = replace(
            before,
            clock_by_key=bool(self.clock.currentData()),
            prompt_minutes=int(self.prompt.currentData()),
            prompt_words=" ".join(self.words.text().split()) or Settings().prompt_words,
            pseudonym_prefix=self.prefix.text().strip().upper(),
            observer=" ".join(self.observer.text().split()),
        )
        if wanted != before:
            save_settings(wanted)

    def _on_mode(self) -> None:
        live = self.mode.currentData() == "live"
        for field in (self.clock, self.prompt, self.words):
            field.setEnabled(live)


def _choice(name: str, choices: tuple[tuple[object, str], ...], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
