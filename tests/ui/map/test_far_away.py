"""Maps that are larger than their window: all of them seen, the titles of phases above them, and what can be read."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.core.edits.from_list import put_step_list
from journeymap.core.step_list import read_step_list
from journeymap.present.map import MapView, load_map
from journeymap.present.map_plan import read_plan
from journeymap.present.picture import Group
from journeymap.ui.map.items import PHASE_ROOM_PX
from journeymap.ui.map.place import MapPlace
from journeymap.ui.map.view import LEAST_ZOOM, ZOOM_STEP, MapCanvas
from tests.analysis.study import study, telling
from tests.stories.driving import Driver


def in_a_row(folder: Path, steps: int, phases: int, qtbot: QtBot) -> tuple[MapCanvas, MapView]:
    """A canvas of 1,000 points with so many steps one behind the other."""
    lines = []
    for number in range(steps):
        if number % (steps // phases) == 0:
            lines.append(f"# Part {number * phases // steps + 1}")
        lines.append(f"Do the thing number {number}")
    with study(folder, ()) as (document, told):
        with telling(document, told):
            put_step_list(told.edit, told.map_id, read_step_list("\n".join(lines)))
        view, plan = load_map(document.read(), told.filter), read_plan(document.read(), told.map_id)
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(1000, 600)
    canvas.show_map(view, plan)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas, view


def strip_of(canvas: MapCanvas, phase: Group) -> tuple[int, int]:
    """Where the strip of a phase begins and ends, in points of the view."""
    ends = (phase.bounds.x, phase.bounds.right)
    left, right = (canvas.mapFromScene(QPointF(x, phase.bounds.bottom)).x() for x in ends)
    return left, right


def written(canvas: MapCanvas, left: int, right: int, top: int, bottom: int) -> bool:
    """Whether a letter is seen there: something much darker than the ground of the titles."""
    image = canvas.grab().toImage()
    border = canvas.viewport().x()
    return any(
        QColor(image.pixel(x + border, y + border)).lightness() < 90
        for x in range(max(0, left), min(right, 999 - border))
        for y in range(max(0, top), bottom)
    )


@pytest.mark.parametrize("steps", [300, 700])
def test_the_whole_map_is_seen_however_long_it_is(tmp_path: Path, qtbot: QtBot, steps: int) -> None:
    canvas, view = in_a_row(tmp_path, steps, 10, qtbot)
    assert canvas.horizontalScrollBar().maximum() > 0
    canvas.fit()
    assert canvas.zoom < LEAST_ZOOM / 2
    assert canvas.horizontalScrollBar().maximum() == canvas.verticalScrollBar().maximum() == 0
    assert canvas.mapFromScene(QPointF(view.picture.width, 0.0)).x() <= canvas.viewport().width()
    smallest = canvas.zoom
    canvas.zoom_by(1 / ZOOM_STEP)
    assert canvas.zoom == pytest.approx(smallest)
    canvas.zoom_by(ZOOM_STEP)
    assert canvas.zoom == pytest.approx(smallest * ZOOM_STEP)


def test_every_phase_has_its_title_above_the_cards(tmp_path: Path, qtbot: QtBot) -> None:
    canvas, view = in_a_row(tmp_path, 300, 10, qtbot)
    canvas.fit()
    phases = view.picture.of_kind("phase")
    foot = canvas.mapFromScene(QPointF(0.0, phases[0].bounds.bottom)).y()
    assert foot >= PHASE_ROOM_PX - 1
    assert all(written(canvas, *strip_of(canvas, phase), 0, foot) for phase in phases)
    cards = [group.bounds.y for group in view.picture.of_kind("card")]
    assert canvas.mapFromScene(QPointF(0.0, min(cards))).y() >= foot


def test_where_phases_are_too_narrow_some_of_their_titles_are_written_in_full(tmp_path: Path, qtbot: QtBot) -> None:
    canvas, view = in_a_row(tmp_path, 300, 60, qtbot)
    canvas.fit()
    phases = view.picture.of_kind("phase")
    foot = canvas.mapFromScene(QPointF(0.0, phases[0].bounds.bottom)).y()
    (left, right), (_, third) = strip_of(canvas, phases[0]), strip_of(canvas, phases[2])
    assert right - left < 20
    assert written(canvas, left + 2, right, 0, foot)
    assert written(canvas, right + 2, third, 0, foot)  # the title goes on over the phases behind


def test_a_click_on_a_title_far_away_is_on_its_phase(tmp_path: Path, qtbot: QtBot) -> None:
    canvas, view = in_a_row(tmp_path, 300, 10, qtbot)
    canvas.fit()
    phase = view.picture.of_kind("phase")[4]
    left, _ = strip_of(canvas, phase)
    foot = canvas.mapFromScene(QPointF(0.0, phase.bounds.bottom)).y()
    with qtbot.waitSignal(canvas.pointed) as heard:
        QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 8, foot // 2))
    assert heard.args[:2] == ["phase", phase.key]


def test_the_sample_is_seen_whole_on_a_small_screen_and_can_be_read(driver: Driver) -> None:
    window = driver.sample()
    window.resize(1366, 749)  # a screen of 768 less the title of the window
    place = window.places["map"]
    assert isinstance(place, MapPlace)
    canvas, foot = place.panel.canvas, place.panel.foot
    driver.until(lambda: place.sides.tray.isVisible() and not foot.legend.isVisible())
    driver.until(lambda: canvas.horizontalScrollBar().maximum() == canvas.verticalScrollBar().maximum() == 0)
    assert canvas.zoom * 11.0 >= 9.0  # the smallest letters of a map
    view = canvas.map()
    assert view is not None
    assert canvas.seen().contains(QRectF(0.0, 0.0, view.picture.width, view.geometry.bands[-1][2]))
