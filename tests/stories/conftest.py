"""The real windows on real project files; each test closes what it opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeymap.ui.desk import Desk
from tests.stories.driving import Driver


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """The desk of the app, without any window yet. The folder of the test must outlive it: closing saves there."""
    made = Desk(qapp)
    yield made
    made.close_all()
    if made.welcome is not None:
        made.welcome.deleteLater()
    made.deleteLater()


@pytest.fixture
def driver(desk: Desk, qtbot: QtBot) -> Driver:
    """Hands on the keyboard."""
    return Driver(desk, qtbot)
