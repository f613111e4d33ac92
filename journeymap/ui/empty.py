"""An empty place: a line drawing, one sentence, one button."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.ui import theme
from journeymap.ui.icons import paint_icon
from journeymap.ui.plain import label, plain


class EmptyPlace(QWidget):
    """Says what will appear here and offers the one action that fills it, and where there is one another way.

    `acted` when the button is pressed, `acted_otherwise` when the quiet one below it is.
    """

    acted = Signal()
    acted_otherwise = Signal()

    def __init__(
        self, picture: str, sentence: str, action: str = "", parent: QWidget | None = None, *, otherwise: str = ""
    ) -> None:
        super().__init__(parent)
        self._sentence = label(sentence, "headline", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setFixedWidth(440)
        self.button = QPushButton(plain(action))
        self.button.setProperty("role", "primary")
        self.button.setProperty("tall", "true")
        self.button.clicked.connect(self.acted)
        self.button.setVisible(bool(action))
        self.other = QPushButton(plain(otherwise))
        self.other.setProperty("role", "quiet")
        self.other.setMinimumHeight(28)
        self.other.clicked.connect(self.acted_otherwise)
        self.other.setVisible(bool(otherwise))
        layout = QVBoxLayout(self)
        layout.setSpacing(20)
        layout.addStretch(2)
        layout.addWidget(LineDrawing(picture), 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()  # between stretches, because what is aligned keeps the height that one line has
        row.addStretch(1)
        row.addWidget(self._sentence)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, sentence: str, action: str = "") -> None:
        """Show another sentence and action."""
        self._sentence.setText(sentence)
        self.button.setText(plain(action))
        self.button.setVisible(bool(action))


class LineDrawing(QWidget):
    """A quiet drawing on a round ground: the icon of the place, large, with a journey line through it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(200, 112)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.color("line2")
        pen = painter.pen()
        pen.setColor(line)
        pen.setWidthF(2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(14, 56, 44, 56)
        painter.drawLine(156, 56, 186, 56)
        painter.setBrush(theme.color("surface"))
        for x in (8, 192):
            painter.drawEllipse(QRectF(x - 6, 50, 12, 12))
        painter.setBrush(theme.color("soft"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(50, 6, 100, 100))
        paint_icon(painter, self._name, QRectF(74, 30, 52, 52), theme.color("accent").name())
        painter.end()
