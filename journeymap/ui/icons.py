"""The app's line icons, recoloured from their SVG files and drawn crisp at every scale of the screen."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from journeymap.core.resources import resource

APP_ICON: Final = "app"
_FADED: Final = 0.4  # opacity of an icon that cannot be used now


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw the icon into `rect`. `colour` is `#RRGGBB`; raises FileNotFoundError for a name without a file."""
    _renderer(name, colour).render(painter, rect)


class _LineIcon(QIconEngine):
    """Draws the vector at the size and the pixel ratio that are asked for, so that nothing is ever scaled up."""

    def __init__(self, name: str, colour: str, checked_colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._checked_colour = checked_colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._checked_colour if state == QIcon.State.On else self._colour
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * _FADED)
        paint_icon(painter, self._name, QRectF(rect), colour)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in pixels of the window, of which each has `scale` × `scale` pixels of the device."""
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._colour, self._checked_colour)


def icon(name: str, colour: str, checked_colour: str = "") -> QIcon:
    """The icon `resources/icons/NAME.svg` in a colour (`#RRGGBB`), in `checked_colour` while its button is on.

    Raises FileNotFoundError for a name without a file.
    """
    _source(name)
    return QIcon(_LineIcon(name, colour, checked_colour or colour))


def app_icon() -> QIcon:
    """The app's own icon, for windows and the task bar."""
    pixmaps = QIcon()
    renderer = _renderer(APP_ICON, "#FFFFFF")
    for size in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        pixmaps.addPixmap(pixmap)
    return pixmaps
