"""The rows of the outline as values, made off the window's thread, and the model that gives them to the tree view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from journeymap.core.wording import plural
from journeymap.present.map_values import MapCell, MapLink, MapView
from journeymap.present.outline import OutlineEntry, cell_words, link_words, outline

KEY, KIND, DETAIL, NUMBER, IMPACT, STATE = (Qt.ItemDataRole.UserRole + number for number in range(6))
"""The id of a step, `FROM>TO` of a link, `LANE>STEP` of a cell or the title of a phase; `phase`, `step`, `link` or
`cell`; quieter words; the step's number; its worst impact (0: no pain, −1: not rated); where two maps are compared:
added, removed, changed or empty."""
_NO_PHASE: Final = "Without a phase"

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class Row:
    """One row. `spoken` and `described` are for screen readers; `above` is the number of the row it belongs to, or −1.

    `at` is its place below that row, `below` are the numbers of the rows that belong to it.
    """

    kind: str
    key: str
    words: str
    spoken: str
    above: int
    at: int
    below: list[int]
    detail: str = ""
    described: str = ""
    number: int = 0
    impact: int = 0
    state: str = ""


class OutlineTree:
    """All rows of a map, each with a number. Nothing in it changes once it is made.

    `states` says by key what is different at a step, a link or a cell, where two maps are compared.
    """

    def __init__(self, view: MapView | None = None, states: Mapping[str, str] | None = None) -> None:
        self._states = states or {}
        self.rows: list[Row] = []
        self.top: list[int] = []
        self.steps: dict[str, int] = {}
        """The number of the row of every step."""
        self.keys: dict[str, int] = {}
        """The numbers of the rows of steps, links and cells."""
        if view is not None:
            self._fill(view)

    def _fill(self, view: MapView) -> None:
        titles = {step.step_id: step.title for step in view.steps}
        impacts = {step.step_id: (step.worst_impact or -1) if step.pains else 0 for step in view.steps}
        leading: dict[str, list[MapLink]] = {}
        for link in view.links:
            if link.kind != "folded":
                leading.setdefault(link.from_step_id, []).append(link)
        lanes = {lane.lane_id: (at, lane) for at, lane in enumerate(view.lanes) if not lane.hidden}
        written: dict[str, list[MapCell]] = {}
        for cell in view.texts:
            if cell.lane_id in lanes:
                written.setdefault(cell.step_id, []).append(cell)
        entries: dict[str, list[OutlineEntry]] = {title: [] for title in view.phases if title}
        for entry in outline(view):
            entries.setdefault(entry.phase, []).append(entry)
        for phase, steps in entries.items():
            above = -1
            if phase or len(entries) > 1:
                title, many = phase or _NO_PHASE, plural(len(steps), "step")
                above = self._add(Row("phase", title, title, f"Phase {title}, {many}", -1, 0, [], detail=many))
            for entry in steps:
                self._add_step(entry, above, impacts[entry.step_id])
                for link in sorted(leading.get(entry.step_id, ()), key=lambda each: -each.sessions):
                    self._add_link(entry, titles[link.to_step_id], link)
                for cell in sorted(written.get(entry.step_id, ()), key=lambda each: lanes[each.lane_id][0]):
                    self._add_cell(entry, cell_words(lanes[cell.lane_id][1], cell), cell)

    def _add(self, row: Row) -> int:
        number = len(self.rows)
        siblings = self.top if row.above < 0 else self.rows[row.above].below
        row.at = len(siblings)
        siblings.append(number)
        row.state = self._states.get(row.key, "") if row.kind != "phase" else ""
        self.rows.append(row)
        if row.kind != "phase":
            self.keys[row.key] = number
        return number

    def _add_step(self, entry: OutlineEntry, above: int, impact: int) -> None:
        self.steps[entry.step_id] = self._add(
            Row(
                "step", entry.step_id, entry.title, f"{entry.title}, {entry.description}", above, 0, [],
                detail=entry.description, described=" ".join(entry.lines), number=len(self.steps) + 1, impact=impact,
            )
        )  # fmt: skip

    def _add_link(self, source: OutlineEntry, target: str, link: MapLink) -> None:
        words = link_words(source.title, target, link)
        key = f"{link.from_step_id}>{link.to_step_id}"
        shown = f"to {words.removeprefix(f'{source.title} to ')}"
        self._add(Row("link", key, shown, words, self.steps[source.step_id], 0, []))

    def _add_cell(self, under: OutlineEntry, words: str, cell: MapCell) -> None:
        key = f"{cell.lane_id}>{cell.step_id}"
        self._add(Row("cell", key, words, f"{under.title}, {words}", self.steps[under.step_id], 0, []))


class OutlineModel(QAbstractItemModel):
    """Gives a tree of rows to the view, which asks only for what it shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = OutlineTree()

    def show_tree(self, tree: OutlineTree) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.tree = tree
        self.endResetModel()

    def index_of(self, number: int) -> QModelIndex:
        """Where a row is, by its number."""
        return self.createIndex(self.tree.rows[number].at, 0, number)

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._below(parent))

    def columnCount(self, _parent: Index | None = None) -> int:
        return 1

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        below = self._below(parent)
        return self.createIndex(row, 0, below[row]) if column == 0 and 0 <= row < len(below) else QModelIndex()

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        above = self.tree.rows[child.internalId()].above if child.isValid() else -1
        return self.index_of(above) if above >= 0 else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.tree.rows[index.internalId()]
        return {
            int(Qt.ItemDataRole.DisplayRole): row.words,
            int(Qt.ItemDataRole.AccessibleTextRole): row.spoken,
            int(Qt.ItemDataRole.AccessibleDescriptionRole): row.described or None,
            KEY: row.key,
            KIND: row.kind,
            DETAIL: row.detail,
            NUMBER: row.number,
            IMPACT: row.impact,
            STATE: row.state,
        }.get(int(role))

    def _below(self, parent: Index | None) -> list[int]:
        if parent is None or not parent.isValid():
            return self.tree.top
        return self.tree.rows[parent.internalId()].below
