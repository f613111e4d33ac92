"""Two sliders that show less of a crowded map, with a true account of how much of it is still shown."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from journeymap.present.simplified import slider_text
from journeymap.ui.plain import label

_WAIT_MS = 120
WIDTH = 360


class Simplifying(QFrame):
    """A popover. `changed` carries the shares of journeys for steps and links, in percent (100, 100: everything)."""

    changed = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAccessibleName("Simplify the map")
        self.steps = _slider("Steps, by the share of journeys that came to them")
        self.links = _slider("Links, by the share of journeys that took them")
        self._values = {self.steps: label("", "secondary"), self.links: label("", "secondary")}
        self.meanings = {self.steps: label("", "small", wrap=True), self.links: label("", "small", wrap=True)}
        self.sentence = label("", "small", wrap=True)
        self.everything = QPushButton("Show everything")
        self.everything.clicked.connect(self.reset)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_WAIT_MS)
        self._due.timeout.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label("Show less of the map", "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (name, slider) in enumerate((("Steps", self.steps), ("Links", self.links))):
            grid.addWidget(label(name), 2 * row, 0)
            grid.addWidget(slider, 2 * row, 1)
            grid.addWidget(self.meanings[slider], 2 * row + 1, 0, 1, 3)
            value = self._values[slider]
            value.setMinimumWidth(44)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, 2 * row, 2)
            slider.valueChanged.connect(self._on_moved)
        column.addLayout(grid)
        column.addWidget(self.sentence)
        column.addWidget(self.everything, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    def open_below(self, button: QWidget) -> None:
        """Show it below a button, with the keyboard on the first slider."""
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - WIDTH, button.height() + 4))
        self.move(max(0, corner.x()), corner.y())
        self.show()
        self.steps.setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, words: str) -> None:
        """Print how much of what happened is still shown."""
        self.sentence.setText(words)

    def reset(self) -> None:
        """Show everything again."""
        self.steps.setValue(100)
        self.links.setValue(100)

    def _on_moved(self) -> None:
        self._show()
        self._due.start()

    def _show(self) -> None:
        for slider, value in self._values.items():
            value.setText(f"{slider.value()}\N{NO-BREAK SPACE}%")
            meaning = slider_text(slider.value(), "steps" if slider is self.steps else "links")
            self.meanings[slider].setText(meaning)
            slider.setAccessibleDescription(meaning)
        self.everything.setEnabled((self.steps.value(), self.links.value()) != (100, 100))

    def _tell(self) -> None:
        self.changed.emit(self.steps.value(), self.links.value())


def _slider(name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setSingleStep(1)
    slider.setPageStep(10)
    slider.setValue(100)
    slider.setMinimumHeight(26)
    slider.setAccessibleName(name)
    return slider
