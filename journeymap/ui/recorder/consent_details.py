"""How consent was given, in which wording and for how long: all of it may be left out."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from journeymap.core.days import day_text, read_day
from journeymap.core.errors import Problem
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.pieces import typed_choice
from journeymap.ui.plain import label

HOW: Final = ("on paper", "spoken", "on screen")
"""Ways in which consent is given that are offered; another one can be typed."""
HOLDS: Final = ("for 6 months", "for 1 year", "for 2 years")
"""Lengths of time that are offered; a day or another length can be typed."""
_FIELD_PX: Final = 180


class ConsentDetails(QWidget):
    """`changed` when anything is typed. `make_form` makes what is chosen the round's form."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = "UTC"
        self.how = typed_choice("How it was given")
        self.how.addItems(HOW)
        self.version = QLineEdit()
        self.version.setAccessibleName("Version of the wording")
        self.version.setPlaceholderText("such as v2, March")
        self.version.textChanged.connect(self.changed)
        self.holds = typed_choice("How long it holds")
        self.holds.addItems(HOLDS)
        self.holds.currentTextChanged.connect(self.changed)
        for box, hint in ((self.how, "not said"), (self.holds, "no end said")):
            line = box.lineEdit()
            assert line is not None
            line.setPlaceholderText(hint)
        self.make_form = QPushButton("Make this the round’s form")
        self.make_form.setProperty("tall", "true")
        self.make_form.setProperty("touch", "true")
        flow = FlowLayout(self, spacing=8)
        for words, field in (
            ("How it was given", self.how),
            ("Version of the wording", self.version),
            ("How long it holds", self.holds),
        ):
            field.setProperty("touch", "true")
            field.setFixedWidth(_FIELD_PX)
            flow.addWidget(_pair(words, field))
        flow.addWidget(self.make_form)

    def fill(self, how: str, version: str, holds: str, zone: str) -> None:
        """Show what is known. Days are those of the IANA zone; a day that is over by now is not proposed."""
        self._zone = zone
        self.how.setEditText(how)
        self.version.setText(version)
        self.holds.setEditText(holds)
        if self.until()[1]:
            self.holds.setEditText("")

    def given(self) -> str:
        """How it was given; empty where nobody said."""
        return " ".join(self.how.currentText().split())

    def form_version(self) -> str:
        """Which wording the person agreed to."""
        return self.version.text().strip()

    def until(self) -> tuple[date | None, str]:
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

    def ask_until(self) -> None:
        """Put the keyboard where the end is typed."""
        self.holds.setFocus(Qt.FocusReason.OtherFocusReason)


def _pair(words: str, field: QWidget) -> QWidget:
    """A field with its words before it, that stay together."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label(words))
    row.addWidget(field)
    return pair
