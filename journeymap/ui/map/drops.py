"""A label of the tray is dropped on the map: on a card it joins the step, beside the cards it becomes one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QGraphicsView

from journeymap.ui.map.tray import dropped


class LabelDrops(QObject):
    """Watches the canvas. `step_at` gives the step at a point of the view or "", `place` takes label and step."""

    def __init__(
        self, canvas: QGraphicsView, step_at: Callable[[QPoint], str], place: Callable[[str, str | None], object]
    ) -> None:
        super().__init__(canvas)
        self._step_at = step_at
        self._place = place
        canvas.viewport().setAcceptDrops(True)
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in {
            QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop
        }:  # fmt: skip
            return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent | QDragEnterEvent | QDragMoveEvent) -> bool:
        words = dropped(event.mimeData())
        if not words:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._place(words, self._step_at(event.position().toPoint()) or None)
        return True
