"""The first thing to see: begin a project, go on with one, or look at the sample. Never an empty grey window."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journeymap.present.actions import COMMANDS
from journeymap.ui import keys, theme
from journeymap.ui.icons import app_icon, paint_icon
from journeymap.ui.message_bar import MessageBar
from journeymap.ui.pieces import empty
from journeymap.ui.plain import label, plain, plain_tip
from journeymap.ui.settings import Recent, Settings
from journeymap.ui.tab_order import press_by_enter

_CARDS = (
    ("project.new", "new", "New project", "An empty project, one file on this computer"),
    ("project.open", "folder", "Open a project", "A .journey file you have"),
    ("project.sample", "sample", "Open the sample", "An invented service, twelve made-up people"),
)


class WelcomeWindow(QMainWindow):
    """`asked` carries a command's id, `chosen` the path of a recent project or of a dropped file."""

    asked = Signal(str)
    chosen = Signal(str)
    forgotten = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("journeymap")
        self.setAcceptDrops(True)
        self.resize(QSize(900, 620))
        self.setMinimumSize(QSize(720, 520))
        self.messages = MessageBar()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        page = QWidget()
        page.setProperty("role", "paper")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.messages)
        inner = QVBoxLayout()
        inner.setContentsMargins(56, 44, 56, 24)
        inner.setSpacing(0)
        inner.addLayout(self._head())
        inner.addSpacing(28)
        inner.addLayout(self._cards())
        inner.addSpacing(32)
        inner.addWidget(label("Recent projects", "heading"))
        inner.addSpacing(8)
        inner.addWidget(self._recent_list(), 1)
        inner.addSpacing(12)
        inner.addWidget(label("Nothing leaves this computer.", "small"))
        outer.addLayout(inner, 1)
        self.setCentralWidget(page)
        self.show_recent(settings)
        for each in COMMANDS:
            if each.id in {"project.new", "project.open", "app.quit", "help.keys"}:
                action = self.addAction(each.name)
                action.setShortcut(QKeySequence(keys.current().map.of(each.id)))
                action.setData(each.id)
                action.triggered.connect(self._on_action)

    def show_recent(self, settings: Settings) -> None:
        """List the projects opened last, newest first."""
        empty(self._recent)
        for known in settings.recent:
            row = RecentRow(known)
            row.clicked.connect(self._on_recent)
            self._recent.addWidget(row)
        if not settings.recent:
            words = "Projects that you open will be listed here. The sample is a good first look."
            self._recent.addWidget(label(words, "secondary"))
        self._recent.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.chosen.emit(files[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_enter(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.asked.emit("window.close")

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("journeymap", "page-title"))
        words.addWidget(label("Watch people use a service, count what happened, see where to act first.", "secondary"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(_LargeMark())
        row.addLayout(words, 1)
        return row

    def _cards(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for command_id, picture, title, words in _CARDS:
            card = StartCard(command_id, picture, title, words)
            card.clicked.connect(self._on_card)
            row.addWidget(card, 1)
        return row

    def _recent_list(self) -> QScrollArea:
        holder = QWidget()
        holder.setLayout(self._recent)
        self._recent.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Recent projects")
        return area

    def _on_card(self) -> None:
        card = self.sender()
        if isinstance(card, StartCard):
            self.asked.emit(card.command_id)

    def _on_recent(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            self.chosen.emit(row.known.path)

    def _on_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.asked.emit(str(action.data()))


class StartCard(QPushButton):
    """A large button with a picture, a title and a line of words."""

    def __init__(self, command_id: str, picture: str, title: str, words: str) -> None:
        super().__init__()
        self.command_id = command_id
        self._picture = picture
        self._title = title
        self._words = words
        self.setProperty("role", "start")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setMinimumHeight(132)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(240, 132)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("soft"))
        ground = self.rect().adjusted(16, 16, 0, 0).toRectF()
        ground.setSize(QSize(36, 36).toSizeF())
        painter.drawRoundedRect(ground, 8, 8)
        paint_icon(painter, self._picture, ground.adjusted(8, 8, -8, -8), theme.color("accent").name())
        room = self.rect().adjusted(16, 62, -12, -10)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(14, semibold=True))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, self._title)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(12))
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(0, 22, 0, 0), flags, self._words)
        painter.end()


class RecentRow(QPushButton):
    """A project that was open: title, file, when."""

    def __init__(self, known: Recent) -> None:
        super().__init__()
        self.known = known
        opened = datetime.fromtimestamp(known.opened_at_ms / 1000).astimezone()
        self._when = f"{opened.day} {opened:%b %Y, %H:%M}"
        self.setProperty("role", "row")
        self.setMinimumHeight(48)
        self.setText(plain(""))
        self.setAccessibleName(known.title)
        self.setAccessibleDescription(f"{known.path}, opened {self._when}")
        self.setToolTip(plain_tip(known.path))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        room = self.rect().adjusted(12, 6, -12, -6)
        metrics = self.fontMetrics()
        there = Path(self.known.path).exists()
        when = self._when if there else "not there any more"
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, when)
        path = metrics.elidedText(self.known.path, Qt.TextElideMode.ElideMiddle, room.width() - 8)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, path)
        painter.setFont(theme.font(13, semibold=True))
        painter.setPen(theme.color("text"))
        title = metrics.elidedText(self.known.title, Qt.TextElideMode.ElideRight, room.width() - 160)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.end()


class _LargeMark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(56, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        app_icon().paint(painter, self.rect())
        painter.end()
