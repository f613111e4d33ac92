"""What a hand does on the map: every gesture is an object that lives from press to release."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGraphicsView


class PanGesture:
    """Moves the map with the pointer. A press that hardly moves is no pan but a click."""

    SLACK_PX = 4

    def __init__(self, view: QGraphicsView, start: QPoint) -> None:
        self._view = view
        self._last = start
        self._start = start
        self.moved = False

    def move(self, point: QPoint) -> None:
        """Follow the pointer (in the view's pixels)."""
        if not self.moved and (point - self._start).manhattanLength() < self.SLACK_PX:
            return
        if not self.moved:
            self.moved = True
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        step = point - self._last
        self._last = point
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - step.x())
        down.setValue(down.value() - step.y())

    def end(self) -> None:
        """The button is up again, or Esc was pressed."""
        self._view.viewport().unsetCursor()
