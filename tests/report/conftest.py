"""The reports that several files of tests look at, made once."""

import pytest

from journeymap.report.content import Report
from tests.report.pictures import made_up_map, with_picture
from tests.report.projects import sample


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The sample's report."""
    folder = tmp_path_factory.mktemp("sampled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYMAP_HOME", str(folder))
        with sample(folder) as project:
            return project.report()


@pytest.fixture(scope="session")
def long(sampled: Report) -> Report:
    """The same report about a map of 200 steps and 12 lanes."""
    return with_picture(sampled, made_up_map(200, 12))
