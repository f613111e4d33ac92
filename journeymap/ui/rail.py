"""The rail at the left: the places of the window, with an icon and a word each."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from journeymap.present.actions import PLACES
from journeymap.ui import keys, theme
from journeymap.ui.icons import app_icon, paint_icon
from journeymap.ui.notice import Tab
from journeymap.ui.plain import plain_tip

WIDTH = 84
_ICON_PX = 22


class PlaceButton(Tab):
    """An icon above a word. Drawn by hand, for a style sheet can only put icons beside words."""

    def __init__(self, key: str, word: str) -> None:
        super().__init__()
        self._icon_name = key
        self._word = word
        self.setProperty("role", "place")
        self.setFixedSize(72, 62)
        self.setAccessibleName(word)
        self._name_keys()
        keys.current().changed.connect(self._name_keys)

    def _name_keys(self) -> None:
        command_id = f"go.{self._icon_name}"
        self.setAccessibleDescription(keys.keys_text(command_id))
        self.setToolTip(plain_tip(keys.with_keys(self._word, command_id)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colour = theme.color("accent" if self.isChecked() else "text2")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon = self.rect().adjusted((self.width() - _ICON_PX) // 2, 9, 0, 0).toRectF()
        icon.setSize(QSize(_ICON_PX, _ICON_PX).toSizeF())
        paint_icon(painter, self._icon_name, icon, colour.name())
        painter.setPen(colour)
        painter.setFont(theme.font(12, semibold=self.isChecked()))
        painter.drawText(self.rect().adjusted(0, 36, 0, -6), Qt.AlignmentFlag.AlignCenter, self._word)
        painter.end()


class Rail(QFrame):
    """`chosen` carries the key of the place that a person wants to go to."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Places")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 10, 6, 10)
        layout.setSpacing(2)
        layout.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        self._buttons: dict[str, PlaceButton] = {}
        self._shown = ""
        for key, word in PLACES.items():
            button = PlaceButton(key, word)
            self._buttons[key] = button
            button.clicked.connect(self._on_clicked)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def show_place(self, key: str) -> None:
        """Mark the place that is shown."""
        self._shown = key
        for known, button in self._buttons.items():
            button.setChecked(known == key)
            button.setAccessibleName(f"{PLACES[known]}, shown" if known == key else PLACES[known])

    def _on_clicked(self) -> None:
        button = self.sender()
        key = next(known for known, made in self._buttons.items() if made is button)
        self.show_place(self._shown)  # a click on the place that is shown must not take its mark away
        self.chosen.emit(key)


class _Mark(QWidget):
    """The app's mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        app_icon().paint(painter, self.rect())
        painter.end()
