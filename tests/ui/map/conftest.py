"""A map of five steps in two phases in the real window, and hands on it."""

from pathlib import Path

import pytest

from tests.stories.driving import Driver
from tests.ui.map.hands import Hands

LIST = "# Apply\nFind\nUpload\n  Ask for help\n# Receive\nPay\nLetter\n"


@pytest.fixture
def hands(driver: Driver, tmp_path: Path) -> Hands:
    window = driver.new_project(tmp_path / "permits.journey")
    window.resize(1440, 900)
    driver.until(lambda: "map" in window.places and bool(window.looking.filter.map_id))
    made = Hands(driver, window)
    driver.until(made.place.panel.empty.isVisible)
    made.put(LIST)
    driver.until(made.canvas.isVisible)
    return made
