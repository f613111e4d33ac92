"""What lies where on a drawn map: phases, lanes, cells, links; and where a card that is dropped there would go."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from journeymap.present.map_plan import MapPlan
from journeymap.present.map_values import MapView
from journeymap.present.picture import Group, Path
from journeymap.ui.map.painting import path_of, rect_of

_LINK_REACH = 9.0  # how thick the line of a link is for who points at it


@dataclass(frozen=True, slots=True)
class Drop:
    """Where cards go: into a phase and a lane, at a place in the order of the other steps, and into a row.

    `columns` is how far the held card goes to the right. `slot` is the place in map units, to be shown while the hand
    still holds the cards.
    """

    phase_id: str | None
    lane_id: str | None
    position: int
    row: int
    columns: int
    slot: QRectF


class MapPlaces:
    """The places of one picture. Nothing in it changes; a renewed map has new places."""

    def __init__(self, view: MapView, plan: MapPlan) -> None:
        self._view = view
        self._plan = plan
        known = {phase.id for phase in plan.phases}
        self.phases: list[tuple[str, QRectF]] = []
        for at, group in enumerate(view.picture.of_kind("phase")):
            by_order = plan.phases[at].id if at < len(plan.phases) else ""
            self.phases.append((group.key if group.key in known else by_order, rect_of(group.bounds)))
        self.lanes = [(group.key, rect_of(group.bounds)) for group in view.picture.of_kind("lane")]
        self.cards = {group.key: rect_of(group.bounds) for group in view.picture.of_kind("card")}
        self._holds = {lane.lane_id: lane.holds for lane in view.lanes}
        drawn = {number: at for at, number in enumerate(view.geometry.numbers)}
        self._columns = {step: drawn[column] for step, (column, _) in view.cells.items() if column in drawn}
        self._texts = {
            group.key: rect_of(group.bounds)
            for group in view.picture.of_kind("cell")
            if self._holds.get(group.key.partition(">")[0]) in {"text", "image"}
        }

    def phase_header_at(self, point: QPointF, scrolled: float, headroom: float = 0.0) -> str:
        """The phase whose heading is there; headings stay in sight, so `scrolled` is how far the map went up.

        `headroom` is how far they stand out above the map.
        """
        at = QPointF(point.x(), point.y() - max(0.0, scrolled + headroom))
        headings = ((phase_id, rect.adjusted(0.0, -headroom, 0.0, 0.0)) for phase_id, rect in self.phases)
        return next((phase_id for phase_id, rect in headings if phase_id and rect.contains(at)), "")

    def lane_header_at(self, point: QPointF, scrolled: float) -> str:
        """The lane whose heading is there; headings stay in sight, so `scrolled` is how far the map went left."""
        at = QPointF(point.x() - max(0.0, scrolled), point.y())
        return next((lane_id for lane_id, rect in self.lanes if rect.contains(at)), "")

    def cell_at(self, point: QPointF) -> str:
        """The cell there, as LANE_ID>STEP_ID, or the empty place for one; empty where there is neither."""
        written = self.text_at(point)
        if written:
            return written
        lane_id = self._lane_at(point.y())
        if self._holds.get(lane_id) not in {"text", "image"}:
            return ""
        columns = self._view.geometry.columns
        column = next((at for at, (left, right) in enumerate(columns) if left - 8 <= point.x() <= right + 8), -1)
        step_id = self._step_of_column(column, lane_id)
        return f"{lane_id}>{step_id}" if step_id else ""

    def text_at(self, point: QPointF, reach: float = 0.0) -> str:
        """The written cell there, or so far to the left of the point, as LANE_ID>STEP_ID."""
        return next((key for key, rect in self._texts.items() if rect.adjusted(0, 0, reach, 0).contains(point)), "")

    def text_rect(self, key: str) -> QRectF:
        """Where a written cell, LANE_ID>STEP_ID, is drawn."""
        return self._texts[key]

    def steps_by_column(self) -> list[list[str]]:
        """The steps of every column of the map, from left to right; columns that are not drawn count as well."""
        numbers = self._view.geometry.numbers
        found: list[list[str]] = [[] for _ in range(numbers[-1] + 1 if numbers else 0)]
        for step, (column, _) in self._view.cells.items():
            if column < len(found):
                found[column].append(step)
        return found

    def span_to(self, step_id: str, x: float) -> tuple[int, float]:
        """How many columns a cell of a step has that ends at this place, and where the last of them ends."""
        first = self._columns[step_id]
        last = max(first, self._column_at(x)[0])
        numbers = self._view.geometry.numbers
        return numbers[last] - numbers[first] + 1, self._view.geometry.columns[last][1]

    def cell_rect(self, lane_id: str, step_id: str) -> QRectF | None:
        """Where the cell of a lane under a step lies."""
        band = next(((top, bottom) for each, top, bottom in self._view.geometry.bands if each == lane_id), None)
        if f"{lane_id}>{step_id}" in self._texts:
            return self._texts[f"{lane_id}>{step_id}"]
        if band is None or step_id not in self._columns:
            return None
        left, right = self._view.geometry.columns[self._columns[step_id]]
        return QRectF(left, band[0], right - left, band[1] - band[0])

    def _step_of_column(self, column: int, lane_id: str) -> str:
        here = {
            self._view.cells[step][1]: step for step, at in self._columns.items() if at == column and step in self.cards
        }
        filled = {cell.step_id for cell in self._view.texts if cell.lane_id == lane_id}
        with_text = [step for step in here.values() if step in filled]
        return with_text[0] if with_text else here[min(here)] if here else ""

    def _lane_at(self, y: float) -> str:
        return next((lane_id for lane_id, top, bottom in self._view.geometry.bands if top <= y < bottom), "")

    def link_at(self, point: QPointF) -> str:
        """The link whose line is there, as FROM>TO; empty where there is none."""
        stroker = QPainterPathStroker()
        stroker.setWidth(_LINK_REACH)
        for group in reversed(self._view.picture.of_kind("link")):
            near = rect_of(group.bounds.grown(_LINK_REACH))
            if near.contains(point) and stroker.createStroke(_way(group)).contains(point):
                return group.key
        return ""

    def link_path(self, key: str) -> QPainterPath | None:
        """The line of a link."""
        found = next((group for group in self._view.picture.of_kind("link") if group.key == key), None)
        return _way(found) if found is not None else None

    def gap_at(self, kind: str, point: QPointF) -> tuple[int, QLineF]:
        """The gap between the headings of phases, or of lanes, that is nearest: its number and where it is."""
        picture = self._view.picture
        if kind == "phase":
            rects = [rect for phase_id, rect in self.phases if phase_id]
            at = sum(rect.center().x() < point.x() for rect in rects)
            x = rects[at].left() if at < len(rects) else rects[-1].right()
            return at, QLineF(x, 0.0, x, picture.height)
        rects = [rect for _, rect in self.lanes]
        at = sum(rect.center().y() < point.y() for rect in rects)
        y = rects[at].top() if at < len(rects) else rects[-1].bottom()
        return at, QLineF(0.0, y, picture.width, y)

    def phase_at(self, x: float) -> str | None:
        """The phase over this place; None where the steps have none."""
        for phase_id, rect in self.phases:
            if rect.left() <= x <= rect.right():
                return phase_id or None
        if not self.phases:
            return None
        nearest = min(self.phases, key=lambda pair: min(abs(pair[1].left() - x), abs(pair[1].right() - x)))
        return nearest[0] or None

    def lane_at(self, y: float) -> str | None:
        """The lane of steps at this height, or the nearest one above or below; None on a map without lanes."""
        bands = [band for band in self._view.geometry.bands if self._holds.get(band[0]) == "steps"]
        nearest = min(bands, key=lambda band: max(band[1] - y, y - band[2], 0.0), default=None)
        return nearest[0] if nearest is not None else None

    def drop_at(self, point: QPointF, moved: Collection[str], held: str) -> Drop:
        """Where the moved steps would go when the one that is held is let go of here."""
        phase_id, lane_id = self.phase_at(point.x()), self.lane_at(point.y())
        order = {phase.id: at for at, phase in enumerate(self._plan.phases)}
        wanted = order.get(phase_id or "", len(order))
        position = 0
        for at, step in enumerate(step for step in self._plan.steps if step.id not in moved):
            phase = order.get(step.phase_id or "", len(order))
            card = self.cards.get(step.id)
            if phase < wanted or (phase == wanted and card is not None and card.center().x() < point.x()):
                position = at + 1
        row, top, height = self._row_at(point.y(), lane_id)
        column, left, width = self._column_at(point.x())
        columns = column - self._columns[held] if held in self._columns else 0
        return Drop(phase_id, lane_id, position, row, columns, QRectF(left, top, width, height))

    def row_of(self, step_id: str) -> int:
        """The row of a card within its lane."""
        card = self.cards.get(step_id)
        return self._row_at(card.center().y(), None)[0] if card is not None else 0

    def rows(self) -> dict[str, int]:
        """The row of every card within its lane."""
        bottoms = [bottom for _, _, _, bottom in self._view.geometry.rows]
        found = {step: bisect_left(bottoms, card.center().y()) for step, card in self.cards.items()}
        return {step: self._view.geometry.rows[min(at, len(bottoms) - 1)][1] for step, at in found.items()}

    def _row_at(self, y: float, lane_id: str | None) -> tuple[int, float, float]:
        """The row at this height within its lane, or one below its last, with the top and height of a card in it."""
        rows = [each for each in self._view.geometry.rows if lane_id is None or each[0] == lane_id]
        heights = [rect.height() for rect in self.cards.values()]
        height = heights[0] if heights else 64.0
        if not rows:
            return 0, y - height / 2, height
        _, last, _, bottom = rows[-1]
        if lane_id is not None and y > bottom + 8.0:
            return last + 1, bottom + 12.0, height
        _, row, top, _ = min(rows, key=lambda each: abs((each[2] + each[3]) / 2 - y))
        return row, top, height

    def _column_at(self, x: float) -> tuple[int, float, float]:
        columns = self._view.geometry.columns
        if not columns:
            return 0, x - 60.0, 120.0
        at = min(range(len(columns)), key=lambda each: abs(sum(columns[each]) / 2 - x))
        left, right = columns[at]
        return at, left, right - left


def _way(group: Group) -> QPainterPath:
    """The lines of a link without its arrow."""
    way = QPainterPath()
    for shape in group.shapes:
        if isinstance(shape, Path) and not shape.fill:
            way.addPath(path_of(shape))
    return way
