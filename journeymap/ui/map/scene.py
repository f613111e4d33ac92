"""The scene of the map: the picture as squares of pixels, headings and selection as items above it."""

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneHelpEvent, QToolTip, QWidget

from journeymap.present.picture import Group, Pen
from journeymap.ui import theme
from journeymap.ui.map.group_index import GroupIndex
from journeymap.ui.map.items import PHASE_ROOM_PX, HeadingItem, HoverItem, SelectionItem
from journeymap.ui.map.painting import forget_looks, made_pen, paint_group
from journeymap.ui.map.sheet import MARGIN, Sheet
from journeymap.ui.map.tiles import Tiles
from journeymap.ui.plain import plain_tip

_LANE_DEPTH, _PHASE_DEPTH = 20.0, 15.0
_PHASE_PX = 56.0
"""In less width than this a title says nothing."""


class MapScene(QGraphicsScene):
    """Shows one map."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._cards: dict[str, QRectF] = {}
        self._marks: dict[str, list[Group]] = {}
        self._lanes: list[HeadingItem] = []
        self._phases: list[HeadingItem] = []
        self._index = GroupIndex(())
        self._bounds = QRectF()
        self._zoom = 1.0
        self.headroom = 0.0
        self._tiles = Tiles(self._paint_part)
        self._make_rings()

    def _make_rings(self) -> None:
        self._selection = SelectionItem()
        self._hover = HoverItem()
        self.addItem(self._selection)
        self.addItem(self._hover)

    def show_sheet(self, sheet: Sheet) -> None:
        """Replace everything by this map."""
        self.clear()
        self._make_rings()
        self._cards, self._marks, self._index = sheet.cards, sheet.marks, sheet.index
        self._lanes, self._phases = [], []
        for group in sheet.headings:
            item = HeadingItem(group)
            lane = group.kind == "lane"
            if lane:
                item.setZValue(_LANE_DEPTH)
            (self._lanes if lane else self._phases).append(item)
            self.addItem(item)
        for number, item in enumerate(self._phases):
            item.setZValue(_PHASE_DEPTH - number / len(self._phases))  # titles may lie on the phases behind
        self._tiles.drop()
        self._bounds = sheet.bounds
        self.make_headroom(self._zoom)
        self.update()

    def make_headroom(self, zoom: float) -> None:
        """Leave room above the map for the titles of phases, which do not become smaller with it."""
        self._zoom = zoom
        self.headroom = max(0.0, PHASE_ROOM_PX / zoom - self._foot_of_phases()) if self._phases else 0.0
        taken = 0.0
        for item in self._phases:
            bounds = item.content.bounds
            width = bounds.width - 4.0
            if bounds.width * zoom < _PHASE_PX:  # too narrow for its title, which is left out beside the one before
                width = _PHASE_PX / zoom if bounds.x >= taken else 0.0
            taken = max(taken, bounds.x + width)
            item.stand_out(self.headroom, width)
        self.setSceneRect(self._bounds.adjusted(0.0, -self.headroom, 0.0, 0.0))

    def fitting(self, room: QSize) -> float:
        """The scale at which the whole map fits into a window of this size, with the titles of its phases."""
        bounds, foot = self._bounds, self._foot_of_phases()
        if bounds.isEmpty():
            return 1.0
        whole = min(room.width() / bounds.width(), room.height() / bounds.height())
        if not self._phases or whole * foot >= PHASE_ROOM_PX:
            return whole
        return min(whole, max(1.0, room.height() - PHASE_ROOM_PX) / max(1.0, bounds.height() - foot))

    def _foot_of_phases(self) -> float:
        return max((item.content.bounds.bottom for item in self._phases), default=0.0)

    def card(self, step_id: str) -> QRectF | None:
        """Where a step's card lies."""
        return self._cards.get(step_id)

    def cards(self) -> dict[str, QRectF]:
        """Where every card lies."""
        return self._cards

    def step_at(self, point: QPointF) -> str:
        """The step whose card, stub or pain point lies there; empty where there is none."""
        return next((group.key for group in self._index.at(point) if group.key in self._cards), "")

    def show_selection(self, step_id: str, *, focused: bool) -> None:
        """Put the ring around a step's card; an empty id takes it away."""
        self._selection.enclose(self._cards.get(step_id), self._marks.get(step_id, ()), focused=focused)

    def show_hover(self, step_id: str) -> None:
        """Mark the card under the pointer."""
        self._hover.enclose(self._cards.get(step_id))

    def keep_in_sight(self, left: float, top: float) -> None:
        """Keep lane headings at the left and phases at the top of what is seen; both in scene coordinates."""
        for item in self._lanes:
            item.setX(max(0.0, left))
        for item in self._phases:
            item.setY(max(0.0, top + self.headroom))

    def restyle(self) -> None:
        """Draw everything anew in other colours."""
        forget_looks()
        self._tiles.drop()
        self.setBackgroundBrush(QBrush(QColor(theme.color("paper"))))
        self.update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        self._extend_lanes(painter, QRectF(rect))
        exposed = QRectF(rect) & self.sceneRect()
        if exposed.isEmpty():
            return
        transform = painter.worldTransform()
        device = painter.device()
        if not isinstance(device, QWidget) or transform.isRotating() or transform.m11() != transform.m22():
            self._paint_part(painter, exposed, transform.m11())
        elif not self._tiles.paint(painter, exposed, device.devicePixelRatio()):
            device.update()  # once more, when this frame is on the screen

    def _extend_lanes(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the lines between lanes on to the edge of a window that is wider than the map."""
        end = self.sceneRect().right() - MARGIN
        if rect.right() <= end:
            return
        painter.setPen(made_pen(Pen("line", 1.0)))
        for lane in self._lanes:
            foot = lane.content.bounds.bottom
            painter.drawLine(QLineF(end, foot, rect.right(), foot))

    def _paint_part(self, painter: QPainter, part: QRectF, zoom: float) -> None:
        for group in self._index.within(part):
            paint_group(painter, group, zoom)

    def tip_at(self, point: QPointF) -> str:
        """What the tool tip says at a point, as safe rich text; empty where there is nothing to say."""
        found = self.items(point, Qt.ItemSelectionMode.IntersectsItemShape, Qt.SortOrder.DescendingOrder)
        heading = next((item.content for item in found if isinstance(item, HeadingItem)), None)
        if heading is not None:
            return plain_tip(heading.name) if heading.kind == "phase" and heading.name else ""
        named = next((group.name for group in self._index.at(point) if group.name), "")
        return plain_tip(named) if named else ""

    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        tip = self.tip_at(event.scenePos())
        QToolTip.showText(event.screenPos(), tip, event.widget())
        event.setAccepted(bool(tip))
