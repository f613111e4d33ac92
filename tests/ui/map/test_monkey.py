"""A seeded monkey works on the map: whatever it does, nothing breaks, and the history stays in step with the file."""

import random
from base64 import b64decode
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from journeymap.store.document import Document
from journeymap.ui.pictures import Picture
from tests.ui.map.hands import ALT, CTRL, KEY, LEFT, NONE, SHIFT, Hands

KEYS = (
    (KEY.Key_Left, NONE), (KEY.Key_Right, NONE), (KEY.Key_Up, NONE), (KEY.Key_Down, NONE), (KEY.Key_Home, NONE),
    (KEY.Key_Right, SHIFT), (KEY.Key_Left, SHIFT), (KEY.Key_Escape, NONE),
    (KEY.Key_Left, CTRL), (KEY.Key_Right, CTRL), (KEY.Key_Up, CTRL), (KEY.Key_Down, CTRL),
    (KEY.Key_D, CTRL), (KEY.Key_Delete, NONE), (KEY.Key_A, CTRL | SHIFT), (KEY.Key_M, CTRL),
    (KEY.Key_Left, CTRL | SHIFT), (KEY.Key_Right, CTRL | SHIFT), (KEY.Key_C, CTRL), (KEY.Key_V, CTRL),
    (KEY.Key_X, CTRL),
)  # fmt: skip
TYPED = (
    (KEY.Key_Insert, NONE), (KEY.Key_F2, NONE), (KEY.Key_P, CTRL | SHIFT), (KEY.Key_B, CTRL | SHIFT),
    (KEY.Key_F2, SHIFT), (KEY.Key_M, CTRL | SHIFT),
)  # fmt: skip
IN_OUTLINE = (
    (KEY.Key_Delete, NONE), (KEY.Key_F2, NONE), (KEY.Key_Return, NONE), (KEY.Key_F10, SHIFT),
    (KEY.Key_Right, SHIFT | ALT), (KEY.Key_C, CTRL), (KEY.Key_V, CTRL), (KEY.Key_X, CTRL),
)  # fmt: skip
PICTURE = Picture(
    "dot.png",
    "image/png",
    b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="),
)


