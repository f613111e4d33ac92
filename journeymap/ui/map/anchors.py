"""What assistive technology finds on the canvas. Qt shows it nothing inside a graphics view: every step has an anchor.

An anchor is an empty widget over a step's card, with the step's name and description. There are none while no
assistive technology listens, so they cost nothing then.
"""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTransform
from PySide6.QtWidgets import QAccessibleWidget, QGraphicsView, QWidget

from journeymap.present.map_values import MapView
from journeymap.present.outline import step_words

MOST = 400  # anchors on one canvas; the outline has every step of any map


_FROM, _TO = QAccessible.RelationFlag.FlowsFrom, QAccessible.RelationFlag.FlowsTo
_ALL_RELATIONS = _FROM | _TO


class StepAnchor(QWidget):
    """An empty place over a card. It takes no pointer and no Tab stop: those belong to the canvas."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.step_id = ""
        self.chosen = False
        self.pick: Callable[[str], None] | None = None
        self.before: tuple[StepAnchor, ...] = ()
        self.after: tuple[StepAnchor, ...] = ()
        self.spoken: StepInterface | None = None  # kept as long as the widget: Qt holds on to it without owning it


class StepInterface(QAccessibleWidget):
    """A step as an item of a list, selected or not; it can be selected, and knows the steps before and after it."""

    def __init__(self, anchor: StepAnchor) -> None:
        super().__init__(anchor, QAccessible.Role.ListItem)
        self._anchor = anchor

    def state(self) -> QAccessible.State:
        state = super().state()
        state.selectable = 1
        state.selected = int(self._anchor.chosen)
        return state

    def actionNames(self) -> list[str]:
        return [self.pressAction()]

    def doAction(self, name: str) -> None:
        if name == self.pressAction() and self._anchor.pick is not None:
            self._anchor.pick(self._anchor.step_id)

    def relations(
        self, match: QAccessible.RelationFlag = _ALL_RELATIONS
    ) -> list[tuple[QAccessibleInterface, QAccessible.RelationFlag]]:
        # Qt names the part that the other one plays: what comes before is where the content flows from to this step.
        sides = ((_TO, self._anchor.before), (_FROM, self._anchor.after))
        return [
            (QAccessible.queryAccessibleInterface(anchor), kind)
            for kind, anchors in sides
            if match & kind
            for anchor in anchors
        ]


class StepList(QGraphicsView):
    """A canvas that assistive technology knows as a list; Qt would call it a filler and pass over its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _install()
        self.spoken: QAccessibleWidget | None = None


@cache
def _install() -> None:
    QAccessible.installFactory(_interface)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, StepAnchor):
        thing.spoken = StepInterface(thing)
        return thing.spoken
    if isinstance(thing, StepList):
        thing.spoken = QAccessibleWidget(thing, QAccessible.Role.List)
        return thing.spoken
    return None


class Anchors:
    """The anchors of one canvas. They are used again for the next map, because Qt may still be asked about them."""

    def __init__(self, over: QWidget, pick: Callable[[str], None]) -> None:
        """`pick` selects a step by its id when assistive technology asks for it."""
        self._over = over
        self._pick = pick
        self._anchors: list[StepAnchor] = []
        self._used = 0

    def show_map(self, view: MapView) -> None:
        """Give every step an anchor, if anybody listens."""
        wanted = view.steps[:MOST] if QAccessible.isActive() else ()
        while len(self._anchors) < len(wanted):
            self._anchors.append(StepAnchor(self._over))
        self._used = len(wanted)
        for anchor, step in zip(self._anchors, wanted, strict=False):
            anchor.step_id = step.step_id
            anchor.setAccessibleName(step.title)
            anchor.setAccessibleDescription(step_words(step, len(view.steps)))
            anchor.pick = self._pick
        by_step = {anchor.step_id: anchor for anchor in self._anchors[: len(wanted)]}
        before: dict[str, list[StepAnchor]] = {}
        after: dict[str, list[StepAnchor]] = {}
        for link in view.links:
            start, end = by_step.get(link.from_step_id), by_step.get(link.to_step_id)
            if start is not None and end is not None:
                before.setdefault(end.step_id, []).append(start)
                after.setdefault(start.step_id, []).append(end)
        for step_id, anchor in by_step.items():
            anchor.before, anchor.after = tuple(before.get(step_id, ())), tuple(after.get(step_id, ()))
        for anchor in self._anchors[self._used :]:
            anchor.hide()

    def place(self, cards: dict[str, QRectF], shown: QTransform, selected: str) -> None:
        """Put the anchors over the cards (in map units); `shown` is what makes pixels of the view of them."""
        for anchor in self._anchors[: self._used]:
            card = cards.get(anchor.step_id)
            anchor.chosen = anchor.step_id == selected
            anchor.setVisible(card is not None)
            if card is not None:
                anchor.setGeometry(shown.mapRect(card).toRect())

    @property
    def any(self) -> bool:
        """Whether there is anything to place."""
        return self._used > 0
