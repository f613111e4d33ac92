"""The desk and the driver of the stories, for tests of single parts of the window."""

from tests.stories.conftest import desk, driver

__all__ = ["desk", "driver"]
