"""The scene of the map: the picture's groups as items, the selection, and who stays in sight while it is moved."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QGraphicsScene

from journeymap.present.picture import Picture
from journeymap.ui import theme
from journeymap.ui.map.items import GroupItem, HoverItem, SelectionItem
from journeymap.ui.map.painting import rect_of

_DEPTH = {"ground": 0.0, "link": 1.0, "number": 1.5, "card": 3.0, "mark": 12.0}  # all others between
_LANE_DEPTH, _PHASE_DEPTH = 20.0, 15.0
_MARGIN = 8.0


class MapScene(QGraphicsScene):
    """Shows one picture. The legend is left to the window, which keeps it in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, QRectF] = {}
        self._lanes: list[GroupItem] = []
        self._phases: list[GroupItem] = []
        self._make_rings()

    def _make_rings(self) -> None:
        self._selection = SelectionItem()
        self._hover = HoverItem()
        self.addItem(self._selection)
        self.addItem(self._hover)

    def show_picture(self, picture: Picture) -> None:
        """Replace everything by the groups of this picture."""
        self.clear()
        self._make_rings()
        self._cards, self._lanes, self._phases = {}, [], []
        bottom = 0.0
        for group in picture.groups:
            if group.kind == "legend":
                continue
            item = GroupItem(group)
            item.setZValue(_DEPTH.get(group.kind, 2.0))
            self.addItem(item)
            bottom = max(bottom, group.bounds.bottom)
            if group.kind == "card":
                self._cards[group.key] = rect_of(group.bounds)
            elif group.kind == "lane":
                item.setZValue(_LANE_DEPTH)
                self._lanes.append(item)
            elif group.kind == "phase":
                item.setZValue(_PHASE_DEPTH)
                self._phases.append(item)
        self.setSceneRect(0.0, 0.0, picture.width + _MARGIN, bottom + _MARGIN if picture.groups else 0.0)

    def card(self, step_id: str) -> QRectF | None:
        """Where a step's card lies."""
        return self._cards.get(step_id)

    def cards(self) -> dict[str, QRectF]:
        """Where every card lies."""
        return self._cards

    def step_at(self, point: QPointF) -> str:
        """The step whose card, stub or pain point lies there; empty where there is none."""
        for item in self.items(point, Qt.ItemSelectionMode.IntersectsItemShape, Qt.SortOrder.DescendingOrder):
            if isinstance(item, GroupItem) and item.content.key in self._cards:
                return item.content.key
        return ""

    def show_selection(self, step_id: str, *, focused: bool) -> None:
        """Put the ring around a step's card; an empty id takes it away."""
        rect = self._cards.get(step_id)
        self._selection.enclose(rect, focused=focused)

    def show_hover(self, step_id: str) -> None:
        """Mark the card under the pointer."""
        self._hover.enclose(self._cards.get(step_id))

    def keep_in_sight(self, left: float, top: float) -> None:
        """Keep lane headings at the left and phases at the top of what is seen; both in scene coordinates."""
        for item in self._lanes:
            item.setX(max(0.0, left))
        for item in self._phases:
            item.setY(max(0.0, top))

    def restyle(self) -> None:
        """Draw everything anew in other colours."""
        self.setBackgroundBrush(QBrush(QColor(theme.color("paper"))))
        self.update()
