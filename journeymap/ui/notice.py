"""What a screen reader is told otherwise than Qt would: news, pages, and buttons that are no check boxes."""

import sys
from functools import cache
from typing import ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QComboBox, QLabel, QPushButton, QStackedWidget, QWidget


class Notice(QLabel):
    """A label whose words are spoken when it comes in sight, and each time they are set while it is."""

    def __init__(self, role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _install()
        self.spoken: QAccessibleWidget | None = None  # kept as long as the widget: Qt holds on to it without owning it
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        if text and self.isVisible() and QAccessible.isActive():
            self._tell(text)

    def _tell(self, text: str) -> None:
        """Orca speaks a notification that comes in sight; what announcements are for on other systems, doubled here."""
        if sys.platform == "linux":
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectShow))
        else:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


class Pages(QStackedWidget):
    """Pages of which one is shown. Qt's own are named "layered pane", once for each level, before what is on them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _install()
        self.spoken: QAccessibleWidget | None = None


class Opener(QPushButton):
    """A button that stays down while what it opens is open. Qt calls every button that can stay down a check box.

    Its accessible name has to be set: the words on it are not read.
    """

    spoken_role: ClassVar = QAccessible.Role.Button

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        _install()
        self.setCheckable(True)
        self.spoken: QAccessibleWidget | None = None


class Tab(Opener):
    """A button that shows one of several pages."""

    spoken_role = QAccessible.Role.PageTab


class _Pressable(QAccessibleWidget):
    """A button of another role, which can still be pressed."""

    def __init__(self, button: Opener) -> None:
        super().__init__(button, button.spoken_role)
        self._button = button

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:
        if name == self.pressAction():
            self._button.click()
        elif name == self.setFocusAction():
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)


def name_lists_again(app: QApplication) -> None:
    """Whenever a list to choose from gets the keyboard, say its name anew. To be called once.

    Qt tells AT-SPI what was chosen as if it were the list's new name, and clients believe it.
    """
    app.focusChanged.connect(_on_focus)


def _on_focus(_before: QWidget | None, now: QWidget | None) -> None:
    if isinstance(now, QComboBox) and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(now, QAccessible.Event.NameChanged))


@cache
def _install() -> None:
    QAccessible.installFactory(_interface)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, Notice):
        thing.spoken = QAccessibleWidget(thing, QAccessible.Role.Notification)
    elif isinstance(thing, Pages):
        thing.spoken = QAccessibleWidget(thing, QAccessible.Role.Client)
    elif isinstance(thing, Opener):
        thing.spoken = _Pressable(thing)
    else:
        return None
    return thing.spoken
