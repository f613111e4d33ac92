"""A window for the participant's screen: the task and nothing of ours."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymap.core.model import TaskScenario
from journeymap.ui.pieces import scrolled
from journeymap.ui.plain import label

_APART_PX = 24


class TaskWindow(QWidget):
    """Opens on another screen where there is one, and never takes the keyboard. `closed` when it has been closed.

    Whoever opened it takes it away with the same key or button.
    """

    closed = Signal()

    def __init__(self, beside: QWidget) -> None:
        super().__init__(beside, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._beside = beside
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("role", "paper")
        self.setAutoFillBackground(True)
        self.setWindowTitle("Task")
        self._title = label("", "task-title", wrap=True)
        self._instructions = label("", "task-words", wrap=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(64, 56, 64, 56)
        column.setSpacing(28)
        column.addWidget(self._title)
        column.addWidget(self._instructions)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page, "Task"))

    def show_task(self, task: TaskScenario) -> None:
        """Show a task: its title, and what the person reads."""
        self._title.setText(task.title)
        self._instructions.setText(task.instructions)
        self._instructions.setVisible(bool(task.instructions))

    def open_for_participant(self) -> None:
        """Come on screen: the whole of another one, else a window above ours, away from the line that is typed in."""
        if self.isVisible():
            return
        mine = self._beside.window()
        had_keyboard = mine.isActiveWindow()
        other = self._other_screen()
        if other is not None:
            self.setGeometry(other.geometry())
            self.setWindowState(Qt.WindowState.WindowFullScreen)  # showFullScreen would ask for the keyboard as well
            self.show()
        else:
            self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
            room = mine.screen().availableGeometry()
            size = QSize(min(720, room.width() * 3 // 5), min(420, room.height() // 2))
            self.setGeometry(QRect(room.topRight() - QPoint(size.width() + _APART_PX, -2 * _APART_PX), size))
            self.show()
        if had_keyboard:
            mine.activateWindow()  # some platforms give the keyboard to whatever fills a screen

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _other_screen(self) -> QScreen | None:
        here = self._beside.window().screen()
        return next((screen for screen in QGuiApplication.screens() if screen is not here), None)
