"""The buttons for pointer and touch: how bad it was, what is said and felt, help, and the end."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journeymap.core.scales import IMPACTS
from journeymap.ui import theme
from journeymap.ui.flow_layout import FlowLayout
from journeymap.ui.marks import mark_icon
from journeymap.ui.plain import plain_tip
from journeymap.ui.recorder.key_button import KeyButton

_GAP = 6


class SignButtons(QWidget):
    """`sign_asked` carries the sign of the button for the line. Where room is short the caps go first."""

    sign_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        harm, harm_row = _group()
        rest, row = _group()
        self.impacts: list[KeyButton] = []
        for impact, meaning in IMPACTS.items():
            about = f"Pain, impact {impact} of 4: {meaning}" if impact else "It was there and did no harm"
            button = self._button(meaning[:1].upper() + meaning[1:], f"!{impact}", about)
            self.impacts.append(button)
            harm_row.addWidget(button)
        self.quote = self._button("Says", '"', "What the person says")
        self.feels = self._button("Feels", "~", "A feeling, from −2 to +2")
        self.help = self._button("Help", "&", "Help given")
        self.ends = self._button("Ends", "= ", "The outcome; ends this attempt")
        self._all = [*self.impacts, self.quote, self.feels, self.help, self.ends]
        for button in self._all[len(self.impacts) :]:
            row.addWidget(button)
        flow = FlowLayout(self, spacing=_GAP, push_last=True)
        flow.addWidget(harm)
        flow.addWidget(rest)
        self._on_look_changed()
        theme.current().changed.connect(self._on_look_changed)

    def offer_quotes(self, *, offered: bool) -> None:
        """Quotes are not offered where the person did not agree to being quoted."""
        self.quote.setVisible(offered)
        self._mind_the_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mind_the_room()

    def _mind_the_room(self) -> None:
        shown = [button for button in self._all if not button.isHidden()]
        needed = sum(button.full_width() for button in shown) + _GAP * len(shown)
        for button in self._all:
            button.show_cap(shown=needed <= self.width())

    def _button(self, words: str, sign: str, about: str) -> KeyButton:
        button = KeyButton(words, sign.strip(), role="big")
        button.setProperty("sign", sign)
        button.setAccessibleDescription(about)
        button.setToolTip(plain_tip(about))
        button.clicked.connect(self._on_clicked)
        return button

    def _on_look_changed(self) -> None:
        for impact, button in enumerate(self.impacts):
            if impact:  # nothing is marked where there was no harm
                button.set_picture(mark_icon(impact), QSize(16, 16))

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.sign_asked.emit(str(button.property("sign")))


def _group() -> tuple[QWidget, QHBoxLayout]:
    """Buttons that stay together in one row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(_GAP)
    return holder, row
