"""The one place where a person's own words go into Qt: markup is shown letter by letter, `&` is no shortcut."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

TIP_IN_ONE_LINE = 100


def plain(text: str) -> str:
    """`text` for buttons, menus, tabs and titles: on one line, with `&` doubled so that it marks no shortcut."""
    return " ".join(text.split()).replace("&", "&&")


def plain_tip(text: str) -> str:
    """`text` for tool tips, which Qt would otherwise read as markup whenever they look like it.

    Short plain ones stay as they are: screen readers are given the tip as a control's description.
    """
    if len(text) <= TIP_IN_ONE_LINE and not set(text) & {"<", "&"}:
        return text
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>"


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label that shows `text` letter by letter. `role` is a name the style sheet knows: title, secondary, small …"""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class Elided(QLabel):
    """A one-line label that ends in an ellipsis where it does not fit, with the whole text in its tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(" ".join(text.split()))
        self._mind_the_tip()

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mind_the_tip()

    def _mind_the_tip(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else plain_tip(self.text()))
        self.setAccessibleDescription("" if fits else self.text())


def separator(*, vertical: bool = False) -> QFrame:
    """A hair line in the colour of separators."""
    line = QFrame()
    line.setProperty("role", "separator")
    line.setFrameShape(QFrame.Shape.NoFrame)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def restyle(widget: QWidget, **properties: object) -> None:
    """Set style-sheet properties on a widget that is already on screen, and let the style see them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
