"""A designer makes a whole map without touching the pointer, takes it all back, and does it all again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from journeymap.core.edits.steps import steps_in_order
from journeymap.core.model import ENTITIES, Entity, Phase, Step, Transition
from journeymap.store.document import Document
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.place import MapPlace
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def content(document: Document) -> dict[str, list[Entity]]:
    """Everything the project holds."""
    return {kind.__name__: list(document.read().find(kind)) for kind in ENTITIES}


class Designer:
    """Hands on the keyboard, looking at the map."""

    def __init__(self, driver: Driver, window: ProjectWindow) -> None:
        self.driver = driver
        self.window = window
        place = window.places["map"]
        assert isinstance(place, MapPlace)
        self.place = place
        self.canvas = place.panel.canvas

    def titles(self) -> list[str]:
        """The titles of the steps on the map that is shown."""
        value = self.place.panel.value
        return [step.title for step in value.view.steps] if value is not None else []

    def type_title(self, title: str, end: Qt.Key) -> None:
        """Type into the field on the map and end it with a key."""
        field = self.driver.focused()
        assert isinstance(field, QLineEdit), field
        field.selectAll()
        QTest.keyClicks(field, title)
        QTest.keyClick(field, end)

    def settle(self, steps: int) -> None:
        """Wait until that many steps are drawn and the last one that was made is selected."""
        self.driver.until(lambda: len(self.titles()) == steps and self.canvas.hasFocus())

    def wait_for_phase(self, title: str) -> None:
        """Wait until a phase is on the map that is shown."""
        panel = self.place.panel
        self.driver.until(lambda: panel.value is not None and title in panel.value.view.phases)

    def wait_for_entry(self, seq: int) -> None:
        """Wait until the journal has this entry."""
        self.driver.until(lambda: self.driver.ask(self.window, lambda document: document.last_entry().seq) >= seq)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on the canvas."""
        self.driver.until(self.canvas.hasFocus)
        QTest.keyClick(self.canvas, key, held)

    def go_to(self, title: str) -> None:
        """Walk to a step with the arrow keys."""
        self.press(KEY.Key_Home)
        for _ in range(40):
            if self.selected() == title:
                return
            self.press(KEY.Key_Right)
        raise AssertionError(f"{title} is not reached: {self.titles()}")

    def selected(self) -> str:
        """The title of the selected step."""
        view = self.canvas.map()
        step = view.step(self.canvas.selected) if view is not None else None
        return step.title if step is not None else ""

    def pick(self, typed: str) -> None:
        """Choose from the list that is open."""
        field = self.driver.focused()
        assert isinstance(field.parent(), PickOne)
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, KEY.Key_Return)
        self.window.activateWindow()  # as a window manager does when a list has gone