class Monkey:
    """Presses keys and buttons at random places."""

    def __init__(self, hands: Hands, seed: int) -> None:
        self.hands = hands
        self.dice = random.Random(seed)
        self.number = 0

    def act(self) -> None:
        """Do one thing, and put back whatever stands in the way."""
        self.number += 1
        deeds: list[tuple[int, Callable[[], object]]] = [
            (10, self.press), (4, self.write), (3, self.drag), (3, self.click), (2, self.connect), (1, self.menu),
            (2, partial(self.hands.window.do, "edit.undo")), (1, partial(self.hands.window.do, "edit.redo")),
            (1, self.grow), (1, self.lane), (1, self.phase), (3, self.cell), (2, self.field), (1, self.outline),
        ]  # fmt: skip
        deed = self.dice.choices([each for _, each in deeds], [weight for weight, _ in deeds])[0]
        deed()
        self.clear_away()

    def press(self) -> None:
        key, held = self.dice.choice(KEYS)
        self.hands.key(key, held)

    def write(self) -> None:
        key, held = self.dice.choice(TYPED)
        self.hands.key(key, held)
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            QTest.keyClicks(field, f" {self.number};b")
            QTest.keyClick(field, self.dice.choice((KEY.Key_Return, KEY.Key_Tab, KEY.Key_Escape)))

    def point(self) -> QPoint:
        """On a card mostly, else anywhere."""
        cards = list(self.hands.canvas.cards().values())
        if cards and self.dice.random() < 0.7:
            return self.hands.canvas.mapFromScene(self.dice.choice(cards).center())
        room = self.hands.canvas.viewport().rect()
        return QPoint(self.dice.randrange(room.width()), self.dice.randrange(room.height()))

    def click(self) -> None:
        held = self.dice.choice((NONE, SHIFT, CTRL))
        button = QTest.mouseDClick if self.dice.random() < 0.2 else QTest.mouseClick
        button(self.hands.canvas.viewport(), LEFT, held, self.point())

    def drag(self) -> None:
        viewport, start, end = self.hands.canvas.viewport(), self.point(), self.point()
        held = self.dice.choice((NONE, NONE, SHIFT))
        QTest.mousePress(viewport, LEFT, held, start)
        for part in range(1, 4):
            QTest.mouseMove(viewport, start + (end - start) * part / 3)
        if self.dice.random() < 0.2:
            self.hands.key(KEY.Key_Escape)
        QTest.mouseRelease(viewport, LEFT, held, end)

    def connect(self) -> None:
        self.hands.key(KEY.Key_C)
        picker = self.hands.place.bench.links.picker
        field = QApplication.focusWidget()
        if picker is not None and isinstance(field, QLineEdit) and field.parent() is picker:
            for _ in range(self.dice.randrange(4)):
                QTest.keyClick(picker, KEY.Key_Down)
            QTest.keyClick(field, self.dice.choice((KEY.Key_Return, KEY.Key_Escape)))

    def menu(self) -> None:
        self.hands.key(KEY.Key_F10, SHIFT)

    def grow(self) -> None:
        """More steps, so that there is always something to take away."""
        text = f"Step {self.number}\n  Branch {self.number}\n  -> Find: again\n"
        self.hands.place.bench.clipboard.put(text, "Put a list on the map")

    def lane(self) -> None:
        lanes = self.hands.place.bench.lanes
        view = self.hands.canvas.map()
        if view is None or len(view.lanes) < 7:
            lanes._add("", self.dice.choice(("touchpoint", "backstage", "quote", "image", "line_of_visibility")))
            return
        lane = self.dice.choice(view.lanes)
        self.dice.choice((lanes.delete, partial(lanes.shift, by=1), partial(lanes._hide, hidden=True)))(lane.lane_id)

    def cell(self) -> None:
        """Write into a cell, or put a picture into it."""
        cells, view = self.hands.place.bench.cells, self.hands.canvas.map()
        lanes = cells._lanes()
        if view is None or not view.steps or not lanes:
            return
        lane, step = self.dice.choice(lanes), self.dice.choice(view.steps)
        if lane.holds == "image":
            cells._put_picture(lane.lane_id, step.step_id, PICTURE, f"Picture {self.number}", False)
        else:
            cells._write(lane.lane_id, step.step_id, self.dice.choice((f"Words {self.number}", "Two\nlines", "")))

    def field(self) -> None:
        """Change a cell in the inspector."""
        form = self.hands.window.inspector.form
        rows = list(form.cells.rows.values()) if form is not None else []
        if not rows:
            return
        row = self.dice.choice(rows)
        row.text.setPlainText(f"Typed {self.number}")
        self.dice.choice(
            (
                partial(QTest.keyClick, row.text, KEY.Key_Return, CTRL),
                partial(row.span.wanted.emit, str(self.dice.randrange(1, 4))),
                partial(row.shared.wanted.emit, self.dice.choice(("yes", ""))),
                partial(row.assumed.wanted.emit, self.dice.choice(("yes", ""))),
                row.empty.click,
            )
        )()

    def outline(self) -> None:
        """Do something in the outline, and come back."""
        self.hands.window.do("map.outline")
        outline = self.hands.place.panel.outline
        if outline.isVisible():
            for _ in range(self.dice.randrange(8)):
                QTest.keyClick(outline, self.dice.choice((KEY.Key_Down, KEY.Key_Down, KEY.Key_Right)))
            QTest.keyClick(outline, *self.dice.choice(IN_OUTLINE))
            self.clear_away()
            self.hands.window.do("map.outline")

    def phase(self) -> None:
        self.hands.window.do(self.dice.choice(("map.merge_phase", "map.delete_phase", "map.lanes")))

    def clear_away(self) -> None:
        """Close menus, lists and fields; let the document catch up now and then."""
        bench = self.hands.place.bench
        if bench.pop_up.menu is not None:
            bench.pop_up.menu.close()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            QTest.keyClick(field, KEY.Key_Escape)
        if self.number % 5 == 0:
            self.hands.driver.ask(self.hands.window, lambda _: None)
        QApplication.processEvents()
        self.hands.window.activateWindow()
        if self.hands.canvas.isVisible():
            self.hands.canvas.setFocus(Qt.FocusReason.OtherFocusReason)


def back_to_nothing(document: Document) -> int:
    """Undo all there is; gives how many entries that were."""
    undone = 0
    while document.next_undo() is not None:
        document.undo()
        undone += 1
    return undone


def forward(count: int, document: Document) -> None:
    for _ in range(count):
        document.redo()


def run(hands: Hands, actions: int, seed: int) -> None:
    """Let the monkey work, then take everything back and do it all again. It may itself undo what was there before."""
    ask = partial(hands.driver.ask, hands.window)
    there = ask(back_to_nothing)
    nothing = hands.content()
    ask(partial(forward, there))
    hands.driver.until(lambda: hands.drawn() and hands.canvas.isVisible())
    monkey, first = Monkey(hands, seed), hands.seq()
    for _ in range(actions):
        monkey.act()
    assert hands.seq() > first + actions / 10, "the monkey did something"
    end = hands.content()
    undone = ask(back_to_nothing)
    assert hands.content() == nothing
    ask(partial(forward, undone))
    assert hands.content() == end
    hands.driver.until(hands.drawn)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_monkey_of_150_actions_breaks_nothing(hands: Hands, seed: int) -> None:
    run(hands, 150, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
def test_a_monkey_of_5000_actions_breaks_nothing(hands: Hands, seed: int) -> None:
    run(hands, 1000, seed)
