"""What bench/blocked.py does with a large map: the project it works on, and everything people do with it."""

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.made_up_maps import made_up_plan

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from journeymap.present.map_plan import MapPlan
    from journeymap.ui.map.place import MapPlace
    from journeymap.ui.window import ProjectWindow

JOURNEYS, VISITS = 60, 150
Deed = tuple[str, Callable[[], object], Callable[[], bool]]
"""Its name, how it is done, and when it is over."""


def write_project(path: Path, steps: int) -> None:
    """A project with the made-up map of so many steps and twice as many links, and journeys along them."""
    from journeymap.core.edits.maps import make_map
    from journeymap.core.model import Project
    from journeymap.core.progress import Progress
    from journeymap.interchange.importing import import_sources
    from journeymap.interchange.options import ImportOptions
    from journeymap.store.document import Document

    plan = made_up_plan(steps, 2 * steps)
    document = Document.create(path, title="Large")
    with document.edit("Make a large map") as edit:
        made = make_map(edit, "Made up")
        project = next(iter(edit.find(Project)))
        for phase in plan.phases:
            edit.put(replace(phase, project_id=project.id, map_id=made.id))
        for step in plan.steps:
            edit.put(replace(step, project_id=project.id, map_id=made.id))
        for link in plan.transitions:
            edit.put(replace(link, project_id=project.id, map_id=made.id))
    log = path.with_suffix(".csv")
    _write_log(log, plan)
    with document.edit("Import a log") as edit:
        import_sources(edit, [log], ImportOptions(), Progress())
    document.close()


def _write_log(path: Path, plan: "MapPlan") -> None:
    chance = random.Random(3)
    after: dict[str, list[str]] = defaultdict(list)
    for link in plan.transitions:
        after[link.from_step_id].append(link.to_step_id)
    titles = {step.id: step.title for step in plan.steps}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("case_id", "activity", "timestamp"))
        for journey in range(JOURNEYS):
            at = chance.choice(plan.steps).id
            for visit in range(VISITS):
                time = f"2026-01-{1 + journey % 28:02}T{8 + visit // 60:02}:{visit % 60:02}:00Z"
                rows.writerow((f"P{journey}", titles[at], time))
                if not after[at]:
                    break
                at = chance.choice(after[at])


def deeds(window: "ProjectWindow", place: "MapPlace") -> Iterator[Deed]:
    """Everything that people do with a large map, and what happens to it by itself."""
    from journeymap.ui.collecting import collect

    yield from _selecting(window, place)
    yield from _changing(window, place)
    yield from _looking(window, place)
    yield from _finding(window, place)
    yield "garbage is collected", lambda: collect(away=False), _at_once
    yield from _assisted(window, place)


def _selecting(window: "ProjectWindow", place: "MapPlace") -> Iterator[Deed]:
    from PySide6.QtCore import Qt

    place.panel.canvas.setFocus()
    yield "a step is selected by the arrow key", _key(place, Qt.Key.Key_Right), _at_once
    yield "the last step is selected", _key(place, Qt.Key.Key_End), _at_once
    yield "the first step is selected", _key(place, Qt.Key.Key_Home), _at_once
    yield "a step is clicked", lambda: _click(place), _at_once
    yield "the pointer moves over the map", lambda: _point(place), _at_once
    yield "every step is chosen", lambda: window.do("map.steps_all"), _at_once
    _key(place, Qt.Key.Key_Home)()


def _changing(window: "ProjectWindow", place: "MapPlace") -> Iterator[Deed]:
    from journeymap.core.edits.steps import rename_step
    from journeymap.store.document import Document

    anew = _Anew(place)
    number = 0

    def rename() -> None:
        nonlocal number
        number += 1
        step_id = _steps(place)[7]
        title = f"Renamed {number}"

        def work(document: Document) -> None:
            with document.edit("Rename a step") as edit:
                rename_step(edit, step_id, title)

        window.document.do(work)

    def overlay() -> None:
        place.sides.switch.choose("traffic" if place.sides.switch.key == "time" else "time")

    def simplify() -> None:
        nonlocal number
        number += 1
        place.panel.show_simplified(97 + number % 3, 80)

    yield "a step is renamed, the map painted again", anew.after(rename), anew.is_so
    yield "that is undone", anew.after(lambda: window.do("edit.undo")), anew.is_so
    yield "another overlay", anew.after(overlay), anew.is_so
    yield "the sliders simplify", anew.after(simplify), anew.is_so
    yield "everything is shown again", anew.after(lambda: place.panel.show_simplified(100, 100)), anew.is_so


