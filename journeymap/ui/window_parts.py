"""Smaller parts of the window: the strip below the top bar, and going from part to part with F6."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QStackedLayout, QWidget


class Strip(QFrame):
    """Holds the filter bar, or what a place puts there instead."""

    def __init__(self, filter_bar: QWidget, height: int) -> None:
        super().__init__()
        self.setProperty("role", "filterbar")
        self.setFixedHeight(height)
        self._filter_bar = filter_bar
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(filter_bar)

    def show_strip(self, widget: QWidget | None) -> None:
        """Show `widget`, or the filter bar."""
        shown = widget or self._filter_bar
        if self._stack.indexOf(shown) < 0:
            self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)


def next_part(parts: Sequence[QWidget]) -> None:
    """Move the keyboard on from the part that has it to the first stop of the next one, and round again."""
    now = QApplication.focusWidget()
    at = next((index for index, part in enumerate(parts) if now is not None and part.isAncestorOf(now)), -1)
    for step in range(1, len(parts) + 1):
        first = _first_stop(parts[(at + step) % len(parts)])
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _first_stop(part: QWidget) -> QWidget | None:
    stops = [part, *part.findChildren(QWidget)]
    return next(
        (
            stop
            for stop in stops
            if stop.isVisible() and stop.isEnabled() and stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        ),
        None,
    )