def test_a_map_is_made_by_keys_alone_undone_and_done_again(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    driver.until(lambda: "map" in window.places and bool(window.looking.filter.map_id))
    designer = Designer(driver, window)
    canvas = designer.canvas
    driver.until(designer.place.panel.empty.button.hasFocus)
    start = driver.ask(window, content)
    first = driver.ask(window, lambda document: document.next_undo())

    # Nine steps in a row: the first from the empty page, Tab goes on to the next one.
    QTest.keyClick(driver.focused(), KEY.Key_Space)
    row = ["Find", "Check", "Start", "Upload", "Confirm", "Pay", "Wait", "Letter", "Display"]
    for title in row[:-1]:
        designer.type_title(title, KEY.Key_Tab)
    designer.type_title(row[-1], KEY.Key_Return)
    designer.settle(9)
    assert designer.titles() == row
    driver.until(lambda: designer.selected() == "Display")

    # Three phases: the first takes all steps in, the others begin with a step.
    designer.press(KEY.Key_P, CTRL | SHIFT)
    designer.type_title("Prepare", KEY.Key_Return)
    for title, phase in (("Start", "Apply"), ("Wait", "Receive")):
        designer.go_to(title)
        designer.press(KEY.Key_B, CTRL | SHIFT)
        designer.type_title(phase, KEY.Key_Return)
        designer.wait_for_phase(phase)

    # A branch: a tenth step, connected from Upload and back to Pay.
    designer.go_to("Confirm")
    designer.press(KEY.Key_Insert)
    designer.type_title("Ask for help", KEY.Key_Return)
    designer.settle(10)
    driver.until(lambda: designer.selected() == "Ask for help")
    designer.go_to("Upload")
    designer.press(KEY.Key_J, CTRL)
    designer.pick("Ask")
    # A loop: Pay leads back to itself.
    designer.go_to("Pay")
    designer.press(KEY.Key_J, CTRL)
    designer.pick("itself")
    designer.go_to("Find")
    designer.press(KEY.Key_F2)
    designer.type_title("Find the service", KEY.Key_Return)
    driver.until(lambda: "Find the service" in designer.titles())

    made = driver.ask(window, content)
    phases_made = driver.ask(window, lambda document: document.read().find(Phase))
    assert [phase.title for phase in phases_made] == ["Prepare", "Apply", "Receive"]
    order = driver.ask(window, lambda document: steps_in_order(document.read(), window.looking.filter.map_id))
    assert [step.title for step in order] == [
        "Find the service", "Check", "Start", "Upload", "Confirm", "Ask for help", "Pay", "Wait", "Letter", "Display",
    ]  # fmt: skip
    links = driver.ask(window, lambda document: document.read().find(Transition))
    assert sum(link.kind == "loop" for link in links) == 1
    assert len(links) == 9 + 2

    undone = 0
    while driver.ask(window, lambda document: document.next_undo()) != first:
        before = driver.ask(window, lambda document: document.last_entry().seq)
        QTest.keyClick(driver.focused(), KEY.Key_Z, CTRL)
        designer.wait_for_entry(before + 1)
        undone += 1
    assert undone == 9 + 3 + 1 + 2 + 1, "one gesture is one entry"
    assert driver.ask(window, content) == start
    for _ in range(undone):
        before = driver.ask(window, lambda document: document.last_entry().seq)
        QTest.keyClick(driver.focused(), KEY.Key_Z, CTRL | SHIFT)
        designer.wait_for_entry(before + 1)
    assert driver.ask(window, content) == made
    assert len(driver.ask(window, lambda document: document.read().find(Step))) == 10
    driver.until(lambda: len(designer.titles()) == 10)
    assert canvas.isVisible()


def test_a_copy_is_changed_compared_and_left_again_by_keys_alone(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    driver.until(lambda: "map" in window.places and bool(window.looking.filter.map_id))
    designer = Designer(driver, window)
    driver.until(designer.place.panel.empty.button.hasFocus)
    QTest.keyClick(driver.focused(), KEY.Key_Return)  # Enter presses a button, too
    for title in ("Find", "Apply"):
        designer.type_title(title, KEY.Key_Tab)
    designer.type_title("Pay", KEY.Key_Return)
    designer.settle(3)

    # A copy as it should be: its name is proposed, Enter takes it, and the keyboard is on the new map.
    window.do("map.copy")
    first = window.looking.filter.map_id
    driver.press_focused(KEY.Key_Return)
    window.activateWindow()
    driver.until(lambda: (view := designer.canvas.map()) is not None and view.map_id not in {"", first})
    designer.settle(3)
    designer.go_to("Apply")
    designer.press(KEY.Key_Delete)
    driver.until(lambda: designer.titles() == ["Find", "Pay"])
    designer.go_to("Pay")
    designer.press(KEY.Key_F2)
    designer.type_title("Pay at once", KEY.Key_Return)
    driver.until(lambda: designer.titles() == ["Find", "Pay at once"])

    # The comparison: the list has the keyboard, Enter leads from a line to its card, Esc back to the map alone.
    QTest.keyClick(window, KEY.Key_U, CTRL | SHIFT)
    compared = designer.place.sides.comparing.view
    driver.until(compared.list.hasFocus)
    driver.until(lambda: designer.titles() == ["Find", "Apply", "Pay at once"])
    lines = [compared.list.item(row).text() for row in range(compared.list.count())]
    gone = next(row for row, words in enumerate(lines) if words.startswith("Gone: Apply"))
    while compared.list.currentRow() != gone:
        QTest.keyClick(driver.focused(), KEY.Key_Down)
    assert designer.selected() == "Apply"
    QTest.keyClick(driver.focused(), KEY.Key_Return)
    driver.until(designer.canvas.hasFocus)
    designer.press(KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert compared.list.currentRow() == gone - 1
    assert designer.canvas.hasFocus()
    designer.press(KEY.Key_Escape)
    driver.until(lambda: designer.titles() == ["Find", "Pay at once"])
    assert not compared.isVisible()
    assert designer.canvas.hasFocus()
