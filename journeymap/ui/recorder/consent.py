"""The strip above the capture line until it is known what the person agreed to. One key or click opens the line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.scales import CONSENT_SCOPES
from journeymap.core.wording import list_text
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.plain import label, plain

AS_ON_FORM = "as on this round's form"
ASKED = "asked"
_SHORT = {
    "notes": "Notes",
    "audio": "Audio",
    "video": "Video",
    "quotes": "Being quoted",
    "share_team": "Team",
    "share_org": "Organisation",
    "publish": "Publishing",
    "recontact": "Contact again",
}


class ConsentStrip(QFrame):
    """`answered` carries the scopes (none: refused) and how they were given; `put_off` leaves consent not recorded."""

    answered = Signal(object, str)
    put_off = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._form: tuple[str, ...] = ()
        self.as_on_form = QPushButton()
        self.as_on_form.setProperty("role", "primary")
        self.as_on_form.setProperty("tall", "true")
        self.as_on_form.clicked.connect(self._on_form)
        self.these = self._button("These only", self._on_these)
        self.refused = self._button("Refused", self._on_refused)
        self.later = self._button("Not asked yet", self.put_off.emit)
        self.later.setAccessibleDescription("Kept as not recorded: used for the team, never for board or public")
        self._chips: dict[str, QPushButton] = {}
        chips = FlowLayout(spacing=6)
        for key, words in _SHORT.items():
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setProperty("role", "scope")
            chip.setAccessibleName(f"Agrees to {CONSENT_SCOPES[key]}")
            chip.toggled.connect(self._on_toggled)
            self._chips[key] = chip
            chips.addWidget(chip)
        self._words = label("", "small", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.as_on_form, self.these, self.refused, self.later):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label("What does this person agree to?", "heading"))
        layout.addLayout(buttons)
        layout.addLayout(chips)
        layout.addWidget(self._words)

    def ask(self, form: Sequence[str], given: Sequence[str] | None) -> None:
        """Show what this round's form says, and what has been noted so far."""
        self._form = tuple(form)
        self.as_on_form.setText(plain("As on this round’s form"))
        self.as_on_form.setAccessibleDescription(list_text([CONSENT_SCOPES[key] for key in form]))
        for key, chip in self._chips.items():
            chip.setChecked(key in (form if given is None else given))
        self._on_toggled()

    def focus_first(self) -> None:
        self.as_on_form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, words: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("tall", "true")
        button.clicked.connect(slot)
        return button

    def _chosen(self) -> tuple[str, ...]:
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def _on_toggled(self) -> None:
        chosen = self._chosen()
        form = list_text([CONSENT_SCOPES[key] for key in self._form])
        self._words.setText(f"This round’s form: {form}." if form else "This round has no form yet.")
        self.these.setEnabled(bool(chosen) and chosen != self._form)

    def _on_form(self) -> None:
        self.answered.emit(self._form, AS_ON_FORM)

    def _on_these(self) -> None:
        self.answered.emit(self._chosen(), ASKED)

    def _on_refused(self) -> None:
        self.answered.emit((), ASKED)
