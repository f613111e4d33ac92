"""How much worse each level of impact is than the one below: a slider, and what it changes in one sentence."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from journeymap.ui.plain import label

USUAL = 3.0
_LEAST, _MOST, _PARTS = 1.5, 6.0, 10


class WeightsCard(QFrame):
    """`changed` carries the ratio, a little after the slider came to rest."""

    changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(round(_LEAST * _PARTS), round(_MOST * _PARTS))
        self._slider.setValue(round(USUAL * _PARTS))
        self._slider.setSingleStep(5)
        self._slider.setPageStep(10)
        self._slider.setMinimumHeight(26)
        self._slider.setAccessibleName("How much worse each level is than the one below")
        self._now = label("", "heading")
        self._words = label("", "small", wrap=True)
        self._usual = QPushButton("Back to ×3")
        self._usual.setProperty("role", "quiet")
        self._usual.clicked.connect(self._on_usual)
        row = QHBoxLayout()
        row.setSpacing(12)
        for part in (label(f"×{_LEAST:g}", "secondary"), self._slider, label(f"×{_MOST:g}", "secondary"), self._now):
            row.addWidget(part, 1 if part is self._slider else 0)
        head = QHBoxLayout()
        head.addWidget(label("How much worse is each level than the one below?", "heading", wrap=True), 1)
        head.addWidget(self._usual, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self._words)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(150)
        self._rest.timeout.connect(self._on_rest)
        self._slider.valueChanged.connect(self._on_moved)
        self._on_moved(self._slider.value())

    @property
    def ratio(self) -> float:
        return self._slider.value() / _PARTS

    def slide_to(self, ratio: float) -> None:
        """Move the slider."""
        self._slider.setValue(round(ratio * _PARTS))

    def say(self, words: str) -> None:
        """What other weights would change."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _on_moved(self, _value: int) -> None:
        self._now.setText(f"×{self.ratio:g}")
        self._slider.setAccessibleDescription(f"times {self.ratio:g}")
        self._usual.setVisible(self.ratio != USUAL)
        self._rest.start()

    def _on_rest(self) -> None:
        self.changed.emit(self.ratio)

    def _on_usual(self) -> None:
        self._slider.setValue(round(USUAL * _PARTS))
        self._slider.setFocus(Qt.FocusReason.OtherFocusReason)
