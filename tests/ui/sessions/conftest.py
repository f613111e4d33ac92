"""The Sessions place with the sample: thirteen sessions of twelve people in two rounds."""

import pytest

from tests.stories.driving import Driver
from tests.ui.sessions.hands import Hands


@pytest.fixture
def hands(driver: Driver) -> Hands:
    made = Hands(driver, driver.sample())
    driver.until(lambda: len(made.panel.model.rows) == 13)
    return made
