"""What the behaviours of a BORIS project are to be taken for: one choice for each, in an import that is rehearsed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from journeymap.core.model import Pairs
from journeymap.interchange.boris_sessions import BEHAVIOUR_KINDS
from journeymap.ui.pieces import scrolled
from journeymap.ui.plain import label

_HEIGHT = 230
_MOST = 200


class Behaviours(QWidget):
    """A list of behaviours with a choice beside each; it is made once, when the first rehearsal knows them."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self._page = QWidget()
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._title = label("What each behaviour is", "section")
        self._area = scrolled(self._page, "What each behaviour is")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._area)
        self.hide()

    def show_behaviours(self, kinds: Mapping[str, str]) -> None:
        """Offer a choice for each behaviour, as it was taken now; what was chosen before stays."""
        for code in list(kinds)[:_MOST]:
            if code not in self.boxes:
                self._add(code)
        self._area.setFixedHeight(min(self._page.sizeHint().height(), _HEIGHT))
        self.setVisible(bool(self.boxes))

    def choices(self) -> Pairs:
        """The behaviours that are something else than steps, by code."""
        return tuple((code, str(box.currentData())) for code, box in self.boxes.items() if box.currentIndex() > 0)

    def _add(self, code: str) -> None:
        box = QComboBox()
        for kind, words in BEHAVIOUR_KINDS.items():
            box.addItem(words[:1].upper() + words[1:], kind)
        box.setAccessibleName(f"What the behaviour {code} is")
        box.activated.connect(self.chosen)
        name = label(code)
        name.setBuddy(box)
        row = len(self.boxes)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(box, row, 1)
        self.boxes[code] = box
