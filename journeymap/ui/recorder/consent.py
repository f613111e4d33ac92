"""What the person agrees to: a strip above the capture line, answered with one key or click."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from journeymap.core.days import day_text, moment_ms, read_day
from journeymap.core.errors import Problem
from journeymap.core.scales import CONSENT_SCOPES
from journeymap.core.wording import list_text
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.pieces import fill, scrolled, typed_choice
from journeymap.ui.plain import label, restyle
from journeymap.ui.recorder.fold import Fold

AS_ON_FORM: Final = "as on this round's form"
ASKED: Final = "asked"
"""How it was given where nobody said more."""
_QUESTION: Final = "What does this person agree to?"
_AS_ON_FORM: Final = "As on this round’s form"
HOW: Final = ("on paper", "spoken", "on screen")
"""Ways in which consent is given that are offered; another one can be typed."""
HOLDS: Final = ("for 6 months", "for 1 year", "for 2 years")
"""Lengths of time that are offered; a day or another length can be typed."""
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
        self.how = typed_choice("How it was given")
        self.how.addItems(HOW)
        line = self.how.lineEdit()
        assert line is not None
        line.setPlaceholderText("not said")
        self.version = QLineEdit()
        self.version.setAccessibleName("Version of the wording")
        self.version.setPlaceholderText("such as v2, March")
        self.version.textChanged.connect(self._on_changed)
        self.holds = typed_choice("How long it holds")
        self.holds.addItems(HOLDS)
        line = self.holds.lineEdit()
        assert line is not None
        line.setPlaceholderText("no end said")
        self.holds.currentTextChanged.connect(self._on_changed)
        self.make_form = self._button("Make this the round’s form", self._on_make_form)
        self._page = QWidget()
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label(_QUESTION, "heading"))
        layout.addLayout(_row(self.as_on_form, self.these, self.refused, self.later))
        layout.addLayout(chips)
        layout.addWidget(self._words)
        for field in (self.how, self.version, self.holds):
            field.setProperty("touch", "true")
            field.setFixedWidth(180)
        more = QWidget()
        flow = FlowLayout(more, spacing=8)
        for part in (
            _pair("How it was given", self.how),
            _pair("Version of the wording", self.version),
            _pair("How long it holds", self.holds),
            self.make_form,
        ):
            flow.addWidget(part)
        self.more = Fold("How it was given, how long it holds, and this round’s form", more)
        self.more.button.setProperty("touch", "true")
        layout.addWidget(self.more)
        self.more.button.toggled.connect(self.updateGeometry)
        fill(self, scrolled(self._page, "What this person agrees to"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def ask(self, form: Form, given: Sequence[str] | None, how: str, holds: str, zone: str) -> None:
        """Show what this round's form says, what has been noted so far, how it was given and how long it holds.

        Days are those of the IANA zone; a day that is over by now is not proposed.
        """
        self._zone = zone
        self._form, self._form_version = form.scopes, form.version
        self._is_set, self._has_round = form.is_set, form.has_round
        self.as_on_form.setText(_AS_ON_FORM if form.is_set else "As proposed")
        self.as_on_form.setAccessibleDescription(list_text([CONSENT_SCOPES[key] for key in form.scopes]))
        for key, chip in self._chips.items():
            chip.setChecked(key in (form.scopes if given is None else given))
        self.how.setEditText(how)
        self.version.setText(form.version)
        self.holds.setEditText(holds)
        if self._until()[1]:
            self.holds.setEditText("")
        self._on_changed()

    def heightForWidth(self, width: int) -> int:
        """All of it where there is room; in a low window it scrolls."""
        layout = self._page.layout()
        assert layout is not None
        return layout.heightForWidth(width - 2) + 2

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(max(600, self.width())))

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
        chosen, version = self._chosen(), self.version.text().strip()
        form = list_text([CONSENT_SCOPES[key] for key in self._form])
        named = f"This round’s form ({self._form_version})" if self._form_version else "This round’s form"
        proposed = f"This round has no form yet. Proposed: {form}."
        until, trouble = self._until()
        end = f" It holds until {day_text(until)}." if until else ""
        self._words.setText(trouble or (f"{named}: {form}." if self._is_set else proposed) + end)
        restyle(self._words, role="warn" if trouble else "small")
        self.these.setEnabled(bool(chosen) and chosen != self._form)
        other_form = not self._is_set or (chosen, version) != (self._form, self._form_version)
        self.make_form.setEnabled(self._has_round and bool(chosen) and other_form)

    def _given(self) -> str:
        return " ".join(self.how.currentText().split()) or ASKED

    def _until(self) -> tuple[date | None, str]:
        """The last day on which the consent holds, None for no end; or what is wrong with what was typed."""
        typed = self.holds.currentText().strip()
        today = datetime.now(ZoneInfo(self._zone)).date()
        try:
            until = read_day(typed, today, ahead=True) if typed else None
        except Problem as problem:
            return None, f"How long it holds: {problem}"
        if until is not None and until < today:
            return None, f"{day_text(until)} is over already. Please type a day to come, or nothing for no end."
        return until, ""

    def _answer(self, scopes: tuple[str, ...], how: str, version: str) -> None:
        until, trouble = self._until()
        if trouble:
            self.more.button.setChecked(True)
            self.holds.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        until_ms = moment_ms(until + timedelta(days=1), None, self._zone) if until else None
        self.answered.emit(Answer(scopes, how, version, until_ms))

    def _on_form(self) -> None:
        on_form = AS_ON_FORM if self._given() == ASKED else f"{AS_ON_FORM}, {self._given()}"
        self._answer(self._form, on_form if self._is_set else self._given(), self._form_version)

    def _on_these(self) -> None:
        self._answer(self._chosen(), self._given(), self.version.text().strip())

    def _on_refused(self) -> None:
        self.answered.emit(Answer((), self._given(), self.version.text().strip()))

    def _on_make_form(self) -> None:
        self.form_wanted.emit(self._chosen(), self.version.text().strip())
        self.focus_first()


def _pair(words: str, field: QWidget) -> QWidget:
    """A field with its words before it, that stay together."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label(words))
    row.addWidget(field)
    return pair


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
