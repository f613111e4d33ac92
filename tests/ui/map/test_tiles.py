"""The canvas draws squares that it keeps: what is seen is the whole picture, at every zoom, after every change."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from bench.made_up_maps import made_up_plan
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap
from journeymap.interchange.sample import put_sample, sample_project
from journeymap.present.map import MapView, build_map, count_map, load_map
from journeymap.present.picture import Words
from journeymap.store.document import Document
from journeymap.ui import theme
from journeymap.ui.map.group_index import GroupIndex
from journeymap.ui.map.painting import paint_group
from journeymap.ui.map.tiles import Tiles


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> MapView:
    about = sample_project()
    path: Path = tmp_path_factory.mktemp("sample") / "sample.journeymap"
    with Document.create(path, title=about.title, zone=about.zone) as document:
        put_sample(document.edit)
        reader = document.read()
        return load_map(reader, Filter(map_id=reader.find(JourneyMap)[0].id))


def blank(view: MapView, zoom: float) -> QImage:
    image = QImage(round(view.picture.width * zoom), round(view.picture.height * zoom), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.color("paper")))
    return image


def in_squares(view: MapView, zoom: float) -> QImage:
    """The picture as the canvas draws it, square by square."""
    index = GroupIndex(view.picture.groups)

    def draw(painter: QPainter, part: QRectF, at: float) -> None:
        for group in index.within(part):
            paint_group(painter, group, at)

    tiles = Tiles(draw)
    for _ in range(200):
        image = blank(view, zoom)
        painter = QPainter(image)
        painter.scale(zoom, zoom)
        sharp = tiles.paint(painter, QRectF(0, 0, view.picture.width, view.picture.height), 1.0)
        painter.end()
        if sharp:
            return image
    raise AssertionError("the map never became sharp")


def at_once(view: MapView, zoom: float) -> QImage:
    """The picture with every group, nothing left out and nothing kept."""
    image = blank(view, zoom)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(zoom, zoom)
    for group in view.picture.groups:
        paint_group(painter, group, zoom)
    painter.end()
    return image


def different(one: QImage, other: QImage) -> int:
    """Pixels that have nothing like them in their place in the other picture, nor beside it.

    Rounding at the edges of squares changes a colour by a little, and moves a dot of a dotted line by a pixel.
    """
    assert one.size() == other.size()
    width, height = one.width(), one.height()
    first, second = bytes(one.constBits()), bytes(other.constBits())

    def alike(at: int, to: int) -> bool:
        return all(abs(first[at + part] - second[to + part]) <= 48 for part in range(3))

    def is_there(at: int) -> bool:
        row, column = divmod(at // 4, width)
        return any(
            alike(at, (beside * width + place) * 4)
            for beside in range(max(0, row - 1), min(height, row + 2))
            for place in range(max(0, column - 1), min(width, column + 2))
        )

    return sum(not alike(at, at) and not is_there(at) for at in range(0, len(first), 4))


@pytest.mark.parametrize("zoom", [0.5, 0.9, 1.2])
def test_nothing_is_lost_at_the_edges_of_the_squares(qtbot: QtBot, sample: MapView, zoom: float) -> None:
    del qtbot
    assert different(in_squares(sample, zoom), at_once(sample, zoom)) <= 20


def test_what_is_pointed_at_is_found(qtbot: QtBot) -> None:
    del qtbot
    view = build_map(count_map(made_up_plan(60, 120), (), ()))
    index = GroupIndex(view.picture.groups)
    for card in view.picture.of_kind("card"):
        assert card in index.at(QPointF(*card.bounds.centre))
    assert index.at(QPointF(-50.0, -50.0)) == []


@pytest.mark.parametrize("zoom", [0.41, 0.52, 0.7])
def test_a_card_that_is_far_away_shows_its_title_in_letters_that_can_be_read(qtbot: QtBot, zoom: float) -> None:
    del qtbot
    view = build_map(count_map(made_up_plan(6, 8), (), ()))
    for card in view.picture.of_kind("card"):
        nameless = replace(card, shapes=tuple(shape for shape in card.shapes if not isinstance(shape, Words)))
        whole = blank(view, zoom)
        without = blank(view, zoom)
        for image, group in ((whole, card), (without, nameless)):
            painter = QPainter(image)
            painter.scale(zoom, zoom)
            paint_group(painter, group, zoom)
            painter.end()
        assert different(whole, without) > 30
