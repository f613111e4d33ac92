"""A large drawing in squares of pixels, each drawn once: moving the map only copies them.

While the map moves, no frame draws more than its share of new squares: where one is missing, what another zoom has of
that place stands in for it, larger or smaller, until there is time. A map at rest is drawn at once.
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

Key = tuple[float, float, int, int]  # zoom, pixels for one of the screen's points, column, row

SIDE = 256
"""Points of the screen on the side of a square."""
_MOST = 320  # squares kept: 80 MB on a screen of one pixel a point, were they all used
_MOVING_S = 0.005  # for new squares in a frame while the map moves
_RESTING_S = 0.025  # and while it rests
_STILL_S = 0.12  # a frame so long after the one before is not part of a movement


class Tiles:
    """The squares of one drawing. `draw(painter, rect, zoom)` draws the part `rect` (in the drawing's own units)."""

    def __init__(self, draw: Callable[[QPainter, QRectF, float], None]) -> None:
        self._draw = draw
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._latest = 0.0
        self._zoom = 0.0
        self._before = 0.0  # the zoom whose squares stand in

    def drop(self) -> None:
        """Forget everything: the drawing has changed."""
        self._kept.clear()
        self._latest = 0.0

    def paint(self, painter: QPainter, exposed: QRectF, ratio: float) -> bool:
        """Draw what is exposed, in the painter's transform (a zoom and a shift); gives whether all of it is sharp."""
        transform = painter.worldTransform()
        zoom = round(transform.m11(), 7)
        now = perf_counter()
        moving = now - self._latest < _STILL_S
        if zoom != self._zoom:
            self._before, self._zoom = self._zoom or zoom, zoom
        until = now + (_MOVING_S if moving else _RESTING_S)
        sharp = True
        painter.save()
        painter.setWorldTransform(QTransform())
        unit = SIDE / zoom
        for row in range(math.floor(exposed.top() / unit), math.floor(exposed.bottom() / unit) + 1):
            for column in range(math.floor(exposed.left() / unit), math.floor(exposed.right() / unit) + 1):
                place = QPointF(column * SIDE + transform.dx(), row * SIDE + transform.dy())
                key = (zoom, ratio, column, row)
                found = self._kept.get(key)
                if found is None and perf_counter() < until:
                    found = self._made(key)
                if found is not None:
                    self._kept.move_to_end(key)
                    painter.drawPixmap(place, found)
                    continue
                sharp = False
                self._stand_in(
                    painter, QRectF(place.x(), place.y(), SIDE, SIDE), column * unit, row * unit, unit, ratio
                )
        painter.restore()
        self._latest = perf_counter()
        return sharp

    def _made(self, key: Key) -> QPixmap:
        zoom, ratio, column, row = key
        pixels = math.ceil(SIDE * ratio)
        made = QPixmap(pixels, pixels)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(-column * SIDE, -row * SIDE)
        painter.scale(zoom, zoom)
        unit = SIDE / zoom
        self._draw(painter, QRectF(column * unit, row * unit, unit, unit), zoom)
        painter.end()
        self._kept[key] = made
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return made

    def _stand_in(self, painter: QPainter, target: QRectF, left: float, top: float, unit: float, ratio: float) -> None:
        """What the zoom before has of this place."""
        zoom = self._before
        if not zoom or zoom == self._zoom:
            return
        other = SIDE / zoom
        scale = target.width() / unit
        for row in range(math.floor(top / other), math.floor((top + unit) / other) + 1):
            for column in range(math.floor(left / other), math.floor((left + unit) / other) + 1):
                found = self._kept.get((zoom, ratio, column, row))
                if found is None:
                    continue
                part = QRectF(left, top, unit, unit) & QRectF(column * other, row * other, other, other)
                if part.isEmpty():
                    continue
                onto = QRectF(
                    target.x() + (part.x() - left) * scale, target.y() + (part.y() - top) * scale,
                    part.width() * scale, part.height() * scale,
                )  # fmt: skip
                pixels = zoom * ratio
                source = QRectF(
                    (part.x() - column * other) * pixels, (part.y() - row * other) * pixels,
                    part.width() * pixels, part.height() * pixels,
                )  # fmt: skip
                painter.drawPixmap(onto, found, source)
