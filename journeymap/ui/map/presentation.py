"""The map shown to others: full screen, one step of the main path at a time, in large words."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.wording import count_text
from journeymap.present.presentation import Slide
from journeymap.ui import theme
from journeymap.ui.map.presented import SlidePage
from journeymap.ui.plain import label

_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace}
_LEAST_PX, _WIDEST_PX = 200, 1700
_SIDE_PX, _OTHER_PX = 80, 230  # what is left and right of the page, and above and below it
_PHASE_PX = 16


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
        self._page: SlidePage | None = None
        self._before = QPushButton("Previous")
        self._after = QPushButton("Next")
        self._leave = QPushButton("Leave (Esc)")
        self._leave.setAccessibleName("Leave the presentation")
        self._number = label("", "secondary")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(40, 32, 40, 24)
        outer.setSpacing(20)
        outer.addWidget(self._path)
        self._middle = QHBoxLayout()
        outer.addStretch(2)
        outer.addLayout(self._middle)
        outer.addStretch(3)
        foot = QHBoxLayout()
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._number)
        foot.addSpacing(12)
        foot.addWidget(self._before)
        foot.addWidget(self._after)
        outer.addLayout(foot)
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
        self._path.show_page(self.at, [page.phase for page in self.slides])
        self.setAccessibleName(f"{slide.title}, page {count_text(self.at + 1, len(self.slides))}")
        self.setAccessibleDescription(slide.spoken)
        self.setFocus()

    def _fill(self) -> None:
        """Write the page as large as fits."""
        if self._page is not None:
            self._middle.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        width = max(_LEAST_PX, min(_WIDEST_PX, self.width() - 2 * _SIDE_PX))
        screens = min(self.width() / 1366, self.height() / 768)
        self._page = SlidePage(self.slides[self.at], width, self.height() - _OTHER_PX, screens)
        self._page.setFixedWidth(width)
        self._middle.addWidget(self._page)


class _Path(QWidget):
    """A journey line with a dot for each page, the current one large, and the phases where they begin."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._at = 0
        self._phases: list[str] = [""]
        self.setFixedHeight(24 + 2 * _PHASE_PX)

    def show_page(self, at: int, phases: list[str]) -> None:
        """Mark a page; `phases` has the phase of every page."""
        self._at, self._phases = at, phases
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, middle = 12.0, self.width() - 12.0, 12.0
        pages = len(self._phases)
        places = [left + (right - left) * (page / max(1, pages - 1)) for page in range(pages)]
        painter.setPen(QPen(theme.color("line2"), 2.0))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        for page, x in enumerate(places):
            radius = 9.0 if page == self._at else 5.0
            painter.setBrush(theme.color("accent" if page <= self._at else "control"))
            painter.drawEllipse(QRectF(x - radius, middle - radius, 2 * radius, 2 * radius))
        self._paint_phases(painter, places)
        painter.end()

    def _paint_phases(self, painter: QPainter, places: list[float]) -> None:
        begins = [
            page for page, phase in enumerate(self._phases) if phase and (page == 0 or phase != self._phases[page - 1])
        ]
        for at, page in enumerate(begins):
            here = self._phases[page] == self._phases[self._at]
            painter.setFont(theme.font(_PHASE_PX, semibold=here))
            painter.setPen(theme.color("accent" if here else "text2"))
            end = places[begins[at + 1]] - 20.0 if at + 1 < len(begins) else float(self.width())
            start = min(places[page] - 9.0, self.width() - 120.0)
            room = QRectF(start, 26.0, max(0.0, end - start), 2.0 * _PHASE_PX)
            words = painter.fontMetrics().elidedText(self._phases[page], Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, words)
