"""What the person agrees to: a strip above the capture line, answered with one key or click."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from journeymap.core.days import day_text, moment_ms
from journeymap.core.scales import CONSENT_SCOPES
from journeymap.core.wording import list_text
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.pieces import fill, scrolled
from journeymap.ui.plain import label, restyle
from journeymap.ui.recorder.consent_details import ConsentDetails
from journeymap.ui.recorder.fold import Fold

AS_ON_FORM: Final = "as on this round's form"
ASKED: Final = "asked"
"""How it was given where nobody said more."""
_QUESTION: Final = "What does this person agree to?"
_AS_ON_FORM: Final = "As on this round’s form"
_SHORT: Final = {
    "notes": "Notes",
    "audio": "Audio",
    "video": "Video",
    "quotes": "Being quoted",
    "share_team": "Team",
    "share_org": "Organisation",
    "publish": "Publishing",
    "recontact": "Contact again",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person agreed to (no scope: refused). It counts no more from `until_ms` (UTC) on; None: no end."""

    scopes: tuple[str, ...]
    how: str
    form_version: str
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a round's form asks for. Where none `is_set` the scopes are proposed only."""

    scopes: tuple[str, ...]
    version: str = ""
    is_set: bool = False
    has_round: bool = False


class ConsentStrip(QFrame):
    """`answered` carries an Answer, `put_off` leaves consent not recorded.

    `form_wanted` carries scopes and version that are this round's form from now.
    """

    answered = Signal(object)
    put_off = Signal()
    form_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName(_QUESTION)
        self._form: tuple[str, ...] = ()
        self._form_version = ""
        self._is_set = self._has_round = False
        self._zone = "UTC"
        self.as_on_form = self._button(_AS_ON_FORM, self._on_form)
        self.as_on_form.setProperty("role", "primary")
        self.these = self._button("These only", self._on_these)
        self.refused = self._button("Refused", self._on_refused)
        self.later = self._button("Not asked yet", self.put_off.emit)
        self.later.setAccessibleDescription("Kept as not recorded: used for the team, never for board or public")
        self._chips: dict[str, QPushButton] = {}
        chips = FlowLayout(spacing=6)
        for key, words in _SHORT.items():
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setProperty("role", "scope-big")
            chip.setAccessibleName(f"Agrees to {CONSENT_SCOPES[key]}")
            chip.toggled.connect(self._on_changed)
            self._chips[key] = chip
            chips.addWidget(chip)
        self._words = label("", "small", wrap=True)
        self.details = ConsentDetails()
        self.details.changed.connect(self._on_changed)
        self.details.make_form.clicked.connect(self._on_make_form)
        self._page = QWidget()
        fill(self, scrolled(self._page, "What this person agrees to"))
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label(_QUESTION, "heading"))
        layout.addLayout(_row(self.as_on_form, self.these, self.refused, self.later))
        layout.addLayout(chips)
        layout.addWidget(self._words)
        self.more = Fold("How it was given, how long it holds, and this round’s form", self.details)
        self.more.button.setProperty("touch", "true")
        layout.addWidget(self.more)
        self.more.button.toggled.connect(self.updateGeometry)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def ask(self, form: Form, given: Sequence[str] | None, how: str, holds: str, zone: str) -> None:
        """Show what this round's form says, what has been noted so far, how it was given and how long it holds.

        Days are those of the IANA zone.
        """
        self._zone = zone
        self._form, self._form_version = form.scopes, form.version
        self._is_set, self._has_round = form.is_set, form.has_round
        self.as_on_form.setText(_AS_ON_FORM if form.is_set else "As proposed")
        self.as_on_form.setAccessibleDescription(list_text([CONSENT_SCOPES[key] for key in form.scopes]))
        for key, chip in self._chips.items():
            chip.setChecked(key in (form.scopes if given is None else given))
        self.details.fill(how, form.version, holds, zone)
        self._on_changed()

    def heightForWidth(self, width: int) -> int:
        """All of it where there is room; in a low window it scrolls."""
        layout = self._page.layout()
        assert layout is not None
        return layout.heightForWidth(width - 2) + 2

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(max(600, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height: what was worked out before it was shown holds no more."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 120)

    def focus_first(self) -> None:
        self.as_on_form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, words: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("tall", "true")
        button.setProperty("touch", "true")
        button.clicked.connect(slot)
        return button

    def _chosen(self) -> tuple[str, ...]:
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def _on_changed(self) -> None:
        chosen, version = self._chosen(), self.details.form_version()
        form = list_text([CONSENT_SCOPES[key] for key in self._form])
        named = f"This round’s form ({self._form_version})" if self._form_version else "This round’s form"
        proposed = f"This round has no form yet. Proposed: {form}."
        until, trouble = self.details.until()
        end = f" It holds until {day_text(until)}." if until else ""
        self._words.setText(trouble or (f"{named}: {form}." if self._is_set else proposed) + end)
        restyle(self._words, role="warn" if trouble else "small")
        self.updateGeometry()
        self.these.setEnabled(bool(chosen) and chosen != self._form)
        for key, chip in self._chips.items():  # a sign beside the colour
            chip.setText(f"✓ {_SHORT[key]}" if key in chosen else _SHORT[key])
        other_form = not self._is_set or (chosen, version) != (self._form, self._form_version)
        self.details.make_form.setEnabled(self._has_round and bool(chosen) and other_form)

    def _given(self) -> str:
        return self.details.given() or ASKED

    def _answer(self, scopes: tuple[str, ...], how: str, version: str) -> None:
        until, trouble = self.details.until()
        if trouble:
            self.more.button.setChecked(True)
            self.details.ask_until()
            return
        until_ms = moment_ms(until + timedelta(days=1), None, self._zone) if until else None
        self.answered.emit(Answer(scopes, how, version, until_ms))

    def _on_form(self) -> None:
        on_form = AS_ON_FORM if self._given() == ASKED else f"{AS_ON_FORM}, {self._given()}"
        self._answer(self._form, on_form if self._is_set else self._given(), self._form_version)

    def _on_these(self) -> None:
        self._answer(self._chosen(), self._given(), self.details.form_version())

    def _on_refused(self) -> None:
        self.answered.emit(Answer((), self._given(), self.details.form_version()))

    def _on_make_form(self) -> None:
        self.form_wanted.emit(self._chosen(), self.details.form_version())
        self.focus_first()


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
