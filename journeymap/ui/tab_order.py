"""The order in which Tab goes through a window: as its parts lie, whenever they were made; and Enter on a button."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget


def go_through(stops: Iterable[QWidget]) -> None:
    """Let Tab go from each of these to the next one."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def stops_in(part: QWidget) -> list[QWidget]:
    """Where Tab stops within a part of a window, seen or not, in the order in which it does so now."""
    found = [part] if _is_stop(part) else []
    here = part.nextInFocusChain()
    while here is not None and here is not part:
        if part.isAncestorOf(here) and _is_stop(here):
            found.append(here)
        here = here.nextInFocusChain()
    return found


def stops_as_laid_out(part: QWidget) -> list[QWidget]:
    """The same in the order of the part's layouts: what was put in late has its place among the others."""
    layout = part.layout()
    if _is_stop(part):
        return [part]
    return [stop for widget in _widgets(layout) for stop in stops_as_laid_out(widget)] if layout is not None else []


def press_by_enter(event: QKeyEvent) -> bool:
    """Press the button that has the keyboard, where nothing below took the Enter key: Qt knows the space bar alone."""
    button = QApplication.focusWidget()
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or not isinstance(button, QAbstractButton):
        return False
    button.click()
    return True


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets(inner)


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
