"""The map's canvas with a real project: selection by pointer and by keyboard, zoom, pan, and what is said aloud."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import move_step
from journeymap.present.map import MapView, load_map
from journeymap.ui import theme
from journeymap.ui.icons import app_icon, icon
from journeymap.ui.map.foot import MapFoot
from journeymap.ui.map.scene import MapScene
from journeymap.ui.map.view import LEAST_ZOOM, MOST_ZOOM, MapCanvas
from tests.analysis.study import Study, pain, study, telling, visit

STEPS = ("Find", "Upload", "Phone", "Letter", "Pay")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[MapView, Study]]:
    """Find and Upload on the main path, two branches below Pay."""
    with study(tmp_path, STEPS) as (document, study_):
        with telling(document, study_):
            phase = add_phase(study_.edit, study_.map_id, "Prove <i>address</i> & pay")
            for position, title in enumerate(STEPS):
                move_step(study_.edit, study_.steps[title], position, phase.id)
            for number in range(6):
                study_.session(f"P{number}", visit("Find", 0), visit("Upload", 9), visit("Pay", 20), ended_s=30)
            for number, branch in enumerate(("Phone", "Letter"), 6):
                study_.session(
                    f"P{number}", visit("Find", 0), visit("Upload", 9), pain(4, "upload", at_s=12), visit(branch, 20),
                    visit("Pay", 40), ended_s=50,
                )  # fmt: skip
        yield load_map(document.read(), study_.filter), study_


@pytest.fixture
def canvas(qtbot: QtBot, told: tuple[MapView, Study]) -> MapCanvas:
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show_map(told[0])
    made.show()
    qtbot.waitExposed(made)
    return made


def title_of(canvas: MapCanvas) -> str:
    view = canvas.map()
    found = view.step(canvas.selected) if view else None
    return found.title if found else ""


def middle_of(canvas: MapCanvas, step_id: str) -> QPoint:
    rect = canvas.card(step_id)
    assert rect is not None
    return canvas.mapFromScene(rect.center())


def test_a_click_on_a_card_selects_its_step(canvas: MapCanvas, told: tuple[MapView, Study], qtbot: QtBot) -> None:
    step_id = told[1].steps["Upload"]
    with qtbot.waitSignal(canvas.step_selected) as heard:
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(canvas, step_id))
    assert heard.args == [step_id]
    assert canvas.accessibleDescription().startswith("Upload, step ")
    assert canvas.accessibleDescription().startswith("Upload, step 2 of 5, 8 people, worst impact 4 of 4, 3 next steps")


def test_a_click_beside_the_cards_selects_nothing(canvas: MapCanvas, told: tuple[MapView, Study], qtbot: QtBot) -> None:
    canvas.select(told[1].steps["Upload"])
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(880, 580))
    assert canvas.selected == ""


def test_arrows_walk_along_the_main_path_and_among_branches(canvas: MapCanvas, qtbot: QtBot) -> None:
    walked = []
    for key in ("Home", "Right", "Right", "Down", "Down", "Down", "Up", "Left", "End", "Right", "Home"):
        QTest.keyClick(canvas, getattr(Qt.Key, f"Key_{key}"))
        walked.append(title_of(canvas))
    assert walked == [
        "Find", "Upload", "Pay", "Phone", "Letter", "Letter", "Phone", "Upload", "Pay", "Pay", "Find",
    ]  # fmt: skip


def test_a_branch_says_which_of_how_many_it_is(canvas: MapCanvas, told: tuple[MapView, Study]) -> None:
    canvas.select(told[1].steps["Letter"])
    assert canvas.accessibleDescription().endswith("branch 2 of 2")


def test_enter_opens_the_selected_step(canvas: MapCanvas, told: tuple[MapView, Study], qtbot: QtBot) -> None:
    canvas.select(told[1].steps["Pay"])
    with qtbot.waitSignal(canvas.step_opened) as heard:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.args == [told[1].steps["Pay"]]


def test_escape_lets_go_of_the_selection(canvas: MapCanvas, told: tuple[MapView, Study], qtbot: QtBot) -> None:
    canvas.select(told[1].steps["Pay"])
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selected == ""


def test_zoom_stays_between_its_limits_and_says_so(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.zoom_changed) as heard:
        canvas.zoom_to(50.0)
    assert heard.args == [pytest.approx(MOST_ZOOM)]
    canvas.zoom_to(0.0001)
    assert canvas.zoom == pytest.approx(LEAST_ZOOM)
    canvas.fit()
    seen = canvas.seen()
    assert seen.left() <= 1
    assert seen.right() >= canvas.sceneRect().right() - 1


def test_dragging_the_ground_moves_the_map_and_not_the_selection(
    canvas: MapCanvas, told: tuple[MapView, Study]
) -> None:
    canvas.select(told[1].steps["Pay"])
    canvas.zoom_to(3.0)
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    bottoms = [rect.bottom() for step_id in told[1].steps.values() if (rect := canvas.card(step_id)) is not None]
    gaps = [right + 12 for _, right in told[0].geometry.columns]
    between = min(gaps, key=lambda x: abs(x - canvas.seen().center().x()))
    start = canvas.mapFromScene(between, max(bottoms) + 30)
    assert canvas.viewport().rect().contains(start)
    before = canvas.seen()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 40, 60):
        QTest.mouseMove(canvas.viewport(), start + QPoint(step, step))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(60, 60))
    assert canvas.seen().left() < before.left()
    assert canvas.seen().top() < before.top()
    assert canvas.selected == told[1].steps["Pay"]


def test_a_renewed_map_keeps_the_selection_and_the_zoom(canvas: MapCanvas, told: tuple[MapView, Study]) -> None:
    canvas.select(told[1].steps["Pay"])
    canvas.zoom_to(2.0)
    canvas.show_map(told[0])
    assert title_of(canvas) == "Pay"
    assert canvas.zoom == pytest.approx(2.0)


def test_the_look_can_change_while_the_map_is_shown(canvas: MapCanvas) -> None:
    colours = set()
    try:
        for look in ("light", "dark"):
            theme.current().choose(look)
            picture = canvas.viewport().grab().toImage()
            colours.add(QColor(picture.pixel(picture.width() - 3, picture.height() - 3)).name())
            assert QColor(picture.pixel(picture.width() - 3, picture.height() - 3)) == theme.color("paper")
    finally:
        theme.current().choose("system")
    assert len(colours) == 2


def test_cards_are_painted_where_they_are(canvas: MapCanvas, told: tuple[MapView, Study]) -> None:
    picture = canvas.viewport().grab().toImage()
    rect = canvas.card(told[1].steps["Find"])
    assert rect is not None
    inside = canvas.mapFromScene(rect.topRight() + QPoint(-14, 40))
    ratio = picture.devicePixelRatio()
    assert QColor(picture.pixel(int(inside.x() * ratio), int(inside.y() * ratio))) == theme.color("surface")


def test_every_control_below_the_map_has_a_name_and_is_large_enough(qtbot: QtBot, told: tuple[MapView, Study]) -> None:
    foot = MapFoot()
    qtbot.addWidget(foot)
    foot.resize(900, 48)
    foot.show_map(told[0])
    foot.show()
    for button in foot.buttons():
        assert button.accessibleName() or button.text()
        assert button.width() >= 24
        assert button.height() >= 24
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "could not go on" in foot.legend.accessibleName()
    with qtbot.waitSignal(foot.zoom_asked) as heard:
        foot.buttons()[-1].click()
    assert heard.args == ["fit"]


def test_the_legend_makes_room_for_the_map_and_what_somebody_wants_is_remembered(
    qtbot: QtBot, told: tuple[MapView, Study]
) -> None:
    def made(height: int, map_height: float = 300.0) -> MapFoot:
        foot = MapFoot()
        qtbot.addWidget(foot)
        foot.resize(480, 48)
        foot.show_map(told[0])
        foot.fit_into(height, map_height)
        foot.show()
        return foot

    assert made(700).legend.isVisible()
    assert made(500).legend.isVisible()
    assert not made(500, 480.0).legend.isVisible()  # so that all of the map is seen
    assert made(700, 690.0).legend.isVisible()
    low = made(420)
    assert not low.legend.isVisible()
    assert low.fold.accessibleDescription() == "folded"
    low.fold.click()
    assert low.legend.isVisible()
    assert made(420).legend.isVisible()
    low.fold.click()
    assert not made(700).legend.isVisible()


def test_markup_in_a_title_is_no_markup_in_a_tool_tip(canvas: MapCanvas) -> None:
    scene = canvas.scene()
    assert isinstance(scene, MapScene)
    view = canvas.map()
    assert view is not None
    tips = [scene.tip_at(QPointF(*group.bounds.centre)) for group in view.picture.groups]
    assert any("&lt;i&gt;address&lt;/i&gt; &amp; pay" in tip for tip in tips)
    assert not any("<i>" in tip for tip in tips)


def test_icons_are_drawn_at_the_pixels_of_the_screen(qtbot: QtBot) -> None:
    del qtbot
    for ratio in (1.0, 2.0, 1.5):
        made = icon("map", "#1F5FA8").pixmap(QSize(20, 20), ratio)
        assert made.size() == QSize(20, 20) * ratio
        assert made.devicePixelRatio() == ratio
    assert not app_icon().isNull()
    with pytest.raises(FileNotFoundError):
        icon("no such icon", "#000000")
