"""Small parts that several places are put together from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from journeymap.ui.plain import label


def card(title: str, content: QWidget | QLayout) -> QFrame:
    """A panel with a heading."""
    frame = QFrame()
    frame.setProperty("role", "panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(18, 12, 18, 14)
    layout.setSpacing(8)
    layout.addWidget(label(title, "heading"))
    if isinstance(content, QWidget):
        layout.addWidget(content)
    else:
        layout.addLayout(content)
    layout.addStretch(1)
    return frame


def scrolled(page: QWidget, name: str) -> QScrollArea:
    """A page that scrolls up and down where there is not enough room; the keyboard goes to what is on it."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    return area


def centred(content: QWidget, share: int) -> QWidget:
    """A page with its content in the middle; `share` of it to 1 of each margin, as far as its width goes."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(content, share)
    row.addStretch(1)
    return page


def fill(widget: QWidget, content: QWidget) -> None:
    """Let the content take all of a widget."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)


def typed_choice(name: str) -> QComboBox:
    """A list to choose from or to type into; what is typed is not added to it."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setAccessibleName(name)
    edit = box.lineEdit()
    assert edit is not None
    edit.setAccessibleName(name)
    return box


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
