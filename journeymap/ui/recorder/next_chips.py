"""Likely next steps as chips, each with the key that takes it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journeymap.present.whereabouts import LEAVES, NextStep
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.pieces import empty
from journeymap.ui.recorder.key_button import KeyButton


class NextChips(QWidget):
    """`step_asked` carries the title of a step and how it was taken, `end_asked` comes for those who leave here."""

    step_asked = Signal(str, str)
    end_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: list[NextStep] = []
        self._flow = FlowLayout(self, spacing=10)

    def show_next(self, steps: Sequence[NextStep]) -> None:
        """Offer these, the likeliest first."""
        self.steps = list(steps)
        empty(self._flow)
        for number, step in enumerate(steps, start=1):
            chip = KeyButton(step.title, "", step.words, role="chip", strong=True, command=f"record.next_{number}")
            chip.clicked.connect(self._on_clicked)
            chip.setProperty("number", number)
            self._flow.addWidget(chip)
            chip.show()

    def take(self, number: int, source: str = "keyboard") -> None:
        """Do what chip `number` (from 1) does."""
        if 1 <= number <= len(self.steps):
            step = self.steps[number - 1]
            if step.title == LEAVES and not step.step_id:
                self.end_asked.emit()
            else:
                self.step_asked.emit(step.title, source)

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, KeyButton):
            self.take(int(chip.property("number")), "pointer")
