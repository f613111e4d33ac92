"""How a session is recorded: live or written up, when its clock starts, and what is asked now and then."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from journeymap.core.days import day_text, moment_ms, read_day, read_time_of_day
from journeymap.core.errors import Problem
from journeymap.ui.pieces import typed_choice
from journeymap.ui.plain import label, restyle
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
    """What was chosen for this session. It began at `began_at_ms` (UTC); None: it begins now."""

    mode: str = "live"
    clock_by_key: bool = False
    observer: str = ""
    began_at_ms: int | None = None


class RecordingWay(QWidget):
    """The way is chosen anew for each session; the rest is remembered on this computer.

    `entered` when Enter is pressed in the day or the time of a session that is written up.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        settings = load_settings()
        self._zone = "UTC"
        self.mode = _choice("How this session is recorded", MODES, "live")
        self.day = typed_choice("The day it took place")
        self.time = QLineEdit()
        self.time.setAccessibleName("The time it began")
        self.time.setPlaceholderText("not known")
        self.time.setFixedWidth(120)
        self._when = QWidget()
        self._day_words = label("", "small", wrap=True)
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
        self._written_up: list[QWidget] = []
        self._as_it_happens: list[QWidget] = []
        when = QHBoxLayout(self._when)
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(8)
        when.addWidget(self.day, 1)
        when.addWidget(label("at"))
        when.addWidget(self.time)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 130)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Recorded", self.mode),
            ("It took place on", self._when),
            ("", self._day_words),
            ("The clock starts", self.clock),
            ("Remind me", self.prompt),
            ("… with the words", self.words),
            ("Observed by", self.observer),
            ("Pseudonyms here", self.prefix),
        )
        for row, (words, field) in enumerate(rows):
            name = label(words)
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
            if field in {self._when, self._day_words}:
                self._written_up += [name, field]
            elif field in {self.clock, self.prompt, self.words}:
                self._as_it_happens += [name, field]
        about = "begin with this letter. Take another one on each computer that records for the same study."
        grid.addWidget(label(about, "small", wrap=True), grid.rowCount(), 1)
        self.mode.currentIndexChanged.connect(self._on_mode)
        self.day.currentTextChanged.connect(self._on_day)
        self.time.textChanged.connect(self._on_day)
        line = self.day.lineEdit()
        assert line is not None
        for field in (line, self.time):
            field.returnPressed.connect(self.entered)
        self.offer_days(self._zone)
        self._on_mode()

    def offer_prefix(self, prefix: str) -> None:
        """Propose a letter where none has been chosen on this computer."""
        if not self.prefix.text().strip():
            self.prefix.setText(prefix)

    def value(self) -> Way:
        """What is chosen for the session that begins."""
        observer = " ".join(self.observer.text().split())
        began_at_ms = None if self._live else self._began_at_ms()
        return Way(str(self.mode.currentData()), bool(self.clock.currentData()), observer, began_at_ms)

    def trouble(self) -> str:
        """What is wrong with the day or the time of a session that is written up; empty where all is well."""
        try:
            if not self._live:
                self._began_at_ms()
        except Problem as problem:
            return str(problem)
        return ""

    def offer_days(self, zone: str) -> None:
        """Offer the last days in an IANA zone; what is typed stays."""
        self._zone = zone
        typed, today = self.day.currentText(), self._now().date()
        self.day.blockSignals(True)
        self.day.clear()
        self.day.addItems(["Today", "Yesterday", *(day_text(today - timedelta(days=days)) for days in range(2, 8))])
        self.day.setEditText(typed or "Today")
        self.day.blockSignals(False)
        self._on_day()

    def begin_anew(self) -> None:
        """Back to a live session, for the next person."""
        self.mode.setCurrentIndex(0)
        self.day.setEditText("Today")
        self.time.clear()

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

    @property
    def _live(self) -> bool:
        return bool(self.mode.currentData() == "live")

    def _now(self) -> datetime:
        return datetime.now(ZoneInfo(self._zone))

    def _began_at_ms(self) -> int:
        """The start of the day where no time is known. Raises Problem for what cannot be read, or is still to come."""
        now = self._now()
        day = read_day(self.day.currentText(), now.date())
        time = read_time_of_day(self.time.text()) if self.time.text().strip() else None
        began_at_ms = moment_ms(day, time, self._zone)
        if began_at_ms > now.timestamp() * 1000:
            at = f" at {time:%H:%M}" if time else ""
            raise Problem(f"{day_text(day)}{at} is still to come. Please say when the session took place.")
        return began_at_ms

    def _on_mode(self) -> None:
        for part in self._as_it_happens:
            part.setVisible(self._live)
        for part in self._written_up:
            part.setVisible(not self._live)
        self._on_day()

    def _on_day(self) -> None:
        """Say which day was understood, so that 2/3/2026 is no riddle."""
        trouble = self.trouble()
        words = ""
        if not trouble and not self._live:
            words = day_text(read_day(self.day.currentText(), self._now().date()))
        self._day_words.setText(trouble or words)
        restyle(self._day_words, role="warn" if trouble else "small")


def _choice(name: str, choices: tuple[tuple[object, str], ...], chosen: object) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
