"""The way back from a map that a step opened: one button a level, the outermost first."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from journeymap.core.filters import Filter
from journeymap.ui.looking import Looking
from journeymap.ui.plain import label, plain


@dataclass(frozen=True, slots=True)
class Level:
    """A map that was left through one of its steps."""

    map_id: str
    title: str
    step_id: str


class Trail(QFrame):
    """In sight only inside a map that a step opened. `went_back` carries the step that the way had led through."""

    went_back = Signal(str)

    def __init__(self, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "filterbar")
        self.setAccessibleName("Way back to the outer map")
        self._looking = looking
        self._levels: list[Level] = []
        self._at = ""  # the map that the trail leads to
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 3, 12, 3)
        self._row.setSpacing(4)
        looking.filter_changed.connect(self._on_filter_changed)
        self.hide()

    def push(self, map_id: str, title: str, step_id: str) -> None:
        """This map is about to be left for the one that its step opens."""
        self._levels.append(Level(map_id, title, step_id))
        self._at = ""

    def back(self, levels: int = 1) -> None:
        """Go back so many levels; nothing where there is none."""
        if len(self._levels) < levels:
            return
        to = self._levels[-levels]
        del self._levels[-levels:]
        self._at = to.map_id
        self.went_back.emit(to.step_id)
        self._looking.look_at(Filter(map_id=to.map_id))
        self._fill()

    def _on_filter_changed(self, chosen: Filter) -> None:
        if not self._at:
            self._at = chosen.map_id
        elif chosen.map_id != self._at:
            self._levels.clear()
            self._at = chosen.map_id
        self._fill()

    def _fill(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for back, level in enumerate(self._levels):
            button = QPushButton(plain(level.title))
            button.setProperty("role", "quiet")
            button.setAccessibleName(f"Back to {level.title}")
            button.clicked.connect(partial(self._on_clicked, len(self._levels) - back))
            self._row.addWidget(button)
            self._row.addWidget(label("▸", "secondary"))
        self._row.addStretch(1)
        self.setVisible(bool(self._levels))

    def _on_clicked(self, levels: int, _checked: bool = False) -> None:
        self.back(levels)
