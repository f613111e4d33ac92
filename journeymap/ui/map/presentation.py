"""The map shown to others: full screen, one step of the main path at a time, in large words."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from journeymap.core.wording import count_text
from journeymap.present.presentation import Slide
from journeymap.ui import theme
from journeymap.ui.plain import label

_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace}
_WIDEST_PX = 1500
_SIDE_PX, _OTHER_PX = 80, 190  # what is left and right of the page, and above and below it
_LEAST, _MOST = 0.5, 2.0
Part = tuple[str, int, str, int, bool, int]
"""Text, size in px, colour, weight, whether in italics, and the room below it in px."""


class Presentation(QWidget):
    """A window of its own. Arrows, Space and the buttons turn the pages, Home and End go to the ends, Esc leaves."""

    def __init__(self, slides: tuple[Slide, ...], step_id: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(slides[0].title if slides else "Presentation")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slides = slides
        self.at = next((at for at, slide in enumerate(slides) if step_id and slide.step_id == step_id), 0)
        self._path = _Path(self)
        self._page = QWidget()
        self._before = QPushButton("Previous")
        self._after = QPushButton("Next")
        self._leave = QPushButton("Leave (Esc)")
        self._leave.setAccessibleName("Leave the presentation")
        self._number = label("", "secondary")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(40, 32, 40, 24)
        outer.setSpacing(20)
        outer.addWidget(self._path)
        middle = QHBoxLayout()
        middle.addStretch(1)
        self._page.setMaximumWidth(_WIDEST_PX)
        middle.addWidget(self._page, 20)
        middle.addStretch(1)
        outer.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._number)
        foot.addSpacing(12)
        foot.addWidget(self._before)
        foot.addWidget(self._after)
        outer.addLayout(foot)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._before.clicked.connect(lambda: self.turn(-1))
        self._after.clicked.connect(lambda: self.turn(1))
        self._leave.clicked.connect(self.close)
        self._show()

    def turn(self, pages: int) -> None:
        """Go so many pages on, or back."""
        self.go_to(self.at + pages)

    def go_to(self, page: int) -> None:
        """Show a page, counted from 0; before the first and after the last there is none."""
        wanted = max(0, min(page, len(self.slides) - 1))
        if wanted != self.at:
            self.at = wanted
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ON or key in _BACK:
            self.turn(1 if key in _ON else -1)
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.slides) - 1)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.turn(-1 if event.button() == Qt.MouseButton.RightButton else 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("paper"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _show(self) -> None:
        slide = self.slides[self.at]
        self._fill()
        self._number.setText(count_text(self.at + 1, len(self.slides)))
        self._before.setEnabled(self.at > 0)
        self._after.setEnabled(self.at < len(self.slides) - 1)
        self._path.show_page(self.at, len(self.slides))
        spoken = [slide.phase, *slide.lines, *(f"“{words}” {source}" for words, source in slide.quotes)]
        self.setAccessibleName(f"{slide.title}, page {count_text(self.at + 1, len(self.slides))}")
        self.setAccessibleDescription(" ".join(part for part in spoken if part))
        self.setFocus()

    def _fill(self) -> None:
        """Write the page as large as fits."""
        slide = self.slides[self.at]
        width = min(_WIDEST_PX, self.width() - 2 * _SIDE_PX)
        room = self.height() - _OTHER_PX
        large = max(_LEAST, min(self.width() / 1366, self.height() / 768, _MOST))
        while large > _LEAST and _height(slide, large, width) > room:
            large *= 0.92
        _empty(self._column)
        self._column.addStretch(1)
        for text, px, colour, weight, italic, space in _parts(slide, large):
            self._column.addWidget(_words(text, px, colour, weight, italic=italic))
            self._column.addSpacing(space)
        self._column.addStretch(2)


def _parts(slide: Slide, large: float) -> list[Part]:
    """What stands on a page from top to bottom, in sizes for a screen so many times as large as a laptop's."""
    parts: list[Part] = []
    if slide.phase:
        parts.append((slide.phase, round(20 * large), "text2", 400, False, 0))
    parts.append((slide.title, round(44 * large), "text", 600, False, round(18 * large)))
    parts += [(line, round(24 * large), "text", 400, False, round(8 * large)) for line in slide.lines]
    for words, source in slide.quotes:
        parts.append((f"“{words}”", round(26 * large), "text", 400, True, 0))
        parts.append((source, round(16 * large), "text2", 400, False, round(12 * large)))
    return parts


def _height(slide: Slide, large: float, width: int) -> int:
    """How high the page would be."""
    total = 0
    for text, px, _, weight, italic, space in _parts(slide, large):
        metrics = QFontMetrics(theme.font(px, semibold=weight == 600, italic=italic))
        wrapped = metrics.boundingRect(0, 0, max(width, 100), 100_000, Qt.TextFlag.TextWordWrap, text)
        total += wrapped.height() + space
    return total


class _Path(QWidget):
    """A journey line with a dot for each page, the current one large."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._at, self._pages = 0, 1
        self.setFixedHeight(24)

    def show_page(self, at: int, pages: int) -> None:
        self._at, self._pages = at, pages
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, middle = 12.0, self.width() - 12.0, self.height() / 2
        pen = painter.pen()
        pen.setColor(theme.color("line2"))
        pen.setWidthF(2.0)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        for page in range(self._pages):
            x = left + (right - left) * (page / max(1, self._pages - 1))
            radius = 9.0 if page == self._at else 5.0
            painter.setBrush(theme.color("accent" if page <= self._at else "control"))
            painter.drawEllipse(QRectF(x - radius, middle - radius, 2 * radius, 2 * radius))
        painter.end()


def _words(text: str, px: int, colour: str, weight: int, *, italic: bool) -> QLabel:
    made = label(text, wrap=True)
    style = "italic" if italic else "normal"
    made.setStyleSheet(
        f"font-size: {px}px; font-weight: {weight}; font-style: {style}; color: {theme.color(colour).name()};"
    )
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
