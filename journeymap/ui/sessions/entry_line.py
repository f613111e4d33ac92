"""The line in which an entry of a read session is typed over, or one more is put in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from journeymap.ui.notice import Notice
from journeymap.ui.plain import Elided, label, restyle
from journeymap.ui.recorder.capture_line import CaptureLine

_WAITING = "Enter corrects the chosen entry · Insert puts one after it · Del removes it"


class EntryLine(QWidget):
    """Closed until something is to be typed. `does` says what the keys do, and is placed by the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = CaptureLine()
        self.field.setAccessibleName("The entry as a line")
        self.does = Elided("", "small")
        self.refusal = Notice("warn", wrap=True)
        self._time = label("", "secondary")
        self._frame = QFrame()
        self._frame.setProperty("role", "capture")
        line = QHBoxLayout(self._frame)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(10)
        line.addWidget(self._time)
        line.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.refusal)
        column.addWidget(self._frame)
        self.close_line()

    @property
    def is_open(self) -> bool:
        return self.field.isEnabled()

    def begin(self, text: str, clock: str, does: str) -> None:
        """Open the line with a text to be typed over; `clock` stands before it."""
        self.refuse("")
        self._time.setText(clock)
        self.does.setText(does)
        self.field.setEnabled(True)
        self.field.setPlaceholderText("Type what happened")
        restyle(self._frame, open="true")
        self.field.setAccessibleDescription(does)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.put(text)  # once the keyboard is there: Orca passes over a field whose cursor moves before it

    def close_line(self) -> bool:
        """Drop what was typed; gives whether the line had the keyboard."""
        had = self.field.hasFocus()
        self.field.empty()
        self.field.setEnabled(False)
        self.field.setPlaceholderText("Enter takes the chosen entry into this line")
        restyle(self._frame, open="false")
        self._time.setText("")
        self.does.setText(_WAITING)
        self.refuse("")
        return had

    def refuse(self, words: str) -> None:
        """Say why a line cannot be kept; nothing takes it back."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
