"""A button that shows beside its words, in a small cap, the key or sign that does the same."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from journeymap.ui import keys, theme
from journeymap.ui.keys import keys_text
from journeymap.ui.plain import restyle

_GAP = 6
_MARGIN = 12
_WORDS_AT_MOST = 300


class KeyButton(QPushButton):
    """Words, quieter words behind them, and a key cap. Drawn by hand: a button's text has one colour and weight.

    `key` is what the cap shows, `command` the id of a command whose keys it shows instead.
    """

    def __init__(
        self, words: str, key: str = "", aside: str = "", *, role: str, strong: bool = False, command: str = ""
    ) -> None:
        super().__init__()
        self._words = words
        self._command = command
        self._key = keys_text(command) if command else key
        self._aside = aside
        self._strong = strong
        self._cap_shown = True
        self._described = ""
        self._picture = QIcon()
        self._picture_size = QSize(0, 0)
        if role:
            restyle(self, role=role)
        self._name()
        keys.current().changed.connect(self._on_keys_changed)

    def set_words(self, words: str, command: str | None = None) -> None:
        """Show other words, and the keys of another command where one is given; an empty one shows no keys."""
        key = self._key if command is None else ""
        self._command = self._command if command is None else command
        if self._command:
            key = keys_text(self._command)
        if (words, key) != (self._words, self._key):
            self._words, self._key = words, key
            self._name()
            self.updateGeometry()
            self.update()

    def set_picture(self, picture: QIcon, size: QSize) -> None:
        """Show a small picture before the words."""
        self._picture, self._picture_size = picture, size
        self.updateGeometry()
        self.update()

    def show_cap(self, *, shown: bool) -> None:
        """Show the cap with the key, or leave it out where there is no room; it is spoken in either case."""
        if shown != self._cap_shown:
            self._cap_shown = shown
            self.updateGeometry()
            self.update()

    def full_width(self) -> int:
        """The width with the cap, in pixels."""
        return self._width_without_cap() + _GAP + self._cap_width()

    def sizeHint(self) -> QSize:
        width = self.full_width() if self._cap_shown and self._key else self._width_without_cap()
        height = 44 if self.property("role") in {"big", "big-primary", "chip", "keep"} else 30
        return QSize(max(width, height), height)

    def _width_without_cap(self) -> int:
        width = 2 * _MARGIN + self._words_width()
        if self._aside:
            width += QFontMetrics(theme.font()).horizontalAdvance(self._aside) + _GAP
        if not self._picture.isNull():
            width += self._picture_size.width() + _GAP + 2
        return width

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        left, middle = _MARGIN, self.rect().center().y() + 1
        if not self._picture.isNull():
            size = self._picture_size
            self._picture.paint(painter, QRect(left, middle - size.height() // 2, size.width(), size.height()))
            left += size.width() + _GAP + 2
        enabled = self.isEnabled()
        painter.setFont(theme.font(13, semibold=self._strong))
        painter.setPen(theme.color("text" if enabled else "text2"))
        width = self._words_width()
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, width + 1)
        painter.drawText(QRect(left, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        left += width + _GAP
        if self._aside:
            painter.setFont(theme.font())
            painter.setPen(theme.color("text2"))
            aside = painter.fontMetrics().horizontalAdvance(self._aside)
            painter.drawText(QRect(left, 0, aside + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, self._aside)
            left += aside + _GAP
        if self._cap_shown and self._key:
            self._paint_cap(painter, left, middle)
        painter.end()

    def _paint_cap(self, painter: QPainter, left: int, middle: int) -> None:
        cap = QRect(left, middle - 10, self._cap_width(), 19)
        painter.setPen(theme.color("line2"))
        painter.setBrush(theme.color("bg"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(11))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _on_keys_changed(self) -> None:
        self.set_words(self._words)

    def _name(self) -> None:
        self.setAccessibleName(f"{self._words}, {self._aside}" if self._aside else self._words)
        if self.accessibleDescription() == self._described:
            self._described = self._key
            self.setAccessibleDescription(self._key)

    def _words_width(self) -> int:
        width = QFontMetrics(theme.font(13, semibold=self._strong)).horizontalAdvance(self._words)
        return min(width, _WORDS_AT_MOST)

    def _cap_width(self) -> int:
        return max(19, QFontMetrics(theme.font(11)).horizontalAdvance(self._key) + 10)
