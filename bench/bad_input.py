"""How long the window's thread is held up by what nobody should put on a map, and what the window says to it.

A process of its own opens the real window on a small map. Every input goes in by the way that people have: pasted,
chosen as a file, or drawn.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.blocked import MOST_S, TIMES, Watch, opened
from bench.harness import Row, ms, run_child, scratch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

    from journeymap.ui.map.place import MapPlace
    from journeymap.ui.window import ProjectWindow

STEPS = ("Open the letter", "Find the form", "Send it")
LARGE_FILE_BYTES = 200_000_000
PASTED = {
    "10,000 lines": "".join(f"line {number}\n" for number in range(10_000)),
    "a title of 5,000 characters": " ".join(["title"] * 833),
    "one word of 200,000 characters": "w" * 200_000,
    "20 MB of lines": "a line of a list that never ends\n" * 606_000,
}
Deed = tuple[str, Callable[[], object]]
"""Its name, and how it is done."""


def run() -> Iterator[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scratch() as folder:
        project = folder / "bad.journey"
        write_project(project)
        child = run_child("-m", "bench.bad_input", project, home=folder / "home")
    for line in child.output.splitlines():
        work, numbers, said = line.split("\t")
        wall, own = (float(number) for number in numbers.split())
        held_up = f"held up {ms(wall)} at most, {ms(own)} of them at work; the window said: {said or 'nothing'}"
        yield Row(work, held_up, "not measured", "≤ 50 ms", wall <= MOST_S)


def write_project(path: Path) -> None:
    """A project with a map of three steps, and a lane for pictures."""
    from journeymap.core.edits.lanes import add_lane
    from journeymap.core.edits.maps import make_map
    from journeymap.core.edits.steps import add_step
    from journeymap.store.document import Document

    document = Document.create(path, title="Bad input")
    with document.edit("Make ready") as edit:
        made = make_map(edit, "Bad input")
        for title in STEPS:
            add_step(edit, made.id, title)
        add_lane(edit, made.id, "image")
    document.close()


class Answer:
    """What came of an input: whether the project was changed, and what the window said last."""

    def __init__(self, window: "ProjectWindow", place: "MapPlace") -> None:
        self.changed = False
        self.words = ""
        window.document.changed.connect(self._on_changed)
        window.document.troubled.connect(self._on_said)
        place.bench.editing.said.connect(self._on_said)

    def forget(self) -> None:
        self.changed, self.words = False, ""

    def has_come(self) -> bool:
        return self.changed or bool(self.words)

    def _on_changed(self, _changes: object) -> None:
        self.changed = True

    def _on_said(self, said: object) -> None:
        self.words = " ".join(str(said).split())


def deeds(window: "ProjectWindow", place: "MapPlace", folder: Path, watch: Watch) -> Iterator[Deed]:
    """Each bad input with its name."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QPlainTextEdit

    bench, shown = place.bench, place.panel.value
    assert shown is not None
    first, second, third = (step.step_id for step in shown.view.steps)
    lane_id = next(lane.lane_id for lane in shown.view.lanes if lane.holds == "image")
    files = {"a file of 200 MB": folder / "large.png", "a file that is no picture": folder / "notes.png"}
    with files["a file of 200 MB"].open("wb") as file:
        file.truncate(LARGE_FILE_BYTES)
    files["a file that is no picture"].write_text("This is no picture.", encoding="utf-8")
    for name, file_name in files.items():
        yield f"{name} is chosen as a picture", partial(bench.cells.take_picture, lane_id, first, str(file_name))
    yield "a step is linked to itself", partial(bench.links.link, first, first)
    bench.links.link(first, second)
    bench.links.link(second, third)
    yield "a cycle is closed", partial(bench.links.link, third, first)
    clipboard = QGuiApplication.clipboard()
    for name, text in PASTED.items():
        clipboard.setText(text)
        yield f"{name} pasted on the map", partial(window.do, "map.steps_paste")
    place.panel.canvas.select(first)
    watch.until(lambda: window.findChild(QPlainTextEdit, "description") is not None)
    field = window.findChild(QPlainTextEdit, "description")
    assert isinstance(field, QPlainTextEdit)
    for name, text in PASTED.items():
        clipboard.setText(text)
        yield f"{name} pasted into a description", partial(_paste_and_leave, field)


def _paste_and_leave(field: "QPlainTextEdit") -> None:
    field.setFocus()
    field.paste()
    field.clearFocus()


def measure(path: Path) -> None:
    """Print for each bad input what held up the window's thread longest (s, median of the runs), and what was said."""
    watch, window, place = opened(path)
    watch.until(lambda: len(place.panel.canvas.cards()) == len(STEPS))
    answer = Answer(window, place)
    for name, deed in deeds(window, place, path.parent, watch):
        taken, said = [], ""
        for _ in range(TIMES):
            answer.forget()
            watch.worst = (0.0, 0.0)
            watch.timed(deed)
            watch.until(answer.has_come)
            taken.append(watch.worst)
            said = answer.words or said
            if answer.changed:
                answer.forget()
                window.do("edit.undo")
                watch.until(answer.has_come)
        wall, own = sorted(taken)[len(taken) // 2]
        print(f"{name}\t{wall} {own}\t{said}", flush=True)
    os._exit(0)


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
