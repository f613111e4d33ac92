"""A button of the top bar while a session runs: drawn as high as the bar likes it, pressed on the whole 44 px."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton


class BarButton(QPushButton):
    """The bar is 48 px high; a button that filled it would look as if it were cut."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("touch", "bar")

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)