def _looking(window: "ProjectWindow", place: "MapPlace") -> Iterator[Deed]:
    canvas, across = place.panel.canvas, place.panel.canvas.horizontalScrollBar()
    yield "zoom in", lambda: window.do("map.zoom_in"), _at_once
    yield "the whole map", lambda: window.do("map.fit"), _at_once
    yield "zoom out", lambda: window.do("map.zoom_out"), _at_once
    canvas.zoom_to(1.0)
    yield "the map is moved a long way", lambda: across.setValue((across.value() + 30_000) % across.maximum()), _at_once
    yield "the window gets another size", lambda: window.resize(2306 - window.width(), 768), _at_once
    yield "the outline is opened or closed", lambda: window.do("map.outline"), _at_once
    if place.panel.shown_part() is not canvas:
        window.do("map.outline")
    yield "the map is presented", lambda: window.do("map.present"), lambda: _presented(place)


def _finding(window: "ProjectWindow", place: "MapPlace") -> Iterator[Deed]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    field = place.sides.search.field
    yield "the search is opened", lambda: window.do("map.search"), _at_once
    yield "a letter is typed into the search", lambda: QTest.keyClicks(field, "p"), _at_once
    yield "the search goes on", lambda: QTest.keyClick(field, Qt.Key.Key_Return), _at_once
    place.sides.search.close_bar()
    yield "the list of steps is opened", lambda: window.do("map.go_to"), lambda: _closed(place)


def _assisted(window: "ProjectWindow", place: "MapPlace") -> Iterator[Deed]:
    """The same with assistive technology that listens."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QAccessible

    QAccessible.setActive(True)
    anew = _Anew(place)
    yield "assisted: the map is shown again", anew.after(place.panel.refresh), anew.is_so
    yield "assisted: a step is selected", _key(place, Qt.Key.Key_Right), _at_once
    yield "assisted: the last step is selected", _key(place, Qt.Key.Key_End), _at_once
    yield "assisted: zoom in", lambda: window.do("map.zoom_in"), _at_once
    QAccessible.setActive(False)


class _Anew:
    """Knows whether the map was drawn again since a deed was done."""

    def __init__(self, place: "MapPlace") -> None:
        self._drawn = self._before = 0
        place.panel.drawn.connect(self._on_drawn)

    def after(self, deed: Callable[[], object]) -> Callable[[], None]:
        def done() -> None:
            self._before = self._drawn
            deed()

        return done

    def is_so(self) -> bool:
        return self._drawn > self._before

    def _on_drawn(self) -> None:
        self._drawn += 1


def _at_once() -> bool:
    return True


def _steps(place: "MapPlace") -> list[str]:
    value = place.panel.value
    return [step.step_id for step in value.view.steps] if value is not None else []


def _key(place: "MapPlace", key: "Qt.Key") -> Callable[[], object]:
    from PySide6.QtTest import QTest

    return lambda: QTest.keyClick(place.panel.canvas, key)


def _click(place: "MapPlace") -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    canvas = place.panel.canvas
    seen = canvas.seen().adjusted(120, 80, 0, 0)
    card = next(card for step, card in canvas.cards().items() if seen.contains(card) and step != canvas.selected)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.mapFromScene(card.center()))


def _point(place: "MapPlace") -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCursor
    from PySide6.QtTest import QTest

    at = place.panel.canvas.mapFromGlobal(QCursor.pos()).x()
    QTest.mouseMove(place.panel.canvas.viewport(), QPoint(200 + (at + 70) % 600, 240))


def _closed(place: "MapPlace") -> bool:
    if place.go_to is not None:
        place.go_to.close()
        place.go_to = None
    return True


def _presented(place: "MapPlace") -> bool:
    shown = place.sides.presentation
    if shown is None:
        return False
    shown.close()
    place.sides.presentation = None
    return True
